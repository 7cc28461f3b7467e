"""Attention: the wall of all heads, the map of the chosen one or lines from token to token, and what each head does."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QStackedLayout, QWidget

from workbench.bridge.inspecting import Looked
from workbench.context import AppContext
from workbench.inspector_views._parts import Block, CellsTable, words
from workbench.inspector_views._view import MAIN, InspectorView
from workbench.plots.attention_lines import AttentionLines
from workbench.plots.heatmap import HeatmapView
from workbench.plots.wall import WallView
from workbench.services.language import number, percent
from workbench.services.theme import SPACE
from workbench.widgets.buttons import Segments
from workbench.widgets.card import Card
from workbench.widgets.inputs import ComboBox
from workbench.widgets.text import Label

MAP = "map"
SIDES = ("encoder", "decoder", "cross")
LOW_FIRST = ("entropy", "distance")  # heads that look at few tokens, and at near ones, come first


class AttentionView(InspectorView):
    """All heads at the left, the chosen one at the right."""

    name = "attention"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._layer, self._head = 1, 1
        self._wall: Block | None = None
        self._map: Block | None = None
        self._table: Block | None = None
        self.body.addLayout(self._controls())
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._wall_card(), 1)
        row.addWidget(self._map_card(), 1)
        self.body.addLayout(row, 1)

    # building

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        titles = {
            "encoder": (self.tr("Encoder"), self.tr("How the encoder's tokens look at each other")),
            "decoder": (self.tr("Decoder"), self.tr("How the decoder's tokens look at those before them")),
            "cross": (self.tr("Cross"), self.tr("How the decoder's tokens look at the encoder's")),
        }
        self._where = Segments([(side, *titles[side]) for side in SIDES], name=f"inspect.{self.name}.where")
        self._where.choose("encoder")
        self._where.hide()
        self._where.group.idClicked.connect(self._side_chosen)
        self._combine = ComboBox()
        self._combine.setObjectName(f"inspect.{self.name}.combine")
        self._combine.setAccessibleName(self.tr("Heads together"))
        self._combine.setToolTip(self.tr("One head, or several put together"))
        for value, text in (
            ("head", self.tr("One head")),
            ("mean", self.tr("Mean of a layer's heads")),
            ("max", self.tr("Largest of a layer's heads")),
            ("rollout", self.tr("Rollout up to a layer")),
        ):
            self._combine.addItem(text, value)
        self._combine.currentIndexChanged.connect(self._ask_map)
        self._order = ComboBox()
        self._order.setObjectName(f"inspect.{self.name}.order")
        self._order.setAccessibleName(self.tr("Order of the heads"))
        self._order.setToolTip(self.tr("Which heads come first on the wall"))
        row.addWidget(self._where)
        row.addWidget(self._combine)
        self._boxes: dict[str, QCheckBox] = {}
        for value, text, tooltip, on in (
            ("special", self.tr("Special tokens"), self.tr("Show the tokens that the tokenizer adds, such as [CLS]"), True),
            ("words", self.tr("Whole words"), self.tr("Put the tokens of a word together; rows still sum to 1"), False),
            (
                "weighted",
                self.tr("Weighted by values"),
                self.tr("Attention times the length of what each token contributes (Kobayashi et al. 2020)"),
                False,
            ),
        ):
            box = QCheckBox(text)
            box.setObjectName(f"inspect.{self.name}.{value}")
            box.setAccessibleName(text)
            box.setToolTip(tooltip)
            box.setChecked(on)
            box.toggled.connect(self._ask_map)
            self._boxes[value] = box
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(self._order)
        self._order.hide()
        self._order.currentIndexChanged.connect(self._show_wall)
        return row

    def _wall_card(self) -> Card:
        card = self._wall_place = Card(self.tr("All heads"))
        self.wall = WallView(f"inspect.{self.name}.wall")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.wall.setSizePolicy(policy)
        self.wall.chosen.connect(self._head_chosen)
        self.wall.hovered.connect(self._head_hovered)
        self._habits = Label("", "caption")
        self._habits.setMinimumHeight(self._habits.fontMetrics().height() * 3)
        self._habits.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._wall_note = Label("", "caption")
        self._cells = CellsTable()
        self._cells.setObjectName(f"inspect.{self.name}.heads")
        self._cells.setAccessibleName(self.tr("What each head does"))
        self._cells.clicked.connect(self._row_clicked)
        self._cells.activated.connect(self._row_clicked)
        for widget in (self.wall, self._habits, self._wall_note, self._cells):
            card.body.addWidget(widget)
        return card

    def _map_card(self) -> Card:
        card = self._map_place = Card(self.tr("One head"))
        choices = [
            ("map", self.tr("Map"), self.tr("A row for each token that looks, a column for each that is looked at")),
            ("lines", self.tr("Lines"), self.tr("Lines from each token to those it looks at")),
        ]
        self._how = Segments(choices, name=f"inspect.{self.name}.how")
        self._how.choose("map")
        self._how.group.idClicked.connect(self._switch)
        card.header.addWidget(self._how)
        self.map, self.lines = HeatmapView(f"inspect.{self.name}.map"), AttentionLines(f"inspect.{self.name}.lines")
        self.map.hovered.connect(self._cell_hovered)
        self.lines.hovered.connect(self._line_hovered)
        place = QWidget()
        place.setMinimumHeight(420)
        self._pictures = QStackedLayout(place)
        self._pictures.addWidget(self.map)
        self._pictures.addWidget(self.lines)
        self._cell = Label("", "caption", wrap=False)
        self._map_note = Label("", "caption")
        card.body.addWidget(place, 1)
        card.body.addWidget(self._cell)
        card.body.addWidget(self._map_note)
        return card

    # asking

    def settings(self) -> dict[str, Any]:
        """All that is set here."""
        return {"show": "all", **self._map_settings()}

    def _map_settings(self) -> dict[str, Any]:
        where = self._where.value() if not self._where.isHidden() else "auto"
        boxes = {name: box.isChecked() for name, box in self._boxes.items()}
        return {"where": where, "layer": self._layer, "head": self._head, "combine": self._combine.currentData(), **boxes}

    def refresh(self) -> None:
        """Begin anew; a model with fewer layers or heads gets its first."""
        family = self._family_of(self.context.looking.values["model"])
        self._where.setVisible(family == "encoder-decoder")
        super().refresh()

    def _family_of(self, model: str) -> str:
        before = self.looked.get(MAIN)
        if before is not None and before.origin.get("model") == model:
            return str(before.origin.get("family", ""))
        self._layer = self._head = 1
        return ""

    @Slot()
    def _ask_map(self) -> None:
        if self._wall is not None:
            self._boxes["weighted"].setEnabled(self._combine.currentData() == "head")
            self.ask(MAP, {"show": "map", **self._map_settings()})

    @Slot(int)
    def _side_chosen(self, index: int) -> None:
        self._layer = self._head = 1
        self.ask(MAIN, self.settings())

    @Slot(int, int)
    def _head_chosen(self, layer: int, head: int) -> None:
        self._layer, self._head = layer + 1, head + 1
        self._ask_map()

    def _row_clicked(self, index: Any) -> None:
        layer, head = self._cells.cells.row(index.row())[:2]
        self.wall.choose(layer - 1, head - 1)
        self._head_chosen(layer - 1, head - 1)

    # showing

    def show_answer(self, key: str, looked: Looked) -> None:
        """Show the wall, the map, or both."""
        if looked.number and looked.origin.get("family") == "encoder-decoder" and self._where.isHidden():
            self._where.show()
        if "wall" in looked.blocks:
            self._wall, self._table = looked.blocks["wall"], looked.blocks["heads"]
            self._cells.put(self._table)
            self._fill_orders()
            self._show_wall()
        if "map" in looked.blocks:
            self._show_map(looked.blocks["map"])

    def saved(self) -> Looked | None:
        """The newest of both."""
        return max(self.looked.values(), key=lambda looked: looked.number, default=None)

    def _fill_orders(self) -> None:
        assert self._table is not None
        if self._order.count() == 0:
            self._order.blockSignals(True)
            self._order.addItem(self.tr("by layer"), "")
            for column in self._table["columns"][2:]:
                self._order.addItem(words(column["title"]), column["name"])
            self._order.blockSignals(False)
            self._order.show()

    @Slot()
    def _show_wall(self) -> None:
        if self._wall is None or self._table is None:
            return
        block, order = self._wall, None
        layers, heads = block["values"].shape[:2]
        name = self._order.currentData()
        if name:
            place = [column["name"] for column in self._table["columns"]].index(name)
            numbers = np.zeros((layers, heads))
            for row in self._table["rows"]:
                numbers[row[0] - 1, row[1] - 1] = row[place]
            order = np.argsort(numbers if name in LOW_FIRST else -numbers, axis=1, kind="stable")
        self.wall.show_wall(block["values"], block["rows"], block["low"], block["high"], block["diverging"], order=order)
        self.wall.choose(min(self._layer, layers) - 1, min(self._head, heads) - 1)
        self._wall_place.set_title(words(block["title"]))
        self._wall_note.setText(words(block["note"]))
        self._head_hovered(-1, -1)

    def _show_map(self, block: Block) -> None:
        self._map = block
        self._map_place.set_title(words(block["title"]))
        self.map.show_map(block["values"], block["rows"], block["columns"], block["low"], block["high"], block["diverging"])
        if self._how.value() == "lines":
            self.lines.show_lines(block["values"], block["rows"], block["columns"])
        note = words(block["note"])
        self._map_note.setText(note)
        self._map_note.setVisible(bool(note))
        self._cell.setText("")

    @Slot()
    def _switch(self) -> None:
        self._pictures.setCurrentIndex(0 if self._how.value() == "map" else 1)
        if self._map is not None:
            self._show_map(self._map)

    @Slot(int, int)
    def _cell_hovered(self, row: int, column: int) -> None:
        if self._map is None or row < 0 or column < 0:
            self._cell.setText("")
            return
        text = self.tr("{query} looks at {key}: {value}")
        names = {"query": self._map["rows"][row] or "·", "key": self._map["columns"][column] or "·"}
        self._cell.setText(text.format(value=number(float(self._map["values"][row, column]), 4), **names))

    @Slot(int, int)
    def _line_hovered(self, side: int, index: int) -> None:
        """Of a token that looks, what it looks at most; of one that is looked at, who does."""
        if self._map is None or side < 0:
            self._cell.setText("")
            return
        values = self._map["values"][index] if side == 0 else self._map["values"][:, index]
        other = int(np.argmax(values))
        self._cell_hovered(*((index, other) if side == 0 else (other, index)))

    @Slot(int, int)
    def _head_hovered(self, layer: int, head: int) -> None:
        if self._table is None:
            return
        if layer < 0:
            layer, head = self._layer - 1, self._head - 1
        row = next((row for row in self._table["rows"] if row[0] == layer + 1 and row[1] == head + 1), None)
        if row is None:
            return
        self._habits.setText(self.habit_text(row))

    def habit_text(self, row: list[Any]) -> str:
        """What one head does, in a sentence, from its row of the table."""
        text = self.tr(
            "Layer {layer}, head {head}: entropy {entropy} bits, {distance} tokens away; {sink} to the most seen token, "
            "{itself} to itself, {previous} to the one before, {following} to the one after"
        )
        figures = {"layer": number(row[0]), "head": number(row[1]), "entropy": number(row[2], 2), "distance": number(row[3], 1)}
        shares = {name: percent(value) for name, value in zip(("sink", "itself", "previous", "following"), row[4:], strict=True)}
        return text.format(**figures, **shares)


VIEW = AttentionView
