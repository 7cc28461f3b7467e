"""Over time: how the texts and tokens that a run follows move while it learns, frame by frame, beside its curves.

While the run is live the newest frame is asked for as soon as it can be there, and added to those that are shown.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.bridge.inspecting import Looked
from workbench.bridge.records import RunRecord
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.inspector_views._parts import Block, words
from workbench.inspector_views._time_curves import Line, StepPlot
from workbench.inspector_views._time_loss import RunLoss
from workbench.inspector_views._time_points import PinList
from workbench.inspector_views._time_scrubber import Scrubber
from workbench.inspector_views._view import MAIN, InspectorView
from workbench.plots._geometry import bounds_of
from workbench.plots.scatter import ScatterView
from workbench.services.theme import SPACE, Theme, text_scale
from workbench.widgets.buttons import Segments
from workbench.widgets.card import Card
from workbench.widgets.empty import EmptyState
from workbench.widgets.inputs import ComboBox
from workbench.widgets.text import Label

ASK = 2_000  # ms between two looks whether a live run has a new frame
PANEL = 44 * SPACE  # px at 100 %, width of the points and curves
PINNED = 3  # points that are pinned at first, those that moved farthest
EVERY = 10  # steps between the snapshots that the button asks for
NOTHING = ("inspect.no-snapshots", "inspect.nothing-followed", "run.missing", "run.ambiguous")


class FramesMap(ScatterView):
    """A map whose window holds all frames, so that nothing jumps while one goes through them."""

    def __init__(self, theme: Theme, name: str) -> None:
        self.all = np.empty((0, 2), dtype=np.float32)  # the places of all frames, [frames * points, 2]
        super().__init__(theme, name)

    def extent(self) -> tuple[float, float, float, float]:
        """Of all frames."""
        return bounds_of(self.all[:, 0], self.all[:, 1])


class TimeView(InspectorView):
    """The map at the left with its scrubber, points and curves at the right."""

    name = "time"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._points: NDArray[Any] = np.empty((0, 0, 2), dtype=np.float32)  # [frames, points, 2]
        self._steps: NDArray[Any] = np.empty(0, dtype=np.int64)
        self._names: list[str] = []
        self._block: Block | None = None  # the newest of the frames
        self._probe: Block | None = None
        self._run = ""  # what is looked at, and in which way
        self._of: tuple[str, ...] = ()
        self._polled: int | None = None  # the question for a newer frame
        self._empty: EmptyState | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(ASK)
        self._timer.timeout.connect(self._look_further)
        self.body.addLayout(self._controls())
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._map_card(), 1)
        row.addWidget(self._side())
        self._content.hide()
        self.body.addWidget(self._content, 1)
        self._loss = RunLoss(context.hub, self)
        self._loss.changed.connect(self._show_loss)
        context.hub.runs_changed.connect(self._runs_changed)

    # building

    def _controls(self) -> QHBoxLayout:
        kinds = [
            ("texts", self.tr("Texts"), self.tr("The vectors of the sentences that the run follows")),
            ("tokens", self.tr("Tokens"), self.tr("The vectors of the words that the run follows, in the table of tokens")),
        ]
        self.what = Segments(kinds, name="inspect.time.what")
        self.what.choose("texts")
        self.what.group.idClicked.connect(self.refresh)
        self.basis = self._combo(
            "basis", self.tr("Plane"), self.tr("Which snapshots the plane of the map was fitted to; all are drawn in it")
        )
        for value, text in (
            ("last", self.tr("Plane of the newest snapshot")),
            ("first", self.tr("Plane of the first snapshot")),
            ("all", self.tr("Plane of all snapshots")),
        ):
            self.basis.addItem(text, value)
        self.basis.activated.connect(self.refresh)
        self.colours = self._combo("colours", self.tr("Colour by"), self.tr("What the colours of the points mean"))
        self.colours.currentIndexChanged.connect(self._colour)
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

    def _map_card(self) -> Card:
        self._map_place = Card(self.tr("Movement in one plane"))
        self.map = FramesMap(self.context.theme, "inspect.time.map")
        self.map.setToolTip(self.tr("A click on a point pins it: its way is drawn"))
        self.map.chosen.connect(self._pin)
        self.scrubber = Scrubber("inspect.time.scrubber")
        self.scrubber.moved.connect(self._show_frame)
        self._note = Label("", "caption")
        self._map_place.body.addWidget(self.map, 1)
        self._map_place.body.addWidget(self.scrubber)
        self._map_place.body.addWidget(self._note)
        return self._map_place

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(round(PANEL * text_scale()))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        points = Card(self.tr("Points"))
        self.pins = PinList(self.context.theme, "inspect.time.points")
        self.pins.setMinimumHeight(round(13 * SPACE * text_scale()))
        self.pins.changed.connect(self._show_pins)
        self.pins.pointed.connect(self._point)
        points.body.addWidget(self.pins, 1)
        curves = Card()
        self.plots = {
            name: StepPlot(self.context.theme, f"inspect.time.{name}", name == "movement") for name in ("loss", "movement", "probe")
        }
        for plot in self.plots.values():
            plot.picked.connect(self.scrubber.go_to_step)
            plot.hide()
            curves.body.addWidget(plot)
        column.addWidget(points, 1)
        column.addWidget(curves)
        return side

    # asking

    def settings(self) -> dict[str, Any]:
        """What is followed, and the plane."""
        return {"what": self.what.value(), "basis": self.basis.currentData()}

    @Slot()
    def refresh(self) -> None:
        """Look at all frames of the run; what is no run is said at once."""
        self._forget_poll()
        self.scrubber.pause()
        name, at, _ = self.context.looking.values["model"].rpartition("@")
        self._run = name if at else self.context.looking.values["model"]
        if self._run.startswith("starter:"):
            self.stop()
            self.looked.clear()
            self._show_empty(
                self.tr("What is looked at is no run. Choose a run that has kept snapshots of itself, or keep some of the next one.")
            )
            self.changed.emit()
            return
        super().refresh()

    def _record(self) -> RunRecord | None:
        return self.context.hub.record(self._run) if self._run else None

    def _live(self) -> bool:
        record = self._record()
        return record is not None and record.state == "running"

    @Slot()
    def _runs_changed(self) -> None:
        """Look further while the run is live, and once more when it has ended."""
        live = self._live() and self.isVisible()
        if live and not self._timer.isActive():
            self._timer.start()
        elif not live and self._timer.isActive():
            self._timer.stop()
            if self.isVisible() and not self.busy():
                self._ask_further()

    @Slot()
    def _look_further(self) -> None:
        """Ask once the run has got so far that there can be a newer frame."""
        record, apart = self._record(), int(self._steps[-1] - self._steps[-2]) if len(self._steps) > 1 else 1
        due = not len(self._steps) or (record is not None and record.step >= self._steps[-1] + apart)
        if due and self._polled is None and not self.busy():
            self._ask_further()

    def _ask_further(self) -> None:
        told = {**self.context.looking.settings(), **self.settings(), "known": len(self._steps)}
        done = partial(self._further, self._question())
        self._polled = self.context.hub.inspecting.look(self.name, told, done, self._not_further)

    def _forget_poll(self) -> None:
        if self._polled is not None:
            self.context.hub.inspecting.stop(self._polled)
            self._polled = None

    def _question(self) -> tuple[str, ...]:
        return (self._run, *map(str, self.settings().values()))

    def _further(self, of: tuple[str, ...], looked: Looked) -> None:
        self._polled = None
        first = not len(self._steps)
        if of == self._question():
            self._of = of
            if first:
                self.looked[MAIN] = looked
            self._take(looked)
            self.changed.emit()

    def _not_further(self, failure: ToolFailure) -> None:
        """The next question may be answered."""
        self._polled = None

    @Slot()
    def stop(self) -> None:
        """Forget all questions."""
        super().stop()
        self._forget_poll()
        self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """The run goes on, and its story is wanted again."""
        super().showEvent(event)
        self._runs_changed()
        if len(self._steps) and self._record() is not None:
            self._loss.follow(self._run)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._timer.stop()

    # showing

    def show_answer(self, key: str, looked: Looked) -> None:
        """Show all frames; the place among them stays if they are of the same run."""
        if not looked.number:
            return
        question = self._question()
        if question != self._of:
            self._steps = np.empty(0, dtype=np.int64)
        self._of = question
        self._take(looked)
        if self._record() is not None:
            self._loss.follow(self._run)
        self._show_loss()
        self._runs_changed()

    def _take(self, looked: Looked) -> None:
        """Frames that begin after the last one are added, others replace what there is."""
        block, follow = looked.blocks["frames"], not len(self._steps) or self.scrubber.at_end()
        steps, points = np.array(block["steps"]), np.array(block["points"], dtype=np.float32)
        added = len(steps) and len(self._steps) and steps[0] > self._steps[-1] and points.shape[1:] == self._points.shape[1:]
        if not len(steps):
            steps, points = self._steps, self._points
        elif added:
            steps, points = np.concatenate([self._steps, steps]), np.concatenate([self._points, points])
        fresh, self._block, self._probe = not len(self._steps), block, looked.blocks.get("probe")
        self._steps, self._points = steps, points
        self.map.all = points.reshape(-1, 2)
        if fresh or self._names != list(block["names"]):
            self._names = list(block["names"])
            way = np.hypot(*(points[-1] - points[0]).T)
            self.pins.show_points(self._names, sorted(np.argsort(-way, kind="stable")[:PINNED].tolist()))
            self.map.show_points(points[-1], self._names)
        self._show_empty("")
        self._map_place.set_title(words(block["title"]))
        self._note.setText(words(block["note"]))
        self._fill_colours(block)
        record = self._record()
        self.scrubber.show_steps(steps, record.total if record is not None else 0, follow)
        self._show_curves(looked)
        self._show_frame()
        self.map.settle()

    def _fill_colours(self, block: Block) -> None:
        titles = [words(colour["name"]) for colour in block["colours"]]
        if titles != [self.colours.itemText(place) for place in range(self.colours.count())]:
            self.colours.blockSignals(True)
            self.colours.clear()
            self.colours.addItems(titles)
            self.colours.blockSignals(False)
        self.colours.setVisible(len(titles) > 1)
        self._colour()

    @Slot()
    def _colour(self) -> None:
        place = self.colours.currentIndex()
        if self._block is not None and 0 <= place < len(self._block["colours"]):
            colour = self._block["colours"][place]
            self.map.colour_by(np.array(colour["values"]), colour["categories"])

    @Slot()
    def _show_frame(self) -> None:
        frame, pins = self.scrubber.frame(), self.pins.pins()
        self.map.move_points(self._points[frame])
        self.map.show_trails(self._points[: frame + 1, pins], pins)
        for plot in self.plots.values():
            plot.show_step(float(self._steps[frame]))

    def _show_curves(self, looked: Looked) -> None:
        block = looked.blocks["movement"]
        lines = [Line(words(line["name"]), np.array(block["x"]), np.array(line["values"]), at) for at, line in enumerate(block["series"])]
        plot = self.plots["movement"]
        plot.show_lines(words(block["title"]), lines, self._last())
        plot.setToolTip(words(block["note"]))
        plot.show()
        self._show_probe()

    def _last(self) -> int:
        """The last step of the plots: of the run as it is planned while it goes on, of the snapshots else."""
        record = self._record()
        return max(int(self._steps[-1]), record.total if record is not None else 0)

    def _show_probe(self) -> None:
        """The lines of the pinned texts, in the colours that the list of points gives them."""
        plot, block = self.plots["probe"], self._probe
        plot.setVisible(block is not None and len(block["series"]) == len(self._names))
        if block is not None and not plot.isHidden():
            x = np.array(block["x"])
            lines = [Line(self._names[pin], x, np.array(block["series"][pin]["values"]), self.pins.colour(pin)) for pin in self.pins.pins()]
            plot.show_lines(words(block["title"]), lines, self._last())

    @Slot()
    def _show_loss(self) -> None:
        lines = self._loss.lines(self.tr("training loss")) if len(self._steps) else []
        self.plots["loss"].setVisible(bool(lines))
        if lines:
            self.plots["loss"].show_lines(self.tr("Training loss"), lines, self._last())

    @Slot(int)
    def _pin(self, point: int) -> None:
        self.pins.toggle(point)

    @Slot()
    def _show_pins(self) -> None:
        self._show_probe()
        self._show_frame()
        self._point(self.pins.currentRow())

    @Slot(int)
    def _point(self, point: int) -> None:
        """Ring the point that the keyboard is on; pinned ones have their names already."""
        self.map.highlight([point] if point >= 0 and point not in self.pins.pins() else [])

    # nothing to show

    def refused(self, key: str, failure: ToolFailure) -> None:
        """Where there are no snapshots, say how to get some; a live run may have its first one soon."""
        if failure.code in NOTHING:
            self._show_empty(failure.text)
            self._runs_changed()
        else:
            self._show_empty("")
            self._content.hide()
            super().refused(key, failure)

    def _show_empty(self, text: str) -> None:
        """A sentence and the button in place of the pictures, or the pictures again."""
        if self._empty is not None:
            self.body.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        self._content.setVisible(not text)
        self.colours.setVisible(not text and self.colours.count() > 1)
        if text:
            self._steps, self._of = np.empty(0, dtype=np.int64), ()
            self._loss.follow("")
            self._empty = EmptyState(
                self.tr("No snapshots"), text, self.tr("Watch the next run"), "inspect.time.watch", self._watch_next, icon="clock"
            )
            self.body.addWidget(self._empty, 1)

    @Slot()
    def _watch_next(self) -> None:
        draft = self.context.draft
        draft.watch = {"every": EVERY, **draft.watch}
        self.context.navigate.emit("train")


VIEW = TimeView
