"""What the reading child says to its parent: a closed union of messages, one JSON line each.

A reading ends with exactly one Done, Checked or Failed, unless it was cancelled.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from engine.data.checks import Report
from engine.data.sniff import SourceFormat
from engine.data.sources import RowProblem
from engine.data.statistics import ColumnProfile
from engine.errors import UserError
from engine.messages import NOTHING, Message


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Opened(_Message):
    """The file is what `format` says and has these columns; `size` is in bytes (files, for a folder)."""

    kind: Literal["opened"] = "opened"
    format: SourceFormat
    columns: tuple[str, ...]
    size: int


class Preview(_Message):
    """The first rows, at most 200, as (number, cells); long cells are cut."""

    kind: Literal["preview"] = "preview"
    rows: tuple[tuple[int, tuple[str, ...]], ...]


class ReadProgress(_Message):
    """How far the reading (or the check, which counts rows only) is; ten times a second at most."""

    kind: Literal["progress"] = "progress"
    rows: int
    bytes_done: int
    bytes_total: int


class Problem(_Message):
    """A damaged row; only the first thousand are sent."""

    kind: Literal["problem"] = "problem"
    problem: RowProblem


class Done(_Message):
    """All rows are in the cache."""

    kind: Literal["done"] = "done"
    rows: int
    columns: tuple[ColumnProfile, ...]
    problems: int


class Checked(_Message):
    """The cached rows were checked for the roles."""

    kind: Literal["checked"] = "checked"
    report: Report


class Failed(_Message):
    """Why there is no result: a UserError."""

    kind: Literal["error"] = "error"
    code: str
    title: Message
    detail: Message = NOTHING
    hint: Message = NOTHING

    @classmethod
    def of(cls, error: UserError) -> Failed:
        """The message of an error."""
        return cls(code=error.code, title=error.title, detail=error.detail, hint=error.hint)

    def error(self) -> UserError:
        """The error, to be raised."""
        return UserError(self.code, self.title, self.detail, self.hint)


ReadMessage = Opened | Preview | ReadProgress | Problem | Done | Checked | Failed
_adapter: TypeAdapter[ReadMessage] = TypeAdapter(Annotated[ReadMessage, Field(discriminator="kind")])


def from_line(line: bytes) -> ReadMessage:
    """The message of a line."""
    return _adapter.validate_json(line)
