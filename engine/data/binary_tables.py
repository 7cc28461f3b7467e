"""Rows of workbooks (through calamine) and Parquet files (through arro3, a batch at a time, sized from the footer first)."""

from __future__ import annotations

import datetime
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from engine.data.parquet_footer import read_footer
from engine.data.sniff import SourceFormat
from engine.data.sources import EXPANDED, MAX_CELL, RATIO, Row, Source, expands
from engine.errors import UserError
from engine.messages import Message, plain, say

HEADING_ROWS = 20  # of a sheet that are looked through for the header
BATCH_BYTES = 64 << 20  # of a Parquet batch, by the sizes that the footer declares


def damaged(path: Path, what: Message, reason: str) -> UserError:
    """The error for a workbook or Parquet file that its library can't read."""
    return UserError(
        "data.damaged",
        say("{file} is a damaged {what}.", file=plain(path), what=what),
        detail=say("The reader says: {reason}.", reason=reason.strip().rstrip(".")[:300]),
        hint=say("Copy or export it again; if it is protected by a password, save it without one."),
    )


def as_written(value: Any) -> str:
    """A cell's value as people write it: 5 not 5.0, 2024-03-01, TRUE."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ")
    return str(value)


class Workbook(Source):
    """The first visible sheet of an xlsx file with a table; the header is its first row that is not empty, or the one below
    a heading. Row numbers count from below it."""

    def __init__(self, path: Path, format: SourceFormat) -> None:
        super().__init__(path, format)
        self._guard()
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        try:
            book = CalamineWorkbook.from_path(path)
            pages = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            visible = [sheet for sheet in pages if sheet.visible == SheetVisibleEnum.Visible] or pages
            if not visible:
                raise damaged(path, say("Excel workbook"), "it has no sheet")
            names = [sheet.name for sheet in visible]
            name, self._sheet = _first_table(book, names)
        except (CalamineError, ValueError, OSError) as error:
            raise damaged(path, say("Excel workbook"), str(error)) from None
        if len(names) > 1:
            others = ", ".join([other for other in names if other != name][:5])
            self.tell(say("The sheet {sheet} is read; the workbook also has {others}.", sheet=name, others=others))
        self._total: int = self._sheet.end[0] + 1 if self._sheet.end else 0
        self._done = 0
        self._header, header = _header(list(islice(((place, cells) for place, cells in self._cells() if any(cells)), HEADING_ROWS)))
        while header and not header[-1]:
            header = header[:-1]
        self._width = len(header)
        self.set_columns(header)

    def _guard(self) -> None:
        try:
            with zipfile.ZipFile(self.path) as archive:
                size = sum(item.file_size for item in archive.infolist())
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise damaged(self.path, say("Excel workbook"), str(error)) from None
        if size > EXPANDED and size > RATIO * self.size:
            raise expands(self.path, size)

    @property
    def position(self) -> int:
        """Bytes of the file that the rows read so far make up, about."""
        return self.size * self._done // max(self._total, 1)

    def _cells(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The sheet's rows (1 is the first on the sheet); calamine begins at its first used column."""
        for place, values in enumerate(self._sheet.iter_rows(), start=1):
            self._done = place
            yield place, tuple(map(as_written, values))

    def _rows(self) -> Iterator[Row]:
        width = self._width
        for place, cells in self._cells():
            if place <= self._header or not any(cells):
                continue
            number = place - self._header
            if any(cells[width:]):
                message = say("Row {row} has cells to the right of the last named column; they are left out.", row=number)
                self.problems.add("data.beyond-header", message, number, place)
            row = cells[:width]
            yield Row(number, row + ("",) * (width - len(row)), place)


def _first_table(book: Any, names: list[str]) -> tuple[str, Any]:
    """The first sheet with two columns and two rows and its name; the first one where none has them."""
    first = book.get_sheet_by_name(names[0])
    if first.height >= 2 and first.width >= 2:
        return names[0], first
    for name in names[1:]:
        sheet = book.get_sheet_by_name(name)
        if sheet.height >= 2 and sheet.width >= 2:
            return name, sheet
    return names[0], first


def _header(rows: list[tuple[int, tuple[str, ...]]]) -> tuple[int, tuple[str, ...]]:
    """Place and cells of the header among a sheet's first rows that are not empty.

    A single cell above a table is a heading: the table begins where three rows in a row have more than one cell.
    """
    filled = [sum(map(bool, cells)) for _, cells in rows]
    for at, count in enumerate(filled):
        if count > 1:
            below = filled[at : at + 3]
            return rows[at if len(below) == 3 and min(below) > 1 else 0]
    return rows[0] if rows else (0, ())


class ParquetTable(Source):
    """A Parquet file, streamed by row groups and batches; lists and structures become JSON."""

    def __init__(self, path: Path, format: SourceFormat) -> None:
        super().__init__(path, format)
        with _damaged_parquet(path):
            footer = read_footer(path)
        if footer.expanded > EXPANDED and footer.expanded > RATIO * self.size:
            raise expands(path, footer.expanded)
        self._total = footer.rows
        self._uuids = footer.uuids
        # a value that a dictionary repeats is unpacked in every row: a small file must not fill the memory with it
        heaviest = max(footer.expanded // max(footer.rows, 1), footer.heaviest, 1)
        self._batch = max(1, min(1024, BATCH_BYTES // heaviest))
        self._done = 0
        self.set_columns(self._open().schema.names)

    @property
    def position(self) -> int:
        """Bytes of the file that the rows read so far make up, about."""
        return self.size * self._done // max(self._total, 1)

    def _open(self) -> Any:
        import arro3.io

        with _damaged_parquet(self.path):
            return arro3.io.read_parquet(str(self.path), batch_size=self._batch)

    def _batches(self) -> Iterator[list[list[str]]]:
        """The columns of each batch, as texts."""
        batches = self._open()
        while True:
            with _damaged_parquet(self.path):
                batch = next(batches, None)
                columns = [self._texts(place, column) for place, column in enumerate(batch.columns)] if batch is not None else []
            if batch is None:
                return
            yield columns

    def _texts(self, place: int, column: Any) -> list[str]:
        values = column.to_pylist()
        if place in self._uuids:
            return [str(UUID(bytes=value)) if value else "" for value in values]
        return list(map(_arrow_text, values))

    def _rows(self) -> Iterator[Row]:
        number = 0
        for columns in self._batches():
            for cells in zip(*columns, strict=True):
                number += 1
                self._done = number
                if any(len(cell) > MAX_CELL for cell in cells):
                    message = say("Row {row} has a cell of more than 16 million characters; it is left out.", row=number)
                    self.problems.add("data.cell-too-long", message, number)
                else:
                    yield Row(number, cells)


@contextmanager
def _damaged_parquet(path: Path) -> Iterator[None]:
    """Whatever reading raises becomes a UserError, Rust's PanicException too, which is no Exception."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError, OSError):
        raise
    except BaseException as error:
        raise damaged(path, say("Parquet file"), str(error) or type(error).__name__) from None


def _arrow_text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
