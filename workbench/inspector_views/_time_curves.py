"""Small plots over a run's steps below each other, with one line through all of them at the step that is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.plots.legend import Entry, Legend
from workbench.plots.style import PlotArea, short
from workbench.services.theme import HALF, SPACE, Theme, text_scale
from workbench.widgets.text import ElidedLabel

HEIGHT = 80  # px at 100 % of a plot with its axis


@dataclass(frozen=True)
class Line:
    """x, y: [points]; colour: among the theme's series; faint: drawn thin behind the others, without a legend."""

    title: str
    x: NDArray[Any]
    y: NDArray[Any]
    colour: int
    faint: bool = False


class _Area(PlotArea):
    """A plot that is small unless there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """pyqtgraph would like to be 640 x 480."""
        return QSize(20 * SPACE, self.minimumHeight())


class StepPlot(QWidget):
    """One plot. Without `named` its lines have no legend: something beside it says whose they are.

    Signals: picked(step) when a step was clicked.
    """

    picked = Signal(float)

    def __init__(self, theme: Theme, name: str, named: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme, self._lines, self._step = theme, list[Line](), 0.0
        self._title = ElidedLabel("", "strong", middle=False)
        self._legend = Legend(f"{name}.legend")
        self._legend.setVisible(named)
        self._plot = _Area()
        self._plot.setMinimumHeight(round(HEIGHT * text_scale()))
        self._plot.setCursor(Qt.CursorShape.PointingHandCursor)
        self._plot.setToolTip(self.tr("A click goes to this step"))
        self._plot.scene().sigMouseClicked.connect(self._clicked)
        self._mark = pg.InfiniteLine(angle=90, movable=False)
        self._mark.setZValue(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._title)
        column.addWidget(self._legend)
        column.addWidget(self._plot, 1)
        theme.changed.connect(self._draw)

    def show_lines(self, title: str, lines: list[Line], last: int) -> None:
        """Draw these instead, from step 0 to the last one."""
        self._title.setText(title)
        self._lines = lines
        self._plot.getPlotItem().setXRange(0, max(last, 1), padding=0.02)
        self._draw()

    def show_step(self, step: float) -> None:
        """Put the line on a step, and the values there into the legend."""
        self._step = step
        self._mark.setPos(step)
        entries = []
        for line in self._lines:
            if not line.faint and len(line.x):
                place = max(0, int(np.searchsorted(line.x, step, side="right")) - 1)
                entries.append(Entry(line.title, self._theme.series(line.colour).name(), "line", short(float(line.y[place]))))
        if not self._legend.isHidden():
            self._legend.show_entries(entries)
        self.setAccessibleName(": ".join([self._title.text(), ", ".join(entry.text for entry in entries)]))

    def lines(self) -> list[Line]:
        """What is drawn."""
        return self._lines

    def marked(self) -> float:
        """The step of the line."""
        return float(self._mark.value())

    def _draw(self) -> None:
        palette, item = self._theme.palette, self._plot.getPlotItem()
        self._plot.apply(palette)
        item.clear()
        for line in self._lines:
            colour = QColor(self._theme.series(line.colour))
            if line.faint:
                colour.setAlpha(90)
            item.plot(np.asarray(line.x, float), np.asarray(line.y, float), pen=pg.mkPen(colour, width=1), connect="finite")
        self._mark.setPen(pg.mkPen(palette.control_border, width=1))
        item.addItem(self._mark, ignoreBounds=True)
        self.show_step(self._step)

    def _clicked(self, event: Any) -> None:
        view = self._plot.getPlotItem().vb
        if event.button() == Qt.MouseButton.LeftButton and view.sceneBoundingRect().contains(event.scenePos()):
            self.picked.emit(float(view.mapSceneToView(event.scenePos()).x()))
