"""Which column plays which role, as boxes to choose from, with the reason where it was guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from engine.api import Guess, Role
from workbench.services.language import shown
from workbench.services.theme import HALF, SPACE
from workbench.widgets.card import Card
from workbench.widgets.inputs import ComboBox
from workbench.widgets.text import Label


class RolesCard(Card):
    """Signals: role_chosen(column name or "" for none, role)."""

    role_chosen = Signal(str, str)

    def __init__(self, roles: Sequence[Role]) -> None:
        super().__init__()
        self.set_title(self.tr("Columns"))
        self._place = QWidget()
        self.body.addWidget(self._place)
        self.set_roles(roles)

    def set_roles(self, roles: Sequence[Role]) -> None:
        """Offer these roles: another task has others."""
        self._roles = tuple(roles)
        self._boxes: dict[str, ComboBox] = {}
        self._reasons: dict[str, Label] = {}
        old, self._place = self._place, QWidget()
        self.body.replaceWidget(old, self._place)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(1, 1)
        for line, role in enumerate(self._roles):
            title = shown(role.title)
            box = self._boxes[role.name] = ComboBox()
            box.setObjectName(f"data.role.{role.name}")
            box.setAccessibleName(self.tr("Column for {role}").format(role=title))
            box.setToolTip(self.tr("The column that plays this role; the table's header changes it too"))
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            box.setProperty("plays", role.name)
            box.activated.connect(self._activated)
            self._reasons[role.name] = Label("", "caption")
            grid.addWidget(Label(title, wrap=False), 2 * line, 0)
            grid.addWidget(box, 2 * line, 1)
            grid.addWidget(self._reasons[role.name], 2 * line + 1, 1)

    def show_roles(self, columns: Sequence[str], played: Mapping[str, str], guesses: Mapping[str, Guess]) -> None:
        """Show the columns to choose from, the chosen ones and why they were chosen."""
        for role in self._roles:
            box, column = self._boxes[role.name], played.get(role.name, "")
            box.clear()
            box.addItem(self.tr("None") if not role.required else self.tr("Choose a column"), "")
            for name in columns:
                box.addItem(name[:100], name)
            box.setCurrentIndex(max(box.findData(column), 0))
            box.setEnabled(bool(columns))
            guess = guesses.get(role.name)
            reason = self.tr("Chosen by you.")
            if not column or column not in columns:
                reason = self.tr("This column is needed.") if role.required else ""
            elif guess is not None and guess.column == column:
                reason = shown(guess.reason)
            self._reasons[role.name].setText(reason)

    @Slot(int)
    def _activated(self, index: int) -> None:
        box = self.sender()
        if isinstance(box, ComboBox):
            self.role_chosen.emit(str(box.itemData(index, Qt.ItemDataRole.UserRole)), str(box.property("plays")))
