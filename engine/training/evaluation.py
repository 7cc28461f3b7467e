"""Measuring a model on rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.batching import by_length
from engine.tasks._task import Examples, Task
from engine.training.precision import Compute

if TYPE_CHECKING:
    import numpy.typing as npt


def scores(model: Any, task: Task, examples: Examples, compute: Compute, kind: str = "scores") -> npt.NDArray[np.float32]:
    """The task's scores (or with kind "raw" its raw outputs) of every row, in the rows' order: [rows, ...] float32."""
    import torch

    was_training = model.training
    model.eval()
    result: npt.NDArray[np.float32] | None = None
    with torch.inference_mode():
        for indices in by_length(examples.lengths):
            with compute.autocast():
                outputs = getattr(task, kind)(model, examples.batch(indices, (0,), compute.device))
            values = outputs.float().cpu().numpy()
            if result is None:
                result = np.zeros((len(examples), *values.shape[1:]), dtype=np.float32)
            result[indices] = values
    model.train(was_training)
    return result if result is not None else np.zeros((0, 1), dtype=np.float32)


def plotted(metrics: dict[str, Any]) -> dict[str, float]:
    """The plain numbers of an evaluation, those that a curve can show."""
    return {name: value for name, value in metrics.items() if isinstance(value, float)}
