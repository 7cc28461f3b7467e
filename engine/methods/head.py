"""Only the head: the body stays as it is, and what it says of each row is computed once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from engine.errors import UserError
from engine.messages import Message, say
from engine.methods._method import WholeModel, trained_whole
from engine.models.facts import ModelFacts
from engine.specs.job import TypedSpec
from engine.tasks._task import Task


class HeadSpec(TypedSpec):
    """Training the head alone has no settings of its own."""

    type: Literal["head"] = "head"


class Head(WholeModel):
    """The body is frozen, without dropout; the head is trained on what it says. The result is a whole model."""

    name = "head"
    title = "Head only"
    summary = "Only the last layer is trained, on what the untouched model says of each text: done in moments, learns the least."
    order = 30
    spec = HeadSpec
    cached = True

    def apply(self, model: Any, spec: HeadSpec, task: Task, created: Sequence[str]) -> Any:
        model.requires_grad_(False)
        names = trained_whole(model, task, created)
        if not names:
            raise UserError(
                "method.no-head",
                say("{task} has no head of its own that could be trained alone.", task=Message(template=task.title)),
                hint=say("Choose LoRA or full fine-tuning."),
            )
        for name in names:
            model.get_submodule(name).requires_grad_(True)
        _quiet(model, names)
        return model

    def learning_rate(self, facts: ModelFacts) -> tuple[float, Message]:
        return 1e-2, say("a head alone can't make a model forget anything, so it takes large steps.")

    def trained_parameters(self, facts: ModelFacts, spec: HeadSpec, labels: int) -> int:
        return facts.head_parameters(labels)


def _quiet(model: Any, heads: Sequence[str]) -> None:
    """No dropout below the head: a frozen body says the same of a text every time."""
    from torch import nn

    from engine.models.dropout import Dropout

    for name, module in model.named_modules():
        if any(name == head or name.startswith(f"{head}.") for head in heads) or "." not in name:
            continue
        if isinstance(module, Dropout):
            module.share = 0.0
        elif isinstance(module, nn.Dropout):
            module.p = 0.0


PLUGIN = Head()
