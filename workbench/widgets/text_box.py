"""A box for a text of a few lines that Ctrl+Return submits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.services.theme import HALF, SPACE, text_px


class TextBox(QPlainTextEdit):
    """A text of a few lines; Tab leaves it.

    Signals: submitted() on Ctrl+Return, which is then not the page's.
    """

    submitted = Signal()

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(4 * (text_px("body") + HALF) + 2 * SPACE)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return belongs to this box while it has the focus, before the window's shortcut of the same keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _submits(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submit on Ctrl+Return."""
        if _submits(event):
            self.submitted.emit()
            return
        super().keyPressEvent(event)


def _submits(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
