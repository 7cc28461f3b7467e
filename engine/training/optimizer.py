"""AdamW (Loshchilov and Hutter 2019) over the trained weights, fused where torch has it."""

from __future__ import annotations

from typing import Any

from engine.messages import Message, say


def spare_the_compiler() -> None:
    """Keep torch's optimizers from importing torch's compiler, half of a short run's CPU seconds; nothing is compiled here.

    Some of their methods are wrapped in _disable_dynamo, which imports torch._dynamo only to say that it must not look at
    them, and keeps what it made in `__dynamo_disable`; AdamW's step imports it to mark where a compiled graph would break.
    """
    import inspect

    import torch

    step = inspect.unwrap(torch.optim.AdamW.step)

    def bare_step(self: Any, closure: Any = None) -> Any:
        with torch.no_grad():
            return step(self, closure)

    torch.optim.AdamW.step = bare_step  # type: ignore[method-assign]
    for method in vars(torch.optim.Optimizer).values():
        bare = getattr(method, "__wrapped__", None)
        if bare is not None and not hasattr(bare, "__dynamo_disable"):
            bare.__dynamo_disable = bare


def make_optimizer(model: Any, learning_rate: float, weight_decay: float, device: str) -> tuple[Any, tuple[str, str, Message]]:
    """The optimizer and the choice of its kernel. Biases, norms and other vectors are not decayed."""
    import torch

    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    groups = [
        {"params": [p for p in trained if p.dim() > 1], "weight_decay": weight_decay},
        {"params": [p for p in trained if p.dim() <= 1], "weight_decay": 0.0},
    ]
    groups = [group for group in groups if group["params"]]
    fused = device in ("cpu", "cuda", "mps") and all(p.is_floating_point() for p in trained)
    optimizer = torch.optim.AdamW(groups, lr=learning_rate, fused=fused)
    if fused:
        return optimizer, ("optimizer", "AdamW, fused", say("one kernel updates all weights of a group."))
    return optimizer, ("optimizer", "AdamW", say("there is no fused kernel for this device."))
