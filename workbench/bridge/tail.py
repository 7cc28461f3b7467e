"""The whole story of one run for the page that shows it: every event from the first on, then what is written next."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from engine.api import RunFolder
from engine.api import events as engine_events
from workbench.bridge.children import clean
from workbench.bridge.job_thread import BATCH, INTERVAL, UNREAD
from workbench.bridge.records import read_job_table

IDLE = 0.5  # seconds between two looks when nothing was written for CALM seconds
CALM = 5.0
CONSOLE_FIRST = 256 * 1024  # bytes of an old console that are shown
CONSOLE_CHUNK = 64 * 1024
CONSOLE_LINE = 2_000  # characters of one line that are shown; a text view stalls on lines of megabytes


@dataclass(frozen=True)
class RunFacts:
    """What a run's files say besides its events: the job as written, the result if there is one, the checkpoints."""

    job: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] | None = None
    checkpoints: tuple[str, ...] = ()  # names of the folders that are there


class RunTail(QThread):
    """Reads one run's folder until it is told to leave; `number` tells its signals from those of an earlier tail.

    Signals: events(number, list); console(number, text); facts(number, RunFacts) at the start and whenever result or
    checkpoints change; caught_up(number) once, after everything that was there at the start.
    """

    events = Signal(int, object)
    console = Signal(int, str)
    facts = Signal(int, object)
    caught_up = Signal(int)

    def __init__(self, folder: RunFolder, number: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"tail.{folder.id}")
        self.folder = folder
        self.number = number
        self._leave = threading.Event()
        self._room = threading.Semaphore(UNREAD)
        self._console_at: int | None = None
        self._stamp: tuple[int, int] | None = None
        self.events.connect(self._delivered)

    def leave(self) -> None:
        """End this thread soon."""
        self._leave.set()

    @Slot(int, object)
    def _delivered(self, _number: int, _events: list[object]) -> None:
        self._room.release()

    def run(self) -> None:
        """Read, report, wait; until it is told to leave."""
        reader = engine_events.EventReader(self.folder.events_file)
        changed_at = time.monotonic()
        first = True
        while not self._leave.is_set():
            self._tell_facts()
            changed = [self._tell_events(reader), self._tell_console()]
            if first:
                self.caught_up.emit(self.number)
                first = False
            if any(changed):
                changed_at = time.monotonic()
            self._leave.wait(INTERVAL if time.monotonic() - changed_at < CALM else IDLE)

    def _tell_events(self, reader: engine_events.EventReader) -> bool:
        found, told = reader.read(), False
        while batch := list(islice(found, BATCH)):
            while not self._room.acquire(timeout=INTERVAL):
                if self._leave.is_set():
                    return told
            self.events.emit(self.number, batch)
            told = True
            if len(batch) == BATCH and self._leave.wait(INTERVAL):
                return told
        return told

    def _tell_facts(self) -> None:
        stamp = _changed_at(self.folder.result_file), _changed_at(self.folder.checkpoints)
        if stamp != self._stamp:
            self._stamp = stamp
            result = self.folder.result() if stamp[0] else None
            self.facts.emit(self.number, RunFacts(read_job_table(self.folder), result, _names(self.folder.checkpoints)))

    def _tell_console(self) -> bool:
        try:
            with self.folder.console_file.open("rb") as file:
                if self._console_at is None:
                    self._console_at = max(0, file.seek(0, 2) - CONSOLE_FIRST)
                file.seek(self._console_at)
                data = file.read(CONSOLE_CHUNK)
        except OSError:
            return False
        whole = data.rfind(b"\n") + 1 or (len(data) if len(data) == CONSOLE_CHUNK else 0)
        if not whole:
            return False
        self._console_at += whole
        lines = clean(data[:whole].decode("utf-8", errors="replace")).splitlines()
        self.console.emit(self.number, "\n".join(line[:CONSOLE_LINE] for line in lines))
        return True


def _changed_at(path: Path) -> int:
    """When a file or folder changed, 0 if it isn't there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _names(folder: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(path.name for path in folder.iterdir()))
    except OSError:
        return ()
