"""Lines from queries to keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.plots.attention_lines import KEYS, MOST_LINES, QUERIES, AttentionLines, strongest
from workbench.plots.raster import line_density
from workbench.services import language
from workbench.services.theme import Theme, tokens

WORDS = ["[CLS]", "今天", "weather", "internationalisation-of-everything-everywhere"]
WEIGHTS = np.array([[0.0, 1.0, 0.0, 0.0], [0.5, 0.0, 0.5, 0.0], [0.0, 0.0, 0.9, 0.1], [0.001, 0.0, 0.0, 0.999]], dtype=np.float32)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    language.install(qapp, "en")
    made = Theme("light")
    made.apply(qapp)
    return made


@pytest.fixture
def lines(qtbot: QtBot, theme: Theme) -> AttentionLines:
    made = AttentionLines("lines")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def pairs(lines: AttentionLines) -> list[tuple[int, int]]:
    return sorted((row, column) for row, column, _ in lines.lines())


def ink_between(lines: AttentionLines, row: int, column: int) -> QColor:
    """The colour in the middle of the line from a query to a key."""
    image: QImage = lines.viewport().grab().toImage()
    ends = lines.token_place(QUERIES, row), lines.token_place(KEYS, column)
    middle = (QPointF(ends[0].right(), ends[0].center().y()) + QPointF(ends[1].left(), ends[1].center().y())) / 2
    return image.pixelColor(middle.toPoint())


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_that_the_strong_lines_are_painted_and_the_rest_is_said_in_both_themes(lines: AttentionLines, theme: Theme, choice: str) -> None:
    lines.show_lines(WEIGHTS, WORDS, WORDS)
    lines.grab()
    theme.set_choice(choice)
    assert pairs(lines) == [(0, 1), (1, 0), (1, 2), (2, 2), (2, 3), (3, 3)]
    said = "The strongest 6 of 16 lines are shown, those of a weight of at least 0.1."
    assert lines.accessibleDescription() == said
    assert lines.accessibleName() == "Lines from 4 tokens to 4 tokens"
    wanted, found = QColor(tokens().series[0]), ink_between(lines, 3, 3)
    assert max(abs(wanted.red() - found.red()), abs(wanted.green() - found.green()), abs(wanted.blue() - found.blue())) <= 12


def test_that_the_mouse_on_a_query_shows_its_lines_and_on_a_key_those_that_reach_it(lines: AttentionLines, qtbot: QtBot) -> None:
    lines.show_lines(WEIGHTS, WORDS, WORDS)
    told: list[tuple[int, int]] = []
    lines.hovered.connect(lambda side, index: told.append((side, index)))
    qtbot.mouseMove(lines.viewport(), lines.token_place(QUERIES, 1).center().toPoint())
    qtbot.waitUntil(lambda: pairs(lines) == [(1, 0), (1, 2)], timeout=3000)
    qtbot.mouseMove(lines.viewport(), lines.token_place(KEYS, 2).center().toPoint())
    qtbot.waitUntil(lambda: pairs(lines) == [(1, 2), (2, 2)], timeout=3000)
    assert lines.accessibleDescription() == (
        "To weather: the strongest 2 of 4 lines, those of a weight of at least 0.5. Most from weather, 今天."
    )
    assert ink_between(lines, 0, 1) == lines.viewport().grab().toImage().pixelColor(300, 290)
    qtbot.mouseMove(lines.viewport(), QPoint(300, 290))
    qtbot.waitUntil(lambda: len(lines.lines()) == 6, timeout=3000)
    assert told == [(0, 1), (1, 2), (-1, -1)]


def test_that_a_click_pins_a_token_until_the_next_one(lines: AttentionLines, qtbot: QtBot) -> None:
    lines.show_lines(WEIGHTS, WORDS, WORDS)
    told: list[tuple[int, int]] = []
    lines.pinned.connect(lambda side, index: told.append((side, index)))
    place = lines.token_place(KEYS, 3).center().toPoint()
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseMove(lines.viewport(), lines.token_place(QUERIES, 0).center().toPoint())
    assert pairs(lines) == [(2, 3), (3, 3)]
    lines.show_lines(WEIGHTS[::-1].copy(), WORDS, WORDS)
    assert pairs(lines) == [(0, 3), (1, 3)]
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [(1, 3), (-1, -1)]


def test_that_the_keyboard_moves_pins_and_releases(lines: AttentionLines, qtbot: QtBot) -> None:
    lines.show_lines(WEIGHTS, WORDS, WORDS)
    pinned: list[tuple[int, int]] = []
    lines.pinned.connect(lambda side, index: pinned.append((side, index)))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(lines, key)
    assert pinned == [(KEYS, 1)]
    assert pairs(lines) == [(0, 1)]
    qtbot.keyClick(lines, Qt.Key.Key_Escape)
    assert pinned == [(KEYS, 1), (-1, -1)]
    assert len(lines.lines()) == 6


def test_that_negative_weights_have_another_colour(lines: AttentionLines) -> None:
    lines.show_lines(np.diag([1.0, -1.0, 0.0, 0.0]).astype(np.float32), WORDS, WORDS)
    assert pairs(lines) == [(0, 0), (1, 1)]
    assert ink_between(lines, 0, 0).blue() > ink_between(lines, 0, 0).red()
    assert ink_between(lines, 1, 1).red() > ink_between(lines, 1, 1).blue()


def test_that_many_tokens_scroll_and_only_the_strongest_lines_are_taken(lines: AttentionLines, qtbot: QtBot) -> None:
    names = [f"token{index}" for index in range(300)]
    values = np.random.default_rng(0).random((300, 300), dtype=np.float32)
    lines.show_lines(values, names, names)
    assert len(lines.lines()) == MOST_LINES
    assert min(weight for _, _, weight in lines.lines()) == pytest.approx(float(np.sort(values.ravel())[-MOST_LINES]))
    assert lines.sizeHint().height() == 640
    place = QPointF(300, 100)
    wheel = QWheelEvent(
        place,
        lines.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(lines.viewport(), wheel)
    assert lines.verticalScrollBar().value() > 0
    for _ in range(40):
        qtbot.keyClick(lines, Qt.Key.Key_Down)
    assert lines.viewport().rect().contains(lines.token_place(QUERIES, 39).toRect())
    assert lines.token_at(lines.token_place(QUERIES, 39).center()) == (QUERIES, 39)
    lines.grab()


def test_that_the_strongest_of_millions_are_found_without_sorting_them() -> None:
    values = np.random.default_rng(1).random((1000, 1000), dtype=np.float32)
    values[3, 5], values[7, 9] = 5.0, np.nan
    rows, columns = strongest(values, 0.0)
    found = set(zip(rows.tolist(), columns.tolist(), strict=True))
    order = np.argsort(np.nan_to_num(values).ravel())[-MOST_LINES:]
    assert found == {(int(at) // 1000, int(at) % 1000) for at in order}
    assert (rows[-1], columns[-1]) == (3, 5)


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_that_a_map_without_any_weight_has_no_lines(lines: AttentionLines, value: float) -> None:
    lines.show_lines(np.full((2, 3), value, dtype=np.float32), WORDS[:2], WORDS[:3])
    lines.grab()
    assert lines.lines() == []
    assert lines.accessibleDescription().startswith("The strongest 0 of 6 lines")


def test_that_a_line_covers_its_width_and_lines_outside_cover_nothing() -> None:
    ends, ones = np.array([[10.0, 10.0], [-50.0, -40.0], [0.0, 40.0]]), np.ones(3)
    one = line_density(ends[:1], 2 * ones[:1], 0.5 * ones[:1], (40, 30))
    assert one[9:11] == pytest.approx(np.full((2, 30), np.log(2)))
    assert np.abs(np.delete(one, (9, 10), axis=0)).max() < 1e-12
    assert np.abs(line_density(ends[1:2], ones[:1], 0.5 * ones[:1], (40, 30))).max() < 1e-12
    steep = line_density(ends[2:], ones[:1], 0.5 * ones[:1], (40, 30))
    assert steep.sum(axis=0)[5:25] == pytest.approx(np.full(20, np.log(2) * np.hypot(1, 40 / 30)))
    assert steep[20, 15] > 0 and steep[5, 25] == pytest.approx(0, abs=1e-12)
