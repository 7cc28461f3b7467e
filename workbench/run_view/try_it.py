"""Try it: type a text, press Ctrl+Return, see the label and how sure the model is of each; or the words for a mask, or a likeness."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.services.language import number
from workbench.services.theme import SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.share_bars import ShareBars
from workbench.widgets.text import Label
from workbench.widgets.text_box import TextBox

MASK = "[MASK]"


class TryIt(Card):
    """Asks the engine for a prediction of the run that is shown."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Try it"))
        self.setObjectName("runs.try")
        self._asker = context.hub.asker
        self._run = ""
        self._asking = ""
        self._text = TextBox("runs.try.text", "")
        self._text.setToolTip(self.tr("A text for the model; Ctrl+Return asks it"))
        self._text.submitted.connect(self.ask)
        self._text.textChanged.connect(self._prepare)
        ask_tip = self.tr("Ask the model about this text (Ctrl+Return)")
        self._button = make_button(self.tr("Ask the model"), name="runs.try.ask", tooltip=ask_tip, icon="play")
        self._button.clicked.connect(self.ask)
        mask_tip = self.tr("Put the mask where a word shall be found")
        self._mask = make_button(self.tr("Insert {mask}").format(mask=MASK), name="runs.try.mask", tooltip=mask_tip, flat=True)
        self._mask.clicked.connect(self._insert_mask)
        self._state = Label("", "caption")
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._button)
        row.addWidget(self._mask)
        row.addStretch(1)
        self._banner = Banner("runs.try.banner")
        self._label = Label("", "heading")
        self._label.setObjectName("runs.try.label")
        self._bars = ShareBars("runs.try.shares")
        self.body.addWidget(self._text)
        self.body.addLayout(row)
        for widget in (self._state, self._banner, self._label, self._bars):
            self.body.addWidget(widget)
        self._asker.answered.connect(self._answered)
        self._asker.failed.connect(self._failed)
        self._show_asking("labels")
        self._reset()
        self.hide()

    def set_run(self, path: str, asking: str = "labels") -> None:
        """Ask this run's model from now on; "" hides the card. asking: "labels", "fill" (a mask) or "similarity" (two lines)."""
        if path != self._run:
            self._run = path
            self._asker.leave()
            self._text.clear()
            self._reset()
        if path and asking != self._asking:
            self._show_asking(asking)
        self.setVisible(bool(path))

    def _show_asking(self, asking: str) -> None:
        self._asking = asking
        wanted = {
            "fill": self.tr("Type a text with {mask} where a word shall be found.").format(mask=MASK),
            "similarity": self.tr("Type two or more texts, each on a line of its own; the others are compared with the first."),
        }
        text = wanted.get(asking) or self.tr("Type a text, for example: It broke after two days.")
        self._text.setPlaceholderText(text)
        self._text.setAccessibleName(text)
        self._mask.setVisible(asking == "fill")

    def _reset(self) -> None:
        self._banner.clear()
        self._label.hide()
        self._bars.show_shares([])
        self._ready()

    @Slot()
    def _insert_mask(self) -> None:
        self._text.insertPlainText(MASK)
        self._text.setFocus()

    def ask(self) -> None:
        """Ask about the text."""
        lines = [line.strip() for line in self._text.toPlainText().splitlines() if line.strip()]
        text = "\n".join(lines) if self._asking == "similarity" else self._text.toPlainText().strip()
        if not text:
            self._tell(self.tr("Type a text first."))
            self._text.setFocus()
            return
        if self._asking == "fill" and "mask" not in text.casefold():
            self._tell(self.tr("Put {mask} into the text first.").format(mask=MASK))
            self._text.setFocus()
            return
        if self._asking == "similarity" and len(lines) < 2:
            self._tell(self.tr("Type two texts, each on a line of its own."))
            self._text.setFocus()
            return
        self._banner.clear()
        self._tell(self.tr("Asking… the first answer takes a few seconds."))
        self._button.setEnabled(False)
        self._asker.ask(self._run, text)

    @Slot()
    def _prepare(self) -> None:
        """Whoever writes will ask: the model is loaded meanwhile."""
        if self._run and self._text.toPlainText().strip():
            self._asker.prepare(self._run)

    @Slot(object)
    def _answered(self, answer: dict[str, Any]) -> None:
        self._ready()
        if self._asking == "similarity":
            self._show_likeness(read_likeness(answer))
            return
        shares = read_shares(answer)
        if not shares:
            self._banner.tell("error", self.tr("The engine's answer holds no probabilities."))
            return
        self._label.setText(read_label(answer) if self._asking == "fill" else max(shares, key=lambda row: row[1])[0])
        self._label.show()
        self._bars.show_shares(shares)

    def _show_likeness(self, found: list[tuple[str, float]]) -> None:
        """Of two texts the one number, of more a bar for each of the others beside the first."""
        if not found:
            self._banner.tell("error", self.tr("The engine's answer holds no likeness."))
            return
        best = max(found, key=lambda row: row[1])
        text = self.tr("Likeness {value}") if len(found) == 1 else self.tr("The most alike: {value}")
        self._label.setText(text.format(value=number(best[1], 3)))
        self._label.show()
        self._bars.show_shares([(text, max(0.0, value)) for text, value in found] if len(found) > 1 else [])

    @Slot(object)
    def _failed(self, failure: ToolFailure) -> None:
        if not self._run:
            return
        self._ready()
        self._banner.tell("error", failure.text)

    def _ready(self) -> None:
        self._button.setEnabled(True)
        self._tell("")

    def _tell(self, text: str) -> None:
        self._state.setText(text)
        self._state.setVisible(bool(text))


def read_label(answer: dict[str, Any]) -> str:
    """The label of an answer's first row: of a mask the text with the likeliest word in it."""
    rows = answer.get("rows")
    first = rows[0] if isinstance(rows, list) and rows else {}
    return str(first.get("label", "")) if isinstance(first, dict) else ""


def read_likeness(answer: dict[str, Any]) -> list[tuple[str, float]]:
    """(text, likeness to the first one) of each row after the first, -1 to 1."""
    rows = answer.get("rows")
    found = []
    for row in rows[1:] if isinstance(rows, list) else []:
        with suppress(TypeError, ValueError, AttributeError):
            found.append((str(row.get("text", "")), float(row.get("label"))))
    return found


def read_shares(answer: dict[str, Any]) -> list[tuple[str, float]]:
    """(label, probability) of the first row of an answer of `engine predict`; empty if it has none."""
    labels, rows = answer.get("labels"), answer.get("rows")
    first = rows[0] if isinstance(rows, list) and rows else {}
    shares = first.get("probabilities") if isinstance(first, dict) else None
    if not isinstance(labels, list) or not isinstance(shares, list) or len(labels) != len(shares):
        return []
    return [(str(label), float(share)) for label, share in zip(labels, shares, strict=True)]
