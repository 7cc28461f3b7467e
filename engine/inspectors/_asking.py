"""A model asked about one row: its raw outputs, with gradients where they are wanted, and which of them is looked at.

One way for our own models and for those of transformers, so that lens and attribution explain what the prediction shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from engine.errors import UserError
from engine.inspectors._blocks import Chip
from engine.inspectors._inspector import InspectSpec
from engine.inspectors._pieces import Spelling, chips, is_text
from engine.inspectors._subject import Subject
from engine.messages import say
from engine.models.capture import Row
from engine.models.foreign import ask, bare, is_own
from engine.models.packed import pack
from engine.models.tokenizers import TextTokenizer
from engine.specs.fields import field

if TYPE_CHECKING:
    from torch import Tensor

LABELS = ("sequence-classification", "sentence-order")  # heads with one answer a row
WORDS = ("causal-lm", "masked-lm", "seq2seq-lm")  # heads over the vocabulary
ORDER = ("in order", "swapped")  # what the head for sentence order says


class PredictionsSpec(InspectSpec):
    """Which part to show, and what lens and attribution look at."""

    show: Literal["all", "prediction", "lens", "attribution"] = field(
        "all", title="Show", description="What the model says, how it comes about from layer to layer, which tokens it comes from, or all."
    )
    top: int = field(10, title="Tokens", description="How many of the likeliest tokens are listed.", ge=1, le=100)
    answer: str = field(
        "", title="Answer", description="The label, tag or token that lens and attribution look at; empty takes what the model says."
    )
    place: int = field(
        0,
        title="Place",
        description="Number of the token whose prediction is looked at, from 1; 0 takes the first mask, or the end of what is written.",
        ge=0,
    )
    method: Literal["integrated-gradients", "gradient-x-input"] = field(
        "integrated-gradients",
        title="Attribution",
        description="Integrated gradients add up to the answer's logit; gradient x input needs one pass only and is rougher.",
    )
    baseline: Literal["auto", "zero", "mask", "pad"] = field(
        "auto",
        title="Baseline",
        description="What integrated gradients start from: zeros, or the vector of the mask or of the padding at every place; by itself "
        "zeros, and the padding where zeros are nothing that the model could read.",
    )
    steps: int = field(
        32, title="Steps", description="Steps of integrated gradients; more come closer to the exact sum.", ge=1, le=1000, advanced=True
    )
    words: bool = field(True, title="Whole words", description="Put the tokens of a word together: a sum of weights, its first tag.")


@dataclass(frozen=True)
class Answer:
    """What is explained: the sum of some of a model's outputs (place, output), each before the softmax, and its name."""

    cells: tuple[tuple[int, int], ...]
    name: str

    @property
    def place(self) -> int:
        """The row of outputs that it stands in."""
        return self.cells[0][0]

    @property
    def output(self) -> int:
        """The number of the label or token."""
        return self.cells[0][1]


@dataclass(frozen=True)
class Asked:
    """A row and what the model says of it. logits: [places, outputs] float32; for a label there is one place."""

    subject: Subject
    spec: PredictionsSpec
    row: Row
    logits: Tensor

    @property
    def head(self) -> str:
        """The kind of head."""
        return self.subject.head

    @cached_property
    def spelling(self) -> Spelling:
        """How the tokenizer writes its entries."""
        return Spelling(self.subject.tokenizer)

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        """The tokens of the input."""
        return chips(self.subject.tokenizer, self.spec.text, self.spec.pair)

    @cached_property
    def written(self) -> tuple[Chip, ...]:
        """The tokens of the decoder of an encoder-decoder, which begins with a token that starts it."""
        return () if self.row.target is None else chips_of_ids(self.spelling, self.row.target.tolist())

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Names of the outputs of a head over labels; numbers where the model has none."""
        names = ORDER if self.head == "sentence-order" else self.subject.labels
        count = int(self.logits.shape[-1])
        return names if len(names) == count else tuple(str(number) for number in range(count))

    @property
    def single(self) -> str:
        """ "number" or "each" where labels are no shares of one: a regression, or labels that stand for themselves."""
        kind = self.subject.facts.config.get("problem_type") if self.subject.task is None else None
        return "number" if self.logits.shape[-1] == 1 else "each" if kind == "multi_label_classification" else ""

    def shares(self, logits: Tensor) -> Tensor:
        """Probabilities of labels, as the head is meant: [places, outputs]; a regression's number is what it is."""
        kind = self.single if self.head in LABELS else ""
        return logits if kind == "number" else logits.sigmoid() if kind == "each" else logits.softmax(-1)

    def name(self, output: int) -> str:
        """What an output stands for."""
        return token_name(self.spelling, output) if self.head in WORDS else self.labels[output]

    @cached_property
    def masks(self) -> list[int]:
        """Places of the masks in the text."""
        return np.flatnonzero(self.row.ids == self.subject.tokenizer.mask_id).tolist()

    @cached_property
    def place(self) -> int | None:
        """The place whose prediction is looked at; None for a masked model without a mask. Raises UserError."""
        count = int(self.logits.shape[0])
        if self.head in LABELS:
            return 0
        if self.spec.place > count:
            raise UserError(
                "predictions.place",
                say("There are {count} tokens, and number {place} was asked for.", count=count, place=self.spec.place),
                hint=say("Count from 1."),
            )
        if self.spec.place:
            return self.spec.place - 1
        if self.head == "masked-lm":
            return self.masks[0] if self.masks else None
        if self.head == "seq2seq-lm":
            return count - 1 if self.spec.target else 0
        return self._first if self.head == "token-classification" else count - 1

    @property
    def _first(self) -> int:
        """The first token of the text itself."""
        return next((place for place, chip in enumerate(self.chips) if chip.kind != "special"), 0)

    @cached_property
    def answer(self) -> Answer | None:
        """What is explained; None where there is no place for it. Raises UserError if there is no such label or token."""
        place = self.place
        if place is None or self.head == "question-answering":
            return None
        output = self.chosen
        output = int(self.logits[place].argmax()) if output is None else output
        return Answer(((place, output),), self.name(output))

    @cached_property
    def chosen(self) -> int | None:
        """The output that was asked for by name; None for what the model says. Raises UserError."""
        wanted = self.spec.answer
        if not wanted:
            return None
        if self.head in WORDS:
            return _token(self.subject.tokenizer, self.spelling, wanted, int(self.logits.shape[-1]))
        if wanted in self.labels:
            return self.labels.index(wanted)
        raise UserError(
            "predictions.answer",
            say("This model has no label {name}.", name=wanted),
            hint=say("It has: {names}.", names=", ".join(self.labels[:12])),
        )


def _token(tokenizer: TextTokenizer, spelling: Spelling, wanted: str, outputs: int) -> int:
    """The id of an entry, as it stands in the vocabulary, as it is listed, or as it is typed. Raises UserError."""
    found = tokenizer.token_id(wanted)
    listed = range(min(outputs, tokenizer.vocabulary)) if found is None else ()
    found = next((id for id in listed if token_name(spelling, id) == wanted), found)
    ids = tokenizer.bare_ids([wanted])[0].tolist() if found is None else [found]
    if len(ids) == 1 and ids[0] < outputs and (found is not None or ids[0] != tokenizer.unknown_id):
        return int(ids[0])
    raise UserError(
        "predictions.answer",
        say("{text} is not one token of this model.", text=wanted),
        detail=say("Its pieces: {pieces}.", pieces=", ".join(token_name(spelling, id) for id in ids[:8]) or "-"),
        hint=say("Choose one of the tokens that are listed."),
    )


def token_name(spelling: Spelling, id: int) -> str:
    """An entry of the vocabulary as a person reads it; its number where the tokenizer has none (a padded table)."""
    return spelling.readable(id, spelling.tokenizer.token(id)) or f"#{id}"


def chips_of_ids(spelling: Spelling, ids: Sequence[int]) -> tuple[Chip, ...]:
    """Tokens that no text stands behind, written by a decoder; a character of several tokens stands at the last of them."""
    tokenizer = spelling.tokenizer
    found: list[Chip] = []
    before, word = "", -1
    for place, id in enumerate(ids):
        special = id in tokenizer.special_ids or id == tokenizer.padding_id
        whole = tokenizer.text(ids[: place + 1]).rstrip("\N{REPLACEMENT CHARACTER}")
        text = "" if special else whole[len(before) :]
        raw = None if special else spelling.raw(id, tokenizer.token(id))
        goes_on = id < len(tokenizer.continues) and bool(tokenizer.continues[id]) and word >= 0
        word += not special and not goes_on
        found.append(
            Chip(
                text=text,
                token=tokenizer.token(id) or f"#{id}",
                id=id,
                start=len(before),
                end=len(before) + len(text),
                kind="special" if special else "plain" if raw is None or is_text(raw) else "bytes",
                bytes="" if raw is None else raw.hex(" ").upper(),
                word=-1 if special else word,
            )
        )
        before += text
    return tuple(found)


def answers(model: Any, row: Row, head: str, places: Sequence[int] | None = None) -> Tensor:
    """The raw outputs of a row, [places, outputs] float32, with gradients outside of inference mode.

    One place for a head over labels; else a place for each token (of the decoder, where there is one), or the given ones.
    Outputs are labels, tokens, or for spans the first and the last token's logit; for "vectors" the last hidden state.
    """
    import torch

    inner = bare(model)
    device = next(inner.parameters()).device.type
    batch = pack([row.ids], device, None if row.segments is None else [row.segments])
    kept = slice(None) if places is None else list(places)
    if is_own(inner):
        return _own(inner, batch, None if row.target is None else pack([row.target], device), head, kept)
    more = {} if row.target is None else {"decoder_input_ids": torch.from_numpy(row.target.astype(np.int64))[None].to(device)}
    out, _ = ask(inner, batch, **more)
    match head:
        case "vectors":
            found = out.last_hidden_state[0]
        case "question-answering":
            found = torch.stack((out.start_logits, out.end_logits), -1)[0]
        case "sequence-classification" | "sentence-order":
            found = out.logits
        case _:
            found = out.logits[0]
    return found[kept].float()  # type: ignore[no-any-return]


def _own(model: Any, batch: Any, target: Any, head: str, kept: Any) -> Tensor:
    import torch

    from engine.models.output_layer import logits

    match head:
        case "vectors":
            stream = model.embeddings(batch)
            found = model.encoder.layer.run(stream, batch, stream.dtype)
        case "sequence-classification" | "sentence-order":
            found = model.head(model.features(batch))
        case "token-classification":
            found = model.tags(batch)
        case "question-answering":
            found = torch.stack(model.spans(batch), -1)
        case _:
            hidden = model.hidden(batch) if target is None else model.hidden(batch, target)
            return logits(model.before_output(hidden[kept]), model.output)
    return found[kept].float()  # type: ignore[no-any-return]
