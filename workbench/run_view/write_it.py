"""Try a model that writes: a prompt, the text as it comes token by token, and how its tokens are chosen."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.api import FieldDescription
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.forms.form import SpecForm
from workbench.services.language import number
from workbench.services.theme import SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.text import Label
from workbench.widgets.text_box import TextBox

LONGEST = 200_000  # characters of an answer that are shown
SHOWN_EVERY = 50  # milliseconds between two looks of the text: laying it out for each token would be slow


class WriteIt(Card):
    """Lets the engine continue or answer a prompt with the model of the run that is shown."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Try it"))
        self.setObjectName("runs.write")
        self._asker = context.hub.asker
        self._run, self._number, self._answer = "", 0, ""
        self._prompt = TextBox("runs.write.prompt", self.tr("Type how a text begins, or a question."))
        self._prompt.setToolTip(self.tr("A prompt for the model; Ctrl+Return lets it write"))
        self._prompt.submitted.connect(self.generate)
        self._prompt.textChanged.connect(self._prepare)
        generate_tip = self.tr("Let the model write (Ctrl+Return)")
        self._generate = make_button(self.tr("Generate"), name="runs.write.generate", tooltip=generate_tip, icon="play")
        self._stop = make_button(self.tr("Stop"), name="runs.write.stop", tooltip=self.tr("End this text here"), icon="stop")
        self._copy = make_button("", name="runs.write.copy", tooltip=self.tr("Copy what it wrote"), icon="copy", flat=True)
        self._generate.clicked.connect(self.generate)
        self._stop.clicked.connect(self.stop)
        self._copy.clicked.connect(self._copy_text)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for button in (self._generate, self._stop):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._copy)
        self._banner = Banner("runs.write.banner")
        self._text = Label("")
        self._text.setObjectName("runs.write.text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._state = Label("", "caption")
        self._form = SpecForm(self._fields(), "runs.write", compact=True)
        self.body.addWidget(self._prompt)
        self.body.addLayout(row)
        for widget in (self._banner, self._text, self._state, self._form):
            self.body.addWidget(widget)
        self._show_soon = QTimer(self)
        self._show_soon.setSingleShot(True)
        self._show_soon.setInterval(SHOWN_EVERY)
        self._show_soon.timeout.connect(self._show_text)
        self._asker.said.connect(self._said)
        self._asker.failed.connect(self._failed)
        self._reset()
        self.hide()

    def _fields(self) -> list[FieldDescription]:
        """How tokens are chosen, as fields of a form."""
        penalty = self.tr("Above 1, tokens that stand there already are less likely.")
        greedy = self.tr("Always take the likeliest token; the choices above then play no part.")
        return [
            _field("temperature", self.tr("Temperature"), self.tr("Below 1 the text is safer, above 1 more surprising."), 0.8, (0.01, 5)),
            _field("top_p", self.tr("Top-p"), self.tr("Draw from the likeliest tokens that have this share together."), 0.95, (0.01, 1)),
            _field("top_k", self.tr("Top-k"), self.tr("Draw from so many of the likeliest tokens; 0 draws from all."), 50, (0, 100_000)),
            _field("repetition_penalty", self.tr("Repetition penalty"), penalty, 1.1, (1, 5)),
            _field("max_new_tokens", self.tr("Maximum tokens"), self.tr("Where the text ends at the latest."), 128, (1, 8192)),
            _field("seed", self.tr("Seed"), self.tr("The same seed writes the same text again."), 0, (0, 2**31 - 1)),
            _field("greedy", self.tr("Greedy"), greedy, False),
        ]

    def set_run(self, path: str) -> None:
        """Ask this run's model from now on; "" hides the card."""
        if path != self._run:
            self._run = path
            self._asker.leave()
            self._prompt.clear()
            self._reset()
        self.setVisible(bool(path))

    def _reset(self) -> None:
        self._number, self._answer = 0, ""
        self._banner.clear()
        self._show_text()
        self._tell("")
        self._ready()

    # asking

    @Slot()
    def generate(self) -> None:
        """Let the model continue the prompt."""
        prompt = self._prompt.toPlainText()
        if self._number:
            return
        if not prompt.strip():
            self._tell(self.tr("Type a prompt first."))
            self._prompt.setFocus()
            return
        problems = self._form.problems()
        if problems:
            self._form.clear_problems()
            self._form.focus_field(next(iter(problems)))
            return
        self._banner.clear()
        self._answer = ""
        self._show_text()
        self._tell(self.tr("Writing… the first text takes a few seconds."))
        self._number = self._asker.generate(self._run, {"prompt": prompt, **self._form.values()})
        self._generate.setEnabled(False)
        self._stop.setEnabled(True)

    @Slot()
    def stop(self) -> None:
        """End the text that is being written."""
        if self._number:
            self._asker.stop(self._number)
            self._stop.setEnabled(False)

    @Slot()
    def _prepare(self) -> None:
        """Whoever writes will ask: the model is loaded meanwhile."""
        if self._run and self._prompt.toPlainText().strip():
            self._asker.prepare(self._run, "generate")

    @Slot(object)
    def _said(self, piece: dict[str, Any]) -> None:
        if piece.get("id") != self._number or not self._number:
            return
        if isinstance(piece.get("text"), str):
            self._answer = (self._answer + piece["text"])[:LONGEST]
            if not self._show_soon.isActive():
                self._show_soon.start()
        if "error" in piece:
            self._failed(self._asker.failure(piece["error"]))
        elif "done" in piece:
            self._tell(self._summary(piece))
            self._show_text()
            self._ready()

    @Slot(object)
    def _failed(self, failure: ToolFailure) -> None:
        if self._number:
            self._tell("")
            self._ready()
            self._banner.tell("error", failure.text)

    # showing

    def _summary(self, done: dict[str, Any]) -> str:
        """31 tokens in 1.2 s; why it ended there."""
        tokens, seconds = int(done.get("tokens") or 0), float(done.get("seconds") or 0.0)
        ends = {
            "end": self.tr("The model ended the text."),
            "length": self.tr("The maximum of tokens is reached."),
            "stop": self.tr("Stopped by you."),
        }
        text = self.tr("{tokens} tokens in {seconds} s, {rate} a second.")
        rate = number(tokens / seconds, 1) if seconds > 0 else "–"
        parts = (text.format(tokens=number(tokens), seconds=number(seconds, 1), rate=rate), ends.get(str(done.get("reason")), ""))
        return " ".join(part for part in parts if part)

    @Slot()
    def _show_text(self) -> None:
        self._text.setText(self._answer)
        self._text.setAccessibleName(self._answer)
        self._text.setVisible(bool(self._answer))
        self._copy.setEnabled(bool(self._answer))

    def _tell(self, text: str) -> None:
        self._state.setText(text)
        self._state.setVisible(bool(text))

    def _ready(self) -> None:
        self._number = 0
        self._generate.setEnabled(True)
        self._stop.setEnabled(False)

    @Slot()
    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._answer)


def _field(name: str, title: str, description: str, default: Any, limits: tuple[float, float] | None = None) -> FieldDescription:
    """A field of the form below the text; all of them are advanced."""
    kind: Literal["boolean", "integer", "number"]
    kind = "boolean" if isinstance(default, bool) else "integer" if isinstance(default, int) else "number"
    low, high = limits or (None, None)
    return FieldDescription(
        name=name,
        title=title,
        description=description,
        unit="",
        kind=kind,
        default=default,
        minimum=low,
        maximum=high,
        exclusive_minimum=False,
        choices=(),
        optional=False,
        advanced=True,
    )
