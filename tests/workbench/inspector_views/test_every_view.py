"""The contract of a view of an inspector, over every one that is found, and the page around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.api import catalog, say
from tests.workbench.pages.test_every_page import controls
from workbench.bridge.inspecting import Looked
from workbench.context import AppContext
from workbench.inspector_views._parts import MAKERS, BlockCard
from workbench.inspector_views._walk import discover_views
from workbench.main_window import MainWindow
from workbench.pages.inspect import InspectPage

NAMES = [entry["name"] for entry in catalog()["inspectors"]]
VIEWS = pytest.mark.parametrize("name", NAMES)
CHIP = {"kind": "plain", "bytes": "", "character": "", "word": 0, "side": 0}
TITLE = {"title": say("A title"), "note": say("A note")}
BLOCKS: dict[str, dict[str, Any]] = {
    "tokens": {"chips": [{"text": "good", "token": "good", "id": 5, "start": 0, "end": 4, **CHIP}], "weights": np.array([0.5])},
    "heatmap": {
        "values": np.eye(2, dtype=np.float32),
        "rows": ["a", "b"],
        "columns": ["c", "d"],
        "low": 0.0,
        "high": 1.0,
        "diverging": False,
    },
    "wall": {"values": np.zeros((2, 3, 4, 4), np.float32), "rows": ["1", "2"], "low": 0.0, "high": 1.0, "diverging": False},
    "curve": {
        "x": np.arange(3.0),
        "series": [{"name": say("loss"), "values": np.ones(3)}],
        "x_title": say("step"),
        "y_title": say("loss"),
    },
    "scatter": {
        "points": np.zeros((3, 2), np.float32),
        "names": ["a", "b", "c"],
        "colours": [],
        "moved": None,
        "x_title": say(""),
        "y_title": say(""),
    },
    "table": {
        "columns": [{"name": "n", "title": say("Name"), "kind": "text"}, {"name": "p", "title": say("Share"), "kind": "share"}],
        "rows": [["a", 0.25]],
    },
    "frames": {"points": np.zeros((4, 3, 2), np.float32), "steps": np.arange(4), "names": ["a", "b", "c"], "colours": []},
    "vocabulary": {"entries": ["a", "b"], "ids": np.arange(2), "norms": np.ones(2), "kinds": np.zeros(2, np.int8), "categories": ["plain"]},
    "vectors": {"values": np.zeros((3, 50), np.float32), "rows": np.arange(3)},
    "bars": {"names": ["a", "b"], "values": np.array([0.75, 0.25]), "share": True},
    "words": {"text": say("Nothing to see."), "warning": False},
}


@pytest.fixture
def page(window: MainWindow) -> Iterator[InspectPage]:
    """The Inspect page in the window."""
    window.go("inspect")
    found = window.current_page()
    assert isinstance(found, InspectPage)
    yield found


def test_that_every_inspector_has_a_view_in_the_order_of_the_catalog() -> None:
    found = discover_views()
    assert [entry["name"] for entry, _ in found] == NAMES
    assert [view.name for _, view in found] == NAMES


@VIEWS
def test_that_every_control_of_a_view_is_named_and_explained(name: str, page: InspectPage) -> None:
    page.choose(name)
    found = controls(page.view())
    unnamed = [widget for widget in found if not widget.objectName()]
    silent = [widget.objectName() for widget in found if not widget.accessibleName()]
    unexplained = [widget.objectName() for widget in found if not widget.toolTip()]
    assert (unnamed, silent, unexplained) == ([], [], [])
    names = [widget.objectName() for widget in found]
    assert len(names) == len(set(names)), sorted(twin for twin in names if names.count(twin) > 1)
    rich = [label.text() for label in page.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    assert not rich


@pytest.mark.parametrize("kind", MAKERS)
def test_that_every_kind_of_block_is_drawn(kind: str, context: AppContext, qtbot: QtBot) -> None:
    card = BlockCard("card", context.theme)
    qtbot.addWidget(card)
    card.resize(400, 300)
    for _ in range(2):
        card.put({"kind": kind, "name": "x", **TITLE, **BLOCKS[kind]})
    card.show()
    picture = card.grab().toImage()
    colours = {picture.pixelColor(x, y).rgb() for x in range(0, 400, 5) for y in range(0, 300, 3)}
    assert len(colours) > 2


def test_that_a_kind_that_changes_gets_another_picture(context: AppContext, qtbot: QtBot) -> None:
    card = BlockCard("card", context.theme)
    qtbot.addWidget(card)
    for kind in ("bars", "words", "bars"):
        card.put({"kind": kind, "name": "x", **TITLE, **BLOCKS[kind]})
        assert card.view is not None and card.view.objectName() == f"card.{kind}"


def test_that_a_text_is_looked_at_with_a_real_model_and_switched_between_heads(page: InspectPage, qtbot: QtBot) -> None:
    page.context.looking.set(model="starter:encoder-small", text="The screen is good.")
    page.choose("attention")
    page.look()
    view: Any = page.view()
    qtbot.waitUntil(lambda: not view.busy() and view._map is not None, timeout=60_000)
    assert "encoder-small" in page._origin.text() or "Tunebench" in page._origin.text()
    first = np.array(view._map["values"])
    view.wall.chosen.emit(1, 2)
    qtbot.waitUntil(lambda: not view.busy(), timeout=20_000)
    assert view._map_place.accessibleName() == "Layer 2, head 3"
    assert not np.array_equal(first, view._map["values"])
    assert np.allclose(np.array(view._map["values"]).sum(1), 1, atol=1e-5)


def test_that_a_refusal_is_a_sentence_and_the_next_text_is_fine(page: InspectPage, qtbot: QtBot) -> None:
    page.choose("attention")
    page.context.looking.set(model="starter:encoder-small", text="word " * 700)
    page.look()
    view: Any = page.view()
    qtbot.waitUntil(lambda: not view.busy(), timeout=60_000)
    assert "places for" in view._banner.text()
    page.context.looking.set(text="short")
    page.look()
    qtbot.waitUntil(lambda: not view.busy(), timeout=20_000)
    assert view._banner.text() == ""


def test_that_a_dead_engine_is_told_and_started_again(page: InspectPage, qtbot: QtBot) -> None:
    import psutil

    page.choose("attention")
    page.context.looking.set(model="starter:encoder-small", text="one text")
    page.look()
    view: Any = page.view()
    qtbot.waitUntil(lambda: not view.busy(), timeout=60_000)
    process = psutil.Process(page.context.hub.inspecting.process())
    page.context.looking.set(text="another text")
    process.kill()
    process.wait()
    page.look()
    qtbot.waitUntil(lambda: not view.busy(), timeout=60_000)
    if view._banner.text():  # it was asked before its end was seen
        assert "SIGKILL" in view._banner.text() or "ended" in view._banner.text()
        view.refresh()
        qtbot.waitUntil(lambda: not view.busy(), timeout=60_000)
    assert page.context.hub.inspecting.process() != process.pid
    assert view.looked["main"].origin["settings"]["text"] == "another text"


def test_that_an_answer_of_an_older_question_is_not_shown(context: AppContext) -> None:
    desk = context.hub.inspecting
    heard: list[Looked] = []
    settings = {"model": "starter:encoder-small", "text": "x"}
    number = desk.look("attention", settings, heard.append, lambda failure: None)
    desk.stop(number)
    assert not desk._calls
    assert heard == []


def test_that_a_view_is_saved_as_a_picture_with_where_it_came_from(page: InspectPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.choose("attention")
    page.context.looking.set(model="starter:encoder-small", text="The screen is good.")
    page.look()
    view: Any = page.view()
    qtbot.waitUntil(lambda: not view.busy() and view._map is not None, timeout=60_000)
    panel = page.save_panel()
    panel.set_view(view)
    panel._what.setCurrentIndex(panel._what.findData("map"))
    panel.save(str(tmp_path / "map.svg"))
    qtbot.waitUntil((tmp_path / "map.svg").is_file, timeout=20_000)
    qtbot.waitUntil(lambda: "Written" in panel._banner.text(), timeout=5_000)
    assert (tmp_path / "map.svg.origin.json").is_file()
