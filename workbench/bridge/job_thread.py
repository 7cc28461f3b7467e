"""One job's thread: starts the engine as a child process (or finds it running) and carries its events to the window.

The run folder owns the job, not this thread: leaving the thread leaves the child running, and a later window finds it
again by the folder's lock.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from itertools import islice

from PySide6.QtCore import QObject, QThread, Signal, Slot

from engine.api import RunFolder
from engine.api import events as engine_events
from workbench.bridge.children import kill_tree, last_lines, leave_child, start_child
from workbench.bridge.endings import Ending, EventNotes

INTERVAL = 0.05  # seconds between two looks at the events file, and at least between two signals
BATCH = 2_000  # events a signal carries at most; reading them takes the window about 10 ms
UNREAD = 4  # batches that may wait in the window's queue before the thread waits for it
OWNER_EVERY = 5  # looks at the events for one look at the lock, where we are not the parent


class JobThread(QThread):
    """Follows one job to its end.

    Signals: events(run id, list of events) at most every 50 ms; ended_with(run id, Ending) once; overdue(run id) when
    the job was asked to stop and has not, `patience` seconds later.
    """

    events = Signal(str, object)
    ended_with = Signal(str, object)
    overdue = Signal(str)

    def __init__(self, folder: RunFolder, command: Sequence[str] | None, parent: QObject | None = None) -> None:
        """command starts the job; None attaches to the process that the folder's lock names."""
        super().__init__(parent)
        self.setObjectName(f"job.{folder.id}")
        self.folder = folder
        self.patience = 20.0
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None
        self._leave = threading.Event()
        self._room = threading.Semaphore(UNREAD)
        self._asked_to_stop: float | None = None
        self._notes = EventNotes()
        self.events.connect(self._delivered)

    # asked by the window's thread

    def leave(self) -> None:
        """End this thread soon; the job goes on."""
        self._leave.set()

    def expect_stop(self) -> None:
        """Begin to count: the job was asked to stop."""
        self._asked_to_stop = time.monotonic()

    def kill(self) -> None:
        """End the job's processes at once; the end arrives as any other."""
        pid = self._child.pid if self._child is not None else self.folder.owner()
        if pid is not None:
            kill_tree(pid)

    @Slot(str, object)
    def _delivered(self, _run_id: str, _events: list[object]) -> None:
        self._room.release()

    # the thread itself

    def run(self) -> None:
        """Start or attach, follow, say how it ended."""
        reader = engine_events.EventReader(self.folder.events_file, self._first_byte())
        try:
            self._start()
        except OSError as error:
            self.ended_with.emit(self.folder.id, Ending("unstarted", reason=error.strerror or str(error)))
            return
        look = 0
        while True:
            # the look at the process comes first: whatever it wrote before its end is then surely read
            alive = self._alive(look)
            self._publish(reader)
            if self._leave.is_set():
                if self._child is not None:
                    leave_child(self._child)
                return
            if not alive or self._has_given_back():
                break
            self._mind_the_stop()
            self._leave.wait(INTERVAL)
            look += 1
        code = self._child.returncode if self._child is not None else None
        if self._child is not None:
            leave_child(self._child)
        self.ended_with.emit(self.folder.id, self._notes.ending(code, last_lines(self.folder.console_file)))

    def _first_byte(self) -> int:
        """A job that is continued begins to count after what it wrote before."""
        if self._command is None or not self.folder.events_file.exists():
            return 0
        return self.folder.events_file.stat().st_size

    def _start(self) -> None:
        if self._command is None:
            return
        with self.folder.console_file.open("ab") as console:
            self._child = start_child(self._command, console, subprocess.STDOUT, own_session=True)

    def _alive(self, look: int) -> bool:
        if self._child is not None:
            return self._child.poll() is None
        return look % OWNER_EVERY != 0 or self.folder.owner() is not None

    def _has_given_back(self) -> bool:
        """Has the engine said how the run ended and given it back? What its process still does, unloading torch for a
        second or two, is no part of the run."""
        said = self._notes.finished is not None or self._notes.error is not None
        return said and self.folder.owner() is None

    def _publish(self, reader: engine_events.EventReader) -> None:
        found = reader.read()
        while batch := list(islice(found, BATCH)):
            self._notes.add(batch)
            if self._asked_to_stop is not None and any(isinstance(event, engine_events.Started) for event in batch):
                self.folder.ask("stop")  # the engine takes back old requests when it starts, and this one came before that
            while not self._room.acquire(timeout=INTERVAL):
                if self._leave.is_set():
                    return
            self.events.emit(self.folder.id, batch)
            if len(batch) == BATCH and self._leave.wait(INTERVAL):
                return

    def _mind_the_stop(self) -> None:
        if self._asked_to_stop is not None and time.monotonic() - self._asked_to_stop > self.patience:
            self._asked_to_stop = None
            self.overdue.emit(self.folder.id)
