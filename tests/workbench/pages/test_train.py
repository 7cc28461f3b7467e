"""The Train page: the plan follows the form, and what can't be used is said by name and at its field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.pages.train import TrainPage

WAIT = 60_000  # ms; the plan comes from the real engine


@pytest.fixture
def page(window: MainWindow, context: AppContext) -> TrainPage:
    context.hub.root.mkdir(parents=True, exist_ok=True)
    window.go("train")
    found = window.current_page()
    assert isinstance(found, TrainPage)
    return found


def trained(page: TrainPage) -> str:
    return page._plan._numbers._trained.value()


def test_that_the_plan_follows_method_length_and_batch_size(qtbot: QtBot, page: TrainPage) -> None:
    numbers = page._plan._numbers
    qtbot.waitUntil(lambda: trained(page) == "112 k", timeout=WAIT)
    method = page.findChild(QComboBox, "train.method")
    method.setCurrentIndex(method.findData("full"))
    method.activated.emit(method.currentIndex())
    qtbot.waitUntil(lambda: trained(page) == "22.7 M", timeout=WAIT)
    assert numbers._trained.accessibleName() == "Trained weights: 22.7 M 100.0 % of 22.7 M"
    steps = numbers._time.accessibleName()
    page.findChild(QSpinBox, "train.training.batch_size").setValue(4)
    page.findChild(QSpinBox, "train.training.max_length").setValue(16)
    assert numbers._aside.text() == "" and not page._plan.busy.isVisible()
    qtbot.waitUntil(lambda: numbers._time.accessibleName() != steps, timeout=WAIT)
    assert "longer than 16 tokens" in page._plan._lengths._note.text()


def test_that_a_second_look_moves_nothing(qtbot: QtBot, page: TrainPage) -> None:
    qtbot.waitUntil(lambda: trained(page) == "112 k", timeout=WAIT)
    top = page._plan._numbers.y()
    page._ask_plan()
    assert page._plan._numbers._aside.text() == "looking again…"
    assert not page._plan.busy.isVisible() and page._plan._numbers.y() == top
    page._cancel_plan()
    assert page._plan._numbers._aside.text() == ""


def test_that_start_names_every_field_that_cannot_be_used_and_goes_to_the_first(
    qtbot: QtBot, window: MainWindow, context: AppContext, page: TrainPage
) -> None:
    window.activateWindow()
    rate, limit = page.findChild(QLineEdit, "train.training.learning_rate"), page.findChild(QLineEdit, "train.training.max_steps")
    rate.clear()
    qtbot.keyClicks(rate, "much")
    limit.clear()
    limit.setText("-3")
    limit.textEdited.emit("-3")
    qtbot.mouseClick(page._start, Qt.MouseButton.LeftButton)
    assert page._problem.text().splitlines() == [
        "Learning rate: This is not a number; write 0.0002 or 2e-4.",
        "Step limit: The least is 1.",
    ]
    qtbot.waitUntil(rate.hasFocus, timeout=WAIT)
    assert not rate.visibleRegion().isEmpty()
    assert context.hub.running() == []


def test_that_a_start_that_fails_leaves_the_title_as_it_was(
    qtbot: QtBot, context: AppContext, page: TrainPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    (context.hub.root / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(context.hub, "root", context.hub.root / "file")
    qtbot.mouseClick(page._start, Qt.MouseButton.LeftButton)
    assert "can't be written" in page._problem.text()
    assert page.findChild(QLineEdit, "train.title").text() == ""
