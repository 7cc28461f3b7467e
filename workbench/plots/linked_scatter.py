"""A map of points beside a table of them: a search, a choice of colours, a lasso; what is selected in one is seen in the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workbench.item_models.points import Column, PointsModel
from workbench.plots.scatter import ScatterView
from workbench.services.language import number
from workbench.services.theme import SPACE, Theme
from workbench.widgets.buttons import Button, make_button
from workbench.widgets.inputs import ComboBox
from workbench.widgets.table import Table
from workbench.widgets.text import Label

ColourChoice = tuple[str, NDArray[Any], Sequence[str]]  # title, values, categories (none: the values are amounts)
TYPING = 120  # ms without a key after which the search begins
NONE = np.empty(0, dtype=np.int64)


class LinkedScatter(QWidget):
    """Signals: point_chosen(index) on a click in the map, Enter or a double click in the table; selection_changed(int64
    array of the lassoed points, empty when let go)."""

    point_chosen = Signal(int)
    selection_changed = Signal(object)

    def __init__(self, theme: Theme, name: str = "points", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._colourings: Sequence[ColourChoice] = ()
        self.scatter = ScatterView(theme, f"{name}.map")
        self.model = PointsModel(self)
        self.table = _PointTable(f"{name}.table")
        self.table.setAccessibleName(self.tr("Points of the map"))
        self.table.setToolTip(self.tr("Select rows to see them in the map; Enter or a double click chooses one"))
        self.table.setModel(self.model)
        self.search = QLineEdit()
        self.search.setObjectName(f"{name}.search")
        self.search.setPlaceholderText(self.tr("Search names"))
        self.search.setAccessibleName(self.tr("Search names"))
        self.search.setToolTip(self.tr("Rings the points whose name has this text in it, upper or lower case"))
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self.colours = ComboBox()
        self.colours.setObjectName(f"{name}.colours")
        self.colours.setAccessibleName(self.tr("Colour by"))
        self.colours.setToolTip(self.tr("What the colours of the points mean"))
        self.lasso = Button(self.tr("Lasso"), "segment")
        self.lasso.setObjectName(f"{name}.lasso")
        self.lasso.setCheckable(True)
        self.lasso.setAccessibleName(self.tr("Lasso"))
        self.lasso.setToolTip(self.tr("Draw a line around points to select them; dragging with Shift does the same"))
        self.show_all = make_button(
            self.tr("Show all"), name=f"{name}.show_all", tooltip=self.tr("Let the selection go and show every point (Esc)"), flat=True
        )
        self._count = Label("", "caption", wrap=False)
        self._lay_out()
        self._connect()
        self._tell()

    # what callers use

    def show_points(
        self,
        points: NDArray[Any],
        names: Sequence[str],
        columns: Sequence[Column] = (),
        colourings: Sequence[ColourChoice] = (),
        keep_view: bool = False,
    ) -> None:
        """Other points. points: [n, 2]; columns: (title, [n] numbers or texts); colourings: (title, [n] values, categories)."""
        self._typing.stop()
        for control in (self.search, self.colours):
            control.blockSignals(True)
        self.search.clear()
        wished = self.colours.currentText()
        self._colourings = colourings
        self.colours.clear()
        self.colours.addItems([title for title, _, _ in colourings])
        self.colours.setCurrentIndex(max(0, self.colours.findText(wished)) if colourings else -1)
        for control in (self.search, self.colours):
            control.blockSignals(False)
        self._colour_row.setVisible(bool(colourings))
        self.scatter.show_points(points, names, keep_view)
        self.model.show_points(names, columns)
        self._fit_columns(len(columns))
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._coloured()
        self._tell()

    def move_points(self, points: NDArray[Any], refit: bool = False) -> None:
        """The same points elsewhere: selection, search and window stay."""
        self.scatter.move_points(points, refit)

    def selection(self) -> NDArray[np.int64]:
        """The lassoed points."""
        return self.scatter.selection()

    def select(self, indices: NDArray[Any] | Sequence[int]) -> None:
        """Select points as the lasso does, without telling anybody."""
        self.scatter.select(indices)
        self._show_selected()

    # what happens

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._searched)
        self._typing.timeout.connect(self._searched)
        self.colours.currentIndexChanged.connect(self._coloured)
        self.lasso.toggled.connect(self.scatter.set_lasso)
        self.show_all.clicked.connect(self.scatter.let_go)
        self.scatter.selected.connect(self._selected)
        self.scatter.hovered.connect(self._hovered)
        self.scatter.chosen.connect(self.point_chosen)
        self.table.doubleClicked.connect(self._activated)
        self.table.entered_row.connect(self._activated)
        self.table.selectionModel().selectionChanged.connect(self._rows_selected)
        self.model.modelReset.connect(self._rows_selected)

    def _searched(self) -> None:
        self._typing.stop()
        self.model.set_filter(self.search.text())
        self._tell()

    def _coloured(self) -> None:
        place = self.colours.currentIndex()
        if 0 <= place < len(self._colourings):
            _, values, categories = self._colourings[place]
            self.scatter.colour_by(values, categories)

    def _selected(self, indices: NDArray[np.int64]) -> None:
        self._show_selected()
        self.selection_changed.emit(indices)

    def _show_selected(self) -> None:
        chosen = self.scatter.selection()
        self.model.set_rows(chosen if len(chosen) else None)
        self._tell()

    def _hovered(self, point: int) -> None:
        row = self.model.row_of_point(point)
        self.table.point_at(row)
        if row >= 0:
            self.table.scrollTo(self.model.index(row, 0))

    def _activated(self, index: QModelIndex) -> None:
        point = self.model.index_of_point(index.row())
        if point >= 0:
            self.point_chosen.emit(point)

    def _rows_selected(self) -> None:
        """Rows that are selected are pointed out; without any, what the search has found."""
        found = self.model.found()
        ranges = [np.arange(part.top(), part.bottom() + 1) for part in self.table.selectionModel().selection().toList()]
        if ranges:
            self.scatter.highlight(self.model.points_of(np.concatenate(ranges)))
        else:
            self.scatter.highlight(found if found is not None else NONE)

    def _tell(self) -> None:
        shown, every = self.model.rowCount(), self.model.count()
        if shown == every:
            self._count.setText(self.tr("{count} points").format(count=number(every)))
        else:
            self._count.setText(self.tr("{shown} of {count} points").format(shown=number(shown), count=number(every)))
        self.show_all.setVisible(len(self.scatter.selection()) > 0)

    # layout

    def _fit_columns(self, more: int) -> None:
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, more + 1):
            self.table.setColumnWidth(column, min(max(self.table.sizeHintForColumn(column), header.sectionSizeHint(column)) + SPACE, 160))

    def _lay_out(self) -> None:
        self._colour_row = QWidget()
        colours = QHBoxLayout(self._colour_row)
        colours.setContentsMargins(0, 0, 0, 0)
        colours.setSpacing(SPACE)
        colours.addWidget(Label(self.tr("Colour by"), "caption", wrap=False))
        colours.addWidget(self.colours)
        bar = QHBoxLayout()
        bar.setSpacing(2 * SPACE)
        bar.addWidget(self._colour_row)
        bar.addWidget(self.lasso)
        bar.addStretch(1)
        bar.addWidget(self.show_all)
        card = QFrame()
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, SPACE // 2, 1, SPACE // 2)
        inner.addWidget(self.scatter)
        left, right = QWidget(), QWidget()
        for side, parts in ((left, (bar, card)), (right, (self.search, self.table, self._count))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(SPACE)
            for part in parts:
                column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([60 * SPACE, 40 * SPACE])  # Qt keeps the ratio
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)


class _Pointed(QStyledItemDelegate):
    """One row looks as if the mouse were over it."""

    row = -1

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """What a cell is painted by."""
        super().initStyleOption(option, index)
        if index.row() == self.row:
            option.state |= QStyle.StateFlag.State_MouseOver


class _PointTable(Table):
    """Many rows can be selected; Enter chooses the current one everywhere (on macOS Qt would edit instead).

    Signals: entered_row(index)."""

    entered_row = Signal(QModelIndex)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        self._pointed = _Pointed(self)
        self.setItemDelegate(self._pointed)

    def point_at(self, row: int) -> None:
        """Let a row look as if the mouse were over it, -1 for none."""
        if row != self._pointed.row:
            self._pointed.row = row
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
