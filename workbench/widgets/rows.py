"""A row that can be pressed: a picture, a title, a detail below it, and something short at the right end."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.services.theme import HALF, SPACE
from workbench.widgets.buttons import Button
from workbench.widgets.pictures import Picture
from workbench.widgets.text import ElidedLabel, Label, tip


class RowButton(Button):
    """A button as wide as its list; checkable ones show the choice by a ring and a tick. wrap: the detail takes several
    lines where it needs them, else it is cut in its middle."""

    def __init__(self, title: str, detail: str, *, name: str, icon: str, trailing: str = "", wrap: bool = False) -> None:
        super().__init__("", "row")
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(SPACE + HALF, SPACE, SPACE + HALF, SPACE)
        row.setSpacing(SPACE + HALF)
        row.addWidget(Picture(icon, "text_muted"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(title, middle=False))
        if detail:
            words.addWidget(Label(detail, "caption") if wrap else ElidedLabel(detail, "caption"))
        row.addLayout(words, 1)
        if trailing:
            row.addWidget(Label(trailing, "caption", wrap=False))
        self._tick = Picture("check", "link")
        self._tick.setVisible(False)
        row.addWidget(self._tick)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setToolTip(tip(f"{title}\n{detail}" if detail else title))
        self.toggled.connect(self._tick.setVisible)

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as its words, as narrow as they can be cut."""
        return self._row.minimumSize()
