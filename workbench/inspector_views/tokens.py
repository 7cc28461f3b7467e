"""Tokens: the text as the tokenizer splits it, beside other tokenizers; the whole vocabulary; the lengths of a data set's rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from engine.api import STARTERS, plain
from workbench.bridge.inspecting import Looked
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.inspector_views._tokens_lengths import LengthsPart
from workbench.inspector_views._tokens_text import NeighboursCard, TextPart
from workbench.inspector_views._tokens_vocabulary import VocabularyPart
from workbench.inspector_views._view import MAIN, InspectorView
from workbench.services.language import shown_text
from workbench.widgets.buttons import Segments

TOKEN = "token"  # neighbours of a token of the text
VOCABULARY = "vocabulary"
ENTRY = "entry"  # neighbours of an entry of the vocabulary
LENGTHS = "lengths"
FEW, MANY = 10, 20  # neighbours of a token, of an entry


class TokensView(InspectorView):
    """Three parts, of which one is in front; each is asked for when it first is, and again when what it shows has become another."""

    name = "tokens"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._asked: dict[str, Any] = {}  # by key, what its question depended on
        choices = [
            ("text", self.tr("This text"), self.tr("The text as the tokenizer splits it, beside other tokenizers")),
            (VOCABULARY, self.tr("Vocabulary"), self.tr("All entries that the tokenizer knows, and the nearest of each")),
            (LENGTHS, self.tr("Lengths of a data set"), self.tr("How many tokens the rows of a file have, and how many are cut")),
        ]
        self.part = Segments(choices, name="inspect.tokens.part")
        self.part.choose("text")
        self.part.group.idClicked.connect(self._open_part)
        self.text, self.vocabulary = TextPart("inspect.tokens.text"), VocabularyPart("inspect.tokens.vocabulary")
        self.lengths = LengthsPart(context, "inspect.tokens.lengths")
        self._places: dict[str, TextPart | VocabularyPart | LengthsPart] = {
            MAIN: self.text,
            VOCABULARY: self.vocabulary,
            LENGTHS: self.lengths,
        }
        self.body.addWidget(self.part)
        for key, place in self._places.items():
            self.body.addWidget(place)
            place.setVisible(key == MAIN)
        self.body.addStretch(1)
        self.text.others_changed.connect(self._open_part)
        self.text.token_chosen.connect(self._token_chosen)
        self.vocabulary.entry_chosen.connect(self._entry_chosen)
        self.lengths.wished.connect(self._open_part)
        context.hub.runs_changed.connect(self._fill_models)
        self._fill_models()

    # asking

    def settings(self) -> dict[str, Any]:
        """What the part in front needs to know."""
        match self._key():
            case "vocabulary":
                return {"show": "vocabulary"}
            case "lengths":
                return {"show": "lengths", **self.lengths.values()}
        return {"show": "text", "others": ",".join(self.text.others)}

    def refresh(self) -> None:
        """Look anew in the part in front; the others follow when they are opened, if they have to."""
        self._asked.pop(self._key(), None)
        self._open_part()

    def stop(self) -> None:
        """Forget all questions, and what they would have replaced."""
        for key in list(self._open):
            self._drop(key)
        super().stop()

    def saved(self) -> Looked | None:
        """The answer in front; of vocabulary and neighbours the newer."""
        keys = (VOCABULARY, ENTRY) if self._key() == VOCABULARY else (self._key(),)
        return max((self.looked[key] for key in keys if key in self.looked), key=lambda looked: looked.number, default=None)

    def _key(self) -> str:
        return MAIN if self.part.value() == "text" else self.part.value()

    def _depends(self) -> tuple[Any, ...]:
        """What the answer in front depends on."""
        values = self.context.looking.values
        texts = (values["text"], values["pair"]) if self._key() == MAIN else ()
        return (values["model"], *texts, *self.settings().values())

    @Slot()
    def _open_part(self) -> None:
        front = self._key()
        for key, place in self._places.items():
            place.setVisible(key == front)
        self._banner.clear()
        if front != LENGTHS or self.lengths.values()["data"]:
            wish = self._depends()
            if self._asked.get(front) != wish:
                self._asked[front] = wish
                self.ask(front, self.settings())
        self.changed.emit()

    @Slot(str, int)
    def _token_chosen(self, model: str, id: int) -> None:
        self._ask_neighbours(TOKEN, id, {"model": model, "neighbours": FEW})

    @Slot(int)
    def _entry_chosen(self, id: int) -> None:
        self._ask_neighbours(ENTRY, id, {"neighbours": MANY})

    def _ask_neighbours(self, key: str, id: int, settings: dict[str, Any]) -> None:
        if id >= 0:
            self.ask(key, {"show": "vocabulary", "token": f"#{id}", **settings})
        else:
            self.stop_one(key)
            self._quiet()
            self._drop(key)
            self.changed.emit()

    # showing

    def show_answer(self, key: str, looked: Looked) -> None:
        """Show an answer in its part."""
        blocks = looked.blocks
        match key:
            case "main":
                model = str(looked.origin.get("model") or self.context.looking.values["model"])
                self.text.show_blocks(model, str(looked.origin.get("title") or plain(model)), blocks)
            case "vocabulary":
                self.looked.pop(ENTRY, None)
                self.vocabulary.show_vocabulary(blocks["vocabulary"])
            case "lengths":
                self.lengths.show_blocks(blocks)
            case _:
                self._neighbours(key).put(blocks["neighbours"])

    def refused(self, key: str, failure: ToolFailure) -> None:
        """Say why, in the part that it is about."""
        self._drop(key)
        if key in (TOKEN, ENTRY):
            self._neighbours(key).tell(failure.text)
        elif key == self._key():
            super().refused(key, failure)

    def _drop(self, key: str) -> None:
        """Nothing is shown for this question, and it is asked again when its part is opened."""
        self.looked.pop(key, None)
        if key in (TOKEN, ENTRY):
            self._neighbours(key).clear()
        else:
            self._asked.pop(key, None)
            self._places[key].clear()

    def _neighbours(self, key: str) -> NeighboursCard:
        return self.text.neighbours if key == TOKEN else self.vocabulary.neighbours

    @Slot()
    def _fill_models(self) -> None:
        starters = [(shown_text(starter.title), f"starter:{name}") for name, starter in STARTERS.items()]
        self.text.set_models([*starters, *((record.title, record.id) for record in self.context.hub.runs() if record.has_model)])


VIEW = TokensView
