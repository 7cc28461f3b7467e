"""Home, Model and Settings do what their buttons say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from engine.api import samples
from workbench.bridge.records import RunRecord
from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.pages.home import HomePage
from workbench.pages.model import ModelPage
from workbench.pages.settings import SettingsPage
from workbench.services.theme import tokens
from workbench.widgets.banner import Banner
from workbench.widgets.drop import DropArea


def _press(qtbot: QtBot, page: HomePage | ModelPage | SettingsPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _drop(area: DropArea, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    area.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))


@pytest.fixture
def went(context: AppContext) -> list[str]:
    pages: list[str] = []
    context.navigate.connect(pages.append)
    return pages


def test_that_the_sample_is_one_click_away(context: AppContext, went: list[str], qtbot: QtBot) -> None:
    page = HomePage(context)
    qtbot.addWidget(page)
    context.draft.source = "/somewhere/else.csv"
    context.draft.base = "some/base"
    _press(qtbot, page, "home.sample")
    assert (context.draft.source, context.draft.base) == (str(samples() / "reviews_en.csv"), "starter:encoder")
    assert went == ["train"]


def test_that_a_dropped_file_becomes_the_data_and_is_remembered(
    context: AppContext, went: list[str], qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    page = HomePage(context)
    qtbot.addWidget(page)
    file = tmp_path / "评论 & <b>.csv"
    file.write_text("text,label\nfine,good\n", encoding="utf-8")
    area = page.findChild(DropArea, "home.drop")
    assert area is not None
    _drop(area, file)
    assert (context.draft.source, went) == (str(file), ["data"])
    assert context.settings.recent_files == [file]
    context.draft.source = ""
    _press(qtbot, page, "home.file.0")
    assert context.draft.source == str(file)


def test_that_the_starters_facts_are_shown(context: AppContext, qtbot: QtBot) -> None:
    page = ModelPage(context)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page._stats["parameters"].value() == "22.7 M", timeout=5000)
    assert page._stats["context"].value() == "512 tokens"
    assert page._details["license"].text() == "Apache-2.0"
    page.leave()


def _problem(page: ModelPage) -> Banner:
    banner = page.findChild(Banner, "model.problem")
    assert banner is not None
    return banner


@pytest.mark.parametrize(
    ("files", "part"),
    [
        ({}, "no config.json"),
        ({"config.json": {"model_type": "bert"}}, "no weights"),
        ({"config.json": {"model_type": "bert"}, "pytorch_model.bin": {}}, "pickled"),
        ({"config.json": {"model_type": "bert", "auto_map": {}}}, "never run"),
        ({"config.json": {"model_type": "bert"}, "model.safetensors": {"not": "tensors"}}, "damaged"),
    ],
)
def test_that_a_folder_that_is_no_model_is_explained(
    context: AppContext, qtbot: QtBot, tmp_path: Path, files: dict[str, dict[str, object]], part: str
) -> None:
    folder = tmp_path / "my model"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    page = ModelPage(context)
    qtbot.addWidget(page)
    context.draft.base = str(folder)
    qtbot.waitUntil(lambda: part in _problem(page).text(), timeout=5000)
    assert page._numbers.isHidden()
    page.leave()


def test_that_a_hub_model_needs_the_users_word(context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    page = ModelPage(context)
    qtbot.addWidget(page)
    line, consent = page.findChild(QLineEdit, "model.hub"), page.findChild(QCheckBox, "model.network")
    assert line is not None
    assert consent is not None
    qtbot.keyClicks(line, "nobody-here/no-such-model")
    _press(qtbot, page, "model.hub.use")
    assert (context.draft.base, context.draft.network) == ("nobody-here/no-such-model", False)
    qtbot.waitUntil(lambda: "not allowed" in _problem(page).text(), timeout=20_000)
    consent.setChecked(True)
    assert context.draft.network
    assert context.settings.allow_network
    qtbot.waitUntil(lambda: "fetched when training starts" in _problem(page).text(), timeout=20_000)
    page.leave()


def test_that_settings_apply_at_once(context: AppContext, qtbot: QtBot, window: MainWindow, tmp_path: Path, qapp: QApplication) -> None:
    window.go("settings")
    page = window.current_page()
    assert isinstance(page, SettingsPage)
    _press(qtbot, page, "settings.theme.dark")
    assert tokens().dark
    page.storage.take_runs(str(tmp_path / "runs elsewhere"))
    assert context.hub.root == tmp_path / "runs elsewhere"
    assert any("earlier ones stay" in text for text in window.notices.texts())
    _press(qtbot, page, "settings.language.zh")
    qtbot.waitUntil(lambda: window.current_page() is not page, timeout=5000)
    assert context.settings.language == "zh"


def test_that_a_recent_run_opens_on_its_page(context: AppContext, went: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    record = RunRecord("20260101-reviews", Path("/runs/x"), "Reviews <b>", "completed", started=1.7e9, best=("accuracy", 0.94))
    monkeypatch.setattr(context.hub, "runs", lambda: [record])
    page = HomePage(context)
    qtbot.addWidget(page)
    _press(qtbot, page, "home.run.20260101-reviews")
    assert (context.hub.current, went) == ("20260101-reviews", ["runs"])
