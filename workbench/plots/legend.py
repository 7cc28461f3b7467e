"""The legend of a plot as a row of its own above it: a mark as it is drawn, a name, and what else there is to say."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.services.theme import HALF, SPACE, font, tokens

MARK = 16  # px of a mark's width


@dataclass(frozen=True)
class Entry:
    """One series: kind "line" or "dots"; note is written behind the name."""

    title: str
    colour: str
    kind: str
    note: str = ""

    @property
    def text(self) -> str:
        """The name and the note."""
        return f"{self.title} · {self.note}" if self.note else self.title


class Legend(QWidget):
    """Entries in a row; where there is no room the notes are left out, and the last ones; the tooltip has all."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these, in their order."""
        if entries != self._entries:
            self._entries = entries
            text = ", ".join(entry.text for entry in entries)
            self.setToolTip(text)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def texts(self) -> list[str]:
        """What is written."""
        return [entry.text for entry in self._entries]

    @staticmethod
    def _width(text: str, metrics: QFontMetrics) -> int:
        return MARK + HALF + metrics.horizontalAdvance(text) + 2 * SPACE

    def sizeHint(self) -> QSize:
        """Room for all entries."""
        metrics = QFontMetrics(font("caption"))
        return QSize(sum(self._width(entry.text, metrics) for entry in self._entries), metrics.height() + HALF)

    def minimumSizeHint(self) -> QSize:
        """May become narrow."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks and names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("caption"))
        metrics, left, middle = painter.fontMetrics(), 0.0, self.height() / 2
        whole = self.sizeHint().width() - 2 * SPACE <= self.width()
        for entry in self._entries:
            text = entry.text if whole else entry.title
            width = self._width(text, metrics)
            if left + width - 2 * SPACE > self.width():
                return
            painter.setPen(QPen(QColor(entry.colour), 2))
            painter.drawLine(QPointF(left, middle), QPointF(left + MARK, middle))
            if entry.kind == "dots":
                painter.setBrush(QColor(entry.colour))
                painter.drawEllipse(QPointF(left + MARK / 2, middle), 3, 3)
            painter.setPen(QColor(tokens().text_muted))
            place = QRectF(left + MARK + HALF, 0, width, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            left += width
