"""Shares of one as bars with their names."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.services.language import percent
from workbench.services.theme import HALF, SPACE, font, text_px, tokens

LABELS_SHOWN = 8


class ShareBars(QWidget):
    """Labels with a bar and their probability, the likeliest first."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows: list[tuple[str, float]] = []

    def show_shares(self, rows: list[tuple[str, float]]) -> None:
        """Show (label, probability) pairs."""
        self._rows = sorted(rows, key=lambda row: -row[1])[:LABELS_SHOWN]
        text = ", ".join(f"{label} {share_text(share)}" for label, share in self._rows)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setVisible(bool(self._rows))
        self.updateGeometry()
        self.update()

    def rows(self) -> list[tuple[str, float]]:
        """What is shown."""
        return list(self._rows)

    def sizeHint(self) -> QSize:
        """Two lines a label: its name and its bar."""
        return QSize(200, len(self._rows) * self._row_height())

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a side panel."""
        return QSize(120, self.sizeHint().height())

    @staticmethod
    def _row_height() -> int:
        return text_px("caption") + 2 * SPACE + HALF

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names, shares and bars."""
        painter, palette, height = QPainter(self), tokens(), self._row_height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, (label, share) in enumerate(self._rows):
            painter.setFont(font("caption", semibold=index == 0))
            top = index * height
            line = QRectF(0, top, self.width(), text_px("caption") + HALF)
            figure = share_text(share)
            room = self.width() - painter.fontMetrics().horizontalAdvance(figure) - 2 * SPACE
            painter.setPen(QColor(palette.text))
            name = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, room)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure)
            painter.setPen(Qt.PenStyle.NoPen)
            bar = QRectF(0, line.bottom() + 3, self.width(), 6)
            painter.setBrush(QColor(palette.hover))
            painter.drawRoundedRect(bar, 3, 3)
            bar.setWidth(max(3.0, share * bar.width()))
            painter.setBrush(QColor(palette.series[0] if index == 0 else palette.text_disabled))
            painter.drawRoundedRect(bar, 3, 3)


def share_text(share: float) -> str:
    """A probability with one decimal; tiny ones are not written as if they were measured."""
    return percent(share) if share >= 0.0995 or share == 0 else percent(round(share, 3)) if share >= 0.0005 else "< " + percent(0.001)
