"""Sentence order (Lan et al. 2020, 3.1): are two neighbouring segments of a text in their order, or swapped?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from engine.messages import Message, say
from engine.specs.job import TypedSpec
from engine.tasks._language import TEXT
from engine.tasks._rows import Documents, Pieces, documents_of
from engine.tasks._task import Batch, Examples, Reading, Task

if TYPE_CHECKING:
    import numpy.typing as npt
    import torch

    from engine.data.dataset import Table

LEAST = 8  # tokens of a piece that can be divided
ENDS = (".", "!", "?", "。", "！", "？", "；", ";")


class SentenceOrderSpec(TypedSpec):
    """The objective has no settings of its own."""

    type: Literal["sentence-order"] = "sentence-order"


class SentenceOrder(Task):
    """Pieces of text divided in two, near the middle and where possible at the end of a sentence; half of them swapped."""

    name = "sentence-order"
    title = "Sentence order"
    summary = "Teach an encoder how texts hang together: it learns which of two parts comes first."
    order = 80
    spec = SentenceOrderSpec
    roles = (TEXT,)
    families = ("encoder",)
    head = "sentence-order"
    monitor = "accuracy"
    monitor_up = True
    corpus = True

    def head_modules(self) -> tuple[str, ...]:
        return ("cls",)

    def examples(self, table: Table, reading: Reading) -> Examples:
        documents = documents_of(table, reading.tokenizer)
        return self.document_examples(documents, np.arange(len(documents.offsets) - 1), reading)

    def document_examples(self, documents: Documents, chosen: npt.NDArray[np.int64], reading: Reading) -> Examples:
        """The chosen documents as pieces."""
        return Pieces(documents, chosen, reading, Ordering(reading).batch, LEAST)

    def loss(self, model: Any, batch: Batch, spec: Any) -> torch.Tensor:
        from torch.nn.functional import cross_entropy

        return cross_entropy(self.raw(model, batch), batch.targets, reduction="sum")

    def raw(self, model: Any, batch: Batch) -> torch.Tensor:
        """Logits [rows, 2]: in order, swapped."""
        from engine.models.foreign import ask, bare, is_own

        inner = bare(model)
        if is_own(inner):
            return inner.head(inner.features(batch.inputs))  # type: ignore[no-any-return]
        return ask(inner, batch.inputs)[0].logits.float()  # type: ignore[no-any-return]

    def scores(self, model: Any, batch: Batch) -> torch.Tensor:
        """The summed loss, 1 and the hit of each row: [rows, 3]."""
        import torch

        logits = self.raw(model, batch)
        losses = torch.nn.functional.cross_entropy(logits, batch.targets, reduction="none")
        return torch.stack((losses, torch.ones_like(losses), (logits.argmax(-1) == batch.targets).float()), dim=1)

    def metrics(self, scores: npt.NDArray[np.float32], targets: npt.NDArray[np.int64], labels: Sequence[str]) -> dict[str, Any]:
        losses, rows, hits = scores.astype(np.float64).sum(axis=0)
        return {"loss": float(losses / rows), "accuracy": float(hits / rows), "rows": len(scores)}

    def learned(self, before: dict[str, Any], after: dict[str, Any], rows: int) -> Message:
        if "accuracy" not in before or "accuracy" not in after:
            return say("Nothing was measured.")
        return say(
            "Of {rows} pairs that training never saw, the model puts {after:.1f} % in the right order; at the start it was {before:.1f} %.",
            rows=rows,
            after=100 * after["accuracy"],
            before=100 * before["accuracy"],
        )


class Ordering:
    """Divides rows and swaps half of them."""

    def __init__(self, reading: Reading) -> None:
        tokenizer = reading.tokenizer
        before, after = tokenizer.ends
        self._lead, self._tail = len(before), len(after)
        ends = [tokenizer.token_id(sign) for sign in ENDS]
        self._ends = np.array([end for end in ends if end is not None], dtype=np.int32)
        self._between = np.asarray(after, dtype=np.int32)

    def batch(self, rows: list[npt.NDArray[np.int32]], chance: Sequence[int], device: str) -> Batch:
        """[CLS] first [SEP] second [SEP] with segments 0 and 1; target 1 where the two were swapped."""
        import torch

        from engine.models.packed import pack

        draw = np.random.default_rng(list(chance))
        ids, segments, swapped = [], [], draw.integers(0, 2, len(rows))
        for row, swap in zip(rows, swapped, strict=True):
            body = row[self._lead : len(row) - self._tail]
            body = body[: max(2, len(body) - len(self._between))]  # room for the token between the halves
            place = self._middle(body)
            first, second = (body[place:], body[:place]) if swap else (body[:place], body[place:])
            front = np.concatenate((row[: self._lead], first, self._between))
            whole = np.concatenate((front, second, row[len(row) - self._tail :]))
            ids.append(whole)
            segments.append((np.arange(len(whole)) >= len(front)).astype(np.int32))
        return Batch(pack(ids, device, segments), torch.from_numpy(swapped).to(device), len(rows), float(len(rows)))

    def _middle(self, body: npt.NDArray[np.int32]) -> int:
        """Behind the end of a sentence in the middle half of the text, the nearest to the middle; else the middle."""
        quarter, middle = len(body) // 4, len(body) // 2
        ends = np.flatnonzero(np.isin(body[quarter : 3 * quarter], self._ends)) + quarter + 1
        return int(ends[np.abs(ends - middle).argmin()]) if len(ends) else middle


PLUGIN = SentenceOrder()
