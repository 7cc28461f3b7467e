"""What all tasks that predict tokens share: their loss, what an evaluation keeps, and its numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.columns import Role
from engine.messages import Message, say
from engine.tasks._rows import Blocks, Documents, documents_of
from engine.tasks._task import Batch, Examples, Reading, Task

if TYPE_CHECKING:
    import numpy.typing as npt
    import torch

    from engine.data.dataset import Table

TEXT = Role("text", say("Text"), "text")


def predicted_logits(model: Any, batch: Batch) -> Any:
    """Of a transformers model: the logits at the batch's places, [predicted tokens, vocabulary] float32."""
    from engine.models.foreign import ask, padded

    if batch.written is None:
        found, mask = ask(model, batch.inputs)
    else:
        ids, own = padded(batch.written, model.config.pad_token_id or 0)
        found, _ = ask(model, batch.inputs, decoder_input_ids=ids, decoder_attention_mask=own)
        mask = own.bool()
    logits = found.logits[mask]
    return (logits if batch.places is None else logits[batch.places]).float()


def chosen_hidden(model: Any, batch: Batch) -> Any:
    """Of one of our models: what its output layer sees at the batch's places, [predicted tokens, hidden]."""
    hidden = model.hidden(batch.inputs) if batch.written is None else model.hidden(batch.inputs, batch.written)
    return model.before_output(hidden if batch.places is None else hidden.index_select(0, batch.places))


def token_loss(model: Any, batch: Batch, smoothing: float = 0.0) -> torch.Tensor:
    """The summed cross-entropy of the batch's targets."""
    from torch.nn.functional import cross_entropy

    from engine.models.foreign import bare, is_own
    from engine.models.output_layer import summed_loss

    inner = bare(model)
    if is_own(inner):
        return summed_loss(chosen_hidden(inner, batch), inner.output, batch.targets, smoothing)
    return cross_entropy(predicted_logits(inner, batch), batch.targets, reduction="sum", label_smoothing=smoothing)


def token_scores(model: Any, batch: Batch) -> torch.Tensor:
    """Of each row the summed cross-entropy, the predicted tokens, and how many were the first choice: [rows, 3] float32."""
    import torch

    from engine.models.foreign import bare, is_own
    from engine.models.output_layer import each_loss

    inner = bare(model)
    if is_own(inner):
        losses, hits = each_loss(chosen_hidden(inner, batch), inner.output, batch.targets)
    else:
        logits = predicted_logits(inner, batch)
        losses = torch.nn.functional.cross_entropy(logits, batch.targets, reduction="none")
        hits = logits.argmax(-1) == batch.targets
    each = torch.stack((losses.float(), torch.ones_like(losses, dtype=torch.float32), hits.float()), dim=1)
    assert batch.owners is not None
    return torch.zeros(batch.rows, 3, device=each.device).index_add_(0, batch.owners, each)


def token_metrics(scores: npt.NDArray[np.float32]) -> dict[str, Any]:
    """Loss (mean cross-entropy of a token, in nats), perplexity, share of tokens that were the first choice; scores: [rows, 3]."""
    losses, tokens, hits = scores.astype(np.float64).sum(axis=0)
    loss = float(losses / max(1.0, tokens))
    return {
        "loss": loss,
        "perplexity": float(math.exp(min(loss, 700.0))) if math.isfinite(loss) else loss,
        "accuracy": float(hits / max(1.0, tokens)),
        "rows": len(scores),
        "tokens": int(tokens),
    }


class LanguageTask(Task):
    """Base of the tasks that predict tokens; the best state is the one with the lowest loss."""

    def loss(self, model: Any, batch: Batch, spec: Any) -> torch.Tensor:
        return token_loss(model, batch, getattr(spec, "label_smoothing", 0.0))

    def scores(self, model: Any, batch: Batch) -> torch.Tensor:
        return token_scores(model, batch)

    def metrics(self, scores: npt.NDArray[np.float32], targets: npt.NDArray[np.int64], labels: Sequence[str]) -> dict[str, Any]:
        return token_metrics(scores)

    def raw(self, model: Any, batch: Batch) -> torch.Tensor:
        """The logits of the first predicted token of each row: [rows, vocabulary]."""
        from engine.models.foreign import bare, is_own
        from engine.models.output_layer import logits

        inner = bare(model)
        first = np.unique(batch.owners.cpu().numpy(), return_index=True)[1]  # type: ignore[union-attr]
        found = logits(chosen_hidden(inner, batch)[first], inner.output) if is_own(inner) else predicted_logits(inner, batch)[first]
        return found

    def learned(self, before: dict[str, Any], after: dict[str, Any], rows: int) -> Message:
        if "perplexity" not in before or "perplexity" not in after:
            return say("Nothing was measured.")
        return say(
            "On text that training never saw, the perplexity fell from {before:,.1f} to {after:,.1f} (loss {loss:.3f}).",
            before=before["perplexity"],
            after=after["perplexity"],
            loss=after["loss"],
        )


class CorpusTask(LanguageTask):
    """Base of the objectives that learn from running text."""

    roles = (TEXT,)
    corpus = True

    def examples(self, table: Table, reading: Reading) -> Examples:
        documents = documents_of(table, reading.tokenizer)
        return self.document_examples(documents, np.arange(len(documents.offsets) - 1), reading)

    def document_examples(self, documents: Documents, chosen: npt.NDArray[np.int64], reading: Reading) -> Examples:
        """The chosen documents (their numbers) as rows."""
        return Blocks(documents, chosen, reading)
