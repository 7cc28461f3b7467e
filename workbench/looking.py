"""What the Inspect page looks at: a model, one to compare it with, and a text. Kept apart from the page, so that others can set it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal


class Looking(QObject):
    """The model (a starter, a folder, a run, RUN@newest), the one beside it ("" for its own base), text, second text and target.

    Signals: changed() when anything of it did.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.values: dict[str, str] = {"model": "starter:encoder", "against": "", "text": "", "pair": "", "target": ""}
        self.touched = False  # has a person, or another page, chosen something yet?

    def set(self, **values: str) -> None:
        """Take new values for some of it."""
        self.touched = True
        if any(self.values[name] != value for name, value in values.items()):
            self.values.update(values)
            self.changed.emit()

    def settings(self) -> dict[str, Any]:
        """What every look is told."""
        return {name: value for name, value in self.values.items() if name != "against"}
