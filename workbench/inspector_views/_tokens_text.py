"""A text as tokens: one line of chips a tokenizer, their numbers side by side, one chosen token in full, and its neighbours."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from workbench.inspector_views._chips import ChipsView
from workbench.inspector_views._parts import Block, CellsTable, words
from workbench.services.language import number
from workbench.services.theme import HALF, SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.columns import Columns
from workbench.widgets.inputs import ComboBox
from workbench.widgets.table import Table
from workbench.widgets.text import ElidedLabel, Label


class NeighboursCard(Card):
    """The nearest entries of one entry, or a sentence in their place.

    Signals: followed(id) when a neighbour is entered by Enter or a double click.
    """

    followed = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.table = CellsTable()
        self.table.setObjectName(f"{name}.table")
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.setAccessibleName(self.tr("Nearest entries"))
        self.table.setToolTip(self.tr("By the cosine of their vectors, the nearest first"))
        self.table.activated.connect(lambda index: self.followed.emit(self.table.cells.row(index.row())[1]))
        self._note = Label("", "caption")
        self.body.addWidget(self.table)
        self.body.addWidget(self._note)
        self.clear()

    def put(self, block: Block) -> None:
        """Show a block of neighbours."""
        self.set_title(words(block["title"]))
        self.table.setAccessibleName(words(block["title"]))
        self.table.put(block)
        stretch_first(self.table)
        self._note.setText(words(block["note"]))
        self.table.show()

    def tell(self, text: str) -> None:
        """Say something in the place of the table."""
        self.set_title(self.tr("Nearest entries"))
        self.table.hide()
        self._note.setText(text)

    def clear(self) -> None:
        """Nothing is chosen."""
        self.tell(self.tr("Choose one to see the entries whose vectors are nearest to its own in the model's table of embeddings."))


def stretch_first(table: Table) -> None:
    """Let the first column have the room that the others leave."""
    table.horizontalHeader().setStretchLastSection(False)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


class TokenCard(Card):
    """One token in full."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.set_title(self.tr("Chosen token"))
        self._rows: dict[str, tuple[Label, Label]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        titles = {
            "entry": self.tr("Entry"),
            "id": self.tr("Id"),
            "text": self.tr("Stands for"),
            "bytes": self.tr("Bytes"),
            "completes": self.tr("Completes"),
            "place": self.tr("Characters"),
            "kind": self.tr("Kind"),
        }
        for row, (key, title) in enumerate(titles.items()):
            caption, value = Label(title, "muted", wrap=False), Label("", "code" if key in ("entry", "text", "bytes") else "body")
            value.setObjectName(f"{name}.{key}")
            grid.addWidget(caption, row, 0)
            grid.addWidget(value, row, 1)
            self._rows[key] = (caption, value)
        self.body.addLayout(grid)
        self._hint = Label(self.tr("Choose a token above, with the mouse or the arrow keys, to see it in full."), "muted")
        self.body.addWidget(self._hint)
        self.put(None)

    def put(self, chip: Block | None) -> None:
        """Show a chip, or nothing but a hint."""
        found = self._facts(chip) if chip else {}
        for key, (caption, value) in self._rows.items():
            value.setText(found.get(key, ""))
            value.setAccessibleName(f"{caption.text()}: {value.text()}")
            caption.setVisible(bool(found.get(key)))
            value.setVisible(bool(found.get(key)))
        self._hint.setVisible(not found)

    def text(self, key: str) -> str:
        """What stands in a row: "entry", "id", "text", "bytes", "completes", "place" or "kind"."""
        return self._rows[key][1].text()

    def _facts(self, chip: Block) -> dict[str, str]:
        kinds = {
            "plain": self.tr("an ordinary entry of the vocabulary"),
            "special": self.tr("special: the tokenizer added it, or somebody typed it"),
            "unknown": self.tr("unknown: the vocabulary lacks this text, and the model sees only that something stood here"),
            "bytes": self.tr("a part of a character, as bytes"),
            "cut": self.tr("cut off: the model doesn't see it"),
        }
        found = {"kind": kinds[chip["kind"]], "bytes": chip["bytes"]}
        if chip["id"] >= 0:
            found |= {"entry": chip["token"], "id": number(chip["id"])}
        else:
            found["kind"] = self.tr("no token at all: the tokenizer drops this text")
        if chip["character"]:
            code = " ".join(f"U+{ord(letter):04X}" for letter in chip["character"])
            found["completes"] = self.tr("{character} ({code})").format(character=chip["character"], code=code)
        if chip["end"] > chip["start"]:
            found["text"] = self.tr("“{text}”").format(text=chip["text"])
            place = self.tr("{start} to {end}") if chip["end"] - chip["start"] > 1 else "{start}"
            found["place"] = place.format(start=number(chip["start"] + 1), end=number(chip["end"]))
        return found


class Reading(QWidget):
    """One tokenizer's chips under its name.

    Signals: removed() by its button.
    """

    removed = Signal()

    def __init__(self, name: str, title: str, removable: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        self.title = ElidedLabel(title, "caption", middle=False)
        row.addWidget(self.title)
        if removable:
            tooltip = self.tr("Compare with {name} no longer").format(name=title)
            button = make_button("", name=f"{name}.remove", tooltip=tooltip, flat=True)
            button.set_icon("close", "text_muted")
            button.clicked.connect(self.removed)
            row.addWidget(button)
        column.addWidget(self._row)
        self.chips = ChipsView(f"{name}.chips")
        column.addWidget(self.chips)

    def put(self, block: Block | None) -> None:
        """Show a block of tokens; None: there is none."""
        self.chips.show_tokens(block or {"chips": []})
        self.chips.setVisible(block is not None)

    def show_title(self, seen: bool) -> None:
        """Show whose tokens these are; needless where there is nobody else."""
        self._row.setVisible(seen)


class TextPart(QWidget):
    """Signals: token_chosen(model, id) when a person chooses a token, -1 for none; others_changed() when tokenizers to compare came
    or went."""

    token_chosen = Signal(str, int)
    others_changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.others: list[str] = []
        self._name = name
        self._model = ""
        self._titles: dict[str, str] = {}
        self._blocks: dict[str, Block] = {}  # of each tokenizer, by model
        self._readings: dict[str, Reading] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self._chips_card())
        below = Columns((1, 1))
        self.token, self.neighbours = TokenCard(f"{name}.token"), NeighboursCard(f"{name}.neighbours")
        for place, card in zip(below.columns, (self.token, self.neighbours), strict=True):
            place.addWidget(card)
            place.addStretch(1)
        column.addWidget(below)
        column.addStretch(1)
        self.clear()

    def _chips_card(self) -> Card:
        card = Card(self.tr("Tokens"))
        self._count = Label("", "caption", wrap=False)
        self.compare = ComboBox()
        self.compare.setObjectName(f"{self._name}.compare")
        self.compare.setAccessibleName(self.tr("Compare tokenizers"))
        self.compare.setToolTip(self.tr("Show how the tokenizer of another model splits the same text"))
        self.compare.activated.connect(self._add)
        card.header.addWidget(self._count)
        card.header.addSpacing(SPACE)
        card.header.addWidget(self.compare)
        self._main = Reading(f"{self._name}.own", "", removable=False)
        self._main.chips.chosen.connect(self._chip_chosen)
        self._others = QVBoxLayout()
        self._others.setSpacing(SPACE)
        self._facts, self._note = CellsTable(), Label("", "caption")
        self._facts.setObjectName(f"{self._name}.facts")
        self._facts.horizontalHeader().setStretchLastSection(False)
        self._facts.setAccessibleName(self.tr("The tokenizers in numbers"))
        self._facts.setToolTip(self._facts.accessibleName())
        card.body.addWidget(self._main)
        card.body.addLayout(self._others)
        card.body.addSpacing(SPACE)
        card.body.addWidget(self._facts)
        card.body.addWidget(self._note)
        return card

    # what the view says

    def set_models(self, entries: list[tuple[str, str]]) -> None:
        """Models whose tokenizers can be compared: (title, value)."""
        self._titles = {value: title for title, value in entries}
        self._fill()

    def show_blocks(self, model: str, title: str, blocks: dict[str, Block]) -> None:
        """Show the answer about a model's tokenizer and the others, and the first token that stands for text in full.

        Nothing is told of that token: its neighbours need the model's weights, which a look at a text doesn't.
        """
        self._model = model
        self._titles.setdefault(model, title)
        self._main.title.setText(self._titles[model])
        self._blocks = {model: blocks["tokens"], **{name: blocks[f"tokens:{name}"] for name in self.others if f"tokens:{name}" in blocks}}
        chips = blocks["tokens"]["chips"]
        count = sum(chip["id"] >= 0 for chip in chips)
        self._count.setText(self.tr("{count} tokens").format(count=number(count)))
        self._main.put(blocks["tokens"])
        self._show_others()
        self._show_facts(blocks["facts"])
        first = next((place for place, chip in enumerate(chips) if chip["end"] > chip["start"]), 0)
        self._main.chips.choose(first)
        self.token.put(chips[first] if chips else None)
        self.neighbours.clear()

    def clear(self) -> None:
        """There is no answer; the tokenizers to compare can still be taken away."""
        self._blocks = {}
        self._count.setText("")
        self._main.put(None)
        self._show_others()
        self._facts.hide()
        self._note.hide()
        self.token.put(None)
        self.neighbours.clear()

    # parts

    def _show_others(self) -> None:
        wanted = [name for name in self.others if name != self._model]
        for name in [name for name in self._readings if name not in wanted]:
            gone = self._readings.pop(name)
            self._others.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, name in enumerate(wanted):
            if name not in self._readings:
                made = self._readings[name] = Reading(f"{self._name}.other.{place}", self._titles.get(name, name), removable=True)
                made.removed.connect(partial(self._remove, name))
                made.chips.chosen.connect(partial(self._take, name))
                self._others.addWidget(made)
            self._readings[name].put(self._blocks.get(name))
        self._main.show_title(bool(wanted) and bool(self._blocks))

    def _show_facts(self, block: Block) -> None:
        kept = [place for place, column in enumerate(block["columns"]) if column["name"] != "cut"]  # here nothing is cut
        short = {"rate": self.tr("Characters/token"), "limit": self.tr("Longest text")}
        columns = [block["columns"][place] for place in kept]
        columns = [{**column, "title": short.get(column["name"], column["title"])} for column in columns]
        rows = [[row[place] for place in kept] for row in block["rows"]]
        for row in rows:
            row[0] = self._titles.get(row[0], row[0])
        table = self._facts
        table.put({**block, "columns": columns, "rows": rows})
        stretch_first(table)
        edge = table.horizontalHeader().sizeHint().height() + 2 * table.frameWidth()
        table.setFixedHeight(edge + table.verticalHeader().defaultSectionSize() * len(rows))
        self._note.setText(words(block["note"]))
        table.show()
        self._note.show()

    def _fill(self) -> None:
        self.compare.clear()
        self.compare.addItem(self.tr("Compare with…"), "")
        for value, title in self._titles.items():
            if value not in (self._model, *self.others):
                self.compare.addItem(title, value)

    # what is done

    @Slot(int)
    def _add(self, index: int) -> None:
        value = self.compare.itemData(index)
        if value:
            self.others.append(value)
            self._changed()

    def _remove(self, name: str) -> None:
        self.others.remove(name)
        self.compare.setFocus()  # the button that had it goes
        self._changed()

    def _changed(self) -> None:
        self._fill()
        self._show_others()
        self.others_changed.emit()

    @Slot(int)
    def _chip_chosen(self, index: int) -> None:
        self._take(self._model, index)

    def _take(self, name: str, index: int) -> None:
        """A token was chosen in one line; those of the others are let go."""
        for model, reading in {self._model: self._main, **self._readings}.items():
            if model != name:
                reading.chips.choose(-1)
        chip = self._blocks[name]["chips"][index] if index >= 0 else None
        self.token.put(chip)
        self.token_chosen.emit(name, chip["id"] if chip else -1)
