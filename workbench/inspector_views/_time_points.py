"""The points of the view over time: a list with a box for each, in which those are ticked whose way is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from workbench.services.theme import ROW_HEIGHT, Theme
from workbench.widgets.text import tip

LONGEST = 200  # characters of a name
MARKED = 12  # px of the patch of a pinned point's colour
CHECK, MARK = Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.DecorationRole


class PinList(QListWidget):
    """Pinned points carry, where it means something, a colour of the theme's series, in the order in which they were pinned.

    Signals: changed() when a person pinned or unpinned a point; pointed(index) of the row that the keyboard is on, -1 for none.
    """

    changed = Signal()
    pointed = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self._pins: list[int] = []
        self.first = 0  # the place of the first pin's colour; those before it mean something else in the map
        self.coloured = True  # are there lines that the colours tell apart?
        self.setAccessibleName(self.tr("Points"))
        self.setToolTip(self.tr("Tick points to see their way, by mouse or the space bar; a click in the map does the same"))
        self.setProperty("role", "plain")
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(MARKED, MARKED))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._ticked)
        self.currentRowChanged.connect(self.pointed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_points(self, names: Sequence[str], pins: Sequence[int]) -> None:
        """Other points, these of them pinned."""
        self.blockSignals(True)
        self.clear()
        for name in names:
            item = QListWidgetItem(" ".join(name[:LONGEST].split()) or repr(name))
            item.setToolTip(tip(name[:LONGEST]))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self.addItem(item)
        self.blockSignals(False)
        self._pins = list(pins)
        self._show()

    def pins(self) -> list[int]:
        """The pinned points, in the order in which they were pinned."""
        return list(self._pins)

    def colour(self, point: int) -> int:
        """The place of a pinned point's colour among the theme's series."""
        return self.first + self._pins.index(point)

    def toggle(self, point: int) -> None:
        """Pin a point or unpin it, as its box does."""
        item = self.item(point)
        item.setCheckState(Qt.CheckState.Unchecked if point in self._pins else Qt.CheckState.Checked)
        self.scrollToItem(item)

    @Slot(QListWidgetItem)
    def _ticked(self, item: QListWidgetItem) -> None:
        point, ticked = self.row(item), item.checkState() == Qt.CheckState.Checked
        if ticked == (point in self._pins):
            return
        self._pins = [*self._pins, point] if ticked else [pin for pin in self._pins if pin != point]
        self._show()
        self.changed.emit()

    @Slot()
    def _restyle(self) -> None:
        palette = self._theme.palette
        box = f"width: 14px; height: 14px; border: 1px solid {palette.control_border}; border-radius: 4px; background: {palette.surface};"
        ticked = f"background: {palette.accent}; border-color: {palette.accent}; image: url(tunebench:check.svg);"
        self.setStyleSheet(f"QListView::indicator {{ {box} }} QListView::indicator:checked {{ {ticked} }}")
        self._show()

    def _show(self) -> None:
        self.blockSignals(True)
        for point in range(self.count()):
            item, pinned = self.item(point), point in self._pins
            item.setData(CHECK, Qt.CheckState.Checked if pinned else Qt.CheckState.Unchecked)
            item.setData(MARK, QColor(self._theme.series(self.colour(point))) if pinned and self.coloured else None)
        self.blockSignals(False)
        self.viewport().update()
