"""A view for any inspector: its settings as a form from its spec, and its blocks one below the other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer

from engine.api import describe, inspectors
from workbench.bridge.inspecting import Looked
from workbench.context import AppContext
from workbench.forms.form import SpecForm
from workbench.inspector_views._parts import BlockCard
from workbench.inspector_views._view import InspectorView
from workbench.widgets.card import Card
from workbench.widgets.columns import Columns

PAGE_FIELDS = {"model", "text", "pair", "target"}  # what the page itself asks for
PATIENCE = 400  # milliseconds after the last change of a setting before the engine is asked


class GeneralView(InspectorView):
    """Blocks at the left, settings at the right."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._cards: dict[str, BlockCard] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self.refresh)
        columns = Columns((3, 1))
        self._blocks = columns.columns[0]
        self._blocks.addStretch(1)
        card = Card(self.tr("Settings"))
        fields = [field for field in describe(inspectors()[self.name].spec) if field.name not in PAGE_FIELDS]
        self.form = SpecForm(fields, f"inspect.{self.name}.form", compact=True)
        self.form.changed.connect(self._timer.start)
        card.body.addWidget(self.form)
        card.setVisible(bool(fields))
        columns.columns[1].addWidget(card)
        columns.columns[1].addStretch(1)
        self.body.addWidget(columns, 1)

    def settings(self) -> dict[str, Any]:
        """What the form holds."""
        return self.form.values()

    def show_answer(self, key: str, looked: Looked) -> None:
        """Show the blocks; those that are gone go."""
        for place, (name, block) in enumerate(looked.blocks.items()):
            if name not in self._cards:
                self._cards[name] = BlockCard(f"inspect.{self.name}.{name}", self.context.theme)
                self._blocks.insertWidget(place, self._cards[name])
            self._cards[name].put(block)
            self._cards[name].show()
        for name, card in self._cards.items():
            if looked.number and name not in looked.blocks:
                card.hide()


def general_view(inspector: str) -> type[InspectorView]:
    """A general view's class for one inspector."""
    return type("GeneralView", (GeneralView,), {"name": inspector})
