"""A curve that grows while it is looked at: raw values thin, their moving average bold, validation as dots, NaN marked.

Appending is cheap and draws nothing; what changed is drawn at most ten times a second, and only while it is seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QVBoxLayout, QWidget

from workbench.plots.legend import Entry, Legend
from workbench.plots.points import Array, Points
from workbench.plots.style import PlotArea, short
from workbench.services.theme import HALF, SPACE, Theme, font
from workbench.widgets.text import Label

REDRAW = 100  # ms between two drawings
MARKS = 400  # marks for values that are not finite, at most
ANTIALIASED = 10_000  # points up to which lines are smooth; a million cost 250 ms so, and 25 ms without
HEIGHT, COMPACT_HEIGHT = 248, 112  # px of the plot itself
ROOMY, NARROW = 560, 440  # px from which on there is room for the smoothing in words, for its slider at all
Kind = Literal["raw", "line", "dots"]


@dataclass
class _Series:
    title: str
    kind: Kind
    colour: int
    points: Points
    thin: Any  # the raw values' curve, None where only the average or the line is drawn
    bold: Any


class LiveCurve(QWidget):
    """One plot over steps. `compact`: a small multiple, with the newest value in place of legend and controls."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        name: str,
        *,
        compact: bool = False,
        written: Callable[[float], str] | None = None,
        from_zero: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """written: how a value is written at the axis and in the read-out, unless briefly. from_zero: the values' axis
        begins at 0, for amounts."""
        super().__init__(parent)
        self.setObjectName(name)
        self._theme, self._name, self._compact, self._from_zero = theme, name, compact, from_zero
        self._written = written or short
        self._series: dict[str, _Series] = {}
        self._smoothing = 0.9
        self._log = [False, False]
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW)
        self._timer.timeout.connect(self.redraw)
        self._changed = False
        self._title = Label(title, "caption" if compact else "strong", wrap=False)
        self._newest = Label("", "caption", wrap=False)
        self._newest.setVisible(compact)
        self._legend = Legend(f"{name}.legend")
        self._legend.setVisible(not compact)
        self._plot = PlotArea(written)
        self._plot.setObjectName(f"{name}.plot")
        self._plot.setFixedHeight(COMPACT_HEIGHT if compact else HEIGHT)
        self._empty = Label(self.tr("Values appear here with the first steps."), "caption", wrap=True, parent=self._plot)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._readout = Label("", "caption", wrap=False, parent=self._plot)
        self._readout.hide()
        self._line = pg.InfiniteLine(angle=90, movable=False)
        self._line.hide()
        self._marks = pg.ScatterPlotItem(symbol="t", size=9, pxMode=True)
        self._plot.addItem(self._line, ignoreBounds=True)
        self._plot.addItem(self._marks, ignoreBounds=True)
        self._lay_out()
        self._plot.scene().sigMouseMoved.connect(self._hovered)
        self._plot.getPlotItem().vb.sigRangeChanged.connect(self._place_marks)
        theme.changed.connect(self._recolour)
        self._recolour()

    # what callers use

    def add_series(self, key: str, title: str, kind: Kind = "raw", colour: int | None = None) -> None:
        """Add a series: "raw" (thin, with its moving average bold), "line" (as it is), "dots" (points on a line)."""
        index = len(self._series) if colour is None else colour
        points = Points(self._smoothing if kind == "raw" else 0.0)
        thin = self._curve() if kind == "raw" else None
        self._series[key] = _Series(title, kind, index, points, thin, self._curve(symbol="o" if kind == "dots" else None))
        self._recolour()

    def append(self, key: str, x: float, y: float) -> None:
        """Add one point; drawn within a tenth of a second."""
        self.extend(key, [x], [y])

    def extend(self, key: str, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Add points whose x ascend."""
        self._series[key].points.extend(xs, ys)
        self._touch()

    def clear(self) -> None:
        """Forget all points, keep the series."""
        for series in self._series.values():
            series.points.clear()
        self._touch()

    def set_log(self, x: bool, y: bool) -> None:
        """Logarithmic axes; values that have no logarithm are left out there."""
        self._log = [x, y]
        self._log_x.setChecked(x)
        self._log_y.setChecked(y)
        self._plot.getPlotItem().setLogMode(x=x, y=y)
        self._touch()

    def set_smoothing(self, weight: float) -> None:
        """The weight of the past in the moving average, 0 to 0.99."""
        self._smoothing = min(max(weight, 0.0), 0.99)
        self._slider.setValue(round(100 * self._smoothing))
        self._slider_text.setText(self.tr("smoothing {weight}").format(weight=f"{self._smoothing:.2f}"))
        for series in self._series.values():
            if series.kind == "raw":
                series.points.set_smoothing(self._smoothing)
        self._touch()

    def is_empty(self) -> bool:
        """Has no series got anything yet?"""
        return not any(series.points.count or series.points.bad for series in self._series.values())

    def points(self, key: str) -> tuple[Array, Array]:
        """x and y of a series' finite points."""
        found = self._series[key].points
        return found.x, found.y

    def not_finite(self, key: str) -> int:
        """How many values of a series were NaN or infinite."""
        return len(self._series[key].points.bad)

    def redraw(self) -> None:
        """Draw what has changed, now; nothing while hidden."""
        if not self._changed or not self.isVisible():
            return
        self._changed = False
        for series in self._series.values():
            self._draw(series)
        if self._from_zero:
            most = max((series.points.y.max() for series in self._series.values() if series.points.count), default=1.0)
            self._plot.getPlotItem().vb.setYRange(0.0, max(1.08 * float(most), 1e-9), padding=0.0)
        self._place_marks()
        self._tell()

    # drawing

    def _curve(self, symbol: str | None = None) -> Any:
        curve = pg.PlotDataItem(symbol=symbol, symbolSize=6, connect="finite")
        self._plot.addItem(curve)
        curve.setDownsampling(auto=True, method="peak")
        curve.setClipToView(True)  # only after adding: traps.md
        return curve

    def _touch(self) -> None:
        self._changed = True
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _draw(self, series: _Series) -> None:
        x = series.points.x
        if series.thin is not None:
            series.thin.setData(*self._drawable(x, series.points.y), antialias=len(x) <= ANTIALIASED)
        smooth = series.kind == "raw" and self._smoothing > 0
        values = series.points.smooth if smooth else series.points.y
        series.bold.setData(*self._drawable(x, values), antialias=len(x) <= ANTIALIASED)

    def _drawable(self, x: Array, y: Array) -> tuple[Array, Array]:
        keep = np.ones(len(x), dtype=bool)
        for values, log in ((x, self._log[0]), (y, self._log[1])):
            if log:
                keep &= values > 0
        return (x, y) if keep.all() else (x[keep], y[keep])

    def _place_marks(self, *_: object) -> None:
        """Values that are not finite stand at the upper edge, wherever that is now."""
        bad = np.unique(np.array([x for series in self._series.values() for x in series.points.bad], dtype=np.float64))
        if self._log[0]:
            bad = np.log10(bad[bad > 0])
        if len(bad) > MARKS:
            bad = bad[np.linspace(0, len(bad) - 1, MARKS).astype(int)]
        (_, _), (low, high) = self._plot.getPlotItem().vb.viewRange()
        self._marks.setData(x=bad, y=np.full(len(bad), high - 0.04 * (high - low)))

    def _tell(self) -> None:
        """Legend, newest value, accessible name."""
        entries, said = [], []
        for series in self._series.values():
            points = series.points
            note = self.tr("{count} not finite").format(count=len(points.bad)) if points.bad else ""
            kind = "dots" if series.kind == "dots" else "line"
            entries.append(Entry(series.title, self._theme.series(series.colour).name(), kind, note))
            if points.count:
                said.append(f"{series.title} {self._written(float(points.y[-1]))}")
                self._newest.setText(self._written(float(points.y[-1])))
        self._legend.show_entries(entries)
        empty = self.is_empty()
        self._empty.setVisible(empty)
        self._empty.setGeometry(self._plot.rect())
        for side in ("left", "bottom"):
            self._plot.getPlotItem().getAxis(side).setVisible(not empty)
        if not said:
            self._newest.setText("")
        self.setAccessibleName(f"{self._title.text()}: {', '.join(said)}" if said else self._title.text())

    def _recolour(self) -> None:
        palette = self._theme.palette
        self._plot.apply(palette)
        for series in self._series.values():
            colour = self._theme.series(series.colour)
            if series.thin is not None:
                faint = QColor(colour)
                faint.setAlpha(90)
                series.thin.setPen(pg.mkPen(faint, width=1))
            series.bold.setPen(pg.mkPen(colour, width=2 if series.kind == "raw" else 1.5))
            if series.kind == "dots":
                series.bold.setSymbolBrush(colour)
                series.bold.setSymbolPen(pg.mkPen(palette.surface, width=1))
        self._line.setPen(pg.mkPen(palette.control_border, width=1))
        self._marks.setBrush(pg.mkBrush(palette.error))
        self._marks.setPen(pg.mkPen(palette.surface))
        self._readout.setStyleSheet(
            f"background: {palette.raised}; color: {palette.text}; border: 1px solid {palette.border}; border-radius: 4px; padding: 4px;"
        )
        self._touch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The legend matters more than the number of the smoothing."""
        super().resizeEvent(event)
        for control, least in ((self._slider_text, ROOMY), (self._slider, NARROW)):
            control.setVisible(not self._compact and event.size().width() >= least)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while it was hidden."""
        super().showEvent(event)
        self._empty.setGeometry(self._plot.rect())
        if self._changed:
            self._timer.start()

    # the read-out

    def _hovered(self, place: QPointF) -> None:
        view = self._plot.getPlotItem().vb
        lines: list[str] = []
        if view.sceneBoundingRect().contains(place):
            x = view.mapSceneToView(place).x()
            lines = self._read(10**x if self._log[0] else x)
        self._line.setVisible(bool(lines))
        self._readout.setVisible(bool(lines))
        if lines:
            self._readout.setText("\n".join(lines))
            self._readout.adjustSize()
            left = place.x() < self._plot.width() / 2
            self._readout.move(self._plot.width() - self._readout.width() - SPACE if left else round(view.pos().x()) + 60, SPACE)

    def _read(self, x: float) -> list[str]:
        """The nearest step and the values there; the line is put on it."""
        found = [(series, series.points.nearest(x)) for series in self._series.values()]
        near = [(abs(series.points.x[at] - x), series, at) for series, at in found if at is not None]
        if not near:
            return []
        _, first, at = min(near, key=lambda item: item[0])
        step = float(first.points.x[at])
        self._line.setPos(math.log10(step) if self._log[0] and step > 0 else step)
        lines = [self.tr("step {step}").format(step=f"{step:,.0f}")]
        for _, series, index in near:
            points = series.points
            value, own = self._written(float(points.y[index])), float(points.x[index])
            text = f"{series.title}: {value}"
            if series.kind == "raw" and self._smoothing > 0:
                text = self.tr("{series}: {value}, smoothed {smooth}").format(
                    series=series.title, value=value, smooth=self._written(float(points.smooth[index]))
                )
            lines.append(text if own == step else self.tr("{text} (step {step})").format(text=text, step=f"{own:,.0f}"))
        return lines

    # controls

    def _lay_out(self) -> None:
        self._log_x = self._toggle("log_x", self.tr("log x"), self.tr("Logarithmic steps: shows the beginning in detail"))
        self._log_y = self._toggle("log_y", self.tr("log y"), self.tr("Logarithmic values: shows small differences late in training"))
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName(f"{self._name}.smoothing")
        self._slider.setRange(0, 99)
        self._slider.setFixedWidth(12 * SPACE)
        self._slider.setToolTip(self.tr("How strongly the bold curve averages over the past steps"))
        self._slider.setAccessibleName(self.tr("Smoothing"))
        self._slider_text = Label("", "caption", wrap=False)
        self._slider.valueChanged.connect(self._slid)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._title)
        head.addSpacing(SPACE)
        head.addWidget(self._legend, 1)
        if self._compact:
            head.addStretch(1)
        head.addWidget(self._newest)
        for control in (self._slider_text, self._slider, self._log_x, self._log_y):
            control.setVisible(not self._compact)
            head.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addWidget(self._plot, 1)
        self.set_smoothing(self._smoothing)

    def _toggle(self, name: str, text: str, tooltip: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"{self._name}.{name}")
        button.setText(text)
        button.setToolTip(tooltip)
        button.setAccessibleName(text)
        button.setCheckable(True)
        button.setFont(font("caption"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._toggled)
        return button

    def _toggled(self) -> None:
        self.set_log(self._log_x.isChecked(), self._log_y.isChecked())

    def _slid(self, value: int) -> None:
        if round(100 * self._smoothing) != value:
            self.set_smoothing(value / 100)
