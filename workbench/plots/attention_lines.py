"""Two columns of tokens with a line from each query to what it attends to: the stronger, the wider and the denser.

The strongest lines of all are shown, or those of one token that the mouse, the keyboard or a click points at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from workbench.plots.raster import inked, line_density
from workbench.plots.token_labels import paint_label, short_value, widest, written
from workbench.services.language import number
from workbench.services.theme import HALF, font, tokens

MOST_LINES = 2000
LEAST_SHARE = 0.02  # of the strongest weight; a line below it could not be seen
WIDEST_LINE = 3.0  # px
TOKEN_AT_MOST, LINES_AT_MOST = 180, 520  # px of a column, and between the columns
MOST_HEIGHT = 640  # px that the widget asks for; more tokens scroll
BLOCK = 256  # weights of which one maximum is taken, to look for the strongest lines in millions
QUERIES, KEYS = 0, 1  # the sides
NOTHING = (-1, -1)
Indices = NDArray[np.intp]


def strongest(values: NDArray[Any], least: float) -> tuple[Indices, Indices]:
    """Row and column of at most 2,000 values [rows, columns] that lie farthest from zero, at least so far, the strongest last."""
    flat = np.abs(values).reshape(-1)
    if flat.size > MOST_LINES * BLOCK:  # as many blocks reach this weight, so as many lines do
        most = np.nan_to_num(np.fmax.reduceat(flat, np.arange(0, flat.size, BLOCK)))
        least = max(least, float(np.partition(most, -MOST_LINES)[-MOST_LINES]))
    found = np.flatnonzero(flat >= least)
    if len(found) > MOST_LINES:
        found = found[np.argpartition(flat[found], -MOST_LINES)[-MOST_LINES:]]
    found = found[np.argsort(flat[found], kind="stable")]
    return found // values.shape[1], found % values.shape[1]


class AttentionLines(QAbstractScrollArea):
    """Shows one map of weights as lines; it scrolls where there are many tokens.

    Signals: pinned(side, index) when a click or Return pins a token, side 0 for queries and 1 for keys, (-1, -1) when it is
    released; hovered(side, index) of the token that the mouse or the keyboard points at, (-1, -1) for none.
    """

    pinned = Signal(int, int)
    hovered = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Lines"))
        self.setToolTip(self.tr("A token under the mouse shows its lines alone; a click keeps them, Esc lets go"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._values: NDArray[Any] = np.empty((0, 0), dtype=np.float32)
        self._sides: tuple[list[str], list[str]] = ([], [])
        self._most = 1.0
        self._widest = 0  # px of a token
        self._lines = (np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0, np.float32))  # query, key, weight
        self._under = self._focused = self._pinned = NOTHING
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    def show_lines(self, values: NDArray[Any], rows: Sequence[str], columns: Sequence[str]) -> None:
        """Show weights [rows, columns] from queries (rows) to keys (columns); negative ones, of a difference, in another colour.

        A pinned token stays pinned where the tokens are the same.
        """
        sides = ([written(row) for row in rows], [written(column) for column in columns])
        if sides != self._sides:
            self._under = self._focused = self._pinned = NOTHING
        self._values, self._sides = values, sides
        text = self.tr("Lines from {rows} tokens to {columns} tokens")
        self.setAccessibleName(text.format(rows=number(len(rows)), columns=number(len(columns))))
        self._most = 0.0
        if values.size:
            most = max(abs(float(np.fmax.reduce(values, axis=None))), abs(float(np.fmin.reduce(values, axis=None))))
            self._most = most if most > 0 else 0.0  # NaN is not
        self._choose_lines()
        self._lay_out()
        self.updateGeometry()

    def lines(self) -> list[tuple[int, int, float]]:
        """The lines that are shown now: query, key and weight."""
        return list(zip(*(part.tolist() for part in self._lines), strict=True))

    def token_place(self, side: int, index: int) -> QRectF:
        """Where a token lies in the viewport."""
        left, right, wide = self._columns()
        high = row_height()
        return QRectF(right if side else left, HALF + index * high - self.verticalScrollBar().value(), wide, high)

    def sizeHint(self) -> QSize:
        """As high as its tokens, up to a limit."""
        return QSize(480, min(MOST_HEIGHT, self._content_height()))

    def minimumSizeHint(self) -> QSize:
        """Narrow; some tokens."""
        return QSize(240, min(160, self._content_height()))

    # which lines

    def _choose_lines(self) -> None:
        """The strongest lines, of all or of the token that is pointed at."""
        side, index = self._pointed()
        values, least = self._values, LEAST_SHARE * self._most
        if side == QUERIES:
            values = values[index : index + 1]
        elif side == KEYS:
            values = values[:, index : index + 1]
        rows, columns = strongest(values, least) if self._most else (np.empty(0, np.intp), np.empty(0, np.intp))
        weights = values[rows, columns]
        offsets = (index if side == QUERIES else 0, index if side == KEYS else 0)
        self._lines = (rows + offsets[0], columns + offsets[1], weights)
        self._describe(int(values.size))
        self.viewport().update()

    def _pointed(self) -> tuple[int, int]:
        """Side and index of the token whose lines are shown alone."""
        return next((token for token in (self._pinned, self._under, self._focused) if token != NOTHING), NOTHING)

    def _describe(self, count: int) -> None:
        """What a screen reader says: whose lines, how many of how many, from which weight on."""
        weights = self._lines[2]
        values = {"shown": number(len(weights)), "all": number(count)}
        values["least"] = short_value(float(np.abs(weights).min())) if len(weights) else short_value(0.0)
        side, index = self._pointed()
        if side < 0:
            text = self.tr("The strongest {shown} of {all} lines are shown, those of a weight of at least {least}.")
        elif side == QUERIES:
            text = self.tr("From {token}: the strongest {shown} of {all} lines, those of a weight of at least {least}. Most to {best}.")
        else:
            text = self.tr("To {token}: the strongest {shown} of {all} lines, those of a weight of at least {least}. Most from {best}.")
        if side >= 0:
            best = [self._sides[1 - side][at] for at in self._lines[1 - side][:-4:-1]]
            values |= {"token": self._sides[side][index], "best": ", ".join(best)}
        self.setAccessibleDescription(text.format(**values))

    # sizes

    def _content_height(self) -> int:
        return max(map(len, self._sides)) * row_height() + 2 * HALF

    def _columns(self) -> tuple[float, float, float]:
        """Left edges of both columns and their width, in the middle of a wide viewport."""
        width = self.viewport().width()
        wide = min(self._widest, round(0.36 * width)) + 2 * HALF
        between = min(LINES_AT_MOST, width - 2 * wide - 2)
        left = (width - between - 2 * wide) / 2
        return left, left + wide + between, wide

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll bar follows."""
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """So it does with another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()

    def _lay_out(self) -> None:
        self._widest = max(widest(QFontMetrics(font()), side, TOKEN_AT_MOST) for side in self._sides)
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._content_height() - high))
        bar.setPageStep(high)
        bar.setSingleStep(row_height())
        self.viewport().update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint lines, then tokens."""
        if not self._values.size:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font())
        self._paint_lines(painter)
        other, shares = 1 - self._pointed()[0], {}
        if other <= KEYS:  # a token is pointed at: those at the other side are tinted by their weight
            shares = dict(zip(self._lines[other].tolist(), (self._lines[2] / self._most).tolist(), strict=True))
        first = max(0, (self.verticalScrollBar().value() - HALF) // row_height())
        after = first + self.viewport().height() // row_height() + 2
        for side, names in enumerate(self._sides):
            for index in range(first, min(len(names), after)):
                self._paint_token(painter, side, index, shares.get(index, 0.0) if side == other else 0.0)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens().focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_lines(self, painter: QPainter) -> None:
        palette, ratio = tokens(), self.devicePixelRatioF()
        left, right, wide = self._columns()
        place = QRectF(left + wide + 2, 0, right - left - wide - 4, self.viewport().height())
        rows = np.stack(self._lines[:2], axis=1) * row_height() + HALF + row_height() / 2 - self.verticalScrollBar().value()
        is_seen = (rows.max(axis=1, initial=-1) >= 0) & (rows.min(axis=1, initial=1e9) <= place.height())
        share = np.abs(self._lines[2]) / max(self._most, 1e-30)
        least = 0.25 if self._pointed() != NOTHING else 0.06
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for colour, is_sign in ((palette.series[1], self._lines[2] < 0), (palette.series[0], self._lines[2] >= 0)):
            of = is_seen & is_sign
            if of.any() and place.width() >= 1:
                widths, opacity = 0.75 + (WIDEST_LINE - 0.75) * share[of], least + (1 - least) * share[of]
                size = (round(place.height() * ratio), round(place.width()))
                painter.drawImage(place, inked(line_density(rows[of] * ratio, widths * ratio, opacity, size), QColor(colour)))

    def _paint_token(self, painter: QPainter, side: int, index: int, weight: float) -> None:
        palette, pointed, token = tokens(), self._pointed(), (side, index)
        place = self.token_place(side, index).adjusted(HALF, 1, -HALF, -1)
        ink, ground = palette.text if pointed == NOTHING or weight else palette.text_muted, None
        if token == pointed:
            is_pinned = token == self._pinned
            ink, ground = (palette.accent_text, palette.accent) if is_pinned else (palette.link, palette.accent_soft)
        elif token == self._under or (token == self._focused and self.hasFocus()):
            ground = palette.hover
        fill = QColor(ground) if ground else None
        if weight and fill is None:
            fill = QColor(palette.series[1 if weight < 0 else 0])
            fill.setAlphaF(0.08 + 0.3 * abs(weight))
        paint_label(
            painter, place, self._sides[side][index], ink, Qt.AlignmentFlag.AlignLeft if side else Qt.AlignmentFlag.AlignRight, fill
        )

    # mouse and keyboard

    def token_at(self, place: QPointF) -> tuple[int, int]:
        """Side and index of the token at a place of the viewport, (-1, -1) beside them."""
        left, right, wide = self._columns()
        index = math.floor((place.y() + self.verticalScrollBar().value() - HALF) / row_height())
        for side, start in ((QUERIES, left), (KEYS, right)):
            if start <= place.x() < start + wide and 0 <= index < len(self._sides[side]):
                return side, index
        return NOTHING

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the lines of the token under the mouse."""
        self._hover(self.token_at(event.position()) if self._values.size else NOTHING)

    def viewportEvent(self, event: QEvent) -> bool:
        """Nothing is under the mouse when it leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(NOTHING)
        return super().viewportEvent(event)

    def _hover(self, token: tuple[int, int]) -> None:
        if token != self._under:
            self._under = token
            self.hovered.emit(*token)
            self._choose_lines()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pin a token, or release it: a click on it or beside all does."""
        if event.button() == Qt.MouseButton.LeftButton and self._values.size:
            self._pin(self.token_at(event.position()))

    def _pin(self, token: tuple[int, int]) -> None:
        token = NOTHING if token == self._pinned else token
        if token != self._pinned:
            self._pinned = token
            self.pinned.emit(*token)
            self._choose_lines()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move to another token, left and right to the other side, Return and Space pin, Esc releases."""
        key, (side, index) = Qt.Key(event.key()), self._focused
        sides = {Qt.Key.Key_Left: QUERIES, Qt.Key.Key_Right: KEYS}
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if not self._values.size or (key == Qt.Key.Key_Escape and self._pinned == self._focused == NOTHING):
            event.ignore()
        elif key in sides or key in moves:
            side = sides.get(key, max(side, 0))
            index = min(max(0, index + moves.get(key, 0)), len(self._sides[side]) - 1)
            self._move_to((side, index))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pin(self._focused)
        elif key == Qt.Key.Key_Escape:
            self._pin(NOTHING)
            self._move_to(NOTHING)
        else:
            event.ignore()

    def _move_to(self, token: tuple[int, int]) -> None:
        self._focused, self._under = token, NOTHING
        if token != NOTHING:
            place, bar = self.token_place(*token), self.verticalScrollBar()
            bar.setValue(bar.value() + round(min(0.0, place.top()) + max(0.0, place.bottom() - self.viewport().height())))
        self.hovered.emit(*token)
        self._choose_lines()


def row_height() -> int:
    """Pixels of a token's row."""
    return QFontMetrics(font()).height() + HALF
