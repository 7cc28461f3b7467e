"""The one look of plots: axes without SI prefixes, a faint horizontal grid, captions in the theme's smallest size."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QWheelEvent

from workbench.services.theme import Palette, font

LEFT_WIDTH = 52  # px of the left axis, so that plots below each other stand on one line


def short(value: float) -> str:
    """A value at an axis or in a read-out, in at most seven characters: 0.25, 1.5e-4, 20000, 2.5e6."""
    if not math.isfinite(value):
        return str(value)
    size = abs(value)
    if size and (size < 1e-3 or size >= 1e6):
        digits, exponent = f"{value:.2e}".split("e")
        return f"{digits.rstrip('0').rstrip('.')}e{int(exponent)}"
    return f"{value:.4g}" if size < 1e4 else f"{value:.0f}"


def nice_ticks(low: float, high: float, most: int, least_step: float = 0.0) -> list[float]:
    """At most `most` + 1 round values (steps of 1, 2, 2.5 or 5 times a power of ten) between two ends."""
    span = high - low
    if not math.isfinite(span) or span <= 0:
        return []
    rough = max(span / max(most, 1), least_step, 1e-300)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [index * step for index in range(first, math.floor(high / step + 1e-9) + 1)]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Exponents of round values between two exponents: decades, with 2 and 5 where there is room for them."""
    decades = range(math.floor(low), math.ceil(high) + 1)
    for factors in ((1, 2, 5), (1,)):
        found = [power + math.log10(factor) for power in decades for factor in factors]
        found = [exponent for exponent in found if low <= exponent <= high]
        if 2 <= len(found) <= most:
            return found
    if len(found) > most:
        return found[:: -(-len(found) // most)]
    return [math.log10(value) for value in nice_ticks(10.0**low, 10.0**high, most) if value > 0]


class QuietAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis with few round ticks, no SI prefixes, and values written by a function (bytes as GB)."""

    def __init__(self, side: str, written: Callable[[float], str], apart: int, least_step: float = 0.0) -> None:
        """apart: pixels a tick needs at least."""
        super().__init__(side)
        self.written, self._apart, self._least_step = written, apart, least_step
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickTextOffset=6)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """One level of ticks."""
        low, high, most = min(minVal, maxVal), max(minVal, maxVal), max(2, int(size // self._apart))
        return [(1.0, log_ticks(low, high, most) if self.logMode else nice_ticks(low, high, most, self._least_step))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """The texts of the ticks."""
        texts = [self.written(10.0**value if self.logMode else value) for value in values]
        return [text if text not in texts[:at] else "" for at, text in enumerate(texts)]


class PlotArea(pg.PlotWidget):  # type: ignore[misc]
    """A plot without menus, buttons and dragging; the wheel scrolls the page it stands on."""

    def __init__(self, written: Callable[[float], str] | None = None) -> None:
        left, bottom = QuietAxis("left", written or short, 26), QuietAxis("bottom", short, 72, least_step=1.0)
        super().__init__(axisItems={"left": left, "bottom": bottom}, enableMenu=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseEnabled(x=False, y=False)
        self.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        item = self.getPlotItem()
        item.setContentsMargins(0, 6, 8, 0)
        item.vb.setDefaultPadding(0.02)
        left.setWidth(LEFT_WIDTH)
        left.setZValue(-10)  # the grid belongs below the curves; pyqtgraph puts axes above

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def apply(self, palette: Palette) -> None:
        """Take the theme's colours and text size."""
        self.setBackground(QColor(palette.surface))
        item: Any = self.getPlotItem()
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.setPen(pg.mkPen(None))
            axis.setTickPen(pg.mkPen(None))
            axis.setTextPen(pg.mkPen(palette.text_muted))
            axis.setTickFont(font("caption"))
        left = item.getAxis("left")
        left.setTickPen(pg.mkPen(palette.border))
        left.setGrid(255)
