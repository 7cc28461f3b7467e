"""Cards of the view "predictions" that explain: which words an answer comes from, and what each layer would have said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from workbench.inspector_views._chips import ChipsView
from workbench.inspector_views._parts import Block, CellsTable, words
from workbench.inspector_views._prediction_parts import NAME, Part, place_of
from workbench.plots.colour_maps import diverging
from workbench.plots.heatmap import HeatmapView
from workbench.plots.legend import Entry, Legend
from workbench.plots.map_frame import LABEL_AT_MOST
from workbench.services.language import number, percent
from workbench.services.theme import SPACE, font, tokens
from workbench.widgets.buttons import Segments
from workbench.widgets.inputs import ComboBox
from workbench.widgets.text import Label

STEPS = (16, 32, 128, 512)
NAMED = 3  # words that are named for an answer, and against it
LOWEST, CELL = 260, 32  # px: of the lens, and of one of its layers
Choice = tuple[str, str, int]  # text, answer ("" for what the model says), place (0 for the engine's own)


class WeightChips(ChipsView):
    """Chips whose colours can share a scale with others."""

    def scale_to(self, most: float) -> None:
        """Take the strongest colour for this weight; 0 where there is none."""
        self._most = most or 1.0
        self.update()


class AttributionPart(Part):
    """Tokens coloured by what they add to an answer or take from it, and which answer, how, and from where.

    Signals: changed() when something else is to be explained.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(f"{NAME}.attribution")
        self.set_title(self.tr("Which words it comes from"))
        self._chips: dict[str, WeightChips] = {}
        self._titles: dict[str, Label] = {}
        self.body.insertLayout(0, self._controls())
        self._legend = Legend(f"{NAME}.attribution.legend")
        self._most, self._chip = Label(), Label("", "caption")
        for name in ("attribution", "attribution-target"):
            self._titles[name] = Label("", "strong")
            chips = self._chips[name] = WeightChips(f"{NAME}.{name}.tokens")
            chips.setAccessibleName(self.tr("Tokens and their weights"))
            chips.setToolTip(self.tr("The colour of a token says whether it speaks for the answer or against it"))
            self.rows.addWidget(self._titles[name])
            self.rows.addWidget(chips)
        self._chips["attribution"].chosen.connect(self._first_chosen)
        self._chips["attribution-target"].chosen.connect(self._second_chosen)
        self._gap, self._note = Label("", "warning"), Label("", "caption")
        for widget in (self._legend, self._most, self._chip, self._gap, self._note):
            self.rows.addWidget(widget)
        self._blocks: dict[str, Block] = {}
        self.offer([])

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.answer = self._combo("answer", self.tr("Answer to explain"), self.tr("Which label, tag or token is explained"))
        self.answer.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.answer.setMinimumContentsLength(24)
        integrated = self.tr("Adds up to the answer's logit (Sundararajan et al. 2017)")
        times = self.tr("One pass only, and rougher (Shrikumar et al. 2017)")
        choices = [
            ("integrated-gradients", self.tr("Integrated gradients"), integrated),
            ("gradient-x-input", self.tr("Gradient × input"), times),
        ]
        self.method = Segments(choices, name=f"{NAME}.method")
        self.method.choose("integrated-gradients")
        self.method.group.idClicked.connect(self._method_chosen)
        self.words = QCheckBox(self.tr("Whole words"))
        self.words.setObjectName(f"{NAME}.words")
        self.words.setAccessibleName(self.words.text())
        self.words.setToolTip(self.tr("Put the tokens of a word together: the sum of their weights"))
        self.words.setChecked(True)
        self.words.toggled.connect(self.changed)
        self.steps = self._combo("steps", self.tr("Steps"), self.tr("More steps come closer to the exact sum and take longer"))
        for count in STEPS:
            self.steps.addItem(self.tr("{count} steps").format(count=number(count)), count)
        self.steps.setCurrentIndex(STEPS.index(32))
        tooltip = self.tr("What the way to the text begins from; by itself zeros, and the padding where zeros can't be read")
        self.baseline = self._combo("baseline", self.tr("Baseline"), tooltip)
        for value, text in (
            ("auto", self.tr("Baseline: automatic")),
            ("zero", self.tr("Baseline: zeros")),
            ("mask", self.tr("Baseline: mask")),
            ("pad", self.tr("Baseline: padding")),
        ):
            self.baseline.addItem(text, value)
        self.header.addWidget(self.method)
        row.addWidget(self.answer)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.steps)
        row.addWidget(self.baseline)
        for combo in (self.answer, self.steps, self.baseline):
            combo.currentIndexChanged.connect(self.changed)
        return row

    def _combo(self, name: str, title: str, tooltip: str) -> ComboBox:
        combo = ComboBox()
        combo.setObjectName(f"{NAME}.{name}")
        combo.setAccessibleName(title)
        combo.setToolTip(tooltip)
        return combo

    def offer(self, choices: Sequence[Choice], said: str = "", place: int = 0) -> None:
        """Take the answers that can be explained, and choose what the model says (`said`) without telling anybody.

        place: where it says so, if that is to be told.
        """
        first = self.tr("what the model says: {answer}").format(answer=said) if said else self.tr("what the model says")
        if place:
            first = self.tr("what the model says at place {place}").format(place=number(place))
        with QSignalBlocker(self.answer):
            self.answer.clear()
            for text, answer, place in ((first, "", 0), *choices):
                self.answer.addItem(text, (answer, place))
        self.answer.setEnabled(bool(choices))

    def settings(self, place: int) -> dict[str, Any]:
        """What the engine is asked. place: of the prediction that is looked at."""
        answer, own = self.answer.currentData()
        found = {"show": "attribution", "answer": answer, "place": own or place, "method": self.method.value()}
        return {**found, "words": self.words.isChecked(), "steps": self.steps.currentData(), "baseline": self.baseline.currentData()}

    def show_blocks(self, blocks: dict[str, Block]) -> None:
        """Show an answer."""
        self._blocks = blocks
        first = blocks["attribution"]
        if first["kind"] == "words":
            self.tell(words(first["text"]), bool(first["warning"]))
            return
        for name, chips in self._chips.items():
            chips.setVisible(name in blocks)
            self._titles[name].setVisible(name in blocks)
            if name in blocks:
                chips.show_tokens(blocks[name])
                self._titles[name].setText(words(blocks[name]["title"]))
        both = np.concatenate([blocks[name]["weights"] for name in self._chips if name in blocks])
        for chips in self._chips.values():  # one scale: what hardly counts beside the other text has hardly a colour
            chips.scale_to(float(np.abs(both).max(initial=0.0)))
        gap = blocks.get("attribution-gap")
        self._gap.setText(words(gap["text"]) if gap else "")
        self._gap.setVisible(gap is not None)
        self._note.setText(words(first["note"]))
        self._chip.hide()
        self._most.setText(self._strongest())
        self._show_legend()
        self.draw()

    def changeEvent(self, event: QEvent) -> None:
        """The legend takes the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_legend"):
            self._show_legend()

    def _show_legend(self) -> None:
        table = diverging(tokens())
        above, below = (QColor(*(int(part) for part in table[level])).name() for level in (225, 31))
        entries = [Entry(self.tr("speaks for it"), above, "dots"), Entry(self.tr("speaks against it"), below, "dots")]
        self._legend.show_entries(entries)

    def _strongest(self) -> str:
        """What speaks most for the answer and against it, in words: colour alone says nothing to some."""
        pairs = []
        for name in self._chips:
            if name in self._blocks:
                block = self._blocks[name]
                pairs += [(float(weight), chip) for weight, chip in zip(block["weights"], block["chips"], strict=True)]
        pairs.sort(key=lambda pair: -pair[0])
        above = [self._named(weight, chip) for weight, chip in pairs[:NAMED] if weight > 0]
        below = [self._named(weight, chip) for weight, chip in reversed(pairs[-NAMED:]) if weight < 0]
        figures = {"above": ", ".join(above), "below": ", ".join(below)}
        if above and below:
            return self.tr("Most for it: {above}. Most against it: {below}.").format(**figures)
        if above:
            return self.tr("Most for it: {above}. Nothing speaks against it.").format(**figures)
        return self.tr("Most against it: {below}. Nothing speaks for it.").format(**figures) if below else ""

    def _named(self, weight: float, chip: dict[str, Any]) -> str:
        text = self.tr("{token} ({weight})")
        return text.format(token=chip["text"].strip() or chip["token"], weight=signed(weight))

    @Slot(int)
    def _first_chosen(self, index: int) -> None:
        self._tell_chip("attribution", index)

    @Slot(int)
    def _second_chosen(self, index: int) -> None:
        self._tell_chip("attribution-target", index)

    def _tell_chip(self, name: str, index: int) -> None:
        self._chip.setVisible(index >= 0)
        if index >= 0:
            block = self._blocks[name]
            self._chip.setText(self._named(float(block["weights"][index]), block["chips"][index]))

    @Slot()
    def _method_chosen(self) -> None:
        for combo in (self.steps, self.baseline):
            combo.setEnabled(self.method.value() == "integrated-gradients")
        self.changed.emit()


def signed(value: float) -> str:
    """A number with its sign, three digits."""
    return f"+{number(value, 3)}" if value > 0 else number(value, 3)


class LensMap(HeatmapView):
    """A map whose columns are chosen, by a click or with the Return key.

    Signals: column_chosen(column).
    """

    column_chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._marked = -1

    def mark_column(self, column: int) -> None:
        """Mark a column, -1 for none."""
        self._marked = column
        self.update()

    def highlight_row(self, row: int) -> None:
        """Rows aren't chosen here."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the column of a click; its name counts too."""
        pressed, place = self._pressed, event.position()
        super().mouseReleaseEvent(event)
        if pressed is None or (place - pressed).manhattanLength() >= QApplication.startDragDistance():
            return
        column = self._frame.across.at(place.x())
        if column >= 0 and place.y() < self._frame.whole.bottom():
            self.column_chosen.emit(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Space choose the cell's column."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers() and self._cell[1] >= 0:
            self.column_chosen.emit(self._cell[1])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map, and a frame around the chosen column."""
        super().paintEvent(event)
        if self._marked < 0 or self._values.size == 0:
            return
        whole, axis = self._frame.whole, self._frame.across
        left, right = axis.place(self._marked), axis.place(self._marked + 1)
        if whole.left() <= left and right <= whole.right() + 0.5:
            painter, palette = QPainter(self), tokens()
            for colour, width in ((palette.surface, 4), (palette.text, 2)):  # seen on any colour of a cell
                painter.setPen(QPen(QColor(colour), width))
                painter.drawRect(QRectF(QPointF(left, whole.top()), QPointF(right, whole.bottom())))


class LensPart(Part):
    """What each layer would have said: a map at the left, the likeliest of each layer at the right.

    Signals: place_chosen(place, from 1) of the token to look at.
    """

    place_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(f"{NAME}.lens")
        self.set_title(self.tr("How it comes about, layer by layer"))
        self._columns = QHBoxLayout()
        self._columns.setSpacing(2 * SPACE)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(SPACE)
            self._columns.addLayout(column)
        self.map = LensMap(f"{NAME}.lens.map")
        self.map.setAccessibleName(self.tr("What each layer would have said"))
        self.map.setToolTip(self.tr("A row for each layer; the arrow keys move, Return chooses a column"))
        self.map.hovered.connect(self._hovered)
        self.map.column_chosen.connect(self._column_chosen)
        self._cell, self._note = Label("", "caption"), Label("", "caption")
        for widget in (self.map, self._cell, self._note):
            left.addWidget(widget)
        left.addStretch(1)
        self._top_title, self._top_note = Label("", "strong"), Label("", "caption")
        self.table = CellsTable()
        self.table.setObjectName(f"{NAME}.lens.top")
        self.table.setAccessibleName(self.tr("The likeliest of each layer"))
        self.table.setToolTip(self.table.accessibleName())
        self._right: tuple[QWidget, ...] = (self._top_title, self.table, self._top_note)
        for place in self._right:
            right.addWidget(place)
        right.addStretch(1)
        self.rows.addLayout(self._columns)
        self._block: Block | None = None
        self._by_place = False

    def show_blocks(self, blocks: dict[str, Block], by_place: bool) -> None:
        """Show an answer. by_place: are the columns places of the text (else labels)?"""
        block = blocks["lens"]
        self._by_place = by_place
        if block["kind"] == "words":
            self.tell(words(block["text"]), bool(block["warning"]))
            return
        self._block = block
        for place, share in enumerate((5, 3) if by_place else (1, 1)):
            self._columns.setStretch(place, share)
        names = max((QFontMetrics(font("caption")).horizontalAdvance(name) for name in block["columns"]), default=0)
        self.map.setFixedHeight(max(LOWEST, min(names, LABEL_AT_MOST) + 2 * SPACE + len(block["rows"]) * CELL))
        self.map.show_map(block["values"], block["rows"], block["columns"], block["low"], block["high"], block["diverging"])
        self._note.setText(words(block["note"]))
        top = blocks.get("lens-top")
        for widget in self._right:
            widget.setVisible(top is not None)
        self.map.mark_column(-1)
        if top is not None:
            self._top_title.setText(words(top["title"]))
            self._top_note.setText(words(top["note"]))
            self.table.put(top)
            self.table.setMaximumHeight(self.table.minimumHeight())
            self.map.mark_column(place_of(top) - 1)
        self._hovered(-1, -1)
        self.draw()

    @Slot(int, int)
    def _hovered(self, row: int, column: int) -> None:
        if self._block is None or row < 0 or column < 0:
            hint = self.tr("Choose a column to see the likeliest of each layer there.") if self._by_place else ""
            self._cell.setText(hint or self.tr("Point at a cell to read it."))
            return
        value = float(self._block["values"][row, column])
        figure = number(value, 3) if self._block["diverging"] else percent(value)
        text = self.tr("Layer {layer}, {column}: {value}")
        self._cell.setText(text.format(layer=self._block["rows"][row], column=self._block["columns"][column], value=figure))

    @Slot(int)
    def _column_chosen(self, column: int) -> None:
        self.place_chosen.emit(column + 1)
