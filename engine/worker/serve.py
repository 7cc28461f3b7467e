"""`engine serve`: looks into models as they are asked for over a pipe, one after another, and stays warm between them.

Questions are lines of JSON: {"id": 7, "look": "attention", "settings": {"model": ..., "text": ..., ...}}; {"stop": 7} ends one,
{"forget": ["a1-1.npy", ...]} deletes arrays that are needed no more; {"id": 8, "write": "/path/map.svg", "of": [7], ...}
writes blocks of the latest answers to a file. Answers: {"id": 7, "progress": [done, total, text]}, {"id": 7, "blocks": [...]}
for a part, then {"id": 7, "done": true, "view": {...}} or {"id": 7, "error": {...}}. Arrays lie in the folder as .npy files.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.catalog import INSPECTORS
from engine.errors import UserError
from engine.inspectors._blocks import Block, View, stored
from engine.inspectors._inspector import Desk, Inspector, Stopped
from engine.messages import Message, language, say
from engine.registry import discover

LATEST = 24  # answers that can still be written to files
PAUSE = 0.1  # seconds between two lines of progress
Tell = Callable[[dict[str, Any]], None]


class Question(BaseModel):
    """One look, or one file to be written of earlier looks, newer blocks in place of older ones; blocks: only those of these names."""

    model_config = ConfigDict(extra="forbid")

    id: int
    look: str = ""
    settings: dict[str, Any] = Field(default_factory=dict)
    write: str = ""
    of: list[int] = Field(default_factory=list)
    blocks: list[str] = Field(default_factory=list)
    width: int = Field(1200, ge=200, le=8000)
    dark: bool = False
    overwrite: bool = False


class Server:
    """Answers questions with a desk of its own."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self.folder, self.tell = folder, tell
        self.stops: set[int] = set()
        self._now = 0
        self._told = 0.0
        self._parts = 0
        self._views: OrderedDict[int, View] = OrderedDict()
        self._desk = Desk(self._progress, self._show, lambda: self._now in self.stops)

    def answer(self, line: str) -> None:
        """Answer one line; whatever a user can have done wrong is an answer too."""
        number = 0
        try:
            question = Question.model_validate_json(line)
            number = self._now = question.id
            self._answer(question)
        except ValidationError as error:
            detail = say("{error}.", error=str(error).replace("\n", " ")[:300])
            self._fail(number, UserError("inspect.question", say("The question can't be read."), detail=detail))
        except Stopped:
            self.tell({"id": number, "done": True, "stopped": True})
        except UserError as error:
            self._fail(number, error)
        except MemoryError:
            short = say("There is not enough memory for this look.")
            self._fail(number, UserError("inspect.memory", short, hint=say("Shorten the text, or choose a smaller model.")))

    def _answer(self, question: Question) -> None:
        if question.write:
            paths = self._write(question)
            self.tell({"id": question.id, "done": True, "files": [str(path) for path in paths]})
            return
        view = looked(self._desk, question.look, question.settings)
        self._views[question.id] = view
        while len(self._views) > LATEST:
            self._views.popitem(last=False)
        self.tell({"id": question.id, "done": True, "view": stored(view, self.folder, f"a{question.id}")})

    def _write(self, question: Question) -> list[Path]:
        from engine.drawing.files import Look, write_view

        views = [self._views[number] for number in sorted(question.of) if number in self._views]
        if not views or len(views) < len(question.of):
            gone = say("This view has to be made again before it can be saved.")
            raise UserError("inspect.gone", gone, hint=say("Look at it once more."))
        found = {block.name: block for view in views for block in view.blocks}
        chosen = tuple(block for name, block in found.items() if not question.blocks or name in question.blocks)
        view = views[-1].model_copy(update={"blocks": chosen})
        return write_view(view, Path(question.write), Look(question.width, question.dark, language()), question.overwrite)

    def _progress(self, done: int, total: int, text: Message) -> None:
        now = time.monotonic()
        if now - self._told > PAUSE or not done:
            self._told = now
            self.tell({"id": self._now, "progress": [done, total, text.model_dump(mode="json")]})

    def _show(self, blocks: Sequence[Block]) -> None:
        self._parts += 1
        part = View(inspector="", blocks=tuple(blocks), origin={})
        self.tell({"id": self._now, "blocks": stored(part, self.folder, f"p{self._parts}")["blocks"]})

    def _fail(self, number: int, error: UserError) -> None:
        parts = {"title": error.title, "detail": error.detail, "hint": error.hint}
        table = {"code": error.code, **{name: part.model_dump(mode="json") for name, part in parts.items()}}
        self.tell({"id": number, "error": table})

    def forget(self, names: Iterable[str]) -> None:
        """Delete arrays of the folder."""
        for name in names:
            (self.folder / Path(name).name).unlink(missing_ok=True)


def looked(desk: Desk, name: str, settings: dict[str, Any]) -> View:
    """The view of one inspector. Raises UserError for settings that it doesn't know."""
    inspectors: dict[str, Inspector] = discover(INSPECTORS)
    if name not in inspectors:
        names = ", ".join(inspectors)
        raise UserError("inspect.unknown", say("There is no inspector {name}.", name=name), hint=say("There are: {names}.", names=names))
    inspector = inspectors[name]
    try:
        spec = inspector.spec.model_validate(settings)
    except ValidationError as error:
        first = error.errors()[0]
        raise UserError(
            "inspect.setting",
            say("{name} can't be set so.", name=".".join(map(str, first["loc"]))),
            detail=say("{error}.", error=str(first["msg"])),
            hint=say("Known here: {names}.", names=", ".join(inspector.spec.model_fields)),
        ) from None
    return inspector.view(desk, spec)


def serve(folder: Path, lines: Iterable[str], tell: Tell) -> None:
    """Answer until the lines end. Lines are read while a question is answered, so that it can be stopped."""
    server = Server(folder, tell)
    waiting: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        for line in lines:
            control = _control(line)
            if "stop" in control:
                server.stops.add(int(control["stop"]))
            elif "forget" in control:
                server.forget(map(str, control["forget"]))
            else:
                waiting.put(line)
        waiting.put(None)

    threading.Thread(target=listen, daemon=True, name="questions").start()
    while (line := waiting.get()) is not None:
        if line.strip():
            server.answer(line)


def _control(line: str) -> dict[str, Any]:
    """The table of a line that is no question, else nothing."""
    try:
        table = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) and set(table) in ({"stop"}, {"forget"}) else {}
