"""The drawn part of a live curve: pyqtgraph items for each series, marks for what is not finite, the read-out's line."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Signal
from PySide6.QtGui import QColor

from workbench.plots.points import Array, Points
from workbench.plots.style import PlotArea
from workbench.services.theme import Theme

MARKS = 400  # marks for values that are not finite, at most
ANTIALIASED = 10_000  # points up to which lines are smooth; a million cost 250 ms so, and 25 ms without
Kind = Literal["raw", "line", "dots"]


@dataclass
class Series:
    """One series: "raw" is drawn thin with its moving average bold, "line" as it is, "dots" as points on a line.

    colour: the index among the theme's series colours.
    """

    title: str
    kind: Kind
    colour: int
    points: Points


@dataclass
class Lines:
    """What is drawn of a series; thin is None where there is one line only."""

    thin: Any
    bold: Any


class Canvas(PlotArea):
    """Draws series when it is told to; knows nothing of time or of what changed.

    Signals: left() when the mouse has gone elsewhere.
    """

    left = Signal()

    def __init__(self, written: Callable[[float], str] | None, from_zero: bool) -> None:
        super().__init__(written)
        self.log = (False, False)
        self.lines: dict[str, Lines] = {}
        self._bad: Array = np.empty(0)
        self._from_zero = from_zero
        self.line = pg.InfiniteLine(angle=90, movable=False)
        self.line.hide()
        self.marks = pg.ScatterPlotItem(symbol="t", size=9, pxMode=True)
        self.addItem(self.line, ignoreBounds=True)
        self.addItem(self.marks, ignoreBounds=True)
        self.view().sigRangeChanged.connect(self._place_marks)

    def view(self) -> Any:
        """The ViewBox."""
        return self.getPlotItem().vb

    def set_log(self, x: bool, y: bool) -> None:
        """Logarithmic axes."""
        self.log = (x, y)
        self.getPlotItem().setLogMode(x=x, y=y)

    def draw(self, found: dict[str, Series]) -> None:
        """Draw all points of these series."""
        for key, series in found.items():
            self._draw(key, series)
        if self._from_zero:
            most = max((float(series.points.y.max()) for series in found.values() if series.points.count), default=1.0)
            self.view().setYRange(0.0, max(1.08 * most, 1e-9), padding=0.0)
        self._bad = np.array(sorted({x for series in found.values() for x in series.points.bad}), dtype=np.float64)
        self._place_marks()
        empty = not any(series.points.count or series.points.bad for series in found.values())
        for side in ("left", "bottom"):
            self.getPlotItem().getAxis(side).setVisible(not empty)

    def _draw(self, key: str, series: Series) -> None:
        lines = self.lines.get(key) or self._add(key, series)
        x, smooth = series.points.x, len(series.points.x) <= ANTIALIASED
        if lines.thin is not None:
            lines.thin.setData(*self._drawable(x, series.points.y), antialias=smooth)
        averaged = series.kind == "raw" and series.points.smoothing > 0
        lines.bold.setData(*self._drawable(x, series.points.smooth if averaged else series.points.y), antialias=smooth)

    def _add(self, key: str, series: Series) -> Lines:
        thin = self._curve() if series.kind == "raw" else None
        self.lines[key] = Lines(thin, self._curve("o" if series.kind == "dots" else None))
        return self.lines[key]

    def _curve(self, symbol: str | None = None) -> Any:
        curve = pg.PlotDataItem(symbol=symbol, symbolSize=6, connect="finite")
        self.addItem(curve)
        curve.setDownsampling(auto=True, method="peak")
        curve.setClipToView(True)  # only after adding: traps.md
        return curve

    def _drawable(self, x: Array, y: Array) -> tuple[Array, Array]:
        keep = np.ones(len(x), dtype=bool)
        for values, log in ((x, self.log[0]), (y, self.log[1])):
            if log:
                keep &= values > 0
        return (x, y) if keep.all() else (x[keep], y[keep])

    def _place_marks(self, *_: object) -> None:
        """Values that are not finite stand at the upper edge, wherever that is now."""
        bad = np.log10(self._bad[self._bad > 0]) if self.log[0] else self._bad
        if len(bad) > MARKS:
            bad = bad[np.linspace(0, len(bad) - 1, MARKS).astype(int)]
        (_, _), (low, high) = self.view().viewRange()
        self.marks.setData(x=bad, y=np.full(len(bad), high - 0.04 * (high - low)))

    def recolour(self, theme: Theme, found: dict[str, Series]) -> None:
        """Take the theme's colours."""
        self.apply(theme.palette)
        for key, series in found.items():
            lines, colour = self.lines.get(key) or self._add(key, series), theme.series(series.colour)
            if lines.thin is not None:
                faint = QColor(colour)
                faint.setAlpha(90)
                lines.thin.setPen(pg.mkPen(faint, width=1))
            lines.bold.setPen(pg.mkPen(colour, width=2 if series.kind == "raw" else 1.5))
            if series.kind == "dots":
                lines.bold.setSymbolBrush(colour)
                lines.bold.setSymbolPen(pg.mkPen(theme.palette.surface, width=1))
        self.line.setPen(pg.mkPen(theme.palette.control_border, width=1))
        self.marks.setBrush(pg.mkBrush(theme.palette.error))
        self.marks.setPen(pg.mkPen(theme.palette.surface))

    # the read-out

    def leaveEvent(self, event: QEvent) -> None:
        """The scene itself tells only of a mouse that moves within it."""
        super().leaveEvent(event)
        self.left.emit()

    def step_at(self, place: QPointF) -> float | None:
        """The step below a place of the scene, None outside the axes."""
        if not self.view().sceneBoundingRect().contains(place):
            return None
        x = float(self.view().mapSceneToView(place).x())
        return 10.0**x if self.log[0] else x

    def show_line(self, step: float | None) -> None:
        """Put the read-out's line on a step; None hides it."""
        self.line.setVisible(step is not None)
        if step is not None:
            self.line.setPos(math.log10(step) if self.log[0] and step > 0 else step)


def nearest(found: Iterable[Series], step: float) -> list[tuple[Series, int]]:
    """Of each series that has points, the index of the one nearest to a step."""
    at = [(series, series.points.nearest(step)) for series in found]
    return [(series, index) for series, index in at if index is not None]
