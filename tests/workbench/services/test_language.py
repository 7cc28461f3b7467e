"""Numbers and messages as people read them."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from engine.api import say
from workbench.services import language


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    language.install(qapp, "en")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0 s"), (59.4, "59 s"), (100, "1 min 40 s"), (7500, "2 h 5 min"), (90_000, "1 d 1 h"), (math.nan, "–"), (math.inf, "–")],
)
def test_that_a_duration_reads_like_one(value: float, text: str) -> None:
    assert language.duration(value) == text


@pytest.mark.parametrize(("value", "text"), [(12, "12 B"), (1_500, "1.5 kB"), (91_600_000, "91.6 MB"), (25_300_000_000, "25.3 GB")])
def test_that_a_size_reads_like_one(value: float, text: str) -> None:
    assert language.byte_size(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(2400, 0, "2,400"), (0.94321, 3, "0.943"), (2e-5, 3, "2e-05"), (math.nan, 2, "NaN"), (-math.inf, 2, "−∞")],
)
def test_that_a_number_reads_like_one(value: float, digits: int, text: str) -> None:
    assert language.number(value, digits) == text


def test_that_an_engine_message_is_shown_with_its_values() -> None:
    inner = say("row {row}", row=17)
    assert language.shown(say("Look at {where}: {count} problems.", where=inner, count=3)) == "Look at row 17: 3 problems."


def test_that_chinese_takes_qts_own_words_and_goes_away_again(qapp: QApplication) -> None:
    language.install(qapp, "zh")
    chinese = QCoreApplication.translate("QPlatformTheme", "Cancel")
    language.install(qapp, "en")
    assert chinese == "取消"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
