"""The file's line: its name, what it was read as, how to read it otherwise, and how far the reading is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from engine.api import DELIMITERS, ENCODINGS, Message, SourceFormat, encoding_title, plain
from workbench.bridge.reading import SourceState
from workbench.services.language import byte_size, number, shown
from workbench.services.theme import HALF, SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.columns import Columns
from workbench.widgets.inputs import ComboBox
from workbench.widgets.pictures import Picture
from workbench.widgets.progress import ProgressRow
from workbench.widgets.text import ElidedLabel, Label, tip

_DELIMITED = ("csv", "tsv", "txt")
_ONE_COLUMN = "\x1f"
_NARROW = 900  # pixels of room below which the choosers stand on a line of their own


class SourceBar(Card):
    """Signals: encoding_chosen(name or "auto"), delimiter_chosen(character or "auto"), file_chosen(path), cancelled()."""

    encoding_chosen = Signal(str)
    delimiter_chosen = Signal(str)
    file_chosen = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._picture = Picture("table", "link")
        self._name = ElidedLabel(role="strong", middle=True)
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._facts = ElidedLabel(role="muted", middle=False)
        self._recent = make_button(
            self.tr("Recent"), name="data.recent", tooltip=self.tr("Open a file that was opened before"), icon="clock", flat=True
        )
        self._recent.clicked.connect(self._open_recent)
        self.menu = QMenu(self)
        self.menu.setObjectName("data.recent.menu")
        self.menu.triggered.connect(self._recent_chosen)
        for widget in (self._picture, self._name):
            row.addWidget(widget)
        row.addWidget(self._facts, 1)
        row.addWidget(self._recent)
        self.body.addLayout(row)
        self.body.addWidget(self._second_row())
        self._progress = ProgressRow("data.progress")
        self._progress.cancelled.connect(self.cancelled)
        self.body.addWidget(self._progress)

    def _second_row(self) -> Columns:
        """What was assumed or found, and at the right how to read the file otherwise."""
        self._told = Label(role="muted")
        self._verdict_picture, self._verdict_text = Picture("check", "success"), Label()
        self._verdict = QWidget()
        verdict = QHBoxLayout(self._verdict)
        verdict.setContentsMargins(0, 0, 0, 0)
        verdict.setSpacing(SPACE)
        verdict.addWidget(self._verdict_picture)
        verdict.addWidget(self._verdict_text, 1)
        self._encoding = self._combo(
            "data.encoding", self.tr("Encoding"), self.tr("How the file's bytes become letters; change it if letters look wrong")
        )
        self._delimiter = self._combo(
            "data.delimiter", self.tr("Separator"), self.tr("What stands between two columns; change it if columns run together")
        )
        self._encoding.activated.connect(self._encoding_activated)
        self._delimiter.activated.connect(self._delimiter_activated)
        self._delimiter_label = Label(self.tr("Separator"), "caption", wrap=False)
        self._choosers = QWidget()
        choosers = QHBoxLayout(self._choosers)
        choosers.setContentsMargins(0, 0, 0, 0)
        choosers.setSpacing(SPACE)
        choosers.addWidget(Label(self.tr("Encoding"), "caption", wrap=False))
        choosers.addWidget(self._encoding)
        choosers.addSpacing(SPACE)
        choosers.addWidget(self._delimiter_label)
        choosers.addWidget(self._delimiter)
        choosers.addStretch(1)
        columns = Columns((1, 0), narrow=_NARROW)
        left, right = columns.columns
        left.setSpacing(HALF)
        left.addStretch(1)
        left.addWidget(self._told)
        left.addWidget(self._verdict)
        left.addStretch(1)
        right.addStretch(1)
        right.addWidget(self._choosers)
        right.addStretch(1)
        return columns

    def _combo(self, name: str, title: str, tooltip: str) -> ComboBox:
        combo = ComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(title)
        combo.setToolTip(tooltip)
        return combo

    # what is shown

    def show_state(self, now: SourceState, encoding: str, delimiter: str) -> None:
        """Show a file as far as it is known; encoding and delimiter are what the user chose."""
        path = Path(now.path)
        folder = now.opened is not None and now.opened.format.kind == "folder"
        self._picture.show_icon("folder" if folder else "table", "link")
        self._name.setText(path.name)
        self._name.setToolTip(tip(plain(path)))
        self._facts.setText(self._sentence(now))
        self._show_choosers(now.opened.format if now.opened else None, encoding, delimiter, now.state == "failed")
        told = [shown(assumption) for assumption in now.opened.format.assumptions] if now.opened else []
        self._told.setText("\n".join(told))
        self._told.setVisible(bool(told))
        self._show_verdict(now)
        self.show_progress(now)

    def _show_verdict(self, now: SourceState) -> None:
        """One line where there is no list of problems to show."""
        text, icon, role = "", "info", "text_muted"
        if now.state == "cancelled":
            text = self.tr(
                "Reading was cancelled: these are the first rows, and they were not checked. Open the file again to read all of it."
            )
            icon, role = "warning", "warning"
        elif now.report is not None and not now.report.findings:
            text = self.tr("No problems found: all {count} rows can be used.").format(count=number(now.report.usable))
            icon, role = "check", "success"
        self._verdict_picture.show_icon(icon, role)
        self._verdict_text.setText(text)
        self._verdict.setVisible(bool(text))

    def _sentence(self, now: SourceState) -> str:
        if now.opened is None:
            return ""
        size = now.opened.size
        parts = [shown(now.opened.format.sentence())]
        if now.done is not None:
            parts.append(self.tr("{count} rows").format(count=number(now.done.rows)))
        if now.opened.format.kind != "folder":
            parts.append(byte_size(size))
        return " · ".join(parts)

    def show_progress(self, now: SourceState) -> None:
        """Show how far reading or checking is."""
        step = now.progress
        if now.state == "reading":
            if step is None:
                self._progress.busy(self.tr("Opening the file…")) if now.preview is None else self._progress.busy(
                    self.tr("Reading the rest…")
                )
            elif now.opened is not None and now.opened.format.kind == "folder":
                self._progress.progress(step.bytes_done, step.bytes_total, self.tr("Reading: {rows} files").format(rows=number(step.rows)))
            else:
                text = self.tr("Reading: {rows} rows, {done} of {total}")
                text = text.format(rows=number(step.rows), done=byte_size(step.bytes_done), total=byte_size(step.bytes_total))
                self._progress.progress(step.bytes_done, step.bytes_total, text)
        elif now.checking and step is not None and now.done is not None and now.done.rows > 20_000:
            done = step.rows if step.bytes_total == now.done.rows else 0
            checked = self.tr("Checking: {rows} of {total} rows").format(rows=number(done), total=number(now.done.rows))
            self._progress.progress(done, now.done.rows, checked)
        else:
            self._progress.finish()

    def _show_choosers(self, format: SourceFormat | None, encoding: str, delimiter: str, failed: bool) -> None:
        kind = format.kind if format else ""
        texts = kind not in ("parquet", "xlsx", "") or (failed and encoding + delimiter != "autoauto")
        self._choosers.setVisible(texts)
        columns = kind in _DELIMITED or delimiter != "auto"
        self._delimiter.setVisible(columns)
        self._delimiter_label.setVisible(columns)
        found = encoding_title(format.encoding) if format and encoding == "auto" else ""
        self._encoding.clear()
        self._encoding.addItem(self.tr("Automatic: {found}").format(found=found) if found else self.tr("Automatic"), "auto")
        names = list(ENCODINGS) if encoding in (*ENCODINGS, "auto") else [*ENCODINGS, encoding]
        for name in names:
            self._encoding.addItem(encoding_title(name), name)
        self._encoding.setCurrentIndex(max(self._encoding.findData(encoding), 0))
        separators: dict[str, Message] = {sign: title for sign, title in DELIMITERS.items() if sign != _ONE_COLUMN}
        found = shown(DELIMITERS[format.delimiter]) if format and delimiter == "auto" and format.delimiter in DELIMITERS else ""
        self._delimiter.clear()
        self._delimiter.addItem(self.tr("Automatic: {found}").format(found=found) if found else self.tr("Automatic"), "auto")
        for sign, title in separators.items():
            self._delimiter.addItem(shown(title), sign)
        self._delimiter.setCurrentIndex(max(self._delimiter.findData(delimiter), 0))

    def show_recent(self, paths: list[Path]) -> None:
        """Offer the files that were opened before."""
        self.menu.clear()
        for path in paths:
            action = QAction(plain(path).replace("&", "&&"), self.menu)
            action.setData(str(path))
            self.menu.addAction(action)
        self._recent.setVisible(bool(paths))

    # slots

    @Slot()
    def _open_recent(self) -> None:
        self.menu.popup(self._recent.mapToGlobal(QPoint(0, self._recent.height())))

    @Slot(QAction)
    def _recent_chosen(self, action: QAction) -> None:
        self.file_chosen.emit(str(action.data()))

    @Slot(int)
    def _encoding_activated(self, index: int) -> None:
        self.encoding_chosen.emit(str(self._encoding.itemData(index, Qt.ItemDataRole.UserRole)))

    @Slot(int)
    def _delimiter_activated(self, index: int) -> None:
        self.delimiter_chosen.emit(str(self._delimiter.itemData(index, Qt.ItemDataRole.UserRole)))
