"""What a page shows while it has nothing: a sentence that teaches the next step, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.services.theme import SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.pictures import Picture
from workbench.widgets.text import Label


class EmptyState(QWidget):
    """A title, a sentence and one button (named `name`), in the middle of the room there is."""

    def __init__(
        self,
        title: str,
        text: str,
        button_text: str = "",
        name: str = "empty",
        callback: Callable[[], object] | None = None,
        icon: str = "",
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 4 * SPACE, 3 * SPACE, 4 * SPACE)
        column.setSpacing(SPACE)
        column.addStretch(1)
        if icon:
            column.addWidget(Picture(icon, size=40), alignment=Qt.AlignmentFlag.AlignHCenter)
        heading, sentence = Label(title, "heading"), Label(text, "muted")
        for label in (heading, sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        if button_text and callback is not None:
            self._callback = callback
            button = make_button(button_text, name=name, tooltip=text, primary=True)
            button.clicked.connect(self._clicked)
            column.addSpacing(SPACE)
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _clicked(self) -> None:
        self._callback()
