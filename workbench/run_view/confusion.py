"""The confusion matrix as a drawn heat table: a row a true label, a column a predicted one, darker where there is more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.services.language import number, percent
from workbench.services.theme import HALF, SPACE, contrast, font, tokens
from workbench.widgets.text import tip

LEAST_CELL, MOST_CELL, LOW_CELL = 14.0, 72.0, 34.0  # px; cells are wider than high where there is room
NAMES_AT_MOST = 130


class ConfusionMatrix(QWidget):
    """Counts [true][predicted]; each row is coloured by its own shares, so that rare labels are seen as well."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._labels: list[str] = []
        self._counts: list[list[int]] = []

    def show_counts(self, labels: list[str], counts: list[list[int]]) -> None:
        """Show the counts of these labels."""
        self._labels, self._counts = labels, counts
        right = sum(row[index] for index, row in enumerate(counts))
        total = sum(map(sum, counts))
        text = self.tr("Confusion matrix of {labels} labels: {right} of {total} rows lie on the diagonal")
        self.setAccessibleName(text.format(labels=number(len(labels)), right=number(right), total=number(total)))
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def _sizes(self) -> tuple[float, float, float, float]:
        """Room for names at the left and above, a cell's width and height."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(label) for label in self._labels), default=0)
        left = min(widest, NAMES_AT_MOST) + SPACE + metrics.height() + HALF
        top = 2.0 * (metrics.height() + HALF)
        width = min(MOST_CELL, max(LEAST_CELL, (self.width() - left - 1) / max(1, len(self._labels))))
        return left, top, width, min(LOW_CELL, width)

    def sizeHint(self) -> QSize:
        """As high as its rows at this width."""
        _, top, _, height = self._sizes()
        return QSize(320, round(top + height * len(self._labels)) + 2)

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QEvent) -> None:
        """The height follows the width."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names, cells and counts."""
        if not self._labels:
            return
        painter, palette = QPainter(self), tokens()
        painter.setFont(font("caption"))
        left, top, width, height = self._sizes()
        self._paint_names(painter, left, top, width, height)
        for row, counts in enumerate(self._counts):
            total = max(1, sum(counts))
            for column, count in enumerate(counts):
                cell = QRectF(left + column * width, top + row * height, width - 2, height - 2)
                colour = _mixed(palette.sunken, palette.series[0 if row == column else 1], count / total)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawRoundedRect(cell, 3, 3)
                text = number(count)
                if count and painter.fontMetrics().horizontalAdvance(text) + 2 <= width:
                    painter.setPen(QColor(max((palette.text, palette.window), key=lambda ink: contrast(ink, colour.name()))))
                    painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_names(self, painter: QPainter, left: float, top: float, width: float, height: float) -> None:
        metrics, palette = painter.fontMetrics(), tokens()
        line = metrics.height() + HALF
        painter.setPen(QColor(palette.text_muted))
        painter.drawText(QRectF(left, 0, self.width() - left, line), Qt.AlignmentFlag.AlignLeft, self.tr("predicted"))
        painter.save()
        painter.rotate(-90)
        painter.drawText(QPointF(-(top + metrics.horizontalAdvance(self.tr("true"))), metrics.ascent()), self.tr("true"))
        painter.restore()
        painter.setPen(QColor(palette.text))
        for index, label in enumerate(self._labels):
            name = metrics.elidedText(label, Qt.TextElideMode.ElideRight, round(width) - HALF)
            if width >= 24:
                place = QRectF(left + index * width, line, width - 2, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
            place = QRectF(line, top + index * height, left - line - SPACE, height - 2)
            name = metrics.elidedText(label, Qt.TextElideMode.ElideRight, round(place.width()))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)

    def event(self, event: QEvent) -> bool:
        """Say what a cell means where the mouse rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.cell_text(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), tip(text or self.accessibleName()), self)
            return True
        return super().event(event)

    def cell_text(self, x: float, y: float) -> str:
        """What the cell at a place means, "" outside."""
        left, top, width, height = self._sizes()
        column, row = int((x - left) // width), int((y - top) // height)
        if not (0 <= row < len(self._labels) and 0 <= column < len(self._labels)):
            return ""
        count, total = self._counts[row][column], max(1, sum(self._counts[row]))
        text = self.tr("{count} of {total} rows that are {true} were taken for {predicted} ({share})")
        names = {"true": self._labels[row], "predicted": self._labels[column]}
        return text.format(count=number(count), total=number(total), share=percent(count / total), **names)


def _mixed(ground: str, colour: str, share: float) -> QColor:
    """The ground with so much of the colour in it."""
    one, other = QColor(ground), QColor(colour)
    share = min(max(share, 0.0), 1.0)
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))
