"""How a job ended, first as data (made in a thread) and then as a sentence (made where the translator is)."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject

from engine.api import events
from workbench.services.language import duration, shown

USERS_FAULT = 2  # the engine's exit status where the input can't be used


@dataclass(frozen=True)
class Ending:
    """The facts of an end. code is the exit status (negative: a signal), None when somebody else was the parent.

    how: "said" the events say it; "status" only the exit status does; "unstarted" there never was a process.
    """

    how: Literal["said", "status", "unstarted"]
    code: int | None = None
    finished: events.Finished | None = None
    error: events.Error | None = None
    checkpoint: int | None = None  # step of the newest checkpoint
    lines: tuple[str, ...] = ()  # the last lines of the console
    reason: str = ""  # why it could not be started, by the operating system


class EventNotes:
    """What must be remembered of a run's events to say how it ended; a new start wipes the end of the one before."""

    def __init__(self) -> None:
        self.finished: events.Finished | None = None
        self.error: events.Error | None = None
        self.checkpoint: int | None = None
        self.step = 0

    def add(self, batch: list[events.Event]) -> None:
        """Read the next events."""
        for event in batch:
            match event:
                case events.Started():
                    self.finished = self.error = None
                case events.Metrics(split="train"):
                    self.step = event.step
                case events.Checkpoint():
                    self.checkpoint = event.step
                case events.Error():
                    self.error = event
                case events.Finished():
                    self.finished = event

    def ending(self, code: int | None, lines: tuple[str, ...]) -> Ending:
        """The ending as far as the events know it."""
        said = self.finished is not None or self.error is not None
        return Ending("said" if said else "status", code, self.finished, self.error, self.checkpoint, () if said else lines)


class EndingText(QObject):
    """Makes the sentence of an Ending in the window's language."""

    def sentence(self, ending: Ending) -> str:
        """One to four sentences: what happened, why if that is known, and whether the run can be continued."""
        if ending.how == "unstarted":
            return self.tr("The engine could not be started: {reason}.").format(reason=ending.reason)
        if ending.error is not None:
            parts = (shown(part) for part in (ending.error.title, ending.error.detail, ending.error.hint) if part)
            return " ".join(parts)
        if ending.finished is not None:
            return self._finished(ending.finished)
        if ending.code == USERS_FAULT and ending.lines:
            return "\n".join(ending.lines)  # the engine's own paragraph: what, where, why and what to do
        parts_said = [self._status(ending.code), self._remedy(ending.checkpoint)]
        if ending.lines and signal_name(ending.code) != "SIGKILL":  # from outside: the console knows nothing of it
            parts_said.append(self.tr("Its last words: {lines}").format(lines="\n" + "\n".join(ending.lines)))
        return " ".join(parts_said)

    def _finished(self, event: events.Finished) -> str:
        time = duration(event.seconds)
        if event.status == "completed":
            return self.tr("Finished at step {step} after {time}.").format(step=event.step, time=time)
        if event.status == "stopped":
            return self.tr("Stopped at step {step} after {time}; what was learned so far is kept.").format(step=event.step, time=time)
        return self.tr("Failed at step {step} after {time}.").format(step=event.step, time=time)

    def _status(self, code: int | None) -> str:
        name = signal_name(code)
        if name == "SIGKILL":
            return self.tr("The engine was ended by SIGKILL (the system may have run out of memory).")
        if name:
            return self.tr("The engine was ended by {signal}.").format(signal=name)
        if code is None or code == 0:
            return self.tr("The engine is gone without having finished the run.")
        status = f"0x{code & 0xFFFFFFFF:08X}" if code < 0 or code > 0xFFFF else str(code)
        return self.tr("The engine ended with status {status} without saying why.").format(status=status)

    def _remedy(self, checkpoint: int | None) -> str:
        if checkpoint is None:
            return self.tr("No checkpoint had been saved yet; resuming begins at the first step.")
        return self.tr("The run can be continued from step {step}.").format(step=checkpoint)


def signal_name(code: int | None) -> str:
    """SIGKILL for -9; empty where the code is no signal (Windows has none)."""
    if code is None or code >= 0 or os.name == "nt":
        return ""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
