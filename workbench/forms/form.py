"""A form from a spec's schema: what a field is called, what it is for, its unit, range and default come from the engine."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from engine.api import FieldDescription
from workbench.forms._editors import Editor, default_text, make_editor
from workbench.services.language import shown_text
from workbench.services.theme import HALF, SPACE
from workbench.widgets.disclosure import Disclosure
from workbench.widgets.inputs import written
from workbench.widgets.text import Label, tip


class FieldRow(QWidget):
    """One field: its name and reason at the left, the editor and the default at the right, what is wrong below.

    compact: for a side column; reason and default then stand in the tooltip only. Signals: edited(name).
    """

    edited = Signal(str)

    def __init__(self, field: FieldDescription, prefix: str, compact: bool = False) -> None:
        super().__init__()
        self.field = field
        self.editor: Editor = make_editor(field)
        title = shown_text(field.title)
        control = self.editor.widget
        control.setObjectName(f"{prefix}.{field.name}")
        unit = shown_text(field.unit)
        control.setAccessibleName(f"{title} ({unit})" if unit else title)
        control.setAccessibleDescription(shown_text(field.description))
        control.setToolTip(tip(self._tooltip()))
        self._problem = Label(role="error")
        self._problem.setObjectName(f"{prefix}.{field.name}.problem")
        self._problem.hide()
        self._lay_out(title, control, compact)
        self.editor.edited.connect(self._edited)

    def _lay_out(self, title: str, control: QWidget, compact: bool) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, HALF if compact else SPACE, 0, HALF if compact else SPACE)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(HALF)
        name = Label(title, wrap=True)
        name.setBuddy(control)
        words = QVBoxLayout()
        words.setSpacing(HALF)
        words.addWidget(name)
        if compact:
            name.setToolTip(control.toolTip())
            control.setFixedWidth(control.width() * 3 // 4)
        else:
            words.addWidget(Label(shown_text(self.field.description), "caption"))
            words.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(HALF)
        side.addWidget(control)
        if not compact and (note := self._note()):
            side.addWidget(Label(note, "caption"))
        side.addStretch(1)
        grid.addLayout(words, 0, 0)
        grid.addLayout(side, 0, 1)
        grid.addWidget(self._problem, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def _note(self) -> str:
        """What stands below the editor: the unit where the editor can't show it, and the default."""
        unit = shown_text(self.field.unit)
        if self.field.optional:
            return self.tr("in {unit}; empty is automatic").format(unit=unit) if unit else self.tr("empty is automatic")
        default = default_text(self.field)
        return self.tr("default {value}").format(value=default) if default else ""

    def _tooltip(self) -> str:
        field, limits = self.field, ""
        low, high = field.minimum, field.maximum
        if low is not None and high is not None:
            between = self.tr("More than {low}, at most {high}.") if field.exclusive_minimum else self.tr("From {low} to {high}.")
            limits = between.format(low=written(low), high=written(high))
        elif low is not None:
            above = self.tr("More than {low}.") if field.exclusive_minimum else self.tr("At least {low}.")
            limits = above.format(low=written(low))
        return "\n".join(part for part in (shown_text(field.description), limits) if part)

    def show_problem(self, text: str) -> None:
        """Say what is wrong with this field ("" for nothing)."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        control = self.editor.widget
        if bool(control.property("problem")) != bool(text):
            control.setProperty("problem", bool(text))
            control.style().unpolish(control)
            control.style().polish(control)

    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.text()

    def _edited(self) -> None:
        self.show_problem(self.editor.problem())
        self.edited.emit(self.field.name)


class SpecForm(QWidget):
    """The fields of a spec, the everyday ones first, the others below a disclosure. compact: for a side column.

    Signals: changed() when a person edited a field.
    """

    changed = Signal()

    def __init__(self, fields: list[FieldDescription], prefix: str, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(prefix)
        self._compact = compact
        self._rows: dict[str, FieldRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        basic = [field for field in fields if not field.advanced]
        advanced = [field for field in fields if field.advanced]
        self._add(column, basic, prefix)
        self._advanced: Disclosure | None = None
        if advanced:
            self._advanced = Disclosure(self.tr("Advanced"), f"{prefix}.advanced", self.tr("Show the fields that rarely need a change"))
            self._add(self._advanced.body, advanced, prefix)
            column.addSpacing(HALF)
            column.addWidget(self._advanced)
        column.addStretch(1)
        self.set_values({})

    def _add(self, column: QVBoxLayout, fields: list[FieldDescription], prefix: str) -> None:
        for index, field in enumerate(fields):
            if index and not self._compact:
                line = QFrame()
                line.setProperty("role", "line")
                column.addWidget(line)
            row = FieldRow(field, prefix, self._compact)
            row.edited.connect(self._edited)
            self._rows[field.name] = row
            column.addWidget(row)

    def set_values(self, values: dict[str, Any]) -> None:
        """Show values; fields that aren't among them get their default (or automatic). Nothing is told."""
        for name, row in self._rows.items():
            row.editor.put(values.get(name))
            row.show_problem("")

    def values(self) -> dict[str, Any]:
        """The values as a job file holds them; what is automatic is left out."""
        found = {name: row.editor.get() for name, row in self._rows.items()}
        return {name: value for name, value in found.items() if value is not None}

    def problems(self) -> dict[str, str]:
        """What the form itself sees wrong, by field: not a number, out of range."""
        found = {name: row.editor.problem() for name, row in self._rows.items()}
        return {name: text for name, text in found.items() if text}

    def show_problem(self, name: str, text: str) -> bool:
        """Say below a field what is wrong with it, opening the advanced ones for it; False if there is no such field."""
        row = self._rows.get(name)
        if row is None:
            return False
        row.show_problem(text)
        if row.field.advanced and self._advanced is not None and text:
            self._advanced.set_open(True)
        return True

    def clear_problems(self) -> None:
        """Nothing is wrong (but for what the form sees itself)."""
        for row in self._rows.values():
            row.show_problem(row.editor.problem())

    def field_title(self, name: str) -> str:
        """What a field is called; its name where there is no such field."""
        row = self._rows.get(name)
        return shown_text(row.field.title) if row is not None else name

    def focus_field(self, name: str) -> QWidget | None:
        """Bring the keyboard to a field, opening the advanced ones for it; the row, so that a page can scroll to it."""
        row = self._rows.get(name)
        if row is None:
            return None
        if row.field.advanced and self._advanced is not None:
            self._advanced.set_open(True)
        row.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return row

    def _edited(self, name: str) -> None:
        self.changed.emit()
