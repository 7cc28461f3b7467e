"""One line of a settings card: what it is and why at the left, the control at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.services.theme import HALF, SPACE
from workbench.widgets.text import Label


class SettingRow(QWidget):
    """A title and a caption beside controls."""

    def __init__(self, title: str, caption: str, *controls: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, HALF, 0, HALF)
        row.setSpacing(2 * SPACE)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(title))
        words.addWidget(Label(caption, "caption"))
        row.addLayout(words, 1)
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
