"""Which engine jobs run on and which devices it has; engines for a GPU are made here, or a Python of the user's own is taken."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.api import Message, plain
from workbench.bridge.tools import ToolFailure, run_tool
from workbench.context import AppContext
from workbench.services.dialogs import choose_file
from workbench.services.language import shown
from workbench.services.theme import SPACE
from workbench.settings_view.engine_row import BUILT_IN, EngineRow
from workbench.settings_view.new_engine import NewEngine
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import Button, make_button
from workbench.widgets.card import Card
from workbench.widgets.progress import ProgressRow
from workbench.widgets.text import Label, tip

KEY = "engines"  # of the command that changes something: one at a time
MAKE_LIMIT = 7 * 86_400.0  # seconds: three gigabytes over a slow line


class DevicesCard(Card):
    """The engines, one row each, and the ways to a further one."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Devices"))
        self._context = context
        self._names: list[str] = []
        self._asked = False  # was the engine in use asked for its devices already?
        self._buttons: list[Button] = []
        self.note = Banner("settings.devices.note")
        self.busy = ProgressRow("settings.devices.progress")
        self.busy.cancelled.connect(self._cancel)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE)
        self.panel = NewEngine()
        self.panel.wanted.connect(self.make)
        about = self.tr("Make an environment with its own torch, for an NVIDIA GPU for example")
        self._new = make_button(self.tr("Make a GPU engine…"), name="settings.devices.make", tooltip=tip(about))
        self._new.clicked.connect(self._open_panel)
        about = self.tr("Let jobs run on a Python environment of your own that has torch")
        self._own = make_button(self.tr("Use another Python…"), name="settings.devices.own", tooltip=tip(about))
        self._own.clicked.connect(self._choose_python)
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self._new)
        line.addWidget(self._own)
        line.addStretch(1)
        caption = self.tr(
            "Jobs run on the engine in use. The one that came with Tunebench runs on the processor (on a Mac, on its GPU too)."
        )
        self.body.addWidget(Label(caption, "caption"))
        self.body.addWidget(self.note)
        self.body.addWidget(self.busy)
        self.body.addLayout(self._rows)
        self.body.addLayout(line)
        self.body.addWidget(self.panel)

    def look(self) -> None:
        """Ask which engines there are, each time the page comes to the front."""
        if not self._context.hub.tools.running(KEY):
            run_tool(self._context, ["engines", "list", "--json"], self._listed, self._not_listed, key="engines.list", limit=60)

    def leave(self) -> None:
        """End what is being made; the engines stay as they are."""
        self._context.hub.tools.cancel(KEY)

    # rows

    def _listed(self, answer: dict[str, Any]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._buttons = [self._new, self._own]
        self._names = [str(row["name"]) for row in answer["engines"]]
        titles = {str(kind["name"]): shown(Message.model_validate(kind["title"])) for kind in answer["variants"]}
        self.panel.offer(titles, {str(kind["name"]): str(kind["fetch"]) for kind in answer["variants"]})
        self._new.setVisible(any(name.startswith("cu") for name in titles))
        for row in answer["engines"]:
            shown_row = EngineRow(row, titles)
            shown_row.use.connect(self.use)
            shown_row.check.connect(self._check)
            shown_row.remove.connect(self._ask_remove)
            self._buttons += shown_row.findChildren(Button)
            self._rows.addWidget(shown_row)
        if (missing := Message.model_validate(answer["note"])) and not self.note.text():
            self.note.tell("warning", shown(missing))
        used = next((row for row in answer["engines"] if row["chosen"]), None)
        if used is not None and used["facts"] is None and not self._asked:
            self._asked = True  # in the background: nobody waits for it
            run_tool(self._context, ["engines", "check", str(used["name"]), "--json"], self._facts_came, key="engines.look")

    def _not_listed(self, failure: ToolFailure) -> None:
        self.note.tell("error", failure.text)

    def _facts_came(self, _answer: dict[str, Any]) -> None:
        self.look()

    # what can be done

    @Slot(bool)
    def _open_panel(self, _checked: bool = False) -> None:
        self.panel.setVisible(not self.panel.isVisible())

    @Slot(str, str)
    def make(self, variant: str, wheels: str) -> None:
        """Make an engine of a variant, named after it; from a folder of wheels, or online ("")."""
        source = ["--wheels", wheels] if wheels else []
        command = ["engines", "make", variant, "--variant", variant, *source, "--json"]
        self._begin(self.tr("Making the engine {name}").format(name=variant))
        run_tool(self._context, command, self._made, self._failed, self._progressed, key=KEY, limit=MAKE_LIMIT)

    def _progressed(self, line: dict[str, Any]) -> None:
        if "progress" in line:
            told = line["progress"]
            self.busy.progress(int(told["done"]), int(told["total"]), shown(Message.model_validate(told["text"])))

    def _made(self, answer: dict[str, Any]) -> None:
        name = str(answer["engine"])
        self._end()
        self.panel.hide()
        text = self.tr("The engine {name} is ready.").format(name=name)
        self.note.tell("success", text, self.tr("Use it"), partial(self.use, name))

    @Slot()
    def _choose_python(self) -> None:
        filters = [QCoreApplication.translate("dialogs", "All files (*)")]
        choose_file(self, self.tr("The program python of an environment"), filters, self.take_python)

    @Slot(str)
    def take_python(self, path: str) -> None:
        """Add a Python of the user's own, if it does."""
        self._begin(self.tr("Looking at {path}").format(path=plain(path)))
        command = ["engines", "add", self._free_name(Path(path)), "--python", path, "--json"]
        run_tool(self._context, command, self._made, self._failed, key=KEY)

    def _free_name(self, python: Path) -> str:
        """A name after the environment's folder (…/reviews/bin/python: "reviews") that no engine has."""
        folder = python.parent.parent if python.parent.name.lower() in ("bin", "scripts") else python.parent
        name = re.sub(r"[^a-z0-9_-]+", "-", folder.name.lower()).strip("-_")[:30] or "python"
        taken = [name, *(f"{name}-{number}" for number in range(2, len(self._names) + 3))]
        return next(item for item in taken if item not in self._names)

    @Slot(str)
    def use(self, name: str) -> None:
        """Check an engine and run jobs on it from now on."""
        self._begin(self.tr("Checking the engine {name}").format(name=name))
        run_tool(self._context, ["engines", "use", name, "--json"], self._used, self._failed, key=KEY)

    def _used(self, answer: dict[str, Any]) -> None:
        self._context.hub.engine_changed()
        self._end()
        if answer["engine"] == BUILT_IN:
            self.note.tell("success", self.tr("Jobs run on the engine that came with Tunebench from now on."))
        else:
            text = self.tr("Jobs run on the engine {name} from now on; those that run already stay where they are.")
            self.note.tell("success", text.format(name=answer["engine"]))

    @Slot(str)
    def _check(self, name: str) -> None:
        self._begin(self.tr("Checking the engine {name}").format(name=name))
        run_tool(self._context, ["engines", "check", name, "--json"], self._checked, self._failed, key=KEY)

    def _checked(self, _answer: dict[str, Any]) -> None:
        self._end()

    @Slot(str, bool)
    def _ask_remove(self, name: str, own: bool) -> None:
        text = self.tr("Forget the Python {name}?") if own else self.tr("Delete the engine {name} from the disk? It can be made again.")
        self.note.tell("warning", text.format(name=name), self.tr("Remove"), partial(self._remove, name))

    def _remove(self, name: str) -> None:
        self._begin(self.tr("Removing the engine {name}").format(name=name))
        run_tool(self._context, ["engines", "remove", name, "--json"], self._removed, self._failed, key=KEY)

    def _removed(self, _answer: dict[str, Any]) -> None:
        self._context.hub.engine_changed()
        self._end()

    # progress

    def _begin(self, text: str) -> None:
        self.note.clear()
        self.busy.busy(text)
        self._enable(False)

    def _end(self) -> None:
        self.busy.finish()
        self._enable(True)
        self.look()

    def _enable(self, free: bool) -> None:
        for button in self._buttons:
            button.setEnabled(free)
        self.panel.setEnabled(free)

    @Slot()
    def _cancel(self) -> None:
        self._context.hub.tools.cancel(KEY)
        self._end()
        self.note.tell("info", self.tr("Cancelled; the engines are as they were."))

    def _failed(self, failure: ToolFailure) -> None:
        self._end()
        self.note.tell("error", failure.text)
