"""What every task gives the training loop, the evaluation and the exporters."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from engine.data.columns import Role
from engine.data.dataset import Table
from engine.messages import Message
from engine.models.load import Loaded
from engine.registry import Plugin

Choice = tuple[str, str, Message]


class Compute(Protocol):
    """What a task needs to know of the hardware (see training/precision.py)."""

    device: str

    def autocast(self) -> Any:
        """The context in which matrix products take the chosen format."""


if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import torch

    from engine.models.tokenizers import Encoded, TextTokenizer


@dataclass(frozen=True)
class Examples:
    """Rows ready for the model: tokens and, where known, targets [rows] int64 (-1 for unknown)."""

    encoded: Encoded
    targets: npt.NDArray[np.int64]
    rows: list[int]

    def __len__(self) -> int:
        return len(self.targets)

    def tensors(self, indices: npt.NDArray[np.int64], padding: int, device: str) -> dict[str, torch.Tensor]:
        """The rows as input_ids and attention_mask [rows, longest] and targets [rows], all int64, on the device."""
        import torch

        from engine.data.batching import padded

        ids, mask = padded([self.encoded.row(int(index)) for index in indices], padding)
        batch = {"input_ids": ids, "attention_mask": mask, "targets": self.targets[indices]}
        return {name: torch.from_numpy(array).to(device) for name, array in batch.items()}


@dataclass(frozen=True)
class Prediction:
    """What the model says of one text: the label and the probability of every label, in the labels' order."""

    label: str
    probabilities: tuple[float, ...]


class Task(Plugin):
    """Base of all tasks."""

    roles: ClassVar[tuple[Role, ...]]
    families: ClassVar[tuple[str, ...]]  # model families that can do it
    monitor: ClassVar[str]  # the validation value that "best" means
    monitor_up: ClassVar[bool]  # is more of it better?

    @abstractmethod
    def load(self, folder: Path, labels: tuple[str, ...]) -> Loaded:
        """The model with the task's head."""

    @abstractmethod
    def head_modules(self) -> tuple[str, ...]:
        """Name parts of the modules that are new for the task and trained whole by every method."""

    @abstractmethod
    def examples(self, table: Table, tokenizer: TextTokenizer, labels: tuple[str, ...], max_length: int) -> Examples:
        """The rows as tokens and targets."""

    def start(self, model: Any, created: Sequence[str], train: Examples, padding: int, compute: Compute, spec: Any) -> Choice | None:
        """Give tensors that the checkpoint lacked a better start than random numbers; the choice that tells of it, if any."""
        return None

    @abstractmethod
    def loss(self, model: Any, batch: dict[str, torch.Tensor], spec: Any) -> torch.Tensor:
        """The sum (not the mean) of the rows' losses, a float32 scalar, so that pieces of a batch add up."""

    @abstractmethod
    def scores(self, model: Any, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """The model's raw outputs for evaluation: [rows, ...] float32."""

    @abstractmethod
    def metrics(self, scores: npt.NDArray[np.float32], targets: npt.NDArray[np.int64], labels: Sequence[str]) -> dict[str, Any]:
        """The numbers of an evaluation; plain floats are plotted, tables are for the report."""

    @abstractmethod
    def predictions(self, scores: npt.NDArray[np.float32], labels: Sequence[str]) -> list[Prediction]:
        """What the scores mean."""
