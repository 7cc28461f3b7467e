"""What happens when we are wrong: the traceback goes to a file, one quiet banner says so, and the window goes on.

Exceptions in slots and paint methods reach sys.excepthook again and again (84 times in 0.3 s were seen), so both the
file and the banner are rate-limited.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from engine.api import __version__, home, plain

KEPT_PER_MINUTE = 20  # tracebacks and Qt messages that are written down in full
QUIET = 30.0  # seconds between two banners
_HARMLESS = ("This plugin does not support", "propagateSizeHints")


class CrashNotes(QObject):
    """Writes down what went wrong.

    Signals: noted(sentence) for the banner, at most every 30 seconds; may be emitted from any thread.
    """

    noted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._minute, self._written = 0.0, 0
        self._told = -QUIET

    @property
    def file(self) -> Path:
        """The log; asked for each time, because the data folder may have been moved."""
        return home() / "logs" / "window.log"

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        sys.excepthook = self._exception
        threading.excepthook = self._thread_exception
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(self._qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)

    def write(self, text: str) -> bool:
        """Append an entry unless there were too many this minute; False if it was dropped or could not be written."""
        with self._lock:
            now = time.monotonic()
            if now - self._minute > 60 or not self._minute:
                self._minute, self._written = now, 0
            self._written += 1
            if self._written > KEPT_PER_MINUTE:
                return False
            return _append(self.file, text)

    def _exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:
            sys.stderr.write(text)
        self.write(text)
        self._tell()

    def _thread_exception(self, args: Any) -> None:
        if args.exc_value is not None:
            self._exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable(self, args: Any) -> None:
        if args.exc_value is not None:
            self._exception(type(args.exc_value), args.exc_value, args.exc_traceback)

    def _qt_message(self, kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
        if any(part in text for part in _HARMLESS):
            return
        if sys.stderr is not None:
            sys.stderr.write(f"Qt: {text}\n")
        if kind != QtMsgType.QtDebugMsg and kind != QtMsgType.QtInfoMsg:
            self.write(f"Qt ({kind.name}): {text}\n")

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._told < QUIET:
            return
        self._told = now
        text = self.tr("Something went wrong inside Tunebench. Your data and runs are safe; the details are in {file}.")
        self.noted.emit(text.format(file=plain(self.file)))


def _append(file: Path, text: str) -> bool:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > 1_000_000:
            file.replace(file.with_suffix(".old.log"))
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} Tunebench {__version__}\n{text}\n")
    except OSError:
        return False
    return True
