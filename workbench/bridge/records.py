"""The runs at a glance: what the table of runs shows, read in a thread, kept until a file of the run changes."""

from __future__ import annotations

import math
import os
import shutil
import threading
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from engine.api import TASKS, Message, RunFolder, Summary, discover, list_runs, tidy_storage

EVERY = 2.0  # seconds between two looks at the folder of runs
PATIENT = 20.0  # a summary that took t seconds is not made again within 20 t: at most 5 % of a core
TRASH = ".trash"
KEPT_DAYS = 30
LOWER = ("loss", "perplexity")  # metrics of which less is better


@dataclass(frozen=True)
class RunRecord:
    """One row: times in seconds since the epoch, durations in seconds, best as (metric, value) where one is known."""

    id: str
    path: Path
    title: str
    state: str
    step: int = 0
    total: int = 0
    started: float = 0.0
    seconds: float = 0.0
    best: tuple[str, float] | None = None
    task: str = ""
    method: str = ""
    base: str = ""
    family: str = ""  # of a model that began from nothing; the base is then empty
    error: Message | None = None
    has_model: bool = False  # is there a result that can be tried and exported?


def read_job_table(run: RunFolder) -> dict[str, Any]:
    """The job as it is written, unchecked; empty if it can't be read. Listing a run must not fail on its job."""
    try:
        return tomllib.loads(run.job_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}


def read_record(run: RunFolder) -> RunRecord:
    """The record of a run folder, from its job, its events and its result."""
    job, summary, result = read_job_table(run), run.summary(), run.result() or {}
    return RunRecord(
        id=run.id,
        path=run.path,
        title=str(job.get("title") or run.id),
        state=summary.state,
        step=summary.step,
        total=summary.total_steps,
        started=summary.started,
        seconds=_seconds(summary, result),
        best=_best(summary, result, _text(job, "task", "type")),
        task=_text(job, "task", "type"),
        method=_text(job, "method", "type"),
        base=_text(job, "model", "base"),
        family=new_family(job),
        error=summary.error,
        has_model=(run.model / "tunebench.json").is_file(),
    )


def _text(job: dict[str, Any], section: str, key: str) -> str:
    table = job.get(section)
    return str(table.get(key, "")) if isinstance(table, dict) else ""


def new_family(job: dict[str, Any]) -> str:
    """The family of a job's model if that begins from nothing, else ""."""
    model = job.get("model")
    new = model.get("new") if isinstance(model, dict) else None
    return str(new.get("family", "decoder")) if isinstance(new, dict) else ""


def monitored(task: str) -> str:
    """The metric that a task's "best" means."""
    return str(getattr(discover(TASKS).get(task), "monitor", "accuracy"))


def is_better(metric: str, value: float, than: float) -> bool:
    """Is a value of a metric better than another?"""
    return value < than if metric in LOWER else value > than


def _seconds(summary: Summary, result: dict[str, Any]) -> float:
    seconds = result.get("seconds")
    if isinstance(seconds, int | float) and summary.state != "running":
        return float(seconds)
    return max(0.0, (time.time() if summary.state == "running" else summary.ended) - summary.started) if summary.started else 0.0


def _best(summary: Summary, result: dict[str, Any], task: str) -> tuple[str, float] | None:
    best = result.get("best")
    if isinstance(best, dict) and isinstance(best.get("value"), int | float):
        return str(best.get("metric", "")), float(best["value"])
    for metric in (monitored(task), "accuracy", "loss"):
        value = summary.metrics.get(f"validation_{metric}", math.nan)
        if math.isfinite(value):
            return metric, value
    return None


class RunsThread(QThread):
    """Looks at the folder of runs every two seconds and reads what has changed.

    Signals: read(root, list of RunRecord, newest first) when anything is different from the last time, and once at the start.
    """

    read = Signal(object, object)

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs.watch")
        self.root = root
        self._leave = threading.Event()
        self._look = threading.Event()
        self._tell_again = threading.Event()
        self._known: dict[str, tuple[tuple[Any, ...], RunRecord]] = {}
        self._not_before: dict[str, float] = {}

    def leave(self) -> None:
        """End this thread soon."""
        self._leave.set()
        self._look.set()

    def look(self) -> None:
        """Look now, and tell what is there even if it is what was told last."""
        self._tell_again.set()
        self._look.set()

    def run(self) -> None:
        """Look until it is told to leave."""
        empty_trash(self.root)
        tidy_storage()
        last: list[RunRecord] | None = None
        while not self._leave.is_set():
            self._look.clear()
            again = self._tell_again.is_set()
            self._tell_again.clear()
            records = self._records()
            if again or records != last:
                self.read.emit(self.root, records)
                last = records
            self._look.wait(EVERY)

    def _records(self) -> list[RunRecord]:
        try:
            runs = list_runs(self.root)
        except OSError:  # the folder went away or can't be read: the pages then show no runs
            return []
        records = [record for run in runs if not self._leave.is_set() and (record := self._record(run)) is not None]
        self._known = {record.id: self._known[record.id] for record in records}
        return records

    def _record(self, run: RunFolder) -> RunRecord | None:
        stamp = _stamp(run)
        known = self._known.get(run.id)
        if known is not None:
            same_owner = known[0][0] == stamp[0]
            if known[0] == stamp or (same_owner and time.monotonic() < self._not_before.get(run.id, 0.0)):
                return known[1]
        begin = time.monotonic()
        try:
            record = read_record(run)
        except OSError:  # removed between the listing and the reading
            return None
        self._known[run.id] = (stamp, record)
        self._not_before[run.id] = time.monotonic() + PATIENT * (time.monotonic() - begin)
        return record


def _stamp(run: RunFolder) -> tuple[Any, ...]:
    """What changes when the run does: sizes and times of its files, and whether somebody works on it."""
    found: list[Any] = [run.owner() is not None]
    for path in (run.events_file, run.result_file, run.job_file):
        try:
            status = path.stat()
        except OSError:
            found.append(None)
        else:
            found.append((status.st_size, status.st_mtime_ns))
    return tuple(found)


def to_trash(root: Path, run_id: str) -> None:
    """Put a run aside, where it is kept for 30 days. Raises OSError."""
    trash = root / TRASH
    trash.mkdir(exist_ok=True)
    _remove(trash / run_id)
    (root / run_id).rename(trash / run_id)
    os.utime(trash / run_id)


def from_trash(root: Path, run_id: str) -> None:
    """Take a run back. Raises OSError."""
    (root / TRASH / run_id).rename(root / run_id)


def empty_trash(root: Path) -> None:
    """Really delete what was put aside more than 30 days ago."""
    try:
        old = [path for path in (root / TRASH).iterdir() if time.time() - path.stat().st_mtime > KEPT_DAYS * 86_400]
    except OSError:
        return
    for path in old:
        _remove(path)


def _remove(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path, ignore_errors=True)
