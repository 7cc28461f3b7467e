"""Tables and lines in text files: csv, tsv and txt, decoded line by line so that one bad line costs one row, not the file."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from engine.data.encodings import decoding_errors, is_damaged
from engine.data.sniff import SourceFormat, empty
from engine.data.sources import MAX_CELL, Problems, Row, Source
from engine.errors import UserError
from engine.messages import plain, say

csv.field_size_limit(2**31 - 1)  # our own limit (MAX_CELL) names the line; csv's would only end the reading


class LongRecord(Exception):
    """A quoted cell went on over so many lines that its quotation mark was surely never closed."""


class Lines:
    """The physical lines of a text file with their numbers. The lines of the record in progress can be put back."""

    def __init__(self, path: Path, format: SourceFormat, problems: Problems) -> None:
        self.path, self.problems = path, problems
        self.raw: BinaryIO = io.BufferedReader(io.FileIO(path), 1 << 20)
        encoding = "utf-8-sig" if format.encoding == "utf-8" else format.encoding
        self._errors = decoding_errors(encoding)
        self._file = io.TextIOWrapper(self.raw, encoding=encoding, errors=self._errors, newline="")
        self._waiting: deque[str] = deque()
        self._record: list[str] = []
        self._record_size = 0
        self.number = 0
        self.damaged = False

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._file.readline(MAX_CELL + 1)
        if not line:
            raise StopIteration
        self.number += 1
        size = len(line)
        if size > MAX_CELL:
            raise _too_long(self.path, self.number)
        if "\x00" in line:
            count = line.count("\x00")
            self.problems.add("data.nul", say("Zero bytes replaced by spaces: {count}.", count=count), line=self.number)
            line = line.replace("\x00", " ")
        if not line.isascii() and is_damaged(line, self._errors):
            self.damaged = True
        self._record.append(line)
        self._record_size += size
        if self._record_size > MAX_CELL and len(self._record) > 1:
            raise LongRecord
        return line

    @property
    def first(self) -> str:
        """The first line of the record in progress."""
        return self._record[0]

    def begin_record(self) -> int:
        """Forgets the last record's lines; returns the number of the line that comes next."""
        self._record.clear()
        self._record_size, self.damaged = 0, False
        return self.number + 1

    def put_back(self) -> int:
        """Gives up the record's first line only: the others will be read again. Returns how many lines the record had."""
        count = len(self._record)
        self._waiting.extendleft(reversed(self._record[1:]))
        self.number -= max(count - 1, 0)
        return count


def _too_long(path: Path, line: int) -> UserError:
    return UserError(
        "data.line-too-long",
        say("Line {line} of {file} is longer than 16 million characters.", line=line, file=plain(path)),
        detail=say("No text is that long; the file has no line ends, or it is not a table."),
        hint=say("Export it again with one row per line."),
    )


class TextTable(Source):
    """csv and tsv."""

    def __init__(self, path: Path, format: SourceFormat) -> None:
        super().__init__(path, format)
        self._lines: Lines | None = None
        with Lines(path, format, Problems()) as lines:
            first = self._first_record(lines)
        self.set_columns(first if format.header else [""] * len(first))

    def _reader(self, lines: Lines) -> Iterator[list[str]]:
        if self.format.quoted:
            return csv.reader(lines, delimiter=self.format.delimiter, strict=True)
        return csv.reader(lines, delimiter=self.format.delimiter, strict=True, quoting=csv.QUOTE_NONE)

    def _first_record(self, lines: Lines) -> list[str]:
        """The first record that is not blank; a header whose quotation marks are wrong is taken by its separators."""
        reader = self._reader(lines)
        while True:
            lines.begin_record()
            try:
                record = next(reader)
            except StopIteration:
                raise empty(self.path) from None
            except (csv.Error, LongRecord):
                lines.put_back()
                return [cell.strip().strip('"') for cell in lines.first.split(self.format.delimiter)]
            if record:
                return record

    @property
    def position(self) -> int:
        """Bytes that were taken from the file."""
        return self._lines.raw.tell() if self._lines and not self._lines.raw.closed else self.size

    def _rows(self) -> Iterator[Row]:
        width = len(self.columns)
        with Lines(self.path, self.format, self.problems) as lines:
            self._lines = lines
            reader = self._reader(lines)
            if self.format.header:
                self._first_record(lines)
            number = 0
            while True:
                line = lines.begin_record()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except (csv.Error, LongRecord) as error:
                    number += 1
                    self._tell_quote(lines.put_back(), error, number, line)
                    continue
                number += 1
                if len(cells) != width:
                    if not cells or (len(cells) == 1 and not cells[0].strip()):
                        continue
                    if len(cells) > width and not any(cells[width:]):
                        cells = cells[:width]
                    else:
                        self._tell_ragged(len(cells), number, line)
                        continue
                if lines.damaged:
                    self._tell_damaged(number, line)
                    continue
                yield Row(number, tuple(cells), line)

    def _tell_quote(self, lines: int, error: Exception, number: int, line: int) -> None:
        if lines > 1 or isinstance(error, LongRecord) or "unexpected end" in str(error):
            message = say("The quotation mark opened in line {line} is never closed; the line is left out.", line=line)
            self.problems.add("data.open-quote", message, number, line)
        else:
            message = say("Line {line} has a quotation mark inside a quoted cell (it should be doubled); the line is left out.", line=line)
            self.problems.add("data.stray-quote", message, number, line)

    def _tell_ragged(self, cells: int, number: int, line: int) -> None:
        message = say(
            "Row {row} (line {line}) has {cells} cells, but the header has {columns}; the row is left out.",
            row=number,
            line=line,
            cells=cells,
            columns=len(self.columns),
        )
        self.problems.add("data.ragged", message, number, line)

    def _tell_damaged(self, number: int, line: int) -> None:
        message = say(
            "Row {row} (line {line}) has bytes that are no letters in {encoding}; the row is left out.",
            row=number,
            line=line,
            encoding=self.format.encoding,
        )
        self.problems.add("data.undecodable", message, number, line)


class TextLines(Source):
    """txt: one row a line, or a paragraph where blank lines separate them. Numbers are line numbers, or count paragraphs."""

    def __init__(self, path: Path, format: SourceFormat) -> None:
        super().__init__(path, format)
        self._lines: Lines | None = None
        self.columns = ("text",)

    @property
    def position(self) -> int:
        """Bytes that were taken from the file."""
        return self._lines.raw.tell() if self._lines and not self._lines.raw.closed else self.size

    def _rows(self) -> Iterator[Row]:
        with Lines(self.path, self.format, self.problems) as lines:
            self._lines = lines
            pieces = self._paragraphs(lines) if self.format.paragraphs else self._single(lines)
            for number, line, text, damaged in pieces:
                if damaged:
                    message = say(
                        "Line {line} has bytes that are no letters in {encoding}; it is left out.", line=line, encoding=self.format.encoding
                    )
                    self.problems.add("data.undecodable", message, number, line)
                else:
                    yield Row(number, (text,), line)

    @staticmethod
    def _single(lines: Lines) -> Iterator[tuple[int, int, str, bool]]:
        while True:
            number = lines.begin_record()
            line = next(lines, None)
            if line is None:
                return
            if line.strip():
                yield number, number, line.rstrip("\r\n"), lines.damaged

    @staticmethod
    def _paragraphs(lines: Lines) -> Iterator[tuple[int, int, str, bool]]:
        block: list[str] = []
        number, size, start, damaged = 0, 0, 1, False
        while True:
            place = lines.begin_record()
            line = next(lines, None)
            if line is not None and line.strip():
                start = start if block else place
                block.append(line.rstrip("\r\n"))
                damaged, size = damaged or lines.damaged, size + len(line)
                if size > MAX_CELL:
                    raise _too_long(lines.path, start)
                continue
            if block:
                number += 1
                yield number, start, "\n".join(block), damaged
                block, size, damaged = [], 0, False
            if line is None:
                return
