"""Do model and task fit? Knows the chosen model's family, proposes a task that it can do, and says what was changed for it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from engine.api import METHODS, TASKS, ModelFacts, UserError, discover
from workbench.bridge.facts import FactsReader
from workbench.draft import Draft
from workbench.services.language import shown_text

WHOLE = "full"  # the method that trains every weight, as a model from nothing needs


class ModelFit(QObject):
    """Looks at the draft's model once somebody asks, and at each one that is chosen from then on.

    A task that the new model's family can't do is replaced by the first that it can; `note` says so until the user takes
    another task. `family` is "" while it isn't known.

    Signals: changed() when family, note or problem() may be different.
    """

    changed = Signal()

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.family = ""
        self.note = ""
        self._last = ""
        self._looks = False
        self._own = False
        self._method = ""  # what a model from nothing took the place of
        self._reader: FactsReader | None = None
        draft.changed.connect(self._draft_changed)

    def look(self) -> None:
        """Look at the model, if that was not done yet."""
        if not self._looks:
            self._looks = True
            self._ask()

    def close(self) -> None:
        """Wait for a look that is still going on."""
        if self._reader is not None:
            self._reader.close()

    def fits(self, task: str) -> bool:
        """Can the model's family do the task? Yes while nothing is known of either."""
        plugin = discover(TASKS).get(task)
        families = getattr(plugin, "families", ())
        return not self.family or not families or self.family in families

    def fitting_task(self) -> str:
        """The first task that the family can do, "" if there is none."""
        return next((name for name in discover(TASKS) if self.fits(name)), "")

    def first_corpus_task(self) -> str:
        """The family's first task on running text."""
        return next((name for name, plugin in discover(TASKS).items() if self.fits(name) and getattr(plugin, "corpus", False)), "")

    def problem(self) -> str:
        """Why the model can't do the task, "" if it can."""
        if self.fits(self._draft.task):
            return ""
        plugin = discover(TASKS)[self._draft.task]
        needed = self.tr(" or ").join(shown_text(family) for family in plugin.families)
        text = self.tr("{task} needs a model of the family {needed}, and the chosen one is of the family {family}.")
        return text.format(task=shown_text(plugin.title), needed=needed, family=shown_text(self.family))

    @Slot(str)
    def _draft_changed(self, what: str) -> None:
        if what == "new":
            self._take_method()
        if what in ("base", "new") and self._looks:
            self._ask()
        elif what in ("task", "method") and not self._own:
            self.note = ""
            self.changed.emit()

    def _take_method(self) -> None:
        """A model from nothing is trained whole; the method of before comes back with a base."""
        draft = self._draft
        if draft.new is not None and draft.method != WHOLE and WHOLE in discover(METHODS):
            self._method = draft.method
            self._set("method", WHOLE)
            self.note = self.tr("A new model has nothing yet that could be kept, so all of its weights are trained.")
        elif draft.new is None and self._method:
            if draft.method == WHOLE:
                self._set("method", self._method)
            self._method, self.note = "", ""

    def _ask(self) -> None:
        if self._draft.new is not None:
            self._found(str(self._draft.new.get("family", "decoder")))
            return
        if self._reader is None:
            self._reader = FactsReader(self)
            self._reader.read.connect(self._read)
        self._reader.ask(self._draft.base)

    @Slot(str, object)
    def _read(self, base: str, found: ModelFacts | UserError) -> None:
        if base == self._draft.base and self._draft.new is None:
            self._found(found.family if isinstance(found, ModelFacts) else "")

    def _found(self, family: str) -> None:
        self.family = family
        if family and self._last and family != self._last and not self.fits(self._draft.task):
            self._change_task()
        self._last = family or self._last
        self.changed.emit()

    def _change_task(self) -> None:
        task = self.fitting_task()
        if not task:
            return
        plugins = discover(TASKS)
        text = self.tr("The chosen model can't do {before}, so the task is now {after}.")
        titles = {"before": shown_text(plugins[self._draft.task].title), "after": shown_text(plugins[task].title)}
        self._set("task", task)
        self.note = text.format(**titles)

    def _set(self, name: str, value: Any) -> None:
        self._own = True
        self._draft.set(name, value)
        self._own = False
