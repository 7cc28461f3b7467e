"""One editor per kind of field, all with the same three verbs: put a value, get it, say that it changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from engine.api import FieldDescription
from workbench.services.language import number, shown_text
from workbench.services.theme import text_scale
from workbench.widgets.inputs import ComboBox, NumberEdit, SpinBox, written

_INT_MAX = 2_147_483_647  # a spin box counts in 32 bits; wider fields are typed
_WIDTH = 176  # logical pixels of an editor beside its explanation


class Editor(QObject):
    """What a form knows of an editor. `widget` is the control; None stands for "automatic".

    Signals: edited() when a person, not the program, changed the value.
    """

    edited = Signal()

    def __init__(self, field: FieldDescription, widget: QWidget) -> None:
        super().__init__(widget)
        self.field = field
        self.widget = widget
        widget.setFixedWidth(round(_WIDTH * max(1.0, text_scale())))

    def put(self, value: Any) -> None:
        """Show a value without telling."""
        self.widget.blockSignals(True)
        try:
            self._show(value)
        finally:
            self.widget.blockSignals(False)

    def get(self) -> Any:
        """The value, as a job file would hold it; text that is no number comes back as it was typed."""
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with the value as it stands, "" if nothing is."""
        return ""

    def _show(self, value: Any) -> None:
        raise NotImplementedError


class IntegerEditor(Editor):
    """A spin box with range and unit."""

    def __init__(self, field: FieldDescription) -> None:
        self.box = SpinBox()
        super().__init__(field, self.box)
        low = -_INT_MAX if field.minimum is None else int(field.minimum) + int(field.exclusive_minimum)
        self.box.setRange(low, _INT_MAX if field.maximum is None else int(field.maximum))
        self.box.setStepType(SpinBox.StepType.AdaptiveDecimalStepType if self.box.maximum() > 1000 else SpinBox.StepType.DefaultStepType)
        self.box.setSuffix(f" {shown_text(field.unit)}" if field.unit else "")
        self.box.valueChanged.connect(self.edited)

    def get(self) -> int:
        """The number."""
        return self.box.value()

    def _show(self, value: Any) -> None:
        self.box.setValue(int(value if value is not None else self.field.default or 0))


class NumberEditor(Editor):
    """A number that is typed (2e-4), whole or not; empty means automatic where the field may be left out."""

    def __init__(self, field: FieldDescription) -> None:
        self.line = NumberEdit()
        super().__init__(field, self.line)
        self.line.set_whole(field.kind == "integer")
        self.line.setPlaceholderText(self.tr("automatic") if field.optional else _shown_default(field))
        self.line.textEdited.connect(self.edited)

    def get(self) -> float | int | str | None:
        """The number, None where nothing is written, the text where it is no number."""
        return self.line.number() if self.line.readable() else self.line.text()

    def problem(self) -> str:
        """Not a number, or outside the range."""
        value, field = self.line.number(), self.field
        if not self.line.readable():
            whole = self.tr("This is not a whole number.")
            return whole if field.kind == "integer" else self.tr("This is not a number; write 0.0002 or 2e-4.")
        if value is None:
            return ""
        if field.minimum is not None and (value < field.minimum or (field.exclusive_minimum and value == field.minimum)):
            more = self.tr("This must be more than {limit}.") if field.exclusive_minimum else self.tr("The least is {limit}.")
            return more.format(limit=written(field.minimum))
        if field.maximum is not None and value > field.maximum:
            return self.tr("The most is {limit}.").format(limit=written(field.maximum))
        return ""

    def _show(self, value: Any) -> None:
        if isinstance(value, str):
            self.line.setText(value)
        else:
            self.line.set_number(value if value is not None or self.field.optional else self.field.default)


class BooleanEditor(Editor):
    """A check box."""

    def __init__(self, field: FieldDescription) -> None:
        self.box = QCheckBox()
        super().__init__(field, self.box)
        self.box.setText(self.tr("On"))
        self.box.toggled.connect(self.edited)

    def get(self) -> bool:
        """Is it ticked?"""
        return self.box.isChecked()

    def _show(self, value: Any) -> None:
        self.box.setChecked(bool(self.field.default if value is None else value))


class ChoiceEditor(Editor):
    """A combo box; "automatic" comes first where the field may be left out. Also yes/no fields that may be left out."""

    def __init__(self, field: FieldDescription) -> None:
        self.box = ComboBox()
        super().__init__(field, self.box)
        if field.optional:
            self.box.addItem(self.tr("automatic"), None)
        if field.kind == "boolean":
            self.box.addItem(self.tr("yes"), True)
            self.box.addItem(self.tr("no"), False)
        for choice in field.choices:
            self.box.addItem(shown_text(choice), choice)
        self.box.currentIndexChanged.connect(self.edited)

    def get(self) -> Any:
        """The choice as the job file spells it."""
        return self.box.currentData()

    def _show(self, value: Any) -> None:
        wanted = value if value is not None or self.field.optional else self.field.default
        for index in range(self.box.count()):
            if self.box.itemData(index) == wanted:
                self.box.setCurrentIndex(index)
                return
        self.box.setCurrentIndex(0)


class TextEditor(Editor):
    """One line of text; a number in a field that also takes text as a number."""

    def __init__(self, field: FieldDescription) -> None:
        self.line = QLineEdit()
        super().__init__(field, self.line)
        self.line.setPlaceholderText(self.tr("automatic") if field.optional else _shown_default(field))
        self.line.textEdited.connect(self.edited)

    def get(self) -> Any:
        """The text, None where it is empty."""
        return self.line.text().strip() or None

    def _show(self, value: Any) -> None:
        wanted = value if value is not None or self.field.optional else self.field.default
        self.line.setText("" if wanted is None else str(wanted))


class LinesEditor(Editor):
    """A list of texts, one a line."""

    def __init__(self, field: FieldDescription) -> None:
        self.area = QPlainTextEdit()
        super().__init__(field, self.area)
        self.area.setFixedHeight(80)
        self.area.setTabChangesFocus(True)
        self.area.setPlaceholderText(self.tr("one a line"))
        self.area.textChanged.connect(self.edited)

    def get(self) -> list[str]:
        """The lines that aren't blank."""
        return [line.strip() for line in self.area.toPlainText().splitlines() if line.strip()]

    def _show(self, value: Any) -> None:
        self.area.setPlainText("\n".join(self.field.default or [] if value is None else value))


class TableEditor(Editor):
    """Pairs, one a line: key = value."""

    def __init__(self, field: FieldDescription) -> None:
        self.area = QPlainTextEdit()
        super().__init__(field, self.area)
        self.area.setFixedHeight(80)
        self.area.setTabChangesFocus(True)
        self.area.setPlaceholderText(self.tr("key = value"))
        self.area.textChanged.connect(self.edited)

    def get(self) -> dict[str, str] | None:
        """The pairs, None where there are none."""
        pairs = [line.partition("=") for line in self.area.toPlainText().splitlines() if line.strip()]
        return {key.strip(): value.strip() for key, _, value in pairs} or None

    def problem(self) -> str:
        """A line without an equals sign."""
        lines = [line for line in self.area.toPlainText().splitlines() if line.strip() and "=" not in line]
        return self.tr("Write each line as key = value.") if lines else ""

    def _show(self, value: Any) -> None:
        pairs = value if isinstance(value, dict) else (self.field.default or {})
        self.area.setPlainText("\n".join(f"{key} = {item}" for key, item in pairs.items()))


def make_editor(field: FieldDescription) -> Editor:
    """The editor that suits a field."""
    if field.kind == "integer" and not field.optional and (field.maximum is None or field.maximum <= _INT_MAX):
        return IntegerEditor(field)
    if field.kind in ("integer", "number"):
        return NumberEditor(field)
    if field.kind == "boolean" and not field.optional:
        return BooleanEditor(field)
    if field.kind in ("choice", "boolean"):
        return ChoiceEditor(field)
    if field.kind == "lines":
        return LinesEditor(field)
    return TableEditor(field) if field.kind == "table" else TextEditor(field)


def _shown_default(field: FieldDescription) -> str:
    value = field.default
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return number(value)
    return written(value) if isinstance(value, float) else str(value)


def default_text(field: FieldDescription) -> str:
    """The default as a person reads it, "" where there is none to tell."""
    if field.kind in ("boolean", "lines", "table") or field.optional:
        return ""
    shown = shown_text(str(field.default)) if field.kind == "choice" else _shown_default(field)
    return f"{shown} {shown_text(field.unit)}".strip() if shown else ""
