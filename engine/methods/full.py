"""Full fine-tuning: every weight moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from engine.messages import Message, say
from engine.methods._method import WholeModel
from engine.models.facts import ModelFacts
from engine.specs.job import TypedSpec
from engine.tasks._task import Task


class FullSpec(TypedSpec):
    """Full fine-tuning has no settings of its own."""

    type: Literal["full"] = "full"


class Full(WholeModel):
    """All weights are trained; the result is a whole model."""

    name = "full"
    title = "Full fine-tuning"
    summary = "Every weight is trained: the most freedom, the most memory, and a whole model as the result."
    order = 20
    spec = FullSpec

    def apply(self, model: Any, spec: FullSpec, task: Task, created: Sequence[str]) -> Any:
        model.requires_grad_(True)
        return model

    def learning_rate(self, facts: ModelFacts) -> tuple[float, Message]:
        if facts.parameters < 50_000_000:
            return 1e-4, say("small models take larger steps when all weights are trained.")
        return 3e-5, say("when all weights are trained, larger steps make a model forget what it knew.")

    def trained_parameters(self, facts: ModelFacts, spec: FullSpec, labels: int) -> int:
        return facts.body_parameters + facts.head_parameters(labels)


PLUGIN = Full()
