"""What a job tells the world: a closed union of events, one JSON line each in events.jsonl.

NaN and infinities are written as strings, because JSON has no numbers for them and hiding them is lying.
"""

from __future__ import annotations

import json
import math
import time as clock
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, TypeAdapter, ValidationError

from engine.messages import NOTHING, Message

_SPECIAL = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def _number(value: Any) -> Any:
    return _SPECIAL.get(value, value) if isinstance(value, str) else value


def _written(value: float) -> float | str:
    if math.isfinite(value):
        return value
    return "nan" if math.isnan(value) else ("inf" if value > 0 else "-inf")


Number = Annotated[float, BeforeValidator(_number), PlainSerializer(_written, when_used="json")]
Status = Literal["completed", "stopped", "failed"]

# what people call the choices whose names are keys in data; the names of the others are words already
CHOICE_TITLES = {
    "precision": "number format",
    "data.validation": "validation rows",
    "data.test": "test rows",
    "data.columns.text": "text column",
    "data.columns.label": "label column",
    "data.columns.source": "source column",
    "data.columns.target": "target column",
    "data.columns.prompt": "prompt column",
    "data.columns.answer": "answer column",
    "data.columns.messages": "conversation column",
}
# choices whose values are words to translate, not figures or names
CHOSEN_WORDS = ("head start", "optimizer", "features", "head", "dropout", "arithmetic")


class Event(BaseModel):
    """One event; `time` is seconds since the epoch by the writer's clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    time: float = Field(default_factory=clock.time)


class Started(Event):
    """The job began (or went on: resumed_from is the step of the checkpoint it continues)."""

    kind: Literal["started"] = "started"
    title: str
    pid: int
    resumed_from: int | None = None


class Phase(Event):
    """What is being done now: reading, loading, tokenizing, training, evaluating, saving."""

    kind: Literal["phase"] = "phase"
    name: str
    text: Message


class Progress(Event):
    """How far a phase is, in its own unit ("steps", "rows", "bytes")."""

    kind: Literal["progress"] = "progress"
    done: int
    total: int
    unit: str
    seconds_left: Number | None = None


class Metrics(Event):
    """Numbers of a step; split is "train", "validation" or "test"."""

    kind: Literal["metrics"] = "metrics"
    step: int
    epoch: float
    split: Literal["train", "validation", "test"]
    values: dict[str, Number]


class Resources(Event):
    """What the job uses now: bytes of memory, bytes of device memory, tokens a second."""

    kind: Literal["resources"] = "resources"
    step: int
    memory: int
    device_memory: int = 0
    tokens_per_second: Number = 0.0


class Sample(Event):
    """One row as the model sees it: its tokens and what was cut off."""

    kind: Literal["sample"] = "sample"
    text: str
    tokens: list[str]
    cut: int = 0


class Generated(Event):
    """What a model that writes makes of a prompt at a step."""

    kind: Literal["generated"] = "generated"
    step: int
    prompt: str
    text: str


class Checkpoint(Event):
    """A checkpoint that is safely on disk; path is relative to the run folder."""

    kind: Literal["checkpoint"] = "checkpoint"
    step: int
    path: str
    bytes: int
    best: bool = False


class Notice(Event):
    """Something the user should know; level "info" or "warning"."""

    kind: Literal["notice"] = "notice"
    level: Literal["info", "warning"] = "info"
    title: Message
    detail: Message = NOTHING


class Choice(Event):
    """What was chosen automatically, and why."""

    kind: Literal["choice"] = "choice"
    name: str
    value: str
    reason: Message


class Artifact(Event):
    """Something of lasting use was written; path is relative to the run folder."""

    kind: Literal["artifact"] = "artifact"
    name: str
    path: str


class Error(Event):
    """Why the job could not go on. A user's mistake has a hint; ours has code "internal" and its traceback lies in console.log."""

    kind: Literal["error"] = "error"
    code: str
    title: Message
    detail: Message = NOTHING
    hint: Message = NOTHING


class Finished(Event):
    """The last event of a job that ended in order."""

    kind: Literal["finished"] = "finished"
    status: Status
    step: int
    seconds: Number


class Unknown(Event):
    """A line of a kind that this version doesn't know; shown as text."""

    kind: Literal["unknown"] = "unknown"
    text: str


AnyEvent = Annotated[
    Started | Phase | Progress | Metrics | Resources | Sample | Generated | Checkpoint | Notice | Choice | Artifact | Error | Finished,
    Field(discriminator="kind"),
]
_adapter: TypeAdapter[Event] = TypeAdapter(AnyEvent)


def to_line(event: Event) -> str:
    """The event as one line of JSON, newline included."""
    return json.dumps(event.model_dump(mode="json"), ensure_ascii=False, allow_nan=False) + "\n"


def from_line(line: str) -> Event:
    """The event of a line; a line that isn't one of ours becomes Unknown with its text."""
    try:
        return _adapter.validate_json(line)
    except ValidationError:
        return Unknown(time=0.0, text=line.strip()[:2000])


class EventReader:
    """Reads an events file as it grows; a last line without its newline is left for the next call.

    `offset` is the place in bytes to begin at: the file's size, for somebody who only wants what comes next.
    """

    CHUNK = 1 << 20  # bytes held at a time, so that a long history needs no memory of its own size

    def __init__(self, path: Path, offset: int = 0) -> None:
        self.path = path
        self._offset = offset

    def read(self) -> Iterator[Event]:
        """The events that were written since the last call (nothing if the file isn't there yet)."""
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            return
        with file:
            file.seek(self._offset)
            rest = b""
            while data := file.read(self.CHUNK):
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    self._offset += len(line) + 1
                    if line.strip():
                        yield from_line(line.decode("utf-8", errors="replace"))
