"""A map of up to a quarter of a million points, each of them drawn: embeddings by label, by amount, as they move.

Points come as an array and stay where the caller put them; nothing is thinned out. One picture is made in numpy when
something has changed (some 10 ms for 250,000 points), everything else is painted over it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from workbench.plots import _overlays as over
from workbench.plots._cloud import NONE, RINGED, Cloud
from workbench.plots._colouring import Colouring, by_amount, by_category, plain
from workbench.plots._geometry import Indices, bounds_of
from workbench.plots._map_legend import MapLegend
from workbench.plots._surface import MapSurface
from workbench.services.language import number
from workbench.services.theme import HALF, SPACE, Theme, font

MOVES = 2_000  # movements that are drawn, the longest ones
NAMED = 30  # highlighted points whose names are written
_TICKS = 52  # px left of the plot for values


class ScatterView(MapSurface):
    """Signals: hovered(index or -1), chosen(index) on a click, selected(int64 array of indices, empty when let go).

    Only the user's own doing is told: `select` and `highlight` emit nothing.
    """

    hovered = Signal(int)
    chosen = Signal(int)
    selected = Signal(object)

    def __init__(self, theme: Theme, name: str = "map", *, equal_aspect: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(name, equal_aspect, parent)
        self._theme = theme
        self._cloud = Cloud()
        self._names: Sequence[str] = ()
        self._colouring: Callable[[], Colouring] = lambda: plain(len(self._cloud), theme.palette)
        self._legend = MapLegend(None, 0)
        self._titles = ("", "")
        self._hovered = -1
        self._moves: tuple[Indices, NDArray[Any]] = (NONE, np.empty((0, 2)))
        self._trails: tuple[NDArray[Any], Indices] = (np.empty((0, 0, 2)), NONE)
        self.setMinimumSize(20 * SPACE, 15 * SPACE)
        self.setAccessibleDescription(
            self.tr("Drag or arrow keys move, the wheel or + and − zoom, double click or 0 shows all, Shift and drag selects, Esc lets go.")
        )
        theme.changed.connect(self._recolour)
        self._tell()

    # what callers use

    def show_points(self, points: NDArray[Any], names: Sequence[str], keep_view: bool = False) -> None:
        """Other points, all of one colour, none selected. points: [n, 2], NaN for one that has no place; names: [n]."""
        if points.ndim != 2 or points.shape[1] != 2 or len(points) != len(names):
            raise ValueError(f"{points.shape} points, {len(names)} names")
        self._names = names
        count, palette = len(points), self._theme.palette
        self._colouring = lambda: plain(count, self._theme.palette)
        self._cloud.replace(points, plain(count, palette))
        self._moves = (NONE, np.empty((0, 2)))
        self._trails = (np.empty((0, 0, 2)), NONE)
        self._hover(-1)
        if not keep_view:
            self.untouched = True
        self._recolour()
        self._tell()

    def colour_by(self, values: NDArray[Any], categories: Sequence[str] = ()) -> None:
        """Colours by amounts [n], or with categories by their indices [n] (another index: no value)."""
        if len(values) != len(self._cloud):
            raise ValueError(f"{len(values)} values for {len(self._cloud)} points")
        if categories:
            self._colouring = lambda: by_category(values, categories, self._theme.palette)
        else:
            self._colouring = lambda: by_amount(values, self._theme.palette)
        self._recolour()

    def move_points(self, points: NDArray[Any], refit: bool = False) -> None:
        """The same points elsewhere; the window stays, unless refit and nobody has moved it. points: [n, 2]."""
        if points.shape != (len(self._cloud), 2):
            raise ValueError(f"{points.shape} for {len(self._cloud)} points")
        self._cloud.move(points)
        if refit:
            self.settle()
        self.update()

    def select(self, indices: NDArray[Any] | Sequence[int]) -> None:
        """These points keep their colours, the rest turns grey; none: all keep them."""
        self._cloud.choose(np.asarray(indices, dtype=np.int64))
        self._tell()
        self.update()

    def highlight(self, indices: NDArray[Any] | Sequence[int]) -> None:
        """Ring these, and write names while there is room; of more than 500 all others turn grey instead."""
        self._cloud.highlight(np.asarray(indices, dtype=np.int64))
        self.update()

    def selection(self) -> Indices:
        """The selected points, ascending."""
        return self._cloud.chosen

    def show_moves(self, to: NDArray[Any] | None) -> None:
        """Lines from the points to where they are elsewhere [n, 2], of the 2,000 that move farthest; None: no lines."""
        self._moves = (NONE, np.empty((0, 2)))
        if to is not None and len(self._cloud):
            far = np.hypot(to[:, 0] - self._cloud.x, to[:, 1] - self._cloud.y)
            moved = np.flatnonzero(np.isfinite(far) & (far > 0))
            if len(moved) > MOVES:
                moved = np.sort(moved[np.argpartition(far[moved], -MOVES)[-MOVES:]])
            self._moves = (moved, np.array(to[moved], dtype=np.float32))
        self.update()

    def show_trails(self, trails: NDArray[Any], indices: NDArray[Any] | Sequence[int]) -> None:
        """Paths [frames, k, 2] of k points, with their names; no frames: no paths."""
        self._trails = (np.array(trails, dtype=np.float32), np.asarray(indices, dtype=np.int64))
        self.update()

    def set_axis_titles(self, x: str, y: str) -> None:
        """Axes with values and these titles; two empty ones: no axes."""
        self._titles = (x, y)
        self.settle()

    def sizeHint(self) -> QSize:
        """As large as may be."""
        return QSize(80 * SPACE, 60 * SPACE)

    # what the surface asks

    def margins(self) -> QMarginsF:
        """Room for axes and legend."""
        line = QFontMetrics(font("caption")).height()
        axes = any(self._titles)
        below = self._legend.height + SPACE if self._legend.height else 0
        return QMarginsF(_TICKS + line if axes else 0, 0, 0, below + (2 * line + 2 * HALF if axes else 0))

    def extent(self) -> tuple[float, float, float, float]:
        """Of all points."""
        return bounds_of(self._cloud.x, self._cloud.y)

    def settle(self) -> None:
        """The legend needs more lines where it is narrow."""
        self._legend = MapLegend(self._cloud.colouring, self.width() - 2 * SPACE)
        super().settle()

    def at(self, place: QPointF | None) -> None:
        """Find the point that is meant."""
        self._hover(self._cloud.nearest(self.looked_at, place.x(), place.y()) if place is not None else -1)

    def clicked(self, place: QPointF) -> None:
        """Choose a point; beside all of them, let go."""
        found = self._cloud.nearest(self.looked_at, place.x(), place.y())
        if found >= 0:
            self.chosen.emit(found)
        else:
            self.let_go()

    def enclosed(self, line: NDArray[np.float64]) -> None:
        """Select what the line encloses."""
        self.select(self._cloud.within(self.looked_at, line))
        self.selected.emit(self._cloud.chosen)

    def let_go(self) -> None:
        """Select nothing."""
        if len(self._cloud.chosen):
            self.select(NONE)
            self.selected.emit(NONE)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()
            self.hovered.emit(index)

    def _tell(self) -> None:
        count, selected = number(len(self._cloud)), len(self._cloud.chosen)
        if selected:
            self.setAccessibleName(self.tr("Map of {count} points, {selected} selected").format(count=count, selected=number(selected)))
        else:
            self.setAccessibleName(self.tr("Map of {count} points").format(count=count))

    def _recolour(self) -> None:
        self._cloud.paint(self._colouring(), self._theme.palette)
        self.settle()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture of the points, and what lies over it."""
        palette, plot = self._theme.palette, self.plot()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette.surface))
        if not len(self._cloud):
            painter.setFont(font("caption"))
            painter.setPen(QColor(palette.text_muted))
            painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, self.tr("No points to show."))
        else:
            image = self._cloud.image(self.looked_at, self.devicePixelRatioF(), palette)
            painter.drawImage(plot.topLeft(), image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_over(painter, plot)
        if any(self._titles):
            over.axes(painter, plot, self.looked_at, self._titles, palette)
        if self._legend.height:
            self._legend.paint(painter, SPACE, self.height() - self._legend.height - HALF)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.focus), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_over(self, painter: QPainter, plot: QRectF) -> None:
        palette, window, cloud = self._theme.palette, self.looked_at, self._cloud
        painter.save()
        painter.setClipRect(plot)
        painter.translate(plot.topLeft())
        around = QRectF(0, 0, plot.width(), plot.height())
        radius = cloud.size(window) / 2 + 3
        moved, to = self._moves
        if len(moved):
            over.moves(painter, window, np.stack([cloud.x[moved], cloud.y[moved]], axis=1), to, palette)
        paths, pinned = self._trails
        spots: list[tuple[QPointF, str]] = []
        if len(paths) and len(pinned):
            ends = over.trails(painter, window, paths, palette)
            spots = [(place, self._names[at]) for place, at in zip(ends, pinned, strict=True) if place is not None]
        ringed = self._spots(cloud.highlighted if len(cloud.highlighted) <= RINGED else NONE, around)
        over.rings(painter, (place for place, _ in ringed), radius, palette)
        spots += ringed[:NAMED]
        if self._hovered >= 0:
            under = self._spots(np.array([self._hovered]), around)
            over.rings(painter, (place for place, _ in under), radius + 1, palette, 2.0)
            spots = under + spots
        over.names(painter, spots, around, radius + HALF, palette)
        if len(self.line) > 1:
            over.lasso(painter, self.line, palette)
        painter.restore()

    def _spots(self, indices: Indices, around: QRectF) -> list[tuple[QPointF, str]]:
        """Where points are, of those that are seen, and their names."""
        if not len(indices):
            return []
        left, top = self.looked_at.to_pixels(self._cloud.x[indices], self._cloud.y[indices])
        placed = np.isfinite(left) & np.isfinite(top)
        spots = [
            (QPointF(float(x), float(y)), self._names[at]) for x, y, at in zip(left[placed], top[placed], indices[placed], strict=True)
        ]
        return [(place, name) for place, name in spots if around.contains(place)]
