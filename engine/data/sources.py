"""Rows of any file we read, one at a time: every kind of file is a Source with columns and rows of texts.

A source keeps what it can and names what it can't: damaged rows are left out and listed, never changed in silence.
"""

from __future__ import annotations

import hashlib
import os
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from engine.data.sniff import SourceFormat, missing, sniff, unreadable
from engine.errors import UserError
from engine.messages import Message, plain, say

MAX_COLUMNS = 4096
MAX_CELL = 16 << 20  # characters of one line or one cell
MAX_PROBLEMS = 1000  # kept one by one; all are counted
EXPANDED = 256 << 20  # bytes that any file may grow to when it is unpacked
RATIO = 100  # beyond EXPANDED, a file that grows more than this many times is refused
PROBE = 200  # rows looked at to learn the columns of records without a header


class Row(NamedTuple):
    """One row. `number` counts as a spreadsheet's user does (1 is the first below the header); `line` is 0 where there are none."""

    number: int
    cells: tuple[str, ...]
    line: int = 0


class RowProblem(BaseModel):
    """One row that is damaged: where it stands and what happened to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    row: int
    line: int
    message: Message


class Problems:
    """The problems of one pass: the first MAX_PROBLEMS of them, and exact counts by code."""

    def __init__(self) -> None:
        self.kept: list[RowProblem] = []
        self.counts: Counter[str] = Counter()

    def add(self, code: str, message: Message, row: int = 0, line: int = 0) -> None:
        """Counts a problem and keeps it while there is room."""
        self.counts[code] += 1
        if len(self.kept) < MAX_PROBLEMS:
            self.kept.append(RowProblem(code=code, row=row, line=line, message=message))

    @property
    def count(self) -> int:
        """How many there were, kept or not."""
        return self.counts.total()


class Source(ABC):
    """A file that can be read row by row, from the start as often as asked. `problems` are those of the last pass."""

    columns: tuple[str, ...] = ()

    def __init__(self, path: Path, format: SourceFormat) -> None:
        self.path = path
        self.format = format
        self.problems = Problems()
        self.size = path.stat().st_size if path.is_file() else 0

    def rows(self) -> Iterator[Row]:
        """All good rows in their order. Raises UserError if there is none, or if reading can't go on."""
        self.problems = Problems()
        number = 0
        try:
            for row in self._rows():
                number = row.number
                yield row
        except OSError as error:
            raise unreadable(self.path, error) from None
        if not number:
            raise self._no_rows()

    @abstractmethod
    def _rows(self) -> Iterator[Row]:
        """All good rows; what is wrong with the others goes to `problems`."""

    @property
    def position(self) -> int:
        """How many of `size` bytes have been read, about."""
        return 0

    def tell(self, *assumptions: Message) -> None:
        """Adds sentences to what the format assumes."""
        self.format = self.format.model_copy(update={"assumptions": (*self.format.assumptions, *assumptions)})

    def set_columns(self, names: Iterable[str], limit: int = MAX_COLUMNS) -> None:
        """Takes the header's names: empty ones are numbered, repeated ones get their number, and both are told."""
        names = [name.strip() for name in names]
        if len(names) > limit:
            raise UserError(
                "data.too-many-columns",
                say("{file} has {count:,} columns; at most {limit:,} are read.", file=plain(self.path), count=len(names), limit=limit),
                hint=say("Keep only the columns with texts and labels, and check that the right separator is used."),
            )
        renamed: list[Message] = []
        taken: set[str] = set()
        for place, name in enumerate(names, start=1):
            unique = name or f"column {place}"
            again = 2
            while unique in taken:
                unique, again = f"{name or f'column {place}'} ({again})", again + 1
            if name and unique != name:
                renamed.append(say("Two columns are called {name}; column {place} is now {new}.", name=name, place=place, new=unique))
            elif not name and self.format.header:
                renamed.append(say("Column {place} has no name; it is now called {new}.", place=place, new=unique))
            taken.add(unique)
            names[place - 1] = unique
        self.columns = tuple(names)
        self.tell(*renamed[:20])

    def _no_rows(self) -> UserError:
        first = self.problems.kept[0].message if self.problems.kept else say("There is a header, but nothing below it.")
        if not self.problems.kept and not self.format.header:
            first = say("There is no text in it.")
        return UserError(
            "data.no-rows",
            say("{file} has no row that can be used.", file=plain(self.path)),
            detail=first,
            hint=say("Check that this is the right file, and that its encoding and separator are right.")
            if self.format.kind in ("csv", "tsv", "txt")
            else say("Check that this is the right file, and that the table is in it."),
        )


def open_source(path: Path | str, encoding: str = "auto", delimiter: str = "auto") -> Source:
    """The file as a source of rows. Raises UserError if it can't be read at all (see sniff)."""
    path = Path(path).expanduser()
    format = sniff(path, encoding, delimiter)
    try:
        if format.kind in ("csv", "tsv", "txt"):
            from engine.data import text_tables

            return text_tables.TextLines(path, format) if format.kind == "txt" else text_tables.TextTable(path, format)
        if format.kind in ("json", "jsonl"):
            from engine.data import json_rows

            return json_rows.JsonArray(path, format) if format.kind == "json" else json_rows.JsonLines(path, format)
        if format.kind == "folder":
            from engine.data.folders import TextFolder

            return TextFolder(path, format, encoding)
        from engine.data import binary_tables

        return binary_tables.Workbook(path, format) if format.kind == "xlsx" else binary_tables.ParquetTable(path, format)
    except OSError as error:
        raise unreadable(path, error) from None


def expands(path: Path, size: int) -> UserError:
    """The error for a small file that would unpack to far too much."""
    return UserError(
        "data.expands",
        say("{file} would grow more than a hundredfold when it is read.", file=plain(path)),
        detail=say(
            "{size:,} MB and more. Such files are made to fill memory and disk, or hold the same value over and over.", size=size >> 20
        ),
        hint=say("If you trust it, export the columns you need as CSV and open that."),
    )


def first_rows(source: Source, count: int = PROBE) -> list[tuple[str, ...]]:
    """The cells of the first rows (none if there are none): what columns are guessed from."""
    try:
        return [row.cells for row in islice(source.rows(), count)]
    except UserError as error:
        if error.code == "data.no-rows":
            return []
        raise


def fingerprint(path: Path | str) -> str:
    """sha256 of a file's content; of a folder, of its .txt files' sorted relative names and contents. Raises UserError."""
    path = Path(path).expanduser()
    digest = hashlib.sha256()
    try:
        if not path.is_dir():
            _digest_file(path, digest)
            return digest.hexdigest()
        for file in text_files(path):
            digest.update(file.relative_to(path).as_posix().encode("utf-8", "surrogateescape") + b"\0")
            digest.update(file.stat().st_size.to_bytes(8, "little"))
            _digest_file(file, digest)
        return digest.hexdigest()
    except FileNotFoundError:
        raise missing(path) from None
    except OSError as error:
        raise unreadable(path, error) from None


def _digest_file(path: Path, digest: hashlib._Hash) -> None:
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)


def text_files(folder: Path) -> list[Path]:
    """The .txt files below a folder, sorted by their relative path; links are not followed, hidden files not taken."""
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(place) / name for name in files if name.lower().endswith(".txt") and not name.startswith("."))
        found += [path for path in paths if path.is_file() and not path.is_symlink()]
    return sorted(found, key=lambda path: path.relative_to(folder).parts)
