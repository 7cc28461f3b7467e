"""Cards of the view "predictions": what a model says, and a card whose picture gives way to a sentence where there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.api import Message
from workbench.inspector_views._chips import ChipsView
from workbench.inspector_views._parts import Block, BlockCard, words
from workbench.services.language import number
from workbench.services.theme import SPACE, Theme
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.share_bars import LABELS_SHOWN
from workbench.widgets.text import Label, tip

NAME = "inspect.predictions"
BESIDE = 3  # cards of bars in a row
Action = tuple[str, str, Callable[[], object]]  # text, tooltip, what it does


class Part(Card):
    """A card with a picture, or with a sentence and perhaps a button in its place; hidden until there is either."""

    def __init__(self, name: str, title: str = "") -> None:
        super().__init__(title)
        self.setObjectName(name)
        self.picture = QWidget()
        self.rows = QVBoxLayout(self.picture)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(SPACE)
        self._sentence = Label()
        self._button = make_button("", name=f"{name}.act", tooltip=self.tr("Do something about it"))
        self._button.clicked.connect(self._act)
        self._action: Callable[[], object] | None = None
        for widget in (self.picture, self._sentence, self._button):
            self.body.addWidget(widget)
        self.hide()

    def tell(self, text: str, warning: bool = False, action: Action | None = None) -> None:
        """Show a sentence in place of the picture."""
        self._sentence.setText(text)
        self._sentence.set_role("warning" if warning else "body")
        self._action = None
        if action is not None:
            self._button.setText(action[0])
            self._button.setAccessibleName(action[0])
            self._button.setToolTip(tip(action[1]))
            self._action = action[2]
        self._switch(False)

    def draw(self) -> None:
        """Show the picture."""
        self._sentence.setText("")
        self._action = None
        self._switch(True)

    def sentence(self) -> str:
        """What stands in place of the picture, "" where there is one."""
        return self._sentence.text()

    def _switch(self, drawn: bool) -> None:
        self.picture.setVisible(drawn)
        self._sentence.setVisible(not drawn)
        self._button.setVisible(self._action is not None)
        self.show()

    @Slot()
    def _act(self) -> None:
        if self._action is not None:
            self._action()


class BarsCard(BlockCard):
    """Shares as bars; a number that is no share is written large. Says how many are not shown."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__(name, theme)
        self._figure = Label("", "number")
        self._rest = Label("", "caption")
        self.body.insertWidget(0, self._rest)
        self.body.insertWidget(0, self._figure)

    def put(self, block: Block) -> None:
        """Show a block of bars."""
        super().put(block)
        single = is_figure(block)
        if self.view is not None and single:
            self.view.hide()
        self._figure.setText(number(float(block["values"][0]), 3) if single else "")
        self._figure.setVisible(single)
        more = len(block["names"]) - LABELS_SHOWN
        rest = self.tr("and {count} more, all less likely").format(count=number(more)) if more > 0 else ""
        self._rest.setText(str(block["names"][0]) if single else rest)
        self._rest.setVisible(bool(self._rest.text()))


def is_figure(block: Block) -> bool:
    """Is it one number that is not a probability (a regression, a cosine)?"""
    return not block["share"] and len(block["names"]) == 1


def place_of(block: Block) -> int:
    """The number of the token that a block's title names, 0 where it names none."""
    place = block["title"].values.get("place", 0) if isinstance(block["title"], Message) else 0
    return place if isinstance(place, int) else 0


class SurpriseCard(Card):
    """How surprising each token was; a token can be chosen to look at what was expected in its place.

    Signals: chosen(index of the token), -1 to go back to the end.
    """

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        tooltip = self.tr("Look again at what comes after the last token")
        self.back = make_button(self.tr("Back to the end"), name=f"{name}.back", tooltip=tooltip, flat=True)
        self.back.clicked.connect(self._go_back)
        self.header.addWidget(self.back)
        self.chips = ChipsView(f"{name}.tokens")
        self.chips.setToolTip(self.tr("The stronger the colour, the less the model expected the token"))
        self.chips.chosen.connect(self.chosen)
        self._note = Label("", "caption")
        self._hint = Label(self.tr("Choose a token to see what the model expected in its place."), "caption")
        for widget in (self.chips, self._hint, self._note):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def put(self, block: Block) -> None:
        """Show a block of tokens; the same ones keep what is chosen."""
        chosen = self.chips.chip()
        self.set_title(words(block["title"]))
        self.chips.show_tokens(block)
        self.chips.choose(chosen)
        self._note.setText(words(block["note"]))

    def mark(self, index: int) -> None:
        """Mark the token in whose place is looked, 0 for none: nothing comes before the first."""
        self.chips.choose(index if index else -1)
        self.back.setVisible(index > 0)

    @Slot()
    def _go_back(self) -> None:
        self.chosen.emit(-1)


class SaidPart(QWidget):
    """What the model says: cards of bars beside each other, or beside everything else; sentences with what can be done.

    Signals: train_wanted(); mask_wanted(the mask token); token_chosen(index) of the tokens whose surprise is shown.
    """

    train_wanted = Signal()
    mask_wanted = Signal(str)
    token_chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.message = Part(f"{NAME}.message")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self._column.addWidget(self.message)
        self._place = QWidget()
        self._column.addWidget(self._place)
        self._shape: list[tuple[str, str]] = []
        self.cards: dict[str, Any] = {}  # by the block's name
        self.hide()

    def show_blocks(self, blocks: dict[str, Block], place: int = 0) -> None:
        """Show an answer. place: how many tokens stand before the place that is looked at, 0 for the end."""
        said = next((block for block in blocks.values() if block["kind"] == "words" and block["name"] != "written"), None)
        cards = {name: block for name, block in blocks.items() if block is not said}
        shape = [(name, block["kind"]) for name, block in cards.items()]
        if shape != self._shape:
            self._shape = shape
            self._build()
        for name, block in cards.items():
            self.cards[name].put(block)
        if "surprise" in cards:
            self.cards["surprise"].mark(place)
        self._place.setVisible(bool(cards))
        if said is None:
            self.message.hide()
        else:
            self._say(said)
        self.show()

    def refuse(self, text: str, action: Action | None) -> None:
        """Say why there is no answer."""
        self._place.hide()
        self.message.set_title("")
        self.message.tell(text, True, action)
        self.show()

    def _say(self, block: Block) -> None:
        action: Action | None = None
        mask = block["text"].values.get("mask") if isinstance(block["text"], Message) else None
        if block["name"] == "no-head":
            action = (self.tr("Go to Train"), self.tr("Training for a task gives the model a head"), self.train_wanted.emit)
        elif block["name"] == "masks" and mask:
            tooltip = self.tr("Put it at the end of the text and look again")
            action = (self.tr("Insert {mask}").format(mask=mask), tooltip, partial(self.mask_wanted.emit, str(mask)))
        self.message.set_title(words(block["title"]))
        self.message.tell(words(block["text"]), bool(block["warning"]), action)

    def _build(self) -> None:
        """Cards in a grid that is made anew: bars at the left of the rest, or in rows where there is nothing else."""
        self._column.removeWidget(self._place)
        self._place.hide()
        self._place.deleteLater()
        self._place = QWidget()
        self._column.addWidget(self._place)
        grid = QGridLayout(self._place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2 * SPACE)
        self.cards = {name: self._card(name, kind) for name, kind in self._shape}
        bars = [name for name, kind in self._shape if kind == "bars"]
        rest = [name for name, kind in self._shape if kind != "bars"]
        across = 1 if rest else max(1, min(BESIDE, len(bars)))
        for place, name in enumerate(bars):
            grid.addWidget(self.cards[name], place // across, place % across)
        for place in range(across):
            grid.setColumnStretch(place, 1 if bars else 0)
        if rest:
            right = QVBoxLayout()
            right.setSpacing(2 * SPACE)
            for name in rest:
                right.addWidget(self.cards[name])
            right.addStretch(1)
            grid.addLayout(right, 0, 1, max(1, len(bars)), 1)
            grid.setColumnStretch(1, 2)

    def _card(self, name: str, kind: str) -> Card:
        if name == "surprise":
            card = SurpriseCard(f"{NAME}.surprise")
            card.chosen.connect(self.token_chosen)
            return card
        return (BarsCard if kind == "bars" else BlockCard)(f"{NAME}.{name}", self._theme)
