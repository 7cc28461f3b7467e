"""What is drawn over the points of a map: rings, names that don't overlap, lines of movement, trails, the axes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from workbench.plots._geometry import Window
from workbench.plots.style import nice_ticks, short
from workbench.services.theme import CONTROL_RADIUS, HALF, SPACE, Palette, font

_NAME = 32 * SPACE  # px of a name
_APART = 72  # px between ticks
Spots = Sequence[tuple[QPointF, str]]


def rings(painter: QPainter, places: Iterable[QPointF], radius: float, palette: Palette, width: float = 1.5) -> None:
    """A ring around each place, with a rim of the ground's colour so that it is seen among points."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    where = list(places)
    for colour, wide in ((palette.surface, width + 2), (palette.text, width)):
        painter.setPen(QPen(QColor(colour), wide))
        for place in where:
            painter.drawEllipse(place, radius, radius)


def names(painter: QPainter, spots: Spots, around: QRectF, away: float, palette: Palette) -> list[str]:
    """Names beside their places, first come first served: one that would cover another, or one of the places, is left out.

    Returns what was written.
    """
    painter.setFont(font("caption"))
    metrics = painter.fontMetrics()
    taken = [QRectF(place.x() - away / 2, place.y() - away / 2, away, away) for place, _ in spots]
    drawn = []
    for place, name in spots:
        text = written(name, metrics)
        box = _free(place, metrics.horizontalAdvance(text) + SPACE, metrics.height() + HALF, away, around, taken)
        if box is None or not text:
            continue
        taken.append(box)
        drawn.append(text)
        ground = QColor(palette.raised)
        ground.setAlpha(232)
        painter.setPen(QPen(QColor(palette.border), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, CONTROL_RADIUS - 2, CONTROL_RADIUS - 2)
        painter.setPen(QColor(palette.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return drawn


def written(name: str, metrics: QFontMetrics) -> str:
    """A name on one line, cut where it is too long."""
    return metrics.elidedText(" ".join(name[:200].split()) or repr(name)[1:-1], Qt.TextElideMode.ElideRight, _NAME)


def _free(place: QPointF, wide: float, high: float, away: float, around: QRectF, taken: list[QRectF]) -> QRectF | None:
    x, y = place.x(), place.y()
    corners = ((x + away, y - high / 2), (x - away - wide, y - high / 2), (x - wide / 2, y - away - high), (x - wide / 2, y + away))
    for left, top in corners:
        box = QRectF(left, top, wide, high)
        if around.contains(box) and not any(box.intersects(other) for other in taken):
            return box
    return None


def moves(painter: QPainter, window: Window, start: NDArray[Any], end: NDArray[Any], palette: Palette) -> None:
    """A thin line from each place [k, 2] to another; where the point is, it begins."""
    starts, ends = (np.stack(window.to_pixels(place[:, 0], place[:, 1]), axis=1).tolist() for place in (start, end))
    colour = QColor(palette.text)
    colour.setAlpha(150)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # 2,000 smooth lines would take three times as long
    painter.setPen(QPen(colour, 1))
    painter.drawLines([QLineF(*one, *other) for one, other in zip(starts, ends, strict=True)])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def trails(painter: QPainter, window: Window, paths: NDArray[Any], palette: Palette) -> list[QPointF | None]:
    """Paths [frames, k, 2] with a rim of the ground's colour, a ring where one begins, a dot where it ends. Returns the
    ends, None of a path that has no place."""
    ends: list[QPointF | None] = []
    for path in np.swapaxes(paths, 0, 1):
        placed = path[np.isfinite(path).all(axis=1)]
        spots = [QPointF(float(x), float(y)) for x, y in zip(*window.to_pixels(placed[:, 0], placed[:, 1]), strict=True)]
        ends.append(spots[-1] if spots else None)
        for colour, more in ((palette.surface, 3.0), (palette.text, 0.0)) if spots else ():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colour), 1.5 + more, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(QPolygonF(spots))
            painter.drawEllipse(spots[0], 4, 4)
            painter.setPen(QPen(QColor(colour), 7 + more, c=Qt.PenCapStyle.RoundCap))
            painter.drawPoint(spots[-1])
    return ends


def lasso(painter: QPainter, line: Sequence[QPointF], palette: Palette) -> None:
    """The line that is being drawn."""
    ground = QColor(palette.accent)
    ground.setAlpha(32)
    painter.setBrush(ground)
    painter.setPen(QPen(QColor(palette.focus), 1.5, Qt.PenStyle.DashLine))
    painter.drawPolygon(QPolygonF(line))


def axes(painter: QPainter, plot: QRectF, window: Window, titles: tuple[str, str], palette: Palette) -> None:
    """Two hairlines with round values and the axes' titles, left of and below the plot."""
    painter.setFont(font("caption"))
    line = painter.fontMetrics().height()
    painter.setPen(QPen(QColor(palette.border), 1))
    painter.drawLine(plot.topLeft(), plot.bottomLeft())
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    painter.setPen(QColor(palette.text_muted))
    low_x, high_y = window.to_plane(0, 0)
    high_x, low_y = window.to_plane(window.width, window.height)
    for value in nice_ticks(low_x, high_x, max(2, int(plot.width() // _APART))):
        left = plot.left() + window.to_pixels(value, 0)[0]
        painter.drawText(QRectF(left - 40, plot.bottom() + HALF, 80, line), Qt.AlignmentFlag.AlignHCenter, short(value))
    for value in nice_ticks(low_y, high_y, max(2, int(plot.height() // _APART))):
        top = plot.top() + window.to_pixels(0, value)[1]
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(plot.left() - 60 - HALF, top - line / 2, 60, line), right, short(value))
    painter.setPen(QColor(palette.text))
    below = QRectF(plot.left(), plot.bottom() + line + HALF, plot.width(), line)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, titles[0])
    painter.save()
    painter.translate(HALF, plot.center().y())
    painter.rotate(-90)
    painter.drawText(QRectF(-plot.height() / 2, 0, plot.height(), line), Qt.AlignmentFlag.AlignCenter, titles[1])
    painter.restore()
