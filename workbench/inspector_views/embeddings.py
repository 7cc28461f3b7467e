"""Embeddings: a map of the vocabulary, of the text's tokens or of texts, with its table, neighbours and analogies.

A t-SNE map is made by the second process: it begins at the PCA map, its frames move the points, and when it ends (or is
stopped) the first process puts the whole answer together, which is what can be saved.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from workbench.bridge.inspecting import Looked
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.inspector_views._embeddings_texts import TextsBar
from workbench.inspector_views._neighbours import NeighboursPanel
from workbench.inspector_views._parts import Block, words
from workbench.inspector_views._view import MAIN, InspectorView
from workbench.plots.linked_scatter import ColourChoice, LinkedScatter
from workbench.services.theme import SPACE, text_scale
from workbench.widgets.buttons import Segments
from workbench.widgets.inputs import ComboBox, SpinBox
from workbench.widgets.text import Label

VECTORS, TSNE, NEAR = "vectors", "tsne", "neighbours"
NAMED = 30  # points of a map that all have their names written
PANEL = 32 * SPACE  # px at 100 %, width of the neighbours


class EmbeddingsView(InspectorView):
    """Choices above, the map in the middle, neighbours at the right, how far it can be trusted below."""

    name = "embeddings"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._progress.cancelled.disconnect(self.stop)
        self._progress.cancelled.connect(self._cancelled)
        self._block: Block | None = None  # the scatter that is shown
        self._ids: NDArray[Any] = np.empty(0, dtype=np.int64)  # what its points are asked for by
        self._frame: Looked | None = None  # the latest of the t-SNE map that is being made
        self._made = ""  # how the t-SNE map that is shown came about
        self._moving = False  # are the points shown those of no answer yet?
        self._model = ""
        self._asked: list[int] = []  # ids of the points whose neighbours are wanted
        self.body.addLayout(self._controls())
        self.texts = TextsBar(context, "inspect.embeddings.texts")
        self.texts.changed.connect(self.refresh)
        self.texts.hide()
        self.body.addWidget(self.texts)
        self._content = QWidget()
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        self.linked = LinkedScatter(context.theme, "inspect.embeddings.points")
        self.linked.scatter.setToolTip(self.tr("A click shows a point's neighbours; dragging with Shift selects, the wheel zooms"))
        self.linked.point_chosen.connect(self._point_chosen)
        self.panel = NeighboursPanel("inspect.embeddings.neighbours")
        self.panel.setFixedWidth(round(PANEL * text_scale()))
        self.panel.wished.connect(self._ask_neighbours)
        self.panel.chosen.connect(self._neighbour_chosen)
        row.addWidget(self.linked, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(row, 1)
        self._facts, self._note = Label("", "body"), Label("", "caption")
        self._facts.setObjectName("inspect.embeddings.facts")
        for label in (self._facts, self._note):
            column.addWidget(label)
        self.body.addWidget(self._content, 1)
        self._content.hide()
        self._show_controls()

    # building

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        kinds = [
            ("vocabulary", self.tr("Vocabulary"), self.tr("All entries of the model's table of token vectors")),
            ("tokens", self.tr("Tokens"), self.tr("The tokens of the text above, as the model sees them in some layer")),
            ("texts", self.tr("Texts"), self.tr("A vector for each text of a file, or for each line that is typed above")),
        ]
        self.what = self._segments(kinds, "what")
        self.side = self._combo("side", self.tr("Side"), self.tr("Tokens of the encoder, or those that the decoder has written"))
        self.side.addItem(self.tr("Encoder"), "encoder")
        self.side.addItem(self.tr("Decoder"), "decoder")
        self.layer = self._combo("layer", self.tr("Layer"), self.tr("Vectors after which layer; layer 0 is the embedding"))
        self.layer.addItem(self.tr("Last layer"), -1)
        maps = [
            ("pca", self.tr("PCA"), self.tr("The plane in which the vectors spread most; distances mean something")),
            ("tsne", self.tr("t-SNE"), self.tr("Keeps neighbours together; distances and sizes of groups mean nothing")),
        ]
        self.projection = self._segments(maps, "projection")
        self.perplexity = SpinBox()
        self.perplexity.setObjectName("inspect.embeddings.perplexity")
        self.perplexity.setRange(2, 100)
        self.perplexity.setValue(30)
        self.perplexity.setPrefix(self.tr("perplexity "))
        self.perplexity.setMaximumWidth(round(18 * SPACE * text_scale()))
        self.perplexity.setAccessibleName(self.tr("Perplexity"))
        self.perplexity.setToolTip(self.tr("About how many neighbours of each point count for t-SNE"))
        self.perplexity.editingFinished.connect(self._changed)
        self.centre = self._box("centre", self.tr("Centred"), self.tr("Cosines of the vectors less their mean; the map stays the same"))
        self.standardise = self._box(
            "standardise",
            self.tr("Standardised"),
            self.tr("Divide every dimension by its deviation, so that none counts more than another"),
        )
        for widget in (self.what, self.side, self.layer, self.projection, self.perplexity, self.centre, self.standardise):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _segments(self, choices: list[tuple[str, str, str]], name: str) -> Segments:
        made = Segments(choices, name=f"inspect.embeddings.{name}")
        made.choose(choices[0][0])
        made.group.idClicked.connect(self._changed)
        return made

    def _combo(self, name: str, title: str, tooltip: str) -> ComboBox:
        combo = ComboBox()
        combo.setObjectName(f"inspect.embeddings.{name}")
        combo.setAccessibleName(title)
        combo.setToolTip(tooltip)
        combo.activated.connect(self._changed)
        return combo

    def _box(self, name: str, text: str, tooltip: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(f"inspect.embeddings.{name}")
        box.setAccessibleName(text)
        box.setToolTip(tooltip)
        box.toggled.connect(self._changed)
        return box

    def _show_controls(self) -> None:
        """Only what this map has a use for."""
        what, family = self.what.value(), (self.looked[MAIN].origin.get("family") if MAIN in self.looked else "")
        self.layer.setVisible(what != "vocabulary")
        self.side.setVisible(what == "tokens" and family == "encoder-decoder")
        self.texts.setVisible(what == "texts")
        self.perplexity.setVisible(self.projection.value() == "tsne")

    # asking

    def settings(self) -> dict[str, Any]:
        """What is set here; the map itself is always asked for as PCA first."""
        what = self.what.value()
        given: dict[str, Any] = {"show": "map", "what": what, "projection": "pca"}
        given |= {"centre": self.centre.isChecked(), "standardise": self.standardise.isChecked()}
        if what != "vocabulary":
            given["layer"] = self.layer.currentData()
        if what == "tokens":
            given["where"] = self.side.currentData()
        return given | self.texts.values() if what == "texts" else given

    def _tsne_settings(self) -> dict[str, Any]:
        return {**self.settings(), "projection": "tsne", "perplexity": self.perplexity.value()}

    @Slot()
    def _changed(self) -> None:
        if self.what.value() == "texts" and self.texts.isHidden():
            self.texts.take_project()
        self._show_controls()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look anew."""
        for key in (VECTORS, TSNE, NEAR):
            self.stop_one(key)
        self._frame, self._made = None, ""
        if self._model != self.context.looking.values["model"]:  # it may have fewer layers
            self._model = self.context.looking.values["model"]
            self.layer.setCurrentIndex(0)
        super().refresh()

    @Slot(int)
    def _point_chosen(self, point: int) -> None:
        self._ask_neighbours({"token": f"#{self._ids[point]}"})

    @Slot(int)
    def _neighbour_chosen(self, number: int) -> None:
        self._ask_neighbours({"token": f"#{number}"})

    @Slot(object)
    def _ask_neighbours(self, wish: dict[str, str]) -> None:
        self._asked = [int(name[1:]) for name in wish.values() if name.startswith("#") and name[1:].isdecimal()]
        self.ask(NEAR, {**self.settings(), "show": "neighbours", **wish})

    @Slot()
    def _cancelled(self) -> None:
        """End what is going on; a t-SNE map stays as it is now."""
        frame = self._frame if TSNE in self._open else None
        self.stop()
        if frame is not None:
            self._finish(frame, words(frame.blocks["map"]["title"]))
        elif not self._made:  # what is shown is still the plane
            self.projection.choose("pca")
            self._show_controls()

    def _finish(self, frame: Looked, made: str) -> None:
        """Have the t-SNE map put together from its last frame."""
        self._frame, self._made = None, made
        self.ask(MAIN, {**self._tsne_settings(), "points": str(frame.blocks["map"]["points"].filename)})

    # showing

    def show_answer(self, key: str, looked: Looked) -> None:
        """Show the map, a frame of it on its way, or neighbours."""
        if key == NEAR:
            self._show_neighbours(looked.blocks["neighbours"])
        elif key == VECTORS:
            self._begin_tsne(looked.blocks["vectors"])
        elif key == TSNE and looked.number:
            self._finish(looked, words(looked.blocks["map"]["note"]))
        elif key == TSNE:
            self._frame, self._moving = looked, True
            self.linked.move_points(looked.blocks["map"]["points"], refit=True)
            self._facts.setText(words(looked.blocks["map"]["title"]))
            self._note.setText("")
        else:
            self._show_map(looked)
            if self.projection.value() == "tsne" and not self._made:
                self.ask(VECTORS, {**self._tsne_settings(), "show": "vectors"})

    def _show_map(self, looked: Looked) -> None:
        self._content.show()
        self._show_controls()
        block = looked.blocks["map"]
        self._fill_layers(block)
        self.texts.show_columns(looked.blocks.get("columns"))
        self._place(block)
        self._facts.setText(words(looked.blocks["facts"]["text"]))
        self._facts.setToolTip(words(looked.blocks["facts"]["note"]))
        self._note.setText("\n".join(line for line in (self._made, words(block["note"])) if line))

    def _place(self, block: Block) -> None:
        """Show a map; the same points as before keep their selection."""
        same = self._block is not None and self._block["names"] == block["names"]
        selected = self.linked.selection() if same else np.empty(0, dtype=np.int64)
        self._block, self._moving = block, False
        self._ids = np.asarray(block["colours"][-1]["values"])
        colourings: list[ColourChoice] = []
        for colour in block["colours"]:
            categories = [self._category(name) for name in colour["categories"]]
            colourings.append((words(colour["name"]), colour["values"], categories))
        texts = self.what.value() == "texts"  # whose names need the room
        columns = [_as_column(colouring) for colouring in (colourings[:1] if texts else (colourings[0], colourings[-1]))]
        self.linked.show_points(block["points"], block["names"], columns, colourings)
        self.linked.select(selected)
        if len(self._ids) <= NAMED:
            self.linked.scatter.highlight(np.arange(len(self._ids)))  # so that their names are seen
        if not same:
            self.panel.clear()

    def _category(self, name: str) -> str:
        known = {
            "plain": self.tr("plain"),
            "special": self.tr("special"),
            "bytes": self.tr("bytes"),
            "continues a word": self.tr("continues a word"),
            "word": self.tr("word"),
            "added": self.tr("added"),
        }
        return known.get(name, name) if self.what.value() != "texts" else name

    def _fill_layers(self, block: Block) -> None:
        layers = block["title"].values.get("layers")
        if layers is None or self.layer.count() == int(layers) + 2:
            return
        chosen = self.layer.currentData()
        self.layer.clear()
        self.layer.addItem(self.tr("Last layer"), -1)
        for layer in range(int(layers) + 1):
            self.layer.addItem(self.tr("Layer {layer}").format(layer=layer), layer)
        self.layer.setCurrentIndex(max(0, self.layer.findData(chosen)))

    def _begin_tsne(self, vectors: Block) -> None:
        """Let the second process move the points, those of them that it takes."""
        assert self._block is not None
        rows = np.asarray(vectors["rows"])
        if len(rows) < len(self._block["names"]):
            block, names = self._block, self._block["names"]
            colours = [{**colour, "values": colour["values"][rows]} for colour in block["colours"]]
            self._place({**block, "points": block["points"][rows], "names": [names[row] for row in rows.tolist()], "colours": colours})
        wish = {"show": "tsne", "vectors": str(vectors["values"].filename), "perplexity": self.perplexity.value()}
        self.ask(TSNE, wish, desk=self.context.hub.mapping)

    def _show_neighbours(self, block: Block) -> None:
        self.panel.put(block)
        ids = [*self._asked, *(row[1] for row in block["rows"])]
        self.linked.scatter.highlight(np.flatnonzero(np.isin(self._ids, ids)))

    def saved(self) -> Looked | None:
        """The map; nothing while it moves."""
        return None if self._moving or MAIN in self._open else super().saved()

    def refused(self, key: str, failure: ToolFailure) -> None:
        """Without a map there is no old one either; a t-SNE map that can't be made leaves the plane."""
        super().refused(key, failure)
        if key == MAIN:
            self._block = None
            self._content.hide()
        elif key in (VECTORS, TSNE) and not self._moving:
            self.projection.choose("pca")
        self._show_controls()


def _as_column(colouring: ColourChoice) -> tuple[str, Any]:
    """Of the table: amounts as they are, categories by their names."""
    title, values, categories = colouring
    return title, [categories[value] if value >= 0 else "" for value in values.tolist()] if categories else values


VIEW = EmbeddingsView
