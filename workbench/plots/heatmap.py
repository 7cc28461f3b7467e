"""A map of numbers with a token for each row and column: attention of one head, or a difference of two maps.

Ctrl and the wheel zoom at the mouse, dragging pans, a double click shows all again; on the keyboard the arrows move a cell,
+ and - zoom and 0 shows all. Values become levels once, and only what is seen of them is painted, so that 4,096 tokens pan.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from workbench.plots.map_frame import MapFrame
from workbench.plots.raster import Pyramid, colours, levels, paint_no_value, picture
from workbench.plots.token_labels import short_value
from workbench.services.language import number
from workbench.services.theme import font, tokens

GRID_FROM = 12.0  # px of a cell from which on cells are set apart


class HeatmapView(QWidget):
    """Shows one map; the number under the mouse is told, not painted.

    Signals: hovered(row, column), of the mouse or the keyboard's cell, (-1, -1) when the mouse leaves; row_chosen(row) on a
    click or when the arrows reach another row.
    """

    hovered = Signal(int, int)
    row_chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Map"))
        self.setToolTip(self.tr("Ctrl+wheel zooms, dragging moves, a double click shows all; arrow keys go from cell to cell"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._values: NDArray[Any] = np.empty((0, 0), dtype=np.float32)
        self._pyramid = Pyramid(np.empty((0, 0), dtype=np.uint8), False)
        self._ends = (0.0, 1.0)
        self._is_difference = False
        self._frame = MapFrame()
        self._under = (-1, -1)
        self._cell = (-1, -1)  # the keyboard's
        self._chosen = -1
        self._pressed: QPointF | None = None
        self._dragged: QPointF | None = None

    def show_map(
        self, values: NDArray[Any], rows: Sequence[str], columns: Sequence[str], low: float, high: float, diverging: bool = False
    ) -> None:
        """Show values [rows, columns]; low and high are the ends of the colour scale, NaN is hatched.

        Zoom, place and chosen row stay where the tokens are the same: another head is seen where the last one was.
        """
        frame = MapFrame(rows, columns)
        if (frame.rows, frame.columns) != (self._frame.rows, self._frame.columns):
            self._frame = frame
            self._under = self._cell = (-1, -1)
            self._chosen = -1
        self._values, self._ends, self._is_difference = values, (low, high), diverging
        self._pyramid = Pyramid(levels(values, low, high, diverging), diverging)
        text = self.tr("Map of {rows} rows and {columns} columns, colours from {low} to {high}")
        sizes = {"rows": number(len(rows)), "columns": number(len(columns))}
        self.setAccessibleName(text.format(low=short_value(low), high=short_value(high), **sizes))
        self._describe(*self._cell)
        self._lay_out()

    def highlight_row(self, row: int) -> None:
        """Mark a row, -1 for none."""
        self._chosen = row
        self.update()

    def is_zoomed(self) -> bool:
        """Is less than the whole map shown?"""
        return self._frame.down.zoom > 1.0

    def show_all(self) -> None:
        """Show the whole map."""
        self._frame.show_all()
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()

    def cell_place(self, row: int, column: int) -> QRectF:
        """Where a cell lies in the widget."""
        return QRectF(self._frame.across.place(column), self._frame.down.place(row), self._frame.across.cell, self._frame.down.cell)

    def sizeHint(self) -> QSize:
        """Roomy."""
        return QSize(480, 480)

    def minimumSizeHint(self) -> QSize:
        """Room for labels and some cells."""
        return QSize(280, 240)

    # sizes

    def changeEvent(self, event: QEvent) -> None:
        """Another text size moves everything."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()

    def resizeEvent(self, event: QEvent) -> None:
        """Cells take the room there is."""
        self._lay_out()

    def _lay_out(self) -> None:
        if self._values.size:
            self._frame.lay_out(self.size(), self._scale_texts())
        self.update()

    def _scale_texts(self) -> list[str]:
        low, high = self._ends
        ends = [high, (low + high) / 2, low] if self._is_difference else [high, low]
        return [short_value(value) for value in ends]

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint cells, outlines, names and the colour scale."""
        if self._values.size == 0:
            return
        painter, palette, frame = QPainter(self), tokens(), self._frame
        painter.setFont(font("caption"))
        whole, marked = frame.whole, self._under
        if marked == (-1, -1) and self.hasFocus():
            marked = self._cell
        painter.setClipRect(whole)
        self._paint_cells(painter, whole)
        for row, colour, wide in ((marked[0], palette.text, 1.0), (self._chosen, palette.link, 2.0)):
            if row >= 0:
                _outline(painter, QRectF(whole.left(), frame.down.place(row), whole.width(), max(frame.down.cell, wide)), colour, wide)
        if marked[1] >= 0:
            place = QRectF(frame.across.place(marked[1]), whole.top(), max(frame.across.cell, 1.0), whole.height())
            _outline(painter, place, palette.text, 1.0)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(palette.focus), 2) if self.hasFocus() else QPen(QColor(palette.border), 1))
        painter.drawRect(whole.adjusted(-0.5, -0.5, 0.5, 0.5))
        frame.paint_names(painter, marked, self._chosen)
        ramp = np.arange(255, 0, -1, dtype=np.uint8)[:, None]
        frame.paint_scale(painter, picture(colours(palette, self._is_difference)[ramp]), self._scale_texts())

    def _paint_cells(self, painter: QPainter, whole: QRectF) -> None:
        down, across, ratio = self._frame.down, self._frame.across, self.devicePixelRatioF()
        # so few halves that each texel is at least one pixel of the screen: none is skipped
        halves = tuple(max(0, math.ceil(-math.log2(axis.cell * ratio))) for axis in (down, across))
        cut, ends = [], []
        for axis, times in zip((down, across), halves, strict=True):
            first, after = axis.seen()
            texels = (first >> times, ((after - 1) >> times) + 1)
            cut.append(slice(*texels))
            ends.append((axis.place(texels[0] << times), axis.place(texels[1] << times)))
        found = self._pyramid.at(*halves)[tuple(cut)]
        if not found.all():
            paint_no_value(painter, whole)
        place = QRectF(QPointF(ends[1][0], ends[0][0]), QPointF(ends[1][1], ends[0][1]))
        painter.drawImage(place, picture(colours(tokens(), self._is_difference)[found]))
        if min(down.cell, across.cell) >= GRID_FROM:
            painter.setPen(QPen(QColor(tokens().surface), 1))
            for row in range(down.seen()[0] + 1, down.seen()[1]):
                painter.drawLine(QPointF(whole.left(), down.place(row)), QPointF(whole.right(), down.place(row)))
            for column in range(across.seen()[0] + 1, across.seen()[1]):
                painter.drawLine(QPointF(across.place(column), whole.top()), QPointF(across.place(column), whole.bottom()))

    # mouse and keyboard

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl zoom at the mouse, else pan; what shows all leaves the wheel to the page."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(1.25 ** (turn.y() / 120), event.position())
            self._hover(event.position())
        elif self.is_zoomed():
            sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._frame.pan(QPointF(turn.y(), turn.x()) / 2 if sideways else QPointF(turn) / 2)
            self.update()
        else:
            event.ignore()
            return
        event.accept()

    def _zoom(self, factor: float, place: QPointF) -> None:
        self._frame.zoom(factor, place)
        self.setCursor(Qt.CursorShape.OpenHandCursor if self.is_zoomed() else Qt.CursorShape.ArrowCursor)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click or a drag begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._dragged = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, or tell what is under the mouse."""
        place = event.position()
        if self._pressed is not None and self._dragged is not None:
            if self.is_zoomed() and (place - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                self._frame.pan(place - self._dragged)
                self.update()
                self._dragged = place
                self._pressed = QPointF(-1e6, 0)  # from now on a drag, wherever it ends
            return
        self._hover(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the row of a click."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or (event.position() - pressed).manhattanLength() >= QApplication.startDragDistance():
            return
        row, place = self._frame.down.at(event.position().y()), event.position().x()
        if row >= 0 and 0 <= place < self._frame.whole.right():  # a click on a row's name counts too
            self._cell = (row, max(0, self._frame.across.at(place)))
            self.highlight_row(row)
            self.row_chosen.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole map."""
        self.show_all()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        self._hover(QPointF(-1, -1))

    def _hover(self, place: QPointF) -> None:
        found = self._frame.at(place)
        if found != self._under:
            self._under = found
            self.hovered.emit(*found)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cell, + and - zoom, 0 shows all."""
        moves = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        zooms = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8}
        key = Qt.Key(event.key())
        if self._values.size == 0 or key not in (*moves, *zooms, Qt.Key.Key_0):
            super().keyPressEvent(event)
        elif key in moves:
            self._move(*moves[key])
        elif key in zooms:
            cell = self.cell_place(*self._cell) if min(self._cell) >= 0 else QRectF(self.rect())
            self._zoom(zooms[key], cell.center())
        else:
            self.show_all()

    def _move(self, down: int, across: int) -> None:
        row, column = self._cell
        if row < 0:
            row, column, down, across = max(self._chosen, 0), 0, 0, 0
        row = min(max(row + down, 0), len(self._frame.rows) - 1)
        column = min(max(column + across, 0), len(self._frame.columns) - 1)
        self._cell, self._under = (row, column), (-1, -1)
        self._frame.down.show(row)
        self._frame.across.show(column)
        self._describe(row, column)
        self.hovered.emit(row, column)
        if row != self._chosen:
            self.highlight_row(row)
            self.row_chosen.emit(row)
        self.update()

    def _describe(self, row: int, column: int) -> None:
        """What a screen reader says of a cell."""
        text = ""
        if row >= 0:
            value = short_value(float(self._values[row, column]))
            text = self.tr("{row} to {column}: {value}").format(row=self._frame.rows[row], column=self._frame.columns[column], value=value)
        self.setAccessibleDescription(text)


def _outline(painter: QPainter, place: QRectF, colour: str, width: float) -> None:
    """A frame that is seen on any level: its own colour between two lines of the surface's."""
    halo = QColor(tokens().surface)
    halo.setAlpha(170)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, wide in ((halo, width + 2), (QColor(colour), width)):
        painter.setPen(QPen(ink, wide))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))  # around it: a cell may be no wider than the pen
