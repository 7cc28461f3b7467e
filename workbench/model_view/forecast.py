"""What a model from nothing will be and need, from its numbers alone: counted, not tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.api import ModelFacts, NewModelSpec, TrainingSpec, need, new_facts

FIRST_STEPS = 200  # optimizer steps after which a small model writes something to look at
START_SECONDS = 8.0  # launch, reading, tokenizing a small corpus
_TABLES = ("embed", "shared.")  # parts of the names of tensors that are looked up rather than multiplied


@dataclass(frozen=True)
class Forecast:
    """parameters = embeddings + blocks; memory in bytes at the peak of training; operations and tokens of the first steps."""

    parameters: int
    embeddings: int
    blocks: int
    disk: int
    memory: int
    operations: float
    rows: int
    length: int

    def seconds(self, speed: float) -> float:
        """Time to the first sample at so many operations a second."""
        return START_SECONDS + self.operations / speed


def forecast(values: dict[str, Any], training: dict[str, Any]) -> Forecast:
    """For the values of [model.new] and those of [training] that aren't the defaults. Raises UserError where they can't be."""
    spec = NewModelSpec(**values)
    facts = new_facts(spec)
    rows, at_a_time, length = batch_of(training, spec.context)
    needed = need(facts, facts.parameters, at_a_time, length, float(FIRST_STEPS * rows * length), False)
    tables = embedding_parameters(facts)
    return Forecast(
        parameters=facts.parameters,
        embeddings=tables,
        blocks=facts.parameters - tables,
        disk=facts.bytes_on_disk,
        memory=needed.memory,
        operations=needed.operations,
        rows=rows,
        length=length,
    )


def batch_of(training: dict[str, Any], context: int) -> tuple[int, int, int]:
    """Rows of a step, rows computed at once, and their length in tokens: the training's, within the context."""
    fields = TrainingSpec.model_fields
    rows = int(training.get("batch_size") or fields["batch_size"].default)
    at_a_time = int(training.get("micro_batch_size") or rows)
    return rows, min(rows, at_a_time), min(context, int(training.get("max_length") or fields["max_length"].default))


def embedding_parameters(facts: ModelFacts) -> int:
    """Weights of the tables of tokens and positions."""
    return sum(tensor.count for name, tensor in facts.tensors.items() if any(part in name for part in _TABLES))
