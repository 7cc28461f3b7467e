"""A row of data as a model sees it: its tokens as chips that wrap like words; special tokens are set off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.services.theme import CONTROL_RADIUS, HALF, font, tokens
from workbench.widgets.text import tip

SHOWN = 80  # tokens; more are counted in a last chip
_BRACKETS = ("[]", "<>")  # what special tokens stand in: [CLS], <s>


class TokenFlow(QWidget):
    """Shows tokens; painted, because hundreds of labels would be slow."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tokens: list[str] = []
        self._kept = 0

    def show_tokens(self, found: Sequence[str], cut: Sequence[str] = ()) -> None:
        """Show these tokens in their order, then, struck out, those that are cut off."""
        kept = _bounded(found)
        self._kept = len(kept)
        self._tokens = [*kept, *_bounded(cut)]
        self.setAccessibleName(" ".join(kept))
        self.setToolTip(tip(" ".join(kept)))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """High enough for all chips."""
        places = self._places(width)
        return places[-1].bottom() + 1 if places else 0

    def sizeHint(self) -> QSize:
        """As high as at this width."""
        return QSize(240, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height follows."""
        self.updateGeometry()

    def _places(self, width: int) -> list[QRect]:
        metrics = QFontMetrics(font("caption"))
        height, left, top, places = metrics.height() + HALF, 0, 0, []
        for token in self._tokens:
            wide = min(metrics.horizontalAdvance(token) + 2 * HALF + 2, max(width, 40))
            if left and left + wide > width:
                left, top = 0, top + height + HALF
            places.append(QRect(left, top, wide, height))
            left += wide + HALF
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chips."""
        painter, palette = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("caption"))
        metrics = painter.fontMetrics()
        struck = font("caption")
        struck.setStrikeOut(True)
        for index, (token, place) in enumerate(zip(self._tokens, self._places(self.width()), strict=True)):
            if index >= self._kept:
                painter.setFont(struck)
                painter.setPen(QColor(palette.text_muted))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, metrics.elidedText(token, Qt.TextElideMode.ElideRight, place.width()))
                continue
            special = len(token) > 2 and token[0] + token[-1] in _BRACKETS
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent_soft if special else palette.sunken))
            painter.drawRoundedRect(place, CONTROL_RADIUS - 2, CONTROL_RADIUS - 2)
            painter.setPen(QColor(palette.link if special else palette.text))
            text = metrics.elidedText(token, Qt.TextElideMode.ElideRight, place.width() - 2 * HALF + 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _bounded(found: Sequence[str]) -> list[str]:
    rest = len(found) - SHOWN
    return [*found[:SHOWN], *([f"+{rest}"] if rest > 0 else [])]
