"""The view over time: frames that are gone through, that come one by one, and what is said where there are none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.api import RunFolder, events, say
from workbench.bridge.inspecting import Looked
from workbench.bridge.records import RunRecord
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.inspector_views import _time_scrubber
from workbench.inspector_views.time import TimeView

NAMES = ["a good meal", "a cold room", "soup", "a walk"]
PATHS = np.array([[[0, 0], [1, 0], [0, 1], [1, 1]], [[0, 0], [2, 0], [0, 3], [1, 1]], [[0, 0], [3, 0], [0, 6], [1, 2]]], np.float32)
STEPS = np.array([0, 10, 20])
JOB = """data = { train = "reviews.csv" }
model = { base = "starter:encoder" }
task = { type = "text-classification" }
method = { type = "lora" }
watch = { every = 10 }
"""


def answer(points: Any = PATHS, steps: Any = STEPS, names: list[str] = NAMES, probe: bool = True) -> Looked:
    """An answer as the engine gives it."""
    seen = np.arange(int(steps[-1]) // 10 + 1) * 10 if len(steps) else STEPS
    line = {"name": say("a line"), "values": np.linspace(0, 1, len(seen))}
    curve = {"title": say("A curve"), "note": say("A note"), "x": seen}
    colours = [
        {"name": say("Label"), "values": np.arange(len(names)) % 2, "categories": ("cold", "good")},
        {"name": say("Distance moved"), "values": np.arange(len(names)) / 2, "categories": ()},
    ]
    frames = {"title": say("Movement"), "note": say("The plane."), "points": points, "steps": steps, "names": names, "colours": colours}
    blocks: dict[str, dict[str, Any]] = {"frames": frames, "movement": {**curve, "series": [line, line]}}
    if probe:
        blocks["probe"] = {**curve, "series": [{**line, "values": line["values"] * place} for place in range(len(names))]}
    return Looked(1, "time", blocks, {"model": "r"})


@pytest.fixture
def view(context: AppContext, qtbot: QtBot) -> Iterator[TimeView]:
    """A view that looks at run "r" and has been given three frames."""
    made = TimeView(context)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made._run = "r"
    made.show_answer("main", answer())
    made.show()
    yield made
    made.stop()


def drawn(view: TimeView) -> list[list[float]]:
    """Where the points are now."""
    cloud = view.pictures.map._cloud
    return np.stack([cloud.x, cloud.y], axis=1).tolist()  # type: ignore[no-any-return]


def pinned(view: TimeView) -> list[int]:
    """The points whose ways are drawn."""
    return view.pictures.map._trails[1].tolist()


def alive(view: TimeView, monkeypatch: pytest.MonkeyPatch, step: int, state: str = "running") -> list[dict[str, Any]]:
    """Let the run be at a step; the settings of what is asked from then on."""
    asked: list[dict[str, Any]] = []
    hub = view.context.hub
    record = RunRecord("r", hub.root / "r", "r", state, step=step, total=40)

    def look(inspector: str, settings: dict[str, Any], *callbacks: Any) -> int:
        asked.append({**settings, "done": callbacks[0]})
        return 99

    monkeypatch.setattr(hub, "record", lambda run: record if run == "r" else None)
    monkeypatch.setattr(hub.inspecting, "look", look)
    return asked


# -- going through frames


def test_that_the_newest_frame_is_shown_first_with_the_ways_of_what_moved_farthest(view: TimeView) -> None:
    assert view.pictures.isVisible()
    assert drawn(view) == PATHS[2].tolist()
    assert view.pictures.scrubber.step.text() == "step 20 of 20"
    assert pinned(view) == [1, 2, 3]
    assert view.pictures.map._trails[0].tolist() == PATHS[:, 1:].tolist()


def test_that_another_frame_moves_points_ways_and_the_line_in_every_plot(view: TimeView) -> None:
    window = view.pictures.map.looked_at.scale_x
    view.pictures.scrubber.slider.setValue(1)
    assert drawn(view) == PATHS[1].tolist()
    assert view.pictures.map._trails[0].tolist() == PATHS[:2, 1:].tolist()
    assert view.pictures.scrubber.step.text() == "step 10 of 20"
    assert {view.pictures.plots[name].marked() for name in ("movement", "probe")} == {10.0}
    assert view.pictures.map.looked_at.scale_x == window


def test_that_the_keyboard_goes_through_the_frames(view: TimeView, qtbot: QtBot) -> None:
    slider = view.pictures.scrubber.slider
    for key, frame in ((Qt.Key.Key_Left, 1), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Right, 1), (Qt.Key.Key_End, 2)):
        qtbot.keyClick(slider, key)
        assert (view.pictures.scrubber.frame(), drawn(view)) == (frame, PATHS[frame].tolist())


def test_that_playing_begins_anew_at_the_end_and_stops_there(view: TimeView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_time_scrubber, "SHORTEST", 100)
    scrubber, seen = view.pictures.scrubber, []
    scrubber.moved.connect(seen.append)
    qtbot.keyClick(scrubber.slider, Qt.Key.Key_Space)
    assert scrubber.playing() and scrubber.play.accessibleName() == "Pause"
    qtbot.waitUntil(lambda: not scrubber.playing())
    assert seen == [0, 1, 2]
    assert scrubber.play.accessibleName() == "Play"


def test_that_playing_ends_when_nobody_looks_any_more(view: TimeView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.pictures.scrubber.play, Qt.MouseButton.LeftButton)
    assert view.pictures.scrubber.playing()
    view.hide()
    assert not view.pictures.scrubber.playing()


def test_that_a_click_in_a_plot_goes_to_the_nearest_frame(view: TimeView, qtbot: QtBot) -> None:
    plot = view.pictures.plots["movement"]
    qtbot.waitUntil(lambda: plot._plot.getPlotItem().vb.width() > 50)
    box = plot._plot.getPlotItem().vb
    place = plot._plot.mapFromScene(box.mapViewToScene(box.viewRect().center()))
    qtbot.mouseClick(plot._plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x() + 3, place.y()))
    assert view.pictures.scrubber.frame() == 1
    assert plot.marked() == 10.0


# -- pins


def test_that_a_click_on_a_point_and_its_box_pin_it_and_let_it_go(view: TimeView) -> None:
    view.pictures.map.chosen.emit(0)
    assert pinned(view) == [1, 2, 3, 0]
    assert view.pictures.pins.item(0).checkState() == Qt.CheckState.Checked
    view.pictures.pins.item(2).setCheckState(Qt.CheckState.Unchecked)
    assert pinned(view) == [1, 3, 0]
    assert [line.title for line in view.pictures.plots["probe"].lines()] == [NAMES[1], NAMES[3], NAMES[0]]
    view.pictures.map.chosen.emit(0)
    assert pinned(view) == [1, 3]


def test_that_pins_have_other_colours_than_the_labels(view: TimeView) -> None:
    assert [line.colour for line in view.pictures.plots["probe"].lines()] == [2, 3, 4]


def test_that_the_row_with_the_keyboard_is_ringed_in_the_map(view: TimeView) -> None:
    view.pictures.pins.setCurrentRow(0)
    assert view.pictures.map._cloud.highlighted.tolist() == [0]
    view.pictures.pins.toggle(0)
    assert view.pictures.map._cloud.highlighted.tolist() == []


def test_that_the_ways_of_many_points_are_drawn_with_fewer_corners_but_to_the_frame_of_now(view: TimeView) -> None:
    count, frames = 80, 401
    points = np.cumsum(np.ones((frames, count, 2), np.float32), axis=0)
    view.pictures.clear()
    view.show_answer("main", answer(points, np.arange(frames) * 10, [f"p{place}" for place in range(count)]))
    for place in range(3, count):
        view.pictures.pins.toggle(place)
    view.pictures.scrubber.slider.setValue(399)
    ways = view.pictures.map._trails[0]
    assert ways.shape[1:] == (count, 2) and len(ways) < 50
    assert ways[0].tolist() == points[0].tolist() and ways[-1].tolist() == points[399].tolist()


# -- frames that come


def test_that_who_looks_at_the_newest_frame_is_shown_the_next_one(view: TimeView) -> None:
    view._take_further(view._question(), 3, answer(PATHS[:1] + 5, np.array([30])))
    assert view.pictures.map.frames.steps.tolist() == [0, 10, 20, 30]
    assert drawn(view) == (PATHS[0] + 5).tolist()
    assert view.pictures.scrubber.step.text() == "step 30 of 30"


def test_that_who_looks_at_an_older_frame_stays_there(view: TimeView) -> None:
    view.pictures.scrubber.slider.setValue(1)
    view.pictures.pins.toggle(1)
    view._take_further(view._question(), 3, answer(PATHS[:1] + 5, np.array([30])))
    assert drawn(view) == PATHS[1].tolist()
    assert pinned(view) == [2, 3]
    assert view.pictures.scrubber.slider.maximum() == 3


def test_that_frames_which_begin_anew_replace_those_that_were_there(view: TimeView) -> None:
    view._take_further(view._question(), 3, answer(PATHS[:2] + 1, np.array([0, 20])))
    assert view.pictures.map.frames.steps.tolist() == [0, 20]
    assert drawn(view) == (PATHS[1] + 1).tolist()


def test_that_no_new_frame_changes_nothing(view: TimeView) -> None:
    view._take_further(view._question(), 3, answer(PATHS[:0], STEPS[:0]))
    assert view.pictures.map.frames.points.tolist() == PATHS.tolist()


def test_that_a_frame_of_another_question_is_not_taken(view: TimeView) -> None:
    view._take_further(("other", "texts", "last"), 3, answer(PATHS[:1], np.array([30])))
    assert len(view.pictures.map.frames) == 3


def test_that_a_live_run_is_asked_for_what_comes_after_the_known_frames_once_it_can_be_there(
    view: TimeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = alive(view, monkeypatch, 29)
    view._runs_changed()
    assert view._timer.isActive()
    view._look_further()
    assert asked == []
    asked = alive(view, monkeypatch, 30)
    view._look_further()
    view._look_further()  # the first one is not answered yet
    assert [(question["known"], question["what"], question["basis"]) for question in asked] == [(3, "texts", "last")]
    asked[0]["done"](answer(PATHS[:1], np.array([30])))
    assert view.pictures.scrubber.step.text() == "step 30 of 40"


def test_that_a_run_that_has_ended_is_looked_at_as_a_whole_which_can_then_be_saved(view: TimeView, monkeypatch: pytest.MonkeyPatch) -> None:
    alive(view, monkeypatch, 25)
    view._runs_changed()
    asked = alive(view, monkeypatch, 40, "completed")
    view._runs_changed()
    view._runs_changed()
    assert [question["known"] for question in asked] == [0]
    assert not view._timer.isActive()
    whole = answer(PATHS[[0, 1, 2, 2]], np.array([0, 10, 20, 30]))
    asked[0]["done"](whole)
    assert view.saved() is whole and len(view.pictures.map.frames) == 4


def test_that_the_loss_of_the_run_stands_beside_it_without_what_is_no_number(view: TimeView, qtbot: QtBot) -> None:
    loss, plot = view.pictures.loss, view.pictures.plots["loss"]
    assert plot.isHidden()
    loss._run = "r"
    values = {1: 2.0, 2: float("nan"), 3: 1.0}
    batch = [events.Metrics(step=step, epoch=0, split="train", values={"loss": value}) for step, value in values.items()]
    view.context.hub.history_events.emit("other", batch)
    view.context.hub.history_events.emit("r", [*batch, events.Metrics(step=3, epoch=0, split="train", values={"loss": 0.5})])
    qtbot.waitUntil(lambda: not plot.isHidden())
    raw = plot.lines()[0]
    assert (raw.x.tolist(), raw.y.tolist()) == ([1.0, 3.0], [2.0, 0.5])
    assert plot.marked() == 20.0


# -- colours, and where there is nothing


def test_that_points_are_coloured_by_what_is_chosen_also_after_the_next_frame(view: TimeView) -> None:
    by_label = view.pictures.map._cloud.colouring.colours.tolist()
    view.colours.setCurrentIndex(1)
    view.colours.activated.emit(1)
    by_distance = view.pictures.map._cloud.colouring.colours.tolist()
    assert len(set(by_label)) == 2 and len(set(by_distance)) == 4
    view._take_further(view._question(), 3, answer(PATHS[:1], np.array([30])))
    assert view.pictures.map._cloud.colouring.colours.tolist() == by_distance


def test_that_tokens_have_no_lines_of_answers_and_no_colours_for_them(view: TimeView) -> None:
    view.pictures.clear()
    view.show_answer("main", answer(names=["good", "bad", "table", "##s"], probe=False))
    assert view.pictures.plots["probe"].isHidden()
    assert view.pictures.pins.item(1).data(Qt.ItemDataRole.DecorationRole) is None


def test_that_what_is_no_run_gets_a_sentence_and_a_button_that_watches_the_next_run(view: TimeView, qtbot: QtBot) -> None:
    context, gone = view.context, []
    context.navigate.connect(gone.append)
    context.looking.set(model="starter:encoder")
    view.refresh()
    assert not view.pictures.isVisible() and view.saved() is None and not view.busy()
    qtbot.mouseClick(view.findChild(QPushButton, "inspect.time.watch"), Qt.MouseButton.LeftButton)
    assert context.draft.table()["watch"] == {"every": 10}
    assert gone == ["train"]


def test_that_a_run_without_snapshots_says_why_and_frames_take_its_place(view: TimeView) -> None:
    view.refused("main", ToolFailure("inspect.no-snapshots", "Run r has no snapshots to look at."))
    assert view._empty is not None and not view.pictures.isVisible() and view.what.isHidden()
    view.refused("main", ToolFailure("inspect.nothing-followed", "Run r follows no tokens."))
    assert not view.what.isHidden()
    view.show_answer("main", answer())
    assert view._empty is None and view.pictures.isVisible()
    assert view.pictures.scrubber.frame() == 2


def test_that_the_snapshots_of_a_run_folder_are_shown(context: AppContext, qtbot: QtBot) -> None:
    from safetensors.numpy import save_file

    folder = RunFolder(context.hub.root / "watched")
    (folder.path / "snapshots").mkdir(parents=True)
    folder.job_file.write_text(JOB, encoding="utf-8")
    probe = {"schema_version": 1, "texts": NAMES, "tokens": [], "labels": ["cold", "good"]}
    (folder.path / "snapshots" / "probe.json").write_text(json.dumps(probe), encoding="utf-8")
    rng = np.random.default_rng(0)
    for step in (0, 10, 20):
        arrays = {"texts": rng.normal(size=(4, 8)).astype(np.float16), "probabilities": np.full((4, 2), 0.5, np.float32)}
        save_file(arrays, folder.path / "snapshots" / f"step-{step:06d}.safetensors")
    view = TimeView(context)
    qtbot.addWidget(view)
    context.looking.set(model=str(folder.path))
    view.refresh()
    qtbot.waitUntil(lambda: not view.busy(), timeout=60_000)
    assert view._banner.text() == ""
    assert view.pictures.map.frames.steps.tolist() == [0, 10, 20]
    assert view.pictures.map.frames.names == NAMES
    assert view.colours.count() == 2 and not view.pictures.plots["probe"].isHidden()
    view.what.group.button(1).click()
    qtbot.waitUntil(lambda: not view.busy(), timeout=60_000)
    assert view._empty is not None and view.saved() is None
    view.stop()
