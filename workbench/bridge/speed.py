"""How fast this machine trains: as its last runs did, else from a short trial, both in a thread."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal, Slot

from engine.api import list_runs

RUNS = 10  # newest runs that are asked
USED_SHARE = 0.8  # of the speed of a plain product that training reaches, as the engine's plan has it for our own models
SIZE = 512  # rows and columns of the trial's matrices
MODEST = 2e10  # operations a second where even the trial fails


class SpeedThread(QThread):
    """Signals: found(operations a second, is it from earlier runs?)."""

    found = Signal(float, bool)

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("speed")
        self._root = root

    def run(self) -> None:
        """Ask the runs, then the processor."""
        measured = speeds(self._root)
        self.found.emit(statistics.median(measured) if measured else trial(), bool(measured))


def speeds(root: Path) -> list[float]:
    """What the newest runs reached, in operations a second."""
    found = []
    try:
        for run in list_runs(root)[:RUNS]:
            value = (run.result() or {}).get("operations_per_second")
            if isinstance(value, int | float) and value > 0:
                found.append(float(value))
    except OSError:
        return []
    return found


def trial() -> float:
    """From the product of two matrices."""
    try:
        import numpy as np
    except ImportError:
        return MODEST
    a = np.ones((SIZE, SIZE), dtype=np.float32)
    times = []
    for _ in range(6):
        begun = time.perf_counter()
        a @ a
        times.append(time.perf_counter() - begun)
    return USED_SHARE * 2 * SIZE**3 / max(min(times), 1e-6)


class SpeedReader(QObject):
    """Asks once at a time; owns its thread.

    Signals: found(operations a second, is it from earlier runs?).
    """

    found = Signal(float, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: SpeedThread | None = None

    def ask(self, root: Path) -> None:
        """Ask; nothing happens while an answer is on its way."""
        if self._thread is not None:
            return
        self._thread = SpeedThread(root, self)
        self._thread.found.connect(self.found)
        self._thread.finished.connect(self._sweep)
        self._thread.start(QThread.Priority.LowPriority)

    def close(self) -> None:
        """Wait for the thread."""
        if self._thread is not None:
            self._thread.wait()
            self._thread = None

    @Slot()
    def _sweep(self) -> None:
        if self._thread is not None and self._thread.isFinished() and self._thread.wait():
            self._thread = None
