"""Sentence vectors by contrast (Gao et al. 2021, SimCSE): a text's two dropout views belong together, all others of the batch apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from engine.messages import Message, say
from engine.specs.fields import field
from engine.specs.job import TypedSpec
from engine.tasks._language import TEXT
from engine.tasks._rows import Documents, Pieces, documents_of
from engine.tasks._task import Batch, Examples, Prediction, Reading, Task

if TYPE_CHECKING:
    import numpy.typing as npt
    import torch

    from engine.data.dataset import Table

LEAST = 6  # tokens of a text whose halves can still be told apart
MEASURED = 1000  # texts among which each half has to find its other half; more would only make the number smaller


class ContrastiveSpec(TypedSpec):
    """How sharply texts are told apart."""

    type: Literal["contrastive"] = "contrastive"
    temperature: float = field(
        0.05,
        title="Temperature",
        description="Similarities are divided by it: smaller pushes near neighbours apart more strongly; 0.05 is usual.",
        gt=0,
        le=10,
    )
    pooling: Literal["mean", "cls"] = field(
        "mean",
        title="Pooling",
        description="A text's vector is the mean of its tokens' vectors, or that of its first token.",
    )
    dropout: float = field(
        0.1,
        title="Dropout of the views",
        description="For models without dropout of their own: without it, a text's two views would be the same.",
        gt=0,
        lt=1,
        advanced=True,
    )


class Contrastive(Task):
    """Measured by halves: the first half of a held-out text has to find its second half among all others."""

    name = "contrastive"
    title = "Sentence vectors"
    summary = "Teach an encoder vectors in which like texts lie near each other, from texts alone."
    order = 90
    spec = ContrastiveSpec
    roles = (TEXT,)
    families = ("encoder",)
    head = "vectors"
    peft_type = "FEATURE_EXTRACTION"
    monitor = "accuracy"
    monitor_up = True
    corpus = True
    divisible = False
    asking = "similarity"

    def examples(self, table: Table, reading: Reading) -> Examples:
        documents = documents_of(table, reading.tokenizer)
        return self.document_examples(documents, np.arange(len(documents.offsets) - 1), reading)

    def document_examples(self, documents: Documents, chosen: npt.NDArray[np.int64], reading: Reading) -> Examples:
        """The chosen documents as pieces."""
        return Pieces(documents, chosen, reading, make_batch, LEAST)

    def loss(self, model: Any, batch: Batch, spec: ContrastiveSpec) -> torch.Tensor:
        import torch
        from torch.nn.functional import cross_entropy, normalize

        _make_views_differ(model, spec.dropout)
        views = [normalize(self.vectors(model, batch, spec.pooling), dim=-1) for _ in range(2)]
        similarity = views[0] @ views[1].T / spec.temperature  # [rows, rows]
        return cross_entropy(similarity, torch.arange(batch.rows, device=similarity.device), reduction="sum")

    def vectors(self, model: Any, batch: Batch, pooling: str = "mean") -> torch.Tensor:
        """[rows, hidden] float32."""
        from engine.models.foreign import ask, bare, is_own
        from engine.models.heads import first_tokens, mean_tokens

        inner = bare(model)
        if is_own(inner):
            return inner.vectors(batch.inputs, pooling)  # type: ignore[no-any-return]
        found, mask = ask(inner, batch.inputs)
        hidden = found.last_hidden_state[mask].float()
        return mean_tokens(hidden, batch.inputs) if pooling == "mean" else first_tokens(hidden, batch.inputs)

    def raw(self, model: Any, batch: Batch) -> torch.Tensor:
        """The mean vectors: [rows, hidden]."""
        return self.vectors(model, batch)

    def scores(self, model: Any, batch: Batch) -> torch.Tensor:
        """The vectors of each row's first and second half, one behind the other: [rows, 2 * hidden]."""
        import torch

        from engine.models.packed import pack

        halves = []
        for row in batch.inputs.rows_of(batch.inputs.ids):
            ids = row.cpu().numpy().astype(np.int32)
            middle = len(ids) // 2
            halves.append((np.concatenate((ids[:middle], ids[-1:])), np.concatenate((ids[:1], ids[middle:]))))
        device = str(batch.inputs.ids.device)
        found = []
        for side in range(2):
            packed = pack([half[side] for half in halves], device)
            found.append(self.vectors(model, Batch(packed, batch.targets, batch.rows, batch.weight)))
        return torch.cat(found, dim=-1)

    def metrics(self, scores: npt.NDArray[np.float32], targets: npt.NDArray[np.int64], labels: Sequence[str]) -> dict[str, Any]:
        first, second = np.split(scores[:MEASURED].astype(np.float64), 2, axis=1)
        first /= np.linalg.norm(first, axis=1, keepdims=True) + 1e-12
        second /= np.linalg.norm(second, axis=1, keepdims=True) + 1e-12
        similarity = first @ second.T / 0.05
        own = np.diag(similarity)
        top = similarity.max(axis=1)
        loss = float(np.mean(np.log(np.exp(similarity - top[:, None]).sum(axis=1)) + top - own))
        return {"loss": loss, "accuracy": float(np.mean(own >= top)), "rows": len(first)}

    def predictions(self, scores: npt.NDArray[np.float32], labels: Sequence[str]) -> list[Prediction]:
        """The cosine of each text to the first one; scores: [rows, hidden] vectors."""
        unit = scores / (np.linalg.norm(scores, axis=1, keepdims=True) + 1e-12)
        return [Prediction(f"{float(vector @ unit[0]):.3f}", (float(vector @ unit[0]),)) for vector in unit]

    def learned(self, before: dict[str, Any], after: dict[str, Any], rows: int) -> Message:
        if "accuracy" not in before or "accuracy" not in after:
            return say("Nothing was measured.")
        return say(
            "Of {rows} halves of texts that training never saw, {after:.1f} % find their other half; at the start it was {before:.1f} %.",
            rows=after.get("rows", rows),
            after=100 * after["accuracy"],
            before=100 * before["accuracy"],
        )


def make_batch(rows: list[npt.NDArray[np.int32]], chance: Sequence[int], device: str) -> Batch:
    """The rows packed."""
    import torch

    from engine.models.packed import pack

    del chance  # nothing is drawn: the views differ by dropout alone
    return Batch(pack(rows, device), torch.zeros(len(rows), dtype=torch.int64, device=device), len(rows), float(len(rows)))


def _make_views_differ(model: Any, share: float) -> None:
    """Give dropout to a model that has none."""
    from torch import nn

    from engine.models.dropout import Dropout

    own = [module for module in model.modules() if isinstance(module, Dropout)]
    theirs = [module for module in model.modules() if isinstance(module, nn.Dropout)]
    if not any(module.share for module in own) and not any(module.p for module in theirs):
        for module in own:
            module.share = share
        for other in theirs:
            other.p = share


PLUGIN = Contrastive()
