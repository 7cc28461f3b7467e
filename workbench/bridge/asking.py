"""Asking a trained model one text after another. Its process stays for a while, so that only the first answer takes seconds."""

from __future__ import annotations

import json
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from workbench.bridge.children import kill_tree, last_lines, start_child
from workbench.bridge.tools import Answer, ToolEnd, Tools

POLL = 0.02  # seconds between two looks at the child's output while an answer is awaited
REST = 0.5  # and while none is
LIMIT = 120.0  # seconds that an answer may take
IDLE = 120.0  # seconds without a question after which the process ends and gives its memory back


class AskThread(QThread):
    """The process of one model.

    Signals: answered(number, dict) for each question; ended(number, ToolEnd) once, with reason "idle", "cancelled" or
    "time" where we ended it.
    """

    answered = Signal(int, object)
    ended = Signal(int, object)

    def __init__(self, number: int, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"asking.{number}")
        self.number = number
        self.limit, self.idle = LIMIT, IDLE
        self._command = list(command)
        self._questions: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._wake, self._leave = threading.Event(), threading.Event()
        self._waiting = 0
        self._since = 0.0
        self._error: Answer | None = None

    def ask(self, text: str) -> None:
        """Put a question; its answer comes after those of earlier ones."""
        self._questions.put(text)
        self._wake.set()

    def leave(self) -> None:
        """End the process soon."""
        self._leave.set()
        self._wake.set()

    def run(self) -> None:
        """Start, pass questions and answers on, end."""
        with tempfile.TemporaryDirectory(prefix="tunebench-ask-", ignore_cleanup_errors=True) as folder:
            self.ended.emit(self.number, self._run_in(Path(folder)))

    def _run_in(self, folder: Path) -> ToolEnd:
        out, errors = folder / "out", folder / "errors"
        try:
            with out.open("wb") as out_file, errors.open("wb") as errors_file:
                child = start_child(self._command, out_file, errors_file, own_session=False, stdin=subprocess.PIPE)
        except OSError as error:
            return ToolEnd(reason=error.strerror or str(error))
        with out.open("rb") as file:
            reason = self._follow(child, file)
        with suppress(OSError):
            assert child.stdin is not None
            child.stdin.close()
        return ToolEnd(self._error, child.returncode, reason, last_lines(errors))

    def _follow(self, child: subprocess.Popen[bytes], file: Any) -> str:
        """Until the child's end; why we ended it, if we did."""
        self._since = time.monotonic()
        rest, reason = b"", ""
        while True:
            running = child.poll() is None
            *whole, rest = (rest + file.read()).split(b"\n")
            for line in whole:
                self._take(line)
            if not running:
                return reason
            self._pass_on(child)
            reason = self._why_end()
            if reason:
                kill_tree(child.pid)
                child.wait()
                continue
            self._wake.wait(POLL if self._waiting else REST)
            self._wake.clear()

    def _pass_on(self, child: subprocess.Popen[bytes]) -> None:
        """Write the questions to the child; one that has just died is noticed at the next look."""
        assert child.stdin is not None
        with suppress(queue.Empty, OSError):
            while text := self._questions.get_nowait():
                self._waiting, self._since = self._waiting + 1, time.monotonic()
                child.stdin.write(json.dumps(text).encode("ascii") + b"\n")
                child.stdin.flush()

    def _take(self, line: bytes) -> None:
        try:
            value = json.loads(line)
        except ValueError:  # a library printed something
            return
        if isinstance(value, dict) and "error" in value:
            self._error = value
        elif isinstance(value, dict) and "rows" in value:
            self._waiting, self._since = max(0, self._waiting - 1), time.monotonic()
            self.answered.emit(self.number, value)

    def _why_end(self) -> str:
        passed = time.monotonic() - self._since
        if self._leave.is_set():
            return "cancelled"
        if self._waiting:
            return "time" if passed > self.limit else ""
        return "idle" if passed > self.idle else ""


class Asker(QObject):
    """One model at a time that can be asked; another model takes its place.

    Signals: answered(dict); failed(ToolFailure) where a question gets no answer.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, command: Callable[..., list[str]], tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = command
        self._tools = tools
        self._model = ""
        self._thread: AskThread | None = None
        self._leaving: dict[int, AskThread] = {}
        self._open = 0  # questions without an answer
        self._text = ""  # the newest one
        self._next = 1

    def prepare(self, model: str) -> None:
        """Start the model's process, so that it is ready by the time that a question is written."""
        if self._thread is not None and self._model == model:
            return
        self.leave()
        number, self._next = self._next, self._next + 1
        thread = AskThread(number, self.engine("predict", model, "--stdin", "--json"), self)
        thread.answered.connect(self._answered)
        thread.ended.connect(self._ended)
        thread.finished.connect(self._sweep)
        self._model, self._thread = model, thread
        thread.start()

    def ask(self, model: str, text: str) -> None:
        """Ask a model; the answer or the reason for none comes by a signal."""
        self.prepare(model)
        assert self._thread is not None
        self._open, self._text = self._open + 1, text
        self._thread.ask(text)

    def leave(self) -> None:
        """End the process; nothing more is told of what was asked."""
        if self._thread is not None:
            self._thread.leave()
            self._leaving[self._thread.number] = self._thread
        self._thread, self._model, self._open = None, "", 0

    def close(self) -> None:
        """End and wait."""
        self.leave()
        for thread in self._leaving.values():
            thread.wait()
        self._leaving.clear()

    @Slot(int, object)
    def _answered(self, number: int, answer: Answer) -> None:
        if self._thread is not None and self._thread.number == number and self._open:
            self._open -= 1
            self.answered.emit(answer)

    @Slot(int, object)
    def _ended(self, number: int, end: ToolEnd) -> None:
        thread = self._thread
        if thread is None or thread.number != number:
            return
        missed, model = self._open > 0, self._model
        self.leave()
        if missed and end.reason == "idle":  # it was just about to end when it was asked
            self.ask(model, self._text)
        elif missed:
            self.failed.emit(self._tools.failure(end, thread.limit))

    @Slot()
    def _sweep(self) -> None:
        for number, thread in list(self._leaving.items()):
            if thread.isFinished() and thread.wait():
                del self._leaving[number]
