"""What every task gives the training loop, the evaluation and the exporters."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from engine.data.columns import Role
from engine.data.dataset import Table
from engine.messages import Message, say
from engine.models.load import Loaded, load_model
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

    from engine.models.packed import Packed
    from engine.models.tokenizers import TextTokenizer


@dataclass(frozen=True)
class Reading:
    """How rows become tokens: by which tokenizer, to which labels, how long at most, by which settings of the task.

    config: the model's config.json, where tasks find the token that an encoder-decoder begins with.
    """

    tokenizer: TextTokenizer
    labels: tuple[str, ...]
    max_length: int
    spec: Any
    config: dict[str, Any] = field(default_factory=dict)


@dataclass
class Batch:
    """Rows ready for the model. rows: how many; weight: what the loss is a mean over (rows, or predicted tokens).

    targets: [rows] or [predicted tokens] int64. For predicted tokens, places: where on the token axis each is predicted
    (None: at every token), and owners: the row that each belongs to, both [predicted tokens] int64. written: the target
    side of an encoder-decoder.
    features: [rows, hidden], what the head sees, where the body below it was computed once for all.
    """

    inputs: Packed
    targets: torch.Tensor
    rows: int
    weight: float
    places: torch.Tensor | None = None
    owners: torch.Tensor | None = None
    written: Packed | None = None
    features: torch.Tensor | None = None


class Examples(Protocol):
    """Rows as a task sees them.

    lengths: tokens of each row [rows]; cut: tokens left out of each [rows]; targets: [rows], for metrics; unknown: the
    share of tokens that the vocabulary lacks; findings: what is wrong with them, each with what to do.
    """

    @property
    def lengths(self) -> npt.NDArray[np.int64]: ...

    @property
    def cut(self) -> npt.NDArray[np.int64]: ...

    @property
    def targets(self) -> npt.NDArray[np.int64]: ...

    @property
    def unknown(self) -> float: ...

    @property
    def findings(self) -> list[tuple[Message, Message]]: ...

    def __len__(self) -> int:
        """Number of rows."""

    def batch(self, rows: npt.NDArray[np.int64], chance: Sequence[int], device: str) -> Batch:
        """These rows, in this order; what is drawn at random is a function of `chance` alone."""


@dataclass(frozen=True)
class Prediction:
    """What the model says of one text: the label (or the text it wrote) and the probability of every label, in their order."""

    label: str
    probabilities: tuple[float, ...]


class Task(Plugin):
    """Base of all tasks."""

    roles: ClassVar[tuple[Role, ...]]
    families: ClassVar[tuple[str, ...]]  # model families that can do it
    head: ClassVar[str]  # the kind of head, see engine/models/load.py
    peft_type: ClassVar[str | None] = None  # what peft calls such models
    monitor: ClassVar[str] = "loss"  # the validation value that "best" means
    monitor_up: ClassVar[bool] = False  # is more of it better?
    corpus: ClassVar[bool] = False  # does it learn from running text, cut into pieces, rather than from rows?
    divisible: ClassVar[bool] = True  # does a batch's loss stay the same when it is worked off in pieces?
    asking: ClassVar[Literal["labels", "text", "fill", "similarity"]] = "labels"  # what one gets for a text

    def load(self, folder: Path, labels: tuple[str, ...]) -> Loaded:
        """The model with the task's head."""
        return load_model(folder, self.head, labels)

    def head_modules(self) -> tuple[str, ...]:
        """Name parts of the modules that are new for the task and trained whole by every method."""
        return ()

    @abstractmethod
    def examples(self, table: Table, reading: Reading) -> Examples:
        """The rows as tokens and targets. Raises UserError if they can't be learned from."""

    def start(self, model: Any, created: Sequence[str], train: Examples, compute: Compute, spec: Any) -> Choice | None:
        """Give tensors that the checkpoint lacked a better start than random numbers; the choice that tells of it, if any."""
        return None

    def features(self, model: Any, batch: Batch) -> torch.Tensor | None:
        """What the head sees of each row, [rows, hidden]; None if the task's head can't be asked alone."""
        return None

    @abstractmethod
    def loss(self, model: Any, batch: Batch, spec: Any) -> torch.Tensor:
        """The sum (not the mean) of the losses over the batch's weight, a float32 scalar, so that pieces of a batch add up."""

    @abstractmethod
    def scores(self, model: Any, batch: Batch) -> torch.Tensor:
        """What an evaluation keeps of each row: [rows, ...] float32."""

    @abstractmethod
    def metrics(self, scores: npt.NDArray[np.float32], targets: npt.NDArray[np.int64], labels: Sequence[str]) -> dict[str, Any]:
        """The numbers of an evaluation; plain floats are plotted, tables are for the report."""

    def raw(self, model: Any, batch: Batch) -> torch.Tensor:
        """Raw outputs by which an export is compared: [rows, ...] float32."""
        return self.scores(model, batch)

    def predictions(self, scores: npt.NDArray[np.float32], labels: Sequence[str]) -> list[Prediction]:
        """What the scores mean, for tasks that are asked for labels."""
        return []

    def prompts(self, table: Table, most: int) -> list[tuple[str, str]]:
        """Of tasks whose model writes: up to `most` prompts with the text that is wanted for each."""
        return []

    def prompt_ids(self, text: str, reading: Reading) -> npt.NDArray[np.int32]:
        """Of tasks whose model writes: the ids behind which (or of which) it writes."""
        return reading.tokenizer.encode([text], reading.max_length).row(0)

    def learned(self, before: dict[str, Any], after: dict[str, Any], rows: int) -> Message:
        """What was learned, in a sentence; before and after are metrics over the validation rows."""
        if "loss" not in before or "loss" not in after:
            return say("Nothing was measured.")
        return say(
            "On texts that training never saw, the loss fell from {before:.3f} to {after:.3f}.", before=before["loss"], after=after["loss"]
        )
