"""One engine in the list of engines: its name, what it has, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.api import plain
from workbench.services.language import byte_size
from workbench.services.theme import SPACE
from workbench.widgets.buttons import Button, make_button
from workbench.widgets.text import Label, tip

BUILT_IN = "built-in"


class EngineRow(QWidget):
    """A row of `engines list`; titles: of the variants, by their names.

    Signals: use(name), check(name), remove(name, is it a Python of the user's own?) when a button is pressed.
    """

    use = Signal(str)
    check = Signal(str)
    remove = Signal(str, bool)

    def __init__(self, row: dict[str, Any], titles: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name, own = str(row["name"]), row["variant"] == "own"
        self.setObjectName(f"settings.devices.row.{name}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(self._title(row, titles)))
        facts = Label(self._facts(row), "caption")
        facts.setObjectName(f"settings.devices.{name}.facts")
        facts.setToolTip(tip(plain(row["python"])))
        words.addWidget(facts)
        line.addLayout(words, 1)
        if row["chosen"]:
            used = Label(self.tr("in use"), "success", wrap=False)
            used.setObjectName(f"settings.devices.{name}.used")
            line.addWidget(used, 0, Qt.AlignmentFlag.AlignVCenter)
        elif row["usable"]:
            about = self.tr("Run jobs on this engine from now on")
            line.addWidget(self._button(self.tr("Use"), f"{name}.use", about, partial(self.use.emit, name)))
        if row["usable"]:
            about = self.tr("Look which devices it has, and whether everything it needs is there")
            line.addWidget(self._button(self.tr("Check"), f"{name}.check", about, partial(self.check.emit, name)))
        if name != BUILT_IN:
            about = self.tr("Forget this Python; it stays where it is") if own else self.tr("Delete this engine from the disk")
            line.addWidget(self._button(self.tr("Remove"), f"{name}.remove", about, partial(self.remove.emit, name, own)))

    def _button(self, text: str, name: str, about: str, press: partial[None]) -> Button:
        button = make_button(text, name=f"settings.devices.{name}", tooltip=tip(about), flat=True)
        button.setAccessibleDescription(about)
        button.clicked.connect(lambda _checked: press())
        return button

    def _title(self, row: dict[str, Any], titles: dict[str, str]) -> str:
        if row["name"] == BUILT_IN:
            return self.tr("The engine that came with Tunebench")
        if row["variant"] == "own":
            return self.tr("{name}: your own Python").format(name=row["name"])
        return self.tr("{name}: {title}").format(name=row["name"], title=titles.get(row["variant"], row["variant"]))

    def _facts(self, row: dict[str, Any]) -> str:
        facts = row["facts"]
        if not row["usable"]:
            return self.tr("It can't be used: its Python is not there any more.")
        if facts is None:
            return self.tr("Not checked yet")
        names = []
        for device in facts["devices"]:
            text = self.tr("{name}, {size}") if device["memory"] else "{name}"
            names.append(text.format(name=device["name"], size=byte_size(device["memory"])))
        if facts["built_for"] and not names:
            text = self.tr("torch {version}: no GPU is found, so jobs run on the processor. Its driver may be missing or too old.")
            return text.format(version=facts["torch"])
        devices = "; ".join(names) or self.tr("the processor")
        return self.tr("torch {version}: {devices}").format(version=facts["torch"], devices=devices)
