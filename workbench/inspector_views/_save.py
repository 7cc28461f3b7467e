"""Saving what a view shows: as a picture at a chosen width, as numbers, or as a report of the text through all views."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.api import home, plain
from workbench.bridge.inspecting import Looked
from workbench.bridge.tools import Answer, ToolFailure, run_tool
from workbench.context import AppContext
from workbench.inspector_views._parts import words
from workbench.inspector_views._view import InspectorView
from workbench.services.dialogs import choose_new_file
from workbench.services.theme import SPACE
from workbench.widgets.banner import Banner
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.inputs import ComboBox, SpinBox
from workbench.widgets.progress import ProgressRow
from workbench.widgets.text import Label

PICTURES = ("png", "svg", "pdf")
FORMATS = (*PICTURES, "npz", "csv", "json", "html")


class SavePanel(Card):
    """What, in which format, how wide; then where."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Save"))
        self.setObjectName("inspect.save.panel")
        self.context = context
        self._view: InspectorView | None = None
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._what, self._format = self._combo("what", self.tr("What")), self._combo("format", self.tr("Format"))
        for value, text in zip(FORMATS, self._format_names(), strict=True):
            self._format.addItem(text, value)
        self._format.currentIndexChanged.connect(self._format_chosen)
        self._width = SpinBox()
        self._width.setObjectName("inspect.save.width")
        self._width.setRange(200, 8000)
        self._width.setValue(1200)
        self._width.setSuffix(self.tr(" px"))
        self._width.setAccessibleName(self.tr("Width of the picture"))
        self._width.setToolTip(self._width.accessibleName())
        save_tip, report_tip = self.tr("Choose a file and write it"), self.tr("One file with the text in all views, to read anywhere")
        self._button = make_button(self.tr("Save as…"), name="inspect.save.go", tooltip=save_tip, icon="download")
        self._button.clicked.connect(self._choose)
        report = make_button(self.tr("Report of all views…"), name="inspect.save.report", tooltip=report_tip, icon="file")
        report.clicked.connect(self._choose_report)
        for widget in (self._what, self._format, self._width, self._button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(report)
        self.body.addLayout(row)
        self._banner = Banner("inspect.save.banner")
        self._progress = ProgressRow("inspect.save.progress")
        self._progress.cancelled.connect(self._cancel)
        self._note = Label(
            self.tr("Beside each file a small one is written that says where it came from: model, hash, text, settings."), "caption"
        )
        self.body.addWidget(self._banner)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._note)

    def _format_names(self) -> tuple[str, ...]:
        return (
            self.tr("PNG, picture"),
            self.tr("SVG, drawing"),
            self.tr("PDF, drawing"),
            self.tr("NPZ, numbers"),
            self.tr("CSV, table"),
            self.tr("JSON, everything"),
            self.tr("HTML, page"),
        )

    def _combo(self, name: str, title: str) -> ComboBox:
        combo = ComboBox()
        combo.setObjectName(f"inspect.save.{name}")
        combo.setAccessibleName(title)
        combo.setToolTip(title)
        return combo

    def set_view(self, view: InspectorView) -> None:
        """Offer what a view shows now."""
        self._view = view
        blocks = {name: words(block["title"]) or name for looked in self._answers() for name, block in looked.blocks.items()}
        entries = [(self.tr("the whole view"), ""), *((title, name) for name, title in blocks.items())]
        if entries != [(self._what.itemText(place), self._what.itemData(place)) for place in range(self._what.count())]:
            self._what.clear()
            for text, value in entries:
                self._what.addItem(text, value)
        self._button.setEnabled(bool(blocks))

    def _answers(self) -> list[Looked]:
        """What the view shows, in the order in which it was asked, of the process that answered last what is saved."""
        last = self._view.saved() if self._view is not None else None
        if last is None or self._view is None:
            return []
        return sorted((looked for looked in self._view.looked.values() if looked.desk is last.desk), key=lambda looked: looked.number)

    @Slot()
    def _format_chosen(self) -> None:
        self._width.setEnabled(self._format.currentData() in PICTURES)

    @Slot()
    def _choose(self) -> None:
        ending = self._format.currentData()
        name = f"{self._view.name if self._view else 'view'}.{ending}"
        choose_new_file(self, self.tr("Save the view"), home() / name, self.save)

    def save(self, path: str) -> None:
        """Write the view to a file; the dialog has asked already whether an old one may go."""
        answers = self._answers()
        if not answers:
            return
        file = Path(path)
        if not file.suffix:
            file = file.with_name(f"{file.name}.{self._format.currentData()}")
        blocks = [self._what.currentData()] if self._what.currentData() else []
        wish = {"width": self._width.value(), "dark": self.context.theme.palette.dark, "overwrite": True, "blocks": blocks}
        self._progress.busy(self.tr("Writing {file}").format(file=plain(file)))
        assert answers[-1].desk is not None
        answers[-1].desk.write(answers, file, wish, self._written, self._failed)

    def _written(self, looked: Looked) -> None:
        self._progress.finish()
        self._banner.tell("success", self.tr("Written: {files}").format(files=", ".join(plain(file) for file in looked.files)))

    def _failed(self, failure: ToolFailure) -> None:
        self._progress.finish()
        if failure.code != "tool.cancelled":
            self._banner.tell("error", failure.text)

    @Slot()
    def _choose_report(self) -> None:
        choose_new_file(self, self.tr("Save the report"), home() / "report.html", self.save_report)

    def save_report(self, path: str) -> None:
        """Write a report of what is looked at through all views."""
        values = self.context.looking.values
        options = [part for name in ("text", "pair", "target") if values[name] for part in (f"--{name}", values[name])]
        self._progress.busy(self.tr("Looking at the text through all views"))
        arguments = ["inspect", "report", values["model"], *options, "--out", path, "--overwrite", "--json"]
        run_tool(self.context, arguments, self._reported, self._failed, key="report")

    def _reported(self, answer: Answer) -> None:
        self._progress.finish()
        self._banner.tell("success", self.tr("Written: {files}").format(files=", ".join(plain(name) for name in answer["files"])))

    @Slot()
    def _cancel(self) -> None:
        self.context.hub.tools.cancel("report")
        self._progress.finish()
