"""A drawing of the architecture that follows the sliders: blocks on each other, heads in them, tables below and above."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.services.language import number, shown_text
from workbench.services.theme import CONTROL_RADIUS, HALF, SPACE, font, text_px, tokens

_HEIGHT = 268  # logical pixels
_SHEETS = 6  # blocks that are seen behind the first one
_CELLS = 32  # heads that are drawn; more are counted only
_NARROWEST, _WIDEST = 64, 2048  # widths of models between which the blocks grow


class ArchitectureDrawing(QWidget):
    """Painted from the values of [model.new]. Says the same in words to those who can't see it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._values: dict[str, Any] = {}
        self._inner = 0

    def show_model(self, values: dict[str, Any], inner: int) -> None:
        """Show a model; inner: the width inside the feed-forward network."""
        self._values, self._inner = dict(values), inner
        text = self.tr("Drawing: {family} of {layers} layers, {width} wide, {heads} heads each, feed-forward {inner}, {vocabulary} tokens")
        counts = {name: number(int(values[name])) for name in ("layers", "heads", "vocabulary")}
        family = shown_text(str(values["family"]))
        self.setAccessibleName(text.format(family=family, width=number(int(values["hidden"])), inner=number(inner), **counts))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """A low picture for a side column."""
        return QSize(280, _HEIGHT + 2 * text_px("caption"))

    def minimumSizeHint(self) -> QSize:
        """Narrow, but as high as it is."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint one stack, or two with what goes from one to the other."""
        if not self._values:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("caption"))
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._values["family"] != "encoder-decoder":
            self._paint_stack(painter, whole, str(self._values["family"]), cross=False)
            return
        gap = 3.0 * SPACE
        half = (whole.width() - gap) / 2
        left = self._paint_stack(painter, QRectF(whole.left(), whole.top(), half, whole.height()), "encoder", cross=False)
        right = self._paint_stack(painter, QRectF(whole.right() - half, whole.top(), half, whole.height()), "decoder", cross=True)
        y = max(left.top(), right.top()) + HALF
        self._paint_arrow(painter, QPointF(left.right() + HALF, y), QPointF(right.left() - HALF, y))

    def _paint_stack(self, painter: QPainter, place: QRectF, side: str, cross: bool) -> QRectF:
        """A stack from the tokens at its foot to what comes out of it; gives the place of its blocks."""
        line = text_px("caption") + SPACE + HALF
        counts = {"vocabulary": number(int(self._values["vocabulary"])), "width": number(int(self._values["hidden"]))}
        foot = QRectF(place.left(), place.bottom() - line, place.width(), line)
        table = self.tr("{vocabulary} × {width}").format(**counts)
        self._paint_bar(painter, foot, self.tr("Embeddings"), table, tokens().series[0])
        writes = side == "decoder"
        head = QRectF(place.left(), place.top(), place.width(), line)
        out = {"encoder": self.tr("A vector for each token"), "decoder": self.tr("The next token")}[side]
        self._paint_bar(painter, head, out, "", tokens().series[0] if writes else "")
        room = QRectF(place.left(), head.bottom() + 2 * SPACE, place.width(), foot.top() - head.bottom() - 4 * SPACE)
        blocks = self._paint_blocks(painter, room, cross)
        for lower, upper in ((foot.top(), room.bottom()), (room.top(), head.bottom())):
            self._paint_arrow(painter, QPointF(place.center().x(), lower - 2), QPointF(place.center().x(), upper + 2))
        return blocks

    def _paint_bar(self, painter: QPainter, place: QRectF, text: str, right: str, colour: str) -> None:
        palette = tokens()
        painter.setPen(QPen(QColor(colour or palette.border), 1))
        painter.setBrush(QColor(palette.sunken))
        painter.drawRoundedRect(place, CONTROL_RADIUS, CONTROL_RADIUS)
        inside = place.adjusted(SPACE, 0, -SPACE, 0)
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text + right) + SPACE > inside.width():
            right = ""
        painter.setPen(QColor(palette.text))
        centred = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignHCenter)
        painter.drawText(inside, centred, metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(inside.width())))
        painter.setPen(QColor(palette.text_muted))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, right)

    def _paint_blocks(self, painter: QPainter, room: QRectF, cross: bool) -> QRectF:
        """The first block with its parts, and an edge for each of the others behind it, as wide as the model is."""
        palette, layers = tokens(), int(self._values["layers"])
        span = math.log(_WIDEST / _NARROWEST)
        share = min(max(math.log(int(self._values["hidden"]) / _NARROWEST) / span, 0.0), 1.0)
        sheets = min(layers - 1, _SHEETS)
        offset = min(HALF + 1.0, room.width() * 0.02)
        least = 0.62 if room.width() > 240 else 0.84  # of two stacks beside each other, each needs its room for words
        width = room.width() * (least + (0.94 - least) * share) - sheets * offset
        left = room.left() + (room.width() - width - sheets * offset) / 2
        front = QRectF(left, room.top() + sheets * offset, width, room.height() - sheets * offset)
        painter.setPen(QPen(QColor(palette.control_border), 1))
        for sheet in range(sheets, -1, -1):
            painter.setBrush(QColor(palette.surface if sheet == 0 else palette.sunken))
            painter.drawRoundedRect(front.translated(sheet * offset, -sheet * offset), CONTROL_RADIUS, CONTROL_RADIUS)
        title = QRectF(front.left(), front.top() + HALF, front.width(), text_px("caption") + HALF)
        painter.setPen(QColor(palette.text))
        painter.setFont(font("caption", semibold=True))
        text = self.tr("{layers} ×").format(layers=number(layers))
        painter.drawText(title.adjusted(SPACE, 0, -SPACE, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(font("caption"))
        self._paint_parts(painter, front.adjusted(SPACE, title.height() + SPACE, -SPACE, -SPACE), cross)
        return front

    def _paint_parts(self, painter: QPainter, place: QRectF, cross: bool) -> None:
        """Feed-forward above, attention with its heads below, cross-attention between them."""
        parts = [(self.tr("Feed-forward"), number(self._inner), 3, 0)]
        heads = int(self._values["heads"])
        if cross:
            parts.append((self.tr("Cross-attention"), number(heads), 2, heads))
        parts.append((self.tr("Attention"), number(heads), 1, heads))
        gap = float(HALF)
        height = (place.height() - gap * (len(parts) - 1)) / len(parts)
        for index, (text, figure, colour, cells) in enumerate(parts):
            part = QRectF(place.left(), place.top() + index * (height + gap), place.width(), height)
            self._paint_part(painter, part, (text, figure), colour, cells)

    def _paint_part(self, painter: QPainter, part: QRectF, words: tuple[str, str], colour: int, cells: int) -> None:
        palette, metrics = tokens(), painter.fontMetrics()
        ink = QColor(palette.series[colour])
        soft = QColor(ink)
        soft.setAlpha(46 if palette.dark else 30)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(soft)
        painter.drawRoundedRect(part, HALF, HALF)
        inside = part.adjusted(SPACE - 2, 0, 2 - SPACE, 0)
        text = QRectF(inside.left(), part.top(), inside.width(), part.height() - (SPACE + HALF if cells else 0))
        figure = metrics.horizontalAdvance(words[1]) + HALF
        if metrics.horizontalAdvance(words[0]) + figure > text.width():
            words, figure = (words[0], ""), 0
        painter.setPen(QColor(palette.text))
        name = metrics.elidedText(words[0], Qt.TextElideMode.ElideRight, round(text.width() - figure))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(QColor(palette.text_muted))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words[1])
        shown = min(cells, _CELLS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for cell in range(shown):
            wide = inside.width() / shown
            painter.drawRect(QRectF(inside.left() + cell * wide, part.bottom() - SPACE - 2, max(1.0, wide - 2), 6))

    @staticmethod
    def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setPen(QPen(QColor(tokens().text_muted), 1.5))
        painter.drawLine(start, end)
        angle = math.atan2(end.y() - start.y(), end.x() - start.x())
        for side in (-0.5, 0.5):
            back = QPointF(end.x() - 5 * math.cos(angle + side), end.y() - 5 * math.sin(angle + side))
            painter.drawLine(end, back)
