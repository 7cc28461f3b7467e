"""The rows that the reading child left on disk, one at a time and in any order, without reading the others.

rows.jsonl holds one JSON array of cells a line; rows.idx two little-endian uint64 a row: its byte offset and its number in
the source; table.json, written last, the columns.
"""

from __future__ import annotations

import json
import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

ROWS, INDEX, TABLE = "rows.jsonl", "rows.idx", "table.json"
ENTRY = struct.Struct("<QQ")


class RowCache:
    """Random access to cached rows through memory maps. Raises FileNotFoundError while the cache is not complete."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        table = json.loads((folder / TABLE).read_text(encoding="utf-8"))
        self.columns: tuple[str, ...] = tuple(table["columns"])
        with (folder / ROWS).open("rb") as rows, (folder / INDEX).open("rb") as index:
            self._rows = mmap.mmap(rows.fileno(), 0, access=mmap.ACCESS_READ)
            self._index = mmap.mmap(index.fileno(), 0, access=mmap.ACCESS_READ)
        self._count = len(self._index) // ENTRY.size

    def __len__(self) -> int:
        return self._count

    def row(self, place: int) -> list[str]:
        """The cells of the row at a place (0 is the first row)."""
        if not 0 <= place < self._count:
            raise IndexError(place)
        start = self._entry(place)[0]
        end = self._entry(place + 1)[0] if place + 1 < self._count else len(self._rows)
        cells: list[str] = json.loads(self._rows[start:end])
        return cells

    def number(self, place: int) -> int:
        """The row's number in the source: rows that were left out leave gaps."""
        return self._entry(place)[1]

    def place(self, number: int) -> int | None:
        """Where the row with this number stands; None if it was left out."""
        found = bisect_left(range(self._count), number, key=self.number)
        return found if found < self._count and self.number(found) == number else None

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """All (number, cells), in order."""
        for place in range(self._count):
            yield self.number(place), self.row(place)

    def close(self) -> None:
        """Lets the files go."""
        self._rows.close()
        self._index.close()

    def _entry(self, place: int) -> tuple[int, int]:
        entry: tuple[int, int] = ENTRY.unpack_from(self._index, place * ENTRY.size)
        return entry
