"""The learning rate over the steps: warm-up from zero, then linear, cosine or constant."""

from __future__ import annotations

import math


def learning_rate_factor(step: int, total: int, warmup: float, schedule: str) -> float:
    """The factor on the learning rate at a step (0-based) of `total`; `warmup` is a share of the total."""
    rising = math.ceil(warmup * total)
    if step < rising:
        return (step + 1) / (rising + 1)
    done = (step - rising) / max(1, total - rising)
    if schedule == "cosine":
        return 0.5 * (1 + math.cos(math.pi * done))
    return 1 - done if schedule == "linear" else 1.0
