"""The application: from the command line to a painted window."""

from __future__ import annotations

import argparse
import os
import signal
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from engine.api import __version__
from workbench.context import AppContext
from workbench.main_window import MainWindow
from workbench.services import language
from workbench.services.crash import CrashNotes
from workbench.services.icons import window_icon


def main(arguments: list[str] | None = None) -> int:
    """Open the window and stay until it is closed; the exit status. 2 where there is no display."""
    parser = argparse.ArgumentParser(prog="tunebench", description="The window of Tunebench.")
    parser.add_argument("job", nargs="?", default="", help="a job file to begin with")
    parser.add_argument("--sample", action="store_true", help="begin with the sample project")
    parser.add_argument("--page", default="", help="the page to open: home, data, model, train, runs, export, settings")
    chosen = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    if not has_display():
        sys.stderr.write("There is no display to open a window on; tunebench train JOB.toml runs a job in the terminal.\n")
        return 2
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the window at once; jobs go on
    application = make_application()
    context = AppContext()
    notes = CrashNotes(context)
    notes.install()
    notes.noted.connect(context.crashed)
    language.install(application, context.settings.language)
    context.theme.apply(application)
    if not chosen.sample:
        context.restore_draft()
    window = MainWindow(context, chosen.page)
    opener = JobOpener(context)
    if sys.platform == "darwin":  # elsewhere it would only cost time at each event
        application.installEventFilter(opener)
    if chosen.job:
        context.open_job(chosen.job)
    window.show()
    QTimer.singleShot(0, context.open)
    try:
        return application.exec()
    finally:
        notes.uninstall()


class JobOpener(QObject):
    """Takes the files that macOS hands to a running application."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the file of such an event; all others go on."""
        if isinstance(event, QFileOpenEvent):
            self._context.open_job(event.file())
            return True
        return False


def make_application() -> QApplication:
    """The QApplication, with the names that systems show for it."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("tunebench")
    application.setApplicationDisplayName("Tunebench")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("tunebench")
    application.setWindowIcon(window_icon())
    return application


def has_display() -> bool:
    """Can a window be shown? On Linux Qt aborts without a display, so this is asked first."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
