"""A message in the page's own flow: what happened, and a button that does something about it. Never modal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from workbench.services.theme import HALF, SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.pictures import Picture
from workbench.widgets.text import Label, tip

_ICONS = {"info": "info", "success": "check", "warning": "warning", "error": "error"}
_ROLES = {"info": "link", "success": "success", "warning": "warning", "error": "error"}


class Banner(QFrame):
    """One message of a level ("info", "success", "warning", "error"); hidden until there is one.

    Signals: closed() when the user put it away.
    """

    closed = Signal()

    def __init__(self, name: str = "banner", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.level = ""
        self._action: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE + HALF, HALF, HALF, HALF)
        row.setSpacing(SPACE)
        self._picture = Picture("info")
        self._text = Label()
        self._button = make_button("", name=f"{name}.action", tooltip=self.tr("Do something about this message"), flat=True)
        self._close = make_button("", name=f"{name}.close", tooltip=self.tr("Put this message away"), flat=True)
        self._close.set_icon("close", "text_muted")
        self._button.clicked.connect(self._act)
        self._close.clicked.connect(self._put_away)
        row.addWidget(self._picture)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    def tell(self, level: str, text: str, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        """Show a message, with a button where there is something to do about it."""
        self.level = level
        self._action = action
        self._text.setText(text)
        self._picture.show_icon(_ICONS[level], _ROLES[level])
        self._button.setVisible(bool(action_text and action))
        if action_text:
            self._button.setText(action_text)
            self._button.setAccessibleName(action_text)
            self._button.setToolTip(tip(action_text))
        self.setAccessibleName(text)
        self.setProperty("level", level)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def text(self) -> str:
        """The message that is shown, "" if there is none."""
        return self._text.text() if self.level else ""

    def clear(self) -> None:
        """Show nothing."""
        self.level = ""
        self._action = None
        self.hide()

    def _act(self) -> None:
        if self._action is not None:
            self._action()

    def _put_away(self) -> None:
        self.clear()
        self.closed.emit()
