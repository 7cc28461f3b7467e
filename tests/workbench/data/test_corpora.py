"""The Data page with a task that learns from running text: no label, no complaint about one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.pages.data import DataPage

WAIT = 30_000
TEXTS = ["从前有一座山, 山里有一座庙.", "Once upon a time there was a mountain.", "And on it stood a temple."] * 8


def _checked(qtbot: QtBot, context: AppContext, path: Path) -> None:
    context.draft.source = str(path)
    now = context.reader
    qtbot.waitUntil(lambda: now.now.path == str(path) and now.now.report is not None, timeout=WAIT)


@pytest.fixture
def page(window: MainWindow, context: AppContext) -> DataPage:
    context.draft.source = ""
    context.draft.task = "causal-lm"
    window.go("data")
    found = window.current_page()
    assert isinstance(found, DataPage)
    return found


def _files(folder: Path) -> list[Path]:
    (folder / "texts" / "zh").mkdir(parents=True)
    (folder / "texts" / "a.txt").write_text(TEXTS[1], encoding="utf-8")
    (folder / "texts" / "zh" / "b.txt").write_text(TEXTS[0], encoding="utf-8")
    (folder / "plain.txt").write_text("\n".join(TEXTS), encoding="utf-8")
    (folder / "rows.jsonl").write_text("\n".join(json.dumps({"text": text, "id": 1}) for text in TEXTS), encoding="utf-8")
    return [folder / "texts", folder / "plain.txt", folder / "rows.jsonl"]


@pytest.mark.parametrize("place", [0, 1, 2], ids=["folder", "txt", "jsonl"])
def test_that_texts_without_labels_are_taken(qtbot: QtBot, context: AppContext, page: DataPage, tmp_path: Path, place: int) -> None:
    assert page.heading()[1] == "Open texts to learn from: a text file, a folder, or a table with a column of texts."
    assert "folder of texts" in page._about_files.text()
    _checked(qtbot, context, _files(tmp_path)[place])
    assert list(context.draft.columns) == ["text"]
    report = context.reader.now.report
    assert report is not None
    assert report.usable > 0 and not report.errors
    assert not [finding.code for finding in report.findings if "label" in finding.code or "class" in finding.code]
    assert not page._labels.isVisible()
    assert page._split._numbers.text() == "About 10.0 % of the text is kept back, in whole lines or paragraphs."
    assert "rows can be used" not in " ".join(label.text() for label in page._findings.findChildren(QLabel))
    assert page._continue.isEnabled()
    assert list(page._columns._boxes) == ["text"]


def test_that_another_task_brings_its_own_roles_to_the_page(
    qtbot: QtBot, context: AppContext, window: MainWindow, page: DataPage, tmp_path: Path
) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text("source,target,label\n" + "".join(f"text {row},文本 {row},{row % 2}\n" for row in range(30)), encoding="utf-8")
    context.draft.task = "text-classification"
    _checked(qtbot, context, file)
    assert context.draft.columns["label"] == "label"
    assert page._labels.isVisible()
    context.draft.task = "translation"
    assert context.draft.columns == {"source": "source", "target": "target"}
    assert list(page._columns._boxes) == ["source", "target"]
    assert [role.name for role in page._view.header._roles] == ["source", "target"]
    qtbot.waitUntil(lambda: not page._check_soon.isActive() and context.reader.now.report is not None, timeout=WAIT)
    assert context.reader.now.report is not None
    assert not context.reader.now.report.labels
    assert context.draft.table()["data"]["columns"] == {"source": "source", "target": "target"}


def test_that_a_job_takes_along_only_the_columns_of_its_task(context: AppContext) -> None:
    context.draft.columns = {"text": "review", "label": "sentiment"}
    context.draft.task = "masked-lm"
    assert context.draft.table()["data"]["columns"] == {"text": "review"}
