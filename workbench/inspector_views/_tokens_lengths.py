"""How long the rows of a data set are in tokens, and how many of them a maximum length cuts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engine.api import TrainingSpec, plain
from workbench.context import AppContext
from workbench.inspector_views._parts import Block, words
from workbench.services.dialogs import choose_file, data_filters
from workbench.services.theme import SPACE
from workbench.widgets.bars import Histogram
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.inputs import ComboBox, SpinBox
from workbench.widgets.pictures import Picture
from workbench.widgets.text import ElidedLabel, Label

LONGEST = 1_000_000  # tokens


class LengthsPart(QWidget):
    """Signals: wished() when file, column or maximum length became another."""

    wished = Signal()

    def __init__(self, context: AppContext, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.context = context
        self._file = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._data_card(name))
        column.addWidget(self._lengths_card(name))
        column.addStretch(1)
        self.clear()

    def _data_card(self, name: str) -> Card:
        card = Card(self.tr("Data"))
        files, more = QHBoxLayout(), QHBoxLayout()
        for row in (files, more):
            row.setSpacing(SPACE)
            card.body.addLayout(row)
        file_tip, own_tip = self.tr("Choose a file with rows of text"), self.tr("Take the data of the project that the Data page shows")
        self._choose = make_button(self.tr("Choose a file…"), name=f"{name}.choose", tooltip=file_tip, icon="file")
        self._choose.clicked.connect(self._choose_file)
        self._own = make_button(self.tr("The project's data"), name=f"{name}.project", tooltip=own_tip, icon="data")
        self._own.clicked.connect(self.take_project)
        self._shown_file = ElidedLabel("", "muted")
        files.addWidget(self._choose)
        files.addWidget(self._own)
        files.addWidget(self._shown_file, 1)
        self.column = ComboBox()
        self.column.setObjectName(f"{name}.column")
        line = QLineEdit()
        line.setObjectName(f"{name}.column.line")
        line.setAccessibleName(self.tr("Column"))
        line.setPlaceholderText(self.tr("guessed"))
        line.setTextMargins(-SPACE, 0, 0, 0)  # the stylesheet's padding counts twice here
        line.editingFinished.connect(self._changed)
        self.column.setLineEdit(line)
        self.context.reader.changed.connect(self._offer_columns)
        self.column.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.column.setMinimumContentsLength(18)
        self.column.setAccessibleName(self.tr("Column"))
        self.column.setToolTip(self.tr("The column with the text; left empty, it is guessed"))
        self.column.activated.connect(self._changed)
        self.cut = SpinBox()
        self.cut.setObjectName(f"{name}.cut")
        self.cut.setRange(0, LONGEST)
        self.cut.setSpecialValueText(self.tr("nothing is cut"))
        self.cut.setSuffix(self.tr(" tokens"))
        self.cut.setValue(TrainingSpec().max_length)
        self.cut.setAccessibleName(self.tr("Cut at"))
        self.cut.setToolTip(self.tr("Tokens after which a row is cut, special tokens included; 0 cuts nothing"))
        self.cut.editingFinished.connect(self._changed)
        for title, field in ((self.tr("Column"), self.column), (self.tr("Cut at"), self.cut)):
            more.addWidget(Label(title, "caption", wrap=False))
            more.addWidget(field)
            more.addSpacing(SPACE)
        more.addStretch(1)
        return card

    def _lengths_card(self, name: str) -> Card:
        card = self._card = Card(self.tr("Lengths"))
        self.bins = Histogram(f"{name}.bins")
        self.bins.setFixedHeight(22 * SPACE)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._picture, self.sentence = Picture("info", "link"), Label()
        self.sentence.setObjectName(f"{name}.sentence")
        row.addWidget(self._picture)
        row.addWidget(self.sentence, 1)
        self._note = Label("", "caption")
        card.body.addLayout(row)
        card.body.addWidget(self.bins)
        card.body.addWidget(self._note)
        return card

    # what the view asks and says

    def values(self) -> dict[str, Any]:
        """What is to be counted: "data" ("" for nothing yet), "column" ("" to have it guessed), "max_length" (0 cuts nothing)."""
        return {"data": self._file, "column": self.column.currentText().strip(), "max_length": self.cut.value()}

    def show_blocks(self, blocks: dict[str, Block]) -> None:
        """Show the lengths, with a mark where they were cut."""
        bars, told = blocks["lengths"], blocks["cut"]
        self._card.set_title(words(bars["title"]))
        self.bins.show_bins(edges_of(bars["names"]), bars["values"].tolist(), marker=told["text"].values.get("length"))
        self.bins.show()
        self.sentence.setText(words(told["text"]))
        self._picture.show_icon(*(("warning", "warning") if told["warning"] else ("info", "link")))
        self._picture.show()
        self._note.setText("\n".join(note for note in (words(bars["note"]), words(told["note"])) if note))
        self._note.show()

    def clear(self) -> None:
        """There is no answer."""
        self.bins.hide()
        self._note.hide()
        self._picture.hide()
        asked = self.tr("Choose a file to see how many tokens its rows have, and how many of them would be cut.")
        self.sentence.setText(self.tr("Nothing is counted yet.") if self._file else asked)

    # what is done

    @Slot()
    def _choose_file(self) -> None:
        start = Path(self._file or self.context.draft.source).parent
        choose_file(self, self.tr("Choose a file with rows of text"), data_filters(), self.take, start)

    def take(self, path: str, column: str = "") -> None:
        """Count this file; an empty column is guessed."""
        self._file = path
        self._shown_file.setText(plain(path))
        self.column.clear()
        self.column.setEditText(column)
        self._offer_columns()
        self.wished.emit()

    @Slot()
    def take_project(self) -> None:
        """Count the draft's data, with its column and its maximum length."""
        draft = self.context.draft
        self.context.reader.read(draft.source, draft.encoding, draft.delimiter)  # as the Data page does; it knows the columns
        self.cut.setValue(draft.sections.get("training", {}).get("max_length", TrainingSpec().max_length))
        self.take(draft.source, draft.columns.get("text", ""))

    @Slot()
    def _offer_columns(self) -> None:
        """Offer the columns, if this file is the one that the Data page has read."""
        known, text = self.context.reader.now, self.column.currentText()
        if known.path == self._file and known.opened is not None and self.column.count() != len(known.opened.columns):
            self.column.clear()
            self.column.addItems(list(known.opened.columns))
            self.column.setCurrentIndex(self.column.findText(text))
            self.column.setEditText(text)

    @Slot()
    def _changed(self) -> None:
        if self._file:
            self.wished.emit()


def edges_of(names: list[str]) -> list[int]:
    """The edges of bins that are named "0–4" or "0", one more than there are bins."""
    ends = [name.split("–") for name in names]
    return [*(int(end[0]) for end in ends), int(ends[-1][-1]) + 1]
