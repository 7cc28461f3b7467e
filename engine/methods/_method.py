"""What every method gives the training loop and the exporters."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.messages import Message
from engine.models.facts import ModelFacts
from engine.registry import Plugin
from engine.tasks._task import Task


class Method(Plugin):
    """Base of all methods."""

    @abstractmethod
    def apply(self, model: Any, spec: Any, task: Task, created: Sequence[str]) -> Any:
        """The model with requires_grad set on what is trained; may wrap it. Tensors in `created` were in no checkpoint and must be."""

    @abstractmethod
    def learning_rate(self, facts: ModelFacts) -> tuple[float, Message]:
        """What suits the method when the job leaves it open, and why."""

    @abstractmethod
    def trained_parameters(self, facts: ModelFacts, spec: Any, labels: int) -> int:
        """How many weights will be trained, from the checkpoint's header alone."""

    @abstractmethod
    def save(self, model: Any, folder: Path) -> None:
        """Write the result: config and safetensors that transformers (and peft) load."""

    @abstractmethod
    def load(self, folder: Path, base: Path, task: Task, labels: tuple[str, ...]) -> Any:
        """The tuned model from a result folder and its base folder, in eval mode."""

    @abstractmethod
    def merged(self, model: Any) -> Any:
        """A plain transformers model with everything that was learned inside (the model is used up)."""
