"""The parent's side of a reading child: starts it, watches its memory and time, turns its lines into messages, can end it at once."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import psutil
from pydantic import ValidationError

from engine.data.columns import Role
from engine.data.reading_messages import Checked, Done, Failed, ReadMessage, from_line
from engine.errors import UserError
from engine.launch import engine_command, engine_environment
from engine.messages import NOTHING, Message, plain, say

MEMORY_LIMIT = 2 << 30  # bytes
SECONDS_LIMIT = 600.0
_WATCH = 0.1  # seconds between two looks at the child


class ChildReading:
    """One child. start() it, go through messages() to its end; cancel() works from any thread."""

    def __init__(self, subject: str, arguments: Sequence[str], memory_limit: int, seconds_limit: float) -> None:
        self._subject = subject
        self._arguments = [*arguments, "--watched", "--memory-limit", str(memory_limit)]
        self._memory_limit, self._seconds_limit = memory_limit, seconds_limit
        self._child: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._killed_for: Message = NOTHING
        self.cancelled = False

    def start(self) -> None:
        """Starts the child; a reading that was cancelled before stays unstarted."""
        with self._lock:
            if self.cancelled or self._child:
                return
            self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed in _finish, in the thread that reads
            self._child = subprocess.Popen(
                engine_command("read", *self._arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env=engine_environment(),
            )

    @property
    def pid(self) -> int | None:
        """The child's process id once it was started."""
        return self._child.pid if self._child else None

    def messages(self) -> Iterator[ReadMessage]:
        """Blocks until the child says something; ends after Done, Checked or Failed, or silently after cancel()."""
        self.start()
        child = self._child
        if child is None or child.stdout is None:
            return
        watcher = threading.Thread(target=self._watch, args=(child,), name="reading-watch", daemon=True)
        watcher.start()
        last: ReadMessage | None = None
        try:
            for line in child.stdout:
                if self.cancelled:
                    break
                with contextlib.suppress(ValidationError):  # a line cut short by the child's death
                    last = from_line(line)
                    yield last
            if not self.cancelled and not isinstance(last, Done | Checked | Failed):
                yield Failed.of(self._death(child.wait()))
        finally:
            self._finish(child, patient=isinstance(last, Done | Checked | Failed))
            watcher.join()

    def cancel(self) -> None:
        """Ends the child at once; it has nothing to lose."""
        with self._lock:
            self.cancelled = True
            if self._child and self._child.poll() is None:
                self._child.kill()

    def _finish(self, child: subprocess.Popen[bytes], patient: bool) -> None:
        """Waits a moment for a child that has said its last word, kills any other, and closes everything."""
        self._ended.set()
        if patient:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=1.0)
        if child.poll() is None:
            child.kill()
        for pipe in (child.stdin, child.stdout, self._complaints):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()

    def _watch(self, child: subprocess.Popen[bytes]) -> None:
        """Kills the child when it takes too much memory or time; on Windows and macOS this is the only limit."""
        deadline = time.monotonic() + self._seconds_limit
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(child.pid)
            while not self._ended.wait(_WATCH) and child.poll() is None:
                if process.memory_info().rss > self._memory_limit:
                    self._kill(child, say("It needed more than {limit} MB of memory.", limit=self._memory_limit >> 20))
                elif time.monotonic() > deadline:
                    self._kill(child, say("It took longer than {limit:.0f} seconds.", limit=self._seconds_limit))

    def _kill(self, child: subprocess.Popen[bytes], reason: Message) -> None:
        self._killed_for = reason
        child.kill()

    def _death(self, status: int) -> UserError:
        reason = self._killed_for
        if not reason and status < 0:
            names = {member.value: member.name for member in signal.Signals}
            reason = say("The system ended it with {signal}.", signal=names.get(-status, str(-status)))
        elif not reason:
            reason = say("It ended with status {status}: {line}", status=status, line=self._last_line())
        return UserError(
            "data.reader-died",
            say("Reading {file} was given up.", file=self._subject),
            detail=reason,
            hint=say("The window and your other data are unharmed. Save the file as CSV or JSON lines, or a part of it, and open that."),
        )

    def _last_line(self) -> str:
        if not self._complaints:
            return ""
        self._complaints.seek(0, 2)
        self._complaints.seek(max(0, self._complaints.tell() - 4096))
        lines = self._complaints.read().decode("utf-8", errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else "—"


class SourceReading(ChildReading):
    """Reads a file into a cache folder (see cached_rows): Opened, Preview, then progress and problems, at last Done or Failed."""

    def __init__(
        self,
        path: Path | str,
        cache: Path,
        encoding: str = "auto",
        delimiter: str = "auto",
        memory_limit: int = MEMORY_LIMIT,
        seconds_limit: float = SECONDS_LIMIT,
    ) -> None:
        self.path, self.cache = Path(path), cache
        arguments = ["--cache", str(cache), f"--encoding={encoding}", f"--delimiter={delimiter}", "--", str(path)]
        super().__init__(plain(path), [], memory_limit, seconds_limit)
        self._arguments += arguments

    def messages(self) -> Iterator[ReadMessage]:
        """As ChildReading; what a killed child left half written is taken away."""
        try:
            yield from super().messages()
        finally:
            for part in self.cache.glob("*.part"):
                part.unlink(missing_ok=True)


class CacheChecking(ChildReading):
    """Checks the cached rows of a reading for roles: progress, then Checked or Failed."""

    def __init__(self, cache: Path, columns: Mapping[str, str], roles: Sequence[Role], memory_limit: int = MEMORY_LIMIT) -> None:
        written = [{"name": role.name, "title": role.title.model_dump(), "kind": role.kind, "required": role.required} for role in roles]
        arguments = ["--check", str(cache), f"--columns={json.dumps(dict(columns))}", f"--roles={json.dumps(written)}"]
        super().__init__(plain(cache), arguments, memory_limit, SECONDS_LIMIT)
