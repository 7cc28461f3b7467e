"""The legend of a map, below it: marks as they are drawn with their names and counts in up to three lines, or the bar of
an amount with its two ends."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QLinearGradient, QPainter, QPolygonF

from workbench.plots._colouring import Colouring, Mark
from workbench.plots._raster import DIAMOND, SEVERAL, SQUARE, TRIANGLE
from workbench.plots.style import short
from workbench.services.language import number
from workbench.services.theme import HALF, SPACE, font, tokens

LINES = 3
_BAR, _BAR_HIGH, _MARK = 20 * SPACE, SPACE, 10  # px
_LONGEST = 18 * SPACE  # px of a name
_MORE = 3 * SPACE  # px at the end of the last line for a sign that there is more


class MapLegend:
    """Where each part of a legend stands, for a width; painted by `paint`."""

    def __init__(self, colouring: Colouring | None, width: float) -> None:
        self._metrics = QFontMetrics(font("caption"))
        self._line = self._metrics.height() + HALF
        self._bar = colouring if colouring is not None and len(colouring.bar) else None
        self._placed: list[tuple[float, float, Mark, str]] = []
        self._width, self._left_out = width, False
        left, top = (self._bar_width() + 2 * SPACE if self._bar else 0.0), 0.0
        for mark in colouring.marks if colouring is not None else ():
            text = self._text(mark)
            wide = _MARK + HALF + self._metrics.horizontalAdvance(text)
            room = width - (_MORE if top >= (LINES - 1) * self._line else 0)
            if left and left + wide > room:
                left, top = 0.0, top + self._line
            if top >= LINES * self._line:
                self._left_out = True
                continue
            self._placed.append((left, top, mark, text))
            left += wide + 2 * SPACE
        lines = 1 + max((top for _, top, _, _ in self._placed), default=0.0) / self._line
        self.height = round(lines * self._line) if self._placed or self._bar else 0

    def texts(self) -> list[str]:
        """What is written, from the left."""
        ends = [short(self._bar.low), short(self._bar.high)] if self._bar else []
        return ends + [text for *_, text in self._placed]

    def _text(self, mark: Mark) -> str:
        title = self._metrics.elidedText(" ".join(mark.title.split()), Qt.TextElideMode.ElideRight, _LONGEST)
        return f"{title} · {number(mark.count)}"

    def _bar_width(self) -> float:
        assert self._bar is not None
        ends = sum(self._metrics.horizontalAdvance(short(value)) for value in (self._bar.low, self._bar.high))
        return ends + _BAR + 2 * SPACE

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint it with its upper left corner there."""
        painter.setFont(font("caption"))
        text = QColor(tokens().text_muted)
        across = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self._bar is not None:
            low, high = self.texts()[:2]
            start = left + self._metrics.horizontalAdvance(low) + SPACE
            strip = QRectF(start, top + (self._line - _BAR_HIGH) / 2, _BAR, _BAR_HIGH)
            gradient = QLinearGradient(strip.topLeft(), strip.topRight())
            for share in np.linspace(0, 1, 9):
                gradient.setColorAt(float(share), QColor.fromRgb(int(self._bar.bar[int(share * (len(self._bar.bar) - 1))])))
            painter.fillRect(strip, gradient)
            painter.setPen(text)
            painter.drawText(QRectF(left, top, _BAR, self._line), across, low)
            painter.drawText(QRectF(strip.right() + SPACE, top, _BAR, self._line), across, high)
        if self._left_out:
            painter.setPen(text)
            painter.drawText(QRectF(left + self._width - _MORE, top + (LINES - 1) * self._line, _MORE, self._line), across, "…")
        for right, down, mark, words in self._placed:
            middle = QPointF(left + right + _MARK / 2, top + down + self._line / 2)
            _mark(painter, middle, mark)
            painter.setPen(text)
            wide = self._metrics.horizontalAdvance(words) + SPACE
            painter.drawText(QRectF(middle.x() + _MARK / 2 + HALF, top + down, wide, self._line), across, words)


def _mark(painter: QPainter, middle: QPointF, mark: Mark) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgb(mark.colour))
    x, y = middle.x(), middle.y()
    if mark.shape == SEVERAL:
        painter.setPen(QColor.fromRgb(mark.colour))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 4, 4)
    elif mark.shape == SQUARE:
        painter.drawRect(QRectF(x - 4, y - 4, 8, 8))
    elif mark.shape == DIAMOND:
        painter.drawPolygon(QPolygonF([QPointF(x, y - 5), QPointF(x + 5, y), QPointF(x, y + 5), QPointF(x - 5, y)]))
    elif mark.shape == TRIANGLE:
        painter.drawPolygon(QPolygonF([QPointF(x, y - 5), QPointF(x + 5, y + 4), QPointF(x - 5, y + 4)]))
    else:
        painter.drawEllipse(middle, 4.5, 4.5)
