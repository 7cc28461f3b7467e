"""The tokens along a side of a map: their labels, which are special, and which belong to one word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.inspectors._blocks import Chip
from engine.inspectors._inspector import InspectSpec
from engine.inspectors._pieces import Spelling, chips, labels
from engine.inspectors._subject import Subject
from engine.models.capture import Capture


@dataclass(frozen=True)
class Axis:
    """labels of the tokens; special [tokens] bool; words [tokens]: the number of each token's word, counted from 0."""

    labels: tuple[str, ...]
    special: npt.NDArray[np.bool_]
    words: npt.NDArray[np.int64]

    def by_word(self) -> Axis:
        """The same by words."""
        count = int(self.words.max()) + 1
        names = [""] * count
        special = np.ones(count, dtype=bool)
        for label, word, is_special in zip(self.labels, self.words, self.special, strict=True):
            names[word] += label.removeprefix("##")
            special[word] &= is_special
        return Axis(tuple(names), special, np.arange(count))

    def kept(self, keep: npt.NDArray[np.bool_]) -> Axis:
        """Only some of the tokens."""
        chosen = [label for label, wanted in zip(self.labels, keep, strict=True) if wanted]
        return Axis(tuple(chosen), self.special[keep], self.words[keep])


def axis(subject: Subject, capture: Capture, spec: InspectSpec, side: str) -> Axis:
    """The tokens that the model was given ("encoder", or "decoder" of a decoder), or that its decoder wrote."""
    if side == "decoder" and capture.row.target is not None:
        return _written(subject, capture)
    found = chips(subject.tokenizer, spec.text, spec.pair)
    return Axis(labels(found), np.array([chip.kind == "special" for chip in found]), _words(found))


def _words(found: Sequence[Chip]) -> npt.NDArray[np.int64]:
    """A number for each word of each side; a special token is a word of its own."""
    numbers: list[int] = []
    before: tuple[str | int, int] | None = None
    for place, chip in enumerate(found):
        now = ("special", place) if chip.word < 0 else (chip.side, chip.word)
        numbers.append((numbers[-1] if numbers else -1) + (now != before))
        before = now
    return np.array(numbers, dtype=np.int64)


def _written(subject: Subject, capture: Capture) -> Axis:
    """The decoder's own tokens, which no text stands behind."""
    assert capture.row.target is not None
    ids, tokenizer = capture.row.target.tolist(), subject.tokenizer
    special = np.array([id in tokenizer.special_ids for id in ids])
    goes_on = np.array([id < len(tokenizer.continues) and bool(tokenizer.continues[id]) for id in ids]) & ~special
    spelling = Spelling(tokenizer)
    return Axis(tuple(spelling.readable(id, tokenizer.token(id)) for id in ids), special, np.maximum(np.cumsum(~goes_on) - 1, 0))
