"""Small charts of a page: counts as bars with their names, lengths as a histogram. Painted from the theme's tokens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.services.language import number
from workbench.services.theme import HALF, SPACE, font, text_px, tokens

_ROWS_SHOWN = 12


class CountBars(QWidget):
    """Names with a bar and a count each, largest scale 1; more than a dozen end in a row that sums the rest up."""

    def __init__(self, name: str = "counts", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows: list[tuple[str, int]] = []

    def show_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        """Show (name, count) pairs in their order."""
        rows = [(name, int(count)) for name, count in counts]
        if len(rows) > _ROWS_SHOWN:
            rest = rows[_ROWS_SHOWN - 1 :]
            more = self.tr("{count} more").format(count=number(len(rest)))
            rows = [*rows[: _ROWS_SHOWN - 1], (more, sum(count for _, count in rest))]
        self._rows = rows
        text = ", ".join(f"{name}: {number(count)}" for name, count in rows)
        self.setAccessibleName(text)
        self.setToolTip("\n".join(f"{name[:60]}: {number(count)}" for name, count in rows))
        self.updateGeometry()
        self.update()

    def _row_height(self) -> int:
        return text_px("caption") + SPACE + HALF

    def sizeHint(self) -> QSize:
        """One row a name."""
        return QSize(200, max(1, len(self._rows)) * self._row_height())

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a side panel."""
        return QSize(140, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, bar and count of each row."""
        if not self._rows:
            return
        palette, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("caption"))
        metrics = painter.fontMetrics()
        height, most = self._row_height(), max(1, *(count for _, count in self._rows))
        names = min(max(metrics.horizontalAdvance(name) for name, _ in self._rows) + SPACE, self.width() * 2 // 5)
        figures = max(metrics.horizontalAdvance(number(count)) for _, count in self._rows) + SPACE
        room = max(8, self.width() - names - figures)
        for row, (name, count) in enumerate(self._rows):
            top = row * height
            painter.setPen(QColor(palette.text))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, names - SPACE + 1)
            painter.drawText(QRectF(0, top, names, height), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.series[0]))
            bar = QRectF(names, top + height / 2 - 4, max(2.0, room * count / most), 8)
            painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(QColor(palette.text_muted))
            place = QRectF(self.width() - figures, top, figures, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number(count))


class Histogram(QWidget):
    """Bins as columns over a line with the first and last edge; a dashed marker stands where something is cut."""

    def __init__(self, name: str = "histogram", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._edges: list[float] = []
        self._counts: list[int] = []
        self._marker: float | None = None
        self._end = ""

    def show_bins(self, edges: Sequence[float], counts: Sequence[int], marker: float | None = None, longest: float | None = None) -> None:
        """Show counts between edges (one edge more than counts), with a marker at a value of the axis.

        longest: where it lies beyond the last edge, the last bin holds everything from its first edge on, and says so.
        """
        self._edges = [float(edge) for edge in edges]
        self._counts = [int(count) for count in counts]
        self._marker = marker
        if self._counts:
            beyond = longest is not None and longest > self._edges[-1]
            self._end = f"{number(self._edges[-2])}+" if beyond else number(self._edges[-1])
            text = self.tr("{count} bins from {first} to {last}, the fullest holds {most}")
            ends = {"first": number(self._edges[0]), "last": self._end, "most": number(max(self._counts))}
            self.setAccessibleName(text.format(count=number(len(self._counts)), **ends))
            self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """A low chart for a side panel."""
        return QSize(200, 96 + text_px("caption") + SPACE)

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be, but narrow."""
        return QSize(140, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns, the line, its ends and the marker."""
        if not self._counts:
            return
        palette, painter = tokens(), QPainter(self)
        painter.setFont(font("caption"))
        floor = self.height() - text_px("caption") - SPACE
        most, width = max(1, *self._counts), self.width() / len(self._counts)
        for index, count in enumerate(self._counts):
            if count:
                tall = max(1.0, (floor - HALF) * count / most)
                painter.fillRect(QRectF(index * width, floor - tall, max(1.0, width - 1), tall), QColor(palette.series[0]))
        painter.setPen(QPen(QColor(palette.control_border), 1))
        painter.drawLine(QPointF(0, floor + 0.5), QPointF(self.width(), floor + 0.5))
        painter.setPen(QColor(palette.text_muted))
        text = QRectF(0, floor, self.width(), self.height() - floor)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, number(self._edges[0]))
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._end)
        if self._marker is not None and self._edges[0] <= self._marker <= self._edges[-1]:
            self._paint_marker(painter, floor, text)

    def _paint_marker(self, painter: QPainter, floor: float, text: QRectF) -> None:
        assert self._marker is not None
        share = (self._marker - self._edges[0]) / max(self._edges[-1] - self._edges[0], 1e-9)
        x = min(max(share * self.width(), 1.0), self.width() - 1.0)
        painter.setPen(QPen(QColor(tokens().warning), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, 0), QPointF(x, floor))
        shown = number(self._marker)
        half = painter.fontMetrics().horizontalAdvance(shown) / 2 + HALF
        if 4 * half < x < self.width() - 4 * half:
            place = QRectF(x - half, text.top(), 2 * half, text.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, shown)
