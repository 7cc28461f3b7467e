"""Writing with a trained model: one prompt, or one after another over a pipe as lines of JSON, with answers in pieces.

Questions: {"id": 7, "prompt": "...", "temperature": 0.8, ...} (the fields of generation.Wish), {"stop": 7} ends one.
Answers: {"id": 7, "text": "..."} for each piece, then {"id": 7, "done": true, "tokens", "seconds", "reason"}, or
{"id": 7, "error": {title, detail, hint}}.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.errors import UserError
from engine.messages import Message, say
from engine.paths import runs_root
from engine.specs.job import apply_settings
from engine.training.tuned import Tuned, open_tuned


class Question(BaseModel):
    """One prompt and how to write; the fields are those of generation.Wish."""

    model_config = ConfigDict(extra="forbid")

    id: int = 0
    prompt: str
    temperature: float = Field(0.8, ge=0, le=10)
    top_k: int = Field(50, ge=0)
    top_p: float = Field(0.95, gt=0, le=1)
    repetition_penalty: float = Field(1.0, gt=0, le=10)
    max_new_tokens: int = Field(128, ge=1, le=1 << 20)
    beams: int = Field(1, ge=1, le=32)
    seed: int = Field(0, ge=0, lt=2**63)
    greedy: bool = False
    stop: tuple[str, ...] = ()  # texts behind which nothing more is to come


def question_of(prompt: str, settings: list[str], max_new_tokens: int) -> Question:
    """A question from the command line's settings ("top_p=0.9"). Raises UserError naming what is wrong."""
    table: dict[str, Any] = {"prompt": prompt, "max_new_tokens": max_new_tokens}
    try:
        return Question.model_validate({**table, **apply_settings({}, settings)})
    except ValidationError as error:
        first = error.errors()[0]
        raise UserError(
            "generate.setting",
            say("{name} can't be set so.", name=".".join(map(str, first["loc"]))),
            detail=say("{error}.", error=str(first["msg"])),
            hint=say("Known here: {names}.", names=", ".join(name for name in Question.model_fields if name not in ("id", "prompt"))),
        ) from None


@dataclass
class Written:
    """How a text came to its end: tokens written, seconds, and why it ended: "end", "length" or "stop"."""

    tokens: int = 0
    seconds: float = 0.0
    reason: str = "length"
    text: str = field(default="", repr=False)


class Writer:
    """A model that writes. Raises UserError if it is one that doesn't."""

    def __init__(self, model: str) -> None:
        self.tuned: Tuned = open_tuned(model, runs_root())
        if self.tuned.task.asking != "text":
            raise UserError(
                "generate.no-writer",
                say("This model writes no texts; its task is {task}.", task=Message(template=self.tuned.task.title)),
                hint=say("Ask it with tunebench predict, or choose a decoder or an encoder-decoder."),
            )

    def write(self, question: Question, stopped: Callable[[], bool] = lambda: False) -> Generator[str, None, Written]:
        """The text in pieces; returns (by StopIteration's value) how it ended."""
        from engine.models.generation import Wish
        from engine.training.writing import beam_text, end_ids, written_pieces

        tuned = self.tuned
        settings = question.model_dump(exclude={"id", "prompt", "stop"})
        wish = Wish(**settings, ends=end_ids(tuned.tokenizer, tuned.reading.config))
        begun = time.monotonic()
        done = Written()
        if question.beams > 1:
            done.text, done.tokens = beam_text(tuned.model, tuned.task, question.prompt, tuned.reading, tuned.compute, wish)
            done.reason = "end" if done.tokens < question.max_new_tokens else "length"
            yield done.text
        else:
            pieces = written_pieces(tuned.model, tuned.task, question.prompt, tuned.reading, tuned.compute, wish)
            while True:
                try:
                    piece = next(pieces)
                except StopIteration as end:
                    done.tokens, done.reason = end.value
                    break
                before = len(done.text)
                done.text += piece
                cut = min((place for text in question.stop if (place := done.text.find(text)) >= 0), default=-1)
                if cut >= 0:
                    piece, done.text = done.text[before:cut], done.text[:cut]
                if piece:
                    yield piece
                if cut >= 0 or stopped():
                    done.reason = "stop"
                    pieces.close()
                    break
        done.seconds = time.monotonic() - begun
        return done


def answer_lines(model: str, lines: Iterable[str], tell: Callable[[dict[str, Any]], None]) -> None:
    """Answer questions as they come until the lines end. A question is read while another is answered, so that it can be stopped."""
    writer = Writer(model)
    waiting: queue.Queue[str | None] = queue.Queue()
    stops: set[int] = set()

    def listen() -> None:
        for line in lines:
            found = _stop_of(line)
            if found is None:
                waiting.put(line)
            else:
                stops.add(found)
        waiting.put(None)

    threading.Thread(target=listen, daemon=True, name="questions").start()
    while (line := waiting.get()) is not None:
        if line.strip():
            _answer(writer, line, stops, tell)


def _stop_of(line: str) -> int | None:
    try:
        table = json.loads(line)
        return int(table["stop"]) if isinstance(table, dict) and set(table) == {"stop"} else None
    except (ValueError, TypeError, RecursionError):
        return None


def _answer(writer: Writer, line: str, stops: set[int], tell: Callable[[dict[str, Any]], None]) -> None:
    number = 0
    try:
        question = Question.model_validate_json(line)
        number = question.id
        pieces = writer.write(question, lambda: number in stops)
        while True:
            try:
                tell({"id": number, "text": next(pieces)})
            except StopIteration as end:
                done: Written = end.value
                tell({"id": number, "done": True, "tokens": done.tokens, "seconds": done.seconds, "reason": done.reason})
                return
    except ValidationError as error:
        title = say("The question can't be read.")
        wrong = UserError("generate.question", title, detail=say("{error}.", error=str(error).replace("\n", " ")[:300]))
        tell({"id": number, "error": _table(wrong)})
    except UserError as error:
        tell({"id": number, "error": _table(error)})


def _table(error: UserError) -> dict[str, Any]:
    parts = {"title": error.title, "detail": error.detail, "hint": error.hint}
    return {"code": error.code, **{name: part.model_dump(mode="json") for name, part in parts.items()}}
