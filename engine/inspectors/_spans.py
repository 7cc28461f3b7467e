"""Answers of a model that finds them in a context: spans of tokens, cut from the text as it was typed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.inspectors._asking import Asked

LONGEST = 30  # tokens of an answer


@dataclass(frozen=True)
class Span:
    """An answer from its first to its last token (places in the row), the text between them, and its probability."""

    first: int
    last: int
    text: str
    probability: float


def best_spans(asked: Asked, most: int) -> list[Span]:
    """The likeliest spans inside the context, best first, at most LONGEST tokens long.

    Their probability is that of the first times that of the last token, each among the tokens of the context
    (Devlin et al. 2019, 4.2, without the answer "none").
    """
    encoding = asked.subject.tokenizer.encoding(asked.spec.text, asked.spec.pair)
    inside = np.array([place for place, side in enumerate(encoding.sequence_ids) if side == 1], dtype=np.int64)
    if not len(inside):
        return []
    first, last = asked.logits[inside].softmax(0).double().numpy().T
    products = np.triu(np.outer(first, last))
    products = products - np.triu(products, LONGEST)
    allowed = np.flatnonzero(products > 0)
    best = allowed[np.argsort(-products.ravel()[allowed], kind="stable")][:most]
    found = []
    for flat in best.tolist():
        start, end = divmod(flat, len(inside))
        text = asked.spec.pair[encoding.offsets[inside[start]][0] : encoding.offsets[inside[end]][1]]
        found.append(Span(int(inside[start]), int(inside[end]), text, float(products[start, end])))
    return found
