"""One run's page content: messages, the result when there is one, curves, log; at the side numbers, reasons, a box to try."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from engine.api import TASKS, discover, events
from workbench.bridge.endings import EndingText, EventNotes
from workbench.bridge.records import RunRecord
from workbench.bridge.tail import RunFacts
from workbench.context import AppContext
from workbench.run_view.figures import Figures
from workbench.run_view.generated import GeneratedCard
from workbench.run_view.log_view import LogView
from workbench.run_view.numbers import CheckpointsCard, ChoicesCard, SampleCard, StatsCard
from workbench.run_view.result import ResultCard
from workbench.run_view.try_it import TryIt
from workbench.run_view.write_it import WriteIt
from workbench.services.language import shown
from workbench.services.theme import SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import make_button
from workbench.widgets.columns import Columns


def asked_for(task: str) -> str:
    """What one gets of a task's model for a text: "labels", "text", "fill" or "similarity"."""
    return str(getattr(discover(TASKS).get(task), "asking", "labels"))


class RunView(QWidget):
    """Shows the run it was told, from its first event on, and goes on as long as it does.

    Signals: back() when the user wants the table of runs.
    """

    back = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs.view")
        self._hub = context.hub
        self.run_id = ""
        self.message = Banner("runs.message")
        self.notice = Banner("runs.notice")
        self.figures = Figures(context.theme)
        self.log = LogView()
        self.result = ResultCard()
        self.stats, self.choices, self.checkpoints, self.sample = StatsCard(), ChoicesCard(), CheckpointsCard(), SampleCard()
        self.try_it, self.write_it, self.generated = TryIt(context), WriteIt(context), GeneratedCard()
        self._notes, self._endings, self._read = EventNotes(), EndingText(self), False
        self._readers = (self.figures, self.log, self.stats, self.choices, self.checkpoints, self.sample, self.generated)
        self._lay_out()
        self._hub.history_events.connect(self._events)
        self._hub.history_console.connect(self._console)
        self._hub.history_facts.connect(self._facts)
        self._hub.history_read.connect(self._caught_up)

    def show_run(self, run_id: str) -> None:
        """Show this run from the beginning."""
        self.run_id = run_id
        self._notes, self._read = EventNotes(), False
        for reader in self._readers:
            reader.clear()
        self.message.clear()
        self.notice.clear()
        self.result.show_result(None)
        self._hub.follow(run_id)

    def show_record(self, record: RunRecord) -> None:
        """Show where the run stands: progress, time, and whether there is a model to try."""
        running = record.state in ("running", "paused")
        live = self._hub.live(record.id)
        self._bar.setVisible(running)
        self._bar.setRange(0, record.total or 0)
        self._bar.setValue(record.step)
        self.stats.show_time(running, live.seconds_left if live is not None else record.seconds)
        self.figures.setVisible(running or not self.figures.is_empty())
        if record.state == "interrupted" and self._read and not self.message.text():
            # the history may arrive after the end was told, and its start clears the message: what the hub saw is said again
            seen = self._hub.ending(record.id)
            self.message.tell("error" if seen else "warning", seen or self._endings.sentence(self._notes.ending(None, ())))
        path, asking = str(record.path) if record.has_model and not running else "", asked_for(record.task)
        self.try_it.set_run("" if asking == "text" else path, asking)
        self.write_it.set_run(path if asking == "text" else "")

    def _lay_out(self) -> None:
        back = make_button(
            self.tr("All runs"), name="runs.back", tooltip=self.tr("Back to the table (Esc)"), flat=True, icon="chevron-left"
        )
        back.clicked.connect(self.back)
        self._bar = QProgressBar()
        self._bar.setObjectName("runs.progress")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the run"))
        self._bar.setToolTip(self.tr("Steps done of all steps"))
        head = QHBoxLayout()
        head.setContentsMargins(-SPACE, 0, 0, 0)  # the words, not the button's edge, stand on the line of the cards
        head.setSpacing(2 * SPACE)
        head.addWidget(back)
        head.addWidget(self._bar, 1)
        head.addStretch(0)
        columns = Columns((7, 3), narrow=720)
        left, right = columns.columns
        for widget in (self.result, self.figures, self.log):
            left.addWidget(widget)
        left.addStretch(1)
        for card in (self.try_it, self.write_it, self.generated, self.stats, self.choices, self.sample, self.checkpoints):
            right.addWidget(card)
        right.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2 * SPACE)
        whole.addLayout(head)
        whole.addWidget(self.message)
        whole.addWidget(self.notice)
        whole.addWidget(columns)

    # the story

    @Slot(str, object)
    def _events(self, run_id: str, batch: list[events.Event]) -> None:
        if run_id != self.run_id:
            return
        for reader in self._readers:
            reader.add(batch)
        self._notes.add(batch)
        for event in batch:
            self._tell(event)

    def _tell(self, event: events.Event) -> None:
        """Errors and warnings become banners; a new start takes them away."""
        match event:
            case events.Started():
                self.message.clear()
                self.notice.clear()
            case events.Error():
                parts = (shown(part) for part in (event.title, event.detail, event.hint) if part)
                self.message.tell("error", " ".join(parts))
            case events.Notice(level="warning"):
                parts = (shown(part) for part in (event.title, event.detail) if part)
                self.notice.tell("warning", " ".join(parts))

    @Slot(str)
    def _caught_up(self, run_id: str) -> None:
        self._read = self._read or run_id == self.run_id

    @Slot(str, str)
    def _console(self, run_id: str, text: str) -> None:
        if run_id == self.run_id:
            self.log.add_console(text)

    @Slot(str, object)
    def _facts(self, run_id: str, facts: RunFacts) -> None:
        if run_id == self.run_id:
            self.result.show_result(facts.result)
            self.stats.show_result(facts.result)
            self.checkpoints.show_there(facts.checkpoints)
