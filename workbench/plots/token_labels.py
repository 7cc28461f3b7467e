"""Tokens and numbers beside a map: how they are written, how much room they take, and which are left out where there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from workbench.services.language import locale, number
from workbench.services.theme import HALF

MEASURED = 48  # of thousands of tokens, the longest are measured
_VISIBLE = str.maketrans({"\n": "↵", "\r": "↵", "\t": "⇥"})


def written(token: str) -> str:
    """A token on one line; one of nothing but spaces shows them."""
    token = token.translate(_VISIBLE)
    return token if token.strip() else "␣" * len(token)


def short_value(value: float) -> str:
    """A value in three figures."""
    return locale().toString(float(value), "g", 3) if math.isfinite(value) else number(value)


def widest(metrics: QFontMetrics, labels: Sequence[str], most: int) -> int:
    """Pixels that the widest label takes, at most `most`."""
    longest = sorted(labels, key=lambda label: len(label.encode()), reverse=True)[:MEASURED]
    return min(most, max((metrics.horizontalAdvance(label) + 2 for label in longest), default=0))  # advances are rounded


def step(pitch: float, room: float) -> int:
    """Every how many-th label is shown where one stands each `pitch` pixels and needs `room`: 1, 2, 5, 10, 20, ..."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if pitch * factor * power >= room:
                return factor * power
        power *= 10


def paint_label(painter: QPainter, place: QRectF, text: str, colour: str, end: Qt.AlignmentFlag, ground: QColor | None = None) -> None:
    """A label in its place, cut where it has to be, on a ground of its own where it covers others."""
    text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
    if ground is not None:
        wide = painter.fontMetrics().horizontalAdvance(text)
        left = place.right() - wide if end == Qt.AlignmentFlag.AlignRight else place.left()
        if end == Qt.AlignmentFlag.AlignHCenter:
            left = place.center().x() - wide / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(left - HALF, place.top(), wide + 2 * HALF, place.height()), 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(colour))
    painter.drawText(place, int(end | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), text)
