"""A whole model with everything learned inside, for transformers alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.exporters._comparing import plain_model, their_outputs
from engine.exporters._exporter import Exporter
from engine.messages import Message
from engine.registry import discover
from engine.specs.fields import Spec
from engine.specs.job import METHODS
from engine.training.tuned import Tuned


class MergedSpec(Spec):
    """No settings."""


class Merged(Exporter):
    """The adapter is added into the base's weights; works for every method."""

    name = "merged"
    title = "Merged model"
    summary = "A whole model folder that transformers loads by itself: the easiest to pass on, as large as the base."
    order = 10
    spec = MergedSpec

    def suits(self, method: str) -> Message | None:
        return None

    def write(self, tuned: Tuned, folder: Path) -> None:
        discover(METHODS)[tuned.method].merged(tuned.model.cpu()).save_pretrained(folder)

    def load_again(self, tuned: Tuned, folder: Path, texts: list[str]) -> tuple[str, Any]:
        return "transformers", their_outputs(plain_model(folder, tuned), tuned, folder, texts)


PLUGIN = Merged()
