"""The log of a run: what happened (its events in words) and the engine's console, with a search."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from engine.api import events
from workbench.run_view.texts import RunTexts, clock
from workbench.services.language import number, shown
from workbench.services.theme import SPACE
from workbench.widgets.buttons import Segments, make_button
from workbench.widgets.card import Card

LINES = 5_000
ROOMY = 560  # px of the card
OFTEN = ("training", "evaluating")  # phases that take turns; the log tells each once
HEIGHT = 220


class LogView(Card):
    """Two bounded plain texts of which one is seen; both follow their end unless somebody scrolled up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Log"))
        self.setObjectName("runs.log")
        self._texts = RunTexts(self)
        self._phases: set[str] = set()
        self._happened = self._view("runs.log.events", self.tr("What happened"))
        self._console = self._view("runs.log.console", self.tr("Console output"))
        self._which = Segments(
            [
                ("events", self.tr("What happened"), self.tr("Phases, validations, checkpoints and notices")),
                ("console", self.tr("Console"), self.tr("What the engine and its libraries printed")),
            ],
            name="runs.log.which",
        )
        self._which.choose("events")
        self._which.group.idClicked.connect(self._choose)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._happened)
        self._stack.addWidget(self._console)
        self._stack.setFixedHeight(HEIGHT)
        self._search = QLineEdit()
        self._search.setObjectName("runs.log.search")
        self._search.setPlaceholderText(self.tr("Search the log"))
        self._search.setAccessibleName(self.tr("Search the log"))
        self._search.setToolTip(self.tr("Return finds the next place, Shift+Return the one before"))
        self._search.setClearButtonEnabled(True)
        self._search.setMaximumWidth(28 * SPACE)
        self._search.returnPressed.connect(self.find_next)
        self._search.textEdited.connect(self._edited)
        back = QShortcut(QKeySequence("Shift+Return"), self._search)
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self.find_previous)
        self._search.setMinimumWidth(14 * SPACE)
        up = self._up = make_button("", name="runs.log.previous", tooltip=self.tr("The place before"), flat=True, icon="chevron-up")
        down = self._down = make_button("", name="runs.log.next", tooltip=self.tr("The next place"), flat=True, icon="chevron-down")
        up.clicked.connect(self.find_previous)
        down.clicked.connect(self.find_next)
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        row.addWidget(self._which)
        row.addStretch(1)
        for widget in (self._search, up, down):
            row.addWidget(widget)
        self.header.addLayout(row, 100)
        self.body.addWidget(self._stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Return and Shift+Return do the same where there is no room for the arrows."""
        super().resizeEvent(event)
        for button in (self._up, self._down):
            button.setVisible(event.size().width() >= ROOMY)

    def _view(self, name: str, title: str) -> QPlainTextEdit:
        view = QPlainTextEdit()
        view.setObjectName(name)
        view.setAccessibleName(title)
        view.setToolTip(title)
        view.setProperty("role", "log")
        view.setReadOnly(True)
        view.setUndoRedoEnabled(False)
        view.setMaximumBlockCount(LINES)
        view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        view.setTabChangesFocus(True)
        return view

    def clear(self) -> None:
        """Forget all lines."""
        self._phases.clear()
        self._happened.clear()
        self._console.clear()

    def text(self, which: str = "events") -> str:
        """The lines of "events" or "console"."""
        return (self._happened if which == "events" else self._console).toPlainText()

    def add(self, batch: list[events.Event]) -> None:
        """Take the next events."""
        lines = [f"{clock(event.time)}  {text}" for event in batch if (text := self._line(event))]
        if lines:
            self._append(self._happened, "\n".join(lines[-LINES:]))

    def add_console(self, text: str) -> None:
        """Take the next lines of the console."""
        self._append(self._console, text)

    def _append(self, view: QPlainTextEdit, text: str) -> None:
        bar = view.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 2
        before = bar.value()
        view.appendPlainText(text)
        bar.setValue(bar.maximum() if at_end else before)

    def _line(self, event: events.Event) -> str:
        match event:
            case events.Started(resumed_from=None):
                return self.tr("Started: {title}").format(title=event.title)
            case events.Started():
                return self.tr("Continued from step {step}").format(step=number(event.resumed_from or 0))
            case events.Phase():
                repeated = event.name in OFTEN and event.name in self._phases
                self._phases.add(event.name)
                return "" if repeated else shown(event.text)
            case events.Notice():
                return " ".join(shown(part) for part in (event.title, event.detail) if part)
            case events.Metrics(split="validation") | events.Metrics(split="test"):
                values = (f"{self._texts.metric_name(name)} {self._texts.metric(name, value)}" for name, value in event.values.items())
                text_of = {"validation": self.tr("Step {step}, validation: {values}"), "test": self.tr("Step {step}, test: {values}")}
                return text_of[event.split].format(step=number(event.step), values=self.tr(", ").join(values))
            case events.Checkpoint():
                return self.tr("Checkpoint saved at step {step}").format(step=number(event.step))
            case events.Choice():
                name, value = self._texts.choice_name(event.name), self._texts.choice_value(event.name, event.value)
                return self.tr("Chosen: {name}: {value}").format(name=name, value=value)
            case events.Artifact():
                return self.tr("Written: {path}").format(path=event.path)
            case events.Error():
                parts = (shown(part) for part in (event.title, event.detail, event.hint) if part)
                return self.tr("Error: {text}").format(text=" ".join(parts))
            case _ if getattr(event, "kind", "") == "generated":
                text = " ".join(str(getattr(event, "text", "")).split())[:200]
                return self.tr("Step {step}, written: {text}").format(step=number(getattr(event, "step", 0)), text=text)
            case events.Finished():
                return self.tr("Ended at step {step}: {state}").format(step=number(event.step), state=self._texts.state(event.status))
            case events.Unknown():
                return event.text[:200]
        return ""

    # the search

    def find_next(self) -> bool:
        """Go to the next place; from the end on to the first."""
        return self._find(QTextDocument.FindFlag(0))

    def find_previous(self) -> bool:
        """Go to the place before; from the start on to the last."""
        return self._find(QTextDocument.FindFlag.FindBackward)

    def _find(self, flags: QTextDocument.FindFlag) -> bool:
        view, text = self._shown_view(), self._search.text()
        found = bool(text) and view.find(text, flags)
        if text and not found:
            cursor = view.textCursor()
            back = flags == QTextDocument.FindFlag.FindBackward
            cursor.movePosition(QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start)
            view.setTextCursor(cursor)
            found = view.find(text, flags)
        self._search.setProperty("problem", bool(text) and not found)
        self._search.style().unpolish(self._search)
        self._search.style().polish(self._search)
        return found

    def _edited(self) -> None:
        view = self._shown_view()
        cursor = view.textCursor()
        cursor.setPosition(cursor.selectionStart())
        view.setTextCursor(cursor)
        self.find_next()

    def _shown_view(self) -> QPlainTextEdit:
        return self._happened if self._which.value() == "events" else self._console

    def _choose(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
