"""The top of a page: its title, one sentence, and its buttons at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.services.theme import HALF, SPACE
from workbench.widgets.text import ElidedLabel, Label


class PageHeader(QWidget):
    """Title (24), sentence (14, muted), buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setProperty("role", "header")
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        row.setSpacing(3 * SPACE)
        words = QVBoxLayout()
        words.setSpacing(HALF)
        self._title = ElidedLabel(role="title", middle=False)
        self._title.setObjectName("header.title")
        self._sentence = Label(role="muted")
        self._sentence.setObjectName("header.sentence")
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        row.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        row.addLayout(self._buttons)
        row.setAlignment(self._buttons, Qt.AlignmentFlag.AlignTop)
        self._known: list[QWidget] = []

    def show_heading(self, title: str, sentence: str, buttons: QWidget) -> None:
        """Show a page's title, sentence and the widget that holds its buttons."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        if buttons not in self._known:
            self._known.append(buttons)
            self._buttons.addWidget(buttons)
        for widget in self._known:
            widget.setVisible(widget is buttons)
