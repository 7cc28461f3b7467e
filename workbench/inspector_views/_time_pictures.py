"""What the view over time shows: the map with its scrubber, the points and which of them are pinned, the curves, all at one step."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.bridge.inspecting import Looked
from workbench.context import AppContext
from workbench.inspector_views._parts import Block, words
from workbench.inspector_views._time_curves import Line, StepPlot
from workbench.inspector_views._time_frames import Frames, FramesMap
from workbench.inspector_views._time_loss import RunLoss
from workbench.inspector_views._time_points import PinList
from workbench.inspector_views._time_scrubber import Scrubber
from workbench.services.theme import ROW_HEIGHT, SPACE, text_scale
from workbench.widgets.card import Card
from workbench.widgets.text import Label

PANEL = 44 * SPACE  # px at 100 %, width of the points and curves
ROWS = 3.5  # points that are seen without scrolling
PINNED = 3  # points that are pinned at first, those that moved farthest


class TimePictures(QWidget):
    """Map and scrubber, at the right points, loss and what the model says of them, below how far they moved.

    `loss` follows the run that it is told.
    """

    def __init__(self, context: AppContext, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._block: Block | None = None  # the newest of the frames
        self._probe: Block | None = None
        self._colouring = 0
        self._end = 0
        self.map = FramesMap(context.theme, f"{name}.map")
        self.map.chosen.connect(self._pin)
        self.scrubber = Scrubber(f"{name}.scrubber")
        self.scrubber.moved.connect(self._show_frame)
        self.pins = PinList(context.theme, f"{name}.points")
        self.pins.setFixedHeight(round(ROWS * ROW_HEIGHT * text_scale()))
        self.pins.changed.connect(self._show_pins)
        self.pins.pointed.connect(self._point)
        self.plots = {plot: StepPlot(context.theme, f"{name}.{plot}", plot != "probe") for plot in ("loss", "probe", "movement")}
        for plot in self.plots.values():
            plot.picked.connect(self._go_to_step)
        self.loss = RunLoss(context.hub, self)
        self.loss.changed.connect(self._show_loss)
        self._note, self._moved_note = Label("", "caption"), Label("", "caption")
        self._lay_out()

    def _lay_out(self) -> None:
        map_card, points, curves, moved = Card(), Card(self.tr("Points")), Card(), Card()
        map_card.body.addWidget(self.map, 1)
        map_card.body.addWidget(self.scrubber)
        map_card.body.addWidget(self._note)
        points.body.addWidget(self.pins)
        for name in ("loss", "probe"):
            curves.body.addWidget(self.plots[name], 1)
        moved.body.addWidget(self.plots["movement"])
        moved.body.addWidget(self._moved_note)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2 * SPACE)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)
        grid.addWidget(map_card, 0, 0, 2, 1)
        for row, card in enumerate((points, curves)):
            card.setFixedWidth(round(PANEL * text_scale()))
            grid.addWidget(card, row, 1)
        grid.addWidget(moved, 2, 0, 1, 2)

    # what the view uses

    def clear(self) -> None:
        """Forget all frames."""
        self.scrubber.pause()
        self.map.frames = Frames()

    def take(self, looked: Looked, total: int) -> None:
        """Show an answer's frames, all or those after the last one, and its curves. total: steps that the run is planned for.

        Who looked at the newest frame looks at the newest one again.
        """
        frames, block = self.map.frames, looked.blocks["frames"]
        follow = not len(frames) or self.scrubber.at_end()
        self._block, self._probe = block, looked.blocks.get("probe")
        if frames.take(block):
            self.pins.coloured = "probe" in looked.blocks
            self.pins.first = len(block["colours"][0]["categories"]) if block["colours"] else 0
            self.pins.show_points(frames.names, frames.farthest(PINNED))
            self.map.show_points(frames.points[-1], frames.names)
        self._end = max(frames.last_step(), total)
        self._note.setText(words(block["note"]))
        self.colour(self._colouring)
        self.scrubber.show_steps(frames.steps, self._end, follow)
        self._show_movement(looked.blocks["movement"])
        self._show_probe()
        self._show_loss()
        self._show_frame()
        self.map.settle()

    def colourings(self) -> list[str]:
        """What the points can be coloured by."""
        return [words(colour["name"]) for colour in self._block["colours"]] if self._block is not None else []

    def colour(self, place: int) -> None:
        """Colour the points by one of these."""
        self._colouring = place
        if self._block is not None and self._block["colours"]:
            colour = self._block["colours"][min(max(place, 0), len(self._block["colours"]) - 1)]
            self.map.colour_by(np.array(colour["values"]), colour["categories"])

    # showing

    @Slot()
    def _show_frame(self) -> None:
        frame = self.scrubber.frame()
        self.map.show_frame(frame, self.pins.pins())
        for plot in self.plots.values():
            if not plot.isHidden():
                plot.show_step(float(self.map.frames.steps[frame]))

    def _show_movement(self, block: Block) -> None:
        x, plot = np.array(block["x"]), self.plots["movement"]
        lines = [Line(words(line["name"]), x, np.array(line["values"]), place) for place, line in enumerate(block["series"])]
        plot.show_lines(words(block["title"]), lines, self._end)
        self._moved_note.setText(words(block["note"]))

    def _show_probe(self) -> None:
        """The lines of the pinned texts, in the colours that the list of points gives them."""
        plot, block, names = self.plots["probe"], self._probe, self.map.frames.names
        fits = block is not None and len(block["series"]) == len(names)
        plot.setVisible(fits)
        if block is not None and fits:
            x, values = np.array(block["x"]), [line["values"] for line in block["series"]]
            lines = [Line(names[pin], x, np.array(values[pin]), self.pins.colour(pin)) for pin in self.pins.pins()]
            plot.show_lines(words(block["title"]), lines, self._end)

    @Slot()
    def _show_loss(self) -> None:
        lines = self.loss.lines(self.tr("training loss")) if len(self.map.frames) else []
        self.plots["loss"].setVisible(bool(lines))
        if lines:
            self.plots["loss"].show_lines(self.tr("Training loss"), lines, self._end)
            self.plots["loss"].show_step(float(self.map.frames.steps[self.scrubber.frame()]))

    @Slot(float)
    def _go_to_step(self, step: float) -> None:
        self.scrubber.go_to_step(step)

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
