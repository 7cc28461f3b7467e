"""Early stopping goes by its own record: what is kept, and looks that somebody asked for, do not change when it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Open = Callable[..., tuple[Any, Any]]
Work = Callable[..., tuple[int, Any]]
IDLE = {"epochs": 20, "evaluate_every": 2, "early_stopping": 3, "learning_rate": 1e-30}  # nothing ever gets better


def test_that_it_comes_also_where_the_last_state_is_kept(open_loop: Open) -> None:
    loop, _ = open_loop(training={**IDLE, "keep_best": False})
    outcome = loop.run()
    assert (outcome.step, outcome.best_step) == (8, 8)


def test_that_looks_which_somebody_asked_for_do_not_wear_out_its_patience(open_loop: Open) -> None:
    loop, watched = open_loop(training=IDLE)
    step = loop._train_step

    def asking() -> None:
        step()
        loop.s.run.ask("evaluate-now")

    loop._train_step = asking
    outcome = loop.run()
    assert len([event for event in watched.of("metrics") if event.split == "validation"]) > 8
    assert outcome.step == 8


def test_that_a_run_stopped_between_two_looks_ends_where_one_that_was_not_does(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.training.loop import Loop

    step = Loop._train_step
    with monkeypatch.context() as patched:

        def stopping(loop: Any) -> None:
            step(loop)
            if loop.step == 5:
                loop.s.run.ask("stop")

        patched.setattr(Loop, "_train_step", stopping)
        _, stopped = work(training=IDLE)
    assert stopped.of("finished")[0].step == 5
    _, resumed = work(stopped.run)
    assert resumed.of("finished")[0].step == 8
