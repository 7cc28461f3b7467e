"""Cards: what belongs together, on a surface with a hairline border."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.services.theme import SPACE
from workbench.widgets.text import Label


class Card(QFrame):
    """A titled surface. `body` takes the content; `header` is the title's row and takes buttons at its right end."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE + SPACE // 2)
        self._title = Label(role="strong", wrap=False)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.header = QHBoxLayout()
        self.header.setSpacing(SPACE)
        self.header.addWidget(self._title)
        self.header.addStretch(1)
        column.addLayout(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE)
        column.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Show a title; an empty one takes no room."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        if title:
            self.setAccessibleName(title)
