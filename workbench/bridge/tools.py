"""One-shot engine commands: run in a child process, answered with JSON on its stdout, killed when nobody wants them."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shiboken6
from pydantic import ValidationError
from PySide6.QtCore import QObject, QThread, Signal, Slot

from engine.api import Message, engine_command
from workbench.bridge.children import clean, kill_tree, last_lines, start_child
from workbench.bridge.endings import signal_name
from workbench.services.language import shown

POLL = 0.02  # seconds between two looks at the child's output
LIMIT = 900.0  # seconds a command may take unless its caller says otherwise

Answer = dict[str, Any]


@dataclass(frozen=True)
class ToolEnd:
    """How a command ended: its last JSON line and exit status, or why there is none."""

    answer: Answer | None = None
    code: int | None = None
    reason: str = ""  # "cancelled", "time", or the operating system's words when it could not be started
    lines: tuple[str, ...] = ()  # the last lines of stderr


@dataclass(frozen=True)
class ToolFailure:
    """Why there is no answer, ready to be shown. `console` holds the last lines of stderr, for "copy details"."""

    code: str
    title: str
    detail: str = ""
    hint: str = ""
    console: str = ""

    @property
    def text(self) -> str:
        """Title, detail and hint as one paragraph."""
        return " ".join(part for part in (self.title, self.detail, self.hint) if part)


class ToolThread(QThread):
    """Runs one command. Its output goes through files, because a pipe can't be watched together with a deadline everywhere.

    Signals: line(number, dict) for each JSON line as it comes; ended(number, ToolEnd) once.
    """

    line = Signal(int, object)
    ended = Signal(int, object)

    def __init__(self, number: int, command: Sequence[str], limit: float = LIMIT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"tool.{number}")
        self.number = number
        self.limit = limit
        self._command = list(command)
        self._cancel = threading.Event()
        self._answer: Answer | None = None

    def cancel(self) -> None:
        """End the command and all it started; `ended` says "cancelled"."""
        self._cancel.set()

    def run(self) -> None:
        """Run, read, end."""
        with tempfile.TemporaryDirectory(prefix="tunebench-tool-", ignore_cleanup_errors=True) as folder:
            self.ended.emit(self.number, self._run_in(Path(folder)))

    def _run_in(self, folder: Path) -> ToolEnd:
        out, errors = folder / "out", folder / "errors"
        try:
            with out.open("wb") as out_file, errors.open("wb") as errors_file:
                child = start_child(self._command, out_file, errors_file, own_session=False)
        except OSError as error:
            return ToolEnd(reason=error.strerror or str(error))
        with out.open("rb") as file:
            reason = self._follow(child, file)
        return ToolEnd(self._answer, child.returncode, reason, last_lines(errors))

    def _follow(self, child: subprocess.Popen[bytes], file: Any) -> str:
        """Read lines until the child's end; "cancelled" or "time" where it was ended for that."""
        deadline = time.monotonic() + self.limit
        rest, reason = b"", ""
        while True:
            running = child.poll() is None
            *whole, rest = (rest + file.read()).split(b"\n")
            for text in whole:
                self._take(text)
            if not running:
                self._take(rest)
                return reason
            if not reason and (self._cancel.is_set() or time.monotonic() > deadline):
                reason = "cancelled" if self._cancel.is_set() else "time"
                kill_tree(child.pid)
                child.wait()
                continue
            self._cancel.wait(POLL)

    def _take(self, text: bytes) -> None:
        try:
            value = json.loads(text)
        except ValueError:  # a library printed something; it is no answer
            return
        if isinstance(value, dict):
            self._answer = value
            self.line.emit(self.number, value)


@dataclass
class _Call:
    thread: ToolThread
    key: str
    on_line: Callable[[Answer], object] | None
    on_done: Callable[[Answer], object] | None
    on_error: Callable[[ToolFailure], object] | None


class Tools(QObject):
    """The commands that run now, at most one for each key: a new one ends the one before, whose callers hear nothing more.

    Callbacks run in the window's thread; those of a deleted object are dropped.
    """

    def __init__(self, command: Callable[..., list[str]] = engine_command, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = command
        self._calls: dict[int, _Call] = {}
        self._ending: dict[int, ToolThread] = {}
        self._next = 1

    def run(
        self,
        key: str,
        arguments: Sequence[str],
        on_done: Callable[[Answer], object] | None = None,
        on_error: Callable[[ToolFailure], object] | None = None,
        on_line: Callable[[Answer], object] | None = None,
        limit: float = LIMIT,
    ) -> int:
        """Start `engine ARGUMENTS`. on_line gets each JSON line, then on_done the last one or on_error the reason."""
        self.cancel(key)
        number, self._next = self._next, self._next + 1
        thread = ToolThread(number, self._engine(*arguments), limit, self)
        thread.line.connect(self._line)
        thread.ended.connect(self._ended)
        thread.finished.connect(self._sweep)
        self._calls[number] = _Call(thread, key, on_line, on_done, on_error)
        thread.start()
        return number

    def cancel(self, key: str) -> None:
        """End the key's command; its callbacks are not called any more."""
        for number, call in list(self._calls.items()):
            if call.key == key:
                call.thread.cancel()
                self._ending[number] = self._calls.pop(number).thread

    def running(self, key: str) -> bool:
        """Does a command of this key run?"""
        return any(call.key == key for call in self._calls.values())

    def close(self) -> None:
        """End all and wait for their threads."""
        for key in {call.key for call in self._calls.values()}:
            self.cancel(key)
        for thread in self._ending.values():
            thread.wait()
        self._ending.clear()

    @Slot(int, object)
    def _line(self, number: int, answer: Answer) -> None:
        call = self._calls.get(number)
        if call is not None:
            _tell(call.on_line, answer)

    @Slot(int, object)
    def _ended(self, number: int, end: ToolEnd) -> None:
        call = self._calls.pop(number, None)
        if call is None:
            return
        self._ending[number] = call.thread
        if end.code == 0 and not end.reason and end.answer is not None and "error" not in end.answer:
            _tell(call.on_done, end.answer)
        else:
            _tell(call.on_error, self.failure(end, call.thread.limit))

    @Slot()
    def _sweep(self) -> None:
        for number, thread in list(self._ending.items()):
            if thread.isFinished() and thread.wait():
                del self._ending[number]

    def failure(self, end: ToolEnd, limit: float) -> ToolFailure:
        """Why a command gave no answer, in words."""
        console = clean("\n".join(end.lines))
        error = (end.answer or {}).get("error")
        if isinstance(error, dict) and not end.reason:
            title, detail, hint = (_message(error.get(name)) for name in ("title", "detail", "hint"))
            return ToolFailure(str(error.get("code", "")), title, detail, hint, console)
        if end.reason == "time":
            text = self.tr("The engine did not answer within {seconds} s and was ended.").format(seconds=round(limit))
            return ToolFailure("tool.time", text, hint=self.tr("Try again, or try with less data."), console=console)
        if end.reason == "cancelled":
            return ToolFailure("tool.cancelled", self.tr("Cancelled."))
        if end.reason:
            return ToolFailure("tool.unstarted", self.tr("The engine could not be started: {reason}.").format(reason=end.reason))
        return ToolFailure("internal", self._died(end.code), hint=self.tr("The details help to find out why."), console=console)

    def _died(self, code: int | None) -> str:
        name = signal_name(code)
        if name == "SIGKILL":
            return self.tr("The engine was ended by SIGKILL (the system may have run out of memory).")
        if name:
            return self.tr("The engine was ended by {signal}.").format(signal=name)
        return self.tr("The engine made a mistake and ended with status {status}.").format(status=code)


def run_tool(
    context: Any,
    arguments: Sequence[str],
    on_done: Callable[[Answer], object] | None = None,
    on_error: Callable[[ToolFailure], object] | None = None,
    on_line: Callable[[Answer], object] | None = None,
    *,
    key: str = "",
    limit: float = LIMIT,
) -> int:
    """Run a one-shot engine command for a page; the key is the command's name unless another one is given."""
    tools: Tools = context.hub.tools
    return tools.run(key or arguments[0], arguments, on_done, on_error, on_line, limit)


def _tell(callback: Callable[[Any], object] | None, value: Any) -> None:
    owner = getattr(getattr(callback, "func", callback), "__self__", None)  # of a partial, its function's
    if callback is None or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
        return
    callback(value)


def _message(value: object) -> str:
    with suppress(ValidationError):
        return shown(Message.model_validate(value))
    return str(value or "")
