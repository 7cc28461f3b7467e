"""Our own mistakes are written down, told once, and stop nothing."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.services.crash import KEPT_PER_MINUTE, CrashNotes


@pytest.fixture
def notes() -> Iterator[CrashNotes]:
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    made = CrashNotes()
    yield made
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def _fail(notes: CrashNotes, text: str) -> None:
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        notes._exception(type(error), error, error.__traceback__)


def test_that_a_storm_of_exceptions_makes_one_banner_and_a_short_log(notes: CrashNotes, own_home: Path) -> None:
    told: list[str] = []
    notes.noted.connect(told.append)
    for number in range(200):
        _fail(notes, f"paint {number}")
    log = (own_home / "logs" / "window.log").read_text(encoding="utf-8")
    assert len(told) == 1
    assert "window.log" in told[0]
    assert log.count("RuntimeError: paint") == KEPT_PER_MINUTE


def test_that_an_exception_of_a_thread_is_written_down(notes: CrashNotes, own_home: Path) -> None:
    threading.excepthook = notes._thread_exception

    def fail() -> None:
        raise ValueError("from a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "ValueError: from a thread" in (own_home / "logs" / "window.log").read_text(encoding="utf-8")


def test_that_a_log_that_can_not_be_written_stops_nothing(notes: CrashNotes, own_home: Path) -> None:
    own_home.write_text("in the way", encoding="utf-8")
    told: list[str] = []
    notes.noted.connect(told.append)
    _fail(notes, "once")
    assert len(told) == 1
