"""Span denoising (Raffel et al. 2020, 3.1.4): stretches of text are replaced by sentinels and have to be written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.errors import UserError
from engine.messages import say
from engine.specs.fields import field
from engine.specs.job import TypedSpec
from engine.tasks._language import CorpusTask
from engine.tasks._pairs import Pair, PairMaker
from engine.tasks._rows import Documents, Pieces
from engine.tasks._task import Batch, Examples, Reading

if TYPE_CHECKING:
    import numpy.typing as npt

LEAST = 4  # tokens; shorter pieces have nothing to hide and still be understood


class SpanDenoisingSpec(TypedSpec):
    """How much is hidden, in how long stretches."""

    type: Literal["span-denoising"] = "span-denoising"
    share: float = field(
        0.15,
        title="Hidden share",
        description="Share of the tokens that are hidden; 0.15 is usual.",
        gt=0,
        lt=0.9,
    )
    span: float = field(
        3.0,
        title="Mean span",
        description="Tokens that a hidden stretch has on average; 3 is usual.",
        unit="tokens",
        ge=1,
        le=64,
        advanced=True,
    )


class SpanDenoising(CorpusTask):
    """The source has sentinels in the place of stretches; the target is each sentinel with what it hides."""

    name = "span-denoising"
    title = "Span denoising"
    summary = "Teach an encoder-decoder a language: hidden stretches of text have to be written out."
    order = 50
    spec = SpanDenoisingSpec
    families = ("encoder-decoder",)
    head = "seq2seq-lm"
    peft_type = "SEQ_2_SEQ_LM"
    asking = "text"

    def document_examples(self, documents: Documents, chosen: npt.NDArray[np.int64], reading: Reading) -> Examples:
        sentinels: list[int] = []
        while (found := reading.tokenizer.token_id(f"<extra_id_{len(sentinels)}>")) is not None:
            sentinels.append(found)
        if len(sentinels) < 2:
            raise UserError(
                "task.no-sentinels",
                say("The tokenizer of this model has no sentinels (<extra_id_0> and on) that could stand for hidden text."),
                hint=say("Choose a model of the T5 kind, or start a new encoder-decoder."),
            )
        return Pieces(documents, chosen, reading, Denoising(reading, sentinels).batch, LEAST)


class Denoising:
    """Hides stretches of rows."""

    def __init__(self, reading: Reading, sentinels: list[int]) -> None:
        self._share, self._span = reading.spec.share, reading.spec.span
        self._sentinels = np.array(sentinels, dtype=np.int32)
        before, after = reading.tokenizer.ends
        self._ends = len(before), len(after)
        self._pairs = PairMaker(reading)

    def batch(self, rows: list[npt.NDArray[np.int32]], chance: Sequence[int], device: str) -> Batch:
        """The rows with stretches hidden; what they hid is the target."""
        draw = np.random.default_rng(list(chance))
        return self._pairs.batch([self.pair(row, draw) for row in rows], chance, device)

    def pair(self, row: npt.NDArray[np.int32], draw: np.random.Generator) -> Pair:
        """Source and target of one row; special tokens at its ends stay in the source."""
        lead, tail = self._ends
        body = row[lead : len(row) - tail]
        hidden = self._stretches(len(body), draw)
        starts = np.flatnonzero(hidden & ~np.concatenate(([False], hidden[:-1])))
        place = 0
        source, target = [row[:lead]], []
        for number, start in enumerate(starts.tolist()):
            stop = start + int(np.argmin(np.concatenate((hidden[start:], [False]))))
            source += [body[place:start], self._sentinels[number : number + 1]]
            target += [self._sentinels[number : number + 1], body[start:stop]]
            place = stop
        source += [body[place:], row[len(row) - tail :]]
        return Pair(np.concatenate(source), self._pairs.closed(np.concatenate(target)))

    def _stretches(self, length: int, draw: np.random.Generator) -> npt.NDArray[np.bool_]:
        """Which tokens are hidden, [length]: about `share` of them, in stretches whose lengths and gaps are drawn."""
        count = min(max(1, round(length * self._share)), length - 1)
        stretches = min(max(1, round(count / self._span)), len(self._sentinels), count, length - count)
        inside, between = _parts(count, stretches, draw), _parts(length - count, stretches, draw)
        return np.repeat(np.tile([False, True], stretches), np.stack((between, inside), axis=1).ravel())


def _parts(total: int, count: int, draw: np.random.Generator) -> npt.NDArray[np.int64]:
    """`total` divided into `count` parts of at least 1, all divisions equally likely."""
    cuts = np.sort(draw.choice(total - 1, count - 1, replace=False)) + 1 if count > 1 else np.zeros(0, dtype=np.int64)
    return np.diff(np.concatenate(([0], cuts, [total])))


PLUGIN = SpanDenoising()
