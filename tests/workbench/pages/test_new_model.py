"""A model from nothing: the numbers follow the sliders, what can't be is mended by a click, and the draft carries it on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from engine.api import METHODS, TASKS, NewModelSpec, discover, new_facts
from workbench.context import AppContext
from workbench.fit import ModelFit
from workbench.main_window import MainWindow
from workbench.model_view import presets
from workbench.model_view.forecast import batch_of, forecast
from workbench.pages.model import ModelPage
from workbench.pages.train import TrainPage
from workbench.services import language
from workbench.services.language import short_number
from workbench.widgets.banner import Banner

WAIT = 20_000


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ModelPage:
    window.go("model")
    found = window.current_page()
    assert isinstance(found, ModelPage)
    qtbot.waitUntil(lambda: found.context.fit.family == "encoder", timeout=WAIT)
    return found


@pytest.fixture
def new(page: ModelPage, qtbot: QtBot) -> ModelPage:
    _press(qtbot, page, "model.way.new")
    return page


def _press(qtbot: QtBot, page: ModelPage | TrainPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _parameters(page: ModelPage) -> str:
    return page.new.figures.stats["parameters"].accessibleName()


def test_that_a_slider_changes_the_counts_at_once(new: ModelPage, context: AppContext) -> None:
    assert _parameters(new) == "Parameters: 6.9 M 2.1 M embeddings\n4.8 M blocks"
    memory = new.new.figures.stats["memory"].value()
    slider = new.new.sliders["layers"].slider
    slider.setValue(slider.value() + 6)
    assert new.new.sliders["layers"].value() == 12
    assert _parameters(new) == "Parameters: 11.7 M 2.1 M embeddings\n9.6 M blocks"
    assert new.new.figures.stats["memory"].value() != memory
    assert new.new.figures.stats["disk"].value() == "46.9 MB"
    assert context.draft.new is not None
    assert context.draft.new["layers"] == 12


def test_that_the_time_to_a_first_sample_comes_from_the_machines_speed(qtbot: QtBot, new: ModelPage) -> None:
    stat = new.new.figures.stats["time"]
    qtbot.waitUntil(lambda: stat.value() != "…", timeout=WAIT)
    new.new._speed_found(1e12, True)
    quick = stat.value()
    new.new._speed_found(1e9, True)
    assert stat.value() != quick
    assert "as fast as your last runs" in stat.accessibleName()


def test_that_heads_that_do_not_divide_the_width_are_mended_by_one_click(qtbot: QtBot, new: ModelPage, context: AppContext) -> None:
    heads = new.new.sliders["heads"]
    heads.box.setValue(7)
    banner = new.findChild(Banner, "model.new.problem")
    assert banner is not None
    assert banner.text() == "A width of 256 can't be divided evenly among 7 heads."
    assert new.new.figures.stats["parameters"].value() == "—"
    assert heads.box.property("problem") is True
    action = new.findChild(QPushButton, "model.new.problem.action")
    assert action is not None
    assert action.text() == "Take 8 heads"
    _press(qtbot, new, "model.new.problem.action")
    assert (heads.value(), banner.isVisible(), heads.box.property("problem")) == (8, False, False)
    assert context.draft.new is not None
    assert context.draft.new["heads"] == 8


def test_that_no_slider_leads_to_a_model_that_cannot_be(new: ModelPage) -> None:
    hidden, heads = new.new.sliders["hidden"], new.new.sliders["heads"]
    for slider, other in ((hidden, heads), (heads, hidden)):
        for place in range(slider.slider.maximum() + 1):
            slider.slider.setValue(place)
            assert new.new._problem.text() == "", (slider.value(), other.value())


def test_that_key_value_heads_that_cannot_be_shared_are_mended(qtbot: QtBot, new: ModelPage, context: AppContext) -> None:
    values = {**new.new.values(), "key_value_heads": 3}
    context.draft.new = values
    assert new.new._problem.text() == "8 heads can't share 3 key-value heads evenly."
    _press(qtbot, new, "model.new.problem.action")
    assert new.new._problem.text() == ""
    assert "key_value_heads" not in new.new.values()


def test_that_every_preset_of_every_family_can_be_made_and_sizes_grow() -> None:
    for family in presets.FAMILIES:
        counts = [new_facts(NewModelSpec(family=family, **presets.preset(family, size))).parameters for size in presets.SIZES]
        assert counts == sorted(counts)
        for size in presets.SIZES:
            found = forecast({"family": family, **presets.preset(family, size)}, {})
            assert found.embeddings + found.blocks == found.parameters
            assert 0 < found.embeddings < found.parameters


def test_that_another_family_keeps_the_size_and_the_arrows_go_from_stop_to_stop(qtbot: QtBot, new: ModelPage) -> None:
    _press(qtbot, new, "model.new.size.tiny")
    _press(qtbot, new, "model.new.family.encoder")
    assert presets.size_of(new.new.values()) == "tiny"
    assert new.new.values()["family"] == "encoder"
    box = new.new.sliders["vocabulary"].box
    box.stepUp()
    assert box.value() == 6144
    box.setValue(7000)
    box.stepDown()
    assert box.value() == 6144
    box.setValue(131_072)
    box.stepUp()
    assert 131_072 <= box.value() <= 262_144


def test_that_the_draft_starts_from_nothing_until_a_base_is_chosen(qtbot: QtBot, new: ModelPage, context: AppContext) -> None:
    draft = context.draft
    table = draft.table()
    assert "base" not in table["model"]
    assert table["model"]["new"]["family"] == "decoder"
    assert draft.job().model.new == NewModelSpec(**presets.preset("decoder", "small"))
    assert table["method"]["type"] == "full"
    _press(qtbot, new, "model.way.base")
    assert (draft.new, draft.method, draft.table()["model"]["base"]) == (None, "lora", "starter:encoder")
    _press(qtbot, new, "model.way.new")
    _press(qtbot, new, "model.way.base")
    new._choose("starter:encoder")
    assert draft.new is None
    draft.new = {"family": "encoder"}
    draft.base = "/some/folder"
    assert draft.new is None


def test_that_a_new_model_is_there_at_the_next_start_unless_it_is_damaged(context: AppContext) -> None:
    context.draft.new = {"family": "encoder", "layers": 2}
    saved = context.draft.saved()
    context.draft.take_sample()
    assert context.draft.new is None
    context.draft.restore(saved)
    assert context.draft.new == {"family": "encoder", "layers": 2}
    context.draft.take_sample()
    context.draft.restore({**saved, "new": {"layers": "many"}})
    assert context.draft.new is None


def test_that_train_names_the_new_model_and_offers_what_it_can_learn(qtbot: QtBot, new: ModelPage, window: MainWindow) -> None:
    window.go("train")
    train = window.current_page()
    assert isinstance(train, TrainPage)
    assert train._model.text() == "New decoder, 6.9 M parameters"
    assert train._fit.text().endswith("It usually learns from running text first: Causal language modelling.")
    _press(qtbot, train, "train.task.problem.action")
    assert train.context.draft.task == "causal-lm"
    assert "usually learns" not in train._fit.text()


def test_that_a_task_of_another_family_is_said_with_a_remedy(qtbot: QtBot, new: ModelPage, window: MainWindow) -> None:
    window.go("train")
    train = window.current_page()
    assert isinstance(train, TrainPage)
    train._task.setCurrentIndex(train._task.findData("translation"))
    train._task.activated.emit(train._task.currentIndex())
    said = "Translation needs a model of the family encoder-decoder, and the chosen one is of the family decoder."
    assert train._fit.text().startswith(said)
    _press(qtbot, train, "train.task.problem.action")
    assert train.context.fit.problem() == ""


def test_that_a_model_of_another_family_brings_a_task_that_it_can_do(qtbot: QtBot, new: ModelPage, context: AppContext) -> None:
    context.draft.task = "causal-lm"
    _press(qtbot, new, "model.new.family.encoder-decoder")
    assert context.draft.task == "text-classification"
    assert context.fit.note == "The chosen model can't do Causal language modelling, so the task is now Text classification."
    assert new._fit_note.text() == context.fit.note
    context.draft.task = "translation"
    assert context.fit.note == ""


def test_that_nothing_is_said_of_a_model_that_cannot_be_read(qtbot: QtBot, context: AppContext, tmp_path: Path) -> None:
    fit = ModelFit(context.draft)
    fit.look()
    qtbot.waitUntil(lambda: fit.family == "encoder", timeout=WAIT)
    context.draft.task = "causal-lm"
    assert fit.problem()
    context.draft.base = str(tmp_path)
    qtbot.waitUntil(lambda: fit.family == "", timeout=WAIT)
    assert fit.problem() == ""
    assert context.draft.task == "causal-lm"
    fit.close()
    fit.deleteLater()


def test_that_every_task_and_method_of_the_plug_ins_can_be_asked_for_its_fit(context: AppContext) -> None:
    for family in presets.FAMILIES:
        context.fit.family = family
        assert context.fit.fitting_task()
        assert context.fit.first_corpus_task()
        for task in discover(TASKS):
            context.draft.task = task
            assert bool(context.fit.problem()) == (family not in discover(TASKS)[task].families)
    assert "full" in discover(METHODS)


def test_that_batches_are_the_trainings_within_the_context() -> None:
    assert batch_of({}, 128) == (16, 16, 128)
    assert batch_of({"batch_size": 32, "micro_batch_size": 8, "max_length": 64}, 512) == (32, 8, 64)


@pytest.fixture
def chinese(qapp: QApplication, context: AppContext) -> Iterator[None]:
    context.settings.language = "zh"
    language.install(qapp, "zh")
    yield
    language.install(qapp, "en")


@pytest.mark.parametrize("width", [960, 1280])
def test_that_the_new_model_fits_narrow_and_chinese_windows(
    qtbot: QtBot, chinese: None, window: MainWindow, context: AppContext, qapp: QApplication, width: int
) -> None:
    window.resize(width, 720)
    window.go("model")
    page = window.current_page()
    assert isinstance(page, ModelPage)
    _press(qtbot, page, "model.way.new")
    for family in presets.FAMILIES:
        _press(qtbot, page, f"model.new.family.{family}")
        qapp.processEvents()
        scroll = page.findChild(QScrollArea, "page.model.scroll")
        assert scroll is not None
        assert scroll.horizontalScrollBar().maximum() == 0
        assert not window.grab().isNull()
        drawing = page.new._drawing
        assert short_number(8192) and drawing.accessibleName()
        for name in presets.NAMES:
            label = page.new.sliders[name].label
            assert label.width() >= label.sizeHint().width()


def test_that_every_control_of_a_new_model_is_named_and_explained(new: ModelPage, qapp: QApplication) -> None:
    from tests.workbench.pages.test_every_page import controls

    found = controls(new.new)
    assert len(found) > 12
    unnamed = [widget for widget in found if not (widget.objectName() and widget.accessibleName() and widget.toolTip())]
    assert not unnamed
    names = [widget.objectName() for widget in found]
    assert len(names) == len(set(names))
