"""Buttons: one way to make them, so that each has a name, a tooltip, a keyboard path and the theme's look."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from workbench.services.icons import icon as load_icon
from workbench.services.theme import HALF, ICON, SPACE, font


class Button(QPushButton):
    """A push button whose icon follows the theme. kind: "", "primary", "flat", "link", "segment",
    "rail", "row", "disclosure"."""

    def __init__(self, text: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon = ""
        self._icon_role = "accent_text" if kind == "primary" else ("link" if kind in ("flat", "link") else "text")
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)

    def set_icon(self, name: str, role: str = "") -> None:
        """Show an icon of the family ("" for none)."""
        self._icon, self._icon_role = name, role or self._icon_role
        self._load()

    def set_kind(self, kind: str) -> None:
        """Look like another kind of button."""
        self.setProperty("kind", kind)
        self._icon_role = "accent_text" if kind == "primary" else ("link" if kind in ("flat", "link") else "text")
        self._load()
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the focused button, as people expect outside dialogs too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the icon again in the new theme's colour."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._load()
        super().changeEvent(event)

    def _load(self) -> None:
        if self._icon:
            gap = HALF if self.text() else 0
            self.setIconSize(QSize(ICON + gap, ICON))
            self.setIcon(load_icon(self._icon, self._icon_role, gap))


def make_button(
    text: str,
    *,
    name: str,
    tooltip: str,
    primary: bool = False,
    icon: str = "",
    flat: bool = False,
    parent: QWidget | None = None,
) -> Button:
    """A button with its object name, tooltip and accessible name; without text the tooltip names it."""
    button = Button(text, "primary" if primary else ("flat" if flat else ""), parent)
    button.setObjectName(name)
    button.setToolTip(tooltip)
    button.setAccessibleName(text or tooltip)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if icon:
        button.set_icon(icon)
    return button


class Segments(QWidget):
    """A row of buttons of which one is chosen, for two to four choices that should all be seen.

    choices: [(value, text, tooltip)]. `group.idClicked` tells; `value()` is the choice.
    """

    def __init__(self, choices: list[tuple[str, str, str]], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._values = [value for value, _, _ in choices]
        self.group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        for index, (value, text, tooltip) in enumerate(choices):
            button = Button(text, "segment")
            button.setCheckable(True)
            button.setObjectName(f"{name}.{value}")
            button.setAccessibleName(text)
            button.setToolTip(tooltip)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            wide = QFontMetrics(font(semibold=True)).horizontalAdvance(text)  # the chosen one is bolder
            button.setMinimumWidth(wide + 4 * SPACE)
            self.group.addButton(button, index)
            row.addWidget(button)
        row.addStretch(1)

    def value(self) -> str:
        """The chosen value, "" while there is none."""
        index = self.group.checkedId()
        return self._values[index] if index >= 0 else ""

    def choose(self, value: str) -> None:
        """Choose a value without telling anybody."""
        if value in self._values:
            self.group.button(self._values.index(value)).setChecked(True)
