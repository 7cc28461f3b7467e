"""What lies where: every place that Tunebench writes to, with its size; caches can be cleaned and the data folder moved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.api import Place, home, places, plain
from workbench.bridge.tools import ToolFailure, run_tool
from workbench.context import AppContext
from workbench.services.dialogs import choose_folder
from workbench.services.language import byte_size, shown
from workbench.services.theme import SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import Button, make_button
from workbench.widgets.card import Card
from workbench.widgets.progress import ProgressRow
from workbench.widgets.text import ElidedLabel, Label, tip

SHOWN = ("data", "runs", "runs-chosen", "exports", "caches", "engines", "logs", "temporary", "hub")
OUTSIDE = ("location", "qt")  # small files that do not lie in the data folder: shown once they are there
FOLDER = "tunebench"  # the name of a data folder below the one that was chosen
MOVE_LIMIT = 7 * 86_400.0  # seconds: a large folder may go to a slow disk


class StorageCard(Card):
    """The places, one row each."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("What lies where"))
        self._context = context
        self._target = ""
        self._sizes: dict[str, Label] = {}
        self._moving: list[Button] = []  # what must rest while the data folder moves
        self._actions: list[QWidget] = []
        self.note = Banner("settings.storage.note")
        self.busy = ProgressRow("settings.storage.progress")
        self.busy.cancelled.connect(self._cancel)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE)
        self.body.addWidget(self.note)
        self.body.addWidget(self.busy)
        self.body.addLayout(self._rows)
        caption = self.tr("Removing the program leaves these in place: they are yours. The command tunebench storage lists the rest.")
        self.body.addWidget(Label(caption, "caption"))
        context.settings.changed.connect(self._setting_changed)
        self._fill()

    def look(self) -> None:
        """Ask the engine how big everything is."""
        if not self._context.hub.tools.running("storage.move"):
            run_tool(self._context, ["storage", "--json"], self._measured, limit=60)

    def leave(self) -> None:
        """End a move: the old folder stays the one that counts."""
        self._context.hub.tools.cancel("storage.move")

    # rows

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._sizes.clear()
        self._moving.clear()
        self._actions.clear()
        for place in places():
            if place.name in (*SHOWN, *OUTSIDE):
                row = self._row(place)
                row.setVisible(place.name in SHOWN)
                self._rows.addWidget(row)
        widest = max(actions.sizeHint().width() for actions in self._actions)
        for actions in self._actions:  # so that the sizes stand below each other
            actions.setMinimumWidth(widest)

    def _row(self, place: Place) -> QWidget:
        """Name and path at the left, the size and what can be done at the right."""
        whole = QWidget()
        whole.setObjectName(f"settings.storage.{place.name}")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(shown(place.title)))
        words.addWidget(ElidedLabel(plain(place.path), "caption"))
        row.addLayout(words, 1)
        size = self._sizes[place.name] = Label("", "muted", wrap=False)
        size.setObjectName(f"settings.storage.{place.name}.size")
        row.addWidget(size, 0, Qt.AlignmentFlag.AlignVCenter)
        actions = QWidget()
        actions.setObjectName(f"settings.storage.{place.name}.actions")
        line = QHBoxLayout(actions)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE)
        line.addStretch(1)
        for button in self._buttons(place):
            line.addWidget(button)
        row.addWidget(actions)
        self._actions.append(actions)
        return whole

    def _buttons(self, place: Place) -> list[Button]:
        made: list[Button] = []
        name, settings = f"settings.storage.{place.name}", self._context.settings
        if place.name in ("runs", "runs-chosen") and place.path == settings.runs:
            if settings.get("runs"):
                about = self.tr("Keep runs in Tunebench's own folder again")
                made.append(self._button(self.tr("Default"), f"{name}.default", about, self._default_runs))
            about = self.tr("Choose another folder for runs")
            made.append(self._button(self.tr("Change…"), f"{name}.change", about, self._change_runs))
        if place.name == "data":
            about = self.tr("Move the data folder, with all that is in it, to another place")
            made.append(self._button(self.tr("Move…"), f"{name}.move", about, self._choose_target))
            self._moving.append(made[-1])
        if place.kind == "cache":
            about = self.tr("Delete the caches; they are made again when they are needed")
            made.append(self._button(self.tr("Clean"), f"{name}.clean", about, self._clean))
            self._moving.append(made[-1])
        about = self.tr("Show {title} in the system's file manager").format(title=shown(place.title))
        made.append(self._button(self.tr("Open"), f"{name}.open", about, partial(self._open, place.path)))
        return made

    def _button(self, text: str, name: str, about: str, slot: Any) -> Button:
        button = make_button(text, name=name, tooltip=tip(about), flat=True)
        button.setAccessibleDescription(about)
        button.clicked.connect(slot)
        return button

    def _measured(self, answer: dict[str, Any]) -> None:
        for entry in answer.get("places", ()):
            label = self._sizes.get(str(entry["name"]))
            if label is None:
                continue
            size = byte_size(entry["bytes"])
            if not entry["there"]:
                label.setText("–")
            elif entry["complete"]:
                label.setText(size)
            else:
                label.setText(self.tr("over {size}").format(size=size))
            if entry["name"] in OUTSIDE and (row := label.parentWidget()) is not None:
                row.setVisible(bool(entry["there"]))

    @Slot(str)
    def _setting_changed(self, key: str) -> None:
        if key == "runs":
            self._fill()
            self.look()

    # what can be done

    def _open(self, path: Path) -> None:
        folder = path.parent if path.is_file() else path
        if not folder.is_dir():
            text = self.tr("{folder} is not there yet; it is made when it is needed.")
            self._context.notified.emit("info", text.format(folder=plain(folder)))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            text = self.tr("No file manager was found to open {folder}.")
            self._context.notified.emit("warning", text.format(folder=plain(folder)))

    @Slot()
    def _change_runs(self) -> None:
        choose_folder(self, self.tr("Where runs are kept"), self._context.settings.runs, self.take_runs)

    @Slot(str)
    def take_runs(self, path: str) -> None:
        """Keep new runs in a folder."""
        self._context.settings.runs = Path(path)
        text = self.tr("New runs are kept in {folder}; earlier ones stay where they are.")
        self._context.notified.emit("info", text.format(folder=plain(path)))

    @Slot()
    def _default_runs(self) -> None:
        self._context.settings.set("runs", "")

    @Slot()
    def _clean(self) -> None:
        run_tool(self._context, ["storage", "--clean", "caches", "--json"], self._cleaned, self._failed, limit=600)

    def _cleaned(self, answer: dict[str, Any]) -> None:
        self._measured(answer)
        text = self.tr("{size} were freed.").format(size=byte_size(answer["freed"]))
        self._context.notified.emit("success", text)

    # moving the data folder

    @Slot()
    def _choose_target(self) -> None:
        choose_folder(self, self.tr("Where the data folder goes"), home().parent, self.move_to)

    @Slot(str)
    def move_to(self, chosen: str) -> None:
        """Move the data folder below a chosen one (or to it, if it has the right name already)."""
        path = Path(chosen)
        self._target = str(path if path.name.lower() == FOLDER else path / FOLDER)
        self._context.save_draft()
        self.note.clear()
        self.busy.busy(self.tr("Looking at what is to be moved to {folder}").format(folder=plain(self._target)))
        self._enable(False)
        command = ["storage", "move", self._target, "--json"]
        run_tool(self._context, command, self._moved, self._failed, self._progressed, key="storage.move", limit=MOVE_LIMIT)

    def _enable(self, free: bool) -> None:
        for button in self._moving:
            button.setEnabled(free)

    def _progressed(self, line: dict[str, Any]) -> None:
        if "progress" not in line:
            return
        done, total = int(line["progress"]["done"]), int(line["progress"]["total"])
        text = self.tr("Copying to {folder}: {done} of {total}")
        self.busy.progress(done, total, text.format(folder=plain(self._target), done=byte_size(done), total=byte_size(total)))

    @Slot()
    def _cancel(self) -> None:
        self._context.hub.tools.cancel("storage.move")
        self._end()
        self.note.tell("info", self.tr("The move was cancelled; the data folder is where it was."))

    def _moved(self, answer: dict[str, Any]) -> None:
        old, new = Path(answer["moved"]["from"]), Path(answer["moved"]["to"])
        self._context.moved(old, new)
        self._end()
        text = self.tr("The data folder is now {folder}. Close this window and open it again, so that everything uses it.")
        self.note.tell("success", text.format(folder=plain(new)), self.tr("Close now"), self._close_window)

    def _failed(self, failure: ToolFailure) -> None:
        self._end()
        self.note.tell("error", failure.text)

    def _end(self) -> None:
        self.busy.finish()
        self._fill()
        self.look()

    def _close_window(self) -> None:
        self.window().close()
