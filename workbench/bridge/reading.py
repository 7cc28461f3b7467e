"""Reading the draft's data: one thread per child process, and what is known of the file so far for whoever shows it.

The state lives here and not in a page, so that pages can be made again while a file is being read.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from PySide6.QtCore import QObject, QThread, Signal, Slot

from engine.api import CacheChecking, ChildReading, Report, Role, RowCache, SourceReading, cache_root, reading

Message = reading.ReadMessage


@dataclass
class SourceState:
    """What is known of a file. state: "idle", "reading", "done", "failed" or "cancelled".

    `cache` and `done` are there from "done" on; `report` once the rows were checked for the roles of now.
    """

    path: str = ""
    state: str = "idle"
    opened: reading.Opened | None = None
    preview: reading.Preview | None = None
    progress: reading.ReadProgress | None = None
    problems: list[reading.Problem] = field(default_factory=list)
    done: reading.Done | None = None
    failure: reading.Failed | None = None
    cache: RowCache | None = None
    checking: bool = False
    report: Report | None = None
    check_failure: reading.Failed | None = None


class ReadThread(QThread):
    """Goes through a child's messages.

    Signals: said(number, list of messages, RowCache or None) as they come, row problems in one piece with what follows them.
    """

    said = Signal(int, object, object)

    def __init__(self, number: int, child: ChildReading, cache: Path | None, stale: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"read.{number}")
        self.number = number
        self.child = child
        self._cache, self._stale = cache, list(stale)

    def run(self) -> None:
        """Start the child and read to its end. Old caches go last: the preview must not wait for them."""
        waiting: list[Message] = []
        for message in self.child.messages():
            waiting.append(message)
            if not isinstance(message, reading.Problem):
                cache = RowCache(self._cache) if self._cache and isinstance(message, reading.Done) else None
                self.said.emit(self.number, waiting, cache)
                waiting = []
        for folder in self._stale:
            shutil.rmtree(folder, ignore_errors=True)


class DataReader(QObject):
    """Reads one file at a time, and checks its rows for the roles that its columns play.

    Signals: changed(what) with "started", "opened", "preview", "progress", "problems", "done", "failed", "cancelled",
    "checking" or "checked"; `now` is the state to look at.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = SourceState()
        self._key: tuple[str, str, str] | None = None
        self._asked: tuple[int, str] | None = None
        self._threads: dict[int, ReadThread] = {}
        self._reading = self._checking = 0
        self._count = 0
        self._roots: set[Path] = set()  # where caches of ours may lie; two, if the data folder was moved meanwhile

    # reading

    def read(self, path: str, encoding: str = "auto", delimiter: str = "auto", again: bool = False) -> None:
        """Read a file from its start; nothing happens if just that was read already, unless `again`."""
        key = (path, encoding, delimiter)
        if key == self._key and not again and self.now.state in ("reading", "done"):
            return
        self._cancel(self._reading, self._checking)
        old, self.now = self.now, SourceState(path, "reading")
        self._key, self._asked = key, None
        self.changed.emit("started")
        if old.cache is not None:
            old.cache.close()
        folder = cache_root() / "rows" / f"{os.getpid()}-{self._count + 1}"
        self._roots.add(folder.parent)
        child = SourceReading(path, folder, encoding, delimiter)
        self._reading = self._start(child, folder, self._stale_caches(folder))

    def cancel(self) -> None:
        """Stop reading or checking; what was shown stays."""
        if self.now.state == "reading":
            self._cancel(self._reading)
            self.now.state = "cancelled"
            self.changed.emit("cancelled")
        elif self.now.checking:
            self._cancel(self._checking)
            self.now.checking = False
            self._asked = None
            self.changed.emit("checked")

    def check(self, columns: Mapping[str, str], roles: Sequence[Role]) -> None:
        """Check the rows for these columns, once they are all there; the same question is not asked twice."""
        if self.now.cache is None:
            return
        asked = (self._reading, repr((sorted(columns.items()), [role.name for role in roles])))
        if asked == self._asked:
            return
        self._asked = asked
        self._cancel(self._checking)
        self.now.checking, self.now.report, self.now.check_failure = True, None, None
        self.changed.emit("checking")
        self._checking = self._start(CacheChecking(self.now.cache.folder, columns, roles), None, [])

    def close(self) -> None:
        """End the children and threads, and take the cache away."""
        for thread in self._threads.values():
            thread.child.cancel()
        for thread in self._threads.values():
            thread.wait()
        self._threads.clear()
        if self.now.cache is not None:
            self.now.cache.close()
        self.now, self._key = SourceState(), None
        for folder in (found for root in self._roots for found in root.glob(f"{os.getpid()}-*")):
            shutil.rmtree(folder, ignore_errors=True)

    # threads

    def _start(self, child: ChildReading, cache: Path | None, stale: Sequence[Path]) -> int:
        self._count += 1
        thread = ReadThread(self._count, child, cache, stale, self)
        thread.said.connect(self._said)
        thread.finished.connect(self._sweep)
        self._threads[self._count] = thread
        thread.start(QThread.Priority.LowPriority)
        return self._count

    def _cancel(self, *numbers: int) -> None:
        for number in numbers:
            if number in self._threads:
                self._threads[number].child.cancel()

    def _stale_caches(self, but: Path) -> list[Path]:
        """Caches of ours that nothing shows any more, and those of windows that are gone."""
        found = []
        for folder in but.parent.glob("*-*") if but.parent.is_dir() else ():
            owner = folder.name.split("-")[0]
            gone = not owner.isdigit() or not psutil.pid_exists(int(owner))
            if folder != but and (gone or owner == str(os.getpid())):
                found.append(folder)
        return found

    @Slot()
    def _sweep(self) -> None:
        for number, thread in list(self._threads.items()):
            if thread.isFinished() and thread.wait():
                del self._threads[number]

    # messages

    @Slot(int, object, object)
    def _said(self, number: int, messages: list[Message], cache: RowCache | None) -> None:
        if number == self._checking and self.now.checking:
            for message in messages:
                self._take_check(message)
        elif number == self._reading and self.now.state == "reading":
            for message in messages:
                self._take(message, cache)
        elif cache is not None:
            cache.close()

    def _take(self, message: Message, cache: RowCache | None) -> None:
        now = self.now
        match message:
            case reading.Opened():
                now.opened = message
            case reading.Preview():
                now.preview = message
            case reading.ReadProgress():
                now.progress = message
            case reading.Problem():
                now.problems.append(message)
                return
            case reading.Done():
                now.done, now.cache, now.state = message, cache, "done"
            case reading.Failed():
                now.failure, now.state = message, "failed"
        self.changed.emit({"error": "failed"}.get(message.kind, message.kind))

    def _take_check(self, message: Message) -> None:
        match message:
            case reading.ReadProgress():
                self.now.progress = message
                self.changed.emit("progress")
                return
            case reading.Checked():
                self.now.report = message.report
            case reading.Failed():
                self.now.check_failure = message
        self.now.checking = False
        self.changed.emit("checked")
