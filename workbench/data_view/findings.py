"""What was found in the rows, worst first: what and where, what to do, and a button that goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.api import Finding
from workbench.services.language import number, shown
from workbench.services.theme import HALF, SPACE
from workbench.widgets.buttons import make_button
from workbench.widgets.card import Card
from workbench.widgets.pictures import Picture
from workbench.widgets.text import Label

FIRST = 3  # findings that are shown before all are asked for
_ICONS = {"error": "error", "warning": "warning", "info": "info"}
_ROLES = {"error": "error", "warning": "warning", "info": "link"}


class FindingRow(QWidget):
    """One finding; `rows` are those that can be gone to. Signals: row_wanted(number of the row)."""

    row_wanted = Signal(int)

    def __init__(self, finding: Finding, rows: Sequence[int]) -> None:
        super().__init__()
        self.setObjectName(f"data.finding.{finding.code}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE + HALF)
        row.addWidget(Picture(_ICONS[finding.severity], _ROLES[finding.severity]), alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = shown(finding.title)
        words.addWidget(Label(title))
        more = " ".join(shown(part) for part in (finding.detail, finding.hint) if part)
        if more:
            words.addWidget(Label(more, "caption"))
        row.addLayout(words, 1)
        severities = {"error": self.tr("Error"), "warning": self.tr("Warning"), "info": self.tr("Note")}
        self.setAccessibleName(self.tr("{severity}: {title}").format(severity=severities[finding.severity], title=title))
        if rows:
            self._rows = tuple(rows)
            self._next = 0
            self._button = make_button(
                "", name=f"data.finding.{finding.code}.show", tooltip=self.tr("Go to this row in the table; again goes to the next one")
            )
            self._button.setProperty("density", "small")
            self._button.clicked.connect(self._show_next)
            self._name_button()
            row.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignTop)

    def _name_button(self) -> None:
        text = self.tr("Show row {row}").format(row=number(self._rows[self._next]))
        self._button.setText(text)
        self._button.setAccessibleName(text)

    @Slot()
    def _show_next(self) -> None:
        wanted = self._rows[self._next]
        self._next = (self._next + 1) % len(self._rows)
        self._name_button()
        self.row_wanted.emit(wanted)


class Findings(Card):
    """The list of findings: the first few, and all of them on a click. Signals: row_wanted(number of the row)."""

    row_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("data.findings")
        self.body.setSpacing(SPACE + HALF)
        self._rows: list[FindingRow] = []
        self._all = False
        self._more = make_button("", name="data.findings.more", tooltip=self.tr("Show all problems, or the first ones only"), flat=True)
        self._more.setProperty("density", "small")
        self._more.clicked.connect(self._toggle)
        self.header.addWidget(self._more)
        self.hide()

    def show_findings(self, findings: Sequence[Finding], shown_rows: Callable[[int], bool]) -> None:
        """Show findings (without any the card is not there); `shown_rows` says whether the table has a row of this number."""
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [FindingRow(finding, [row for row in finding.rows if shown_rows(row)]) for finding in findings]
        for row in self._rows:
            row.row_wanted.connect(self.row_wanted)
            self.body.addWidget(row)
        self._all = False
        self._lay_out()
        self.setVisible(bool(findings))

    @Slot()
    def _toggle(self) -> None:
        self._all = not self._all
        self._lay_out()

    def _lay_out(self) -> None:
        hidden = max(len(self._rows) - FIRST, 0)
        for place, row in enumerate(self._rows):
            row.setVisible(self._all or place < FIRST)
        title = self.tr("Problems")
        self.set_title(self.tr("{title}: {count}").format(title=title, count=number(len(self._rows))))
        text = (
            self.tr("Show the first {count} only").format(count=number(FIRST))
            if self._all
            else self.tr("Show {count} more").format(count=number(hidden))
        )
        self._more.setText(text)
        self._more.setAccessibleName(text)
        self._more.setVisible(hidden > 0)
