"""Precision, recall and F1 of each label, as the result of a run says them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.services.language import number, percent

_KEYS = ("label", "precision", "recall", "f1", "support")
EXACT = 1000  # rows of a label below which a tenth of a percent says nothing
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class ScoresModel(QAbstractTableModel):
    """One row a label."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[dict[str, Any]] = []
        self._digits = 0
        self._heads = (self.tr("Label"), self.tr("Precision"), self.tr("Recall"), self.tr("F1"), self.tr("Rows"))
        self._tips = (
            self.tr("The label"),
            self.tr("Of the rows that were given this label, how many have it"),
            self.tr("Of the rows that have this label, how many were given it"),
            self.tr("The harmonic mean of precision and recall"),
            self.tr("How many validation rows have this label"),
        )

    def show_scores(self, rows: list[dict[str, Any]]) -> None:
        """Show these rows of a result's per_class."""
        self.beginResetModel()
        self._rows = rows
        most = max((int(row.get("support") or 0) for row in rows), default=0)
        self._digits = 0 if most < EXACT else 1
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of labels."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The number of columns."""
        return 0 if parent.isValid() else len(_KEYS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Names, explanations and alignment of the columns."""
        if orientation == Qt.Orientation.Vertical:
            return None
        values = {Role.DisplayRole: self._heads[section], Role.ToolTipRole: self._tips[section]}
        values[Role.TextAlignmentRole] = _RIGHT if section else _LEFT  # type: ignore[assignment]
        return values.get(Role(role))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        value, column = self._rows[index.row()].get(_KEYS[index.column()]), index.column()
        if role == Role.TextAlignmentRole:
            return _RIGHT if column else _LEFT
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        if column == 0 or not isinstance(value, int | float):
            return str(value if value is not None else "–")
        return number(value) if column == len(_KEYS) - 1 else percent(float(value), self._digits)
