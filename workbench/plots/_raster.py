"""Points as pixels: each is a little stamp that overwrites what lies below it, in numpy, into one buffer that Qt shows as
an image. Few points get smooth edges; a quarter of a million get squares of one or two pixels."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from workbench.plots._geometry import Floats

Pixels = NDArray[np.uint32]  # 0xffRRGGBB, as QImage's Format_RGB32
CIRCLE, SQUARE, DIAMOND, TRIANGLE = range(4)
SHAPES = 4
SEVERAL = -1  # in a legend: more than one shape
SMOOTH = 250_000  # pixels of edges that are blended in a frame, at most; beyond, edges are hard
_RIM = 16  # pixels around the image into which stamps at its edge reach
_FINE = 8  # samples a pixel and axis for how much of it a shape covers


@lru_cache(maxsize=64)
def stamp(shape: int, size: int) -> tuple[tuple[int, int, float], ...]:
    """The pixels (down, right, coverage) of a shape in a square of `size` pixels; one of two pixels or less is a square."""
    if size <= 2:
        return tuple((down, right, 1.0) for down in range(size) for right in range(size))
    fine = (np.arange(size * _FINE) + 0.5) / (size * _FINE) * 2 - 1  # -1 to 1
    down, right = fine[:, None], fine[None, :]
    if shape == CIRCLE:
        covered = down**2 + right**2 <= 1
    elif shape == SQUARE:
        covered = np.maximum(abs(down), abs(right)) <= 0.84
    elif shape == DIAMOND:
        covered = abs(down) + abs(right) <= 1.1
    else:
        covered = (abs(right) * 1.7 <= down + 1) & (down <= 0.8)
    shares = covered.reshape(size, _FINE, size, _FINE).mean(axis=(1, 3))
    return tuple((y, x, float(shares[y, x])) for y in range(size) for x in range(size) if shares[y, x] > 0.02)


class Raster:
    """A buffer of width x height device pixels, painted by `clear` and `points`."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height, self.stride = width, height, width + 2 * _RIM
        self._all: Pixels = np.empty((height + 2 * _RIM) * self.stride, dtype=np.uint32)
        self._channels = self._all.view(np.uint8).reshape(-1, 4)
        self.seen = self._all[_RIM * self.stride + _RIM :]  # begins at the image's first pixel; rows are `stride` long

    def clear(self, colour: int) -> None:
        """Fill with one colour."""
        self._all.fill(colour)

    def points(self, x: Floats, y: Floats, colours: Pixels, shapes: NDArray[np.uint8] | None, size: int) -> None:
        """Stamp points, later ones over earlier ones.

        x, y: [n] device pixels from the upper left corner, NaN for none; size: of the stamp, in device pixels, smaller
        where so many points are seen that they would take too long.
        """
        seen = (x > -_RIM / 2) & (x < self.width + _RIM / 2) & (y > -_RIM / 2) & (y < self.height + _RIM / 2)
        if not seen.all():
            chosen = np.flatnonzero(seen)
            x, y, colours = x[chosen], y[chosen], colours[chosen]
            shapes = shapes[chosen] if shapes is not None else None
        while size > 1 and len(x) * size * size > 8 * SMOOTH:
            size -= 1
        half = np.float32(_RIM - (size - 1) / 2)
        at = (y + half).astype(np.int64) * self.stride + (x + half).astype(np.int64)
        if shapes is None or size <= 2:
            self._stamp(at, colours, stamp(CIRCLE, size))
            return
        for shape in range(SHAPES):
            chosen = np.flatnonzero(shapes == shape)
            if len(chosen):
                self._stamp(at[chosen], colours[chosen], stamp(shape, size))

    def _stamp(self, at: NDArray[np.int64], colours: Pixels, pixels: tuple[tuple[int, int, float], ...]) -> None:
        smooth = len(at) * sum(share < 1 for _, _, share in pixels) <= SMOOTH
        parts = colours.view(np.uint8).reshape(-1, 4)
        for down, right, share in pixels:
            to = at + (down * self.stride + right)
            if share >= 1 or (not smooth and share >= 0.5):
                self._all[to] = colours
            elif smooth:
                under = self._channels[to].astype(np.float32)
                self._channels[to] = (under + (parts - under) * np.float32(share) + np.float32(0.5)).astype(np.uint8)
