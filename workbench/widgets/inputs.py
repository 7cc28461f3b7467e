"""Editors that don't change under a passing mouse wheel, and a number field that takes 2e-4."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QSpinBox, QStyledItemDelegate, QWidget

from workbench.services.theme import HALF, SPACE


class ComboBox(QComboBox):
    """A combo box with a roomy list; the wheel scrolls the page unless the box has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        view = QListView(self)
        view.setSpacing(HALF // 4)
        self.setView(view)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the choice only while focused."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SpinBox(QSpinBox):
    """A whole number with its range; the wheel scrolls the page unless the box has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setGroupSeparatorShown(True)
        self.lineEdit().setTextMargins(SPACE - 2, 0, 0, 0)  # Qt passes over the stylesheet's left padding here

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the number only while focused."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberEdit(QLineEdit):
    """A number as people write it: 0.01, 1e-4, 2,5 in the locale. Empty is None.

    Signals: number_changed() when the text became another number (or none).
    """

    number_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = False
        self._last: float | None = None
        self.textChanged.connect(self._changed)

    def set_whole(self, whole: bool) -> None:
        """Take whole numbers only."""
        self._whole = whole

    def number(self) -> float | int | None:
        """The number that is written, None while it is empty or none."""
        return parse_number(self.text(), self._whole)

    def readable(self) -> bool:
        """Is the text empty or a number?"""
        return not self.text().strip() or self.number() is not None

    def set_number(self, value: float | int | None) -> None:
        """Write a number the short way (0.0002 rather than 2.00e-04)."""
        self.setText("" if value is None else written(value))

    def _changed(self) -> None:
        value = self.number()
        if value != self._last or not self.readable():
            self._last = value
            self.number_changed.emit()


def parse_number(text: str, whole: bool = False) -> float | int | None:
    """The number of a text in the locale's or the program's notation, None if it is none."""
    cleaned = text.strip().replace(" ", "").replace("\u202f", "")
    try:
        value = float(cleaned)
    except ValueError:
        value, fine = QLocale().toDouble(cleaned)
        if not fine:
            return None
    if not math.isfinite(value):
        return None
    if whole:
        return int(value) if value == int(value) else None
    return value


def written(value: float | int) -> str:
    """The shortest text that reads back as the same number."""
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e15):
        return str(int(value))
    return repr(value)
