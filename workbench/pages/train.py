"""Train: what is trained and how, what that will need, and Start."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import tomli_w
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from engine.api import METHODS, TASKS, HardwareSpec, JobError, TrainingSpec, UserError, describe, discover, plain
from workbench.bridge.tools import ToolFailure, run_tool
from workbench.context import AppContext
from workbench.forms.form import SpecForm
from workbench.model_view.texts import ModelTexts
from workbench.pages._page import Page
from workbench.services.language import shown, shown_text
from workbench.services.theme import SPACE
from workbench.train_view.fit_banner import FitBanner
from workbench.train_view.plan_panel import PlanPanel
from workbench.train_view.watch_row import WatchRow
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.columns import Columns
from workbench.widgets.inputs import ComboBox
from workbench.widgets.text import ElidedLabel, Label

PLAN_DELAY = 400  # milliseconds that the form must rest before the engine is asked what it would do


class TrainPage(Page):
    """A form made from the specs, a plan beside it, and the Start button."""

    name = "train"
    icon = "train"
    order = 40

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._forms: dict[str, SpecForm] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="tunebench-plan-", ignore_cleanup_errors=True)
        self._problem = Banner("train.problem")
        self._models = ModelTexts(self)
        self._plan = PlanPanel()
        self._plan.busy.cancelled.connect(self._cancel_plan)
        self._body = Columns((5, 4))
        left, right = self._body.columns
        left.addWidget(self._what())
        self._method_place = QWidget()
        left.addWidget(self._method_place)
        training = self._section("training", self.tr("Training"), TrainingSpec)
        training.body.addWidget(WatchRow(context.draft))
        left.addWidget(training)
        left.addWidget(self._section("hardware", self.tr("Hardware"), HardwareSpec))
        left.addStretch(1)
        right.addWidget(self._plan)
        right.addStretch(1)
        self.content.addWidget(self._problem)
        self.content.addWidget(self._body)
        self.content.addStretch(1)
        self._start = make_button(
            self.tr("Start"), name="train.start", tooltip=self.tr("Start training (Ctrl+Return)"), primary=True, icon="play"
        )
        self._start.clicked.connect(self._start_run)
        self.add_action_button(self._start)
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(PLAN_DELAY)
        self._ask_soon.timeout.connect(self._ask_plan)
        self._in_front = self._writing = False
        self._show_method()
        self._show_draft()
        context.draft.changed.connect(self._draft_changed)

    def heading(self) -> tuple[str, str]:
        """What this page is for."""
        return self.tr("Train"), self.tr("Everything is filled in with what suits most data. Start, or change what you know better.")

    def shown(self) -> None:
        """Ask for a fresh plan each time the page comes to the front: data or model may have changed."""
        self._in_front = True
        self.context.fit.look()
        self._show_draft()
        self._ask_soon.start(0)

    def leave(self) -> None:
        """End a plan that is being made."""
        self._ask_soon.stop()
        self._cancel_plan()
        self._folder.cleanup()

    # what is trained

    def _what(self) -> Card:
        card = Card(self.tr("What is trained"))
        form = QGridLayout()
        form.setHorizontalSpacing(3 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.setColumnStretch(1, 1)
        self._title = QLineEdit()
        self._title.setObjectName("train.title")
        self._title.setAccessibleName(self.tr("Title of the run"))
        self._title.setToolTip(self.tr("The name of the run in lists"))
        self._title.textEdited.connect(self._titled)
        self._data = ElidedLabel(role="body")
        self._model = ElidedLabel(role="body")
        self._task = self._chooser("train.task", self.tr("Task"), TASKS)
        self._method = self._chooser("train.method", self.tr("Method"), METHODS)
        self._task.activated.connect(self._choose_task)
        self._method.activated.connect(self._choose_method)
        self._method_note = Label(role="caption")
        self._fit = FitBanner(self.context)
        lines: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Title"), self._title),
            (self.tr("Data"), self._data),
            (self.tr("Model"), self._model),
            (self.tr("Task"), self._task),
            ("", self._fit),
            (self.tr("Method"), self._method),
        )
        for line, (name, widget) in enumerate(lines):
            if name:
                form.addWidget(Label(name, wrap=False), line, 0)
            left = Qt.AlignmentFlag.AlignLeft if isinstance(widget, ComboBox) else Qt.AlignmentFlag(0)
            form.addWidget(widget, line, 1 if name else 0, 1, 1 if name else 2, left)
        card.body.addLayout(form)
        card.body.addWidget(self._method_note)
        return card

    def _chooser(self, name: str, text: str, package: str) -> ComboBox:
        box = ComboBox()
        box.setObjectName(name)
        box.setAccessibleName(text)
        for plugin in discover(package).values():
            box.addItem(shown_text(plugin.title), plugin.name)
        box.setToolTip("\n".join(f"{shown_text(plugin.title)}: {shown_text(plugin.summary)}" for plugin in discover(package).values()))
        return box

    def _section(self, section: str, title: str, spec: type[Any]) -> Card:
        card = Card(title)
        form = SpecForm(describe(spec), f"train.{section}")
        form.set_values(self.context.draft.sections.get(section, {}))
        form.changed.connect(self._forms_changed)
        self._forms[section] = form
        card.body.addWidget(form)
        return card

    def _show_method(self) -> None:
        """The chosen method's own fields and the task's, a card for each that has any."""
        draft = self.context.draft
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        for section, plugin in (("method", discover(METHODS)[draft.method]), ("task", discover(TASKS)[draft.task])):
            self._forms.pop(section, None)
            if describe(plugin.spec):
                column.addWidget(self._section(section, shown_text(plugin.title), plugin.spec))
        if not column.count():
            place.hide()  # it would leave a gap
        old, self._method_place = self._method_place, place
        self._body.columns[0].replaceWidget(old, place)
        old.hide()
        old.deleteLater()
        self._method_note.setText(shown_text(discover(METHODS)[draft.method].summary))

    # the draft and the forms

    def _show_draft(self) -> None:
        draft = self.context.draft
        self._title.setPlaceholderText(self._usual_title())
        if self._title.text() != draft.title:
            self._title.setText(draft.title)
        self._data.setText(plain(draft.source) if draft.source else self.tr("none chosen yet: go to Data"))
        self._model.setText(self._models.chosen(draft))
        for box, name in ((self._task, draft.task), (self._method, draft.method)):
            box.setCurrentIndex(box.findData(name))
        self._start.setEnabled(bool(draft.source))
        self._fit.refresh()

    def _usual_title(self) -> str:
        draft = self.context.draft
        method = shown_text(discover(METHODS)[draft.method].title)
        return self.tr("{data}, {method}").format(data=Path(draft.source).stem or self.tr("Untitled"), method=method)

    @Slot(str)
    def _draft_changed(self, what: str) -> None:
        if what in ("method", "task"):
            self._show_method()
        if what == "sections" and not self._writing:  # a job was opened
            for section, form in self._forms.items():
                form.set_values(self.context.draft.sections.get(section, {}))
        if what != "info":
            self._show_draft()
            if self._in_front and self.isVisible():
                self._ask_soon.start(PLAN_DELAY)

    @Slot(str)
    def _titled(self, text: str) -> None:
        self.context.draft.title = text

    @Slot(int)
    def _choose_task(self, index: int) -> None:
        self.context.draft.task = self._task.itemData(index)

    @Slot(int)
    def _choose_method(self, index: int) -> None:
        self.context.draft.method = self._method.itemData(index)

    @Slot()
    def _forms_changed(self) -> None:
        self._writing = True
        for section, form in self._forms.items():
            if not form.problems():
                self.context.draft.set_section(section, form.values())
        self._writing = False

    def _job_table(self) -> dict[str, Any]:
        table = self.context.draft.table()
        table["title"] = table["title"] or self._usual_title()
        return table

    # the plan

    @Slot()
    def _ask_plan(self) -> None:
        """Write the job beside and let the engine say what it would do; a newer question ends an older one."""
        if not self.context.draft.source:
            return
        file = Path(self._folder.name) / "job.toml"
        file.write_text(tomli_w.dumps(self._job_table()), encoding="utf-8")
        self._plan.show_busy()
        run_tool(self.context, ["plan", str(file), "--json"], self._planned, self._not_planned, key="plan", limit=120)

    @Slot()
    def _cancel_plan(self) -> None:
        self.context.hub.tools.cancel("plan")
        self._plan.finish()

    def _planned(self, plan: dict[str, Any]) -> None:
        self._plan.show_plan(plan)

    def _not_planned(self, failure: ToolFailure) -> None:
        self._plan.show_problem(failure)

    # Start

    @Slot()
    def _start_run(self) -> None:
        self._problem.clear()
        wrong = []
        for form in self._forms.values():
            form.clear_problems()
            wrong += [(form, name, text) for name, text in form.problems().items()]
        if wrong:
            lines = (self.tr("{field}: {problem}").format(field=form.field_title(name), problem=text) for form, name, text in wrong)
            self._problem.tell("error", "\n".join(lines))
            self._bring(wrong[0][0], wrong[0][1])
            return
        try:
            job = self.context.draft.job()
            named = job if job.title else job.model_copy(update={"title": self._usual_title()})
            self.context.hub.current = self.context.hub.start(named).id
        except JobError as error:
            self._show_job_problems(error)
            return
        except UserError as error:
            self._problem.tell("error", " ".join(shown(part) for part in (error.title, error.detail, error.hint) if part))
            return
        self.context.navigate.emit("runs")

    def _show_job_problems(self, error: JobError) -> None:
        """Each problem at its field; what has no field here goes into the banner."""
        rest, first = [], None
        for problem in error.problems:
            section, _, field = problem.path.partition(".")
            text = " ".join(shown(part) for part in (problem.message, problem.hint) if part)
            form = self._forms.get(section)
            if form is None or not form.show_problem(field, text):
                rest.append(self.tr("{path}: {problem}").format(path=problem.path, problem=text))
            else:
                first = first or (form, field)
        self._problem.tell(
            "error", "\n".join(rest) if rest else self.tr("Some fields can't be used as they are; the reasons stand below them.")
        )
        if first is not None and not rest:
            self._bring(*first)

    def _bring(self, form: SpecForm, field: str) -> None:
        """Bring the keyboard to a field, and the field into view."""
        row = form.focus_field(field)
        if row is not None:
            self.content.activate()  # the banner has just taken room above
            self._scroll.ensureWidgetVisible(row)


PAGE = TrainPage
