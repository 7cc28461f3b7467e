"""Runs of the tiny base: a loop to step through, and finished ones that several tests look at."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from engine.events import Event
from engine.runs import RunFolder
from engine.specs.job import Job


@dataclass
class Watched:
    """A run folder and what its engine told, in this process."""

    run: RunFolder
    told: list[Event] = field(default_factory=list)

    def of(self, kind: str) -> list[Any]:
        """The events of a kind."""
        return [event for event in self.told if event.kind == kind]  # type: ignore[attr-defined]

    def losses(self) -> list[float]:
        """The training loss of each step, in order."""
        return losses(self.told)

    def words(self) -> str:
        """All notices and errors as text."""
        return " ".join(f"{event.title} {event.detail}" for event in [*self.of("notice"), *self.of("error")])


def losses(told: list[Event]) -> list[float]:
    """The training loss of each step, in the order of the steps; a step that was done twice must have given the same."""
    found: dict[int, float] = {}
    for event in told:
        if event.kind == "metrics" and event.split == "train":  # type: ignore[attr-defined]
            value = event.values["loss"]  # type: ignore[attr-defined]
            assert found.setdefault(event.step, value) == value or value != value  # type: ignore[attr-defined]
    return [found[step] for step in sorted(found)]


@pytest.fixture
def open_loop(make_job: Callable[..., Job], tmp_path: Path) -> Callable[..., tuple[Any, Watched]]:
    """A loop over a prepared session of a small job, ready to run, and what it tells."""
    from engine.training.channel import Channel
    from engine.training.loop import Loop
    from engine.worker.prepare import prepare

    def make(**settings: Any) -> tuple[Any, Watched]:
        job = make_job(**settings)
        watched = Watched(RunFolder.create(tmp_path / "loops", job))
        return Loop(prepare(watched.run, job, Channel(listener=watched.told.append), fresh=True).session), watched

    return make


@pytest.fixture
def work(make_job: Callable[..., Job], tmp_path: Path) -> Callable[..., tuple[int, Watched]]:
    """The worker over a new run folder of a small job, or over the one given; its exit status and what it told."""
    from engine.worker.run import run_job

    def do(run: RunFolder | None = None, **settings: Any) -> tuple[int, Watched]:
        watched = Watched(run or RunFolder.create(tmp_path / "runs", make_job(**settings)))
        return run_job(watched.run, watched.told.append), watched

    return do


@pytest.fixture(scope="session")
def finished(make_job: Callable[..., Job], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], RunFolder]:
    """A finished run of a method ("lora", "full"), which tests may read but not change."""
    from engine.worker.run import run_job

    made: dict[str, RunFolder] = {}

    def make(method: str) -> RunFolder:
        if method not in made:
            job = make_job(method={"type": method}, training={"epochs": 8, "learning_rate": 1e-2})
            made[method] = RunFolder.create(tmp_path_factory.mktemp("finished"), job)
            assert run_job(made[method]) == 0
        return made[method]

    return make


def weights_hash(model: Any) -> str:
    """One hash over all of a model's weights, by name."""
    parts = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        parts.update(name.encode() + tensor.contiguous().numpy().tobytes())
    return parts.hexdigest()


@pytest.fixture(scope="session")
def sha256() -> Callable[[Any], str]:
    """One hash over a file's bytes, or over all of a model's weights."""
    return lambda thing: hashlib.sha256(thing.read_bytes()).hexdigest() if isinstance(thing, Path) else weights_hash(thing)
