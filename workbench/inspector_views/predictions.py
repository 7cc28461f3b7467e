"""Predictions: what a model says of a text, which words that comes from, and how it comes about from layer to layer.

Three questions, so that the first answer is there at once, each has a place of its own for a refusal, and another
answer to explain computes only what explains it.
"""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Slot

from workbench.bridge.inspecting import Looked
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.inspector_views._explaining import AttributionPart, Choice, LensPart
from workbench.inspector_views._parts import Block
from workbench.inspector_views._prediction_parts import Action, SaidPart, is_figure, place_of
from workbench.inspector_views._view import InspectorView
from workbench.widgets.share_bars import LABELS_SHOWN

SAID, ATTRIBUTION, LENS = "prediction", "attribution", "lens"
_END = re.compile(r"[\s.!?…。！？]*$")  # what a mask at the end of a text goes before


class PredictionsView(InspectorView):
    """The answer above, what explains it below."""

    name = "predictions"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._subject: dict[str, Any] = {}
        self._place = 0  # how many tokens stand before what is predicted, 0 for the engine's own choice
        self._front = SAID  # the answer that is saved: the one that was last worked with
        self.said, self.attribution, self.lens = SaidPart(context.theme), AttributionPart(), LensPart()
        for part in (self.said, self.attribution, self.lens):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.said.train_wanted.connect(self._go_to_train)
        self.said.mask_wanted.connect(self._insert_mask)
        self.said.token_chosen.connect(self._token_chosen)
        self.attribution.changed.connect(self._explain)
        self.lens.place_chosen.connect(self._place_chosen)

    # asking

    def refresh(self) -> None:
        """Begin anew. What was said of another text or by another model goes at once, so that nothing wrong is seen meanwhile."""
        subject = self.context.looking.settings()
        if subject != self._subject:
            self._subject = subject
            self.looked.clear()
            for part in (self.said, self.attribution, self.lens):
                part.hide()
        self._place, self._front = 0, SAID
        self.attribution.offer([])
        self._ask_said()
        self._ask_attribution()
        self._ask_lens(0)

    def _ask_said(self) -> None:
        self.ask(SAID, {"show": SAID, "top": LABELS_SHOWN, "place": self._place})

    def _ask_attribution(self) -> None:
        self.ask(ATTRIBUTION, self.attribution.settings(self._place))

    def _ask_lens(self, place: int) -> None:
        self.ask(LENS, {"show": LENS, "place": place})

    @Slot()
    def _explain(self) -> None:
        self._front = ATTRIBUTION
        self._ask_attribution()

    @Slot(int)
    def _token_chosen(self, index: int) -> None:
        """What stands at a place was expected after the tokens before it."""
        place = max(0, index)
        if place != self._place:
            self._place, self._front = place, SAID
            self.attribution.offer([])
            self._ask_said()
            self._ask_attribution()

    @Slot(int)
    def _place_chosen(self, place: int) -> None:
        self._front = LENS
        if self._blocks().keys() & {"tags", "masks"}:  # nothing is said of one place: the chosen one is explained
            self._place = place
            self.attribution.offer(*self._choices(self._blocks()), place)
            self._ask_attribution()
        if self._by_place():
            self._ask_lens(place)
        else:
            self.changed.emit()

    @Slot()
    def _go_to_train(self) -> None:
        self.context.navigate.emit("train")

    @Slot(str)
    def _insert_mask(self, mask: str) -> None:
        self.context.looking.set(text=with_mask(self.context.looking.values["text"], mask))
        self.refresh()

    # answers

    def show_answer(self, key: str, looked: Looked) -> None:
        """Show one of the three answers when it is whole."""
        if not looked.number:
            return
        if key == SAID:
            self.said.show_blocks(looked.blocks, self._place)
            self.attribution.offer(*self._choices(looked.blocks))
            if "no-head" in looked.blocks:
                self._only_said()
        elif key == ATTRIBUTION:
            self.attribution.show_blocks(looked.blocks)
        else:
            self.lens.show_blocks(looked.blocks, self._by_place())

    def refused(self, key: str, failure: ToolFailure) -> None:
        """Say why in the place of the picture; where nothing is said, there is nothing to explain."""
        if key == SAID:
            self._only_said()
            again = failure.code in ("internal", "tool.time")
            action: Action = (self.tr("Try again"), self.tr("Ask the engine once more"), self.refresh)
            self.said.refuse(failure.text, action if again else None)
        elif SAID not in self.looked and SAID not in self._open:
            return  # the same reason, told already
        else:
            (self.attribution if key == ATTRIBUTION else self.lens).tell(failure.text, True)

    def saved(self) -> Looked | None:
        """The answer that was last worked with: saving takes one."""
        return self.looked.get(self._front) or self.looked.get(SAID)

    def _only_said(self) -> None:
        for key, part in ((ATTRIBUTION, self.attribution), (LENS, self.lens)):
            self.stop_one(key)
            self.looked.pop(key, None)
            part.hide()
        self._quiet()

    def _blocks(self) -> dict[str, Block]:
        return self.looked[SAID].blocks if SAID in self.looked else {}

    def _by_place(self) -> bool:
        """Are the lens's columns places of the text?"""
        return "labels" not in self._blocks()

    def _choices(self, blocks: dict[str, Block]) -> tuple[list[Choice], str]:
        """The answers that can be explained but the first, and that one's name: it is what the model says."""
        bars = [block for block in blocks.values() if block["kind"] == "bars" and not is_figure(block)]
        masks = [block for block in bars if block["name"].startswith("mask-")]
        found: list[Choice] = []
        for index, block in enumerate(bars):
            place = place_of(block) if block in masks else self._place
            text = self.tr("{token} (mask {number})") if len(masks) > 1 else "{token}"
            found += [(text.format(token=name, number=index + 1), name, place) for name in block["names"]]
        if found:
            return found[1:], found[0][0]
        if "tags" in blocks:
            tags = dict.fromkeys(str(row[1]) for row in blocks["tags"]["rows"])
            return [(tag, tag, self._place) for tag in tags], ""
        return [], str(blocks["spans"]["rows"][0][0]) if blocks.get("spans", {}).get("rows") else ""


def with_mask(text: str, mask: str) -> str:
    """The text with a mask as its last word, before the full stop."""
    end = _END.search(text)
    before = text[: end.start()] if end else text
    space = " " if before and before[-1].isascii() else ""
    return f"{before}{space}{mask}{text[len(before) :]}"


VIEW = PredictionsView
