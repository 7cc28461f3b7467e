"""Progress: what is being done, how much of it, and a way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from workbench.services.theme import HALF, SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.text import Label


class ProgressRow(QWidget):
    """A bar with a sentence and a Cancel button; hidden while nothing is going on.

    Signals: cancelled() when the user wants it to end.
    """

    cancelled = Signal()

    def __init__(self, name: str = "progress", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._text = Label(role="muted")
        self._cancel = make_button(self.tr("Cancel"), name=f"{name}.cancel", tooltip=self.tr("Stop what is being done"), flat=True)
        self._cancel.clicked.connect(self._on_cancel)
        row.addWidget(self._text, 1)
        row.addWidget(self._cancel)
        column.addLayout(row)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}.bar")
        self._bar.setTextVisible(False)
        column.addWidget(self._bar)
        self.hide()

    def busy(self, text: str) -> None:
        """Something is going on, nobody knows for how long."""
        self._bar.setRange(0, 0)
        self._tell(text)

    def progress(self, done: int, total: int, text: str) -> None:
        """So much of so much; counts beyond 2^31 are fine."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * done / total) if total > 0 else 0)
        self._tell(text)

    def finish(self) -> None:
        """Nothing is going on any more."""
        self._bar.setRange(0, 1000)
        self.hide()

    def cancel(self) -> None:
        """Ask for the end, as the button does."""
        if self._cancel.isEnabled():
            self._on_cancel()

    def _tell(self, text: str) -> None:
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setToolTip(text)
        self._cancel.setEnabled(True)
        self.show()

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()
