"""Predictions: what a model says by its head, how that comes about from layer to layer, and which tokens it comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import UserError
from engine.inspectors._asking import LABELS, WORDS, Asked, PredictionsSpec, answers
from engine.inspectors._attribution import attribution_blocks, joined, words_of
from engine.inspectors._blocks import Bars, Block, Chip, Column, Table, Tokens, Words
from engine.inspectors._inspector import Desk, Inspector, require_memory
from engine.inspectors._lens import lens_blocks
from engine.inspectors._spans import LONGEST, best_spans
from engine.inspectors._subject import WRITTEN, Subject
from engine.messages import NOTHING, Message, say
from engine.models.capture import Capture

if TYPE_CHECKING:
    from torch import Tensor

SPANS = 5


class Predictions(Inspector):
    """What the model says, logit lens and attribution."""

    name = "predictions"
    title = "Predictions"
    summary = "What the model says of a text, from which layer on it says so, and which tokens it comes from."
    order = 40
    spec = PredictionsSpec

    def look(self, desk: Desk, spec: PredictionsSpec) -> list[Block]:
        import torch

        subject = desk.subject(spec.model)
        capture, refused = _captured(desk, subject, spec)
        row = subject.row(spec.text, spec.pair, spec.target) if capture is None else capture.row
        tokens = len(row.ids if row.target is None else row.target)
        require_memory(12 * tokens * subject.facts.vocabulary if subject.head in WORDS else 0, tokens)  # the logits, three times over
        with torch.inference_mode():
            asked = Asked(subject, spec, row, answers(subject.model, row, subject.head))
        if not bool(asked.logits.isfinite().all()):
            text = say("What this model says is no numbers, so that nothing is drawn: its weights may be damaged.")
            return [Words(name="prediction", title=say("Prediction"), text=text, warning=True)]
        blocks: list[Block] = []
        if spec.show in ("all", "prediction"):
            blocks += _PREDICTIONS[subject.head](asked)
            desk.show(blocks)
        if spec.show in ("all", "lens"):
            if capture is None:
                blocks.append(Words(name="lens", title=say("Logit lens"), text=refused, warning=True))
            else:
                blocks += lens_blocks(asked, capture, _teller(desk, say("Logit lens")))
                desk.show(blocks)
        if spec.show in ("all", "attribution"):
            blocks += attribution_blocks(asked, _teller(desk, say("Attribution")))
        return blocks


def _captured(desk: Desk, subject: Subject, spec: PredictionsSpec) -> tuple[Capture | None, Message]:
    """The checked pass; none, and why, where only the attention of the model can't be reached. Raises UserError."""
    try:
        return desk.capture(subject, spec), NOTHING
    except UserError as error:
        if error.code != "inspect.no-capture":
            raise
        return None, say("The layers of this model can't be told apart, so that there is no logit lens: {why}", why=error.detail)


def _teller(desk: Desk, what: Message) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        desk.progress(done, total, say("{what}: {done} of {total}", what=what, done=done, total=total))

    return tell


# -- what the model says, by its head


def _labels(asked: Asked) -> list[Block]:
    """All labels, the likeliest first."""
    values = asked.shares(asked.logits)[0].numpy()
    order = np.argsort(-values, kind="stable")
    kind = asked.single
    note = say("A single number, not a probability.") if kind == "number" else NOTHING
    if kind == "each":
        note = say("Each label stands for itself: the numbers don't sum to 1.")
    names = tuple(asked.labels[place] for place in order)
    return [Bars(name="labels", title=say("Labels"), note=note, names=names, values=values[order], share=not kind)]


def _top(asked: Asked, place: int, name: str, title: Message) -> Bars:
    """The likeliest tokens at a place."""
    best = asked.logits[place].softmax(-1).topk(min(asked.spec.top, int(asked.logits.shape[-1])))
    names = tuple(asked.name(id) for id in best.indices.tolist())
    return Bars(name=name, title=title, names=names, values=best.values.numpy(), share=True)


def _next(asked: Asked) -> list[Block]:
    """A decoder: what comes next, and how surprising what is there was."""
    place = asked.place or 0
    title = say("Next token, after place {place} ({token})", place=place + 1, token=asked.name(int(asked.row.ids[place])))
    return [_top(asked, place, "next", title), _surprise(asked, asked.chips, asked.row.ids)]


def _written(asked: Asked) -> list[Block]:
    """An encoder-decoder: what comes next, how surprising the target is, and what it writes by itself."""
    assert asked.row.target is not None
    target, tokenizer, place = asked.row.target, asked.subject.tokenizer, asked.place or 0
    title = say("Next token, after place {place} ({token})", place=place + 1, token=asked.name(int(target[place])))
    own = asked.subject.row(asked.spec.text, asked.spec.pair).target if asked.spec.target else target
    text = "" if own is None else tokenizer.text(own[1:].tolist()).strip()
    said = say("{text}", text=text) if text else say("The model writes nothing.")
    words = Words(
        name="written", title=say("What it writes"), note=say("The likeliest token each time, at most {most}.", most=WRITTEN), text=said
    )
    return [_top(asked, place, "next", title), _surprise(asked, asked.written, target), words]


def _surprise(asked: Asked, chips: tuple[Chip, ...], ids: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> Tokens:
    """How surprising each token was to the model that had read those before it, in bits (Shannon 1948)."""
    import torch

    wanted = torch.from_numpy(ids[1:].astype(np.int64))
    logits = asked.logits[:-1]
    nats = logits.logsumexp(-1) - logits.gather(1, wanted[:, None])[:, 0]
    bits = np.concatenate(([0.0], nats.double().numpy() / np.log(2)))
    note = say("A single token is not predicted by anything before it.")
    if len(bits) > 1:
        mean = float(bits[1:].mean())
        note = say(
            "-log2 of each token's probability after those before it; the first has none before it. Mean {mean:.2f} bits, "
            "perplexity {perplexity:,.1f}.",
            mean=mean,
            perplexity=float(2.0 ** min(mean, 1000.0)),
        )
    return Tokens(name="surprise", title=say("Surprise, bits"), note=note, chips=chips, weights=bits.astype(np.float32))


def _masks(asked: Asked) -> list[Block]:
    """A masked model: each mask."""
    tokenizer = asked.subject.tokenizer
    if not asked.masks:
        text = say("This text has no mask.")
        if tokenizer.mask_id is not None:
            text = say("Put {mask} where a word is to be found: this text has none.", mask=tokenizer.token(tokenizer.mask_id))
        return [Words(name="masks", title=say("Masks"), text=text)]
    numbered = list(enumerate(asked.masks, 1))
    return [_top(asked, place, f"mask-{n}", say("Mask {number}, place {place}", number=n, place=place + 1)) for n, place in numbered]


def _tags(asked: Asked) -> list[Block]:
    """A tag for each word, from its first token, or for each token."""
    shares = asked.logits.softmax(-1).max(-1)
    tags = [(asked.labels[int(tag)], float(share)) for tag, share in zip(shares.indices, shares.values, strict=True)]
    chips = asked.chips
    words = words_of(chips) if asked.spec.words else [[place] for place in range(len(chips))]
    whole = [(joined([chips[place] for place in places]), places[0]) for places in words]
    rows = tuple((chip.text.strip() or chip.token, *tags[first]) for chip, first in whole if chip.kind != "special")
    columns = (
        Column(name="token", title=say("Word") if asked.spec.words else say("Token")),
        Column(name="tag", title=say("Tag")),
        Column(name="probability", title=say("Probability"), kind="share"),
    )
    note = say("A word has the tag of its first token.") if asked.spec.words else NOTHING
    return [Table(name="tags", title=say("Tags"), note=note, columns=columns, rows=rows)]


def _spans(asked: Asked) -> list[Block]:
    """The best answers to the question."""
    title = say("Answers")
    found = best_spans(asked, SPANS)
    if not found:
        text = say("The text is the question: give the text that holds the answer as the second text.")
        return [Words(name="spans", title=title, text=text)]
    columns = (
        Column(name="text", title=say("Answer")),
        Column(name="probability", title=say("Probability"), kind="share"),
        Column(name="first", title=say("From token"), kind="number"),
        Column(name="last", title=say("To token"), kind="number"),
    )
    rows = tuple((span.text, span.probability, span.first + 1, span.last + 1) for span in found)
    note = say("Probability of the first times that of the last token, inside the second text; at most {most} tokens.", most=LONGEST)
    return [Table(name="spans", title=title, note=note, columns=columns, rows=rows)]


def _vectors(asked: Asked) -> list[Block]:
    """A body without a head."""
    text = say("This model has no head that predicts: it gives each token a vector. Look at its embeddings and its attention.")
    blocks: list[Block] = [Words(name="no-head", title=say("Prediction"), text=text)]
    if asked.spec.pair:
        first, second = (_mean_vector(asked.subject, text) for text in (asked.spec.text, asked.spec.pair))
        cosine = float(np.dot(first, second) / max(float(np.linalg.norm(first) * np.linalg.norm(second)), 1e-12))
        title = say("Likeness of the two texts")
        note = say("Cosine of the mean vectors of their tokens, each text read by itself.")
        blocks.append(Bars(name="cosine", title=title, note=note, names=(asked.spec.pair[:200],), values=np.array([cosine], np.float32)))
    return blocks


def _mean_vector(subject: Subject, text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """[hidden] float32."""
    import torch

    with torch.inference_mode():
        hidden: Tensor = answers(subject.model, subject.row(text), "vectors")
        return hidden.mean(0).numpy()


_PREDICTIONS: dict[str, Callable[[Asked], list[Block]]] = {
    **dict.fromkeys(LABELS, _labels),
    "causal-lm": _next,
    "seq2seq-lm": _written,
    "masked-lm": _masks,
    "token-classification": _tags,
    "question-answering": _spans,
    "vectors": _vectors,
}

PLUGIN = Predictions()
