"""A job file given to the window: by the command line, a file manager or a drop."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from engine.api import load_job, samples
from engine.launch import engine_environment, window_command
from workbench.app import JobOpener
from workbench.context import AppContext
from workbench.draft import Draft
from workbench.main_window import MainWindow


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"training": {"epochs": 7, "batch_size": 4}, "method": {"type": "lora", "rank": 3}, "watch": {"every": 5, "tokens": ["good"]}},
        {"data": {"validation": 0.3, "test": 0.2, "encoding": "utf-8", "delimiter": ","}, "hardware": {"device": "cpu", "threads": 1}},
        {"task": {"type": "causal-lm"}, "model": {"new": {"layers": 2, "hidden": 64, "heads": 2}}, "data": {"columns": {"text": "text"}}},
    ],
)
def test_that_a_draft_makes_the_job_that_it_was_made_of(settings: dict[str, Any], job_file: Callable[..., Path]) -> None:
    if "new" in settings.get("model", {}):
        settings = {**settings, "model": {"base": "", **settings["model"]}}
    file = job_file(**settings)
    file.write_text("seed = 5\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    job, draft = load_job(file), Draft()
    draft.take_job(job)
    made = draft.job()
    assert made.model_dump(exclude={"model"}) == job.model_dump(exclude={"model"})
    assert made.model.new == job.model.new
    assert made.model.new is not None or made.model.base == job.model.base
    again = Draft()
    again.restore(draft.saved())
    assert again.job() == made


def test_that_a_job_file_is_shown_on_the_train_page(window: MainWindow, context: AppContext, qapp: QApplication) -> None:
    window.go("train")
    window.go("home")
    window.take_file(str(samples() / "reviews.toml"))
    assert window.current_page().name == "train"
    assert context.draft.source == str(samples() / "reviews_en.csv")
    title, batch = (window.current_page().findChild(QLineEdit, name) for name in ("train.title", "train.training.batch_size"))
    assert title is not None
    assert title.text() == "Sample reviews, LoRA"
    assert batch is None or batch.text() == "16"
    assert window.current_page()._forms["training"].values()["max_length"] == 128  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (None, "There is no job file"),
        ("[data\n", "not valid TOML"),
        ("\x00\xff", "not valid TOML"),
        ("[data]\ntrain = 'a.csv'\n[task]\ntype = 'text-clasification'\n[method]\ntype = 'lora'\n", "Did you mean text-classification?"),
        ("name = 'something else'\n", "there is no such key"),
    ],
)
def test_that_a_file_that_is_no_job_is_told_and_changes_nothing(
    text: str | None, part: str, window: MainWindow, context: AppContext, tmp_path: Path
) -> None:
    file = tmp_path / "job.toml"
    if text is not None:
        file.write_text(text, encoding="latin-1")
    before, page = context.draft.saved(), window.current_page()
    context.open_job(str(file))
    assert part in window.notices.texts()[0]
    assert context.draft.saved() == before
    assert window.current_page() is page


def test_that_a_file_of_the_systems_file_manager_is_opened(window: MainWindow, context: AppContext, qapp: QApplication) -> None:
    opener = JobOpener(context)
    assert opener.eventFilter(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(samples() / "reviews.toml"))))
    assert context.draft.title == "Sample reviews, LoRA"
    assert not opener.eventFilter(qapp, QEvent(QEvent.Type.User))


OPENED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workbench import main_window
def look(self):
    print(self.current_page().name, self.context.draft.title, *self.notices.texts(), sep="|", flush=True)
    QTimer.singleShot(0, self.close)
main_window.MainWindow.show = look
QApplication.exec = lambda *_: 0
from workbench.__main__ import main
sys.argv = ["tunebench", sys.argv[1]]
status = main()
sys.stdout.flush()
import os
os._exit(status)
"""


@pytest.mark.parametrize(
    ("name", "part"), [("reviews.toml", "train|Sample reviews, LoRA|"), ("missing.toml", "home||There is no job file")]
)
def test_that_the_program_takes_a_job_file(name: str, part: str, own_home: Path) -> None:
    command = [window_command()[0], "-c", OPENED, str(samples() / name)]
    environment = {**engine_environment(), "QT_QPA_PLATFORM": "offscreen", "TUNEBENCH_LANGUAGE": "en", "LANG": "C.UTF-8"}
    done = subprocess.run(command, check=False, env=environment, capture_output=True, encoding="utf-8", timeout=60, cwd=os.curdir)
    assert part in done.stdout, done.stderr
    assert done.returncode == 0


def test_that_the_windows_program_looks_at_itself(tmp_path: Path) -> None:
    from workbench.pages import discover_pages
    from workbench.self_check import look, main

    assert main([]) == 2
    found = look()
    assert found["pages"] == [page.name for page in discover_pages()]
    assert {"svg", "png", "jpeg"} <= set(found["images"])
    assert {"tokens", "attention"} <= set(found["views"])
    assert found["translated"]
    assert found["platforms"]["offscreen"] == ""
