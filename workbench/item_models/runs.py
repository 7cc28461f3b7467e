"""The table of runs: one row a run, sortable by what the cells mean rather than by their text."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt, Slot

from workbench.bridge.records import LOWER, RunRecord
from workbench.run_view.texts import STATE_ROLES, RunTexts
from workbench.services.icons import pixmap
from workbench.services.language import duration, moment, shown_text
from workbench.widgets.text import tip

SORT_ROLE = Qt.ItemDataRole.UserRole
ID_ROLE = Qt.ItemDataRole.UserRole + 1
TITLE, STATE, PROGRESS, BEST, TIME, STARTED = range(6)
NUMBERS = (PROGRESS, BEST, TIME, STARTED)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class RunsModel(QAbstractTableModel):
    """The runs of the hub, in its order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[RunRecord] = []
        self._texts = RunTexts(self)
        self._heads = (
            self.tr("Run"),
            self.tr("State"),
            self.tr("Steps"),
            self.tr("Best result"),
            self.tr("Time"),
            self.tr("Started"),
        )

    def show_records(self, records: list[RunRecord]) -> None:
        """Show these; where the runs are the same only their cells are told as changed, so that selection and scroll stay."""
        if [record.id for record in records] == [record.id for record in self._records]:
            old, self._records = self._records, records
            for row, (before, after) in enumerate(zip(old, records, strict=True)):
                if before != after:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, STARTED))
            return
        self.beginResetModel()
        self._records = records
        self.endResetModel()

    def recolour(self) -> None:
        """Take the theme's colours again."""
        if self._records:
            self.dataChanged.emit(self.index(0, STATE), self.index(len(self._records) - 1, STATE), [Role.DecorationRole])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of runs."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The columns' names, aligned as their cells."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Role.DisplayRole:
            return self._heads[section]
        if role == Role.TextAlignmentRole:
            return _RIGHT if section in NUMBERS else _LEFT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What a cell shows, sorts by and says."""
        if not index.isValid():
            return None
        record, column = self._records[index.row()], index.column()
        match role:
            case Role.DisplayRole | Role.AccessibleTextRole:
                return self._text(record, column)
            case Role.TextAlignmentRole:
                return _RIGHT if column in NUMBERS else _LEFT
            case Role.DecorationRole if column == STATE:
                return pixmap("dot", STATE_ROLES.get(record.state, "text_muted"), 20, 2.0)
            case Role.ToolTipRole:
                return tip(self._tooltip(record, column))
        if role == SORT_ROLE:
            return self._sort_value(record, column)
        return record.id if role == ID_ROLE else None

    def _text(self, record: RunRecord, column: int) -> str:
        match column:
            case 0:
                return record.title
            case 1:
                return self._texts.state(record.state)
            case 2:
                return self._texts.progress(record)
            case 3:
                return self._best(record)
            case 4:
                return duration(record.seconds) if record.seconds else "–"
        return moment(record.started)

    def _best(self, record: RunRecord) -> str:
        if record.best is None:
            return "–"
        name, value = record.best
        return self.tr("{metric} {value}").format(metric=self._texts.metric_name(name), value=self._texts.metric(name, value))

    def _tooltip(self, record: RunRecord, column: int) -> str:
        if column == STATE and record.error is not None:
            return self._text(record, column) + "\n" + str(record.error)
        base = self.tr("New {family}").format(family=shown_text(record.family)) if record.family else record.base
        return "\n".join(part for part in (record.title, base, record.task, record.method, str(record.path)) if part)

    @staticmethod
    def _sort_value(record: RunRecord, column: int) -> Any:
        values: tuple[Any, ...] = (
            record.title.casefold(),
            record.state,
            record.step / record.total if record.total else float(record.step),
            _worth(record.best),
            record.seconds,
            record.started,
        )
        return values[column]


def _worth(best: tuple[str, float] | None) -> float:
    """What a best result is sorted by: shares before losses, of which the smallest comes first; none comes last."""
    if best is None or math.isnan(best[1]):
        return -math.inf
    return -best[1] if best[0] in LOWER else best[1]


class SortedRuns(QSortFilterProxyModel):
    """The runs in the order that was clicked. The arrow is part of the header's text: Qt's own covers right-aligned names."""

    def __init__(self, source: RunsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSourceModel(source)
        self.setSortRole(SORT_ROLE)
        self.sort(STARTED, Qt.SortOrder.DescendingOrder)

    @Slot(int)
    def sort_by(self, column: int) -> None:
        """Sort by a column: numbers begin with the largest, words with the first; again turns it round."""
        first = Qt.SortOrder.DescendingOrder if column in NUMBERS else Qt.SortOrder.AscendingOrder
        other = Qt.SortOrder.AscendingOrder if column in NUMBERS else Qt.SortOrder.DescendingOrder
        self.sort(column, other if self.sortColumn() == column and self.sortOrder() == first else first)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, STARTED)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The source's, with an arrow at the column that sorts, on the side where the text doesn't stand."""
        value = super().headerData(section, orientation, role)
        if role != Role.DisplayRole or orientation == Qt.Orientation.Vertical or section != self.sortColumn():
            return value
        arrow = "↑" if self.sortOrder() == Qt.SortOrder.AscendingOrder else "↓"
        return f"{arrow} {value}" if section in NUMBERS else f"{value} {arrow}"
