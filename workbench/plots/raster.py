"""Values as pixels: 255 levels and one for "no value", halved so that the strongest cell survives, and pictures of them.

Level 0 is no value (NaN), 1 to 255 run from low to high; a difference has its middle at level 128.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from workbench.plots.colour_maps import diverging, sequential
from workbench.services.theme import Palette, tokens

Levels = NDArray[np.uint8]
Density = NDArray[np.float64]
BLOCK = 1 << 18  # values that are computed at once: what a core's cache holds


def levels(values: NDArray[Any], low: float, high: float, is_difference: bool = False) -> Levels:
    """The level of each value, in an array of the same shape. A difference whose ends fall together is nothing but middle."""
    if not high > low:
        low, high = (low - 1.0, low + 1.0) if is_difference else (low, low + 1.0)
    scale = 254.0 / (high - low)
    flat = values.reshape(-1)  # a view of what lies in order, memory maps too
    found = np.empty(flat.shape, dtype=np.uint8)
    buffer = np.empty(min(BLOCK, flat.size), dtype=np.float32)
    with np.errstate(over="ignore"):
        for start in range(0, flat.size, BLOCK):
            part = flat[start : start + BLOCK]
            block = buffer[: part.size]
            np.multiply(part, np.float32(scale), out=block, casting="unsafe")
            block += np.float32(1.5 - low * scale)
            np.clip(block, 1.0, 255.0, out=block)
            np.fmax(block, 0.0, out=block)  # NaN becomes 0
            found[start : start + BLOCK] = block
    return found.reshape(values.shape)


def halved(found: Levels, axis: int, is_difference: bool = False) -> Levels:
    """Half as many along an axis; the stronger of each two stays, so that single bright cells don't vanish."""
    size = found.shape[axis]
    cells = np.moveaxis(found, axis, 0)
    one, other = cells[0 : size - 1 : 2], cells[1::2]
    strongest = _stronger(one, other) if is_difference else np.maximum(one, other)
    if size % 2:
        strongest = np.concatenate([strongest, cells[-1:]])
    return np.ascontiguousarray(np.moveaxis(strongest, 0, axis))


class Pyramid:
    """The levels of a map, halved as often as they are asked for."""

    def __init__(self, found: Levels, is_difference: bool) -> None:
        """found: [..., rows, columns]."""
        self._made = {(0, 0): found}
        self._is_difference = is_difference

    def at(self, down: int, across: int) -> Levels:
        """Rows halved so often, columns so often."""
        if (down, across) not in self._made:
            axis, larger = (-1, self.at(down, across - 1)) if across else (-2, self.at(down - 1, 0))
            self._made[down, across] = halved(larger, axis, self._is_difference)
        return self._made[down, across]


def _stronger(one: Levels, other: Levels) -> Levels:
    """Whichever lies farther from the middle. As int8, "no value" is -128, whose absolute value overflows to less than all."""
    from_middle = [(part - np.uint8(128)).view(np.int8) for part in (one, other)]
    return np.where(np.abs(from_middle[0]) >= np.abs(from_middle[1]), one, other)


@lru_cache(maxsize=4)
def colours(palette: Palette, is_difference: bool = False) -> NDArray[np.uint32]:
    """[256] pixels of the levels; no value is transparent, so that the hatch below is seen."""
    table = (diverging if is_difference else sequential)(palette).astype(np.uint32)
    pixels = np.uint32(0xFF000000) + table @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    pixels[0] = 0
    return pixels


def picture(pixels: NDArray[np.uint32]) -> QImage:
    """[rows, columns] pixels as an image that owns them."""
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, data.shape[1], data.shape[0], 4 * data.shape[1], QImage.Format.Format_ARGB32_Premultiplied).copy()


def paint_no_value(painter: QPainter, place: QRectF) -> None:
    """The hatch that stands for "no value"."""
    painter.fillRect(place, QColor(tokens().sunken))
    painter.fillRect(place, QBrush(QColor(tokens().text_disabled), Qt.BrushStyle.BDiagPattern))


def line_density(ends: NDArray[np.float64], widths: NDArray[np.float64], opacity: NDArray[np.float64], size: tuple[int, int]) -> Density:
    """[rows, columns] optical density of straight lines from the left edge to the right one; densities add, 1 - exp(-d) is opacity.

    ends: [lines, 2], the row at which each begins and ends, also outside; widths in rows; size: rows and columns. Qt's painter
    takes 0.1 ms for a smooth line; this a tenth. In each column a line covers a piece of it: the first pixel of the piece gets
    the line's density, the pixel after the last takes it away, and the sums down the column are the picture.
    """
    rows, columns = size
    changes = np.zeros(columns * (rows + 2))
    slope = (ends[:, 1] - ends[:, 0]) / columns
    half = widths * np.sqrt(1 + slope**2) / 2
    density = -np.log1p(-np.minimum(opacity, 0.99))
    for start in range(0, columns, 64):
        at = np.arange(start, min(start + 64, columns))
        middles = ends[:, :1] + slope[:, None] * (at + 0.5)
        for edges, sign in ((middles - half[:, None], density), (middles + half[:, None], -density)):
            edges = np.clip(edges, 0, rows)
            pixel = edges.astype(np.intp)
            into = (edges - pixel) * sign[:, None]
            index = (pixel + (at - start) * (rows + 2)).ravel()
            block = changes[start * (rows + 2) : (at[-1] + 1) * (rows + 2)]
            block += np.bincount(index, (sign[:, None] - into).ravel(), len(block))
            block[1:] += np.bincount(index, into.ravel(), len(block))[:-1]
    return np.cumsum(changes.reshape(columns, rows + 2), axis=1)[:, :rows].T


def inked(density: Density, colour: QColor) -> QImage:
    """An optical density in one colour."""
    alpha = np.rint(255 * -np.expm1(-np.maximum(density, 0))).astype(np.uint32)
    channels = [(alpha * channel + 127) // 255 for channel in (colour.red(), colour.green(), colour.blue())]
    return picture(alpha << 24 | channels[0] << 16 | channels[1] << 8 | channels[2])
