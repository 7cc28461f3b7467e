"""Which model is the base."""

from __future__ import annotations

from engine.specs.fields import Spec, field


class ModelSpec(Spec):
    """The base model: a starter that is always there, a transformers folder, or a hub id."""

    base: str = field(
        "starter:encoder",
        title="Base model",
        description="What training starts from: starter:encoder (comes with the program), a transformers model folder, or a hub id.",
    )
    network: bool = field(
        False,
        title="Allow the network",
        description="Only needed when the base is a hub id that isn't on this machine yet; nothing else ever goes online.",
        advanced=True,
    )
