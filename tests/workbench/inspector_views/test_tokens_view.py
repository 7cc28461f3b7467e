"""The view of the tokens: chips and the chosen one in full, other tokenizers beside, the vocabulary, lengths of a data set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.api import TrainingSpec, say
from workbench.bridge.inspecting import Looked
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.inspector_views.tokens import TokensView

WAIT = 30_000  # ms a child process may take on a busy machine
ENTRIES = ["[CLS]", "[SEP]", "good", "##ing", "Goods", "<E4>"]
CATEGORIES = ["plain", "special", "bytes", "continues a word", "added"]


class FakeDesk:
    """Remembers what is asked; the test answers."""

    def __init__(self) -> None:
        self.calls: list[tuple[dict[str, Any], Any, Any]] = []
        self.stopped: list[int] = []

    def look(self, inspector: str, settings: dict[str, Any], done: Any, failed: Any, part: Any = None, progress: Any = None) -> int:
        assert inspector == "tokens"
        self.calls.append((settings, done, failed))
        return len(self.calls)

    def stop(self, number: int) -> None:
        self.stopped.append(number)

    def asked(self) -> dict[str, Any]:
        return self.calls[-1][0]

    def answer(self, *blocks: dict[str, Any]) -> None:
        origin = {"model": self.asked()["model"], "title": "Small"}
        self.calls[-1][1](Looked(len(self.calls), "tokens", {block["name"]: block for block in blocks}, origin))

    def refuse(self, text: str) -> None:
        self.calls[-1][2](ToolFailure("inspect.some", text))


@pytest.fixture
def desk(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> FakeDesk:
    made = FakeDesk()
    monkeypatch.setattr(context.hub, "inspecting", made)
    monkeypatch.setattr(made, "leave", lambda: None, raising=False)
    monkeypatch.setattr(made, "close", lambda: None, raising=False)
    context.looking.set(model="starter:decoder", text="a 世")
    return made


@pytest.fixture
def view(context: AppContext, desk: FakeDesk, qtbot: QtBot) -> TokensView:
    made = TokensView(context)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show()
    return made


def chip(text: str, start: int, id: int = 7, kind: str = "plain", **more: Any) -> dict[str, Any]:
    plain = {"token": f"<{text}>", "bytes": "", "character": "", "word": 0, "side": 0}
    return {**plain, "text": text, "id": id, "start": start, "end": start + len(text), "kind": kind, **more}


CHIPS = [
    chip("", 0, 1, "special", token="<s>"),
    chip("a", 0, 40),
    chip(" ", 1, 41),
    chip("", 2, 42, "bytes", bytes="E4 B8"),
    chip("世", 2, 43, "bytes", bytes="96", character="世"),
]


def tokens(chips: list[dict[str, Any]], name: str = "tokens") -> dict[str, Any]:
    return {"kind": "tokens", "name": name, "title": say("Tokens"), "note": say(""), "chips": chips, "weights": None}


def facts(*names: str) -> dict[str, Any]:
    titles = ("tokenizer", "tokens", "special", "unknown", "cut", "rate", "vocabulary", "algorithm", "limit")
    kinds = {"tokenizer": "text", "algorithm": "text"}
    columns = [{"name": title, "title": say(title), "kind": kinds.get(title, "number")} for title in titles]
    rows = [[name, 5, 1, 0, 0, 0.75, 8192, "BPE", 512] for name in names]
    return {"kind": "table", "name": "facts", "title": say("Tokenizers"), "note": say("A note."), "columns": columns, "rows": rows}


def vocabulary() -> dict[str, Any]:
    arrays = {"ids": np.arange(6), "norms": np.array([1, 2, 5, 4, 3, np.nan], np.float32), "kinds": np.array([1, 1, 0, 3, 0, 2], np.int8)}
    return {
        "kind": "vocabulary",
        "name": "vocabulary",
        "title": say("Vocabulary"),
        "note": say("Norms."),
        "entries": ENTRIES,
        "categories": CATEGORIES,
        **arrays,
    }


def neighbours() -> dict[str, Any]:
    columns = [
        {"name": name, "title": say(name), "kind": kind} for name, kind in (("entry", "text"), ("id", "number"), ("cosine", "number"))
    ]
    note = say("Random pairs have {mean:.3f}.", mean=0.12)
    return {"kind": "table", "name": "neighbours", "title": say("Nearest"), "note": note, "columns": columns, "rows": [["Goods", 4, 0.5]]}


def lengths(cut: int) -> list[dict[str, Any]]:
    values = {"rows": 9, "cut": 2, "share": 2 / 9, **({"length": cut} if cut else {})}
    text = say("{cut} of {rows} rows ({share:.1%}) are cut.", **values)
    bars = {"kind": "bars", "title": say("Lengths"), "note": say("Rows."), "names": ["0–4", "5–9", "10–14"], "values": np.array([1, 6, 2])}
    told = {"kind": "words", "title": say("What is cut"), "note": say("Every row."), "text": text, "warning": cut > 0}
    return [{"name": "lengths", **bars}, {"name": "cut", **told}]


def shown_entries(view: TokensView) -> list[str]:
    model = view.vocabulary.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def open_part(view: TokensView, name: str, qtbot: QtBot) -> None:
    button = view.findChild(QPushButton, f"inspect.tokens.part.{name}")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_the_first_token_with_text_is_shown_in_full_and_its_neighbours_are_asked_for_only_when_it_is_chosen(
    view: TokensView, desk: FakeDesk
) -> None:
    view.refresh()
    assert desk.asked() | {"show": "text", "others": "", "model": "starter:decoder", "text": "a 世"} == desk.asked()
    desk.answer(tokens(CHIPS), facts("starter:decoder"))
    assert view.text.token.text("entry") == "<a>" and view.text.token.text("place") == "1" and len(desk.calls) == 1
    view.text._main.chips._take(4)
    card = view.text.token
    assert [card.text(key) for key in ("id", "bytes", "completes", "place")] == ["43", "96", "世 (U+4E16)", "3"]
    assert desk.asked() | {"show": "vocabulary", "token": "#43", "model": "starter:decoder"} == desk.asked()
    desk.answer(neighbours())
    assert view.text.neighbours.table.cells.rowCount() == 1 and "0.120" in view.text.neighbours._note.text()
    saved = view.saved()
    assert saved is not None and list(saved.blocks) == ["tokens", "facts"]
    view.text._main.chips._take(-1)
    assert view.text.neighbours.table.isHidden() and not card._hint.isHidden() and not view.busy()


def test_that_text_without_a_token_is_told_and_has_no_neighbours(view: TokensView, desk: FakeDesk) -> None:
    view.refresh()
    desk.answer(tokens([chip("\x00", 0, -1, "cut", token="")]), facts("starter:decoder"))
    view.text._main.chips._take(0)
    assert "no token" in view.text.token.text("kind") and view.text.token.text("id") == "" and len(desk.calls) == 1
    assert view.text._count.text() == "0 tokens"


def test_that_other_tokenizers_are_added_chosen_from_and_removed(view: TokensView, desk: FakeDesk, qtbot: QtBot) -> None:
    view.refresh()
    desk.answer(tokens(CHIPS), facts("starter:decoder"))
    box = view.text.compare
    box.setCurrentIndex(box.findData("starter:encoder-small"))
    box.activated.emit(box.currentIndex())
    assert desk.asked()["others"] == "starter:encoder-small" and box.findData("starter:encoder-small") < 0
    other = tokens(CHIPS[:2], "tokens:starter:encoder-small")
    desk.answer(tokens(CHIPS), other, facts("starter:decoder", "starter:encoder-small"))
    reading = view.text._readings["starter:encoder-small"]
    cells = view.text._facts.cells
    assert [cells.row(row)[0] for row in range(cells.rowCount())] == ["Tunebench decoder, small", "Tunebench encoder, small"]
    reading.chips._take(1)
    assert desk.asked() | {"token": "#40", "model": "starter:encoder-small"} == desk.asked() and view.text._main.chips.chip() == -1
    remove = reading.findChild(QPushButton, "inspect.tokens.text.other.0.remove")
    assert remove is not None
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert desk.asked() | {"show": "text", "others": ""} == desk.asked() and box.findData("starter:encoder-small") > 0


def test_that_a_refusal_takes_the_place_of_the_chips_and_the_culprit_can_be_removed(view: TokensView, desk: FakeDesk, qtbot: QtBot) -> None:
    view.refresh()
    desk.answer(tokens(CHIPS), facts("starter:decoder"))
    view.text._add(view.text.compare.findData("starter:encoder"))
    desk.refuse("It has no tokenizer.")
    assert view._banner.text() == "It has no tokenizer." and view.saved() is None and view.text._main.chips.isHidden()
    view.text._remove("starter:encoder")
    desk.answer(tokens(CHIPS), facts("starter:decoder"))
    assert view._banner.isHidden() and not view.text._main.chips.isHidden()


def test_that_the_vocabulary_is_searched_sorted_and_followed(view: TokensView, desk: FakeDesk, qtbot: QtBot) -> None:
    open_part(view, "vocabulary", qtbot)
    desk.answer(vocabulary())
    part = view.vocabulary
    assert shown_entries(view) == ENTRIES and part.count.text() == "6 of 6 entries"
    qtbot.keyClicks(part.search, "GOOD")
    assert shown_entries(view) == ["good", "Goods"] and part.count.text() == "2 of 6 entries"
    part.search.clear()
    part.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert shown_entries(view) == ["good", "##ing", "Goods", "[SEP]", "[CLS]", "<E4>"]
    part.kinds.setCurrentIndex(part.kinds.findData(1))
    assert shown_entries(view) == ["[SEP]", "[CLS]"] and part.kinds.findData(4) < 0
    part.table.selectRow(0)
    qtbot.waitUntil(lambda: len(desk.calls) == 2, timeout=5000)
    assert desk.asked() | {"show": "vocabulary", "token": "#1"} == desk.asked()
    desk.answer(neighbours())
    saved = view.saved()
    assert saved is not None and list(saved.blocks) == ["neighbours"] and "0.120" in part.neighbours._note.text()
    part.neighbours.table.activated.emit(part.neighbours.table.cells.index(0, 0))
    qtbot.waitUntil(lambda: desk.asked()["token"] == "#4", timeout=5000)
    assert part.model.rowCount() == 6  # the kind that hid it is let go
    desk.refuse("It has no vector.")
    assert part.neighbours.table.isHidden() and part.neighbours._note.text() == "It has no vector." and view._banner.isHidden()


def test_that_the_vocabulary_is_asked_for_anew_with_another_model_but_not_with_another_text(
    view: TokensView, desk: FakeDesk, context: AppContext, qtbot: QtBot
) -> None:
    view.refresh()
    desk.answer(tokens(CHIPS), facts("starter:decoder"))
    open_part(view, "vocabulary", qtbot)
    desk.answer(vocabulary())
    open_part(view, "text", qtbot)
    open_part(view, "vocabulary", qtbot)
    assert len(desk.calls) == 2
    open_part(view, "text", qtbot)
    context.looking.set(text="b")
    view.refresh()
    desk.answer(tokens(CHIPS), facts("starter:decoder"))
    open_part(view, "vocabulary", qtbot)
    assert len(desk.calls) == 3
    context.looking.set(model="starter:encoder")
    view.refresh()
    assert desk.asked() | {"show": "vocabulary", "model": "starter:encoder"} == desk.asked()
    view.stop()
    assert desk.stopped == [4] and shown_entries(view) == [] and view.saved() is None
    open_part(view, "text", qtbot)
    assert desk.asked() | {"show": "text", "model": "starter:encoder"} == desk.asked()


def test_that_lengths_are_counted_again_when_the_cut_or_the_column_becomes_another(view: TokensView, desk: FakeDesk, qtbot: QtBot) -> None:
    open_part(view, "lengths", qtbot)
    part = view.lengths
    assert desk.calls == [] and part.bins.isHidden() and not view.busy()
    part.take("/data/rows.csv")
    assert desk.asked() | {"data": "/data/rows.csv", "column": "", "max_length": TrainingSpec().max_length} == desk.asked()
    desk.answer(*lengths(12))
    assert part.sentence.text() == "2 of 9 rows (22.2%) are cut." and part.bins._marker == 12 and part.bins._edges == [0, 5, 10, 15]
    part.cut.setFocus()
    part.cut.selectAll()
    qtbot.keyClicks(part.cut, "0")
    qtbot.keyClick(part.cut, Qt.Key.Key_Return)
    assert desk.asked()["max_length"] == 0 and len(desk.calls) == 2
    desk.answer(*lengths(0))
    assert part.bins._marker is None
    part.column.setFocus()
    qtbot.keyClicks(part.column, "body")
    qtbot.keyClick(part.column, Qt.Key.Key_Return)
    assert desk.asked()["column"] == "body" and len(desk.calls) == 3
    desk.refuse("There is no such column.")
    assert part.bins.isHidden() and view._banner.text() == "There is no such column."
    open_part(view, "text", qtbot)
    assert view._banner.isHidden()


def test_that_the_engine_answers_all_three_parts(context: AppContext, tiny_base: Path, tiny_data: Path, qtbot: QtBot) -> None:
    context.looking.set(model=str(tiny_base), text="good soup 好 🙂")
    view = TokensView(context)
    qtbot.addWidget(view)
    view.resize(1000, 900)
    view.show()

    def answered() -> Looked:
        qtbot.waitUntil(lambda: not view.busy(), timeout=WAIT)
        saved = view.saved()
        assert saved is not None, view._banner.text()
        return saved

    view.refresh()
    chips = answered().blocks["tokens"]["chips"]
    assert "".join(chip["text"] for chip in chips) == "good soup 好 🙂" and chips[0]["token"] == "[CLS]"
    view.text._main.chips._take(1)
    answered()
    assert view.text.token.text("entry") == "good" and view.text.neighbours.table.cells.rowCount() == 10
    open_part(view, "vocabulary", qtbot)
    answered()
    view.vocabulary.search.setText("##ing")
    assert shown_entries(view) == ["##ing"]
    view.vocabulary.table.selectRow(0)
    qtbot.waitUntil(view.busy, timeout=5000)
    assert "neighbours" in answered().blocks and not view.vocabulary.neighbours.table.isHidden()
    open_part(view, "lengths", qtbot)
    context.draft.source = str(tiny_data)
    view.lengths.take_project()
    assert sum(answered().blocks["lengths"]["values"]) == 60 and "60 rows" in view.lengths.sentence.text()
    columns = view.lengths.column
    qtbot.waitUntil(lambda: [columns.itemText(place) for place in range(columns.count())] == ["text", "label"], timeout=WAIT)
