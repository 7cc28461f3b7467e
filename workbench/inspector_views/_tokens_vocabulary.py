"""All entries of a vocabulary in a table: searched as one types, by kind, sorted by any column, with the chosen one's neighbours."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelection, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.inspector_views._parts import Block, words
from workbench.inspector_views._tokens_text import NeighboursCard, stretch_first
from workbench.item_models.points import Index, PointsModel
from workbench.services.language import number
from workbench.services.theme import ICON, ROW_HEIGHT, SPACE, font
from workbench.widgets.card import Card
from workbench.widgets.columns import Columns
from workbench.widgets.inputs import ComboBox
from workbench.widgets.table import Table
from workbench.widgets.text import Label

ROWS = 14  # that are seen at once
ARROW = "\u00a0" * 5  # as wide as Qt's mark of the order, which it paints over the end of a right-aligned title
PATIENCE = 150  # milliseconds that a row stays chosen before its neighbours are asked for: arrow keys run over many


class EntriesModel(PointsModel):
    """Entries instead of points."""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name is that of an entry; a title at the right leaves room for the mark of the order."""
        if section == 0 and orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Entry")
        found = super().headerData(section, orientation, role)
        sorted_by = self._sorted is not None and self._sorted[0] == section and self._numeric[section]
        return f"{found}{ARROW}" if sorted_by and role == Qt.ItemDataRole.DisplayRole else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A tooltip shows what is too long for its cell."""
        return super().data(index, Qt.ItemDataRole.DisplayRole if role == Qt.ItemDataRole.ToolTipRole else role)


class VocabularyPart(QWidget):
    """Signals: entry_chosen(id), -1 for none."""

    entry_chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._ids: NDArray[np.int64] = np.zeros(0, np.int64)
        self._kinds: NDArray[np.int8] = np.zeros(0, np.int8)
        self._point = -1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._tell_chosen)
        self.model = EntriesModel(self)
        columns = Columns((3, 2))
        self.neighbours = NeighboursCard(f"{name}.neighbours")
        self.neighbours.followed.connect(self.choose)
        columns.columns[0].addWidget(self._entries_card(name))
        columns.columns[1].addWidget(self.neighbours)
        columns.columns[1].addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        self.clear()

    def _entries_card(self, name: str) -> Card:
        card = self._card = Card()
        self.search = QLineEdit()
        self.search.setObjectName(f"{name}.search")
        self.search.setPlaceholderText(self.tr("Search entries"))
        self.search.setAccessibleName(self.tr("Search entries"))
        self.search.setToolTip(self.tr("Only entries that have this text in them, upper or lower case; a space is written as ·"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.kinds = ComboBox()
        self.kinds.setObjectName(f"{name}.kinds")
        self.kinds.setAccessibleName(self.tr("Kind"))
        self.kinds.setToolTip(self.tr("Only entries of one kind"))
        self.kinds.currentIndexChanged.connect(self._kind_chosen)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.search, 1)
        row.addWidget(self.kinds)
        self.table = Table(f"{name}.table")
        self.table.setAccessibleName(self.tr("Entries of the vocabulary"))
        self.table.setToolTip(self.tr("Choose a row to see the entries nearest to it; click a title to sort by it"))
        self.table.setModel(self.model)
        header = self.table.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.table.setMinimumHeight((ROWS + 1) * ROW_HEIGHT)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.model.modelReset.connect(self._reset)
        self.count = Label("", "caption", wrap=False)
        self._note = Label("", "caption")
        card.header.addWidget(self.count)
        card.body.addLayout(row)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._note)
        return card

    # what the view says

    def show_vocabulary(self, block: Block) -> None:
        """Show all entries; search and kind stay as they are, nothing is chosen."""
        self._forget()
        wished = self.kinds.currentData()
        names = self._kind_names()
        titles = [names.get(category, category) for category in block["categories"]]
        self._ids, self._kinds = np.array(block["ids"]), np.array(block["kinds"])
        kinds = np.array(titles, dtype=object)[self._kinds].tolist()
        columns = [(self.tr("Id"), self._ids), (self.tr("Norm"), np.array(block["norms"])), (self.tr("Kind"), kinds)]
        self.model.show_points(block["entries"], columns)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._fit_columns()
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem(self.tr("All kinds"), -1)
        for kind, title in enumerate(titles):
            if (self._kinds == kind).any():
                self.kinds.addItem(title, kind)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(wished)))
        self.kinds.blockSignals(False)
        self._kind_chosen()
        self._search(self.search.text())
        self._card.set_title(words(block["title"]))
        self._note.setText(words(block["note"]))

    def clear(self) -> None:
        """There is no answer."""
        self._forget()
        self._ids, self._kinds = np.zeros(0, np.int64), np.zeros(0, np.int8)
        self.model.show_points([])
        self.count.setText("")
        self._card.set_title(self.tr("Vocabulary"))
        self._note.setText("")

    @Slot(int)
    def choose(self, id: int) -> None:
        """Choose an entry, also one that search or kind leave out: both are then let go."""
        found = np.flatnonzero(self._ids == id)
        if not len(found):
            return
        if self.model.row_of_point(int(found[0])) < 0:
            self.search.clear()
            self.kinds.setCurrentIndex(0)
        row = self.model.row_of_point(int(found[0]))
        self.table.selectRow(row)
        self.table.scrollTo(self.model.index(row, 0))

    def _forget(self) -> None:
        self._point = -1
        self._timer.stop()
        self.neighbours.clear()

    def _kind_names(self) -> dict[str, str]:
        return {
            "plain": self.tr("plain"),
            "special": self.tr("special"),
            "bytes": self.tr("bytes"),
            "continues a word": self.tr("continues a word"),
            "added": self.tr("added"),
        }

    def _fit_columns(self) -> None:
        stretch_first(self.table)
        letters, heads = self.table.fontMetrics(), QFontMetrics(font("caption", semibold=True))
        for column, cells in enumerate((["0,000,000"], ["000.000"], self._kind_names().values()), start=1):
            title = heads.horizontalAdvance(self.model.headerData(column, Qt.Orientation.Horizontal)) + ICON + 2 * SPACE  # of the order
            self.table.setColumnWidth(column, max(title, *map(letters.horizontalAdvance, cells)) + 3 * SPACE)

    # what is done

    @Slot(str)
    def _search(self, text: str) -> None:
        self.model.set_filter(text)

    @Slot()
    def _kind_chosen(self) -> None:
        kind = self.kinds.currentData()
        self.model.set_rows(None if kind is None or kind < 0 else np.flatnonzero(self._kinds == kind))

    @Slot()
    def _reset(self) -> None:
        """Other rows: say how many, and let the chosen one be seen if it is among them."""
        text = self.tr("{shown} of {count} entries")
        self.count.setText(text.format(shown=number(self.model.rowCount()), count=number(self.model.count())))
        row = self.model.row_of_point(self._point)
        if row >= 0:
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))

    @Slot(QItemSelection, QItemSelection)
    def _selected(self, now: QItemSelection, before: QItemSelection) -> None:
        rows = self.table.selectionModel().selectedRows()
        point = self.model.index_of_point(rows[0].row()) if rows else -1
        if point != self._point:
            self._point = point
            self._timer.start()

    @Slot()
    def _tell_chosen(self) -> None:
        self.entry_chosen.emit(int(self._ids[self._point]) if self._point >= 0 else -1)
