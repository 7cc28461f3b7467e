"""The Export page over real run folders and the stand-in engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.pages.export import ExportPage


@pytest.fixture
def page(qtbot: QtBot, context: AppContext, window: MainWindow, bench: Any) -> ExportPage:
    bench.finished()
    context.hub.current = "20260101-done"
    bench.open(1)
    window.go("export")
    found = window.current_page()
    assert isinstance(found, ExportPage)
    return found


def test_that_without_a_model_the_page_teaches_the_next_step(qtbot: QtBot, context: AppContext, window: MainWindow) -> None:
    context.hub.open()
    window.go("export")
    page = window.current_page()
    assert isinstance(page, ExportPage)
    assert page._empty.isVisible() and not page._columns.isVisible()
    with qtbot.waitSignal(context.navigate) as went:
        page._to_runs()
    assert went.args == ["runs"]


def test_that_run_format_and_a_free_folder_are_chosen_for_the_user(page: ExportPage, own_home: Path) -> None:
    assert page._runs.currentData() == "20260101-done"
    assert page.format() == "merged"
    assert page.folder() == own_home / "exports" / "20260101-done-merged"
    page.folder().mkdir(parents=True)
    assert page.folder() == own_home / "exports" / "20260101-done-merged-2"
    page._folder_chosen(str(own_home))
    assert page.folder() == own_home / "20260101-done-merged"


def test_that_a_format_that_does_not_fit_says_why(qtbot: QtBot, context: AppContext, page: ExportPage, bench: Any) -> None:
    assert page._formats["adapter"].isEnabled()
    record = context.hub.record("20260101-done")
    assert record is not None
    job = record.path / "job.toml"
    job.write_text(job.read_text(encoding="utf-8").replace("lora", "full"), encoding="utf-8")
    context.hub.refresh()
    qtbot.waitUntil(lambda: context.hub.runs()[0].method == "full", timeout=bench.wait)
    page._records = []
    page._show_runs()
    assert not page._formats["adapter"].isEnabled()
    assert page._why_not.text().startswith("This method saves a whole model")


def test_that_an_export_shows_where_it_lies_and_how_it_was_checked(
    qtbot: QtBot,
    context: AppContext,
    page: ExportPage,
    bench: Any,
) -> None:
    bench.use("exports")
    page._start.click()
    assert page._progress.isVisible() and not page._start.isEnabled()
    qtbot.waitUntil(page._exported.isVisible, timeout=bench.wait)
    assert not page._progress.isVisible() and page._start.isEnabled()
    card = page._exported
    assert card._checked.text().startswith("Loaded again by transformers: 240 of 240 rows gave the same first choice")
    assert card._size.text() == "90.9 MB in 2 files: config.json, model.safetensors"
    card._copy()
    assert QGuiApplication.clipboard().text().startswith("from transformers import pipeline")


def test_that_a_failed_export_says_why_with_a_remedy(
    qtbot: QtBot,
    page: ExportPage,
    bench: Any,
) -> None:
    bench.use("user")
    page._start.click()
    qtbot.waitUntil(lambda: page._banner.text() == "There is no run x. Look again.", timeout=bench.wait)
    bench.use("raises")
    page._start.click()
    qtbot.waitUntil(lambda: page._banner.text().startswith("The engine made a mistake"), timeout=bench.wait)
    page._copy_details()
    assert QGuiApplication.clipboard().text().endswith("RuntimeError: a mistake of ours")


def test_that_an_export_can_be_cancelled(
    qtbot: QtBot,
    context: AppContext,
    page: ExportPage,
    bench: Any,
) -> None:
    bench.use("hangs")
    page._start.click()
    page._progress.cancelled.emit()
    assert page._start.isEnabled() and not context.hub.tools.running("export")
    assert page._banner.text() == "The export was cancelled; nothing was kept."
