"""A curve that grows while it is looked at: raw values thin, their moving average bold, validation as dots, NaN marked.

Appending is cheap and draws nothing; what changed is drawn at most ten times a second, and only while it is seen. The
canvas costs 20 ms, so it is made when the curve is first shown, one curve a turn of the event loop.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QVBoxLayout, QWidget

from workbench.plots.canvas import Canvas, Kind, Series, nearest
from workbench.plots.legend import Entry, Legend
from workbench.plots.points import Array, Points
from workbench.plots.style import LEFT_WIDTH, short
from workbench.services.theme import HALF, SPACE, Theme, font
from workbench.widgets.text import Label

REDRAW = 100  # ms between two drawings
BETWEEN = 10  # ms between two canvases that are made; with 0 Qt would make them all before anything else
HEIGHT, COMPACT_HEIGHT = 248, 112  # px of the plot itself
ROOMY, NARROW = 560, 440  # px from which on there is room for the smoothing in words, for its slider at all


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
        self._format, self._written = written, written or short
        self._series: dict[str, Series] = {}
        self._smoothing = 0.9
        self._log = (False, False)
        self._changed = False
        self.canvas: Canvas | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW)
        self._timer.timeout.connect(self.redraw)
        self._title = Label(title, "caption" if compact else "strong", wrap=False)
        self._newest = Label("", "caption", wrap=False)
        self._newest.setVisible(compact)
        self._legend = Legend(f"{name}.legend")
        self._legend.setVisible(not compact)
        self._stage = _Stage()
        self._stage.setFixedHeight(COMPACT_HEIGHT if compact else HEIGHT)
        self._stage_column = QVBoxLayout(self._stage)
        self._stage_column.setContentsMargins(0, 0, 0, 0)
        self._empty = self._stage.cover = Label(self.tr("Values appear here with the first steps."), "caption", parent=self._stage)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._readout = Label("", "caption", wrap=False, parent=self._stage)
        self._readout.hide()
        self._lay_out()
        theme.changed.connect(self._recolour)

    # what callers use

    def add_series(self, key: str, title: str, kind: Kind = "raw", colour: int | None = None) -> None:
        """Add a series; colour is an index among the theme's series colours, the next one without it."""
        points = Points(self._smoothing if kind == "raw" else 0.0)
        self._series[key] = Series(title, kind, len(self._series) if colour is None else colour, points)
        self._recolour()

    def append(self, key: str, x: float, y: float) -> None:
        """Add one point; drawn within a tenth of a second."""
        self.extend(key, [x], [y])

    def extend(self, key: str, xs: Sequence[float] | Array, ys: Sequence[float] | Array) -> None:
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
        self._log = (x, y)
        self._log_x.setChecked(x)
        self._log_y.setChecked(y)
        if self.canvas is not None:
            self.canvas.set_log(x, y)
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
        """Draw what has changed, now; nothing while hidden or not yet made."""
        if not self._changed or not self.isVisible() or self.canvas is None:
            return
        self._changed = False
        self.canvas.draw(self._series)
        self._tell()

    # drawing

    def make_canvas(self) -> None:
        """Make the drawn part, if it is not there yet."""
        if self.canvas is not None:
            return
        self.canvas = Canvas(self._format, self._from_zero)
        self.canvas.setObjectName(f"{self._name}.plot")
        self.canvas.set_log(*self._log)
        self.canvas.scene().sigMouseMoved.connect(self._hovered)
        self.canvas.left.connect(self._hide_readout)
        self._stage_column.addWidget(self.canvas)
        self._empty.raise_()
        self._readout.raise_()
        self._recolour()
        self.redraw()

    def _touch(self) -> None:
        self._changed = True
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

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
        self._empty.setVisible(self.is_empty())
        if not said:
            self._newest.setText("")
        self.setAccessibleName(f"{self._title.text()}: {', '.join(said)}" if said else self._title.text())

    def _recolour(self) -> None:
        palette = self._theme.palette
        if self.canvas is not None:
            self.canvas.recolour(self._theme, self._series)
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
        """Make the canvas in its turn, and draw what came while it was hidden."""
        super().showEvent(event)
        if self.canvas is None and not _turns.expects(self):
            _turns.ask(self)
        if self._changed and not self._timer.isActive():
            self._timer.start()

    # the read-out

    def _hovered(self, place: QPointF) -> None:
        canvas = self.canvas
        if canvas is None:
            return
        step = canvas.step_at(place)
        found = nearest(self._series.values(), step) if step is not None else []
        if step is None or not found:
            self._hide_readout()
            return
        _, step = min((abs(float(series.points.x[at]) - step), float(series.points.x[at])) for series, at in found)
        canvas.show_line(step)
        head = self.tr("step {step}").format(step=f"{step:,.0f}")
        self._readout.setText("\n".join([head, *(self._value(series, at, step) for series, at in found)]))
        self._readout.adjustSize()
        self._readout.show()
        left = place.x() > self._stage.width() / 2  # on the other side than the mouse
        self._readout.move(LEFT_WIDTH + SPACE if left else self._stage.width() - self._readout.width() - SPACE, SPACE)

    def _hide_readout(self) -> None:
        if self.canvas is not None:
            self.canvas.show_line(None)
        self._readout.hide()

    def _value(self, series: Series, at: int, step: float) -> str:
        """One line of the read-out; the step is written where it is another than the line's."""
        points = series.points
        value, own = self._written(float(points.y[at])), float(points.x[at])
        text = f"{series.title}: {value}"
        if series.kind == "raw" and self._smoothing > 0:
            smooth = self._written(float(points.smooth[at]))
            text = self.tr("{series}: {value}, smoothed {smooth}").format(series=series.title, value=value, smooth=smooth)
        return text if own == step else self.tr("{text} (step {step})").format(text=text, step=f"{own:,.0f}")

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
        column.addWidget(self._stage)
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


class _Stage(QWidget):
    """Where the canvas will stand; the words that stand there meanwhile fill it, whatever size it gets."""

    cover: Label | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cover goes along."""
        super().resizeEvent(event)
        if self.cover is not None:
            self.cover.setGeometry(self.rect())


class _Turns:
    """Curves that wait for their canvas; one is made in each turn of the event loop, so that the window stays quick."""

    def __init__(self) -> None:
        self._waiting: deque[LiveCurve] = deque()

    def ask(self, curve: LiveCurve) -> None:
        """Put a curve into the queue."""
        self._waiting.append(curve)
        if len(self._waiting) == 1:
            QTimer.singleShot(BETWEEN, self._next)

    def expects(self, curve: LiveCurve) -> bool:
        """Is the curve in the queue?"""
        return any(waiting is curve for waiting in self._waiting)

    def _next(self) -> None:
        curve = self._waiting.popleft()
        if self._waiting:
            QTimer.singleShot(BETWEEN, self._next)
        if shiboken6.isValid(curve):
            curve.make_canvas()


_turns = _Turns()
