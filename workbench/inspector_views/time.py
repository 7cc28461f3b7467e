"""Over time: how the texts and tokens that a run follows move while it learns, frame by frame, beside its curves.

While the run is live the newest frame is asked for as soon as it can be there, and added to those that are shown.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from workbench.bridge.inspecting import Looked
from workbench.bridge.records import RunRecord
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.inspector_views._time_pictures import TimePictures
from workbench.inspector_views._view import MAIN, InspectorView
from workbench.services.theme import SPACE
from workbench.train_view.watch_row import EVERY
from workbench.widgets.buttons import Segments
from workbench.widgets.empty import EmptyState
from workbench.widgets.inputs import ComboBox

ASK = 2_000  # ms between two looks whether a live run has a new frame
FOLLOWED = "inspect.nothing-followed"
NOTHING = (FOLLOWED, "inspect.no-snapshots", "run.missing", "run.ambiguous")
Question = tuple[str, ...]


class TimeView(InspectorView):
    """What is followed above, the pictures below; without snapshots a sentence, and a button for those of the next run."""

    name = "time"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._run = ""  # what is looked at
        self._of: Question = ()  # the question that the frames which are shown answer
        self._further: int | None = None  # the number of the question for newer ones
        self._empty: EmptyState | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(ASK)
        self._timer.timeout.connect(self._look_further)
        self.body.addLayout(self._controls())
        self.pictures = TimePictures(context, "inspect.time")
        self.pictures.hide()
        self.body.addWidget(self.pictures, 1)
        context.hub.runs_changed.connect(self._runs_changed)

    def _controls(self) -> QHBoxLayout:
        kinds = [
            ("texts", self.tr("Texts"), self.tr("The vectors of the sentences that the run follows")),
            ("tokens", self.tr("Tokens"), self.tr("The vectors of the words that the run follows, in the table of tokens")),
        ]
        self.what = Segments(kinds, name="inspect.time.what")
        self.what.choose("texts")
        self.what.group.idClicked.connect(self.refresh)
        plane_tip = self.tr("Which snapshots the plane of the map was fitted to; all are drawn in it")
        self.basis = self._combo("basis", self.tr("Plane"), plane_tip)
        for value, text in (
            ("last", self.tr("Plane of the newest snapshot")),
            ("first", self.tr("Plane of the first snapshot")),
            ("all", self.tr("Plane of all snapshots")),
        ):
            self.basis.addItem(text, value)
        self.basis.activated.connect(self.refresh)
        self.colours = self._combo("colours", self.tr("Colour by"), self.tr("What the colours of the points mean"))
        self.colours.activated.connect(self._colour)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        for widget in (self.what, self.basis, self.colours):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _combo(self, name: str, title: str, tooltip: str) -> ComboBox:
        combo = ComboBox()
        combo.setObjectName(f"inspect.time.{name}")
        combo.setAccessibleName(title)
        combo.setToolTip(tooltip)
        return combo

    # asking

    def settings(self) -> dict[str, Any]:
        """What is followed, and the plane."""
        return {"what": self.what.value(), "basis": self.basis.currentData()}

    @Slot()
    def refresh(self) -> None:
        """Look at all frames of the run; what is no run is said at once."""
        self._forget_further()
        self.pictures.scrubber.pause()
        model = self.context.looking.values["model"]
        self._run = model.rpartition("@")[0] or model
        if not model.startswith("starter:"):
            super().refresh()
            return
        self.stop()
        self.looked.clear()
        self._banner.clear()
        self._show_empty(
            self.tr("This is no run, so it has not moved. Choose a run that has kept snapshots of itself, or let the next one keep some.")
        )
        self.changed.emit()

    def _record(self) -> RunRecord | None:
        return self.context.hub.record(self._run) if self._run else None

    @Slot()
    def _runs_changed(self) -> None:
        """Look further while the run is live; at all of it once it has ended, which is then what can be saved."""
        record = self._record()
        live = record is not None and record.state == "running" and self.isVisible()
        if live and not self._timer.isActive():
            self._timer.start()
        elif not live and self._timer.isActive():
            self._timer.stop()
            if self.isVisible():
                self._forget_further()
                self._ask_further(0)

    @Slot()
    def _look_further(self) -> None:
        """Ask once the run has got so far that there can be a newer frame."""
        record = self._record()
        if record is not None and record.step >= self.pictures.map.frames.next_step() and self._further is None and not self.busy():
            self._ask_further(len(self.pictures.map.frames))

    def _ask_further(self, known: int) -> None:
        """Ask without a word: nothing that is seen waits for this answer."""
        told = {**self.context.looking.settings(), **self.settings(), "known": known}
        taken = partial(self._take_further, self._question(), known)
        self._further = self.context.hub.inspecting.look(self.name, told, taken, self._none_further)

    def _forget_further(self) -> None:
        if self._further is not None:
            self.context.hub.inspecting.stop(self._further)
            self._further = None

    def _question(self) -> Question:
        return (self._run, *map(str, self.settings().values()))

    def _take_further(self, of: Question, known: int, looked: Looked) -> None:
        self._further = None
        if of == self._question():
            if not known:  # it is whole
                self.looked[MAIN] = looked
            first = self._of != of
            self._take(looked)
            if first:
                self._follow()
            self.changed.emit()

    def _none_further(self, failure: ToolFailure) -> None:
        """There is nothing newer yet; it will be asked again."""
        self._further = None

    @Slot()
    def stop(self) -> None:
        """Forget all questions."""
        super().stop()
        self._forget_further()
        self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """The run goes on, and its story is wanted again: another page may have followed another run."""
        super().showEvent(event)
        self._runs_changed()
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._timer.stop()

    def _follow(self) -> None:
        if len(self.pictures.map.frames) and self._record() is not None:
            self.pictures.loss.follow(self._run)

    # showing

    def show_answer(self, key: str, looked: Looked) -> None:
        """Show all frames; the place among them stays if they are of the same run and plane."""
        if not looked.number:
            return
        if self._question() != self._of:
            self.pictures.clear()
        self._take(looked)
        self._follow()
        self._runs_changed()

    def _take(self, looked: Looked) -> None:
        self._of, record = self._question(), self._record()
        self._show_empty("")
        self.pictures.take(looked, record.total if record is not None else 0)
        titles = self.pictures.colourings()
        if titles != [self.colours.itemText(place) for place in range(self.colours.count())]:
            self.colours.clear()
            self.colours.addItems(titles)
            self._colour()
        self.colours.setVisible(len(titles) > 1)

    @Slot()
    def _colour(self) -> None:
        self.pictures.colour(self.colours.currentIndex())

    def refused(self, key: str, failure: ToolFailure) -> None:
        """Where there are no snapshots, say how to get some; a live run may have its first one soon."""
        if failure.code in NOTHING:
            self._show_empty(failure.text, failure.code == FOLLOWED)
            self._runs_changed()
        else:
            self._show_empty("")
            self.pictures.hide()
            super().refused(key, failure)

    def _show_empty(self, text: str, choices: bool = False) -> None:
        """A sentence and the button in place of the pictures, or the pictures again. choices: would another one help?"""
        self.what.setVisible(choices or not text)
        self.basis.setVisible(not text)
        if self._empty is not None:
            self.body.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        self.pictures.setVisible(not text)
        self.colours.setVisible(not text and self.colours.count() > 1)
        if text:
            self._of = ()
            self.pictures.clear()
            self.pictures.loss.follow("")
            title, button = self.tr("No snapshots"), self.tr("Watch the next run")
            self._empty = EmptyState(title, text, button, "inspect.time.watch", self._watch_next, icon="clock")
            self.body.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)

    def _watch_next(self) -> None:
        """Let the next run keep snapshots, and go to where it is started."""
        self.context.draft.watch = {"every": EVERY, **self.context.draft.watch}
        self.context.navigate.emit("train")


VIEW = TimeView
