"""Tokens as chips that stand as the text does: line ends break lines, kinds are told by edge and mark, weights by colour."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.plots.colour_maps import diverging
from workbench.services.language import number
from workbench.services.theme import CONTROL_RADIUS, HALF, SPACE, contrast, font, tokens
from workbench.widgets.text import tip

SHOWN = 2000  # chips that are painted; more are counted in a last one
INVISIBLE = {" ": "·", "\n": "⏎", "\t": "⇥", "\r": "␍", "\u3000": "□"}


class ChipsView(QWidget):
    """Chips of a block of tokens. A special token is tinted, an unknown one framed in red and marked ?, bytes are in hex.

    Signals: chosen(index) when a chip is clicked or reached with the arrow keys; -1 when none is.
    """

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Tokens"))
        self.setToolTip(self.tr("A click or the arrow keys choose a token"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._chips: list[dict[str, Any]] = []
        self._weights: Any = None
        self._most = 1.0
        self._chosen = -1
        self._cache: tuple[int, list[QRect]] = (-1, [])

    def show_tokens(self, block: dict[str, Any]) -> None:
        """Show a tokens block."""
        self._chips = block["chips"][:SHOWN]
        weights = block.get("weights")
        self._weights = None if weights is None else np.asarray(weights, float)
        finite = np.abs(self._weights[np.isfinite(self._weights)]) if self._weights is not None else np.zeros(0)
        self._most = float(finite.max()) if finite.size and finite.max() > 0 else 1.0
        self._chosen = -1
        self._rest = len(block["chips"]) - len(self._chips)
        text = self.tr("{count} tokens: {text}")
        self.setAccessibleName(text.format(count=number(len(block["chips"])), text=" ".join(chip["token"] for chip in self._chips[:60])))
        self._cache = (-1, [])
        self.updateGeometry()
        self.update()

    def chip(self) -> int:
        """The chosen chip, -1 for none."""
        return self._chosen

    def choose(self, index: int) -> None:
        """Choose a chip without telling anybody."""
        self._chosen = index if 0 <= index < len(self._chips) else -1
        self.update()

    def label(self, index: int) -> str:
        """What stands on a chip."""
        chip = self._chips[index]
        if chip["kind"] == "special":
            return str(chip["token"])
        if chip["kind"] == "bytes":
            return f"{chip['bytes'].upper()} {chip['character']}".strip()
        text = "".join(INVISIBLE.get(letter, letter) for letter in chip["text"]) or str(chip["token"])
        return f"{text} ?" if chip["kind"] == "unknown" else text

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """High enough for all chips."""
        places = self._places(width)
        return places[-1].bottom() + 2 if places else 0

    def sizeHint(self) -> QSize:
        """As high as at this width."""
        return QSize(320, self.heightForWidth(max(self.width(), 120)))

    def minimumSizeHint(self) -> QSize:
        """Narrow."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height follows."""
        self.updateGeometry()

    def _places(self, width: int) -> list[QRect]:
        if self._cache[0] != width:
            self._cache = (width, self._laid_out(width))
        return self._cache[1]

    def _laid_out(self, width: int) -> list[QRect]:
        metrics = QFontMetrics(font("body"))
        height, left, top, places = metrics.height() + SPACE, 0, 0, []
        for index, chip in enumerate(self._chips):
            wide = min(metrics.horizontalAdvance(self.label(index)) + 2 * HALF + 4, max(width, 40))
            if left and left + wide > width:
                left, top = 0, top + height + HALF
            places.append(QRect(left, top, wide, height))
            left += wide + HALF
            if chip["text"].endswith("\n"):
                left, top = 0, top + height + HALF
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chips that are seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("body"))
        table = diverging(tokens()) if self._weights is not None else None
        for index, place in enumerate(self._places(self.width())):
            if place.intersects(event.rect()):
                self._paint_chip(painter, index, place, table)

    def _paint_chip(self, painter: QPainter, index: int, place: QRect, table: Any) -> None:
        palette, chip = tokens(), self._chips[index]
        ground = QColor(palette.accent_soft if chip["kind"] == "special" else palette.sunken)
        ink = palette.link if chip["kind"] == "special" else palette.text
        if table is not None:
            weight = float(self._weights[index])
            level = 128 + 127 * weight / self._most if np.isfinite(weight) else 128.0
            ground = QColor(*(int(part) for part in table[int(min(255, max(0, level)))]))
            ink = max((palette.text, palette.window), key=lambda colour: contrast(colour, ground.name()))
        edge = {"unknown": palette.error, "bytes": palette.control_border, "cut": palette.text_disabled}.get(chip["kind"])
        style = Qt.PenStyle.DashLine if chip["kind"] in ("bytes", "cut") else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(edge), 1, style) if edge else Qt.PenStyle.NoPen)
        if index == self._chosen:
            painter.setPen(QPen(QColor(palette.focus), 2))
        painter.setBrush(ground)
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), CONTROL_RADIUS - 2, CONTROL_RADIUS - 2)
        letters = font("body")
        letters.setStrikeOut(chip["kind"] == "cut")
        painter.setFont(letters)
        painter.setPen(QColor(palette.text_muted if chip["kind"] == "cut" else ink))
        text = painter.fontMetrics().elidedText(self.label(index), Qt.TextElideMode.ElideRight, place.width() - 2 * HALF)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def at(self, place: QPointF) -> int:
        """The chip at a place, -1 for none."""
        point = place.toPoint()
        return next((index for index, rect in enumerate(self._places(self.width())) if rect.contains(point)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        self._take(self.at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from chip to chip."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None or not self._chips:
            super().keyPressEvent(event)
            return
        self._take(min(len(self._chips) - 1, max(0, self._chosen + step)))

    def _take(self, index: int) -> None:
        self._chosen = index
        self.update()
        self.chosen.emit(index)

    def event(self, event: QEvent) -> bool:
        """Say what a chip is where the mouse rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.at(QPointF(event.pos()))
            if index >= 0:
                QToolTip.showText(event.globalPos(), tip(self.about(index)), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def about(self, index: int) -> str:
        """All about one token, in a few lines."""
        chip = self._chips[index]
        kinds = {
            "plain": "",
            "special": self.tr("special: the tokenizer adds it"),
            "unknown": self.tr("unknown: the vocabulary lacks it, and the model sees only that something stood here"),
            "bytes": self.tr("a part of a character, as bytes"),
            "cut": self.tr("cut off: the model doesn't see it"),
        }
        lines = [self.tr("token {token}, id {id}").format(token=chip["token"], id=number(chip["id"])), kinds[chip["kind"]]]
        if chip["bytes"]:
            lines.append(self.tr("bytes {bytes}").format(bytes=chip["bytes"]))
        if chip["end"] > chip["start"]:
            place = self.tr("characters {start} to {end}")
            lines.append(place.format(start=number(chip["start"] + 1), end=number(chip["end"])))
        if self._weights is not None:
            lines.append(self.tr("value {value}").format(value=number(float(self._weights[index]), 4)))
        return "\n".join(line for line in lines if line)
