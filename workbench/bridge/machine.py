"""What the status bar says of this machine: memory in use, and the device that jobs run on."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import psutil
from PySide6.QtCore import QObject, QThread, Signal

from engine.api import events, list_runs

EVERY = 2.0  # seconds between two measurements
EARLY = 300  # choices are told among a run's first events
DEVICE_CHOICES = ("device", "precision")


@dataclass(frozen=True)
class MachineState:
    """Bytes of the machine's memory in use and there; the device and precision that jobs choose ("" while unknown)."""

    used: int = 0
    total: int = 0
    cores: int = 0
    device: str = ""
    precision: str = ""


class MachineThread(QThread):
    """Measures every two seconds.

    Signals: measured(MachineState of the memory alone); chosen(name, value) for the device and precision of the newest run;
    unknown() when no run says which device there is.
    """

    measured = Signal(object)
    chosen = Signal(str, str)
    unknown = Signal()

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("machine")
        self._root = root
        self._leave = threading.Event()

    def leave(self) -> None:
        """End this thread soon."""
        self._leave.set()

    def run(self) -> None:
        """Measure until it is told to leave."""
        cores = psutil.cpu_count() or 0
        self._measure(cores)
        found = newest_choices(self._root)
        for name, value in found.items():
            self.chosen.emit(name, value)
        if "device" not in found:
            self.unknown.emit()
        while not self._leave.wait(EVERY):
            self._measure(cores)

    def _measure(self, cores: int) -> None:
        memory = psutil.virtual_memory()
        self.measured.emit(MachineState(memory.total - memory.available, memory.total, cores))


def newest_choices(root: Path) -> dict[str, str]:
    """The device and precision that the newest run chose, from the first of its events."""
    try:
        runs = list_runs(root)[:3]
    except OSError:
        return {}
    for run in runs:
        early = islice(run.events(), EARLY)
        found = {event.name: event.value for event in early if isinstance(event, events.Choice) and event.name in DEVICE_CHOICES}
        if "device" in found:
            return found
    return {}
