"""What two models say of one text, beside each other."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from engine.inspectors._asking import LABELS, WORDS, Asked, PredictionsSpec, answers
from engine.inspectors._blocks import Block, Column, Table, Words
from engine.inspectors._inspector import InspectSpec
from engine.inspectors._subject import Subject
from engine.messages import say

TOP = 8  # tokens of each side


def compared(before: Subject, after: Subject, spec: InspectSpec, base: bool) -> list[Block]:
    """A table of the likeliest labels or tokens, with their probabilities before and after; a sentence where heads differ.

    base: `before` is `after` with its adapter switched off; a head that was trained whole is then the tuned one on both sides.
    """
    title = say("Predictions before and after")
    if after.head not in (*LABELS, *WORDS):
        return []
    if before.head != after.head or (after.labels != before.labels and after.head in LABELS):
        text = say("The two have other heads, so that what they say can't be put beside each other.")
        return [Words(name="predictions", title=title, text=text)]
    told = PredictionsSpec(model=spec.model, text=spec.text, pair=spec.pair, target=spec.target)
    with before.as_base() if base else nullcontext():
        one = _asked(before, told)
    other = _asked(after, told)
    place = other.place
    if place is None:
        return []
    shares = [asked.shares(asked.logits)[place] for asked in (one, other)]
    wanted = sorted({int(id) for share in shares for id in share.topk(min(TOP, len(share))).indices}, key=lambda id: -float(shares[1][id]))
    rows = tuple((other.name(id), float(shares[0][id]), float(shares[1][id]), float(shares[1][id] - shares[0][id])) for id in wanted)
    columns = (
        Column(name="name", title=say("Label") if after.head in LABELS else say("Token")),
        Column(name="before", title=say("Before"), kind="share"),
        Column(name="after", title=say("After"), kind="share"),
        Column(name="change", title=say("Change"), kind="number"),
    )
    note = say("The head was trained as well; both sides use it.") if base and after.head in LABELS else say("The likeliest of both sides.")
    return [Table(name="predictions", title=title, note=note, columns=columns, rows=rows)]


def _asked(subject: Subject, spec: PredictionsSpec) -> Any:
    import torch

    row = subject.row(spec.text, spec.pair, spec.target)
    with torch.inference_mode():
        return Asked(subject, spec, row, answers(subject.model, row, subject.head))
