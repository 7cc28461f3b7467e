"""How long, how fast and how carefully a model learns."""

from __future__ import annotations

import math
from typing import Literal

from engine.messages import Message, say
from engine.specs.fields import Spec, field

USUAL = 3.0  # epochs
LOOKS_AN_EPOCH = 4  # evaluations, where the job names no other number
SMALL = ((200, 10.0), (1000, 6.0))  # fewer rows than the first take so many epochs


class TrainingSpec(Spec):
    """The knobs of the one training loop. Empty optional fields are chosen automatically, with the reason told."""

    epochs: float | None = field(
        None,
        title="Epochs",
        description="How often every training row is seen; empty takes 3, and more for small data, which needs more looks.",
        unit="passes",
        gt=0,
        le=1000,
    )
    batch_size: int = field(
        16,
        title="Batch size",
        description="Rows behind one step of the optimizer; larger is steadier, smaller takes more steps from the same data.",
        unit="rows",
        ge=1,
        le=65536,
    )
    max_length: int = field(
        256,
        title="Maximum length",
        description="Longer texts are cut here; time and memory grow with it, and what is cut is never seen.",
        unit="tokens",
        ge=8,
        le=131072,
    )
    learning_rate: float | None = field(
        None,
        title="Learning rate",
        description="Size of a step; too high diverges, too low learns nothing. Empty takes what suits the method.",
        gt=0,
        le=10,
    )
    schedule: Literal["linear", "cosine", "constant"] = field(
        "linear",
        title="Schedule",
        description="How the learning rate goes after the warm-up: down in a line, down in a cosine, or not at all.",
        advanced=True,
    )
    warmup: float = field(
        0.06,
        title="Warm-up",
        description="Share of all steps over which the learning rate rises from 0, so that the first steps don't destroy the base.",
        unit="of the steps",
        ge=0,
        le=1,
        advanced=True,
    )
    weight_decay: float = field(
        0.01,
        title="Weight decay",
        description="Pulls weights towards 0 a little each step (AdamW); biases and norms are left out.",
        ge=0,
        le=10,
        advanced=True,
    )
    max_grad_norm: float = field(
        1.0,
        title="Gradient clipping",
        description="Gradients longer than this are shortened to it, so that one odd batch can't throw the model; 0 turns it off.",
        ge=0,
        advanced=True,
    )
    micro_batch_size: int | None = field(
        None,
        title="Rows at a time",
        description="A batch is worked off in pieces of this size and the gradients are added up: the same result in less memory.",
        unit="rows",
        ge=1,
        advanced=True,
    )
    checkpoint_activations: bool = field(
        False,
        title="Save memory",
        description="Keep only each layer's input and compute its insides again for the gradients: a third slower, far less memory.",
        advanced=True,
    )
    evaluate_every: int | None = field(
        None,
        title="Evaluate every",
        description="Steps between two looks at the validation rows; empty looks four times an epoch.",
        unit="steps",
        ge=1,
        advanced=True,
    )
    early_stopping: int = field(
        0,
        title="Early stopping",
        description="Stop after so many evaluations without a better one; 0 always goes to the end.",
        unit="evaluations",
        ge=0,
        advanced=True,
    )
    keep_best: bool = field(
        True,
        title="Keep the best",
        description="The result is the state with the best validation value, not the last one.",
        advanced=True,
    )
    checkpoint_every: int | None = field(
        None,
        title="Checkpoint every",
        description="Steps between two checkpoints, from which a run goes on after a crash; empty saves at each evaluation.",
        unit="steps",
        ge=1,
        advanced=True,
    )
    keep_checkpoints: int = field(
        2,
        title="Checkpoints kept",
        description="The newest so many stay on disk, and the best one always does.",
        ge=1,
        le=1000,
        advanced=True,
    )
    max_steps: int | None = field(
        None,
        title="Step limit",
        description="Stop after so many optimizer steps even if the epochs aren't done; useful for a quick trial.",
        unit="steps",
        ge=1,
        advanced=True,
    )

    def passes(self, rows: int) -> tuple[float, Message]:
        """Epochs over so many training rows, and why so many."""
        if self.epochs is not None:
            return self.epochs, say("the job names it.")
        for limit, epochs in SMALL:
            if rows < limit:
                return epochs, say("with {rows:,} rows the model needs more looks at each.", rows=rows)
        return USUAL, say("enough for most data; the best state is kept, not the last.")

    def steps(self, rows: int) -> tuple[int, int]:
        """Optimizer steps of an epoch, and of the whole training."""
        epoch = max(1, math.ceil(rows / self.batch_size))
        total = max(1, round(self.passes(rows)[0] * epoch))
        return epoch, min(total, self.max_steps) if self.max_steps else total

    def steps_between_looks(self, rows: int) -> int:
        """Steps between two evaluations: the job's, else a quarter of an epoch's."""
        return self.evaluate_every or max(1, self.steps(rows)[0] // LOOKS_AN_EPOCH)
