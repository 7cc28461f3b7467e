"""Inspect: one model, one text, and what can be seen of it: tokens, embeddings, attention, predictions, differences, time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout

from engine.api import STARTERS, catalog, plain
from workbench.context import AppContext
from workbench.pages._page import Page
from workbench.services.dialogs import choose_folder
from workbench.services.language import resolve, shown_text
from workbench.services.theme import HALF, SPACE
from workbench.widgets.buttons import Segments, make_button
from workbench.widgets.card import Card
from workbench.widgets.inputs import ComboBox
from workbench.widgets.text import ElidedLabel, Label
from workbench.widgets.text_box import TextBox

if TYPE_CHECKING:
    from workbench.inspector_views._save import SavePanel
    from workbench.inspector_views._view import InspectorView

LIVE = ("running", "paused")


class InspectPage(Page):
    """Model and text above, a view below."""

    name = "inspect"
    icon = "inspect"
    order = 55

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._hub, self._looking = context.hub, context.looking
        self._views: dict[str, InspectorView] = {}
        self._classes: dict[str, type[InspectorView]] = {}
        self._seen: dict[str, tuple[Any, ...]] = {}  # view -> what it has looked at
        self.content.addWidget(self._subject_card())
        choices = [(entry["name"], shown_text(entry["title"]), shown_text(entry["summary"])) for entry in catalog()["inspectors"]]
        self._tabs = Segments(choices, name="inspect.view")
        self._tabs.group.idClicked.connect(self._open_view)
        self._tabs.choose("attention")
        self.content.addWidget(self._tabs)
        self._stack = QStackedWidget()
        self.content.addWidget(self._stack, 1)
        self._origin = ElidedLabel("", "caption", middle=False)
        self._origin.setObjectName("inspect.origin")
        self.content.addWidget(self._origin)
        self._save: SavePanel | None = None
        save_tip = self.tr("Save this view as a picture, its numbers, or a report of the text through all views")
        self._save_button = make_button(self.tr("Save…"), name="inspect.save", tooltip=save_tip, icon="download")
        self._save_button.clicked.connect(self._open_save)
        self.add_action_button(self._save_button)
        look_tip = self.tr("Look at this text with this model (Ctrl+Return)")
        look = self._look = make_button(self.tr("Look"), name="inspect.look", tooltip=look_tip, primary=True, icon="inspect")
        look.clicked.connect(self.look)
        self.add_action_button(look)
        self._looking.changed.connect(self._show_looking)
        self._hub.runs_changed.connect(self._fill_models)
        self._fill_models()
        self._show_looking()

    @classmethod
    def rail_title(cls) -> str:
        """The page's name in the rail."""
        return QCoreApplication.translate("InspectPage", "Inspect")

    def heading(self) -> tuple[str, str]:
        """What the page is for."""
        return self.tr("Inspect"), self.tr(
            "Look inside a model: what it reads, where it looks, what it expects, and how training changed it."
        )

    def shown(self) -> None:
        """Look, if nothing was looked at yet or something else is to be."""
        self._hub.refresh()
        if not self._looking.touched and resolve(self.context.settings.language) == "zh":
            self._looking.values["model"] = "starter:encoder-small"  # the other encoder reads English only
        if not self._looking.values["text"]:
            self._looking.values["text"] = self.tr("The battery died after two days, but the screen is the best I have ever seen.")
            self._show_looking()
        self._open_view()

    def leave(self) -> None:
        """The child of the page's views ends with it."""
        for view in self._views.values():
            view.stop()

    # building

    def _subject_card(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addLayout(self._model_column())
        texts = QVBoxLayout()
        texts.setSpacing(HALF)
        self._text = TextBox("inspect.text", self.tr("Type a text to look at."))
        self._text.setToolTip(self.tr("The text that is looked at; Ctrl+Return looks"))
        self._text.submitted.connect(self.look)
        self._text.setFixedHeight(self._text.height() * 2 // 3)
        texts.addWidget(self._text)
        more = QHBoxLayout()
        more.setSpacing(SPACE)
        self._pair = self._line("pair", self.tr("Second text, for models that read pairs"))
        self._target = self._line("target", self.tr("What the decoder has written; empty lets it write by itself"))
        more.addWidget(self._pair)
        more.addWidget(self._target)
        texts.addLayout(more)
        row.addLayout(texts, 1)
        card.body.addLayout(row)
        return card

    def _line(self, name: str, placeholder: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(f"inspect.{name}")
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(placeholder)
        line.setToolTip(placeholder)
        line.returnPressed.connect(self.look)
        return line

    def _model_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(HALF)
        self._models = self._combo("model", self.tr("Model"), self.tr("What is looked into: a starter, a run, a checkpoint or a folder"))
        self._against = self._combo("against", self.tr("Compared with"), self.tr("What the view Difference compares it with"))
        self._against_title = Label(self.tr("compared with"), "caption")
        second_tip = self.tr("For models that read pairs: a text that follows the first")
        self._second = make_button(self.tr("Add a second text"), name="inspect.second", tooltip=second_tip, flat=True, icon="plus")
        self._second.clicked.connect(self._open_pair)
        for widget in (self._models, self._against_title, self._against, self._second):
            column.addWidget(widget)
        column.addStretch(1)
        return column

    @Slot()
    def _open_pair(self) -> None:
        self._second.hide()
        self._pair.show()
        self._pair.setFocus()

    def _combo(self, name: str, title: str, tooltip: str) -> ComboBox:
        combo = ComboBox()
        combo.setObjectName(f"inspect.{name}")
        combo.setAccessibleName(title)
        combo.setToolTip(tooltip)
        combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(26)
        combo.activated.connect(self._model_chosen)
        return combo

    # choosing

    @Slot()
    def _fill_models(self) -> None:
        """Starters, runs with a result, live runs' newest checkpoint, folders that were chosen, and a way to choose one."""
        entries = [(shown_text(starter.title), f"starter:{name}") for name, starter in STARTERS.items()]
        for record in self._hub.runs():
            if record.state in LIVE:
                entries.append((self.tr("{title}, as it trains").format(title=record.title), f"{record.id}@newest"))
            elif record.has_model:
                entries.append((record.title, record.id))
        extra = (self.tr("Another folder…"), "")
        self._fill(self._models, [*entries, *_own_folder(self._looking.values["model"], entries), extra], self._looking.values["model"])
        own = (self.tr("its own base"), "own")
        self._fill(
            self._against,
            [own, *entries, *_own_folder(self._looking.values["against"], entries), extra],
            self._looking.values["against"] or "own",
        )

    def _fill(self, combo: ComboBox, entries: list[tuple[str, str]], chosen: str) -> None:
        before = [(combo.itemText(place), combo.itemData(place)) for place in range(combo.count())]
        combo.blockSignals(True)
        if before != entries:
            combo.clear()
            for text, value in entries:
                combo.addItem(text, value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.blockSignals(False)

    @Slot(int)
    def _model_chosen(self, index: int) -> None:
        combo = self._models if self.sender() is self._models else self._against
        name = "model" if combo is self._models else "against"
        value = combo.itemData(index)
        if not value:
            choose_folder(self, self.tr("A model's folder"), None, lambda path: self._take(**{name: path}))
            self._fill_models()
        else:
            self._take(**{name: "" if value == "own" else value})

    def _take(self, **values: str) -> None:
        self._looking.set(**self._typed(), **values)
        self.look()

    def _typed(self) -> dict[str, str]:
        return {"text": self._text.toPlainText(), "pair": self._pair.text(), "target": self._target.text()}

    @Slot()
    def _show_looking(self) -> None:
        values = self._looking.values
        if self._text.toPlainText() != values["text"]:
            self._text.setPlainText(values["text"])
        self._pair.setText(values["pair"])
        self._target.setText(values["target"])
        self._fill_models()
        self._show_lines()

    def _show_lines(self) -> None:
        """Only what this model and this view have a use for."""
        values, family = self._looking.values, self._family()
        self._target.setVisible(family == "encoder-decoder" or bool(values["target"]))
        paired = bool(values["pair"]) or self._pair.isVisible()
        self._pair.setVisible(paired)
        compares = self._tabs.value() == "difference"
        self._second.setVisible(not paired and not compares and family in ("encoder", ""))
        self._against.setVisible(compares)
        self._against_title.setVisible(compares)

    def _family(self) -> str:
        """The model's family, "" while nobody knows."""
        model = self._looking.values["model"]
        starter = STARTERS.get(model.removeprefix("starter:")) if model.startswith("starter:") else None
        if starter is not None:
            return starter.family
        answers = [looked for view in self._views.values() if (looked := view.saved()) and looked.origin.get("model") == model]
        return next((str(looked.origin["family"]) for looked in answers if looked.origin.get("family")), "")

    # looking

    @Slot()
    def look(self) -> None:
        """Look at what is typed, in the view that is in front."""
        self._looking.set(**self._typed())
        self._seen.clear()
        self._open_view()

    def choose(self, name: str) -> None:
        """Bring a view to the front."""
        self._tabs.choose(name)
        self._open_view()

    def view(self) -> InspectorView:
        """The view in front, made when it is first wanted."""
        name = self._tabs.value()
        if not self._classes:
            from workbench.inspector_views._walk import discover_views  # not at the top: views need numpy, and the window opens without

            self._classes = {entry["name"]: view for entry, view in discover_views()}
        if name not in self._views:
            made = self._views[name] = self._classes[name](self.context)
            made.changed.connect(self._view_changed)
            self._stack.addWidget(made)
        return self._views[name]

    @Slot()
    def _open_view(self) -> None:
        view = self.view()
        for other in self._views.values():  # a stack is as high as its highest page, unless the others are left out
            policy = QSizePolicy.Policy.Preferred if other is view else QSizePolicy.Policy.Ignored
            other.setSizePolicy(policy, policy)
        self._stack.setCurrentWidget(view)
        self._show_lines()
        now = tuple(self._looking.values.items())
        if self._seen.get(view.name) != now:
            self._seen[view.name] = now
            view.refresh()
        self._view_changed()

    @Slot()
    def _view_changed(self) -> None:
        looked = self.view().saved()
        self._show_lines()
        self._save_button.setEnabled(looked is not None)
        if self._save is not None:
            self._save.set_view(self.view())
        if looked is None or not looked.origin:
            self._origin.setText("")
            return
        origin = looked.origin
        parts = [str(origin.get(name)) for name in ("title", "architecture", "dtype") if origin.get(name)]
        if origin.get("step") is not None:
            parts.insert(1, self.tr("step {step}").format(step=origin["step"]))
        if origin.get("attention"):
            parts.append(self.tr("attention by {implementation}").format(implementation=origin["attention"]))
        if origin.get("hash"):
            parts.append(self.tr("weights {hash}").format(hash=origin["hash"]))
        self._origin.setText(" · ".join(parts))

    @Slot()
    def _open_save(self) -> None:
        panel = self.save_panel()
        panel.setVisible(panel.isHidden())
        if not panel.isHidden():
            self._scroll.ensureWidgetVisible(panel)

    def save_panel(self) -> SavePanel:
        """The panel below the view, made when it is first wanted."""
        if self._save is None:
            from workbench.inspector_views._save import SavePanel

            self._save = SavePanel(self.context)
            self._save.hide()
            self.content.addWidget(self._save)
        self._save.set_view(self.view())
        return self._save


def _own_folder(value: str, entries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """An entry for a folder that was chosen and is none of the known ones."""
    return [(plain(value), value)] if value and value not in [known for _, known in entries] else []


PAGE = InspectPage
