"""The rows of a file as a table: first the preview, then everything through the cache on disk. Cells are cut to 200 characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from engine.api import RowCache
from workbench.services.language import number

CELL = 200  # characters of a cell that the table shows: a long one would be painted for seconds
WHOLE = 65_536  # characters of a cell that the reader of one text gets
MOST_ROWS = 50_000_000  # beyond, the height of all rows leaves Qt's integers
_KEPT = 512  # rows that are remembered as shown
Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """Rows of texts; the vertical header has the rows' numbers in the file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self._preview: Sequence[tuple[int, tuple[str, ...]]] = ()
        self._cache: RowCache | None = None
        self._count = 0
        self._cut: dict[int, list[str]] = {}

    def clear(self) -> None:
        """Show nothing, and let the cache go."""
        self.beginResetModel()
        self._columns, self._preview, self._cache, self._count = (), (), None, 0
        self._cut.clear()
        self.endResetModel()

    def show_preview(self, columns: Sequence[str], rows: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        """Show the first rows, as (number, cells)."""
        self.beginResetModel()
        self._columns, self._preview, self._cache, self._count = tuple(columns), rows, None, len(rows)
        self._cut.clear()
        self.endResetModel()

    def show_cache(self, cache: RowCache) -> None:
        """Add the rest of the rows; those that are shown already stay where they are."""
        count = min(len(cache), MOST_ROWS)
        if tuple(cache.columns) != self._columns or count < self._count:
            self.show_preview(cache.columns, ())
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._cache, self._count = cache, count
            self.endInsertRows()
        self._cache, self._preview = cache, ()
        self._cut.clear()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self._columns

    def whole(self, row: int, column: int) -> tuple[str, int]:
        """A cell's text, at most WHOLE characters of it, and how many it has in all (of a preview: as far as it is known)."""
        text = self._cells(row)[column]
        return text[:WHOLE], len(text)

    def number(self, row: int) -> int:
        """The row's number in the file."""
        return self._cache.number(row) if self._cache is not None else self._preview[row][0]

    def place(self, number: int) -> int | None:
        """Where the row with this number stands, None if it was left out or is not there yet."""
        if self._cache is not None:
            return self._cache.place(number)
        return next((place for place, (found, _) in enumerate(self._preview) if found == number), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows are shown."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's name; the row's number."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self._columns):
                return self._columns[section][:CELL]
            return None
        if role == Qt.ItemDataRole.DisplayRole and 0 <= section < self._count:
            return number(self.number(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell, cut and on one line. Never raises: Qt would ask again and again."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) or not index.isValid():
            return None
        row = index.row()
        if row not in self._cut:
            if len(self._cut) >= _KEPT:
                del self._cut[next(iter(self._cut))]
            try:
                self._cut[row] = [_cut(cell) for cell in self._cells(row)]
            except (IndexError, ValueError, OSError):  # the cache was closed or taken away under us
                return None
        cells = self._cut[row]
        return cells[index.column()] if index.column() < len(cells) else None

    def _cells(self, row: int) -> Sequence[str]:
        return self._cache.row(row) if self._cache is not None else self._preview[row][1]


def _cut(text: str) -> str:
    """One line of at most CELL characters."""
    short = " ".join(text[: CELL + 1].split())
    return short if len(text) <= CELL else short[:CELL] + "…"
