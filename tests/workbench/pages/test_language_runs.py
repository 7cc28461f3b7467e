"""Runs of models that write, fill in and compare: their numbers, what they write while they learn, and how they are tried."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.api import RunFolder, events, say
from workbench.bridge.jobs import LiveJob
from workbench.bridge.records import RunRecord, is_better, monitored, read_record
from workbench.item_models.runs import BEST, TITLE, RunsModel, SortedRuns
from workbench.main_window import MainWindow
from workbench.pages.runs import RunsPage
from workbench.run_view.generated import GeneratedCard
from workbench.run_view.numbers import StatsCard
from workbench.run_view.texts import RunTexts
from workbench.run_view.try_it import TryIt
from workbench.run_view.view import RunView, asked_for
from workbench.run_view.write_it import WriteIt

JOB = """title = "Tales"
data = {{ train = "tales.txt" }}
model = {{ new = {{ family = "{family}", layers = 2 }} }}
task = {{ type = "{task}" }}
method = {{ type = "full" }}
"""


def _run(bench: Any, task: str, family: str) -> RunFolder:
    """A finished run of a language task."""
    told: list[events.Event] = [events.Started(title="Tales", pid=1)]
    for step, loss in ((10, 5.0), (20, 3.2), (30, 3.3)):
        told.append(events.Metrics(step=step, epoch=step / 30, split="train", values={"loss": loss}))
        values = {"loss": loss, "perplexity": 2.718281828**loss, "accuracy": 0.31, "tokens": 8000.0}
        told.append(events.Metrics(step=step, epoch=step / 30, split="validation", values=values))
        told.append(events.Generated(step=step, prompt="Once", text=f"upon a step {step}"))
    told.append(events.Finished(status="completed", step=30, seconds=9.0))
    folder: RunFolder = bench.run("20260101-tales", "Tales", *told)
    folder.job_file.write_text(JOB.format(family=family, task=task), encoding="utf-8")
    result = {
        "status": "completed",
        "seconds": 9.0,
        "step": 30,
        "best": {"step": 20, "metric": "loss", "value": 3.2},
        "final": {"validation": {"loss": 3.2, "perplexity": 24.53, "accuracy": 0.33, "rows": 120}, "test": None},
        "validation_rows": 120,
        "sentence": say("The perplexity fell to {after}.", after=24.5).model_dump(mode="json"),
    }
    folder.result_file.write_text(json.dumps(result), encoding="utf-8")
    folder.model.mkdir()
    (folder.model / "tunebench.json").write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture
def page(window: MainWindow) -> RunsPage:
    window.go("runs")
    found = window.current_page()
    assert isinstance(found, RunsPage)
    return found


def _view(qtbot: QtBot, page: RunsPage, bench: Any, task: str, family: str) -> RunView:
    folder = _run(bench, task, family)
    bench.open(1)
    page.show_run(folder.id)
    view = page.view()
    assert view is not None
    qtbot.waitUntil(lambda: view.result.sentence() == "The perplexity fell to 24.5.", timeout=bench.wait)
    return view


def test_that_a_language_model_is_measured_by_perplexity(qtbot: QtBot, page: RunsPage, bench: Any) -> None:
    view = _view(qtbot, page, bench, "causal-lm", "decoder")
    assert view.stats.shown_stats() == ["perplexity", "accuracy", "loss", "speed", "memory", "time"]
    assert view.stats._stats["perplexity"].value() == "24.5"
    assert view.stats._stats["accuracy"].accessibleName().startswith("Tokens guessed right: 33.0 %")
    assert "±" not in view.stats._stats["accuracy"].accessibleName()
    assert sorted(view.figures.quality) == ["accuracy", "perplexity"]
    assert len(view.figures.quality["perplexity"].points("validation")[0]) == 3
    record = page._hub.record("20260101-tales")
    assert record is not None
    assert (record.best, record.family, record.base) == (("loss", 3.2), "decoder", "")
    assert view.generated.texts() == ["upon a step 10", "upon a step 20", "upon a step 30"]
    assert view.write_it.isVisible() and not view.try_it.isVisible()
    model = page._table.model()
    assert model.index(0, BEST).data() == "loss 3.200"
    assert "New decoder" in model.index(0, TITLE).data(Qt.ItemDataRole.ToolTipRole)


def test_that_another_run_has_only_its_own_curves(qtbot: QtBot, page: RunsPage, bench: Any) -> None:
    view = _view(qtbot, page, bench, "causal-lm", "decoder")
    view.show_run("20260101-tales")
    assert view.figures.quality == {}
    assert view.stats.shown_stats() == ["loss", "speed", "memory", "time"]
    assert not view.generated.isVisible()


def test_that_the_least_loss_is_the_best_on_the_way(qtbot: QtBot) -> None:
    card = StatsCard()
    qtbot.addWidget(card)
    card.show_time(True, 20.0)
    for step, value in ((1, 90.0), (2, 40.0), (3, 50.0)):
        card.add([events.Metrics(step=step, epoch=1, split="validation", values={"loss": value / 10, "perplexity": value})])
    assert card._stats["perplexity"].accessibleName().endswith("best 40.0 at step 2")
    card.clear()
    values = {"loss": 2.0, "perplexity": 7.4, "bleu": 21.4, "chrf": 44.0}
    card.add([events.Metrics(step=3, epoch=1, split="validation", values=values)])
    assert card.shown_stats()[:4] == ["bleu", "chrf", "perplexity", "loss"]
    assert card._stats["bleu"].value() == "21.4"


def test_that_best_means_what_the_task_watches() -> None:
    assert (monitored("causal-lm"), monitored("text-classification"), monitored("unheard-of")) == ("loss", "accuracy", "accuracy")
    assert is_better("loss", 1.0, 2.0) and is_better("accuracy", 2.0, 1.0)
    job = LiveJob(monitor="loss")
    for step, loss in ((1, 3.0), (2, 2.0), (3, 2.5)):
        job.add([events.Metrics(step=step, epoch=1, split="validation", values={"loss": loss, "accuracy": 0.1})])
    assert job.best == ("loss", 2.0)


def test_that_the_smallest_loss_is_sorted_first_and_shares_before_losses(bench: Any) -> None:
    bests = {"a": ("loss", 3.0), "b": ("loss", 2.0), "c": ("accuracy", 0.9), "d": None, "e": ("loss", float("nan"))}
    model = RunsModel()
    model.show_records([RunRecord(name, bench.context.hub.root, name, "completed", best=best) for name, best in bests.items()])
    table = SortedRuns(model)
    table.sort_by(BEST)
    assert [table.index(row, TITLE).data() for row in range(3)] == ["c", "b", "a"]


def test_that_a_run_that_is_read_from_disk_falls_back_on_its_tasks_metric(bench: Any) -> None:
    folder = _run(bench, "causal-lm", "decoder")
    folder.result_file.unlink()
    assert read_record(folder).best == ("loss", 3.3)


def test_that_earlier_texts_can_be_looked_at_while_new_ones_arrive(qtbot: QtBot) -> None:
    card = GeneratedCard()
    qtbot.addWidget(card)
    told = [SimpleNamespace(kind="generated", step=step, prompt="从前", text=f"text {step}") for step in (10, 20, 30)]
    card.add([SimpleNamespace(kind="phase"), told[0]])  # type: ignore[list-item]
    assert (card._text.text(), card._prompt.text(), card._row.isHidden()) == ("text 10", "从前", True)
    card.add([told[1]])  # type: ignore[list-item]
    assert card._text.text() == "text 20"
    card._back.click()
    card.add([told[2]])  # type: ignore[list-item]
    assert (card._text.text(), card._step.text()) == ("text 10", "step 10")
    card._on.click()
    card._on.click()
    assert card._text.text() == "text 30" and not card._on.isEnabled()
    card.add([told[1]])  # type: ignore[list-item]
    assert card.texts() == ["text 10", "text 20"]


def test_that_a_model_that_writes_is_tried_with_a_prompt(qtbot: QtBot, page: RunsPage, bench: Any) -> None:
    bench.use("writes")
    box = _view(qtbot, page, bench, "instruction", "decoder").write_it
    box.generate()
    assert box._state.text() == "Type a prompt first."
    qtbot.keyClicks(box._prompt, "Once upon")
    qtbot.keyClick(box._prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert box._stop.isEnabled() and not box._generate.isEnabled()
    qtbot.waitUntil(lambda: "tokens in" in box._state.text(), timeout=bench.wait)
    assert box._text.text() == "Once upon seed 0 greedy False "
    assert box._state.text() == "4 tokens in 0.5 s, 8.0 a second. The model ended the text."
    assert box._generate.isEnabled() and not box._stop.isEnabled()
    button = box.findChild(QPushButton, "runs.write.copy")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == box._text.text()


def test_that_the_settings_of_writing_go_along(bench: Any, qtbot: QtBot) -> None:
    box = WriteIt(bench.context)
    qtbot.addWidget(box)
    wish = box._form.values()
    assert wish == {
        "temperature": 0.8,
        "top_p": 0.95,
        "top_k": 50,
        "repetition_penalty": 1.1,
        "max_new_tokens": 128,
        "seed": 0,
        "greedy": False,
    }
    box.set_run("/run")
    box._prompt.setPlainText("a")
    box._form._rows["temperature"].editor.widget.setText("hot")  # type: ignore[attr-defined]
    box.generate()
    assert box._number == 0
    assert box._form._rows["temperature"].problem().startswith("This is not a number")
    box.set_run("")


def test_that_a_text_is_stopped_by_a_click_and_its_model_can_be_asked_again(qtbot: QtBot, page: RunsPage, bench: Any) -> None:
    bench.use("writes")
    box = _view(qtbot, page, bench, "causal-lm", "decoder").write_it
    box._prompt.setPlainText("for ever")
    box.generate()
    qtbot.waitUntil(lambda: box._text.text().startswith("on on"), timeout=bench.wait)
    qtbot.mouseClick(box._stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Stopped by you." in box._state.text(), timeout=bench.wait)
    box._prompt.setPlainText("too long")
    box.generate()
    qtbot.waitUntil(lambda: box._banner.text() == "The prompt has 9000 tokens. Shorten it.", timeout=bench.wait)
    assert box._generate.isEnabled()
    box._prompt.setPlainText("again")
    box.generate()
    qtbot.waitUntil(lambda: box._text.text().startswith("again"), timeout=bench.wait)


def test_that_a_writer_that_dies_is_told(qtbot: QtBot, page: RunsPage, bench: Any) -> None:
    bench.use("raises")
    box = _view(qtbot, page, bench, "causal-lm", "decoder").write_it
    box._prompt.setPlainText("a")
    box.generate()
    qtbot.waitUntil(lambda: "ended with status 1" in box._banner.text(), timeout=bench.wait)
    assert box._generate.isEnabled()


def test_that_words_are_found_for_a_mask(qtbot: QtBot, page: RunsPage, bench: Any) -> None:
    bench.use("fills")
    box = _view(qtbot, page, bench, "masked-lm", "encoder").try_it
    assert box.isVisible()
    qtbot.keyClicks(box._text, "The sky is ")
    box.ask()
    assert box._state.text() == "Put [MASK] into the text first."
    qtbot.mouseClick(box._mask, Qt.MouseButton.LeftButton)
    assert box._text.toPlainText() == "The sky is [MASK]"
    box.ask()
    qtbot.waitUntil(lambda: box._label.text() == "The sky is blue.", timeout=bench.wait)
    assert box._bars.rows() == [("blue", 0.8), ("grey", 0.1)]


def test_that_two_texts_are_compared(qtbot: QtBot, page: RunsPage, bench: Any) -> None:
    bench.use("likens")
    box = _view(qtbot, page, bench, "contrastive", "encoder").try_it
    box._text.setPlainText("one text")
    box.ask()
    assert box._state.text() == "Type two texts, each on a line of its own."
    box._text.setPlainText("one text\nanother")
    box.ask()
    qtbot.waitUntil(lambda: box._label.text() == "Likeness 0.873", timeout=bench.wait)
    assert box._bars.rows() == []
    box._text.setPlainText("one text\n\nanother\na third")
    box.ask()
    qtbot.waitUntil(lambda: box._label.text() == "The most alike: 0.873", timeout=bench.wait)
    assert [text for text, _ in box._bars.rows()] == ["another", "a third"]


def test_that_each_task_is_asked_in_its_way(bench: Any, qtbot: QtBot) -> None:
    tasks = ("text-classification", "causal-lm", "translation", "masked-lm", "contrastive", "unheard-of")
    assert [asked_for(task) for task in tasks] == ["labels", "text", "text", "fill", "similarity", "labels"]
    box = TryIt(bench.context)
    qtbot.addWidget(box)
    box.set_run("/a", "fill")
    assert not box._mask.isHidden()
    box.set_run("/b")
    assert box._mask.isHidden()
    box.set_run("")


def test_that_the_headline_says_how_far_reading_and_tokenizing_are_before_the_first_step(qapp: object) -> None:
    record = RunRecord(id="x", path=Path("x"), title="x", state="running")
    live, texts = LiveJob(), RunTexts()
    live.add([events.Phase(name="tokenizing", text=say("Tokenizing")), events.Progress(done=37, total=100, unit="percent")])
    assert "tokenizing 37" in texts.headline(record, live)
    live.add([events.Phase(name="tokenizer", text=say("Training")), events.Progress(done=12_300_000, total=0, unit="characters")])
    assert "12.3 M characters read" in texts.headline(record, live)
    live.add([events.Phase(name="loading", text=say("Loading"))])
    assert "37" not in texts.headline(record, live)
