"""The learning rate over the steps."""

from __future__ import annotations

import math

import pytest

from engine.training.schedule import learning_rate_factor


def factors(total: int, warmup: float, schedule: str) -> list[float]:
    return [learning_rate_factor(step, total, warmup, schedule) for step in range(total)]


def test_that_the_rate_rises_in_a_line_to_the_full_rate_and_falls_in_a_line_towards_zero() -> None:
    assert factors(10, 0.2, "linear") == pytest.approx([1 / 3, 2 / 3, 1, 7 / 8, 6 / 8, 5 / 8, 4 / 8, 3 / 8, 2 / 8, 1 / 8])


def test_that_the_cosine_is_half_way_down_in_the_middle() -> None:
    values = factors(9, 0.0, "cosine")
    assert values[0] == 1.0
    assert values[3] == pytest.approx(0.5 * (1 + math.cos(math.pi / 3)))
    assert values[6] == pytest.approx(0.5 * (1 + math.cos(2 * math.pi / 3)))


def test_that_the_constant_schedule_stays_after_the_warm_up() -> None:
    assert factors(5, 0.4, "constant") == pytest.approx([1 / 3, 2 / 3, 1, 1, 1])


@pytest.mark.parametrize("schedule", ["linear", "cosine", "constant"])
@pytest.mark.parametrize("warmup", [0.0, 0.06, 0.5, 1.0])
@pytest.mark.parametrize("total", [1, 2, 7, 100])
def test_that_no_step_is_wasted_on_a_rate_of_zero(schedule: str, warmup: float, total: int) -> None:
    values = factors(total, warmup, schedule)
    assert all(0 < value <= 1 for value in values)
    peak = values.index(max(values))
    assert values[: peak + 1] == sorted(values[: peak + 1])
    assert values[peak:] == sorted(values[peak:], reverse=True)
