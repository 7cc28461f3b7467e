"""What must not pass silently: losses that are no numbers, divergence."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.errors import UserError
from engine.messages import Message, say
from engine.models.load import is_out_of_memory

IN_A_ROW = 3
SHARE = 0.01  # of all steps, once there are enough of them to speak of a share
ENOUGH = 300


@dataclass
class LossGuard:
    """Counts steps whose loss or gradient is not finite; such a step leaves the weights as they were."""

    steps: int = 0
    bad: int = 0
    in_a_row: int = 0

    def passes(self, loss: float, grad_norm: float) -> bool:
        """May the optimizer take this step? Raises UserError when the run has diverged."""
        self.steps += 1
        if math.isfinite(loss) and math.isfinite(grad_norm):
            self.in_a_row = 0
            return True
        self.bad += 1
        self.in_a_row += 1
        if self.in_a_row >= IN_A_ROW or (self.steps >= ENOUGH and self.bad > SHARE * self.steps):
            raise _diverged(say("Training diverged: the loss is no number any more ({count} steps so far).", count=self.bad))
        return False


def is_memory_shortage(error: BaseException) -> bool:
    """Out of memory, as torch says it on devices (OutOfMemoryError), on processors (RuntimeError), and Python itself."""
    return isinstance(error, MemoryError) or is_out_of_memory(error)


def require_finite(weights: Iterable[Any]) -> None:
    """Before weights are kept: raises UserError if one of them is no number, because nothing could be done with them."""
    if not all(bool(weight.isfinite().all()) for weight in weights):
        raise _diverged(say("Training diverged: a step has left weights that are no numbers, so they are not saved."))


def _diverged(title: Message) -> UserError:
    hint = say("Start again with a lower learning rate or more warm-up; the checkpoints that were saved before are intact.")
    return UserError("training.diverged", title, hint=hint)
