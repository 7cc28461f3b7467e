"""The training loss of the run that is looked at, from its events, beside the view over time."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.api import events
from workbench.bridge.jobs import JobHub
from workbench.inspector_views._time_curves import Line
from workbench.plots.points import moving_average

OFTEN = 200  # ms between two drawings
SMOOTHING = 0.9  # weight of the past, as on the page of a run


class RunLoss(QObject):
    """Follows a run's story through the hub. The Runs page may follow another one meanwhile; follow() then takes it up again.

    Signals: changed() when there is more to draw.
    """

    changed = Signal()

    def __init__(self, hub: JobHub, parent: QObject) -> None:
        super().__init__(parent)
        self._hub, self._run = hub, ""
        self._losses: dict[int, float] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(OFTEN)
        self._soon.timeout.connect(self.changed)
        hub.history_events.connect(self._events)

    def follow(self, run: str) -> None:
        """Follow a run from its first event on."""
        if run != self._run:
            self._run, self._losses = run, {}
        if run:
            self._hub.follow(run)

    def lines(self, title: str) -> list[Line]:
        """The losses thin and their moving average; nothing while there are none."""
        if not self._losses:
            return []
        steps = np.array(sorted(self._losses), dtype=np.float64)
        values = np.array([self._losses[int(step)] for step in steps])
        fine = np.isfinite(values)
        steps, values = steps[fine], values[fine]
        return [Line(title, steps, values, 0, faint=True), Line(title, steps, moving_average(values, SMOOTHING), 0)]

    @Slot(str, object)
    def _events(self, run: str, batch: list[events.Event]) -> None:
        """A resumed run tells steps anew; the newest word counts."""
        if run != self._run:
            return
        for event in batch:
            match event:
                case events.Metrics(split="train") if "loss" in event.values:
                    self._losses[event.step] = event.values["loss"]
                    if not self._soon.isActive():
                        self._soon.start()
