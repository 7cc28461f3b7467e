"""The points of a map: where they are, which are chosen, their picture for a window, which of them a place or a line means."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from workbench.plots._colouring import Colouring, faded
from workbench.plots._geometry import Floats, Grid, Indices, Window, inside
from workbench.plots._raster import Raster
from workbench.services.theme import Palette

SMALLEST, LARGEST, LONELY = 1, 5, 7  # logical pixels of a point; the last where there is a lot of room
FEW = 1_000  # points that have a lot of room
FILLED = 1.5  # times the plot that all points side by side would cover, from which their size follows
HOVER = 8.0  # logical pixels from a point at which it is still meant
RINGED = 500  # highlighted points that get rings; of more, all others turn grey instead
NONE = np.empty(0, dtype=np.int64)


class Cloud:
    """Points in an order of their own: mixed once, so that where they overlap no category lies on top of all others; the
    chosen ones last."""

    def __init__(self) -> None:
        self.x: Floats = np.empty(0, dtype=np.float32)
        self.y: Floats = self.x
        self.chosen: Indices = NONE
        self.highlighted: Indices = NONE
        self.colouring = Colouring(np.empty(0, dtype=np.uint32))
        self._mixed: Indices = NONE
        self._order: Indices = NONE
        self._grid: Grid | None = None
        self._drawn: tuple[Any, ...] = ()  # x, y, colours, shapes in the order of drawing
        self._raster = Raster(1, 1)
        self._image = QImage()
        self._of: tuple[Any, ...] = ()  # what the image was made for
        self._palette: Palette | None = None

    def __len__(self) -> int:
        return len(self.x)

    def replace(self, points: NDArray[Any], colouring: Colouring) -> None:
        """Other points, none of them chosen. points: [n, 2]."""
        self._mixed = np.random.default_rng(0).permutation(len(points))
        self.chosen = self.highlighted = NONE
        self.colouring = colouring
        self.move(points)

    def move(self, points: NDArray[Any]) -> None:
        """The same points elsewhere."""
        self.x, self.y = (np.array(points[:, axis], dtype=np.float32) for axis in (0, 1))
        self._grid = None
        self._drawn = ()

    def paint(self, colouring: Colouring, palette: Palette) -> None:
        """Other colours."""
        self.colouring, self._palette = colouring, palette
        self._drawn = ()

    def choose(self, indices: Indices) -> None:
        """These are chosen; the rest turns grey, unless there are none."""
        self.chosen = np.flatnonzero(self._mask(indices))
        self._drawn = ()

    def highlight(self, indices: Indices) -> None:
        """These are pointed out."""
        self.highlighted = np.flatnonzero(self._mask(indices))
        self._drawn = ()

    def lit(self) -> NDArray[np.bool_] | None:
        """Which points keep their colours, None if all do."""
        groups = [group for group, least in ((self.chosen, 0), (self.highlighted, RINGED)) if len(group) > least]
        if not groups:
            return None
        found = np.ones(len(self), dtype=bool)
        for group in groups:
            found &= self._mask(group)
        return found

    def _mask(self, indices: Indices) -> NDArray[np.bool_]:
        within = np.zeros(len(self), dtype=bool)
        within[indices] = True
        return within

    def size(self, window: Window) -> float:
        """A point's size in logical pixels: grows with the zoom, shrinks with the number of points."""
        density = len(self) / max(1.0, window.zoom**2)
        largest = LARGEST if density > FEW else LONELY
        return float(min(max((FILLED * window.width * window.height / max(density, 1)) ** 0.5, SMALLEST), largest))

    def image(self, window: Window, ratio: float, palette: Palette) -> QImage:
        """The picture of all points in a window, in device pixels; the same object until something changes."""
        if palette != self._palette:
            self._palette, self._drawn = palette, ()
        of = (astuple(window), ratio)
        if self._drawn and of == self._of:
            return self._image
        if not self._drawn:
            self._drawn = self._in_order(palette)
        width, height = max(1, round(window.width * ratio)), max(1, round(window.height * ratio))
        if (width, height) != (self._raster.width, self._raster.height):
            self._raster = Raster(width, height)
        raster = self._raster
        raster.clear(_packed(palette.surface))
        x, y, colours, shapes = self._drawn
        left, top = window.to_pixels(x, y)
        if ratio != 1:
            left, top = left * np.float32(ratio), top * np.float32(ratio)
        raster.points(left, top, colours, shapes, max(1, round(self.size(window) * ratio)))
        self._image = QImage(raster.seen.view(np.uint8).data, width, height, 4 * raster.stride, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(ratio)
        self._of = of
        return self._image

    def _in_order(self, palette: Palette) -> tuple[Any, ...]:
        colours, order, lit = self.colouring.colours, self._mixed, self.lit()
        last = np.zeros(len(self), dtype=np.uint8)
        if lit is not None:
            colours = np.where(lit, colours, np.uint32(faded(palette))).astype(np.uint32)
            last += lit
        if len(self.highlighted):
            last[self.highlighted] += 2
        if last.any():
            order = order[np.argsort(last[order], kind="stable")]
        shapes = self.colouring.shapes
        return self.x[order], self.y[order], colours[order], shapes[order] if shapes is not None else None

    def nearest(self, window: Window, left: float, top: float) -> int:
        """The point at a place in logical pixels, -1 if there is none."""
        if not len(self):
            return -1
        if self._grid is None:
            self._grid = Grid(self.x, self.y)
        x, y = window.to_plane(left, top)
        return self._grid.nearest(x, y, HOVER / window.scale_x, HOVER / window.scale_y)

    def within(self, window: Window, line: NDArray[np.float64]) -> Indices:
        """The points within a line [corners, 2] in logical pixels."""
        return inside(self.x, self.y, np.array([window.to_plane(left, top) for left, top in line.tolist()]))


def _packed(colour: str) -> int:
    return 0xFF000000 | int(colour[1:], 16)
