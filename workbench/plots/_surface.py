"""A surface that is looked at through a window: drag, wheel, keys and double click move it, a free-hand line marks a part.

What lies on it, and what is meant by a place or a line, its heirs say.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from workbench.plots._geometry import Window

ZOOM_STEP = 1.25  # of a notch of the wheel or a press of + and -
_ARROW = 0.1  # of the plot's size that an arrow key moves
_STILL = 3  # px that a click may move
_ARROWS = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
_ZOOMS = {Qt.Key.Key_Plus: ZOOM_STEP, Qt.Key.Key_Equal: ZOOM_STEP, Qt.Key.Key_Minus: 1 / ZOOM_STEP}


class MapSurface(QWidget):
    """Holds the window and follows mouse and keys."""

    def __init__(self, name: str, equal_aspect: bool, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.looked_at = Window()
        self.equal_aspect = equal_aspect
        self.untouched = True  # everything has been fitted in and nobody has moved it since
        self.line: list[QPointF] = []  # the free-hand line that is being drawn, in the plot's pixels
        self._lasso = False
        self._pressed: QPointF | None = None
        self._moved = False

    # what heirs say

    def margins(self) -> QMarginsF:
        """Room around the plot."""
        return QMarginsF()

    def extent(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what there is."""
        return 0.0, 0.0, 1.0, 1.0

    def at(self, place: QPointF | None) -> None:
        """The mouse is at a place of the plot, None if it isn't in it."""

    def clicked(self, place: QPointF) -> None:
        """A place was clicked."""

    def enclosed(self, line: NDArray[np.float64]) -> None:
        """A closed line was drawn, [corners, 2] in the plot's pixels."""

    def let_go(self) -> None:
        """Escape was pressed."""

    # the window

    def plot(self) -> QRectF:
        """Where the plot is in the widget."""
        return QRectF(self.rect()).marginsRemoved(self.margins())

    def set_lasso(self, on: bool) -> None:
        """Does dragging draw a line (as it does with Shift) rather than move the window?"""
        self._lasso = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def fit_all(self) -> None:
        """Show everything there is."""
        self.untouched = True
        self.settle()

    def settle(self) -> None:
        """Take the plot's size; fit everything in again if nobody has moved the window."""
        plot = self.plot()
        self.looked_at.width, self.looked_at.height = max(plot.width(), 1.0), max(plot.height(), 1.0)
        if self.untouched:
            self.looked_at.fit(self.extent(), self.equal_aspect)
        self.update()

    def zoom(self, factor: float, place: QPointF | None = None) -> None:
        """Zoom around a place, the middle without one."""
        left, top = (place.x(), place.y()) if place is not None else (self.looked_at.width / 2, self.looked_at.height / 2)
        self.looked_at.zoom_at(factor, left, top)
        self.untouched = False
        self.update()

    def pan(self, right: float, down: float) -> None:
        """Move what is seen by so many pixels."""
        self.looked_at.pan(right, down)
        self.untouched = False
        self.update()

    # Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The plot is larger or smaller."""
        super().resizeEvent(event)
        self.settle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw or to move."""
        if event.button() != Qt.MouseButton.LeftButton or not self.plot().contains(event.position()):
            return
        self._pressed, self._moved = self._in_plot(event), False
        if self._lasso or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.line = [self._pressed]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, move, or tell where the mouse is."""
        place = self._in_plot(event)
        if self._pressed is None:
            self.at(place if self.plot().contains(event.position()) else None)
            return
        way = place - self._pressed
        if not self._moved and way.manhattanLength() <= _STILL:
            return
        if not self._moved:
            self._moved = True
            self.at(None)
        if self.line:
            if (place - self.line[-1]).manhattanLength() >= _STILL:
                self.line.append(place)
                self.update()
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._pressed = place
        self.pan(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The line is closed; a press that hasn't moved was a click."""
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        line, self.line = self.line, []
        place, self._pressed = self._pressed, None
        self.set_lasso(self._lasso)
        if len(line) > 2:
            self.enclosed(np.array([(point.x(), point.y()) for point in line]))
        elif not self._moved:
            self.clicked(place)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.fit_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the mouse."""
        turned, place = event.angleDelta().y(), event.position() - self.plot().topLeft()
        if turned:
            self.zoom(ZOOM_STEP ** (turned / 120), place)
            self.at(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, + and - zoom, 0 and Home show everything, Esc lets go."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            right, down = _ARROWS[key]
            self.pan(right * _ARROW * self.looked_at.width, down * _ARROW * self.looked_at.height)
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit_all()
        elif key == Qt.Key.Key_Escape and self.line:
            self.line, self._pressed = [], None
            self.update()
        elif key == Qt.Key.Key_Escape:
            self.let_go()
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is elsewhere."""
        super().leaveEvent(event)
        self.at(None)

    def _in_plot(self, event: QMouseEvent) -> QPointF:
        return event.position() - self.plot().topLeft()
