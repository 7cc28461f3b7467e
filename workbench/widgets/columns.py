"""Two columns beside each other that stand one above the other where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from workbench.services.theme import SPACE, text_scale

NARROW = 840  # logical pixels of room below which two columns of cards become one


class Columns(QWidget):
    """`columns` are vertical layouts to fill. shares: how the width is divided; narrow: where one column begins."""

    def __init__(self, shares: tuple[int, ...] = (1, 1), narrow: int = NARROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = round(narrow * text_scale())
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2 * SPACE)
        self.columns: list[QVBoxLayout] = []
        for share in shares:
            column = QVBoxLayout()
            column.setSpacing(2 * SPACE)
            self._box.addLayout(column, share)
            self.columns.append(column)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest column: they can stand above each other."""
        widest = max(column.minimumSize().width() for column in self.columns)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or above."""
        narrow = event.size().width() < self._narrow
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != direction:
            self._box.setDirection(direction)
            self.updateGeometry()
        super().resizeEvent(event)
