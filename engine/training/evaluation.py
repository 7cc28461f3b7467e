"""Measuring a model on rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.batching import by_length
from engine.tasks._task import Examples, Task
from engine.training.precision import Compute

if TYPE_CHECKING:
    import numpy.typing as npt


def scores(
    model: Any,
    task: Task,
    examples: Examples,
    padding: int,
    compute: Compute,
) -> npt.NDArray[np.float32]:
    """The task's raw outputs for every row, in the rows' order: [rows, ...] float32."""
    import torch

    was_training = model.training
    model.eval()
    lengths = examples.encoded.lengths
    parts: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]] = []
    with torch.inference_mode():
        for indices in by_length(lengths):
            with compute.autocast():
                outputs = task.scores(model, examples.tensors(indices, padding, compute.device))
            parts.append((indices, outputs.float().cpu().numpy()))
    model.train(was_training)
    result = np.zeros((len(examples), *parts[0][1].shape[1:]), dtype=np.float32)
    for indices, values in parts:
        result[indices] = values
    return result


def plotted(metrics: dict[str, Any]) -> dict[str, float]:
    """The plain numbers of an evaluation, those that a curve can show."""
    return {name: value for name, value in metrics.items() if isinstance(value, float)}
