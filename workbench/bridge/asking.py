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
from workbench.bridge.tools import Answer, ToolEnd, ToolFailure, Tools

POLL = 0.02  # seconds between two looks at the child's output while an answer is awaited
REST = 0.5  # and while none is
LIMIT = 120.0  # seconds that an answer may take
IDLE = 120.0  # seconds without a question after which the process ends and gives its memory back

Question = str | dict[str, Any]


class AskThread(QThread):
    """The process of one model.

    A question is a text for `engine predict`, or a table with an "id" for `engine generate` and `engine serve`, which answer
    piece by piece.

    Signals: answered(number, dict) for each text; said(number, dict) for each piece; ended(number, ToolEnd) once, with reason
    "idle", "cancelled" or "time" where we ended it.
    """

    answered = Signal(int, object)
    said = Signal(int, object)
    ended = Signal(int, object)

    def __init__(self, number: int, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"asking.{number}")
        self.number = number
        self.limit, self.idle = LIMIT, IDLE
        self._command = list(command)
        self._questions: queue.SimpleQueue[Question] = queue.SimpleQueue()
        self._wake, self._leave = threading.Event(), threading.Event()
        self._waiting = 0
        self._since = 0.0
        self._error: Answer | None = None
        self.pid = 0

    def ask(self, question: Question) -> None:
        """Put a question; its answer comes after those of earlier ones."""
        self._questions.put(question)
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
        self.pid, self._since = child.pid, time.monotonic()
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
            while question := self._questions.get_nowait():
                if isinstance(question, str) or "id" in question:  # anything else is no question, and gets no answer
                    self._waiting, self._since = self._waiting + 1, time.monotonic()
                child.stdin.write(json.dumps(question).encode("ascii") + b"\n")
                child.stdin.flush()

    def _take(self, line: bytes) -> None:
        try:
            value = json.loads(line)
        except ValueError:  # a library printed something
            return
        if not isinstance(value, dict):
            return
        if "id" in value:
            ends = "done" in value or "error" in value
            self._waiting, self._since = max(0, self._waiting - ends), time.monotonic()
            self.said.emit(self.number, value)
        elif "error" in value:
            self._error = value
        elif "rows" in value:
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

    Signals: answered(dict) for a text; said(dict) for each piece of a text that is written, with its "id"; failed(ToolFailure)
    where a question gets no answer.
    """

    answered = Signal(object)
    said = Signal(object)
    failed = Signal(object)

    def __init__(self, command: Callable[..., list[str]], tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = command
        self._tools = tools
        self._model = ("", "")
        self._thread: AskThread | None = None
        self._leaving: dict[int, AskThread] = {}
        self._open = 0  # questions without an answer
        self._question: Question = ""  # the newest one
        self._next = 1
        self._id = 0

    def prepare(self, model: str, verb: str = "predict") -> None:
        """Start the model's process ("predict" or "generate"), so that it is ready by the time that a question is written."""
        if self._thread is not None and self._model == (model, verb):
            return
        self.leave()
        number, self._next = self._next, self._next + 1
        thread = AskThread(number, self.engine(verb, model, "--stdin", "--json"), self)
        thread.answered.connect(self._answered)
        thread.said.connect(self._said)
        thread.ended.connect(self._ended)
        thread.finished.connect(self._sweep)
        self._model, self._thread = (model, verb), thread
        thread.start()

    def ask(self, model: str, text: str) -> None:
        """Ask a model; the answer or the reason for none comes by a signal."""
        self._put(model, "predict", text)

    def generate(self, model: str, wish: dict[str, Any]) -> int:
        """Let a model write; the pieces carry the number that is given back. wish: "prompt" and how to choose tokens."""
        self._id += 1
        self._put(model, "generate", {**wish, "id": self._id})
        return self._id

    def stop(self, number: int) -> None:
        """End a text that is being written; its last piece still says so."""
        if self._thread is not None and self._open:
            self._thread.ask({"stop": number})

    def failure(self, error: Any) -> ToolFailure:
        """What the engine says of a question that it could not answer, in words."""
        return self._tools.failure(ToolEnd({"error": error}, 2), LIMIT)

    def leave(self) -> None:
        """End the process; nothing more is told of what was asked."""
        if self._thread is not None:
            self._thread.leave()
            self._leaving[self._thread.number] = self._thread
        self._thread, self._model, self._open = None, ("", ""), 0

    def close(self) -> None:
        """End and wait."""
        self.leave()
        for thread in self._leaving.values():
            thread.wait()
        self._leaving.clear()

    def _put(self, model: str, verb: str, question: Question) -> None:
        self.prepare(model, verb)
        assert self._thread is not None
        self._open, self._question = self._open + 1, question
        self._thread.ask(question)

    @Slot(int, object)
    def _answered(self, number: int, answer: Answer) -> None:
        if self._thread is not None and self._thread.number == number and self._open:
            self._open -= 1
            self.answered.emit(answer)

    @Slot(int, object)
    def _said(self, number: int, piece: Answer) -> None:
        if self._thread is not None and self._thread.number == number and self._open:
            self._open -= "done" in piece or "error" in piece
            self.said.emit(piece)

    @Slot(int, object)
    def _ended(self, number: int, end: ToolEnd) -> None:
        thread = self._thread
        if thread is None or thread.number != number:
            return
        missed, (model, verb) = self._open > 0, self._model
        self.leave()
        if missed and end.reason == "idle":  # it was just about to end when it was asked
            self._put(model, verb, self._question)
        elif missed:
            self.failed.emit(self._tools.failure(end, thread.limit))

    @Slot()
    def _sweep(self) -> None:
        for number, thread in list(self._leaving.items()):
            if thread.isFinished() and thread.wait():
                del self._leaving[number]
