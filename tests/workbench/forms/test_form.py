"""A form gives back what was put into it, for every kind of field."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.api import HardwareSpec, TrainingSpec, describe
from workbench.forms.form import SpecForm
from workbench.services import language
from workbench.widgets.inputs import ComboBox, NumberEdit, SpinBox


def _extra(unit: str = "", advanced: bool = False) -> dict[str, Any]:
    return {"unit": unit, "advanced": advanced}


class EveryKind(BaseModel):
    count: int = Field(16, title="Count", description="Why a count.", ge=1, le=100, json_schema_extra=_extra("rows"))
    seed: int = Field(0, title="Seed", description="Why a seed.", ge=0, lt=2**63, json_schema_extra=_extra())
    every: int | None = Field(None, title="Every", description="Why every.", ge=1, json_schema_extra=_extra("steps"))
    rate: float = Field(0.1, title="Rate", description="Why a rate.", gt=0, le=1, json_schema_extra=_extra())
    speed: float | None = Field(None, title="Speed", description="Why a speed.", gt=0, json_schema_extra=_extra())
    keep: bool = Field(True, title="Keep", description="Why keep.", json_schema_extra=_extra())
    maybe: bool | None = Field(None, title="Maybe", description="Why maybe.", json_schema_extra=_extra())
    shape: Literal["linear", "cosine"] = Field("linear", title="Shape", description="Why a shape.", json_schema_extra=_extra())
    other: Literal["a", "b"] | None = Field(None, title="Other", description="Why other.", json_schema_extra=_extra())
    name: str = Field("", title="Name", description="Why a name.", json_schema_extra=_extra())
    texts: list[str] = Field([], title="Texts", description="Why texts.", json_schema_extra=_extra())
    pairs: dict[str, str] = Field({}, title="Pairs", description="Why pairs.", json_schema_extra=_extra())
    hidden: float = Field(1.0, title="Hidden", description="Why hidden.", ge=0, json_schema_extra=_extra(advanced=True))


VALUES = {
    "count": 7,
    "seed": 2**40,
    "every": 50,
    "rate": 2e-4,
    "speed": 0.5,
    "keep": False,
    "maybe": False,
    "shape": "cosine",
    "other": "b",
    "name": "Reviews <b>",
    "texts": ["Soup, warm.", "不好，也不坏"],
    "pairs": {"text": "review", "label": "mood = now"},
    "hidden": 0.25,
}


@pytest.fixture
def form(qtbot: QtBot, qapp: QApplication) -> SpecForm:
    language.install(qapp, "en")
    made = SpecForm(describe(EveryKind), "test")
    qtbot.addWidget(made)
    made.show()
    return made


def _control(form: SpecForm, kind: type[QWidget], name: str) -> Any:
    found = form.findChild(kind, f"test.{name}")
    assert found is not None
    return found


def test_that_every_kind_of_value_comes_back(form: SpecForm) -> None:
    form.set_values(VALUES)
    assert form.values() == VALUES


def test_that_an_untouched_form_holds_the_defaults_and_leaves_automatic_out(form: SpecForm) -> None:
    assert form.values() == {"count": 16, "seed": 0, "rate": 0.1, "keep": True, "shape": "linear", "texts": [], "hidden": 1.0}


@pytest.mark.parametrize("spec", [TrainingSpec, HardwareSpec])
def test_that_the_engines_own_specs_accept_what_their_forms_give(spec: type[BaseModel], qtbot: QtBot) -> None:
    made = SpecForm(describe(spec), "real")
    qtbot.addWidget(made)
    assert spec.model_validate(made.values()) == spec()


def test_that_only_a_persons_edit_is_told(form: SpecForm, qtbot: QtBot) -> None:
    told: list[bool] = []
    form.changed.connect(lambda: told.append(True))
    form.set_values(VALUES)
    assert not told
    line = _control(form, NumberEdit, "rate")
    line.clear()
    qtbot.keyClicks(line, "2e-3")
    assert told
    assert form.values()["rate"] == 2e-3


@pytest.mark.parametrize(("typed", "part"), [("fast", "not a number"), ("0", "more than 0"), ("3", "most is 1"), ("0.5", "")])
def test_that_a_wrong_number_is_said_below_its_field(form: SpecForm, qtbot: QtBot, typed: str, part: str) -> None:
    line = _control(form, NumberEdit, "rate")
    line.clear()
    qtbot.keyClicks(line, typed)
    shown = form._rows["rate"].problem()
    assert part in shown
    assert bool(shown) == bool(part)
    assert bool(form.problems()) == bool(part)


def test_that_text_which_is_no_number_reaches_the_job_as_typed(form: SpecForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(_control(form, NumberEdit, "every"), "often")
    assert form.values()["every"] == "often"


def test_that_a_problem_of_an_advanced_field_opens_it(form: SpecForm) -> None:
    control = _control(form, NumberEdit, "hidden")
    assert not control.isVisible()
    assert form.show_problem("hidden", "too small")
    assert control.isVisible()
    assert not form.show_problem("nowhere", "text")
    form.clear_problems()
    assert form._rows["hidden"].problem() == ""


def test_that_the_wheel_scrolls_the_page_and_not_the_values(form: SpecForm, qapp: QApplication) -> None:
    form.set_values(VALUES)
    qapp.processEvents()
    for kind, name in ((SpinBox, "count"), (ComboBox, "shape")):
        control = _control(form, kind, name)
        control.clearFocus()
        turn = QPointF(5, 5), QPointF(control.mapToGlobal(QPoint(5, 5))), QPoint(0, 0), QPoint(0, -120)
        event = QWheelEvent(*turn, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
        qapp.sendEvent(control, event)
    assert form.values() == VALUES


def test_that_each_control_has_name_reason_and_range(form: SpecForm) -> None:
    spin = _control(form, SpinBox, "count")
    assert spin.accessibleName() == "Count (rows)"
    assert spin.accessibleDescription() == "Why a count."
    assert "From 1 to 100" in spin.toolTip()
    assert spin.suffix() == " rows"
    assert _control(form, NumberEdit, "speed").placeholderText() == "automatic"
    kinds = {"keep": QCheckBox, "other": ComboBox, "name": QLineEdit, "pairs": QPlainTextEdit}
    assert all(_control(form, kind, name).toolTip() for name, kind in kinds.items())


@pytest.mark.parametrize(("text", "value"), [("2e-4", 2e-4), ("1,000", 1000), (" 12 ", 12), ("1e-3", 1e-3), ("x", None), ("nan", None)])
def test_that_numbers_are_read_as_people_write_them(text: str, value: float | None, qtbot: QtBot, qapp: QApplication) -> None:
    language.install(qapp, "en")
    line = NumberEdit()
    qtbot.addWidget(line)
    line.setText(text)
    assert line.number() == value
