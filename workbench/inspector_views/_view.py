"""What every view of an inspector has: questions to the engine, progress, a sentence where there is no picture, and what is shown now."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.api import Message
from workbench.bridge.inspecting import InspectDesk, Looked
from workbench.bridge.tools import ToolFailure
from workbench.context import AppContext
from workbench.services.language import shown
from workbench.services.theme import SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.progress import ProgressRow

MAIN = "main"
PATIENCE = 400  # milliseconds


class InspectorView(QWidget):
    """Base of the views. Subclasses set name (the inspector's), fill `body`, and answer settings() and show_answer().

    Signals: changed() when what is shown has become another.
    """

    name: ClassVar[str]

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.setObjectName(f"inspect.{self.name}")
        self.looked: dict[str, Looked] = {}  # the latest answers by key
        self._open: dict[str, tuple[InspectDesk, int]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        self._banner = Banner(f"inspect.{self.name}.banner")
        self._progress = ProgressRow(f"inspect.{self.name}.progress")
        self._progress.cancelled.connect(self.stop)
        self._patience = QTimer(self)  # most answers are there before a bar would have to be shown, and shown bars move the rest
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._show_progress)
        self._news: tuple[int, int, str] = (0, 0, "")
        column.addWidget(self._banner)
        column.addWidget(self._progress)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(2 * SPACE)
        column.addLayout(self.body, 1)

    # for subclasses

    def settings(self) -> dict[str, Any]:
        """The view's own settings of the main question."""
        return {}

    def show_answer(self, key: str, looked: Looked) -> None:
        """Show an answer of the question with this key; parts of it come before it, with number 0."""
        raise NotImplementedError

    def saved(self) -> Looked | None:
        """The answer that is saved when the view is."""
        return self.looked.get(MAIN)

    def refresh(self) -> None:
        """Look anew at what the page looks at."""
        self.ask(MAIN, self.settings())

    def ask(self, key: str, settings: dict[str, Any], inspector: str = "", desk: InspectDesk | None = None) -> None:
        """Ask the engine; an older question of the same key is forgotten."""
        self.stop_one(key)
        desk = desk or self.context.hub.inspecting
        if not self._open:
            self._news = (0, 0, self.tr("Waiting for the engine"))
            self._patience.start()
        told = {**self.context.looking.settings(), **settings}
        done, failed, part = partial(self._done, key), partial(self._failed, key), partial(self._part, key)
        self._open[key] = (desk, desk.look(inspector or self.name, told, done, failed, part, self._told))

    def busy(self) -> bool:
        """Is an answer awaited?"""
        return bool(self._open)

    def stop_one(self, key: str) -> None:
        """Forget one question."""
        if key in self._open:
            desk, number = self._open.pop(key)
            desk.stop(number)

    @Slot()
    def stop(self) -> None:
        """Forget all questions."""
        for key in list(self._open):
            self.stop_one(key)
        self._quiet()

    def refused(self, key: str, failure: ToolFailure) -> None:
        """Say why there is no answer, in the place of the picture."""
        again = (self.tr("Try again"), self.refresh) if failure.code in ("internal", "tool.time") else ("", None)
        self._banner.tell("error" if again[0] else "warning", failure.text, *again)

    def _done(self, key: str, looked: Looked) -> None:
        self._open.pop(key, None)
        self.looked[key] = looked
        self._banner.clear()
        self._quiet()
        self.show_answer(key, looked)
        self.changed.emit()

    def _part(self, key: str, looked: Looked) -> None:
        self.show_answer(key, looked)

    def _failed(self, key: str, failure: ToolFailure) -> None:
        self._open.pop(key, None)
        self.looked.pop(key, None)
        self._quiet()
        self.refused(key, failure)
        self.changed.emit()

    def _told(self, done: int, total: int, text: Message) -> None:
        self._news = (done, total, shown(text))
        if not self._patience.isActive():
            self._show_progress()

    @Slot()
    def _show_progress(self) -> None:
        done, total, text = self._news
        if not self._open:
            return
        if total > 1:
            self._progress.progress(done, total, text)
        else:
            self._progress.busy(text)

    def _quiet(self) -> None:
        if not self._open:
            self._patience.stop()
            self._progress.finish()
