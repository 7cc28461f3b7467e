"""Snapshots in the job that is being prepared, and their lines on the Train page."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from workbench.context import AppContext
from workbench.draft import Draft
from workbench.main_window import MainWindow
from workbench.train_view.watch_row import WatchRow


def test_that_a_draft_takes_no_snapshots_until_it_is_told_to() -> None:
    draft = Draft()
    assert "watch" not in draft.table()
    draft.watch = {"every": 10, "tokens": ["good"]}
    watch = draft.job().watch
    assert (watch.every, watch.tokens) == (10, ["good"])
    draft.take_sample()
    assert draft.job().watch.every == 0


def test_that_the_wish_for_snapshots_outlives_the_window_unless_it_is_damaged() -> None:
    draft, later = Draft(), Draft()
    draft.watch = {"every": 7}
    later.restore(draft.saved())
    assert later.watch == {"every": 7}
    for damaged in ({"every": "often"}, {"every": 5, "tokens": "good"}, {"every": 5, "tokens": [1]}, [5]):
        fresh = Draft()
        fresh.restore({**draft.saved(), "watch": damaged})
        assert fresh.watch == {}


def test_that_the_box_writes_steps_and_words_into_the_draft(qtbot: QtBot) -> None:
    draft = Draft()
    row = WatchRow(draft)
    qtbot.addWidget(row)
    row.show()
    assert not row.every.isVisible()
    row.box.setChecked(True)
    assert draft.watch == {"every": 10} and row.every.isVisible()
    row.every.setValue(25)
    row.words.setText("good, bad，差，, ")
    row.words.editingFinished.emit()
    assert draft.watch == {"every": 25, "tokens": ["good", "bad", "差"]}
    row.box.setChecked(False)
    assert draft.watch == {}
    row.box.setChecked(True)
    assert draft.watch == {"every": 25, "tokens": ["good", "bad", "差"]}


def test_that_what_the_row_has_no_control_for_is_kept(qtbot: QtBot) -> None:
    draft = Draft()
    draft.watch = {"every": 3, "texts": ["soup"]}
    row = WatchRow(draft)
    qtbot.addWidget(row)
    row.every.setValue(4)
    assert draft.watch == {"every": 4, "texts": ["soup"]}


def test_that_the_train_page_shows_that_the_next_run_is_watched(window: MainWindow, context: AppContext) -> None:
    window.go("train")
    row = window.current_page().findChild(WatchRow)
    assert not row.box.isChecked()
    context.draft.watch = {"every": 5}
    assert row.box.isChecked() and row.every.value() == 5
    assert window.current_page()._job_table()["watch"] == {"every": 5}  # type: ignore[attr-defined]
