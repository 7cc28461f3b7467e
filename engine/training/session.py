"""What the loop is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.runs import RunFolder
from engine.specs.job import Job
from engine.tasks._task import Examples, Task
from engine.training.channel import Channel
from engine.training.precision import Compute


@dataclass
class Session:
    """Everything that the loop works with. Fingerprints are sha256 by file, and of the base's weights.

    write_sample: called with the step after each evaluation, for tasks whose model writes. snapshot: called before each step
    with the number of steps done, and once more with True at the end, for runs that are watched.
    """

    job: Job
    run: RunFolder
    channel: Channel
    task: Task
    model: Any
    optimizer: Any
    compute: Compute
    train: Examples
    validation: Examples
    labels: tuple[str, ...]
    fingerprints: dict[str, str]
    write_sample: Callable[[int], None] | None = None
    snapshot: Callable[[int, bool], None] | None = None


@dataclass
class Outcome:
    """How the loop ended: the step, the best evaluation and where its weights lie, all numbers of the last evaluations."""

    status: Literal["completed", "stopped"]
    step: int
    total_steps: int
    best_step: int = 0
    best_path: str = ""
    best: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    tokens: int = 0
    train_seconds: float = 0.0
