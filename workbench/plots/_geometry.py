"""The geometry of a map of points, in numpy alone: the part of the plane that is seen, which point is nearest to a place,
which points lie within a free-hand line. It knows nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]
MARGIN = 0.05  # of the plot's size that stays free on each side when all points are fitted in
ZOOM_IN, ZOOM_OUT = 20_000.0, 0.1  # times the scale at which all points fit in; beyond, float32 has no digits left
_SIDE = 255  # cells of the grid on a side: their numbers fit 16 bits, for which numpy sorts by radix, six times faster
_OUTSIDE = _SIDE * _SIDE  # the cell of points without a place


@dataclass
class Window:
    """The part of the plane that is seen: its centre, pixels a unit on both axes, and the plot's size in logical pixels.

    The second axis points up in the plane and down on the screen.
    """

    x: float = 0.0
    y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    width: float = 1.0
    height: float = 1.0
    fitted_x: float = 1.0
    fitted_y: float = 1.0

    def fit(self, bounds: tuple[float, float, float, float], equal: bool) -> None:
        """Show all of (left, bottom, right, top); equal: a unit is as long on both axes."""
        left, bottom, right, top = bounds
        self.x, self.y = (left + right) / 2, (bottom + top) / 2
        wide, high = right - left, top - bottom
        free = 1 - 2 * MARGIN
        self.scale_x = free * self.width / wide if wide > 0 else 0.0
        self.scale_y = free * self.height / high if high > 0 else 0.0
        if equal:
            self.scale_x = self.scale_y = min(scale for scale in (self.scale_x or self.scale_y, self.scale_y or self.scale_x))
        self.scale_x, self.scale_y = self.scale_x or 1.0, self.scale_y or 1.0
        self.fitted_x, self.fitted_y = self.scale_x, self.scale_y

    @property
    def zoom(self) -> float:
        """How many times larger than fitted in."""
        return self.scale_x / self.fitted_x

    def to_pixels(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Logical pixels from the plot's upper left corner, of numbers or of arrays (float32 stays float32)."""
        return (x - self.x) * self.scale_x + self.width / 2, (self.y - y) * self.scale_y + self.height / 2

    def to_plane(self, left: float, top: float) -> tuple[float, float]:
        """The place in the plane below a pixel."""
        return self.x + (left - self.width / 2) / self.scale_x, self.y - (top - self.height / 2) / self.scale_y

    def pan(self, right: float, down: float) -> None:
        """Move what is seen by so many pixels."""
        self.x -= right / self.scale_x
        self.y += down / self.scale_y

    def zoom_at(self, factor: float, left: float, top: float) -> None:
        """Zoom around a pixel: what lies below it stays there."""
        factor = min(max(factor, ZOOM_OUT / self.zoom), ZOOM_IN / self.zoom)
        x, y = self.to_plane(left, top)
        self.scale_x *= factor
        self.scale_y *= factor
        now_x, now_y = self.to_plane(left, top)
        self.x += x - now_x
        self.y += y - now_y


def bounds_of(x: Floats, y: Floats) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the points that have a place; the unit square without any."""
    placed = np.isfinite(x) & np.isfinite(y)
    if not placed.all():
        x, y = x[placed], y[placed]
    if not len(x):
        return 0.0, 0.0, 1.0, 1.0
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


class Grid:
    """Points sorted into the cells of a uniform grid, so that the nearest is found by looking at a few of them.

    The grid's bounds leave out the outermost hundredth of the points (they go into the cells of the edge): otherwise one
    outlier would put all others into one cell.
    """

    def __init__(self, x: Floats, y: Floats) -> None:
        """x, y: [n] float32; points that are not finite are never found."""
        placed = np.isfinite(x) & np.isfinite(y)
        inner = np.flatnonzero(placed)[:: max(1, len(x) // 4096)]
        cells = np.full(len(x), _OUTSIDE, dtype=np.uint16)
        self._low, self._step = np.zeros(2), np.ones(2)
        if len(inner):
            ends = np.array([np.percentile(values[inner], (0.5, 99.5)) for values in (x, y)])
            self._low = ends[:, 0]
            self._step = np.maximum((ends[:, 1] - ends[:, 0]) / _SIDE, 1e-30)
            cells = np.where(placed, self._rows(y, 1) * np.uint16(_SIDE) + self._rows(x, 0), cells)
        self._order = np.argsort(cells, kind="stable")
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(cells, minlength=_OUTSIDE + 1))))
        self._x, self._y = x[self._order], y[self._order]

    def _rows(self, values: Floats, axis: int) -> NDArray[np.uint16]:
        finite = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
        with np.errstate(over="ignore"):  # far outside, where nearly all points are in one place: clipped below
            scaled = (finite - np.float32(self._low[axis])) / np.float32(self._step[axis])
        rows: NDArray[np.uint16] = np.clip(scaled, 0, _SIDE - 1).astype(np.uint16)
        return rows

    def _cell(self, value: float, axis: int) -> int:
        return int(min(max((value - self._low[axis]) / self._step[axis], 0), _SIDE - 1))

    def nearest(self, x: float, y: float, reach_x: float, reach_y: float) -> int:
        """The index of the point nearest to a place, -1 if none is within reach (both in units of the axes)."""
        first, last = self._cell(x - reach_x, 0), self._cell(x + reach_x, 0)
        best, found = 1.0, -1
        for row in range(self._cell(y - reach_y, 1), self._cell(y + reach_y, 1) + 1):
            start, end = self._starts[row * _SIDE + first], self._starts[row * _SIDE + last + 1]
            if start == end:
                continue
            away = ((self._x[start:end] - x) / reach_x) ** 2 + ((self._y[start:end] - y) / reach_y) ** 2
            at = int(away.argmin())
            if away[at] <= best:
                best, found = float(away[at]), int(self._order[start + at])
        return found


def inside(x: Floats, y: Floats, polygon: NDArray[np.float64]) -> Indices:
    """Indices of the points within a closed polygon [corners, 2] (even-odd rule), ascending.

    Sorted by y once, so that each edge looks only at the points beside it: 250,000 points and 400 corners take a few
    passes over the points rather than 400.
    """
    (left, bottom), (right, top) = polygon.min(axis=0), polygon.max(axis=0)
    near = np.flatnonzero((x >= left) & (x <= right) & (y >= bottom) & (y <= top))
    near = near[np.argsort(y[near])]
    ys, xs = y[near].astype(np.float64), x[near].astype(np.float64)
    within = np.zeros(len(near), dtype=bool)
    ends = np.roll(polygon, -1, axis=0)
    firsts = np.searchsorted(ys, np.minimum(polygon[:, 1], ends[:, 1]))
    lasts = np.searchsorted(ys, np.maximum(polygon[:, 1], ends[:, 1]))
    for (x1, y1), (x2, y2), first, last in zip(polygon, ends, firsts, lasts, strict=True):
        if first < last:
            within[first:last] ^= xs[first:last] < x1 + (ys[first:last] - y1) * ((x2 - x1) / (y2 - y1))
    return np.sort(near[within])
