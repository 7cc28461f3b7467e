"""Causal language modelling: the next token of running text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from engine.specs.job import TypedSpec
from engine.tasks._language import CorpusTask
from engine.tasks._task import Reading

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from engine.data.dataset import Table


class CausalLmSpec(TypedSpec):
    """The objective has no settings of its own."""

    type: Literal["causal-lm"] = "causal-lm"


class CausalLm(CorpusTask):
    """Documents packed into full blocks; no document sees another."""

    name = "causal-lm"
    title = "Causal language modelling"
    summary = "Learn to continue text, from nothing or from any decoder: the next token at every place."
    order = 40
    spec = CausalLmSpec
    families = ("decoder",)
    head = "causal-lm"
    peft_type = "CAUSAL_LM"
    asking = "text"

    def prompts(self, table: Table, most: int) -> list[tuple[str, str]]:
        """The first words of documents; of a script without spaces, the first letters."""
        found = []
        for text in table.columns["text"][:most]:
            words = text.split(" ")
            begun = " ".join(words[:8]) if len(words) > 8 else text[: max(8, len(text) // 4)]
            found.append((begun, text[len(begun) :]))
        return found

    def prompt_ids(self, text: str, reading: Reading) -> npt.NDArray[np.int32]:
        import numpy as np

        tokenizer = reading.tokenizer
        before = tokenizer.ends[0] or ([] if tokenizer.begin_id is None else [tokenizer.begin_id])
        ids = np.concatenate((np.asarray(before, dtype=np.int32), tokenizer.bare_ids([text])[0]))
        return ids if len(ids) else np.array([tokenizer.padding_id], dtype=np.int32)


PLUGIN = CausalLm()
