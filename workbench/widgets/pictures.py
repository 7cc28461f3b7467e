"""An icon as a picture beside text; it follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.services.icons import pixmap
from workbench.services.theme import ICON


class Picture(QWidget):
    """One icon in the colour of a palette role; decoration only, so it takes no focus and has no name of its own."""

    def __init__(self, name: str, role: str = "text_muted", size: int = ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(size, size)

    def show_icon(self, name: str, role: str = "text_muted") -> None:
        """Show another icon, or the same one in another role's colour."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        """The icon's size."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon in the colours of now."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, pixmap(self._name, self._role, self._size, self.devicePixelRatioF()))
