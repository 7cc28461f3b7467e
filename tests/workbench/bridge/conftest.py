"""Run folders and hubs over the stand-in engine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from engine.api import RunFolder
from workbench.bridge.jobs import JobHub

FAKE = Path(__file__).with_name("fake_engine.py")
JOB = """title = "Reviews, LoRA"
data = { train = "reviews.csv" }
model = { base = "starter:encoder" }
task = { type = "text-classification" }
method = { type = "lora" }
"""


def command(mode: str) -> Callable[..., list[str]]:
    return lambda *arguments: [sys.executable, str(FAKE), mode, *arguments]


@pytest.fixture
def fake_engine() -> Callable[[str], Callable[..., list[str]]]:
    """The command lines of a mode of the stand-in."""
    return command


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    folder = RunFolder(tmp_path / "runs" / "20260101-reviews")
    (folder.path / "control").mkdir(parents=True)
    folder.job_file.write_text(JOB, encoding="utf-8")
    return folder


@pytest.fixture
def make_hub(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], JobHub]]:
    """Hubs of a mode of the stand-in; closed at the end, and no child of this test may be left."""
    made: list[JobHub] = []
    before = {child.pid for child in psutil.Process().children(recursive=True)}

    def make(mode: str) -> JobHub:
        hub = JobHub(root=tmp_path / "runs", command=command(mode))
        hub.open()
        made.append(hub)
        return hub

    yield make
    for hub in made:
        hub.close()
    left = [child for child in psutil.Process().children(recursive=True) if child.pid not in before]
    _, alive = psutil.wait_procs(left, timeout=5)  # one that has said its end may still be leaving
    for child in alive:
        child.kill()
    assert not alive
