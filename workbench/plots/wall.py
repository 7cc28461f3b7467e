"""All maps of a model in one look: a row of tiles for each layer, a tile for each head, one of them chosen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.plots.raster import Pyramid, colours, levels, paint_no_value, picture
from workbench.plots.token_labels import paint_label, step, widest, written
from workbench.services.language import number
from workbench.services.theme import HALF, SPACE, font, tokens

LEAST_TILE, MOST_TILE = 10, 200  # px of a tile's longer side
LONGEST_SIDE = 2.0  # how far from square tiles may be
LABEL_AT_MOST = 130  # px
FRAME = 3  # px around all, for the frame of a tile at the edge


class WallView(QWidget):
    """Shows layers x heads; places are counted as they lie, heads as the model counts them.

    Signals: chosen(layer, head) on a click or an arrow key; hovered(layer, head), (-1, -1) when the mouse leaves the tiles.
    """

    chosen = Signal(int, int)
    hovered = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("All heads"))
        self.setToolTip(self.tr("A click or the arrow keys choose a head"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._found = np.empty((0, 0, 1, 1), dtype=np.uint8)
        self._pyramid = Pyramid(self._found, False)
        self._rows: list[str] = []
        self._order: NDArray[np.intp] = np.empty((0, 0), dtype=np.intp)
        self._marks: Sequence[str] = ()
        self._is_sorted = self._is_difference = False
        self._picture = (("", QSize(), 0, 0.0), QImage())  # of which theme, tile, gap and pixel ratio
        self._chosen = self._under = (-1, -1)  # layer and head

    def show_wall(
        self, values: NDArray[Any], rows: Sequence[str], low: float, high: float, diverging: bool = False, order: NDArray[Any] | None = None
    ) -> None:
        """Show values [layers, heads, height, width] with a name for each layer; NaN is hatched.

        order: [layers, heads], the head that is shown at each place; without it they stand as the model counts them. The
        choice stays where that head is still there. Marks are forgotten.
        """
        layers, heads = values.shape[:2]
        self._is_sorted, self._is_difference, self._marks = order is not None, diverging, ()
        self._order = np.tile(np.arange(heads), (layers, 1)) if order is None else np.asarray(order, dtype=np.intp)
        self._found = levels(values, low, high, diverging)
        if order is not None:
            self._found = self._found[np.arange(layers)[:, None], self._order]
        self._pyramid = Pyramid(self._found, diverging)
        self._picture = (("", QSize(), 0, 0.0), QImage())
        self._rows = [written(row) for row in rows]
        self._under = (-1, -1)
        if self._chosen[0] >= layers or self._chosen[1] >= heads:
            self._chosen = (-1, -1)
        text = self.tr("Maps of {layers} layers with {heads} heads")
        self.setAccessibleName(text.format(layers=number(layers), heads=number(heads)))
        self._describe()
        self.updateGeometry()
        self.update()

    def show_marks(self, marks: Sequence[str]) -> None:
        """A short text for each head, layer by layer, as the model counts them: it stands in the tile's corner where it fits."""
        self._marks = list(marks)
        self._describe()
        self.update()

    def choose(self, layer: int, head: int) -> None:
        """Frame a tile, (-1, -1) none; tells nobody."""
        self._chosen = (layer, head)
        self._describe()
        self.update()

    def tile_place(self, layer: int, head: int) -> QRectF:
        """Where the tile of a head lies in the widget."""
        place = int(np.flatnonzero(self._order[layer] == head)[0])
        left, top, wide, high, gap = self._sizes()
        return QRectF(left + place * (wide + gap), top + layer * (high + gap), wide, high)

    def sizeHint(self) -> QSize:
        """Tiles of a thumb's size, as long as they are few."""
        layers, heads = self._order.shape
        return QSize(min(960, 80 + 56 * heads), min(720, 40 + 56 * layers)).expandedTo(self.minimumSizeHint())

    def hasHeightForWidth(self) -> bool:
        """Tiles keep their shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the tiles that fill this width."""
        layers, heads, high, wide = self._found.shape
        left, top = self._margins()
        tile = min(float(MOST_TILE), (width - left - 2 * FRAME) / max(1, heads))
        return max(
            self.minimumSizeHint().height(), round(top + 2 * FRAME + layers * tile * min(max(high / wide, 1 / LONGEST_SIDE), LONGEST_SIDE))
        )

    def minimumSizeHint(self) -> QSize:
        """The least tiles."""
        layers, heads = self._order.shape
        left, top = self._margins()
        return QSize(left + heads * (LEAST_TILE + 1) + 2 * FRAME, top + layers * (LEAST_TILE + 1) + 2 * FRAME).expandedTo(QSize(120, 60))

    def _margins(self) -> tuple[int, int]:
        metrics = QFontMetrics(font("caption"))
        return widest(metrics, self._rows, LABEL_AT_MOST) + SPACE, FRAME if self._is_sorted else metrics.height() + HALF

    def _sizes(self) -> tuple[float, float, float, float, float]:
        """Left and top of the first tile, a tile's width and height, the gap between two: all on pixels of the screen."""
        layers, heads, high, wide = self._found.shape
        (left, top), ratio = self._margins(), self.devicePixelRatioF()
        room = ((self.width() - left - FRAME) / heads, (self.height() - top - FRAME) / layers)
        gap = 2.0 if min(room) >= 32 else 1.0
        shape = min(max(wide / high, 1 / LONGEST_SIDE), LONGEST_SIDE)
        tall = min(room[1] - gap, (room[0] - gap) / shape, MOST_TILE / max(1.0, shape))
        tall = max(tall, LEAST_TILE / max(1.0, shape))
        on_pixels = [math.floor(size * ratio) / ratio for size in (left, top, tall * shape, tall)]
        return on_pixels[0], on_pixels[1], on_pixels[2], on_pixels[3], round(gap * ratio) / ratio

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mosaic, names, marks and frames."""
        if self._found.size == 0:
            return
        painter, palette = QPainter(self), tokens()
        painter.setFont(font("caption"))
        left, top, wide, high, gap = self._sizes()
        layers, heads = self._order.shape
        mosaic = self._mosaic()
        place = QRectF(QPointF(left, top), mosaic.deviceIndependentSize())
        if not self._found.all():
            paint_no_value(painter, place)
        painter.drawImage(place.topLeft(), mosaic)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.border), 1))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        line = painter.fontMetrics().height()
        for layer in range(0, layers, step(high + gap, line)):
            middle = top + layer * (high + gap) + high / 2
            name = QRectF(0, middle - line / 2, left - SPACE, line)
            is_chosen = layer == self._chosen[0]
            paint_label(painter, name, self._rows[layer], palette.text if is_chosen else palette.text_muted, Qt.AlignmentFlag.AlignRight)
        if not self._is_sorted:
            every = step(wide + gap, painter.fontMetrics().horizontalAdvance(number(heads)) + HALF)
            for head in range(0, heads, every):
                name = QRectF(left + head * (wide + gap) - 20, 0, wide + 40, line)
                colour = palette.text if head == self._chosen[1] else palette.text_muted
                paint_label(painter, name, number(head + 1), colour, Qt.AlignmentFlag.AlignHCenter)
        if self._marks and high >= 2 * line:
            for layer in range(layers):
                for head in range(heads):
                    self._paint_corner(painter, self.tile_place(layer, head), self._marks[layer * heads + head])
        self._paint_frames(painter)

    def _mosaic(self) -> QImage:
        """All tiles at the size they have on the screen, made anew when that or the theme changes."""
        _, _, wide, high, gap = self._sizes()
        ratio = self.devicePixelRatioF()
        stamp = (tokens().name, QSize(round(wide * ratio), round(high * ratio)), round(gap * ratio), ratio)
        if self._picture[0] != stamp:
            width, height, apart = stamp[1].width(), stamp[1].height(), stamp[2]
            halves = [max(0, math.ceil(math.log2(size / room))) for size, room in zip(self._found.shape[2:], (height, width), strict=True)]
            small = self._pyramid.at(*halves)
            layers, heads, rows, columns = small.shape
            pixels = np.full((layers, height + apart, heads, width + apart), QColor(tokens().border).rgb(), dtype=np.uint32)
            down, across = np.arange(height) * rows // height, np.arange(width) * columns // width
            tiles = colours(tokens(), self._is_difference)[small]
            pixels[:, :height, :, :width] = tiles[:, :, down][:, :, :, across].transpose(0, 2, 1, 3)
            flat = pixels.reshape(layers * (height + apart), -1)[: -apart or None, : -apart or None]
            made = picture(flat)
            made.setDevicePixelRatio(ratio)
            self._picture = (stamp, made)
        return self._picture[1]

    def _paint_corner(self, painter: QPainter, tile: QRectF, text: str, is_low: bool = False) -> None:
        """A short text in a tile's upper or lower left corner, on a ground of its own; it may be wider than a small tile."""
        wide, high = painter.fontMetrics().horizontalAdvance(text) + 2, painter.fontMetrics().height()
        left, top = min(tile.left() + HALF, self.width() - wide - HALF), tile.bottom() - high if is_low else tile.top()
        place = QRectF(left, max(0.0, top), wide, high)
        paint_label(painter, place, text, tokens().text, Qt.AlignmentFlag.AlignLeft, QColor(tokens().raised))

    def _paint_frames(self, painter: QPainter) -> None:
        palette = tokens()
        for tile, colour in ((self._under, palette.text), (self._chosen, palette.focus if self.hasFocus() else palette.accent)):
            if tile == (-1, -1):
                continue
            place = self.tile_place(*tile)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for ink, wide in ((palette.surface, 5), (colour, 3 if tile == self._chosen else 1)):
                painter.setPen(QPen(QColor(ink), wide))
                painter.drawRect(place.adjusted(-1, -1, 1, 1))
        for layer, head in {self._under, self._chosen if self._is_sorted else self._under} - {(-1, -1)}:
            self._paint_corner(painter, self.tile_place(layer, head), number(head + 1), is_low=True)

    # mouse and keyboard

    def tile_at(self, place: QPointF) -> tuple[int, int]:
        """Layer and head of the tile at a place, (-1, -1) outside."""
        left, top, wide, high, gap = self._sizes()
        column, row = math.floor((place.x() - left) / (wide + gap)), math.floor((place.y() - top) / (high + gap))
        layers, heads = self._order.shape
        return (row, int(self._order[row, column])) if 0 <= row < layers and 0 <= column < heads else (-1, -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the mouse."""
        self._hover(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        self._hover(QPointF(-1, -1))

    def _hover(self, place: QPointF) -> None:
        found = self.tile_at(place) if self._found.size else (-1, -1)
        if found != self._under:
            self._under = found
            self.hovered.emit(*found)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        found = self.tile_at(event.position()) if self._found.size else (-1, -1)
        if event.button() == Qt.MouseButton.LeftButton and found != (-1, -1):
            self.choose(*found)
            self.chosen.emit(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the choice, in the order that is seen."""
        moves = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        move = moves.get(Qt.Key(event.key()))
        if move is None or self._found.size == 0:
            super().keyPressEvent(event)
            return
        layers, heads = self._order.shape
        row, column = 0, 0
        if self._chosen != (-1, -1):
            row = min(max(self._chosen[0] + move[0], 0), layers - 1)
            column = int(np.flatnonzero(self._order[self._chosen[0]] == self._chosen[1])[0])
            column = min(max(column + move[1], 0), heads - 1)
        found = (row, int(self._order[row, column]))
        if found != self._chosen:
            self.choose(*found)
            self.chosen.emit(*found)

    def _describe(self) -> None:
        """What a screen reader says of the choice."""
        layer, head = self._chosen
        if layer < 0 or layer >= len(self._rows):
            self.setAccessibleDescription("")
            return
        text = self.tr("{layer}, head {head}").format(layer=self._rows[layer], head=number(head + 1))
        mark = self._marks[layer * self._order.shape[1] + head] if self._marks else ""
        self.setAccessibleDescription(f"{text}: {mark}" if mark else text)
