"""The rows of the file: the table with its role header, and below it the whole text of the cell that is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QPlainTextEdit, QVBoxLayout

from engine.api import Role, RowCache
from workbench.data_view.role_header import RoleHeader
from workbench.item_models.rows import WHOLE, RowsModel
from workbench.services.language import number
from workbench.services.theme import ROW_HEIGHT, SPACE, font
from workbench.widgets.table import Table
from workbench.widgets.text import Label

_WIDEST = 480  # pixels that a column is given at first, more only where there is room left
_ROWS_HIGH = 6


class _WideTable(Table):
    """A table whose columns share the width there is. Signals: resized()."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns be divided again."""
        super().resizeEvent(event)
        self.resized.emit()


class RowsView(QFrame):
    """Signals: role_chosen(column name, role or "" for none)."""

    role_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.rows = RowsModel(self)
        self.table = _WideTable("data.rows")
        self.table.setAccessibleName(self.tr("Rows of the file"))
        self.table.setToolTip(self.tr("Choose a cell to read all of it below"))
        self.table.setModel(self.rows)
        self.table.setProperty("role", "plain")
        self.header = RoleHeader("data.roles.header")
        self.table.setHorizontalHeader(self.header)
        self.header.setStretchLastSection(False)
        self.header.role_chosen.connect(self._role_chosen)
        self.header.column_reached.connect(self._show_column)
        self._set_numbers()
        self.table.setMinimumHeight(_ROWS_HIGH * ROW_HEIGHT + self.header.sizeHint().height())
        self.table.resized.connect(self._fit)
        self.table.selectionModel().currentChanged.connect(self._show_cell)
        self._wished: list[int] = []
        self._stretched = self._reading = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 2 * SPACE)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addLayout(self._text_pane())

    def _set_numbers(self) -> None:
        numbers = self.table.verticalHeader()
        numbers.setVisible(True)
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        numbers.setHighlightSections(False)
        numbers.setAccessibleName(self.tr("Row numbers"))

    def _text_pane(self) -> QVBoxLayout:
        pane = QVBoxLayout()
        pane.setContentsMargins(2 * SPACE, SPACE + SPACE // 2, 2 * SPACE, 0)
        pane.setSpacing(SPACE // 2)
        self._caption = Label(self.tr("Choose a cell to read all of it here."), "caption")
        self._text = QPlainTextEdit()
        self._text.setObjectName("data.cell")
        self._text.setAccessibleName(self.tr("Text of the chosen cell"))
        self._text.setToolTip(self.tr("The whole cell, up to 64 kB of it"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(3 * QFontMetrics(font()).lineSpacing() + 3 * SPACE)
        pane.addWidget(self._caption)
        pane.addWidget(self._text)
        return pane

    # what is shown

    def clear(self) -> None:
        """Show no rows."""
        self.rows.clear()
        self._forget_cell()

    def show_preview(self, columns: Sequence[str], rows: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        """Show the first rows and give the columns widths that suit their cells."""
        self.rows.show_preview(columns, rows)
        self._forget_cell()
        name_font, cell_font = QFontMetrics(font("body", semibold=True)), QFontMetrics(font())
        self._wished = []
        longest = 0.0
        for place, column in enumerate(columns):
            lengths = [min(len(cells[place]), 200) for _, cells in rows[:50]] or [0]
            average = sum(lengths) / len(lengths)
            if average > longest:
                longest, self._stretched = average, place
            wide = max(name_font.horizontalAdvance(column[:40]), min(max(lengths), round(average * 1.5)) * cell_font.averageCharWidth())
            self._wished.append(min(max(wide + 3 * SPACE, 96), _WIDEST))
        self._number_width(rows[-1][0] if rows else 1)
        self._fit()

    def show_cache(self, cache: RowCache) -> None:
        """Show all rows."""
        self.rows.show_cache(cache)
        if len(cache):
            self._number_width(cache.number(len(cache) - 1))

    def show_roles(self, roles: Sequence[Role], played: Mapping[str, str]) -> None:
        """Show in the header which column plays which role; the first text is what is read below the table."""
        texts = [played.get(role.name, "") for role in roles if role.kind == "text"]
        self._reading = next((self.rows.columns.index(text) for text in texts if text in self.rows.columns), self._stretched)
        if self.rows.rowCount() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.rows.index(0, self._reading))
        self.header.show_roles(roles, self.rows.columns, played)

    def show_row(self, number_of_row: int) -> bool:
        """Go to the row with this number and choose it; False if it isn't among the rows."""
        place = self.rows.place(number_of_row)
        if place is None:
            return False
        index = self.rows.index(place, self._reading)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index, Table.ScrollHint.PositionAtCenter)
        self.table.setFocus()
        return True

    def _number_width(self, last: int) -> None:
        self.table.verticalHeader().setFixedWidth(QFontMetrics(font("caption", semibold=True)).horizontalAdvance(number(last)) + 3 * SPACE)

    @Slot()
    def _fit(self) -> None:
        """Divide the width: each column as it wishes, the one with the longest texts takes what is left."""
        if not self._wished or len(self._wished) != self.header.count():
            return
        widths = list(self._wished)
        left = self.table.viewport().width() - sum(widths)
        widths[self._stretched] = max(widths[self._stretched] + left, min(widths[self._stretched], 160))
        for place, width in enumerate(widths):
            self.header.resizeSection(place, width)

    # one cell

    @Slot(QModelIndex, QModelIndex)
    def _show_cell(self, index: QModelIndex, _: QModelIndex) -> None:
        if not index.isValid():
            self._forget_cell()
            return
        text, length = self.rows.whole(index.row(), index.column())
        row, column = number(self.rows.number(index.row())), self.rows.columns[index.column()]
        caption = self.tr("Row {row}, {column}: {length} characters").format(row=row, column=column, length=number(length))
        if length > WHOLE:
            caption = self.tr("Row {row}, {column}: the first {shown} of {length} characters").format(
                row=row, column=column, shown=number(WHOLE), length=number(length)
            )
        self._caption.setText(caption)
        self._text.setPlainText(text)

    def _forget_cell(self) -> None:
        self._caption.setText(self.tr("Choose a cell to read all of it here."))
        self._text.setPlainText("")

    # roles

    @Slot(int, str)
    def _role_chosen(self, column: int, role: str) -> None:
        self.role_chosen.emit(self.rows.columns[column], role)

    @Slot(int)
    def _show_column(self, column: int) -> None:
        row = max(self.table.rowAt(0), 0)
        self.table.scrollTo(self.rows.index(row, column))
