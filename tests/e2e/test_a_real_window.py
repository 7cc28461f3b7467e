"""The application as a person meets it: its own process, an X server, a keyboard. Starts its own Xvfb."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.events import Metrics
from engine.runs import list_runs

pytestmark = [pytest.mark.alone, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is an X server")]


def test_that_the_window_opens_on_the_sample_and_one_key_trains_it(display: str, home: Path, qtbot: QtBot) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "TUNEBENCH_HOME": str(home), "LANG": "C.UTF-8"}
    window = subprocess.Popen([sys.executable, "-m", "workbench", "--sample", "--page", "train"], env=environment)

    def xdotool(*words: str) -> str:
        return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, check=False).stdout.strip()

    try:
        qtbot.waitUntil(lambda: bool(xdotool("search", "--onlyvisible", "--name", "Tunebench")), timeout=30_000)
        modules = Path(f"/proc/{window.pid}/maps").read_text()
        assert "libtorch" not in modules, "torch is in the window's process"
        xdotool("windowfocus", "--sync", xdotool("search", "--onlyvisible", "--name", "Tunebench").split()[0])
        xdotool("key", "ctrl+Return")
        qtbot.waitUntil(_some_steps(home / "runs"), timeout=90_000)
        (run,) = list_runs(home / "runs")
        run.ask("stop")
        qtbot.waitUntil(lambda: run.owner() is None and run.result() is not None, timeout=60_000)
        assert window.poll() is None, "the window did not live on"
    finally:
        window.terminate()
        window.wait(10)


def _some_steps(root: Path) -> Callable[[], bool]:
    def trained() -> bool:
        return any(isinstance(event, Metrics) and event.split == "train" for run in list_runs(root) for event in run.events())

    return trained
