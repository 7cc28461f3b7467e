"""Data: the file, its first rows at once, which column is what, what is wrong with it, and which rows are kept back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from engine.api import TASKS, Guess, discover, guess_columns, task_roles
from workbench.bridge.reading import DataReader
from workbench.context import AppContext
from workbench.data_view.figures import LabelsCard, LengthsCard
from workbench.data_view.findings import Findings
from workbench.data_view.roles_card import RolesCard
from workbench.data_view.rows_view import RowsView
from workbench.data_view.source_bar import SourceBar
from workbench.data_view.split_card import SplitCard
from workbench.pages._page import Page
from workbench.services.dialogs import choose_file, choose_folder, data_filters
from workbench.services.language import shown
from workbench.services.theme import HALF, SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import make_button
from workbench.widgets.columns import Columns
from workbench.widgets.drop import DropArea
from workbench.widgets.pictures import Picture
from workbench.widgets.text import Label

_OF_THE_FILE = ("source", "encoding", "delimiter")
_CHECK_DELAY = 150  # milliseconds that a choice may rest before the rows are checked again


class DataPage(Page):
    """Writes source, encoding, delimiter, columns, validation and test into the draft."""

    name = "data"
    icon = "data"
    order = 20

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._reader: DataReader = context.reader
        self._roles = task_roles(context.draft.task)
        self._guesses: dict[str, Guess] = {}
        self._bar = SourceBar()
        self._problem = Banner("data.problem")
        self._drop = self._drop_area()
        self._view, self._findings = RowsView(), Findings()
        self._columns, self._labels, self._lengths, self._split = RolesCard(self._roles), LabelsCard(), LengthsCard(), SplitCard()
        self._body = Columns((5, 3))
        left, right = self._body.columns
        left.addWidget(self._view, 1)
        left.addWidget(self._split)
        for card in (self._columns, self._labels, self._lengths):
            right.addWidget(card)
        right.addStretch(1)
        for widget in (self._bar, self._problem, self._drop, self._findings):
            self.content.addWidget(widget)
        self.content.addWidget(self._body, 1)
        self.content.addStretch(0)
        self._add_buttons()
        self._check_soon = QTimer(self)
        self._check_soon.setSingleShot(True)
        self._check_soon.setInterval(_CHECK_DELAY)
        self._check_soon.timeout.connect(self._check)
        self._connect()
        self._show_all()

    def _connect(self) -> None:
        self._bar.encoding_chosen.connect(self._choose_encoding)
        self._bar.delimiter_chosen.connect(self._choose_delimiter)
        self._bar.file_chosen.connect(self._take_file)
        self._bar.cancelled.connect(self._reader.cancel)
        self._drop.dropped.connect(self._take_file)
        self._view.role_chosen.connect(self._choose_role)
        self._columns.role_chosen.connect(self._choose_role)
        self._findings.row_wanted.connect(self._show_row)
        self._split.validation_chosen.connect(self._choose_validation)
        self._split.test_chosen.connect(self._choose_test)
        self._reader.changed.connect(self._reader_changed)
        self.context.draft.changed.connect(self._draft_changed)
        self.context.settings.changed.connect(self._setting_changed)
        self.context.theme.changed.connect(self._view.update)

    def _add_buttons(self) -> None:
        sample = make_button(
            self.tr("Use the sample"), name="data.sample", tooltip=self.tr("Take the sample reviews that come with the program")
        )
        sample.clicked.connect(self._use_sample)
        opened = make_button(self.tr("Open…"), name="data.open", tooltip=self.tr("Choose a data file (Ctrl+O)"), icon="folder")
        opened.clicked.connect(self._open)
        self._continue = make_button(
            self.tr("Continue to Train"),
            name="data.continue",
            tooltip=self.tr("Go on with these rows (Ctrl+Return)"),
            primary=True,
        )
        self._continue.clicked.connect(self._go_on)
        for button in (sample, opened, self._continue):
            self.add_action_button(button)

    def _drop_area(self) -> DropArea:
        area = DropArea("data.drop")
        area.body.addWidget(Picture("upload", "link", 32))
        area.body.addSpacing(HALF)
        area.body.addWidget(Label(self.tr("Drop a file here"), "heading"))
        self._about_files = Label(self._takes(), "muted")
        area.body.addWidget(self._about_files)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        file = make_button(self.tr("Open a file…"), name="data.drop.file", tooltip=self.tr("Choose a data file (Ctrl+O)"), icon="file")
        file.clicked.connect(self._open)
        folder = make_button(self.tr("Open a folder…"), name="data.drop.folder", tooltip=self.tr("Choose a folder of texts"), icon="folder")
        folder.clicked.connect(self._open_folder)
        row.addWidget(file)
        row.addWidget(folder)
        row.addStretch(1)
        inside = QVBoxLayout()
        inside.addSpacing(SPACE)
        inside.addLayout(row)
        area.body.addLayout(inside)
        return area

    def _has_labels(self) -> bool:
        return any(role.kind == "label" for role in self._roles)

    def _takes(self) -> str:
        """Which files the task can be given."""
        if self._has_labels():
            return self.tr("A table (csv, tsv, xlsx, parquet, json, jsonl), a text file, or a folder with one folder of texts per label.")
        if self._reads_corpus():
            return self.tr("A text file, a folder of texts, or a table with a column of texts (jsonl, parquet, csv, tsv, xlsx, json).")
        return self.tr("A table (jsonl, json, parquet, csv, tsv, xlsx) with these columns: {roles}.").format(roles=self._role_names())

    def _reads_corpus(self) -> bool:
        return bool(getattr(discover(TASKS).get(self.context.draft.task), "corpus", False))

    def _role_names(self) -> str:
        return self.tr(", ").join(shown(role.title) for role in self._roles)

    def _wanted(self) -> str:
        """What has to be opened, where nothing is open."""
        if self._has_labels():
            return self.tr("Open a table with a column of texts and a column of labels.")
        if self._reads_corpus():
            return self.tr("Open texts to learn from: a text file, a folder, or a table with a column of texts.")
        return self.tr("Open a table with these columns: {roles}.").format(roles=self._role_names())

    def heading(self) -> tuple[str, str]:
        """What the page is for, or the first thing that is wrong and how to mend it."""
        now = self._reader.now
        sentence = self.tr("Check that the right columns are taken, look at what was found, and go on.")
        if not self.context.draft.source:
            sentence = self._wanted()
        elif now.state == "failed":
            sentence = self.tr("This file can't be used as it is. What is wrong stands below.")
        elif now.report is not None and now.report.errors:
            sentence = self.tr("One thing has to be mended before training; it stands first in the list of problems.")
        return self.tr("Data"), sentence

    def shown(self) -> None:
        """Read the draft's file if that was not done yet."""
        self._read()

    # the file

    def _read(self, again: bool = False) -> None:
        draft = self.context.draft
        if draft.source:
            self._reader.read(draft.source, draft.encoding, draft.delimiter, again)
            if not draft.columns:  # the sample was taken again, and its rows are read already
                self._guess_roles()
        self._show_all()

    @Slot(str)
    def _take_file(self, path: str) -> None:
        same = path == self.context.draft.source
        self.context.draft.source = path
        if same:
            self._read(again=True)

    @Slot()
    def _open(self) -> None:
        choose_file(self, self.tr("Open data"), data_filters(), self._take_file)

    @Slot()
    def _open_folder(self) -> None:
        choose_folder(self, self.tr("Open a folder of texts"), None, self._take_file)

    @Slot()
    def _use_sample(self) -> None:
        self.context.draft.take_sample()
        self._read()

    @Slot(str)
    def _choose_encoding(self, name: str) -> None:
        self.context.draft.encoding = name

    @Slot(str)
    def _choose_delimiter(self, sign: str) -> None:
        self.context.draft.delimiter = sign

    @Slot(str)
    def _setting_changed(self, key: str) -> None:
        if key == "recent":
            self._bar.show_recent(self._recent())

    def _recent(self) -> list[Path]:
        return [path for path in self.context.settings.recent_files if str(path) != self.context.draft.source]

    # what the reader says

    @Slot(str)
    def _reader_changed(self, what: str) -> None:
        now = self._reader.now
        match what:
            case "progress":
                self._bar.show_progress(now)
                return
            case "started":
                self._guesses = {}
                self._view.clear()
            case "preview":
                self._show_preview()
            case "done" if now.cache is not None:
                self._view.show_cache(now.cache)
                self.context.settings.add_recent_file(now.path)
                self._check()
            case "checked":
                self.context.draft.set("info", now.report)
        self._show_all()

    def _show_preview(self) -> None:
        """Show the first rows, and give the roles that have no column one."""
        now = self._reader.now
        if now.opened is None or now.preview is None:
            return
        self._view.show_preview(now.opened.columns, now.preview.rows)
        self._guess_roles()

    def _guess_roles(self) -> None:
        """Give the roles that have no column one, as far as the first rows are known."""
        now, draft = self._reader.now, self.context.draft
        if now.opened is None or now.preview is None:
            return
        columns = now.opened.columns
        self._guesses = guess_columns(columns, [cells for _, cells in now.preview.rows], self._roles)
        roles = {role.name for role in self._roles}
        chosen = {role: column for role, column in draft.columns.items() if column in columns and role in roles}
        for role, guess in self._guesses.items():
            if role not in chosen and guess.column not in chosen.values():
                chosen[role] = guess.column
        draft.set("columns", chosen)

    @Slot()
    def _check(self) -> None:
        self._reader.check(self.context.draft.columns, self._roles)

    # what the user says

    @Slot(str, str)
    def _choose_role(self, column: str, role: str) -> None:
        """Let the column play the role and nothing else; without a column the role is free, without a role the column."""
        columns = {name: taken for name, taken in self.context.draft.columns.items() if name != role and taken != column}
        if column and role:
            columns[role] = column
        self.context.draft.set("columns", columns)

    @Slot(object)
    def _choose_validation(self, value: float | str) -> None:
        self.context.draft.validation = value

    @Slot(object)
    def _choose_test(self, value: float | None) -> None:
        self.context.draft.test = value

    @Slot(str)
    def _draft_changed(self, what: str) -> None:
        if what in _OF_THE_FILE:
            if self.isVisible():
                self._read()
        elif what == "columns":
            self._show_roles()
            self._check_soon.start()
        elif what in ("validation", "test"):
            self._show_split()
        elif what == "task":
            self._take_roles()

    def _take_roles(self) -> None:
        """The roles of another task: columns are guessed for those that are new, and the rows are checked again."""
        roles = task_roles(self.context.draft.task)
        if roles != self._roles:
            self._roles = roles
            self._columns.set_roles(roles)
            self._guess_roles()
            self._check_soon.start()
        self._about_files.setText(self._takes())
        self._show_all()

    @Slot(int)
    def _show_row(self, row: int) -> None:
        self._scroll.ensureWidgetVisible(self._view)
        self._view.show_row(row)

    @Slot()
    def _go_on(self) -> None:
        self.context.navigate.emit("train")

    # showing

    def _show_all(self) -> None:
        now, draft = self._reader.now, self.context.draft
        if now.preview is not None and not self._view.rows.columns:
            self._show_preview()
            if now.cache is not None:
                self._view.show_cache(now.cache)
        self._bar.show_state(now, draft.encoding, draft.delimiter)
        self._bar.show_recent(self._recent())
        self._show_problem()
        has_rows = now.state != "failed" and bool(draft.source)
        self._bar.setVisible(bool(draft.source))
        self._body.setVisible(has_rows)
        self.content.setStretch(self.content.count() - 1, 0 if has_rows else 1)
        self._drop.setVisible(not has_rows)
        self._show_roles()
        self._show_findings()
        self._labels.setVisible(self._has_labels())
        self._labels.show_report(now.report)
        self._lengths.show_report(now.report)
        self._show_split()
        self._continue.setEnabled(has_rows and now.state in ("reading", "done", "cancelled") and not (now.report and now.report.errors))
        self.heading_changed.emit()

    def _show_problem(self) -> None:
        now = self._reader.now
        failure = now.failure or now.check_failure
        if failure is None:
            self._problem.clear()
            return
        text = "\n".join(shown(part) for part in (failure.title, failure.detail, failure.hint) if part)
        self._problem.tell("error", text, self.tr("Try again"), self._again)

    def _again(self) -> None:
        self._read(again=True)

    def _show_roles(self) -> None:
        columns, played = self._view.rows.columns, self.context.draft.columns
        self._columns.show_roles(columns, played, self._guesses)
        self._view.show_roles(self._roles, played)

    def _show_findings(self) -> None:
        report = self._reader.now.report
        found = report.findings if report is not None else ()
        if self._reads_corpus():  # a file may be one row here and thousands of lines to the job
            found = tuple(finding for finding in found if finding.code != "data.few-rows")
        self._findings.show_findings(found, self._has_row)

    def _has_row(self, row: int) -> bool:
        return self._view.rows.place(row) is not None

    def _show_split(self) -> None:
        draft = self.context.draft
        self._split.show_split(draft.validation, draft.test, self._reader.now.report, self._reads_corpus())


PAGE = DataPage
