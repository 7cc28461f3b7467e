"""The way of a person through the window: open a spreadsheet, train, watch, export; then transformers loads the export alone."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from engine.api import home, samples
from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.pages.data import DataPage
from workbench.plots.live_curve import LiveCurve
from workbench.services import language

pytestmark = pytest.mark.alone

PIPELINE = """
import sys, json
from transformers import pipeline
classify = pipeline("text-classification", model=sys.argv[1], truncation=True)
print(json.dumps(classify(sys.argv[2])[0]))
"""


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    """Ninety of the sample's rows as somebody's own file, semicolons and all."""
    with (samples() / "reviews_en.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[:91]
    path = tmp_path / "my reviews.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["opinion", "verdict"], *rows[1:]])
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, request: pytest.FixtureRequest) -> MainWindow:
    """The whole application, with a home of its own."""
    monkeypatch.setenv("TUNEBENCH_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TUNEBENCH_RUNS", raising=False)
    context = AppContext()
    request.addfinalizer(context.close)
    language.install(qapp, "en")
    context.theme.apply(qapp)
    made = MainWindow(context)
    made.resize(1280, 800)
    qtbot.addWidget(made)
    made.show()
    context.open()
    return made


def press(window: MainWindow, name: str, qtbot: QtBot) -> None:
    """Click a button once it can be clicked."""

    def ready() -> bool:
        button = window.findChild(QPushButton, name)
        return button is not None and button.isVisible() and button.isEnabled()

    qtbot.waitUntil(ready, timeout=30_000)
    qtbot.mouseClick(window.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_that_a_spreadsheet_becomes_a_model_that_transformers_loads(window: MainWindow, spreadsheet: Path, qtbot: QtBot) -> None:
    context = window.context
    context.navigate.emit("data")
    page = window.findChild(DataPage)
    assert page is not None
    context.draft.source = str(spreadsheet)
    qtbot.waitUntil(lambda: context.draft.columns == {"text": "opinion", "label": "verdict"}, timeout=30_000)
    context.draft.set_section("training", {"max_steps": 12, "evaluate_every": 4})
    press(window, "data.continue", qtbot)
    press(window, "train.start", qtbot)
    hub = context.hub
    run = hub.folder(hub.current)

    def points_arrived() -> bool:
        curve = window.findChild(LiveCurve, "runs.loss")
        return curve is not None and curve.isVisible() and len(curve.points("train")[0]) > 0

    qtbot.waitUntil(points_arrived, timeout=120_000)
    qtbot.waitUntil(lambda: run.result() is not None and not hub.running(), timeout=120_000)
    result = run.result()
    assert result is not None
    assert result["status"] == "completed"
    assert result["step"] == 12

    press(window, "runs.export", qtbot)
    press(window, "export.start", qtbot)
    folder = home() / "exports"
    qtbot.waitUntil(lambda: any(folder.glob("*-merged/config.json")), timeout=120_000)
    exported = next(folder.glob("*-merged/config.json")).parent
    text = "Exactly what I needed, and it came early."
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PIPELINE, str(exported), text],
        capture_output=True,
        text=True,
        check=True,
        cwd=exported.parent,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )
    assert json.loads(done.stdout.splitlines()[-1])["label"] in ("positive", "neutral", "negative")
    qtbot.waitUntil(lambda: not hub.tools.running("export"), timeout=30_000)
