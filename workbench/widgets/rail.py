"""The left rail: the program's name, one button a page, and the way to the command palette."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.services.theme import HALF, SPACE, text_scale
from workbench.widgets.buttons import Button
from workbench.widgets.pictures import Picture
from workbench.widgets.text import Label, tip

_WIDTH = 176  # logical pixels, for the longest page name in both languages


class RailButton(Button):
    """One page of the rail; the chosen one is filled, bolder and has the accent's icon."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__(text, "rail")
        self._name = icon
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_icon(icon, "text_muted")
        self.toggled.connect(self._toggled)

    def _toggled(self, chosen: bool) -> None:
        self.set_icon(self._name, "link" if chosen else "text_muted")


class Rail(QWidget):
    """The pages by name.

    Signals: chosen(page name); search_wanted().
    """

    chosen = Signal(str)
    search_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Pages"))
        self.setFixedWidth(round(_WIDTH * max(1.0, text_scale())))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE, 2 * SPACE, SPACE, SPACE)
        self._column.setSpacing(HALF)
        self._column.addLayout(self._brand())
        self._column.addSpacing(2 * SPACE)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        self._group.buttonClicked.connect(self._clicked)

    def _brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(Picture("logo", size=24))
        row.addWidget(Label("Tunebench", "strong", wrap=False), 1)
        return row

    def add_page(self, name: str, icon: str, title: str, shortcut: str) -> None:
        """Add a page's button below the others."""
        button = RailButton(icon, title)
        button.setObjectName(f"rail.{name}")
        button.setAccessibleName(title)
        button.setToolTip(tip(self.tr("Go to {page} ({shortcut})").format(page=title, shortcut=shortcut)))
        self._group.addButton(button)
        self._buttons[name] = button
        self._column.addWidget(button)

    def add_gap(self) -> None:
        """What follows stands at the bottom."""
        self._column.addStretch(1)
        search = Button(self.tr("Search"), "rail")
        search.setObjectName("rail.search")
        search.setAccessibleName(self.tr("Search actions"))
        search.setToolTip(self.tr("Find any action by its name (Ctrl+K)"))
        search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        search.set_icon("search", "text_muted")
        search.clicked.connect(self.search_wanted)
        self._column.addWidget(search)

    def choose(self, name: str) -> None:
        """Show a page's button as the chosen one."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move between the pages' buttons."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        focused = [index for index, button in enumerate(buttons) if button.hasFocus()]
        if step and focused:
            buttons[(focused[0] + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _clicked(self, button: RailButton) -> None:
        for name, known in self._buttons.items():
            if known is button:
                self.chosen.emit(name)
