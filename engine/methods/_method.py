"""What every method gives the training loop and the exporters."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from engine.messages import Message
from engine.models.facts import ModelFacts
from engine.registry import Plugin
from engine.tasks._task import Task


class Method(Plugin):
    """Base of all methods."""

    partial: ClassVar[bool] = False  # is only what was trained saved, so that frozen weights may be held in fewer bits?
    cached: ClassVar[bool] = False  # is everything below the head frozen, so that its output can be computed once?

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
    def save(self, model: Any, folder: Path, task: Task) -> None:
        """Write the result: config and safetensors that transformers (and peft) load."""

    @abstractmethod
    def load(self, folder: Path, base: Path, task: Task, labels: tuple[str, ...]) -> Any:
        """The tuned model from a result folder and its base folder, in eval mode."""

    @abstractmethod
    def merged(self, model: Any) -> Any:
        """A plain transformers model with everything that was learned inside (the model is used up)."""


class WholeModel(Method):
    """Base of the methods whose result is a whole model in transformers' layout."""

    def save(self, model: Any, folder: Path, task: Task) -> None:
        model.save_pretrained(folder)

    def load(self, folder: Path, base: Path, task: Task, labels: tuple[str, ...]) -> Any:
        return task.load(folder, labels).model

    def merged(self, model: Any) -> Any:
        return model


def trained_whole(model: Any, task: Task, created: Sequence[str]) -> list[str]:
    """Modules that are trained and saved whole: the task's head, and whatever else the checkpoint lacked.

    A pooler that starts from random numbers would otherwise be frozen at them, and be others when the adapter is loaded again.
    """
    heads = [name for name, _ in model.named_children() if name in task.head_modules()]
    parameters = {name for name, _ in model.named_parameters()}
    lacked = sorted({name.rpartition(".")[0] for name in created if name in parameters} - {""})
    found = [*heads, *(name for name in lacked if name.split(".")[0] not in heads)]
    return [name for name in found if not any(name.startswith(f"{other}.") for other in found)]
