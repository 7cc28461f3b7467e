"""Difference: the attention of two models subtracted, and below it what else training changed."""

from __future__ import annotations

from typing import Any

from workbench.bridge.inspecting import Looked
from workbench.context import AppContext
from workbench.inspector_views._parts import BlockCard
from workbench.inspector_views._view import MAIN
from workbench.inspector_views.attention import AttentionView
from workbench.services.language import number, percent
from workbench.widgets.columns import Columns

ABOVE = ("summary",)
BELOW = (("cosine", "moved"), ("predictions", "vocabulary"))  # by column
WIDE = ("states",)


class DifferenceView(AttentionView):
    """Heads by how much they changed, states by layer, where tokens moved, and what the models say."""

    name = "difference"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        names = [*ABOVE, *WIDE, *(name for column in BELOW for name in column)]
        self._cards = {name: BlockCard(f"inspect.difference.{name}", context.theme) for name in names}
        for name in ABOVE:
            self.body.insertWidget(0, self._cards[name])
        columns = Columns((1, 1))
        for place, column in zip(columns.columns, BELOW, strict=True):
            for name in column:
                place.addWidget(self._cards[name])
            place.addStretch(1)
        self.body.addWidget(columns)
        for name in WIDE:
            self.body.addWidget(self._cards[name])
        for card in self._cards.values():
            card.hide()

    def settings(self) -> dict[str, Any]:
        """What is set here, and what it is compared with."""
        return {**super().settings(), "against": self.context.looking.values["against"]}

    def _map_settings(self) -> dict[str, Any]:
        return {**super()._map_settings(), "against": self.context.looking.values["against"]}

    def show_answer(self, key: str, looked: Looked) -> None:
        """The attention, and the cards that there are blocks for."""
        super().show_answer(key, looked)
        if key == MAIN and looked.number:
            for name, card in self._cards.items():
                if name in looked.blocks:
                    card.put(looked.blocks[name])
                card.setVisible(name in looked.blocks)

    def habit_text(self, row: list[Any]) -> str:
        """How much one head changed."""
        text = self.tr("Layer {layer}, head {head}: {change} of its attention went elsewhere; the largest difference is {largest}")
        figures = {"layer": number(row[0]), "head": number(row[1]), "change": percent(row[2]), "largest": number(row[3], 3)}
        return text.format(**figures)


VIEW = DifferenceView
