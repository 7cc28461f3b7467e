"""Settings, "What lies where": real sizes, clean caches, and a data folder that moves while the window is open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from engine.api import home
from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.pages.settings import SettingsPage
from workbench.settings_view.storage import StorageCard

WAIT = 20_000  # ms


@pytest.fixture
def usual(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder at the system's place (here and in the engine's processes), which is in the test's own folder."""
    for name, folder in (("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.delenv("TUNEBENCH_HOME")
    assert platformdirs.user_data_dir("tunebench", appauthor=False) == str(tmp_path / "data" / "tunebench")
    (home() / "exports").mkdir(parents=True)
    (home() / "exports" / "model.bin").write_bytes(os.urandom(3_000_000))
    (home() / "cache" / "corpora" / "abc").mkdir(parents=True)
    (home() / "cache" / "corpora" / "abc" / "ids").write_bytes(b"0" * 5000)
    return home()


@pytest.fixture
def card(usual: Path, window: MainWindow) -> Iterator[StorageCard]:
    """The card of a settings page that is in front."""
    window.go("settings")
    page = window.current_page()
    assert isinstance(page, SettingsPage)
    yield page.storage


def size(card: StorageCard, name: str) -> str:
    label = card.findChild(QLabel, f"settings.storage.{name}.size")
    assert label is not None
    return label.text()


def press(qtbot: QtBot, card: StorageCard, name: str) -> None:
    button = next(button for button in card.findChildren(QPushButton, name) if not button.isHidden())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_each_place_is_shown_with_its_size(card: StorageCard, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: size(card, "exports") == "3.0 MB", timeout=WAIT)
    assert size(card, "caches") == "5.0 kB"
    assert size(card, "engines") == "–"
    assert card.findChild(QLabel, "settings.storage.qt.size") is not None


def test_that_caches_are_cleaned_by_a_button(card: StorageCard, usual: Path, qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: size(card, "caches") == "5.0 kB", timeout=WAIT)
    press(qtbot, card, "settings.storage.caches.clean")
    qtbot.waitUntil(lambda: "5.0 kB were freed." in window.notices.texts(), timeout=WAIT)
    assert not (usual / "cache" / "corpora" / "abc").exists()
    assert (usual / "exports" / "model.bin").exists()


def test_that_the_window_follows_a_data_folder_that_was_moved(
    card: StorageCard, usual: Path, context: AppContext, qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    context.draft.title = "Kept"
    context.settings.theme = "dark"
    context.settings.runs = usual / "my runs"
    card.move_to(str(tmp_path / "disk"))
    assert not card.busy.isHidden()
    qtbot.waitUntil(lambda: card.note.level == "success", timeout=WAIT)
    new = tmp_path / "disk" / "tunebench"
    assert home() == new
    assert str(new) in card.note.text()
    assert (new / "exports" / "model.bin").stat().st_size == 3_000_000
    assert (context.settings.runs, context.hub.root, context.draft.title) == (new / "my runs", new / "my runs", "Kept")
    context.settings.theme = "light"
    assert (new / "settings.toml").is_file()
    press(qtbot, card, "settings.storage.note.action")
    assert not window.isVisible()
    assert not usual.exists()


def test_that_a_move_that_is_cancelled_leaves_everything_where_it_was(
    card: StorageCard, usual: Path, context: AppContext, qtbot: QtBot, tmp_path: Path
) -> None:
    for number in range(300):
        (usual / "exports" / f"{number}.bin").write_bytes(os.urandom(200_000))
    card.move_to(str(tmp_path / "disk"))
    target = tmp_path / "disk" / "tunebench"
    qtbot.waitUntil((target / "exports").exists, timeout=WAIT)
    press(qtbot, card, "settings.storage.progress.cancel")
    assert "cancelled" in card.note.text()
    qtbot.waitUntil(lambda: not target.exists(), timeout=WAIT)
    assert home() == usual
    assert len(list((usual / "exports").iterdir())) == 301


def test_that_a_place_that_does_not_do_is_explained(card: StorageCard, usual: Path, qtbot: QtBot) -> None:
    card.move_to(str(usual))
    qtbot.waitUntil(lambda: card.note.level == "error", timeout=WAIT)
    assert "already" in card.note.text()
    assert card.busy.isHidden()
    button = next(button for button in card.findChildren(QPushButton, "settings.storage.data.move") if not button.isHidden())
    assert button.isEnabled()


def test_that_runs_kept_elsewhere_can_come_back(card: StorageCard, context: AppContext, qtbot: QtBot, tmp_path: Path) -> None:
    card.take_runs(str(tmp_path / "elsewhere"))
    assert context.settings.runs == tmp_path / "elsewhere"
    press(qtbot, card, "settings.storage.runs-chosen.default")
    assert context.settings.runs == home() / "runs"
