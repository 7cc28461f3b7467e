"""More for those who want it: a line that opens and closes what is below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from workbench.services.theme import SPACE
from workbench.widgets.buttons import Button


class Disclosure(QWidget):
    """A title with a chevron; `body` takes what it opens. Closed at first.

    Signals: toggled(open).
    """

    toggled = Signal(bool)

    def __init__(self, title: str, name: str, tooltip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._button = Button(title, "disclosure")
        self._button.setObjectName(name)
        self._button.setAccessibleName(title)
        self._button.setToolTip(tooltip)
        self._button.setCheckable(True)
        self._button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._button.set_icon("chevron-right", "text_muted")
        self._button.toggled.connect(self._show)
        column.addWidget(self._button)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, SPACE // 2, 0, 0)
        self.body.setSpacing(0)
        self._inside.hide()
        column.addWidget(self._inside)

    def is_open(self) -> bool:
        """Is it open?"""
        return self._button.isChecked()

    def set_open(self, opened: bool) -> None:
        """Open or close it."""
        self._button.setChecked(opened)

    def _show(self, opened: bool) -> None:
        self._button.set_icon("chevron-down" if opened else "chevron-right", "text_muted")
        self._inside.setVisible(opened)
        self.toggled.emit(opened)
