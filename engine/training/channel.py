"""Where events go: appended to the run folder, one line each, flushed so that a reader sees them at once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from engine.events import Choice, Event, Notice, Phase, to_line
from engine.messages import NOTHING, Message


class Channel:
    """Writes events to a file and hands each to listeners in this process (the command line's progress bar)."""

    def __init__(self, path: Path | None = None, listener: Callable[[Event], None] | None = None) -> None:
        self._listener = listener
        self._file = None
        self.lost = 0
        if path is not None:
            torn = _ends_torn(path)
            self._file = path.open("a", encoding="utf-8", errors="replace")  # file names may hold bytes that are no letters
            if torn:  # a killed writer left half a line; it stays alone on its line
                self._file.write("\n")

    def emit(self, event: Event) -> None:
        """Write one event. A full disk must not end the training: the event is lost and counted."""
        if self._file is not None:
            try:
                self._file.write(to_line(event))
                self._file.flush()
            except OSError:
                self.lost += 1
        if self._listener is not None:
            self._listener(event)

    def phase(self, name: str, text: Message) -> None:
        """Say what is being done now."""
        self.emit(Phase(name=name, text=text))

    def choice(self, name: str, value: str, reason: Message) -> None:
        """Say what was chosen automatically, and why."""
        self.emit(Choice(name=name, value=value, reason=reason))

    def notice(self, title: Message, detail: Message = NOTHING, warning: bool = False) -> None:
        """Say something that the user should know."""
        self.emit(Notice(title=title, detail=detail, level="warning" if warning else "info"))

    def close(self) -> None:
        """Give the file back."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # what a full disk left unwritten
                self._file.close()
            self._file = None


def _ends_torn(path: Path) -> bool:
    """Does the file end in the middle of a line?"""
    try:
        with path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) != b"\n"
    except OSError:  # not there, or empty
        return False
