"""Going through the frames of the view over time: a slider, play and pause, the ends, and the step that is shown."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.model_view.number_slider import Slider
from workbench.services.language import number
from workbench.services.theme import SPACE
from workbench.widgets.buttons import Button, make_button
from workbench.widgets.text import Label

FASTEST = 50  # ms between two frames that are played: 20 a second
SHORTEST = 3_000  # ms that playing takes; a few frames would be over before anybody has looked


class Scrubber(QWidget):
    """Frames are shown as they were taken, none is made up between two. Space plays and pauses, the slider knows arrows, Home, End.

    Signals: moved(frame) when another frame is to be shown, whoever wanted it.
    """

    moved = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._steps: NDArray[Any] = np.empty(0, dtype=np.int64)
        self._total = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)
        self.play = make_button("", name=f"{name}.play", tooltip=self.tr("Play"), flat=True)
        self.first = make_button("", name=f"{name}.first", tooltip=self.tr("First snapshot (Home)"), flat=True, icon="first")
        self.last = make_button("", name=f"{name}.last", tooltip=self.tr("Newest snapshot (End)"), flat=True, icon="last")
        self.slider = Slider()
        self.slider.setObjectName(f"{name}.slider")
        self.slider.setAccessibleName(self.tr("Snapshot"))
        self.slider.setToolTip(self.tr("Which snapshot is shown; arrow keys go from one to the next, the space bar plays"))
        self.slider.valueChanged.connect(self._changed)
        self.slider.sliderPressed.connect(self.pause)
        self.step = Label("", "body", wrap=False)
        self.step.setObjectName(f"{name}.step")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for button in (self.play, self.first):
            row.addWidget(button)
        row.addWidget(self.slider, 1)
        row.addWidget(self.last)
        row.addWidget(self.step)
        self.play.clicked.connect(self.toggle)
        self.first.clicked.connect(self._to_first)
        self.last.clicked.connect(self._to_last)
        self._show_play()

    def show_steps(self, steps: NDArray[Any], total: int, follow: bool) -> None:
        """These frames now; follow: go to the newest, else stay. Nothing is told. steps: [frames] ascending, of total ones."""
        self._steps, self._total = steps, max(total, int(steps[-1]))
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(steps) - 1)
        if follow:
            self.slider.setValue(len(steps) - 1)
        self.slider.blockSignals(False)
        self.step.setMinimumWidth(self.step.fontMetrics().horizontalAdvance(self._text(self._total)))
        self.setEnabled(len(steps) > 1)
        self._show_step()

    def frame(self) -> int:
        """The frame that is shown."""
        return self.slider.value()

    def at_end(self) -> bool:
        """Is the newest frame shown?"""
        return self.slider.value() == self.slider.maximum()

    def playing(self) -> bool:
        """Do the frames go by?"""
        return self._timer.isActive()

    def go_to_step(self, step: float) -> None:
        """Show the frame that is nearest to a step."""
        if len(self._steps):
            self.pause()
            self.slider.setValue(int(np.abs(self._steps - step).argmin()))

    @Slot()
    def toggle(self) -> None:
        """Play, from the beginning where the end is shown, or pause."""
        if self.playing():
            self.pause()
        elif self.isEnabled():
            if self.at_end():
                self.slider.setValue(0)
            self._timer.start(max(FASTEST, SHORTEST // len(self._steps)))
            self._show_play()

    @Slot()
    def pause(self) -> None:
        """Stay at this frame."""
        self._timer.stop()
        self._show_play()

    @Slot()
    def _next(self) -> None:
        self.slider.setValue(self.slider.value() + 1)
        if self.at_end():
            self.pause()

    @Slot()
    def _to_first(self) -> None:
        self.pause()
        self.slider.setValue(0)

    @Slot()
    def _to_last(self) -> None:
        self.pause()
        self.slider.setValue(self.slider.maximum())

    @Slot(int)
    def _changed(self, frame: int) -> None:
        self._show_step()
        self.moved.emit(frame)

    def _show_step(self) -> None:
        text = self._text(int(self._steps[self.slider.value()]))
        self.step.setText(text)
        self.slider.setAccessibleDescription(text)

    def _text(self, step: int) -> str:
        return self.tr("step {step} of {total}").format(step=number(step), total=number(self._total))

    def _show_play(self) -> None:
        words, icon = (self.tr("Pause"), "pause") if self.playing() else (self.tr("Play"), "play")
        self.play.setAccessibleName(words)
        self.play.setToolTip(words)
        self.play.set_icon(icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays and pauses, wherever the keyboard is in here but on a button."""
        if event.key() == Qt.Key.Key_Space and not isinstance(self.focusWidget(), Button):
            self.toggle()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self.pause()
