"""Home: what the program is for, the two ways to begin, and what was done last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.api import plain
from workbench.context import AppContext
from workbench.pages._page import Page
from workbench.run_view.texts import RunTexts
from workbench.services.dialogs import choose_file, data_filters
from workbench.services.language import moment
from workbench.services.theme import HALF, SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.columns import Columns
from workbench.widgets.drop import DropArea
from workbench.widgets.pictures import Picture
from workbench.widgets.rows import RowButton
from workbench.widgets.text import Label

RECENT = 4
_STATE_ICONS = {"running": "play", "paused": "pause", "completed": "check", "failed": "error", "interrupted": "warning", "stopped": "stop"}


class HomePage(Page):
    """The first page."""

    name = "home"
    icon = "home"
    order = 10

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.content.addWidget(self._beginnings())
        self.content.addWidget(self._steps())
        self._runs = Card(self.tr("Recent runs"))
        self._files = Card(self.tr("Recent files"))
        recent = Columns(narrow=640)
        recent.columns[0].addWidget(self._runs)
        recent.columns[1].addWidget(self._files)
        self.content.addWidget(recent)
        self.content.addStretch(1)
        self._texts = RunTexts(self)
        self._shown_runs: object = None
        context.hub.runs_changed.connect(self._show_runs)
        context.settings.changed.connect(self._setting_changed)
        self._show_runs()
        self._show_files()

    def heading(self) -> tuple[str, str]:
        """What the program does, in a sentence."""
        return (
            self.tr("Teach a language model with your own examples"),
            self.tr("Tunebench learns from a table or a folder of texts, here on this computer: no code, and nothing leaves it."),
        )

    @classmethod
    def rail_title(cls) -> str:
        """Short for the rail."""
        return QCoreApplication.translate("HomePage", "Home")

    def shown(self) -> None:
        """Runs may have been made meanwhile."""
        self.context.hub.refresh()

    def _beginnings(self) -> Columns:
        columns = Columns(narrow=640)
        sample = Card()
        sample.body.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        sample.body.addWidget(Picture("sample", "link", 32))
        sample.body.addSpacing(HALF)
        sample.body.addWidget(Label(self.tr("See it work"), "heading"))
        about = self.tr("The program brings short reviews with labels. A small model learns to tell good from bad in about a minute.")
        sample.body.addWidget(Label(about, "muted"))
        sample.body.addStretch(1)
        sample.body.addSpacing(SPACE)
        try_it = make_button(
            self.tr("Try the sample"), name="home.sample", tooltip=self.tr("Open the sample reviews, ready to train"), primary=True
        )
        try_it.clicked.connect(self._try_sample)
        sample.body.addWidget(try_it)
        columns.columns[0].addWidget(sample)
        columns.columns[1].addWidget(self._own_data())
        return columns

    def _own_data(self) -> DropArea:
        area = DropArea("home.drop")
        area.dropped.connect(self._take_file)
        area.body.addWidget(Picture("upload", "link", 32))
        area.body.addSpacing(HALF)
        area.body.addWidget(Label(self.tr("Begin with your data"), "heading"))
        about = self.tr("Drop a table here (csv, tsv, xlsx, parquet, json, jsonl), a text file, or a folder of texts.")
        area.body.addWidget(Label(about, "muted"))
        area.body.addStretch(1)
        area.body.addSpacing(SPACE)
        open_it = make_button(self.tr("Open your data…"), name="home.open", tooltip=self.tr("Choose a data file (Ctrl+O)"), icon="folder")
        open_it.clicked.connect(self._open)
        area.body.addWidget(open_it)
        return area

    def _steps(self) -> Card:
        card = Card(self.tr("How it goes"))
        steps = [
            ("data", self.tr("Data"), self.tr("Say what each column is: text and label, source and target; problems are named by row.")),
            ("train", self.tr("Train"), self.tr("A base model and a method are chosen for you, each with the reason. Press Start.")),
            ("runs", self.tr("Runs"), self.tr("Watch the curves grow, stop when it is good enough, then try it on a text.")),
            ("export", self.tr("Export"), self.tr("Take the model along: a folder that transformers and peft load by themselves.")),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(HALF)
        for column, (page, title, text) in enumerate(steps):
            head = make_button(self.tr("{number}  {step}").format(number=column + 1, step=title), name=f"home.step.{page}", tooltip=text)
            head.set_kind("link")
            head.set_icon(page)
            head.setAccessibleName(title)
            head.clicked.connect(partial(self.context.navigate.emit, page))
            grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(text, "muted"), 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        card.body.addLayout(grid)
        return card

    # what was done last

    @Slot()
    def _show_runs(self) -> None:
        records = self.context.hub.runs()[:RECENT]
        seen = [(record.id, record.state, record.title, record.best) for record in records]
        if seen == self._shown_runs:
            return
        self._shown_runs = seen
        rows: list[RowButton] = []
        for record in records:
            icon = _STATE_ICONS.get(record.state, "runs")
            detail = self._texts.state(record.state)
            if record.started:
                detail = self.tr("{state} · {when}").format(state=detail, when=moment(record.started))
            row = RowButton(record.title, detail, name=f"home.run.{record.id}", icon=icon, trailing=self._texts.best(record))
            row.setProperty("run", record.id)
            row.clicked.connect(self._open_run)
            rows.append(row)
        _fill(self._runs.body, rows, self.tr("Your first run will be listed here, with its curve and its result."))

    @Slot()
    def _open_run(self) -> None:
        self.context.hub.current = str(self.sender().property("run"))
        self.context.navigate.emit("runs")

    @Slot(str)
    def _setting_changed(self, key: str) -> None:
        if key == "recent":
            self._show_files()

    def _show_files(self) -> None:
        paths = self.context.settings.recent_files[:RECENT]
        rows: list[RowButton] = []
        for number, path in enumerate(paths):
            icon = "table" if path.suffix else "folder"
            rows.append(RowButton(path.name, plain(path.parent), name=f"home.file.{number}", icon=icon))
            rows[-1].clicked.connect(partial(self._take_file, str(path)))
        _fill(self._files.body, rows, self.tr("Files you open are listed here, so that you find them again."))

    # actions

    @Slot()
    def _try_sample(self) -> None:
        self.context.draft.take_sample()
        self.context.navigate.emit("train")

    @Slot()
    def _open(self) -> None:
        choose_file(self, self.tr("Open data"), data_filters(), self._take_file, self.context.settings.recent_folder)

    @Slot(str)
    def _take_file(self, path: str) -> None:
        self.context.draft.source = path
        self.context.settings.add_recent_file(Path(path))
        self.context.navigate.emit("data")


def _fill(body: QVBoxLayout, rows: Sequence[QWidget], empty: str) -> None:
    """Put rows into a card, or the sentence for none."""
    while item := body.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
    body.setSpacing(HALF)
    for row in rows or [Label(empty, "muted")]:
        body.addWidget(row)
    body.addStretch(1)


PAGE = HomePage
