"""What a frozen body says of each row, computed once: training a head alone is then a matter of moments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.batching import by_length
from engine.messages import Message
from engine.tasks._task import Batch, Examples, Task
from engine.training.precision import Compute

if TYPE_CHECKING:
    import numpy.typing as npt
    import torch


class Cached:
    """Examples whose batches hold features [rows, hidden] beside nothing else."""

    def __init__(self, examples: Examples, features: torch.Tensor) -> None:
        self.lengths, self.cut, self.targets = examples.lengths, examples.cut, examples.targets
        self.unknown: float = examples.unknown
        self.findings: list[tuple[Message, Message]] = examples.findings
        self._features = features

    def __len__(self) -> int:
        return len(self.targets)

    def batch(self, rows: npt.NDArray[np.int64], chance: Sequence[int], device: str) -> Batch:
        """The rows' features and targets; nothing is drawn."""
        import torch

        from engine.models.packed import Packed

        place = torch.from_numpy(rows)
        nothing = torch.zeros(0, dtype=torch.int64)
        targets = torch.from_numpy(self.targets[rows]).to(device)
        return Batch(Packed(nothing, nothing, []), targets, len(rows), float(len(rows)), features=self._features[place].to(device))


def cached(model: Any, task: Task, examples: Examples, compute: Compute) -> Examples | None:
    """The examples with their features; None if the task or the model can't give them apart from the head."""
    import torch

    model.eval()
    found: torch.Tensor | None = None
    with torch.inference_mode():
        for rows in by_length(examples.lengths):
            with compute.autocast():
                part = task.features(model, examples.batch(rows, (0,), compute.device))
            if part is None:
                return None
            if found is None:
                found = torch.empty(len(examples), part.shape[1])
            found[torch.from_numpy(rows)] = part.float().cpu()
    return None if found is None else Cached(examples, found.clone())
