"""Looking inside models: one warm `engine serve` child, questions and answers as lines, arrays by memory-mapped files."""

from __future__ import annotations

import json
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal, Slot

from engine.api import Message
from workbench.bridge.asking import AskThread
from workbench.bridge.tools import ToolEnd, ToolFailure, Tools

LIMIT = 600.0  # seconds between two words of an answer
IDLE = 600.0  # seconds without a question after which the process gives its memory back
KEPT = 32  # answers whose arrays stay on disk


@dataclass(frozen=True)
class Looked:
    """An answer, or a part of one before it is whole (number 0). blocks: by name, as plain data with Messages and arrays inside.

    number: of the question, by which the desk that answered it can write the view to a file later.
    """

    number: int
    inspector: str
    blocks: dict[str, dict[str, Any]]
    origin: dict[str, Any] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    desk: InspectDesk | None = None


@dataclass
class _Call:
    done: Callable[[Looked], object]
    failed: Callable[[ToolFailure], object]
    part: Callable[[Looked], object] | None
    progress: Callable[[int, int, Message], object] | None
    inspector: str


class InspectDesk(QObject):
    """Asks the child; starts it when it is first needed, and again after it died.

    Signals: busy(bool) when the first question is open and when the last one is answered; died(ToolFailure) when the
    process ended by itself, after the callers of open questions have heard it.
    """

    busy = Signal(bool)
    died = Signal(object)

    def __init__(self, command: Callable[..., list[str]], tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command, self._tools = command, tools
        self._folder: tempfile.TemporaryDirectory[str] | None = None  # of the arrays
        self._thread: AskThread | None = None
        self._leaving: dict[int, AskThread] = {}
        self._calls: dict[int, _Call] = {}
        self._kept: deque[list[str]] = deque()
        self._threads = 0
        self._questions = 0

    def look(
        self,
        inspector: str,
        settings: dict[str, Any],
        done: Callable[[Looked], object],
        failed: Callable[[ToolFailure], object],
        part: Callable[[Looked], object] | None = None,
        progress: Callable[[int, int, Message], object] | None = None,
    ) -> int:
        """Ask for a look; the number ends it early. part: what is there before the whole answer."""
        call = _Call(done, failed, part, progress, inspector)
        return self._ask({"look": inspector, "settings": settings}, call)

    def write(
        self,
        answers: Sequence[Looked],
        file: Path,
        wish: dict[str, Any],
        done: Callable[[Looked], object],
        failed: Callable[[ToolFailure], object],
    ) -> int:
        """Write blocks of answers to a file. wish: "width", "dark", "overwrite", "blocks" (names; all where there are none)."""
        call = _Call(done, failed, None, None, "")
        return self._ask({"write": str(file), "of": [looked.number for looked in answers], **wish}, call)

    def stop(self, number: int) -> None:
        """Forget a question; its caller hears nothing more."""
        if self._calls.pop(number, None) is not None and self._thread is not None:
            self._thread.ask({"stop": number})
            self._tell_busy()

    def folder(self) -> Path:
        """Where the arrays lie."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="tunebench-look-", ignore_cleanup_errors=True)
        return Path(self._folder.name)

    def is_warm(self) -> bool:
        """Is there a process?"""
        return self._thread is not None

    def process(self) -> int:
        """The process's id, 0 where there is none."""
        return self._thread.pid if self._thread is not None else 0

    def leave(self) -> None:
        """End the process; nothing more is told of what was asked."""
        self._calls.clear()
        if self._thread is not None:
            self._thread.leave()
            self._leaving[self._thread.number] = self._thread
        self._thread = None

    def close(self) -> None:
        """End, wait, and delete the arrays."""
        self.leave()
        for thread in self._leaving.values():
            thread.wait()
        self._leaving.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _ask(self, question: dict[str, Any], call: _Call) -> int:
        self._questions += 1
        number = self._questions
        if self._thread is None:
            self._start()
        assert self._thread is not None
        self._calls[number] = call
        self._thread.ask({"id": number, **question})
        self._tell_busy()
        return number

    def _start(self) -> None:
        self._threads += 1
        thread = AskThread(self._threads, self._command("serve", "--json", "--arrays", str(self.folder())), self)
        thread.limit, thread.idle = LIMIT, IDLE
        thread.said.connect(self._said)
        thread.ended.connect(self._ended)
        thread.finished.connect(self._sweep)
        self._thread = thread
        thread.start()

    @Slot(int, object)
    def _said(self, number: int, piece: dict[str, Any]) -> None:
        call = self._calls.get(int(piece["id"]))
        if call is None or self._thread is None or self._thread.number != number:
            return
        if "progress" in piece:
            done, total, text = piece["progress"]
            if call.progress is not None:
                call.progress(int(done), int(total), Message.model_validate(text))
        elif "blocks" in piece:
            if call.part is not None:
                call.part(Looked(0, call.inspector, self._blocks(piece["blocks"])))
        else:
            del self._calls[int(piece["id"])]
            self._end(call, piece)
            self._tell_busy()

    def _end(self, call: _Call, piece: dict[str, Any]) -> None:
        if "error" in piece:
            call.failed(self._tools.failure(ToolEnd({"error": piece["error"]}, 2), LIMIT))
        elif "files" in piece:
            call.done(Looked(int(piece["id"]), call.inspector, {}, files=tuple(Path(name) for name in piece["files"])))
        elif "view" in piece:
            view = piece["view"]
            call.done(Looked(int(piece["id"]), call.inspector, self._blocks(view["blocks"]), view["origin"], desk=self))

    def _blocks(self, blocks: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        names: list[str] = []
        found = {block["name"]: self._opened(block, names) for block in blocks}
        self._kept.append(names)
        while len(self._kept) > KEPT and self._thread is not None:
            gone = self._kept.popleft()
            if gone:
                self._thread.ask({"forget": gone})
        return found

    def _opened(self, value: Any, names: list[str]) -> Any:
        """Plain data with its arrays opened and its messages made."""
        match value:
            case {"array": str(name)}:
                names.append(name)
                from numpy.lib.format import open_memmap  # not at the top: the window opens without numpy

                return open_memmap(self.folder() / name, mode="r")
            case {"strings": str(name)}:
                names.append(name)
                return json.loads((self.folder() / name).read_text(encoding="utf-8"))
            case {"template": str(_), "values": dict(_)}:
                with suppress(ValidationError):
                    return Message.model_validate(value)
                return value
            case dict():
                return {key: self._opened(item, names) for key, item in value.items()}
            case list():
                return [self._opened(item, names) for item in value]
            case _:
                return value

    @Slot(int, object)
    def _ended(self, number: int, end: ToolEnd) -> None:
        thread = self._thread
        if thread is None or thread.number != number:
            return
        calls = list(self._calls.values())
        self.leave()
        if calls or end.reason != "idle":
            failure = self._tools.failure(end, thread.limit)
            for call in calls:
                call.failed(failure)
            self.died.emit(failure)
        self._tell_busy()

    def _tell_busy(self) -> None:
        self.busy.emit(bool(self._calls))

    @Slot()
    def _sweep(self) -> None:
        for number, thread in list(self._leaving.items()):
            if thread.isFinished() and thread.wait():
                del self._leaving[number]
