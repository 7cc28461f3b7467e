"""The nearest neighbours of a point beside a map, and analogies: a - b + c."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from workbench.inspector_views._parts import Block, CellsTable, words
from workbench.services.theme import HALF, SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.text import Label

FEWEST = 5  # rows that are always seen


class NeighboursPanel(QWidget):
    """Signals: wished(settings of the question); chosen(id) when one of the neighbours is."""

    wished = Signal(object)
    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._analogy_card(name))
        card = self._card = Card(self.tr("Neighbours"))
        self._hint = Label(
            self.tr("Click a point of the map, or choose a row of its table with Enter, to see what lies nearest to it."), "muted"
        )
        self.table = CellsTable()
        self.table.setObjectName(f"{name}.table")
        self.table.setAccessibleName(self.tr("Neighbours"))
        self.table.setToolTip(self.tr("A double click or Enter goes on to the neighbours of this one"))
        self.table.activated.connect(self._activated)
        self._note = Label("", "caption")
        card.body.addWidget(self._hint)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._note)
        self._rest = QWidget()
        card.body.addWidget(self._rest, 1)
        column.addWidget(card, 1)
        self.clear()

    def _analogy_card(self, name: str) -> Card:
        card = Card(self.tr("Analogy"))
        grid = QGridLayout()
        grid.setSpacing(HALF)
        self.fields: dict[str, QLineEdit] = {}
        tips = {
            "token": (self.tr("king"), self.tr("The point that is begun with, by its name or as # with its number")),
            "minus": (self.tr("man"), self.tr("The point that is taken away")),
            "plus": (self.tr("woman"), self.tr("The point that is added")),
        }
        for row, ((role, (example, tip)), sign) in enumerate(zip(tips.items(), ("", "−", "+"), strict=True)):
            field = QLineEdit()
            field.setObjectName(f"{name}.{role}")
            field.setPlaceholderText(example)
            field.setAccessibleName(tip)
            field.setToolTip(tip)
            field.returnPressed.connect(self._wish)
            self.fields[role] = field
            grid.addWidget(Label(sign, "muted", wrap=False), row, 0)
            grid.addWidget(field, row, 1)
        find_tip = self.tr("Look for what lies nearest to this sum; with the first field alone, nearest to it")
        self.find_button = make_button(self.tr("Find"), name=f"{name}.find", tooltip=find_tip, icon="search")
        self.find_button.clicked.connect(self._wish)
        grid.addWidget(self.find_button, 3, 1)
        card.body.addLayout(grid)
        return card

    def put(self, block: Block) -> None:
        """Show neighbours."""
        self._card.set_title(words(block["title"]))
        self.table.put(block)
        self.table.setMinimumHeight(FEWEST * self.table.verticalHeader().defaultSectionSize())
        self.table.setColumnHidden(1, True)  # the id
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._note.setText(words(block["note"]))
        self._show(True)

    def clear(self) -> None:
        """Nothing was asked."""
        self._card.set_title(self.tr("Neighbours"))
        self._show(False)

    def _show(self, found: bool) -> None:
        for widget in (self.table, self._note):
            widget.setVisible(found)
        self._hint.setVisible(not found)
        self._rest.setVisible(not found)

    @Slot()
    def _wish(self) -> None:
        given: dict[str, Any] = {role: field.text().strip() for role, field in self.fields.items()}
        if given["token"]:
            self.wished.emit(given)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        self.chosen.emit(self.table.cells.row(index.row())[1])
