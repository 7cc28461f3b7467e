"""Text on the screen. Always plain: Qt would otherwise take a user's words for HTML and load files from it."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Label(QLabel):
    """A piece of plain text in one of the roles body, muted, caption, strong, heading, title, number, success, warning,
    error, code."""

    def __init__(self, text: str = "", role: str = "body", wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Take another role's size and colour."""
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)


class ElidedLabel(Label):
    """One line that is cut where there is no room, in the middle (paths) or at its end; the whole text is its tooltip."""

    def __init__(self, text: str = "", role: str = "body", middle: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(text, role, wrap=False, parent=parent)
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show a text, cut where it has to be."""
        super().setText(text)
        self.setToolTip(tip(text))
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        """Narrow: what doesn't fit is cut."""
        return QSize(self.fontMetrics().averageCharWidth() * 8, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text with an ellipsis in its middle."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)


def tip(text: str) -> str:
    """A tooltip that wraps and shows a user's words as they are: Qt takes tooltips for HTML and wraps only those."""
    lines = "<br/>".join(html.escape(line) for line in text.splitlines())
    return f"<qt>{lines}</qt>" if len(text) > 60 or "\n" in text or "<" in text or "&" in text else text
