"""Losses that are no numbers, and memory that runs short."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.errors import UserError
from engine.runs import RunFolder
from engine.tasks.text_classification import TextClassification
from engine.training.guards import ENOUGH, LossGuard

Open = Callable[..., tuple[Any, Any]]
Work = Callable[..., tuple[int, Any]]


def spoil(monkeypatch: pytest.MonkeyPatch, spoiled: set[int]) -> None:
    """Let the loss of these calls (from 1; a call is a step where batches aren't cut) be no number."""
    calls = 0
    whole = TextClassification.loss

    def loss(task: TextClassification, model: Any, batch: Any, spec: Any) -> Any:
        nonlocal calls
        calls += 1
        value = whole(task, model, batch, spec)
        return value * math.nan if calls in spoiled else value

    monkeypatch.setattr(TextClassification, "loss", loss)


def test_that_a_step_without_a_number_is_shown_as_such_and_leaves_the_weights_alone(
    open_loop: Open, monkeypatch: pytest.MonkeyPatch, sha256: Callable[[Any], str]
) -> None:
    spoil(monkeypatch, {3})
    loop, watched = open_loop(training={"max_steps": 5, "evaluate_every": 10})
    hashes = []
    train_step = loop._train_step

    def step() -> None:
        train_step()
        hashes.append(sha256(loop.s.model))

    loop._train_step = step
    loop.run()
    shown = watched.losses()
    assert [math.isnan(value) for value in shown] == [False, False, True, False, False]
    assert len(set(hashes)) == 4
    assert hashes[1] == hashes[2]
    assert "Step 3 was skipped" in watched.words()


def test_that_three_in_a_row_end_the_run_as_diverged_with_everything_on_record(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(monkeypatch, {5, 7, 8, 9})
    status, watched = work()
    assert status == 2
    error = watched.of("error")[0]
    assert error.code == "training.diverged"
    assert "lower learning rate" in str(error.hint)
    recorded = [event for event in watched.run.events() if event.kind == "metrics" and event.split == "train"]  # type: ignore[attr-defined]
    nan = [event.step for event in recorded if math.isnan(event.values["loss"])]  # type: ignore[attr-defined]
    assert nan == [5, 7, 8, 9]
    assert '"loss": "nan"' in watched.run.events_file.read_text(encoding="utf-8")
    assert [path.name for path in sorted(watched.run.checkpoints.iterdir())] == ["step-000004", "step-000008"]
    assert watched.run.result() is None
    assert watched.run.summary().state == "failed"


def test_that_a_run_with_an_absurd_learning_rate_never_gives_a_result_without_numbers(work: Work) -> None:
    from safetensors.torch import load_file

    status, watched = work(training={"learning_rate": 10, "epochs": 20, "max_grad_norm": 0.0, "warmup": 0.0})
    folders = [*watched.run.checkpoints.iterdir(), *([watched.run.model] if status == 0 else [])]
    for file in (file for folder in folders for file in folder.glob("*.safetensors")):
        assert all(tensor.isfinite().all() for tensor in load_file(file).values()), file
    if status:
        assert watched.of("error")[0].code == "training.diverged"


def test_that_weights_that_are_no_numbers_are_never_saved(open_loop: Open) -> None:
    import torch

    loop, watched = open_loop(training={"epochs": 3, "evaluate_every": 2})
    take, steps = loop.s.optimizer.step, []

    def step() -> None:
        take()
        steps.append(1)
        if len(steps) == 4:
            with torch.no_grad():
                next(loop.s.model.parameters()).fill_(math.inf)

    loop.s.optimizer.step = step
    with pytest.raises(UserError) as caught:
        loop.run()
    assert caught.value.code == "training.diverged"
    assert [path.name for path in watched.run.checkpoints.iterdir()] == ["step-000002"]


def test_that_more_than_one_step_in_a_hundred_without_a_number_is_divergence_too() -> None:
    guard = LossGuard()
    with pytest.raises(UserError) as caught:
        for step in range(2 * ENOUGH):
            guard.passes(math.nan if step % 50 == 0 else 1.0, 1.0)
    assert caught.value.code == "training.diverged"
    assert guard.steps == ENOUGH + 1


def test_that_an_infinite_gradient_does_not_pass_either() -> None:
    assert not LossGuard().passes(0.5, math.inf)


def shortage(monkeypatch: pytest.MonkeyPatch, error: Exception, limit: int, after: int) -> None:
    """From the given call on, raise for pieces of more than `limit` rows, as a device or processor without memory does."""
    calls = 0
    whole = TextClassification.loss

    def loss(task: TextClassification, model: Any, batch: Any, spec: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls >= after and len(batch.targets) > limit:
            raise error
        return whole(task, model, batch, spec)

    monkeypatch.setattr(TextClassification, "loss", loss)


def shortages() -> list[Exception]:
    import torch

    cpu = RuntimeError("[enforce fail at alloc_cpu.cpp:121] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.")
    return [torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."), cpu, MemoryError()]


@pytest.mark.parametrize("which", [0, 1, 2], ids=["device", "processor", "python"])
def test_that_a_batch_that_does_not_fit_is_halved_to_the_same_result(
    which: int, open_loop: Open, still_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: dict[str, Any] = {"model": {"base": str(still_base)}, "training": {"max_steps": 6, "learning_rate": 1e-3}}
    loop, plain = open_loop(**settings)
    loop.run()
    with monkeypatch.context() as patched:
        shortage(patched, shortages()[which], limit=2, after=3)
        other, watched = open_loop(**settings)
        other.run()
    assert watched.losses() == pytest.approx(plain.losses(), abs=1e-5)
    assert [event.title.values["rows"] for event in watched.of("notice") if "Memory ran short" in str(event.title)] == [4, 2]
    evaluations = [[event.values["loss"] for event in each.of("metrics") if event.split == "validation"] for each in (plain, watched)]
    assert evaluations[1] == pytest.approx(evaluations[0], abs=1e-5)


def test_that_a_step_that_never_fits_ends_with_what_to_do_and_no_traceback(
    work: Work, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shortage(monkeypatch, shortages()[1], limit=0, after=6)
    status, watched = work()
    assert status == 2
    assert [event.code for event in watched.of("error")] == ["hardware.memory"]
    assert "fewer rows at a time" in str(watched.of("error")[0].hint)
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err


def test_that_a_mistake_of_ours_is_not_taken_for_a_shortage_and_leaves_its_traceback(
    work: Work, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shortage(monkeypatch, RuntimeError("mat1 and mat2 shapes cannot be multiplied"), limit=0, after=6)
    status, watched = work()
    assert status == 1
    assert [event.code for event in watched.of("error")] == ["internal"]
    assert "Traceback" in capsys.readouterr().err
    assert "mat1 and mat2" in watched.run.console_file.read_text(encoding="utf-8")
    assert not watched.run.lock_file.exists()


def test_that_the_halved_size_outlives_a_resume(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        shortage(patched, MemoryError(), limit=4, after=2)
        status, watched = work(training={"evaluate_every": 4, "early_stopping": 0, "max_steps": 8})
        assert status == 0
    newest = sorted(watched.run.checkpoints.iterdir())[-1]
    assert json.loads((newest / "state.json").read_text(encoding="utf-8"))["micro"] == 4
    status, again = work(RunFolder(watched.run.path))
    assert status == 0
    assert again.of("started")[0].resumed_from == int(newest.name.removeprefix("step-"))
