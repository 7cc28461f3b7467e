"""The numbers behind a curve: arrays that grow, values that are not finite kept apart, and their moving average."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
BLOCK = 256  # values that one matrix product averages at once


class Points:
    """Points in the order of x. A point at or before the last x begins anew there: a resumed run repeats steps."""

    def __init__(self, smoothing: float = 0.0) -> None:
        """smoothing: the weight of the past in the moving average, 0 for none."""
        self.count = 0
        self.bad: list[float] = []  # x of the values that were NaN or infinite
        self.smoothing = smoothing
        self._x, self._y, self._smooth = (np.empty(64) for _ in range(3))

    @property
    def x(self) -> Array:
        """x of the finite points."""
        return self._x[: self.count]

    @property
    def y(self) -> Array:
        """y of the finite points."""
        return self._y[: self.count]

    @property
    def smooth(self) -> Array:
        """The moving average at each finite point."""
        return self._smooth[: self.count]

    def extend(self, xs: Sequence[float] | Array, ys: Sequence[float] | Array) -> None:
        """Add points whose x ascend."""
        x, y = np.asarray(xs, dtype=np.float64), np.asarray(ys, dtype=np.float64)
        if not len(x):
            return
        self._forget_from(float(x[0]))
        fine = np.isfinite(y)
        self.bad.extend(x[~fine].tolist())
        x, y = x[fine], y[fine]
        first, self.count = self.count, self.count + len(x)
        self._make_room()
        self._x[first : self.count], self._y[first : self.count] = x, y
        self._average_from(first)

    def set_smoothing(self, weight: float) -> None:
        """Average with another weight of the past, 0 (none) to below 1."""
        self.smoothing = weight
        self._average_from(0)

    def clear(self) -> None:
        """Forget all points."""
        self.count = 0
        self.bad.clear()

    def nearest(self, x: float) -> int | None:
        """The index of the point whose x is nearest, None without points."""
        if not self.count:
            return None
        right = min(int(np.searchsorted(self.x, x)), self.count - 1)
        left = max(right - 1, 0)
        return left if abs(self._x[left] - x) <= abs(self._x[right] - x) else right

    def _forget_from(self, x: float) -> None:
        if self.count and x <= self._x[self.count - 1]:
            self.count = int(np.searchsorted(self.x, x))
        if self.bad and x <= self.bad[-1]:
            self.bad = [bad for bad in self.bad if bad < x]

    def _make_room(self) -> None:
        if self.count > len(self._x):
            size = max(2 * len(self._x), self.count)
            self._x, self._y, self._smooth = (np.resize(array, size) for array in (self._x, self._y, self._smooth))

    def _average_from(self, first: int) -> None:
        last = self._smooth[first - 1] if first else 0.0
        self._smooth[first : self.count] = moving_average(self._y[first : self.count], self.smoothing, float(last), first)


def moving_average(values: Array, weight: float, last: float = 0.0, before: int = 0) -> Array:
    """Exponential moving average s = w s + (1 - w) y, divided by 1 - w^n as in Adam (Kingma and Ba 2015, section 3).

    values: [n]. last: the average after `before` earlier values. Returns [n].
    """
    if not len(values) or weight <= 0.0:
        return values
    total = last * (1.0 - weight**before)  # undo the division
    blocks = -(-len(values) // BLOCK)
    padded = np.zeros(blocks * BLOCK)
    padded[: len(values)] = values
    size = min(BLOCK, len(values))
    powers = weight ** np.arange(1, size + 1)  # w^1 ... w^size
    distance = np.subtract.outer(np.arange(size), np.arange(size))
    kernel = np.where(distance >= 0, (1.0 - weight) * weight ** np.maximum(distance, 0), 0.0)  # [at, of]
    inside = padded.reshape(blocks, BLOCK)[:, :size] @ kernel.T  # [blocks, size]
    for row in inside:
        row += powers * total
        total = row[-1]
    counts = np.arange(before + 1, before + len(values) + 1)
    averaged: Array = inside.reshape(-1)[: len(values)] / (1.0 - weight**counts)
    return averaged
