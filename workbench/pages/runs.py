"""Runs: the table of all runs, and for each its live page with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from engine.api import RunFolder, UserError
from workbench.bridge.records import RunRecord
from workbench.context import AppContext
from workbench.item_models.runs import ID_ROLE, TIME, RunsModel, SortedRuns
from workbench.pages._page import Page
from workbench.run_view.texts import RunTexts
from workbench.services.language import shown
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import Button, make_button
from workbench.widgets.empty import EmptyState
from workbench.widgets.table import Table

if TYPE_CHECKING:
    from workbench.run_view.view import RunView

TURN = 10  # ms between steps that would together make the window late
NARROW = 900  # px of the page below which the table leaves out what the run's page says as well
REFRESH = 250  # ms between two looks at a job that runs

# which buttons a state has, from left to right; the primary one is last
LIVE = ("running", "paused")
BUTTONS = {
    "new": ("folder", "delete", "resume"),
    "running": ("folder", "inspect", "pause", "stop"),
    "paused": ("folder", "inspect", "stop", "continue"),
    "completed": ("folder", "delete", "inspect", "export"),
    "stopped": ("folder", "delete", "inspect", "resume", "export"),
    "failed": ("folder", "delete", "resume"),
    "interrupted": ("folder", "delete", "resume"),
}


class RunsPage(Page):
    """Table or live page, by `hub.current`: that outlives the page when the window is made again in another language."""

    name = "runs"
    icon = "runs"
    order = 50

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._hub = context.hub
        self._texts = RunTexts(self)
        self._view: RunView | None = None
        self._banner = Banner("runs.banner")
        self.content.addWidget(self._banner)
        self.content.addWidget(self._make_table(), 1)
        self._empty = EmptyState(
            self.tr("No runs yet"),
            self.tr("A run is one training of a model on your data. Start one, and its curves, its result and its log appear here."),
            self.tr("Go to Train"),
            "runs.to_train",
            self._to_train,
            icon="runs",
        )
        self.content.addWidget(self._empty, 1)
        self._make_buttons()
        self._refresh = QTimer(self)
        self._refresh.setInterval(REFRESH)
        self._refresh.timeout.connect(self._show_record)
        self._hub.runs_changed.connect(self._runs_changed)
        self._hub.job_ended.connect(self._job_ended)
        self._hub.job_overdue.connect(self._overdue)
        context.theme.changed.connect(self._model.recolour)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.show_table)
        self._runs_changed()

    @classmethod
    def rail_title(cls) -> str:
        """The page's name in the rail."""
        return QCoreApplication.translate("RunsPage", "Runs")

    def heading(self) -> tuple[str, str]:
        """What the page is for; of a run its title and where it stands."""
        record = self._hub.record(self._hub.current) if self._hub.current else None
        if record is None:
            return self.tr("Runs"), self.tr(
                "Every training and what came of it. Open one to watch its curves, to stop it or to go on with it."
            )
        live = self._hub.live(record.id)
        return record.title, self._texts.headline(record, live)

    def shown(self) -> None:
        """Show the table, or the run that was chosen meanwhile."""
        self._hub.refresh()
        if not self._hub.current:
            self.show_table()
        elif self._view is not None:
            self.show_run(self._hub.current)
        else:  # making the view takes a turn of the event loop of its own
            self._table.hide()
            self._empty.hide()
            QTimer.singleShot(TURN, self._make_view)

    def first_focus(self) -> QWidget | None:
        """The table, where there is one; beside a run its page, which the arrow keys then scroll."""
        return self._table if self._table.isVisible() else self._scroll if self._hub.current else None

    # the table

    def _make_table(self) -> Table:
        self._model = RunsModel(self)
        self._sorted = SortedRuns(self._model, self)
        self._table = Table("runs.table")
        self._table.setModel(self._sorted)
        self._table.setAccessibleName(self.tr("Runs"))
        self._table.setToolTip(self.tr("A click or Return opens a run"))
        header = self._table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sorted.sort_by)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.activated.connect(self._open)
        self._table.clicked.connect(self._open)
        return self._table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title keeps room in a narrow window."""
        super().resizeEvent(event)
        self._table.setColumnHidden(TIME, event.size().width() < NARROW)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.show_run(str(index.data(ID_ROLE)))

    @Slot()
    def show_table(self) -> None:
        """Show all runs."""
        self._hub.current = ""
        self._hub.unfollow()
        self._refresh.stop()
        inside = self._has_focus()
        if self._view is not None:
            self._view.run_id = ""
            self._view.hide()
        self._runs_changed()
        if inside:
            self._table.setFocus()
        self._show_buttons(None)

    @Slot()
    def _runs_changed(self) -> None:
        records = self._hub.runs()
        self._model.show_records(records)
        table = not self._hub.current
        self._table.setVisible(table and bool(records))
        self._empty.setVisible(table and not records)
        if not table:
            self._show_record()

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    # one run

    def show_run(self, run_id: str) -> None:
        """Show one run's live page."""
        self._hub.current = run_id
        view = self._the_view()
        if view.run_id != run_id:
            view.show_run(run_id)
            ending = self._hub.ending(run_id)
            record = self._hub.record(run_id)
            if ending and record is not None and record.state == "interrupted":
                view.message.tell("error", ending)
        if self._has_focus():  # else Qt would look for another place, and find the rail
            self.rest()
        self._table.hide()
        self._empty.hide()
        view.show()
        self._scroll.verticalScrollBar().setValue(0)
        self._refresh.start()
        self._show_record()

    @Slot()
    def _make_view(self) -> None:
        self._the_view().hide()
        QTimer.singleShot(TURN, self._show_current)

    @Slot()
    def _show_current(self) -> None:
        if self._hub.current:
            self.show_run(self._hub.current)

    def view(self) -> RunView | None:
        """The live page, None before the first run was opened."""
        return self._view

    def _the_view(self) -> RunView:
        """Made when it is first needed: its plots take half a second to load."""
        if self._view is None:
            from workbench.run_view.view import RunView

            self._view = RunView(self.context)
            self._view.back.connect(self.show_table)
            self.content.addWidget(self._view)
        return self._view

    @Slot()
    def _show_record(self) -> None:
        record = self._hub.record(self._hub.current)
        if record is not None and self._view is not None:
            self._view.show_record(record)
        self._show_buttons(record)

    def _show_buttons(self, record: RunRecord | None) -> None:
        shown_ones = list(BUTTONS.get(record.state, ())) if record is not None else []
        if record is not None and not record.has_model:  # a live run is looked at in its newest checkpoint
            shown_ones = [name for name in shown_ones if name != "export" and (name != "inspect" or record.state in LIVE)]
        for name, button in self._header_buttons.items():
            button.setVisible(name in shown_ones)
        if record is not None:
            self._header_buttons["resume"].setText(self.tr("Start") if record.state == "new" else self.tr("Resume"))
            self._header_buttons["resume"].set_kind("" if record.state == "stopped" else "primary")
        self.heading_changed.emit()

    # what can be done

    def _make_buttons(self) -> None:
        stop_tip = self.tr("End after this step and keep what was learned so far")
        made = {
            "folder": ("", self.tr("Open the run's folder"), "folder", False, self._open_folder),
            "delete": ("", self.tr("Delete this run; it can be taken back for 30 days"), "trash", False, self._delete),
            "inspect": (
                self.tr("Look inside"),
                self.tr("See what this run's model has learned to look at"),
                "inspect",
                False,
                self._inspect,
            ),
            "pause": (self.tr("Pause"), self.tr("Hold the run between two steps"), "pause", False, self._pause),
            "stop": (self.tr("Stop and keep"), stop_tip, "stop", False, self._stop),
            "continue": (self.tr("Continue"), self.tr("Let the paused run go on"), "play", True, self._continue),
            "resume": (self.tr("Resume"), self.tr("Go on from the newest checkpoint"), "resume", True, self._resume),
            "export": (self.tr("Export…"), self.tr("Take this run's model along"), "export", True, self._export),
        }
        self._header_buttons: dict[str, Button] = {}
        for name, (text, tooltip, icon, primary, slot) in made.items():
            button = make_button(text, name=f"runs.{name}", tooltip=tooltip, primary=primary, icon=icon, flat=not text)
            button.clicked.connect(slot)
            button.hide()
            self._header_buttons[name] = button
            self.add_action_button(button)

    def _folder(self) -> RunFolder:
        return self._hub.folder(self._hub.current)

    def _message(self) -> Banner:
        return self._view.message if self._view is not None and self._hub.current else self._banner

    def _try(self, action: object, *arguments: object) -> bool:
        """Do it; a mistake is told in the page."""
        assert callable(action)
        try:
            action(*arguments)
        except UserError as error:
            parts = (shown(part) for part in (error.title, error.detail, error.hint) if part)
            self._message().tell("error", " ".join(parts))
            return False
        return True

    @Slot()
    def _pause(self) -> None:
        self._hub.pause(self._folder())

    @Slot()
    def _continue(self) -> None:
        self._hub.unpause(self._folder())

    @Slot()
    def _stop(self) -> None:
        self._hub.stop(self._folder())
        self._header_buttons["stop"].setEnabled(False)
        self._message().tell("info", self.tr("The run ends after this step; what was learned is kept."))

    @Slot()
    def _resume(self) -> None:
        self._message().clear()
        self._try(self._hub.resume, self._folder())

    @Slot()
    def _export(self) -> None:
        self.context.navigate.emit("export")

    @Slot()
    def _inspect(self) -> None:
        record = self._hub.record(self._hub.current)
        if record is not None:
            self.context.looking.set(model=f"{record.id}@newest" if record.state in LIVE else record.id)
            self.context.navigate.emit("inspect")

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder().path)))

    @Slot()
    def _delete(self) -> None:
        folder, title = self._folder(), self.heading()[0]
        if self._try(self._hub.delete, folder):
            self.show_table()
            self._deleted = folder.id
            text = self.tr("“{title}” was deleted. It is kept for 30 days.").format(title=title)
            self._banner.tell("info", text, self.tr("Undo"), self._undelete)

    def _undelete(self) -> None:
        if self._try(self._hub.undelete, self._deleted):
            self._banner.clear()

    def _to_train(self) -> None:
        self.context.navigate.emit("train")

    # what the jobs tell

    @Slot(str, str)
    def _job_ended(self, run_id: str, sentence: str) -> None:
        self._header_buttons["stop"].setEnabled(True)
        if run_id != self._hub.current or self._view is None:
            return
        record = self._hub.record(run_id)
        if record is not None and record.state in ("interrupted", "failed"):
            self._view.message.tell("error", sentence)
        else:
            self._view.message.tell("success", sentence)

    @Slot(str)
    def _overdue(self, run_id: str) -> None:
        if run_id == self._hub.current and self._view is not None:
            text = self.tr("The engine was asked to stop and has not done so. Ending it now loses the steps since the last checkpoint.")
            self._view.message.tell("warning", text, self.tr("End it now"), self._kill)

    def _kill(self) -> None:
        self._hub.kill(self._folder())

    def leave(self) -> None:
        """Nothing more is asked of the hub."""
        self._refresh.stop()


PAGE = RunsPage
