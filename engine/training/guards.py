"""What must not pass silently: losses that are no numbers, divergence."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.errors import UserError
from engine.messages import say

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
            raise UserError(
                "training.diverged",
                say("Training diverged: the loss is no number any more ({count} steps so far).", count=self.bad),
                hint=say("Try a lower learning rate or more warm-up; the last checkpoint is intact and can be exported."),
            )
        return False
