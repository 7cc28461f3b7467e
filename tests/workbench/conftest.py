"""A fresh home for each test of the window, and the guards: no Qt complaint, no thread, no window is left behind."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication

from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.services import language

COMPLAINTS = ("QObject::", "QThread: Destroyed", "QBasicTimer::", "QPainter::", "Could not parse", "Unknown property", "QSocketNotifier")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, runs and logs of a test lie in its own folder."""
    home = tmp_path / "home"
    monkeypatch.setenv("TUNEBENCH_HOME", str(home))
    monkeypatch.delenv("TUNEBENCH_RUNS", raising=False)
    return home


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a running thread or a window, or about which Qt complained."""
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()
    left = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in before and widget.isVisible()]
    running = [thing for thing in gc.get_objects() if issubclass(type(thing), QThread) and shiboken6.isValid(thing) and thing.isRunning()]
    for widget in left:
        widget.close()
    for thread in running:
        thread.wait(5000)
    capture = getattr(request.node, "qt_log_capture", None)
    said = [record.message for record in capture.records] if capture else []
    assert not left, f"windows left: {left}"
    assert not running, f"threads left: {[thread.objectName() or thread for thread in running]}"
    assert not [text for text in said if any(part in text for part in COMPLAINTS)], said


@pytest.fixture
def context(qapp: QApplication) -> Iterator[AppContext]:
    """A context as the application makes it, in the light theme and in English."""
    made = AppContext()
    made.theme.set_choice("light")
    language.install(qapp, "en")
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def window(context: AppContext) -> Iterator[MainWindow]:
    """The window at 1280 x 720 on its first page."""
    made = MainWindow(context)
    made.resize(1280, 720)
    made.show()
    yield made
    made.close()
    made.deleteLater()
