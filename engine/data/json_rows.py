"""Rows from JSON: an array of objects (read piece by piece, never whole) and one object a line.

Numbers stay as they are written (5, 5.0, 20 thousand digits), null is an empty cell, lists and objects stay JSON.
"""

from __future__ import annotations

import io
import json
import re
from abc import abstractmethod
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from engine.data.encodings import decoding_errors
from engine.data.sniff import MAX_DEPTH, SourceFormat, too_deep
from engine.data.sources import MAX_CELL, PROBE, Problems, Row, Source
from engine.data.text_tables import Lines
from engine.errors import UserError
from engine.messages import Message, plain, say

_BLANK = " \t\r\n"
_CHUNK = 1 << 18
_SURROGATE = re.compile("[\ud800-\udfff]")


class Number(str):
    """A number as it stands in the file."""


class NotFinite(str):
    """NaN or Infinity, which JSON does not have."""


_DECODER = json.JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=NotFinite, strict=False)


def as_text(value: Any) -> str:
    """A JSON value as a cell: texts as they are, null empty, numbers as written, lists and objects as JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _nested(value)


def _nested(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_nested(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_nested(item) for item in value) + "]"
    return str(value) if isinstance(value, Number | NotFinite) else json.dumps(value, ensure_ascii=False)


def _holds_nan(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_nan, value.values()))
    return any(map(_holds_nan, value)) if isinstance(value, list) else isinstance(value, NotFinite)


def _depth(value: Any) -> int:
    """Levels of nesting, counted without recursion."""
    level, depth = [value], 0
    while level:
        depth += 1
        level = [
            item for value in level if isinstance(value, dict | list) for item in (value.values() if isinstance(value, dict) else value)
        ]
    return depth


class JsonSource(Source):
    """What both kinds share: columns from the first rows, and one value as one row."""

    def __init__(self, path: Path, format: SourceFormat) -> None:
        super().__init__(path, format)
        names: dict[str, None] = {}
        other = False
        for _, _, value in islice(self._values(Problems()), PROBE):
            if isinstance(value, dict):
                names.update(dict.fromkeys(value))
            elif isinstance(value, str) and not isinstance(value, Number | NotFinite):
                names["text"] = None
            else:
                other = True
        if other and not names:
            raise self.wrong_shape()
        self._names = tuple(names)
        self._known = frozenset(names)
        self.set_columns(self._names)

    def wrong_shape(self) -> UserError:
        """The error for JSON that is no list of objects."""
        return UserError(
            "data.json-shape",
            say("{file} is JSON, but not a list of rows.", file=plain(self.path)),
            detail=say("Rows are objects with the columns as keys."),
            hint=say(
                """Save it as a list of objects, one a row: [{example}, ...], or one object per line.""",
                example='{"text": "...", "label": "..."}',
            ),
        )

    @abstractmethod
    def _values(self, problems: Problems) -> Iterator[tuple[int, int, Any]]:
        """Row number, line and value of each element."""

    def _rows(self) -> Iterator[Row]:
        problems, names, known = self.problems, self._names, self._known
        late: set[str] = set()
        for number, line, value in self._values(problems):
            if isinstance(value, str) and not isinstance(value, Number | NotFinite):
                value = {"text": value}
            if not isinstance(value, dict):
                message = say("Row {row} (line {line}) is not an object with columns; it is left out.", row=number, line=line)
                problems.add("data.not-an-object", message, number, line)
                continue
            if not value.keys() <= known and len(late) < 100:
                for name in [name for name in value if name not in known and name not in late]:
                    late.add(name)
                    text = say(
                        "{name} first appears in row {row}, too late for a column; its values are left out.", name=name[:100], row=number
                    )
                    problems.add("data.late-column", text, number, line)
            if _holds_nan(value):
                message = say(
                    "Row {row} (line {line}) holds NaN or Infinity, which JSON does not have; it is left out.", row=number, line=line
                )
                problems.add("data.not-finite", message, number, line)
                continue
            yield Row(number, self._cells(value, names, number, line), line)

    def _cells(self, value: dict[str, Any], names: tuple[str, ...], number: int, line: int) -> tuple[str, ...]:
        cells = tuple(as_text(value.get(name)) for name in names)
        for cell in cells:
            if not cell.isascii():
                try:
                    cell.encode("utf-8")
                except UnicodeEncodeError:
                    self.problems.add("data.surrogate", say("Row {row}: half characters replaced.", row=number), number, line)
                    return tuple(_SURROGATE.sub("\ufffd", text) for text in cells)
        return cells


class JsonLines(JsonSource):
    """One JSON object per line; a bad line is named and the others are kept. A row's number is its line's."""

    _lines: Lines | None = None

    @property
    def position(self) -> int:
        """Bytes that were taken from the file."""
        return self._lines.raw.tell() if self._lines and not self._lines.raw.closed else self.size

    def _values(self, problems: Problems) -> Iterator[tuple[int, int, Any]]:
        with Lines(self.path, self.format, problems) as lines:
            self._lines = lines
            while True:
                number = lines.begin_record()
                text = next(lines, None)
                if text is None:
                    return
                if not text.strip():
                    continue
                if lines.damaged:
                    problems.add(
                        "data.undecodable", say("Line {line} has bytes that are no letters; it is left out.", line=number), number, number
                    )
                elif too_deep(text):
                    message = say("Line {line} nests values deeper than {depth} levels; it is left out.", line=number, depth=MAX_DEPTH)
                    problems.add("data.too-deep", message, number, number)
                else:
                    try:
                        value = _DECODER.decode(text)
                    except json.JSONDecodeError as error:
                        problems.add("data.bad-json", self._bad(number, error), number, number)
                    else:
                        yield number, number, value

    @staticmethod
    def _bad(line: int, error: json.JSONDecodeError) -> Message:
        return say(
            "Line {line} is not valid JSON (column {column}: {reason}); it is left out.", line=line, column=error.colno, reason=error.msg
        )


class JsonArray(JsonSource):
    """A JSON array of objects, or an object that holds one ({"data": [...]}), decoded element by element."""

    _raw: io.BufferedReader | None = None

    @property
    def position(self) -> int:
        """Bytes that were taken from the file."""
        return self._raw.tell() if self._raw and not self._raw.closed else self.size

    def _values(self, problems: Problems) -> Iterator[tuple[int, int, Any]]:
        encoding = "utf-8-sig" if self.format.encoding == "utf-8" else self.format.encoding
        self._raw = io.BufferedReader(io.FileIO(self.path), 1 << 20)
        with io.TextIOWrapper(self._raw, encoding=encoding, errors=decoding_errors(encoding), newline="") as file:
            text = _Stream(file)
            if not self._find_array(text):
                raise self.wrong_shape()
            number = 0
            while (sign := text.peek()) and sign != "]":
                number += 1
                text.mark()
                line = text.line
                try:
                    value = text.value()
                except (json.JSONDecodeError, RecursionError) as error:
                    self._tell_end(problems, error, number, line)
                    return
                if text.taken.count("[") + text.taken.count("{") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
                    message = say("Row {row} nests values deeper than {depth} levels; it is left out.", row=number, depth=MAX_DEPTH)
                    problems.add("data.too-deep", message, number, line)
                else:
                    yield number, line, value
                if text.peek() == ",":
                    text.skip()
            if not sign:
                message = say("The file ends before the list is closed; the {count} rows before are kept.", count=number)
                problems.add("data.cut-json", message, number, text.line)

    @staticmethod
    def _tell_end(problems: Problems, error: Exception, number: int, line: int) -> None:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
        message = say(
            "Row {row}, which begins in line {line}, is not valid JSON ({reason}); only the rows before it are kept.",
            row=number,
            line=line,
            reason=reason,
        )
        problems.add("data.bad-json", message, number, line)

    @staticmethod
    def _find_array(text: _Stream) -> bool:
        """Moves to the first element of the top array, or of the first array of objects inside a top object."""
        sign = text.peek()
        if sign == "[":
            text.skip()
            return True
        if sign != "{":
            return False
        text.skip()
        try:
            while text.peek() == '"':
                text.value()
                if text.peek() != ":":
                    return False
                text.skip()
                if text.peek() == "[":
                    text.skip()
                    if text.peek() == "{":
                        return True
                    while text.peek() not in ("]", ""):
                        text.value()
                        if text.peek() == ",":
                            text.skip()
                    text.skip()
                else:
                    text.value()
                if text.peek() == ",":
                    text.skip()
        except (json.JSONDecodeError, RecursionError):
            return False
        return False


class _Stream:
    """A text file seen through a buffer that grows only as far as one JSON value needs."""

    def __init__(self, file: io.TextIOWrapper) -> None:
        self._file, self._text, self._at, self._ended = file, "", 0, False
        self._line, self._counted = 1, 0
        self.taken = ""

    @property
    def line(self) -> int:
        """The number of the line that comes next."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def mark(self) -> None:
        """Moves past blanks, so that `line` is where the value begins."""
        self.peek()

    def _more(self, count: int = _CHUNK) -> bool:
        chunk = "" if self._ended else self._file.read(count)
        self._ended = not chunk
        _ = self.line
        self._text = self._text[self._at :] + chunk
        self._at = self._counted = 0
        return bool(chunk)

    def peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANK:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self) -> None:
        """Moves past one character."""
        self._at += 1

    def value(self) -> Any:
        """The JSON value that begins here. Raises json.JSONDecodeError, at the latest after MAX_CELL characters."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if len(self._text) - self._at > MAX_CELL or not self._more(max(_CHUNK, len(self._text))):
                    raise
                continue
            if end == len(self._text) and not self._ended and self._more():
                continue  # a number may go on in the next piece
            self.taken = self._text[self._at : end]
            self._at = end
            return value
