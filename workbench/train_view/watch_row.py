"""The lines of the Train page that let a run keep snapshots of itself, for the view over time of the Inspect page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.draft import Draft
from workbench.services.theme import HALF, SPACE
from workbench.widgets.inputs import SpinBox
from workbench.widgets.text import Label

EVERY = 10  # steps between two snapshots, until somebody says otherwise
MOST = 1_000_000


class WatchRow(QWidget):
    """A box to tick, and below it how often and which words; the texts are the first ones of the validation part."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.box = QCheckBox(self.tr("Keep snapshots for looking inside"))
        self.box.setObjectName("train.watch")
        self.box.setAccessibleName(self.box.text())
        self.box.setToolTip(self.tr("Follow how a few texts and words move while the model learns; the training itself stays the same"))
        self.every = SpinBox()
        self.every.setObjectName("train.watch.every")
        self.every.setRange(1, MOST)
        self.every.setValue(EVERY)
        self.every.setPrefix(self.tr("every "))
        self.every.setSuffix(self.tr(" steps"))
        self.every.setAccessibleName(self.tr("Steps between two snapshots"))
        self.every.setToolTip(self.every.accessibleName())
        self.words = QLineEdit()
        self.words.setObjectName("train.watch.tokens")
        self.words.setPlaceholderText(self.tr("words to follow too, such as: good, bad"))
        self.words.setAccessibleName(self.tr("Words that are followed"))
        self.words.setToolTip(self.tr("Words whose vectors in the table of tokens are followed, with commas between them"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.box)
        self._more = QWidget()
        row = QHBoxLayout(self._more)
        row.setContentsMargins(3 * SPACE, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.every)
        row.addWidget(self.words, 1)
        column.addWidget(self._more)
        column.addWidget(Label(self.tr("They are seen on the Inspect page, over time."), "caption"))
        self.show_draft("watch")
        self.box.toggled.connect(self._changed)
        self.every.valueChanged.connect(self._changed)
        self.words.editingFinished.connect(self._changed)
        draft.changed.connect(self.show_draft)

    @Slot(str)
    def show_draft(self, what: str) -> None:
        """Show what the draft has; nothing is told."""
        if what != "watch":
            return
        watch = self._draft.watch
        for control in (self.box, self.every, self.words):
            control.blockSignals(True)
        self.box.setChecked(bool(watch.get("every")))
        self.every.setValue(int(watch.get("every") or self.every.value()))
        if watch and self._words() != watch.get("tokens", []):
            self.words.setText(", ".join(watch.get("tokens", [])))
        for control in (self.box, self.every, self.words):
            control.blockSignals(False)
        self._more.setVisible(self.box.isChecked())

    def _words(self) -> list[str]:
        """What is typed, between commas of any kind."""
        parts = self.words.text().replace("，", ",").replace("、", ",").split(",")
        return [part.strip() for part in parts if part.strip()]

    @Slot()
    def _changed(self) -> None:
        watch: dict[str, Any] = {key: value for key, value in self._draft.watch.items() if key not in ("every", "tokens")}
        if self.box.isChecked():
            watch["every"] = self.every.value()
            if words := self._words():
                watch["tokens"] = words
            self._draft.watch = watch
        else:
            self._draft.watch = {}
