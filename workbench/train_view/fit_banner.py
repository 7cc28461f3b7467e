"""Said at the task: that the chosen model can't do it, with one that it can; or what was changed for the model's sake."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot

from engine.api import TASKS, discover
from workbench.context import AppContext
from workbench.services.language import shown_text
from workbench.widgets.banner import Banner


class FitBanner(Banner):
    """Follows the draft's fit."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("train.task.problem")
        self._context = context
        self._known = False  # that a new model knows nothing: it was said and put away
        self.closed.connect(self._put_away)
        context.fit.changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Say what there is to say now."""
        fit, draft, titles = self._context.fit, self._context.draft, discover(TASKS)
        corpus = getattr(titles[draft.task], "corpus", False)
        if problem := fit.problem():
            task = fit.fitting_task()
            more = self.tr("It can do this: {task}.").format(task=shown_text(titles[task].title)) if task else ""
            self._offer("error", f"{problem} {more}".strip(), task)
        elif draft.new is not None and not corpus and not self._known and (task := fit.first_corpus_task()):
            text = self.tr("A new model knows no language yet. It usually learns from running text first: {task}.")
            self._offer("info", text.format(task=shown_text(titles[task].title)), task)
        elif fit.note:
            self.tell("info", fit.note)
        else:
            self.clear()

    def _offer(self, level: str, text: str, task: str) -> None:
        if task:
            self.tell(level, text, self.tr("Take it"), partial(self._context.draft.set, "task", task))
        else:
            self.tell(level, text, self.tr("Choose another model"), partial(self._context.navigate.emit, "model"))

    @Slot()
    def _put_away(self) -> None:
        self._known = True
