"""Translation, and any other turning of one text into another: an encoder-decoder reads a source and writes a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.data.columns import Role
from engine.messages import say
from engine.specs.fields import field
from engine.specs.job import TypedSpec
from engine.tasks._language import LanguageTask
from engine.tasks._pairs import Pair, PairMaker
from engine.tasks._rows import RowExamples, require_rows
from engine.tasks._task import Examples, Reading

if TYPE_CHECKING:
    from engine.data.dataset import Table


class TranslationSpec(TypedSpec):
    """Settings of the task."""

    type: Literal["translation"] = "translation"
    label_smoothing: float = field(
        0.1,
        title="Label smoothing",
        description="Share of belief spread over all other words; translation models are usually trained with 0.1.",
        ge=0,
        lt=1,
        advanced=True,
    )
    measured: int = field(
        100,
        title="Texts written at the end",
        description="So many validation texts are translated by the finished model and compared (BLEU and chrF); 0 for none.",
        unit="rows",
        ge=0,
        le=100_000,
        advanced=True,
    )
    beams: int = field(
        4,
        title="Beams",
        description="Translations that are followed side by side when writing; more is slower and a little better.",
        ge=1,
        le=32,
        advanced=True,
    )


class Translation(LanguageTask):
    """Source in, target out; teacher-forced while training, written freely for BLEU and chrF."""

    name = "translation"
    title = "Translation"
    summary = "Turn one text into another: translate, shorten, correct. Needs a column for each."
    order = 70
    spec = TranslationSpec
    roles = (
        Role("source", say("Source text"), "text", hints=("source", "src", "en", "input", "text", "document", "原文", "英文", "源")),
        Role(
            "target", say("Target text"), "text", hints=("target", "tgt", "zh", "output", "summary", "translation", "译文", "中文", "目标")
        ),
    )
    families = ("encoder-decoder",)
    head = "seq2seq-lm"
    peft_type = "SEQ_2_SEQ_LM"
    asking = "text"

    def examples(self, table: Table, reading: Reading) -> Examples:
        pairs = PairMaker(reading)
        sources = reading.tokenizer.encode(table.columns["source"], reading.max_length)
        wanted = table.columns.get("target", [""] * len(table))
        written = reading.tokenizer.bare_ids(wanted)
        targets = [pairs.closed(target) for target in written]
        rows = [Pair(sources.row(index), target) for index, target in enumerate(targets)]
        require_rows(len(rows))
        lengths = sources.lengths + np.array([len(target) for target in targets])
        cut = sources.cut + np.array([max(0, len(whole) + 1 - len(kept)) for whole, kept in zip(written, targets, strict=True)])
        unknown = sources.unknown / max(1, len(sources.ids))
        return RowExamples(rows, lengths, cut, unknown, pairs.batch)

    def prompts(self, table: Table, most: int) -> list[tuple[str, str]]:
        """Sources and their translations."""
        wanted = table.columns.get("target", [""] * len(table))
        return list(zip(table.columns["source"][:most], wanted[:most], strict=True))


PLUGIN = Translation()
