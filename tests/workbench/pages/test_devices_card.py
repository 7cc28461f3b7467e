"""Settings, "Devices": the engines as they are, one that is made from a folder of wheels, a Python of the user's own."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from engine import launch
from engine.launch import chosen_engine, find_engine
from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.pages.settings import SettingsPage
from workbench.services.settings import Settings
from workbench.settings_view.devices import DevicesCard

WAIT = 30_000  # ms
TORCH = """
import time, types
time.sleep({sleep})
__version__ = "2.13.0+cpu"
version = types.SimpleNamespace(cuda=None)
cuda = types.SimpleNamespace(is_available=lambda: False)
backends = types.SimpleNamespace(mps=types.SimpleNamespace(is_available=lambda: False))
"""


@pytest.fixture
def card(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: MainWindow, qtbot: QtBot) -> DevicesCard:
    """The card of a settings page that is in front; an engine needs a torch of our own making alone."""
    resources = tmp_path / "resources"
    (resources / "engine").mkdir(parents=True)
    (resources / "engine" / "requirements.lock").write_text("torch==2.13.0\n", encoding="utf-8")
    (resources / "engine" / "requirements.txt").write_text("torch>=2\n", encoding="utf-8")
    monkeypatch.setattr(launch, "RESOURCES", resources)  # of the processes that are started
    window.go("settings")
    page = window.current_page()
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: facts(page.devices, "built-in").startswith("torch 2."), timeout=WAIT)
    return page.devices


def wheels(folder: Path, sleep: float = 0.0) -> str:
    """A folder with one tiny wheel."""
    folder.mkdir()
    info = "torch-2.13.0+cpu.dist-info"
    files = {
        "torch/__init__.py": TORCH.format(sleep=sleep),
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: torch\nVersion: 2.13.0+cpu\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "torch/__init__.py,,\n",
    }
    with zipfile.ZipFile(folder / "torch-2.13.0+cpu-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return str(folder)


def facts(card: DevicesCard, name: str) -> str:
    label = next((label for label in card.findChildren(QLabel, f"settings.devices.{name}.facts") if not label.isHidden()), None)
    return label.text() if label is not None else ""


def is_used(card: DevicesCard, name: str) -> bool:
    return any(label.isVisible() for label in card.findChildren(QLabel, f"settings.devices.{name}.used"))


def press(card: DevicesCard, name: str, qtbot: QtBot) -> None:
    button = next(button for button in card.findChildren(QPushButton, f"settings.devices.{name}") if button.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_the_engine_in_use_is_shown_with_its_device(card: DevicesCard) -> None:
    assert facts(card, "built-in").endswith("the processor")
    assert is_used(card, "built-in")
    assert card.panel.isHidden()


def test_that_an_engine_is_made_used_and_removed(card: DevicesCard, qtbot: QtBot, tmp_path: Path, context: AppContext) -> None:
    press(card, "make", qtbot)
    assert card.panel.isVisible()
    card.panel.take_folder(wheels(tmp_path / "wheels"))
    card.panel._variant.setCurrentIndex(card.panel._variant.findData("cpu"))
    press(card, "copy", qtbot)
    assert "pip download" in QGuiApplication.clipboard().text()
    press(card, "start", qtbot)
    assert card.busy.isVisible()
    qtbot.waitUntil(lambda: card.note.level == "success", timeout=WAIT)
    assert card.panel.isHidden()
    press(card, "note.action", qtbot)
    qtbot.waitUntil(lambda: is_used(card, "cpu"), timeout=WAIT)
    assert facts(card, "cpu") == "torch 2.13.0+cpu: the processor"
    assert chosen_engine()[0].name == "cpu"
    context.settings.theme = "dark"  # writes the file of settings, and keeps the choice in it
    assert chosen_engine()[0].name == "cpu"
    assert Settings().theme == "dark"
    press(card, "cpu.remove", qtbot)
    press(card, "note.action", qtbot)
    qtbot.waitUntil(lambda: is_used(card, "built-in"), timeout=WAIT)
    assert find_engine("cpu") is None


def test_that_cancelling_leaves_the_engines_as_they_were(card: DevicesCard, qtbot: QtBot, tmp_path: Path, own_home: Path) -> None:
    card.make("cpu", wheels(tmp_path / "slow", sleep=60))
    qtbot.waitUntil(lambda: any(".new-" in item.name for item in (own_home / "engines").iterdir()), timeout=WAIT)
    press(card, "progress.cancel", qtbot)
    assert "Cancelled" in card.note.text()
    qtbot.waitUntil(lambda: [item.name for item in (own_home / "engines").iterdir()] == ["built-in.json"], timeout=WAIT)
    assert card.busy.isHidden()


def test_that_a_failure_is_a_sentence_with_what_to_do(card: DevicesCard, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    card.make("cpu", str(tmp_path / "empty"))
    qtbot.waitUntil(lambda: card.note.level == "error", timeout=WAIT)
    assert "pip download" in card.note.text()
    qtbot.waitUntil(lambda: not card.busy.isVisible(), timeout=WAIT)


def test_that_a_python_of_the_users_own_can_be_taken(card: DevicesCard, qtbot: QtBot) -> None:
    card.take_python(sys.executable)
    qtbot.waitUntil(lambda: card.note.level == "success", timeout=WAIT)
    name = Path(sys.executable).parent.parent.name.strip(".").lower()
    qtbot.waitUntil(lambda: facts(card, name).startswith("torch 2."), timeout=WAIT)
    card.take_python("/nowhere/python")
    qtbot.waitUntil(lambda: card.note.level == "error", timeout=WAIT)
    assert "/nowhere/python" in card.note.text()
