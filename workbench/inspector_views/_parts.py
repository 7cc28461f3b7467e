"""Any block that an inspector answers with, drawn: a card with its title, its picture and the note of how it came about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.api import Message
from workbench.inspector_views._chips import ChipsView
from workbench.plots.heatmap import HeatmapView
from workbench.plots.legend import Entry, Legend
from workbench.plots.scatter import ScatterView
from workbench.plots.style import PlotArea
from workbench.plots.wall import WallView
from workbench.services.language import number, percent, shown
from workbench.services.theme import Theme, tokens
from workbench.widgets.card import Card
from workbench.widgets.share_bars import ShareBars
from workbench.widgets.table import Table
from workbench.widgets.text import Label

LONGEST = 200  # characters of a cell
TRAILS = 12  # points of frames whose ways are drawn
SOME = 200  # entries of a vocabulary that are written out
Block = dict[str, Any]
Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()


def words(message: Any) -> str:
    """An engine message of a block in the window's language."""
    return shown(message) if isinstance(message, Message) else str(message or "")


class BlockCard(Card):
    """A card for blocks of one name; put() shows the newest of them."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self._kind = ""
        self.view: QWidget | None = None
        self._note = Label("", "caption")
        self.body.addWidget(self._note)

    def put(self, block: Block) -> None:
        """Show a block."""
        self.set_title(words(block["title"]))
        if self.view is None or self._kind != block["kind"]:
            if self.view is not None:
                self.body.removeWidget(self.view)
                self.view.deleteLater()
            self._kind = block["kind"]
            self.view = MAKERS[self._kind](self._theme)
            self.view.setObjectName(f"{self.objectName()}.{self._kind}")
            self.body.insertWidget(0, self.view, 1)
        SHOWN[self._kind](self.view, block)
        note = words(block["note"])
        self._note.setText(note)
        self._note.setVisible(bool(note))


class CellsModel(QAbstractTableModel):
    """A table block."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[Block] = []
        self._rows: list[list[Any]] = []

    def put(self, block: Block) -> None:
        """Take another block."""
        self.beginResetModel()
        self._columns, self._rows = block["columns"], block["rows"]
        self.endResetModel()

    def row(self, index: int) -> list[Any]:
        """The cells of a row."""
        return self._rows[index]

    def rowCount(self, parent: Index = NONE) -> int:
        """Rows of the block."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NONE) -> int:
        """Columns of the block."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words(self._columns[section]["title"])
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell, its numbers written as people do."""
        column, cell = self._columns[index.column()], self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column["kind"] == "share" and isinstance(cell, int | float):
            return percent(float(cell))
        if isinstance(cell, int | float):
            return number(cell, 0 if isinstance(cell, int) else 3)
        return str(cell)[:LONGEST]

    def _alignment(self, column: int) -> Any:
        side = Qt.AlignmentFlag.AlignLeft if self._columns[column]["kind"] == "text" else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter


class CellsTable(Table):
    """A table block, as high as its rows up to a dozen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Table"))
        self.setToolTip(self.accessibleName())
        self.cells = CellsModel()
        self.setModel(self.cells)

    def put(self, block: Block) -> None:
        """Show a block."""
        self.cells.put(block)
        self.resizeColumnsToContents()
        shown_rows = min(12, len(block["rows"]))
        height = self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(self.horizontalHeader().sizeHint().height() + height * shown_rows + 2)


class CurvePlot(QWidget):
    """Lines over a common x with their legend."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.plot = PlotArea()
        self.plot.setMinimumHeight(220)
        self._legend = Legend("curve.legend")
        column.addWidget(self._legend)
        column.addWidget(self.plot, 1)
        self._block: Block | None = None

    def put(self, block: Block) -> None:
        """Show a block."""
        self._block = block
        palette = tokens()
        self.plot.apply(palette)
        item: Any = self.plot.getPlotItem()
        item.clear()
        colours = [palette.series[place % len(palette.series)] for place in range(len(block["series"]))]
        for colour, series in zip(colours, block["series"], strict=True):
            item.plot(np.asarray(block["x"], float), np.asarray(series["values"], float), pen=pg.mkPen(colour, width=1))
        item.setLabel("bottom", words(block["x_title"]))
        item.setLabel("left", words(block["y_title"]))
        self._legend.show_entries(
            [Entry(words(series["name"]), colour, "line") for colour, series in zip(colours, block["series"], strict=True)]
        )


def _show_heatmap(view: Any, block: Block) -> None:
    view.show_map(block["values"], block["rows"], block["columns"], block["low"], block["high"], block["diverging"])


def _show_wall(view: Any, block: Block) -> None:
    view.show_wall(block["values"], block["rows"], block["low"], block["high"], block["diverging"])


def _show_scatter(view: Any, block: Block) -> None:
    view.show_points(block["points"], block["names"])
    view.set_axis_titles(words(block["x_title"]), words(block["y_title"]))
    if block["colours"]:
        view.colour_by(block["colours"][0]["values"], block["colours"][0]["categories"])
    view.show_moves(block["moved"])


def _show_frames(view: Any, block: Block) -> None:
    view.show_points(block["points"][-1], block["names"])
    view.show_trails(block["points"], np.arange(min(TRAILS, len(block["names"]))))


def _show_bars(view: Any, block: Block) -> None:
    view.show_shares([(name, float(value)) for name, value in zip(block["names"], block["values"], strict=True)])


# kind of block -> the widget for it, and how it is filled
MAKERS: dict[str, Callable[[Theme], QWidget]] = {
    "tokens": lambda theme: ChipsView("chips"),
    "heatmap": lambda theme: HeatmapView("heatmap"),
    "wall": lambda theme: WallView("wall"),
    "curve": lambda theme: CurvePlot(),
    "scatter": ScatterView,
    "frames": ScatterView,
    "vocabulary": lambda theme: Label(),
    "vectors": lambda theme: Label(),
    "table": lambda theme: CellsTable(),
    "bars": lambda theme: ShareBars("bars"),
    "words": lambda theme: Label(),
}
SHOWN: dict[str, Any] = {
    "tokens": lambda view, block: view.show_tokens(block),
    "heatmap": _show_heatmap,
    "wall": _show_wall,
    "curve": lambda view, block: view.put(block),
    "scatter": _show_scatter,
    "frames": _show_frames,
    "vocabulary": lambda view, block: view.setText(", ".join(block["entries"][:SOME])),
    "vectors": lambda view, block: view.setText(" × ".join(number(size) for size in block["values"].shape)),
    "table": lambda view, block: view.put(block),
    "bars": _show_bars,
    "words": lambda view, block: view.setText(words(block["text"])),
}
