"""Control files: stop, pause, checkpoint-now, evaluate-now; and the request that SIGTERM is."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.events import EventReader, Phase
from engine.launch import engine_command, engine_environment
from engine.runs import RunFolder
from engine.specs.job import Job

Open = Callable[..., tuple[Any, Any]]


def ask_at(loop: Any, step: int, *controls: str) -> None:
    """Drop control files while this step is computed."""
    take, steps = loop.s.optimizer.step, []

    def taken() -> None:
        take()
        steps.append(1)
        if len(steps) == step:
            for control in controls:
                loop.s.run.ask(control)

    loop.s.optimizer.step = taken


def test_that_stop_ends_the_run_after_the_step_and_keeps_what_was_learned(open_loop: Open) -> None:
    loop, watched = open_loop(training={"epochs": 10, "evaluate_every": 50})
    ask_at(loop, 3, "stop")
    outcome = loop.run()
    assert (outcome.status, outcome.step) == ("stopped", 3)
    assert [event.step for event in watched.of("metrics") if event.split == "validation"] == [0, 3]
    assert [event.step for event in watched.of("checkpoint")] == [3]


def test_that_a_stop_leaves_a_checkpoint_of_its_own_step_even_if_it_was_not_the_best(open_loop: Open) -> None:
    loop, watched = open_loop(training={"epochs": 10, "evaluate_every": 2, "learning_rate": 1e-30, "checkpoint_every": 50})
    ask_at(loop, 6, "stop")
    loop.run()
    assert [event.step for event in watched.of("checkpoint")] == [2, 6]


def test_that_a_run_stopped_before_its_first_step_ends_in_order(work: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.training.loop import Loop

    monkeypatch.setattr(Loop, "_controls", lambda self: True)
    status, watched = work()
    assert status == 0
    assert watched.of("finished")[0].status == "stopped"
    assert watched.run.result()["step"] == 0


def test_that_pause_holds_the_run_until_it_is_taken_back(open_loop: Open) -> None:
    loop, watched = open_loop(training={"max_steps": 5, "evaluate_every": 50})
    held: list[int] = []

    def listen(event: Any) -> None:
        watched.told.append(event)
        if isinstance(event, Phase) and event.name == "paused":
            held.append(loop.step)
            loop.s.run.withdraw("pause")

    loop.s.channel._listener = listen
    ask_at(loop, 2, "pause")
    outcome = loop.run()
    assert held == [2]
    assert (outcome.status, outcome.step) == ("completed", 5)


def test_that_a_paused_run_can_be_stopped(open_loop: Open) -> None:
    loop, watched = open_loop(training={"max_steps": 5, "evaluate_every": 50})

    def listen(event: Any) -> None:
        watched.told.append(event)
        if isinstance(event, Phase) and event.name == "paused":
            loop.s.run.ask("stop")

    loop.s.channel._listener = listen
    ask_at(loop, 2, "pause")
    assert (loop.run().status, loop.step) == ("stopped", 2)


def test_that_checkpoint_now_saves_at_once_and_changes_nothing_else(open_loop: Open) -> None:
    plain, quiet = open_loop(training={"max_steps": 6, "evaluate_every": 50})
    plain.run()
    loop, watched = open_loop(training={"max_steps": 6, "evaluate_every": 50})
    ask_at(loop, 2, "checkpoint-now")
    loop.run()
    assert [event.step for event in watched.of("checkpoint")] == [2, 6]
    assert not loop.s.run.asked("checkpoint-now")
    assert watched.losses() == quiet.losses()


def test_that_evaluate_now_measures_at_once_and_changes_nothing_else(open_loop: Open) -> None:
    plain, quiet = open_loop(training={"max_steps": 6, "evaluate_every": 50})
    plain.run()
    loop, watched = open_loop(training={"max_steps": 6, "evaluate_every": 50})
    ask_at(loop, 3, "evaluate-now")
    loop.run()
    assert [event.step for event in watched.of("metrics") if event.split == "validation"] == [0, 3, 6]
    assert watched.losses() == quiet.losses()


def test_that_old_requests_do_not_stop_a_run_that_is_started_again(work: Callable[..., Any]) -> None:
    _, watched = work(training={"max_steps": 4})
    watched.run.ask("stop")
    watched.run.ask("pause")
    status, again = work(watched.run)
    assert status == 0
    assert again.of("finished")[0].status == "completed"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM")
def test_that_sigterm_stops_a_run_in_order(make_job: Callable[..., Job], tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path, make_job(training={"epochs": 1000, "evaluate_every": 2000}))
    process = subprocess.Popen(engine_command("run", str(run.path)), env=engine_environment(), stderr=subprocess.PIPE, encoding="utf-8")
    reader, seen = EventReader(run.events_file), []
    while not any(event.kind == "metrics" and event.split == "train" for event in seen):  # type: ignore[attr-defined]
        seen += reader.read()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.02)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert run.summary().state == "stopped"
    assert run.result() is not None
    assert said == ""
