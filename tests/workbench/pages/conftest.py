"""Run folders and a stand-in engine for the pages that show runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.api import RunFolder, events, say
from workbench.context import AppContext

FAKE = Path(__file__).parents[1] / "bridge" / "fake_engine.py"
LABELS = ["negative", "neutral", "positive"]
JOB = """data = { train = "reviews.csv" }
model = { base = "starter:encoder" }
task = { type = "text-classification" }
method = { type = "lora" }
"""
CONFUSION = [[70, 8, 2], [6, 70, 4], [0, 3, 77]]


class RunsBench:
    """The context's folder of runs, to be filled before its hub is opened."""

    wait = 20_000  # ms a child process may take on a busy machine

    def __init__(self, context: AppContext, qtbot: QtBot) -> None:
        self.context, self._qtbot = context, qtbot
        context.hub.root.mkdir(parents=True, exist_ok=True)

    def use(self, mode: str) -> None:
        """Let the hub start the stand-in in a mode."""

        def command(*arguments: str) -> list[str]:
            return [sys.executable, str(FAKE), mode, *arguments]

        self.context.hub._command = command
        self.context.hub.tools._engine = command
        self.context.hub.asker.engine = command

    def open(self, count: int) -> None:
        """Open the hub and wait for so many runs."""
        self.context.hub.open()
        self._qtbot.waitUntil(lambda: len(self.context.hub.runs()) == count, timeout=self.wait)

    def run(self, run_id: str, title: str, *batch: events.Event) -> RunFolder:
        """A run folder with these events."""
        folder = RunFolder(self.context.hub.root / run_id)
        (folder.path / "control").mkdir(parents=True)
        (folder.checkpoints / "step-000020").mkdir(parents=True)
        folder.job_file.write_text(f'title = "{title}"\n{JOB}', encoding="utf-8")
        folder.events_file.write_text("".join(events.to_line(event) for event in batch), encoding="utf-8")
        return folder

    def finished(self, run_id: str = "20260101-done") -> RunFolder:
        """A run that ended in order, with its result."""
        told: list[events.Event] = [
            events.Started(title="Reviews, LoRA", pid=1),
            events.Choice(name="precision", value="bf16", reason=say("This processor computes bf16.")),
            events.Sample(text="It broke.", tokens=["[CLS]", "it", "broke", ".", "[SEP]"]),
            events.Notice(level="warning", title=say("{count} rows have no text.", count=3)),
        ]
        for step in range(1, 21):
            values = {"loss": float("nan") if step == 7 else 1 / step, "learning_rate": 1e-4, "grad_norm": 1.0}
            told.append(events.Metrics(step=step, epoch=step / 10, split="train", values=values))
        told += [
            events.Resources(step=20, memory=900_000_000, tokens_per_second=2310.0),
            events.Progress(done=20, total=20, unit="steps"),
            events.Metrics(step=20, epoch=2, split="validation", values={"loss": 0.2, "accuracy": 0.904, "macro_f1": 0.9}),
            events.Checkpoint(step=20, path="checkpoints/step-000020", bytes=1_800_000, best=True),
            events.Finished(status="completed", step=20, seconds=61.0),
        ]
        folder = self.run(run_id, "Reviews, LoRA", *told)
        per_class = [{"label": label, "precision": 0.9, "recall": 0.88, "f1": 0.89, "support": 80} for label in LABELS]
        validation = {"loss": 0.2, "accuracy": 0.904, "macro_f1": 0.9, "per_class": per_class, "confusion": CONFUSION, "labels": LABELS}
        result = {
            "status": "completed",
            "seconds": 61.0,
            "step": 20,
            "best": {"step": 16, "metric": "accuracy", "value": 0.904},
            "final": {"validation": validation, "test": None},
            "validation_rows": 240,
            "sentence": say("The model names {right} of {rows} rightly.", right=217, rows=240).model_dump(mode="json"),
        }
        folder.result_file.write_text(json.dumps(result), encoding="utf-8")
        folder.console_file.write_text("\x1b[31mloading\x1b[0m\nloaded\n", encoding="utf-8")
        folder.model.mkdir()
        (folder.model / "tunebench.json").write_text("{}", encoding="utf-8")
        return folder


@pytest.fixture
def bench(context: AppContext, qtbot: QtBot) -> RunsBench:
    return RunsBench(context, qtbot)
