"""AdamW (Loshchilov and Hutter 2019) over the trained weights, fused where torch has it."""

from __future__ import annotations

from typing import Any

from engine.messages import Message, say


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
