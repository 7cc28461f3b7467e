"""Export: a finished run becomes a folder that transformers and peft load without us, compared before it is called done."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from engine.api import Message, catalog, home, plain
from workbench.bridge.records import RunRecord
from workbench.bridge.tools import ToolFailure, run_tool
from workbench.context import AppContext
from workbench.pages._page import Page
from workbench.run_view.exported import ExportedCard
from workbench.run_view.texts import RunTexts
from workbench.services.dialogs import choose_folder
from workbench.services.language import moment, shown, shown_text
from workbench.services.theme import SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.columns import Columns
from workbench.widgets.empty import EmptyState
from workbench.widgets.inputs import ComboBox
from workbench.widgets.progress import ProgressRow
from workbench.widgets.rows import RowButton
from workbench.widgets.text import ElidedLabel, Label

LIMIT = 1800.0  # seconds; a large model on a slow disk is read and written twice
ICONS = {"merged": "model", "adapter": "chip"}


class ExportPage(Page):
    """Choose a run, a format and a folder; watch; take the folder along."""

    name = "export"
    icon = "export"
    order = 60

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._hub = context.hub
        self._texts = RunTexts(self)
        self._records: list[RunRecord] = []
        self._chosen_folder: Path | None = None
        self._formats: dict[str, RowButton] = {}
        self._unsuited: dict[str, dict[str, str]] = {}
        self._banner = Banner("export.banner")
        self._progress = ProgressRow("export.progress")
        self._progress.cancelled.connect(self._cancel)
        self._details = ""
        self._columns = Columns((3, 2))
        left, right = self._columns.columns
        for card in (self._model_card(), self._format_card(), self._folder_card()):
            left.addWidget(card)
        left.addStretch(1)
        self._about = self._about_card()
        self._exported = ExportedCard()
        right.addWidget(self._about)
        right.addWidget(self._exported)
        right.addStretch(1)
        self._empty = EmptyState(
            self.tr("No model to export yet"),
            self.tr("When a run has ended, or was stopped and kept, its model can be taken along from here."),
            self.tr("Go to Runs"),
            "export.to_runs",
            self._to_runs,
            icon="export",
        )
        for widget in (self._banner, self._progress, self._columns, self._empty):
            self.content.addWidget(widget)
        self.content.addStretch(1)
        start_tip = self.tr("Write the folder and compare it with your model (Ctrl+Return)")
        self._start = make_button(self.tr("Export"), name="export.start", tooltip=start_tip, primary=True, icon="export")
        self._start.clicked.connect(self.export)
        self.add_action_button(self._start)
        self._hub.runs_changed.connect(self._show_runs)
        self._show_runs()

    @classmethod
    def rail_title(cls) -> str:
        """The page's name in the rail."""
        return QCoreApplication.translate("ExportPage", "Export")

    def heading(self) -> tuple[str, str]:
        """What the page is for."""
        return self.tr("Export"), self.tr("Take a model along: a folder that transformers and peft load without Tunebench.")

    def shown(self) -> None:
        """Offer the run that was looked at last."""
        self._hub.refresh()
        if not self._formats:
            self._fill_formats()
        self._show_runs()
        if self._hub.current:
            index = self._runs.findData(self._hub.current)
            if index >= 0:
                self._runs.setCurrentIndex(index)

    # building

    def _model_card(self) -> Card:
        card = Card(self.tr("Model"))
        self._runs = ComboBox()
        self._runs.setObjectName("export.run")
        self._runs.setAccessibleName(self.tr("Run"))
        self._runs.setToolTip(self.tr("The run whose model is exported"))
        self._runs.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._runs.setMinimumContentsLength(24)
        self._runs.currentIndexChanged.connect(self._run_chosen)
        self._run_note = Label("", "caption")
        card.body.addWidget(self._runs)
        card.body.addWidget(self._run_note)
        return card

    def _format_card(self) -> Card:
        card = Card(self.tr("Format"))
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._format_chosen)
        self._format_rows = QVBoxLayout()
        self._format_rows.setSpacing(SPACE)
        card.body.addLayout(self._format_rows)
        self._why_not = Label("", "caption")
        self._why_not.hide()
        card.body.addWidget(self._why_not)
        return card

    def _folder_card(self) -> Card:
        card = Card(self.tr("Folder"))
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._folder = ElidedLabel()
        self._folder.setObjectName("export.folder")
        change_tip = self.tr("Choose another place for the export")
        change = make_button(self.tr("Change…"), name="export.change", tooltip=change_tip, icon="folder")
        change.clicked.connect(self._change_folder)
        row.addWidget(self._folder, 1)
        row.addWidget(change)
        card.body.addLayout(row)
        return card

    def _about_card(self) -> Card:
        card = Card(self.tr("What happens"))
        steps = (
            self.tr("1. The files are written into a new folder; nothing is ever overwritten."),
            self.tr("2. The folder is loaded again by transformers or peft alone, as others will load it."),
            self.tr("3. Its answers are compared with your model's on the validation rows. Only if they are the same is the export done."),
        )
        for text in steps:
            card.body.addWidget(Label(text, "muted"))
        return card

    def _fill_formats(self) -> None:
        for entry in catalog()["exporters"]:
            name = entry["name"]
            title, summary = shown_text(entry["title"]), shown_text(entry["summary"])
            row = RowButton(title, summary, name=f"export.format.{name}", icon=ICONS.get(name, "file"), wrap=True)
            row.setCheckable(True)
            self._group.addButton(row)
            self._format_rows.addWidget(row)
            self._formats[name] = row
            self._unsuited[name] = entry["unsuited"]
        self._run_chosen()

    # choosing

    @Slot()
    def _show_runs(self) -> None:
        records = [record for record in self._hub.runs() if record.has_model and record.state not in ("running", "paused")]
        self._columns.setVisible(bool(records))
        self._empty.setVisible(not records)
        self._start.setVisible(bool(records))
        if [(record.id, record.title) for record in records] == [(record.id, record.title) for record in self._records]:
            return
        chosen = self._runs.currentData()
        self._records = records
        self._runs.blockSignals(True)
        self._runs.clear()
        for record in records:
            self._runs.addItem(self.tr("{title} · {when}").format(title=record.title, when=moment(record.started)), record.id)
        self._runs.setCurrentIndex(max(0, self._runs.findData(chosen)))
        self._runs.blockSignals(False)
        self._run_chosen()

    def _record(self) -> RunRecord | None:
        return next((record for record in self._records if record.id == self._runs.currentData()), None)

    @Slot()
    def _run_chosen(self) -> None:
        record = self._record()
        if record is None:
            return
        note = self._texts.headline(record)
        if record.best is not None:
            name, value = record.best
            best = self.tr("best on validation: {metric} {value}")
            note += " · " + best.format(metric=self._texts.metric_name(name), value=self._texts.metric(name, value))
        self._run_note.setText(note)
        reasons = [shown_text(reasons[record.method]) for reasons in self._unsuited.values() if record.method in reasons]
        for name, row in self._formats.items():
            row.setEnabled(record.method not in self._unsuited[name])
        self._why_not.setText(" ".join(reasons))
        self._why_not.setVisible(bool(reasons))
        checked = self._group.checkedButton()
        if checked is None or not checked.isEnabled():
            for row in self._formats.values():
                if row.isEnabled():
                    row.setChecked(True)
                    break
        self._format_chosen()
        self._show_exported(self._hub.exports.get(record.id))

    def format(self) -> str:
        """The name of the chosen format."""
        return next((name for name, row in self._formats.items() if row.isChecked()), "")

    def folder(self) -> Path:
        """Where the export goes: a name that is free, because nothing is overwritten."""
        place = (self._chosen_folder or home() / "exports") / f"{self._runs.currentData()}-{self.format()}"
        others = (place.with_name(f"{place.name}-{number}") for number in range(2, 1000))
        return place if not place.exists() else next((other for other in others if not other.exists()), place)

    @Slot()
    def _format_chosen(self) -> None:
        self._folder.setText(plain(self.folder()))

    @Slot()
    def _change_folder(self) -> None:
        choose_folder(self, self.tr("Where the export goes"), self._chosen_folder or home(), self._folder_chosen)

    def _folder_chosen(self, path: str) -> None:
        self._chosen_folder = Path(path)
        self._format_chosen()

    # exporting

    @Slot()
    def export(self) -> None:
        """Run the export in a child process."""
        record = self._record()
        if record is None or not self.format():
            return
        self._banner.clear()
        self._show_exported(None)
        self._start.setEnabled(False)
        self._progress.busy(self.tr("Loading the model…"))
        self._format_chosen()
        arguments = ["export", str(record.path), "--to", self.format(), "--out", str(self.folder()), "--json"]
        run_tool(self.context, arguments, partial(self._done, record.id), self._failed, self._line, limit=LIMIT)

    @Slot()
    def _cancel(self) -> None:
        self._hub.tools.cancel("export")
        self._ready()
        self._banner.tell("info", self.tr("The export was cancelled; nothing was kept."))

    def _line(self, line: dict[str, Any]) -> None:
        phase = line.get("phase")
        if isinstance(phase, dict):
            self._progress.busy(shown(Message.model_validate(phase)))

    def _done(self, run_id: str, answer: dict[str, Any]) -> None:
        self._ready()
        result = answer.get("result")
        if not isinstance(result, dict):
            self._banner.tell("error", self.tr("The engine's answer does not say where the export lies."))
            return
        self._hub.exports[run_id] = result
        self._format_chosen()
        if self._runs.currentData() == run_id:
            self._show_exported(result)

    def _show_exported(self, result: dict[str, Any] | None) -> None:
        self._about.setVisible(result is None)
        self._exported.show_export(result)

    def _failed(self, failure: ToolFailure) -> None:
        self._ready()
        if failure.console and failure.code == "internal":
            self._details = failure.console
            self._banner.tell("error", failure.text, self.tr("Copy details"), self._copy_details)
        elif failure.code == "export.taken":
            self._banner.tell("error", failure.text, self.tr("Change…"), self._change_folder)
        else:
            self._banner.tell("error", failure.text)

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)

    def _ready(self) -> None:
        self._progress.finish()
        self._start.setEnabled(True)

    def _to_runs(self) -> None:
        self.context.navigate.emit("runs")

    def first_focus(self) -> QWidget | None:
        """The choice of the run."""
        return self._runs


PAGE = ExportPage
