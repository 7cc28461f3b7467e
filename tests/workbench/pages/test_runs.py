"""The Runs page over real run folders and the stand-in engine."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.api import events, say
from workbench.context import AppContext
from workbench.item_models.runs import BEST, STATE, TITLE
from workbench.main_window import MainWindow
from workbench.pages.runs import RunsPage
from workbench.run_view.confusion import ConfusionMatrix
from workbench.run_view.texts import interval

LABELS = ["negative", "neutral", "positive"]
CONFUSION = [[70, 8, 2], [6, 70, 4], [0, 3, 77]]


@pytest.fixture
def page(window: MainWindow, bench: Any) -> RunsPage:
    window.go("runs")
    found = window.current_page()
    assert isinstance(found, RunsPage)
    return found


def buttons(page: RunsPage) -> list[str]:
    return [name for name, button in page._header_buttons.items() if not button.isHidden()]


def test_that_an_empty_page_teaches_the_next_step(qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any) -> None:
    bench.open(0)
    assert page._empty.isVisible() and not page._table.isVisible()
    with qtbot.waitSignal(context.navigate) as went:
        qtbot.mouseClick(page.findChild(QPushButton, "runs.to_train"), Qt.MouseButton.LeftButton)
    assert went.args == ["train"]


def test_that_the_table_shows_and_sorts_the_runs(qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any) -> None:
    bench.finished()
    error = events.Error(code="data.one-class", title=say("The column {column} holds only one label.", column="label"))
    bench.run("20260102-failed", "Shop", events.Started(title="Shop", pid=1, time=9e9), error)
    bench.open(2)
    model = page._table.model()
    cells = [[model.index(row, column).data() for column in (TITLE, STATE, BEST)] for row in range(2)]
    assert cells == [["Shop", "failed", "–"], ["Reviews, LoRA", "done", "accuracy 90.4 %"]]
    header = page._table.horizontalHeader()
    header.sectionClicked.emit(BEST)
    assert model.index(0, TITLE).data() == "Reviews, LoRA"
    assert model.headerData(BEST, Qt.Orientation.Horizontal) == "↓ Best result"
    header.sectionClicked.emit(BEST)
    assert model.index(0, TITLE).data() == "Shop"


def test_that_a_finished_run_shows_its_whole_story(qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any) -> None:
    folder = bench.finished()
    bench.open(1)
    page.show_run(folder.id)
    view = page.view()
    assert view is not None
    qtbot.waitUntil(lambda: "Ended at step 20: done" in view.log.text() and "loaded" in view.log.text("console"), timeout=bench.wait)
    assert page.heading() == ("Reviews, LoRA", "done · step 20 of 20 · 1 min 1 s")
    x, y = view.figures.loss.points("train")
    assert (len(x), float(y[-1]), view.figures.loss.not_finite("train")) == (19, 0.05, 1)
    assert view.result.sentence() == "The model names 217 of 240 rightly."
    assert view.result._note.text().endswith("The model is the one of step 16, the best on the validation rows.")
    assert view.result._scores.rowCount() == 3
    assert view.choices.texts() == ["Precision: bf16"]
    assert view.checkpoints.texts() == ["Step 20, the best"]
    assert view.stats._stats["accuracy"].value() == "90.4 %"
    assert view.notice.text() == "3 rows have no text."
    assert view.log.text("console") == "loading\nloaded"
    assert view.try_it.isVisible()
    assert buttons(page) == ["folder", "delete", "inspect", "export"]


def test_that_the_log_is_searched_around_its_ends(qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any) -> None:
    folder = bench.finished()
    bench.open(1)
    page.show_run(folder.id)
    log = page.view().log  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "Ended at step" in log.text(), timeout=bench.wait)
    log._search.setText("step 20")
    assert log.find_next() and log.find_next() and log.find_previous()
    log._search.setText("no such words")
    assert not log.find_next()
    assert log._search.property("problem") is True


def test_that_a_job_is_watched_paused_continued_and_stopped(qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any) -> None:
    bench.use("waits")
    folder = bench.run("20260103-new", "Third")
    bench.open(1)
    page.show_run(folder.id)
    view = page.view()
    assert view is not None and buttons(page) == ["folder", "delete", "resume"]
    page._header_buttons["resume"].click()
    qtbot.waitUntil(lambda: len(view.figures.loss.points("train")[0]) > 3, timeout=bench.wait)
    assert buttons(page) == ["folder", "inspect", "pause", "stop"]
    assert page.heading()[1].startswith("running · step ")
    page._header_buttons["pause"].click()
    assert folder.asked("pause")
    qtbot.waitUntil(lambda: buttons(page) == ["folder", "inspect", "stop", "continue"], timeout=bench.wait)
    page._header_buttons["continue"].click()
    assert not folder.asked("pause")
    page._header_buttons["stop"].click()
    qtbot.waitUntil(lambda: context.hub.running() == [], timeout=bench.wait)
    assert view.message.level == "success" and view.message.text().startswith("Stopped at step ")
    assert context.hub.record(folder.id).state == "stopped"  # type: ignore[union-attr]


def test_that_a_run_whose_job_file_was_spoiled_says_so_instead_of_starting(
    qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any
) -> None:
    folder = bench.run("20260103-new", "Third")
    bench.open(1)
    page.show_run(folder.id)
    folder.job_file.write_text("kind = [", encoding="utf-8")
    page._header_buttons["resume"].click()
    view = page.view()
    assert view is not None
    assert "is not valid TOML" in view.message.text()
    assert context.hub.running() == []


def test_that_the_keyboard_stays_on_the_page_when_a_run_opens_and_closes(
    qtbot: QtBot, window: MainWindow, page: RunsPage, bench: Any
) -> None:
    folder = bench.finished()
    bench.open(1)
    window.activateWindow()
    page._table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(page._table.hasFocus, timeout=bench.wait)
    assert page._table.selectionModel().selectedRows()[0].row() == 0
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    assert page._hub.current == folder.id
    assert page._scroll.hasFocus()
    qtbot.keyClick(page._scroll, Qt.Key.Key_Escape)
    qtbot.waitUntil(page._table.hasFocus, timeout=bench.wait)


def test_that_a_job_that_dies_says_how_and_offers_to_go_on(qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any) -> None:
    bench.use("killed")
    folder = bench.run("20260103-new", "Third")
    bench.open(1)
    page.show_run(folder.id)
    page._header_buttons["resume"].click()
    view = page.view()
    assert view is not None
    qtbot.waitUntil(lambda: "SIGKILL" in view.message.text(), timeout=bench.wait)
    assert view.message.level == "error" and "The run can be continued from step 10." in view.message.text()
    qtbot.waitUntil(lambda: buttons(page) == ["folder", "delete", "resume"], timeout=bench.wait)


def test_that_the_end_that_was_seen_outlives_a_history_that_arrives_late(
    qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any
) -> None:
    bench.use("killed")
    folder = bench.run("20260103-new", "Third")
    bench.open(1)
    page.show_run(folder.id)
    page._header_buttons["resume"].click()
    view = page.view()
    assert view is not None
    qtbot.waitUntil(lambda: "SIGKILL" in view.message.text(), timeout=bench.wait)
    view._tell(events.Started(title="Third", pid=1))
    assert view.message.text() == ""
    qtbot.waitUntil(lambda: "SIGKILL" in view.message.text(), timeout=bench.wait)


def test_that_a_run_that_broke_off_earlier_says_so(qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any) -> None:
    folder = bench.run(
        "20260103-old", "Old", events.Started(title="Old", pid=1), events.Checkpoint(step=5, path="checkpoints/step-000005", bytes=1)
    )
    bench.open(1)
    page.show_run(folder.id)
    view = page.view()
    assert view is not None
    qtbot.waitUntil(lambda: bool(view.message.text()), timeout=bench.wait)
    assert view.message.text() == "The engine is gone without having finished the run. The run can be continued from step 5."


def test_that_a_deleted_run_can_be_taken_back(qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any) -> None:
    folder = bench.finished()
    bench.open(1)
    page.show_run(folder.id)
    page._header_buttons["delete"].click()
    assert context.hub.current == "" and not folder.path.exists()
    assert page._banner.text() == "“Reviews, LoRA” was deleted. It is kept for 30 days."
    page._undelete()
    qtbot.waitUntil(lambda: len(context.hub.runs()) == 1, timeout=bench.wait)
    assert folder.result_file.exists()


def test_that_the_run_in_front_stays_when_the_window_is_made_again(
    qtbot: QtBot, context: AppContext, window: MainWindow, page: RunsPage, bench: Any
) -> None:
    folder = bench.finished()
    bench.open(1)
    page.show_run(folder.id)
    window.rebuild()
    again = window.current_page()
    assert isinstance(again, RunsPage) and again is not page
    qtbot.waitUntil(lambda: again.view() is not None, timeout=bench.wait)
    qtbot.waitUntil(lambda: "Ended at step 20" in again.view().log.text(), timeout=bench.wait)  # type: ignore[union-attr]
    assert again.heading()[0] == "Reviews, LoRA"


def test_that_the_model_can_be_asked(qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any) -> None:
    bench.use("predicts")
    folder = bench.finished()
    bench.open(1)
    page.show_run(folder.id)
    box = page.view().try_it  # type: ignore[union-attr]
    box.ask()
    assert box._state.text() == "Type a text first."
    qtbot.keyClicks(box._text, "It broke after two days.")
    qtbot.keyClick(box._text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(box._bars.rows()), timeout=bench.wait)
    assert box._label.text() == "negative"
    assert box._bars.rows() == [("negative", 0.91), ("neutral", 0.06), ("positive", 0.03)]


def test_that_a_mistake_while_asking_is_told(qtbot: QtBot, context: AppContext, page: RunsPage, bench: Any) -> None:
    bench.use("user")
    folder = bench.finished()
    bench.open(1)
    page.show_run(folder.id)
    box = page.view().try_it  # type: ignore[union-attr]
    box._text.setPlainText("It broke.")
    box.ask()
    qtbot.waitUntil(lambda: box._banner.text() == "There is no run x. Look again.", timeout=bench.wait)
    assert box._button.isEnabled()


def test_that_a_cell_of_the_confusion_matrix_says_what_it_means(qtbot: QtBot) -> None:
    matrix = ConfusionMatrix("matrix")
    qtbot.addWidget(matrix)
    matrix.resize(400, 200)
    matrix.show_counts(LABELS, CONFUSION)
    left, top, width, height = matrix._sizes()
    text = matrix.cell_text(left + 1.5 * width, top + 0.5 * height)
    assert text == "8 of 80 rows that are negative were taken for neutral (10.0 %)"
    assert matrix.cell_text(0, 0) == ""
    assert "217 of 240 rows lie on the diagonal" in matrix.accessibleName()


def test_that_the_interval_of_an_accuracy_is_wilsons() -> None:
    assert interval(0.94, 240) == pytest.approx(0.0305, abs=5e-4)
    assert interval(1.0, 10) > 0.1
