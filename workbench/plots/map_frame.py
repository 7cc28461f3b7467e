"""The frame of a map: two axes of cells that zoom and move, the tokens beside them, and the scale of colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen

from workbench.plots.token_labels import paint_label, step, widest, written
from workbench.services.theme import HALF, SPACE, font, tokens

MOST_CELL, LEAST_CELL = 48.0, 14.0  # px; the least holds for the longer side of a cell that can't be square
LONGEST_SIDE = 1.5  # how far from square cells may be
CLOSEST = 64.0  # px of a cell at the strongest zoom
LABEL_AT_MOST = 130  # px
BAR, BAR_HEIGHT = 10, 160  # px of the colour scale


@dataclass
class Axis:
    """One direction of the map: how many cells, pixels a cell when all are shown, where the map begins, what room it has."""

    count: int = 0
    fit: float = 1.0
    start: float = 0.0
    room: float = 1.0
    zoom: float = 1.0
    first: float = 0.0  # the cell, with a fraction, at the start

    @property
    def cell(self) -> float:
        """Pixels of a cell."""
        return self.fit * self.zoom

    @property
    def length(self) -> float:
        """Pixels that are covered by cells."""
        return min(self.room, self.count * self.cell)

    def place(self, index: float) -> float:
        """Where a cell begins."""
        return self.start + (index - self.first) * self.cell

    def at(self, place: float) -> int:
        """The cell at a place, -1 outside."""
        if not self.start <= place < self.start + self.length:
            return -1
        return min(self.count - 1, int((place - self.start) / self.cell + self.first))

    def seen(self) -> tuple[int, int]:
        """The first cell that is seen and the one after the last."""
        return int(self.first), min(self.count, math.ceil(self.first + self.length / self.cell - 1e-6))

    def move_to(self, first: float) -> None:
        """Begin at a cell, as far as there are cells to fill the room."""
        self.first = min(max(0.0, first), max(0.0, self.count - self.room / self.cell))

    def zoom_to(self, zoom: float, place: float) -> None:
        """Zoom so that what lies at a place stays there."""
        under = (place - self.start) / self.cell + self.first
        self.zoom = zoom
        self.move_to(under - (place - self.start) / self.cell)

    def show(self, index: int) -> None:
        """Move as little as is needed to see a whole cell."""
        self.move_to(min(max(self.first, index + 1 - self.room / self.cell), float(index)))


class MapFrame:
    """Where the cells of a map are, and what stands around them."""

    def __init__(self, rows: Sequence[str] = (), columns: Sequence[str] = ()) -> None:
        self.rows, self.columns = [written(row) for row in rows], [written(column) for column in columns]
        self.down, self.across = Axis(len(rows)), Axis(len(columns))
        self._upright = False  # names of columns are turned

    @property
    def whole(self) -> QRectF:
        """What is covered by cells."""
        return QRectF(self.across.start, self.down.start, self.across.length, self.down.length)

    def lay_out(self, size: QSize, scale: Sequence[str]) -> None:
        """Give the axes what the tokens and the texts of the scale leave of a size; tokens are turned where they don't fit."""
        metrics = QFontMetrics(font("caption"))
        left = widest(metrics, self.rows, LABEL_AT_MOST) + SPACE
        right = SPACE + BAR + HALF + max(metrics.horizontalAdvance(text) for text in scale) + 1
        wide = widest(metrics, self.columns, LABEL_AT_MOST)
        for self._upright, top in ((False, metrics.height() + HALF), (True, wide + SPACE)):
            down, across = max(1.0, size.height() - top - 2), max(1.0, size.width() - left - right)
            high, long = min(MOST_CELL, down / len(self.rows)), min(MOST_CELL, across / len(self.columns))
            fits = (min(high, max(LONGEST_SIDE * long, LEAST_CELL)), min(long, max(LONGEST_SIDE * high, LEAST_CELL)))
            if wide <= fits[1]:
                break
        for axis, start, room, fit in ((self.down, top, down, fits[0]), (self.across, left, across, fits[1])):
            axis.start, axis.room, axis.fit = start, room, fit
            axis.move_to(axis.first)

    def at(self, place: QPointF) -> tuple[int, int]:
        """Row and column at a place, (-1, -1) outside."""
        row, column = self.down.at(place.y()), self.across.at(place.x())
        return (row, column) if row >= 0 and column >= 0 else (-1, -1)

    def zoom(self, factor: float, place: QPointF) -> None:
        """Zoom at a place, no nearer than is useful and no farther than all."""
        nearest = max(1.0, CLOSEST / min(self.down.fit, self.across.fit))
        zoom = min(max(1.0, self.down.zoom * factor), nearest)
        self.down.zoom_to(zoom, place.y())
        self.across.zoom_to(zoom, place.x())

    def pan(self, by: QPointF) -> None:
        """Move by pixels."""
        self.down.move_to(self.down.first - by.y() / self.down.cell)
        self.across.move_to(self.across.first - by.x() / self.across.cell)

    def show_all(self) -> None:
        """Zoom out."""
        for axis in (self.down, self.across):
            axis.zoom, axis.first = 1.0, 0.0

    def paint_names(self, painter: QPainter, marked: tuple[int, int], chosen: int) -> None:
        """Paint the tokens: those of the marked row and column and of the chosen row always, others where there is room."""
        line, top, left = painter.fontMetrics().height(), self.down.start, self.across.start
        for index, middle, colour, ground in self._names(self.down, line, (marked[0], chosen)):
            place = QRectF(0, middle - line / 2, left - SPACE, line)
            paint_label(painter, place, self.rows[index], colour, Qt.AlignmentFlag.AlignRight, ground)
        room = line if self._upright else min(line, self.across.cell)
        for index, middle, colour, ground in self._names(self.across, room, (marked[1], -1)):
            if self._upright:
                painter.save()
                painter.translate(middle, top - HALF)
                painter.rotate(-90)
                place = QRectF(0, -line / 2, top - HALF, line)
                paint_label(painter, place, self.columns[index], colour, Qt.AlignmentFlag.AlignLeft, ground)
                painter.restore()
            else:
                place = QRectF(middle - self.across.cell / 2, 0, self.across.cell, line)
                paint_label(painter, place, self.columns[index], colour, Qt.AlignmentFlag.AlignHCenter, ground)

    def _names(self, axis: Axis, room: float, special: tuple[int, int]) -> list[tuple[int, float, str, QColor | None]]:
        """Index, middle, colour and ground of the tokens along an axis; the special ones come last and cover others."""
        palette, every = tokens(), step(axis.cell, room)
        first, after = axis.seen()
        shown = range(-(-first // every) * every, after, every)
        covered = room / axis.cell  # cells next to a special one that have no room beside it
        usual = [index for index in shown if all(other < 0 or abs(index - other) >= covered for other in special)]
        found: list[tuple[int, str, QColor | None]] = [(index, palette.text_muted, None) for index in usual]
        inks = ((palette.text, palette.hover), (palette.link, palette.accent_soft))
        found += [(index, ink, QColor(ground)) for index, (ink, ground) in zip(special, inks, strict=True) if first <= index < after]
        placed = [(index, axis.place(index + 0.5), colour, ground) for index, colour, ground in found]
        return [name for name in placed if axis.start <= name[1] <= axis.start + axis.length]

    def paint_scale(self, painter: QPainter, ramp: QImage, texts: Sequence[str]) -> None:
        """Paint the scale right of the cells: a picture of all levels from above, and texts from above."""
        line, whole = painter.fontMetrics().height(), self.whole
        tall = max(min(whole.height(), float(BAR_HEIGHT)), (len(texts) + 0.5) * line)
        bar = QRectF(whole.right() + SPACE, whole.top(), BAR, tall)
        painter.drawImage(bar, ramp)
        painter.setPen(QPen(QColor(tokens().border), 1))
        painter.drawRect(bar)
        for index, text in enumerate(texts):
            top = bar.top() + (tall - line) * index / (len(texts) - 1)
            place = QRectF(bar.right() + HALF, top, painter.fontMetrics().horizontalAdvance(text) + HALF, line)
            paint_label(painter, place, text, tokens().text_muted, Qt.AlignmentFlag.AlignLeft)
