"""The numbers behind a curve."""

from __future__ import annotations

import math

import numpy as np
import pytest

from workbench.plots.points import BLOCK, Points, moving_average
from workbench.plots.style import log_ticks, nice_ticks, short


def plain_average(values: list[float], weight: float) -> list[float]:
    """The definition, a step at a time."""
    total, averages = 0.0, []
    for count, value in enumerate(values, start=1):
        total = weight * total + (1 - weight) * value
        averages.append(total / (1 - weight**count))
    return averages


@pytest.mark.parametrize("count", [1, 5, BLOCK, BLOCK + 1, 3 * BLOCK + 7])
@pytest.mark.parametrize("weight", [0.5, 0.9, 0.99])
def test_that_the_blocked_average_is_the_plain_one(count: int, weight: float) -> None:
    values = np.random.default_rng(0).normal(size=count)
    assert moving_average(values, weight) == pytest.approx(plain_average(values.tolist(), weight), rel=1e-9, abs=1e-12)


def test_that_points_that_come_singly_are_averaged_as_if_they_came_together() -> None:
    values = np.random.default_rng(1).normal(size=700)
    singly, together = Points(0.9), Points(0.9)
    for x, y in enumerate(values):
        singly.extend([x], [y])
    together.extend(np.arange(700), values)
    assert singly.smooth == pytest.approx(together.smooth)
    assert singly.x.tolist() == together.x.tolist()


def test_that_values_that_are_not_finite_are_kept_apart() -> None:
    points = Points(0.9)
    points.extend([1, 2, 3, 4], [1.0, math.nan, math.inf, 2.0])
    assert points.x.tolist() == [1, 4]
    assert points.bad == [2, 3]
    assert np.isfinite(points.smooth).all()


def test_that_a_resumed_run_replaces_the_steps_it_repeats() -> None:
    points = Points(0.5)
    points.extend([1, 2, 3, 4, 5], [1.0, 1.0, 1.0, math.nan, 9.0])
    points.extend([3, 4], [2.0, 2.0])
    assert points.x.tolist() == [1, 2, 3, 4]
    assert points.y.tolist() == [1.0, 1.0, 2.0, 2.0]
    assert points.bad == []
    assert points.smooth == pytest.approx(plain_average([1.0, 1.0, 2.0, 2.0], 0.5))


def test_that_the_nearest_point_is_found() -> None:
    points = Points()
    assert points.nearest(3.0) is None
    points.extend([1, 10, 20], [0, 0, 0])
    assert [points.nearest(x) for x in (-5, 5, 6, 15.1, 99)] == [0, 0, 1, 2, 2]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.25, "0.25"), (0.00015, "1.5e-4"), (20000.0, "20000"), (2.5e6, "2.5e6"), (1.0, "1"), (math.nan, "nan")],
)
def test_that_values_are_written_briefly(value: float, text: str) -> None:
    assert short(value) == text


def test_that_ticks_are_round_and_few() -> None:
    assert nice_ticks(0.03, 1.32, 6) == pytest.approx([0.25, 0.5, 0.75, 1.0, 1.25])
    assert nice_ticks(0, 3, 10, least_step=1.0) == [0, 1, 2, 3]
    assert nice_ticks(1.0, 1.0, 5) == []
    assert [round(10**tick) for tick in log_ticks(0.0, 2.6, 9)] == [1, 2, 5, 10, 20, 50, 100, 200]
    assert len(log_ticks(-9.0, 9.0, 6)) <= 6
    assert [round(10**tick, 2) for tick in log_ticks(-0.2, -0.1, 5)]
