"""The growing curve, as a widget that is shown."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.plots.live_curve import LiveCurve
from workbench.services.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme("light")
    made.apply(qapp)
    return made


@pytest.fixture
def curve(qtbot: QtBot, theme: Theme) -> LiveCurve:
    made = LiveCurve(theme, "Loss", "loss")
    made.add_series("train", "training")
    made.add_series("validation", "validation", "dots", 1)
    qtbot.addWidget(made)
    made.resize(700, 320)
    made.show()
    qtbot.waitUntil(lambda: made.canvas is not None, timeout=3000)
    return made


def drawn(curve: LiveCurve, key: str) -> list[float]:
    if curve.canvas is None or key not in curve.canvas.lines:
        return []
    _, y = curve.canvas.lines[key].bold.getOriginalDataset()
    return [] if y is None else list(y)


def test_that_appended_points_are_drawn_within_a_few_tenths_of_a_second(qtbot: QtBot, curve: LiveCurve) -> None:
    for step in range(1, 101):
        curve.append("train", step, 1 / step)
    curve.append("validation", 100, 0.5)
    assert drawn(curve, "train") == []
    qtbot.waitUntil(lambda: len(drawn(curve, "train")) == 100 and drawn(curve, "validation") == [0.5], timeout=3000)
    assert curve.accessibleName() == "Loss: training 0.01, validation 0.5"


def test_that_values_that_are_not_finite_are_marked_and_counted(qtbot: QtBot, curve: LiveCurve) -> None:
    for step in range(1, 51):
        curve.append("train", step, math.nan if step in (7, 8) else (math.inf if step == 9 else 1.0 + step / 50))
    qtbot.waitUntil(lambda: "training · 3 not finite" in curve._legend.texts(), timeout=3000)
    marks = curve.canvas.marks.getData()
    assert marks[0].tolist() == [7, 8, 9]
    (_, (low, high)) = curve.canvas.view().viewRange()
    assert all(low < y < high for y in marks[1])


def test_that_logarithmic_axes_leave_out_what_has_no_logarithm(qtbot: QtBot, curve: LiveCurve) -> None:
    curve.extend("train", range(5), [0.0, -1.0, 1.0, 10.0, 100.0])
    curve._log_y.click()
    curve._log_x.click()
    curve.redraw()
    assert drawn(curve, "train")
    x, y = curve.canvas.lines["train"].thin.getOriginalDataset()
    assert list(x) == [2, 3, 4] and list(y) == [1, 10, 100]
    curve.append("train", 6, math.nan)
    curve.redraw()
    assert curve.canvas.marks.getData()[0].tolist() == pytest.approx([math.log10(6)])


def test_that_the_slider_sets_the_smoothing(qtbot: QtBot, curve: LiveCurve) -> None:
    curve.extend("train", range(1, 4), [1.0, 2.0, 3.0])
    curve._slider.setValue(0)
    curve.redraw()
    assert drawn(curve, "train") == [1.0, 2.0, 3.0]
    curve._slider.setValue(50)
    curve.redraw()
    assert drawn(curve, "train") == pytest.approx([1.0, 5 / 3, 17 / 7])


def test_that_the_mouse_reads_the_nearest_values(qtbot: QtBot, curve: LiveCurve) -> None:
    curve.extend("train", range(1, 101), [0.5] * 100)
    curve.extend("validation", [40, 80], [0.6, 0.7])
    curve.redraw()
    curve.grab()  # the view takes its range when it is painted
    middle = curve.canvas.view().sceneBoundingRect().center()
    curve._hovered(middle)
    text = curve._readout.text().splitlines()
    assert curve._readout.isVisible() and text[0].startswith("step 5")
    assert text[1] == "training: 0.5, smoothed 0.5" and text[2].startswith("validation: 0.6 (step 40)")
    curve._hovered(QPointF(-50, -50))
    assert not curve._readout.isVisible()


def test_that_the_readout_goes_when_the_mouse_leaves_the_plot(qtbot: QtBot, curve: LiveCurve) -> None:
    curve.extend("train", [1, 2, 3], [1.0, 0.5, 0.2])
    curve.redraw()
    curve.grab()
    curve._hovered(curve.canvas.view().sceneBoundingRect().center())
    assert curve._readout.isVisible()
    QApplication.sendEvent(curve.canvas, QEvent(QEvent.Type.Leave))
    assert not curve._readout.isVisible() and not curve.canvas.line.isVisible()


def test_that_the_words_of_an_empty_plot_fill_it_at_every_width(qtbot: QtBot, curve: LiveCurve) -> None:
    curve.resize(900, curve.height())
    qtbot.waitUntil(lambda: curve._empty.width() == curve._stage.width() > 600, timeout=3000)


def test_that_points_that_came_before_the_curve_was_shown_are_drawn(qtbot: QtBot, theme: Theme) -> None:
    curve = LiveCurve(theme, "Loss", "loss")
    qtbot.addWidget(curve)
    curve.add_series("train", "training")
    curve.extend("train", range(1, 4), [3.0, 2.0, 1.0])
    curve.set_log(False, True)
    assert curve.canvas is None
    curve.show()
    qtbot.waitUntil(lambda: len(drawn(curve, "train")) == 3, timeout=3000)
    assert curve.canvas is not None and curve.canvas.log == (False, True)


def test_that_a_hidden_curve_draws_nothing_until_it_is_shown(qtbot: QtBot, curve: LiveCurve) -> None:
    curve.redraw()
    curve.hide()
    curve.append("train", 1, 1.0)
    curve.redraw()
    assert drawn(curve, "train") == []
    curve.show()
    qtbot.waitUntil(lambda: drawn(curve, "train") == [1.0], timeout=3000)


def test_that_the_curve_follows_the_theme(qtbot: QtBot, curve: LiveCurve, theme: Theme) -> None:
    light = curve.canvas.lines["train"].bold.opts["pen"].color().name()
    theme.set_choice("dark")
    assert curve.canvas.lines["train"].bold.opts["pen"].color().name() == theme.series(0).name() != light
    theme.set_choice("light")


def test_that_clearing_shows_that_there_is_nothing_yet(qtbot: QtBot, curve: LiveCurve) -> None:
    curve.append("train", 1, 1.0)
    curve.redraw()
    assert not curve._empty.isVisible()
    curve.clear()
    curve.redraw()
    assert curve.is_empty() and curve._empty.isVisible()


def test_that_a_million_points_are_drawn_in_time(qtbot: QtBot, curve: LiveCurve) -> None:
    curve.extend("train", np.arange(1_000_000), np.random.default_rng(0).normal(size=1_000_000))
    curve.redraw()
    begin = time.perf_counter()
    curve._changed = True
    curve.redraw()
    curve.grab()
    took = time.perf_counter() - begin
    print(f"a million points drawn again in {1000 * took:.0f} ms")
    assert took < 0.5  # measured 25 ms; the bound is for a machine that does other things too
