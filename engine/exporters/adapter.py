"""Only what was learned, a few megabytes, for peft beside the same base."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.exporters._comparing import plain_model, their_outputs
from engine.exporters._exporter import Exporter
from engine.messages import Message, say
from engine.methods._peft import renamed_in_transformers
from engine.registry import discover
from engine.specs.fields import Spec
from engine.specs.job import METHODS
from engine.training.tuned import Tuned, write_nameplate


class AdapterSpec(Spec):
    """No settings."""


class Adapter(Exporter):
    """The adapter as peft writes it."""

    name = "adapter"
    title = "Adapter"
    summary = "Only the small matrices and the head, for peft: a few megabytes, needs the same base model beside it."
    order = 20
    spec = AdapterSpec

    def suits(self, method: str) -> Message | None:
        if not discover(METHODS)[method].partial:
            return say("This method saves a whole model; there is no adapter to export. Choose the merged model.")
        return None

    def write(self, tuned: Tuned, folder: Path) -> None:
        discover(METHODS)[tuned.method].save(tuned.model.cpu(), folder, tuned.task)
        facts = {"task": tuned.task.name, "method": tuned.method, "labels": list(tuned.labels), "max_length": tuned.max_length}
        write_nameplate(folder, **facts, base=str(tuned.base), columns=tuned.columns)  # so that this program opens it too

    def load_again(self, tuned: Tuned, folder: Path, texts: list[str]) -> tuple[str, Any]:
        from peft import PeftModel

        labels = {"num_labels": len(tuned.labels)} if tuned.labels else {}
        base = plain_model(tuned.base, tuned, **labels, pad_token_id=tuned.tokenizer.padding_id)
        with renamed_in_transformers():
            model = PeftModel.from_pretrained(base, str(folder)).eval()
        return "transformers and peft", their_outputs(model, tuned, folder, texts)


PLUGIN = Adapter()
