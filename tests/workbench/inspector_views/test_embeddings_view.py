"""The view "embeddings": once with real engine processes, and else with answers made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from engine.api import say
from workbench.bridge.inspecting import InspectDesk, Looked
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.inspector_views._view import MAIN
from workbench.inspector_views.embeddings import NEAR, EmbeddingsView

LEFT = Qt.MouseButton.LeftButton
PATIENCE = 60_000  # ms for an engine that starts on a busy machine
TEXT = "the good room and the bad table were quite old"
NAMES = ["sun", "moon", "star", "cup", "plate"]


@pytest.fixture
def view(qtbot: QtBot, context: AppContext) -> Iterator[EmbeddingsView]:
    context.looking.values["text"] = TEXT
    made = EmbeddingsView(context)
    qtbot.addWidget(made)
    made.resize(1060, 700)
    made.show()
    yield made
    made.stop()


def press(qtbot: QtBot, view: EmbeddingsView, name: str) -> None:
    """Click the button of this name."""
    button = view.findChild(QAbstractButton, f"inspect.embeddings.{name}")
    assert button is not None
    qtbot.waitUntil(button.isVisible, timeout=5_000)
    qtbot.mouseClick(button, LEFT)


def names(view: EmbeddingsView) -> list[str]:
    """The names of the points in the order of the table."""
    return [str(view.linked.model.index(row, 0).data()) for row in range(view.linked.model.rowCount())]


# -- with the engine


def test_that_a_texts_tokens_are_mapped_moved_by_tsne_and_asked_for_neighbours(
    qtbot: QtBot, context: AppContext, view: EmbeddingsView, tiny_base: Path
) -> None:
    context.looking.values["model"] = str(tiny_base)
    press(qtbot, view, "what.tokens")
    qtbot.waitUntil(lambda: bool(names(view)), timeout=PATIENCE)
    assert names(view) == ["[CLS]", *(word for word in TEXT.replace("were", "w ##e ##r ##e").split()), "[SEP]"]
    assert "Trustworthiness" in view._facts.text() and "Two random vectors" in view._facts.text()
    assert [view.layer.itemData(place) for place in range(view.layer.count())] == [-1, 0, 1, 2]
    plane = view.saved()
    assert plane is not None and plane.origin["settings"]["projection"] == "pca"

    view.linked.select([2, 3])
    view.layer.setCurrentIndex(1)
    view.layer.activated.emit(1)
    qtbot.waitUntil(lambda: not view.busy(), timeout=PATIENCE)
    assert view.looked[MAIN].origin["settings"]["layer"] == 0 and view.linked.selection().tolist() == [2, 3]

    view.linked.point_chosen.emit(2)
    qtbot.waitUntil(lambda: NEAR in view.looked, timeout=PATIENCE)
    assert view.panel.table.model().rowCount() == len(view._ids) - 1 and "good (3)" in view.panel._card.accessibleName()

    context.looking.values["text"] = " ".join([TEXT] * 4)
    press(qtbot, view, "projection.tsne")
    assert view.perplexity.isVisible()
    qtbot.waitUntil(lambda: not view.busy() and view._made != "", timeout=PATIENCE)
    moved = view.saved()
    assert moved is not None and moved.origin["settings"]["projection"] == "tsne" and len(moved.blocks["map"]["names"]) == len(names(view))
    assert "Kullback-Leibler" in view._note.text() and "neighbours mean something" in view._facts.text()
    assert np.allclose(view.linked.scatter._cloud.x, moved.blocks["map"]["points"][:, 0])

    context.looking.values["text"] = "a b"
    press(qtbot, view, "projection.pca")
    press(qtbot, view, "what.texts")
    view.texts.take_typed()
    qtbot.waitUntil(view._banner.isVisible, timeout=PATIENCE)
    assert "at least three points" in view._banner._text.text() and not view._content.isVisible() and view.saved() is None


# -- by hand


@dataclass
class Question:
    """What was asked, and how to answer it."""

    desk: str
    settings: dict[str, Any]
    done: Callable[[Looked], None]
    failed: Callable[[ToolFailure], None]
    part: Callable[[Looked], None]


class Engine:
    """Stands in for both processes: keeps the questions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[Question] = []
        self.stopped: list[int] = []
        self._files = 0

    def listen(self, monkeypatch: pytest.MonkeyPatch, desk: InspectDesk, name: str) -> None:
        def look(inspector: str, settings: dict[str, Any], done: Any, failed: Any, part: Any, progress: Any) -> int:
            assert inspector == "embeddings"
            self.asked.append(Question(name, settings, done, failed, part))
            return len(self.asked)

        monkeypatch.setattr(desk, "look", look)
        monkeypatch.setattr(desk, "stop", self.stopped.append)

    def array(self, values: Any) -> Any:
        """The values as the window gets them: an array in a file."""
        self._files += 1
        file = self.folder / f"{self._files}.npy"
        np.save(file, values)
        return np.lib.format.open_memmap(file, mode="r")

    def map(self, points: Any, names: list[str] = NAMES, layers: int = 4, categories: tuple[str, ...] = ("plain", "special")) -> Looked:
        """A map of points with their kinds and their ids, which are ten times their numbers."""
        count = len(names)
        colours = [
            {"name": say("Kind"), "values": self.array(np.arange(count) % len(categories)), "categories": list(categories)},
            {"name": say("Id"), "values": self.array(10 * np.arange(count)), "categories": []},
        ]
        block: dict[str, Any] = {"kind": "scatter", "name": "map", "names": names, "colours": colours}
        block |= {
            "points": self.array(np.asarray(points, np.float32)),
            "title": say("Layer {layers}", layers=layers),
            "note": say("From here."),
        }
        facts = {"kind": "words", "name": "facts", "title": say("Trust"), "text": say("To be trusted."), "note": say("Somewhat.")}
        return Looked(len(self.asked), "embeddings", {"map": block, "facts": facts}, {"family": "encoder"})

    def frame(self, points: Any, number: int = 0) -> Looked:
        """A frame of t-SNE, or with a number its end."""
        block = {"kind": "scatter", "name": "map", "points": self.array(np.asarray(points, np.float32)), "names": [], "colours": []}
        return Looked(number, "embeddings", {"map": {**block, "title": say("Iteration 20"), "note": say("KL 0.5.")}})

    def vectors(self, rows: Any) -> Looked:
        """Vectors for t-SNE of some of the points."""
        block = {"kind": "vectors", "name": "vectors", "values": self.array(np.ones((len(rows), 3))), "rows": self.array(rows)}
        return Looked(len(self.asked), "embeddings", {"vectors": block})


GRID = np.array([[0, 0], [1, 0], [2, 1], [3, 5], [4, 4]], np.float32)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, context: AppContext, view: EmbeddingsView, tmp_path: Path) -> Engine:
    made = Engine(tmp_path)
    made.listen(monkeypatch, context.hub.inspecting, "inspecting")
    made.listen(monkeypatch, context.hub.mapping, "mapping")
    return made


def test_that_every_choice_is_asked_for(qtbot: QtBot, view: EmbeddingsView, engine: Engine) -> None:
    view.refresh()
    first = engine.asked[-1].settings
    assert first["what"] == "vocabulary" and first["projection"] == "pca" and not first["centre"] and "layer" not in first
    assert first["text"] == TEXT and not view.layer.isVisible() and not view.texts.isVisible()
    engine.asked[-1].done(engine.map(GRID))
    press(qtbot, view, "centre")
    press(qtbot, view, "standardise")
    assert engine.asked[-1].settings["centre"] and engine.asked[-1].settings["standardise"]
    press(qtbot, view, "what.tokens")
    assert engine.asked[-1].settings["layer"] == -1 and view.layer.isVisible() and engine.stopped == [2, 3]
    engine.asked[-1].done(engine.map(GRID, layers=12))
    assert view.layer.count() == 14
    view.layer.setCurrentIndex(view.layer.findData(7))
    view.layer.activated.emit(0)
    assert engine.asked[-1].settings["layer"] == 7
    view.context.looking.values["model"] = "another"
    view.refresh()
    assert engine.asked[-1].settings["layer"] == -1  # it may have fewer layers


def test_that_texts_begin_with_the_projects_data_and_offer_its_columns(qtbot: QtBot, view: EmbeddingsView, engine: Engine) -> None:
    view.context.draft.set("columns", {"text": "review"})
    press(qtbot, view, "what.texts")
    asked = engine.asked[-1].settings
    assert asked["data"] == view.context.draft.source and asked["column"] == "review" and asked["label_column"] == ""
    answer = engine.map(GRID, categories=("special", "bad"))
    rows = [["id", ""], ["review", "text"], ["stars", "label"]]
    answer.blocks["columns"] = {"kind": "table", "name": "columns", "rows": rows}
    engine.asked[-1].done(answer)
    assert view.texts.column.currentText() == "review" and view.texts.label.currentText() == "stars" and view.texts.label.count() == 3
    view.texts.label.setCurrentIndex(0)
    view.texts.label.activated.emit(0)
    assert engine.asked[-1].settings["label_column"] == "id"
    press(qtbot, view, "texts.typed")
    assert engine.asked[-1].settings["data"] == "" and not view.texts.column.isVisible()
    view.texts.take("/somewhere/rows.csv")
    assert engine.asked[-1].settings["data"] == "/somewhere/rows.csv" and engine.asked[-1].settings["column"] == ""


def test_that_neighbours_are_those_of_the_chosen_point_and_are_ringed(qtbot: QtBot, view: EmbeddingsView, engine: Engine) -> None:
    view.refresh()
    engine.asked[-1].done(engine.map(GRID))
    assert view.linked.scatter._cloud.highlighted.tolist() == [0, 1, 2, 3, 4]  # so few that all are named
    view.linked.point_chosen.emit(3)
    assert engine.asked[-1].settings["show"] == "neighbours" and engine.asked[-1].settings["token"] == "#30"
    columns = [
        {"name": name, "title": say("A column"), "kind": kind} for name, kind in (("token", "text"), ("id", "number"), ("cosine", "number"))
    ]
    block = {"kind": "table", "name": "neighbours", "title": say("Nearest"), "note": say("0.1 by chance."), "columns": columns}
    block["rows"] = [["moon", 10, 0.9], ["plate", 40, 0.5]]
    answer = Looked(2, "embeddings", {"neighbours": block})
    engine.asked[-1].done(answer)
    assert view.linked.scatter._cloud.highlighted.tolist() == [1, 3, 4] and view.panel.table.isVisible()
    assert view.saved() is view.looked[MAIN]
    view.panel.table.activated.emit(view.panel.table.model().index(1, 0))
    assert engine.asked[-1].settings["token"] == "#40"
    for role, text in (("token", "king"), ("minus", " man "), ("plus", "woman")):
        field = view.findChild(QLineEdit, f"inspect.embeddings.neighbours.{role}")
        assert field is not None
        field.setText(text)
    press(qtbot, view, "neighbours.find")
    assert [engine.asked[-1].settings[role] for role in ("token", "minus", "plus")] == ["king", "man", "woman"]
    engine.asked[-1].failed(ToolFailure("inspect.no-entry", "There is no king."))
    assert view._banner.isVisible() and view._content.isVisible()  # the map is still right


def begin_tsne(qtbot: QtBot, view: EmbeddingsView, engine: Engine, rows: list[int]) -> Question:
    """Up to the question that the second process gets."""
    view.refresh()
    engine.asked[-1].done(engine.map(GRID))
    press(qtbot, view, "projection.tsne")
    assert engine.asked[-1].settings["projection"] == "pca"  # the plane comes first
    engine.asked[-1].done(engine.map(GRID))
    assert engine.asked[-1].settings["show"] == "vectors" and engine.asked[-1].desk == "inspecting"
    vectors = engine.vectors(rows)
    engine.asked[-1].done(vectors)
    asked = engine.asked[-1]
    assert asked.desk == "mapping" and asked.settings["show"] == "tsne" and asked.settings["perplexity"] == 30
    assert asked.settings["vectors"] == str(vectors.blocks["vectors"]["values"].filename)
    return asked


def test_that_frames_move_the_points_and_the_end_is_put_together(qtbot: QtBot, view: EmbeddingsView, engine: Engine) -> None:
    asked = begin_tsne(qtbot, view, engine, [0, 1, 2, 3, 4])
    view.linked.select([1])
    assert view.saved() is view.looked[MAIN]  # the plane is still what is shown
    asked.part(engine.frame(GRID * 3))
    assert view.linked.scatter._cloud.x.tolist() == [0, 3, 6, 9, 12] and view.saved() is None
    assert view.linked.selection().tolist() == [1] and view._facts.text() == "Iteration 20"
    end = engine.frame(GRID * 5, number=1)
    asked.done(end)
    assert engine.asked[-1].settings["points"] == str(end.blocks["map"]["points"].filename)
    assert engine.asked[-1].desk == "inspecting" and engine.asked[-1].settings["projection"] == "tsne" and view.saved() is None
    count = len(engine.asked)
    engine.asked[-1].done(engine.map(GRID * 5))
    assert view.saved() is view.looked[MAIN] and view._note.text() == "KL 0.5.\nFrom here." and len(engine.asked) == count
    assert view.linked.selection().tolist() == [1] and not view.busy()


def test_that_cancelling_keeps_the_last_frame(qtbot: QtBot, view: EmbeddingsView, engine: Engine) -> None:
    asked = begin_tsne(qtbot, view, engine, [0, 1, 2, 3, 4])
    last = engine.frame(GRID * 2)
    asked.part(last)
    press(qtbot, view, "progress.cancel")
    assert engine.stopped[-1] == 4 and engine.asked[-1].settings["points"] == str(last.blocks["map"]["points"].filename)
    engine.asked[-1].done(engine.map(GRID * 2))
    assert view._note.text().startswith("Iteration 20") and view.projection.value() == "tsne"


def test_that_cancelling_before_a_frame_leaves_the_plane(qtbot: QtBot, view: EmbeddingsView, engine: Engine) -> None:
    begin_tsne(qtbot, view, engine, [0, 1, 2, 3, 4])
    count = len(engine.asked)
    press(qtbot, view, "progress.cancel")
    assert view.projection.value() == "pca" and not view.perplexity.isVisible() and len(engine.asked) == count
    assert view.saved() is view.looked[MAIN]


def test_that_a_tsne_map_that_cannot_be_made_leaves_the_plane(qtbot: QtBot, view: EmbeddingsView, engine: Engine) -> None:
    asked = begin_tsne(qtbot, view, engine, [0, 1, 2, 3, 4])
    asked.failed(ToolFailure("inspect.vectors", "The numbers can't be used."))
    assert view.projection.value() == "pca" and view._content.isVisible() and "can't be used" in view._banner._text.text()
    assert view.saved() is view.looked[MAIN]


def test_that_a_sample_shows_only_its_points(qtbot: QtBot, view: EmbeddingsView, engine: Engine) -> None:
    asked = begin_tsne(qtbot, view, engine, [0, 2, 4])
    assert names(view) == ["sun", "star", "plate"]
    asked.part(engine.frame(GRID[:3] * 2))
    view.linked.point_chosen.emit(1)
    assert engine.asked[-1].settings["token"] == "#20"


def test_that_where_there_is_no_map_no_old_one_is_shown(view: EmbeddingsView, engine: Engine) -> None:
    view.refresh()
    engine.asked[-1].done(engine.map(GRID))
    assert view._content.isVisible()
    view.refresh()
    engine.asked[-1].failed(ToolFailure("inspect.few", "There are only two points."))
    assert not view._content.isVisible() and view.saved() is None
    view.refresh()
    engine.asked[-1].done(engine.map(GRID[:3], NAMES[:3]))
    assert view._content.isVisible() and names(view) == NAMES[:3] and not view._banner.isVisible()
