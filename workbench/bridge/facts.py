"""Looks at a base model's folder in a thread: a folder on a slow disk must not stop the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThread, Signal, Slot

from engine.api import Message, ModelFacts, UserError, model_facts, say


class FactsThread(QThread):
    """Reads the facts of one base.

    Signals: read(base, ModelFacts or UserError).
    """

    read = Signal(str, object)

    def __init__(self, base: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-facts")
        self._base = base

    def run(self) -> None:
        """Look; whatever a strange folder makes a reader raise becomes a sentence."""
        try:
            found: ModelFacts | UserError = model_facts(self._base)
        except UserError as error:
            found = error
        except Exception as error:
            text: Message = say("{kind}: {error}.", kind=type(error).__name__, error=str(error)[:300])
            found = UserError("model.unreadable", say("The model {base} can't be read.", base=self._base), text)
        self.read.emit(self._base, found)


class FactsReader(QObject):
    """Asks for the facts of bases, one after the other; owns the threads until they have ended.

    Signals: read(base, ModelFacts or UserError).
    """

    read = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: set[FactsThread] = set()

    def ask(self, base: str) -> None:
        """Ask; the answer comes by `read`."""
        thread = FactsThread(base, self)
        thread.read.connect(self.read)
        thread.finished.connect(self._sweep)
        self._threads.add(thread)
        thread.start(QThread.Priority.LowPriority)

    def close(self) -> None:
        """Wait for the threads."""
        for thread in self._threads:
            thread.wait()
        self._threads.clear()

    @Slot()
    def _sweep(self) -> None:
        self._threads = {thread for thread in self._threads if not (thread.isFinished() and thread.wait())}
