"""What the draft's model is called, wherever it is shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from engine.api import NewModelSpec, UserError, new_facts, plain
from workbench.draft import Draft
from workbench.services.language import short_number, shown_text


class ModelTexts(QObject):
    """Stateless; an object only because translations belong to one."""

    def chosen(self, draft: Draft) -> str:
        """The base, or "New decoder, 6.8 M parameters"."""
        return self.new(draft.new) if draft.new is not None else plain(draft.base)

    def new(self, values: dict[str, Any]) -> str:
        """A model from nothing in a few words."""
        family = shown_text(str(values.get("family", "decoder")))
        try:
            count = new_facts(NewModelSpec(**values)).parameters
        except (UserError, ValueError):
            return self.tr("New {family}").format(family=family)
        return self.tr("New {family}, {count} parameters").format(family=family, count=short_number(count))
