"""A model from nothing: family, presets and sliders at the left; what it will be and need, and its drawing, at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.api import NewModelSpec, UserError, describe, feed_forward
from workbench.bridge.speed import SpeedReader
from workbench.context import AppContext
from workbench.forms.form import SpecForm
from workbench.model_view import presets
from workbench.model_view.drawing import ArchitectureDrawing
from workbench.model_view.forecast import FIRST_STEPS, Forecast, forecast
from workbench.model_view.number_slider import NumberSlider
from workbench.services.language import byte_size, duration, number, short_number, shown, shown_text
from workbench.services.theme import SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import Segments
from workbench.widgets.card import Card
from workbench.widgets.columns import Columns
from workbench.widgets.stat import Stat
from workbench.widgets.text import Label

START = {"family": "decoder", **presets.preset("decoder", "small")}
_FORM = ("tokenizer", "key_value_heads", "feed_forward", "tokenizer_from", "lowercase", "dropout")


class NewModelPanel(QWidget):
    """Shows and changes the values of [model.new].

    Signals: changed() when a person changed them; values() has them.
    """

    changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model.new")
        self._context = context
        self._fields = {field.name: field for field in describe(NewModelSpec)}
        self._family = str(START["family"])
        self._speed: tuple[float, bool] | None = None
        self._reader = SpeedReader(self)
        self._reader.found.connect(self._speed_found)
        columns = Columns((3, 2), narrow=720)  # the numbers stand beside the sliders as long as they can
        left, right = columns.columns
        left.addWidget(self._shape_card())
        left.addStretch(1)
        self.figures = FiguresCard()
        self._drawing = ArchitectureDrawing("model.new.drawing")
        drawing = Card(self.tr("What it looks like"))
        drawing.body.addWidget(self._drawing)
        right.addWidget(self.figures)
        right.addWidget(drawing)
        right.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(columns)
        self.show_values(START)

    # building

    def _shape_card(self) -> Card:
        card = Card(self.tr("Shape"))
        card.body.addWidget(Label(shown_text(self._fields["family"].description), "caption"))
        names = {family: (shown_text(family), shown_text(self._fields["family"].title)) for family in presets.FAMILIES}
        self._families = Segments([(family, *names[family]) for family in presets.FAMILIES], name="model.new.family")
        self._families.group.idClicked.connect(self._choose_family)
        sizes = {"tiny": self.tr("Tiny"), "small": self.tr("Small"), "base": self.tr("Base")}
        tips = {
            "tiny": self.tr("Learns in minutes; good for watching how it goes"),
            "small": self.tr("Learns something useful from a few megabytes of text"),
            "base": self.tr("The usual size of published models; wants a GPU and gigabytes of text"),
        }
        self._sizes = Segments([(size, sizes[size], tips[size]) for size in presets.SIZES], name="model.new.size")
        self._sizes.group.setExclusive(False)
        self._sizes.group.idClicked.connect(self._choose_size)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        stops = {
            "layers": presets.layer_stops(),
            "hidden": presets.width_stops(8),
            "heads": presets.head_stops(256),
            "context": presets.context_stops(),
            "vocabulary": presets.vocabulary_stops(),
        }
        self.sliders = {name: NumberSlider(self._fields[name], stops[name], "model.new") for name in presets.NAMES}
        self._problem = Banner("model.new.problem")
        grid.addWidget(self._families, 0, 0, 1, 3)  # without a label: the sentence above is one
        grid.addWidget(Label(self.tr("Size"), wrap=False), 1, 0)
        grid.addWidget(self._sizes, 1, 1, 1, 2)
        line = 2
        for name, slider in self.sliders.items():
            slider.add_to(grid, line)
            slider.changed.connect(self._edited)
            line += 1
            if name == "heads":
                grid.addWidget(self._problem, line, 0, 1, 3)
                line += 1
        card.body.addLayout(grid)
        card.body.addSpacing(SPACE)
        self._form = SpecForm([self._fields[name] for name in _FORM], "model.new")
        self._form.changed.connect(self._edited)
        card.body.addWidget(self._form)
        return card

    # values

    def values(self) -> dict[str, Any]:
        """The values of [model.new], defaults of the advanced ones left out."""
        more = {} if self._form.problems() else self._form.values()
        kept = {name: value for name, value in more.items() if value != self._fields[name].default or name == "tokenizer"}
        if self._family != "decoder":
            kept.pop("key_value_heads", None)
        return {"family": self._family, **{name: slider.value() for name, slider in self.sliders.items()}, **kept}

    def show_values(self, values: dict[str, Any]) -> None:
        """Show values without telling."""
        self._family = str(values.get("family", "decoder"))
        for name, slider in self.sliders.items():
            slider.put(int(values.get(name, self._fields[name].default)))
        self._form.set_values({name: values[name] for name in _FORM if name in values})
        self._show()

    def refresh(self) -> None:
        """Count again: the training's batch size or the runs may be others."""
        self._reader.ask(self._context.hub.root)
        self._show()

    def close_threads(self) -> None:
        """Wait for what is still being measured."""
        self._reader.close()

    # what the user does

    @Slot()
    def _edited(self) -> None:
        self._show()
        self.changed.emit()

    @Slot(int)
    def _choose_family(self, index: int) -> None:
        size = presets.size_of(self.values())
        self._family = presets.FAMILIES[index]
        if size:
            self._put_preset(size)
        self._edited()

    @Slot(int)
    def _choose_size(self, index: int) -> None:
        self._put_preset(presets.SIZES[index])
        self._edited()

    def _put_preset(self, size: str) -> None:
        for name, value in presets.preset(self._family, size).items():
            self.sliders[name].put(value)

    def _take_heads(self) -> None:
        self.sliders["heads"].put(self.fitting_heads())
        self._edited()

    def _share_none(self) -> None:
        self._form.set_values({name: value for name, value in self._form.values().items() if name != "key_value_heads"})
        self._edited()

    def fitting_heads(self) -> int:
        """The number of heads that divides the width and is nearest to the one chosen."""
        stops = presets.head_stops(self.sliders["hidden"].value())
        return stops[presets.nearest(stops, self.sliders["heads"].value())]

    # showing

    def _show(self) -> None:
        values = self.values()
        self._families.choose(self._family)
        size = presets.size_of(values)
        for place, name in enumerate(presets.SIZES):
            self._sizes.group.button(place).setChecked(name == size)
        self.sliders["hidden"].set_stops(presets.width_stops(values["heads"]))
        self.sliders["heads"].set_stops(presets.head_stops(values["hidden"]))
        try:
            found = forecast(values, self._context.draft.sections.get("training", {}))
        except UserError as error:
            self._show_problem(values, error)
            return
        self._problem.clear()
        self._mark(False)
        self._drawing.show_model(values, feed_forward(NewModelSpec(**values)))
        self.figures.show_forecast(found, self._speed, self._context.hub.machine.total)

    def _show_problem(self, values: dict[str, Any], error: UserError) -> None:
        """One sentence at the fields, and the button that mends it."""
        self.figures.show_nothing()
        self._mark(True)
        width, heads, groups = values["hidden"], values["heads"], values.get("key_value_heads")
        if groups and width % heads == 0 and heads % groups:
            text = self.tr("{heads} heads can't share {groups} key-value heads evenly.")
            self._problem.tell("error", text.format(heads=number(heads), groups=number(groups)), self.tr("Share none"), self._share_none)
            return
        text = shown(error.title)
        if width % heads:
            text = self.tr("A width of {width} can't be divided evenly among {heads} heads.")
            text = text.format(width=number(width), heads=number(heads))
        remedy = self.tr("Take {count} heads").format(count=number(self.fitting_heads()))
        self._problem.tell("error", text, remedy, self._take_heads)

    def _mark(self, wrong: bool) -> None:
        for name in ("hidden", "heads"):
            self.sliders[name].set_problem(wrong)

    @Slot(float, bool)
    def _speed_found(self, speed: float, measured: bool) -> None:
        self._speed = speed, measured
        self._show()


class FiguresCard(Card):
    """Parameters, memory, size on disk, time to a first sample."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("What it will be and need"))
        self.setObjectName("model.new.figures")
        self.stats = {
            "parameters": Stat(self.tr("Parameters")),
            "memory": Stat(self.tr("Memory to train, about")),
            "disk": Stat(self.tr("Size on disk")),
            "time": Stat(self.tr("First sample after, about")),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for place, (name, stat) in enumerate(self.stats.items()):
            stat.setObjectName(f"model.new.stat.{name}")
            grid.addWidget(stat, place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
        self._warning = Banner("model.new.memory")
        self.body.addLayout(grid)
        self.body.addWidget(self._warning)

    def show_nothing(self) -> None:
        """Nothing can be counted."""
        for name, stat in self.stats.items():
            stat.set_value("", " \n " if name == "parameters" else " ")  # as high as with numbers: nothing moves

    def show_forecast(self, found: Forecast, speed: tuple[float, bool] | None, memory: int) -> None:
        """Show what was counted; the time once the machine's speed is known; memory: the machine's, 0 while unknown."""
        parts = self.tr("{embeddings} embeddings\n{blocks} blocks")
        counts = {"embeddings": short_number(found.embeddings), "blocks": short_number(found.blocks)}
        self.stats["parameters"].set_value(short_number(found.parameters), parts.format(**counts))
        batch = self.tr("{rows} × {length} tokens at a time").format(rows=number(found.rows), length=number(found.length))
        self.stats["memory"].set_value(byte_size(found.memory), batch)
        self.stats["disk"].set_value(byte_size(found.disk), self.tr("4 bytes a parameter"))
        if speed is None:
            self.stats["time"].set_value("…", self.tr("measuring this machine"))
        else:
            source = self.tr("{steps} steps, as fast as your last runs") if speed[1] else self.tr("{steps} steps, from a short trial")
            self.stats["time"].set_value(duration(found.seconds(speed[0])), source.format(steps=number(FIRST_STEPS)))
        if memory and found.memory > memory:
            text = self.tr("This machine has {memory} of memory. Take a smaller model, or fewer rows at a time on Train.")
            self._warning.tell("warning", text.format(memory=byte_size(memory)))
        else:
            self._warning.clear()
