"""Scales of drawings: round ticks, the two axes of a plot, and colour bars with numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.drawing.canvas import Box, Ink, Line, Sheet
from engine.drawing.look import CAPTION, HALF, SPACE, colour_table
from engine.drawing.png import data_url
from engine.drawing.text import number, text_width


def ticks(low: float, high: float, count: int = 5, whole: bool = False) -> list[float]:
    """About so many round numbers (1, 2 or 5 times a power of ten apart) from low to high; whole: never between integers."""
    if not high > low:
        return [low]
    rough = (high - low) / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = min((factor * power for factor in (1, 2, 5, 10)), key=lambda step: abs((high - low) / step - count))
    step = max(step, 1.0) if whole else step
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{index * step:.12g}") for index in range(first, last + 1)]


def thinned(count: float) -> int:
    """The next round number (1, 2, 5, 10, 20 ...): every so many labels are written where there is room for one in `count`."""
    power = int(10 ** math.floor(math.log10(max(count, 1.0))))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= count)


def span(values: np.ndarray[Any, Any], margin: float = 0.05) -> tuple[float, float]:
    """The smallest and largest finite number with some room around; 0 to 1 where there is none."""
    known = np.asarray(values, dtype=np.float64)
    known = known[np.isfinite(known)]
    if not known.size:
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    room = (high - low) * margin or abs(high) * margin or 1.0
    return low - room, high + room


@dataclass(frozen=True)
class Plot:
    """A plot's area on the sheet and the numbers at its edges."""

    box: Box
    xs: tuple[float, float]
    ys: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies on the sheet."""
        across = (x - self.xs[0]) / (self.xs[1] - self.xs[0])
        up = (y - self.ys[0]) / (self.ys[1] - self.ys[0])
        return self.box.x + across * self.box.width, self.box.bottom - up * self.box.height

    def places(self, points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The same for [points, 2]."""
        low, high = np.array([self.xs[0], self.ys[0]]), np.array([self.xs[1], self.ys[1]])
        shares = (np.asarray(points, dtype=np.float64) - low) / (high - low)
        found: np.ndarray[Any, Any] = shares * [self.box.width, -self.box.height] + [self.box.x, self.box.bottom]
        return found


def plot(sheet: Sheet, top: float, height: float, spans: Sequence[tuple[float, float]], whole: bool = False) -> Plot:
    """Axes with round ticks and their numbers, below the top; whole: x is counted. Below its box stand 24 px of numbers."""
    xs, ys = spans
    up = ticks(*ys)
    labels = [number(tick) for tick in up]
    left = sheet.left + max((text_width(label, CAPTION) for label in labels), default=0) + SPACE
    box = Box(left, top, sheet.right - left - SPACE, height)
    made = Plot(box, (xs[0], xs[1]), (ys[0], ys[1]))
    for tick, label in zip(up, labels, strict=True):
        y = made.at(xs[0], tick)[1]
        sheet.line(box.x, y, box.right, y, Line(sheet.look.border))
        sheet.text(box.x - HALF - 2, y + 4, label, sheet.muted("end"))
    along, free = ticks(*xs, count=8, whole=whole), -1e9
    for tick in along:
        x, label = made.at(tick, ys[0])[0], number(tick)
        half = text_width(label, CAPTION) / 2
        sheet.line(x, box.bottom, x, box.bottom + HALF, Line(sheet.look.edge))
        if x - half > free:
            sheet.text(x, box.bottom + 17, label, sheet.muted("middle"))
            free = x + half + SPACE
    sheet.line(box.x, box.bottom, box.right, box.bottom, Line(sheet.look.edge))
    return made


def colour_bar(sheet: Sheet, top: float, ends: tuple[float, float], diverging: bool = False, missing: str = "", begin: int = 0) -> float:
    """A lying bar of the ramp with numbers below; missing: the name of what is no number, if it occurs.

    begin: the place in the colour table of the lowest number. Returns where it ends.
    """
    width = min(240.0, sheet.width / 2)
    table = colour_table(sheet.look, diverging)
    box = Box(sheet.left, top + HALF, width, 10)
    steps = np.linspace(begin, 254, 512).round().astype(np.uint8)
    sheet.image(box, data_url(np.tile(steps, (20, 1)), table))
    sheet.rect(box, "none", Line(sheet.look.edge))
    free = -1e9
    low, high = ends
    for value in (low, (low + high) / 2, high):
        x, label = box.x + (value - low) / (high - low) * width, number(float(f"{value:.3g}"))
        wide = text_width(label, CAPTION)
        start = min(max(x - wide / 2, box.x), box.right - wide)
        if start > free:
            sheet.text(start, box.bottom + 15, label, sheet.muted())
            free = start + wide + SPACE
    if missing:
        sheet.rect(Box(box.right + 24, box.y, 14, 10), sheet.look.missing, Line(sheet.look.edge))
        sheet.text(box.right + 24 + 20, box.y + 10, missing, Ink(sheet.look.muted, CAPTION))
    return box.bottom + 15 + SPACE
