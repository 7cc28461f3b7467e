"""Model: what training starts from: a starter, a folder on this machine, a model of the hub, or nothing."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engine.api import STARTERS, ModelFacts, UserError, plain
from workbench.bridge.facts import FactsReader
from workbench.context import AppContext
from workbench.model_view.new_model import NewModelPanel
from workbench.pages._page import Page
from workbench.services.dialogs import choose_folder
from workbench.services.language import byte_size, number, short_number, shown, shown_text
from workbench.services.theme import SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import Segments, make_button
from workbench.widgets.card import Card
from workbench.widgets.columns import Columns
from workbench.widgets.rows import RowButton
from workbench.widgets.stat import Stat
from workbench.widgets.text import ElidedLabel, Label

HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")


class ModelPage(Page):
    """Chooses the draft's base, or makes a new model's shape."""

    name = "model"
    icon = "model"
    order = 30

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._facts = FactsReader(self)
        self._facts.read.connect(self._read)
        self._rows: dict[str, RowButton] = {}
        self.content.addWidget(self._ways())
        columns = self._from_base = Columns((3, 2))
        left, right = columns.columns
        left.addWidget(self._starters())
        left.addWidget(self._folder())
        left.addWidget(self._hub())
        left.addStretch(1)
        right.addWidget(self._chosen())
        right.addWidget(self._advice())
        right.addStretch(1)
        self.new = NewModelPanel(context)
        self.new.hide()
        self.new.changed.connect(self._new_changed)
        self.content.addWidget(columns)
        self.content.addWidget(self.new)
        self.content.addStretch(1)
        go_on = make_button(
            self.tr("Continue to Train"),
            name="model.continue",
            tooltip=self.tr("Go on with this model (Ctrl+Return)"),
            primary=True,
        )
        go_on.clicked.connect(self._continue)
        self.add_action_button(go_on)
        context.draft.changed.connect(self._draft_changed)
        context.settings.changed.connect(self._setting_changed)
        self._show_base()
        self._show_way()

    def shown(self) -> None:
        """The training's batch size and the machine's speed may be others than last time."""
        self.context.fit.look()
        if not self.new.isHidden():
            self.new.refresh()

    def heading(self) -> tuple[str, str]:
        """What this page is for."""
        return self.tr("Model"), self.tr("What training starts from. The starter is a good first choice; you can come back and compare.")

    # a base or nothing

    def _ways(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        choices = [
            ("base", self.tr("An existing model"), self.tr("Start from a starter, a folder or a model of the hub")),
            ("new", self.tr("A new model, from nothing"), self.tr("Choose family and size yourself; it begins with random numbers")),
        ]
        self._way = Segments(choices, name="model.way")
        self._way.group.idClicked.connect(self._choose_way)
        self._fit_note = Label(role="caption")
        column.addWidget(self._way)
        column.addWidget(self._fit_note)
        self.context.fit.changed.connect(self._show_fit)
        self._show_fit()
        return place

    @Slot(int)
    def _choose_way(self, index: int) -> None:
        self.context.fit.look()
        self.context.draft.new = self.new.values() if index else None

    @Slot()
    def _new_changed(self) -> None:
        self.context.draft.new = self.new.values()

    def _show_way(self) -> None:
        values = self.context.draft.new
        self._way.choose("base" if values is None else "new")
        if values is not None and values != self.new.values():
            self.new.show_values(values)
        if values is not None and self.new.isHidden():
            self.new.refresh()
        self._from_base.setVisible(values is None)
        self.new.setVisible(values is not None)

    @Slot()
    def _show_fit(self) -> None:
        text = self.context.fit.problem() or self.context.fit.note
        self._fit_note.setText(text)
        self._fit_note.setVisible(bool(text))

    # where bases come from

    def _starters(self) -> Card:
        card = Card(self.tr("Starters"))
        card.body.addWidget(Label(self.tr("These come with the program and need no network."), "caption"))
        for starter in STARTERS.values():
            base = f"starter:{starter.name}"
            title, summary = shown_text(starter.title), shown(starter.summary)
            row = RowButton(title, summary, name=f"model.{base}", icon="model", trailing=shown_text(starter.license), wrap=True)
            row.setCheckable(True)
            row.clicked.connect(partial(self._choose, base))
            self._rows[base] = row
            card.body.addWidget(row)
        return card

    def _folder(self) -> Card:
        card = Card(self.tr("A folder on this computer"))
        about = self.tr("With config.json, a tokenizer and .safetensors weights, as save_pretrained writes it or as you exported it here.")
        card.body.addWidget(Label(about, "caption"))
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._folder_path = ElidedLabel(role="muted")
        pick = make_button(self.tr("Choose folder…"), name="model.folder", tooltip=self.tr("Choose a model folder"), icon="folder")
        pick.clicked.connect(self._pick_folder)
        row.addWidget(self._folder_path, 1)
        row.addWidget(pick)
        card.body.addLayout(row)
        return card

    def _hub(self) -> Card:
        card = Card(self.tr("From the Hugging Face hub"))
        about = self.tr("A model's name there, such as distilbert/distilbert-base-uncased. Fetched once, it stays on this machine.")
        card.body.addWidget(Label(about, "caption"))
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._hub_id = QLineEdit()
        self._hub_id.setObjectName("model.hub")
        self._hub_id.setAccessibleName(self.tr("Hub id"))
        self._hub_id.setToolTip(self.tr("owner/name, as the hub's page shows it"))
        self._hub_id.setPlaceholderText(self.tr("owner/name"))
        self._hub_id.textChanged.connect(self._hub_typed)
        self._hub_id.returnPressed.connect(self._take_hub)
        self._use = make_button(self.tr("Use it"), name="model.hub.use", tooltip=self.tr("Make this hub model the base"))
        self._use.clicked.connect(self._take_hub)
        row.addWidget(self._hub_id, 1)
        row.addWidget(self._use)
        card.body.addLayout(row)
        self._consent = QCheckBox(self.tr("Allow the network"))
        self._consent.setObjectName("model.network")
        self._consent.setAccessibleName(self.tr("Allow the network to fetch the model"))
        self._consent.setToolTip(self.tr("Without this, only a model that is already on this machine can be used"))
        self._consent.setChecked(self.context.settings.allow_network)
        self._consent.toggled.connect(self._consented)
        card.body.addWidget(self._consent)
        plainly = self.tr("Without it Tunebench never connects to anything. With it, only the model is fetched; nothing is sent.")
        card.body.addWidget(Label(plainly, "caption"))
        return card

    def _advice(self) -> Card:
        card = Card(self.tr("How to choose"))
        for text in (
            self.tr("For sorting texts into labels take an encoder: it reads the whole text at once and is small and fast."),
            self.tr("To continue texts or answer questions take a decoder; to turn one text into another, an encoder-decoder."),
            self.tr(
                "The base should have seen your language: MiniLM knows English; the three small ones know English and Chinese, a little."
            ),
            self.tr("Smaller learns and answers faster and is often as good. Compare two on the same data before taking a larger one."),
        ):
            card.body.addWidget(Label(text, "muted"))
        return card

    def _chosen(self) -> Card:
        card = self._card = Card(self.tr("Chosen"))
        self._title = Label(role="heading")
        self._problem = Banner("model.problem")
        card.body.addWidget(self._title)
        card.body.addWidget(self._problem)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        self._stats = {
            "parameters": Stat(self.tr("Parameters")),
            "size": Stat(self.tr("Size on disk")),
            "context": Stat(self.tr("Longest input")),
            "vocabulary": Stat(self.tr("Vocabulary")),
        }
        for index, stat in enumerate(self._stats.values()):
            grid.addWidget(stat, index // 2, index % 2)
            grid.setColumnStretch(index % 2, 1)
        self._details = {name: ElidedLabel() for name in ("family", "shape", "license", "folder")}
        names = {
            "family": self.tr("Family"),
            "shape": self.tr("Shape"),
            "license": self.tr("Licence"),
            "folder": self.tr("Folder"),
        }
        lines = QGridLayout()
        lines.setHorizontalSpacing(2 * SPACE)
        lines.setVerticalSpacing(SPACE)
        for index, (name, label) in enumerate(self._details.items()):
            lines.addWidget(Label(names[name], "muted", wrap=False), index, 0)
            lines.addWidget(label, index, 1)
        lines.setColumnStretch(1, 1)
        self._numbers = QWidget()
        column = QVBoxLayout(self._numbers)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(grid)
        column.addLayout(lines)
        card.body.addWidget(self._numbers)
        return card

    # choosing

    def _choose(self, base: str) -> None:
        self.context.draft.network = bool(HUB_ID.fullmatch(base)) and self.context.settings.allow_network
        if self.context.draft.base == base:
            self._show_base()
            self.context.draft.new = None
        self.context.draft.base = base

    @Slot()
    def _pick_folder(self) -> None:
        choose_folder(self, self.tr("Choose a model folder"), None, self._choose)

    @Slot(str)
    def _hub_typed(self, text: str) -> None:
        self._use.setEnabled(bool(HUB_ID.fullmatch(text.strip())))

    @Slot()
    def _take_hub(self) -> None:
        base = self._hub_id.text().strip()
        if HUB_ID.fullmatch(base):
            self._choose(base)

    @Slot(bool)
    def _consented(self, allowed: bool) -> None:
        self.context.settings.allow_network = allowed

    @Slot(str)
    def _setting_changed(self, key: str) -> None:
        if key == "allow_network":
            allowed = self.context.settings.allow_network
            self._consent.setChecked(allowed)
            if HUB_ID.fullmatch(self.context.draft.base):
                self.context.draft.network = allowed
                self._show_base()

    @Slot(str)
    def _draft_changed(self, what: str) -> None:
        if what == "base":
            self._show_base()
        elif what == "new":
            self._show_way()

    @Slot()
    def _continue(self) -> None:
        self.context.navigate.emit("train")

    # showing

    def _show_base(self) -> None:
        base = self.context.draft.base
        for name, row in self._rows.items():
            row.setChecked(name == base)
        of_hub = bool(HUB_ID.fullmatch(base))
        self._folder_path.setText("" if base.startswith("starter:") or of_hub else plain(base))
        if of_hub:
            self._hub_id.setText(base)
        self._hub_typed(self._hub_id.text())
        self._title.setText(base)
        self._facts.ask(base)

    @Slot(str, object)
    def _read(self, base: str, found: ModelFacts | UserError) -> None:
        if base != self.context.draft.base:
            return
        self._numbers.setVisible(isinstance(found, ModelFacts))
        if isinstance(found, UserError):
            self._show_problem(base, found)
            return
        self._problem.clear()
        self._title.setText(found.title)
        self._stats["parameters"].set_value(short_number(found.parameters))
        self._stats["size"].set_value(byte_size(found.bytes_on_disk))
        self._stats["context"].set_value(self.tr("{count} tokens").format(count=number(found.context)) if found.context else "")
        self._stats["vocabulary"].set_value(self.tr("{count} tokens").format(count=number(found.vocabulary)) if found.vocabulary else "")
        shape = self.tr("{layers} layers, {hidden} wide, {heads} heads")
        values = {
            "family": self.tr("{family} ({architecture})").format(family=shown_text(found.family), architecture=found.architecture),
            "shape": shape.format(layers=number(found.layers), hidden=number(found.hidden), heads=number(found.heads)),
            "license": shown_text(found.license) or self.tr("not stated; look at the model's page"),
            "folder": plain(found.folder),
        }
        for name, value in values.items():
            self._details[name].setText(value)

    def _show_problem(self, base: str, error: UserError) -> None:
        self._title.setText(plain(base))
        if error.code == "model.not-here":
            if self.context.draft.network:
                self._problem.tell("info", self.tr("This model is not on this machine yet. It is fetched when training starts."))
                return
            text = self.tr("This model is not on this machine, and the network is not allowed.")
            self._problem.tell("warning", text, self.tr("Allow"), partial(self._consent.setChecked, True))
            return
        parts = [shown(part) for part in (error.title, error.detail, error.hint) if part]
        self._problem.tell("error", " ".join(parts))

    def leave(self) -> None:
        """Wait for the look at a folder that is still going on."""
        self._facts.close()
        self.new.close_threads()


PAGE = ModelPage
