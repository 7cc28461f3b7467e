"""One label for each text: sentiment, topic, intent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from engine.data.columns import Role
from engine.data.dataset import Table
from engine.messages import Message, say
from engine.specs.fields import field
from engine.specs.job import TypedSpec
from engine.tasks._rows import EncodedRows
from engine.tasks._task import Batch, Examples, Prediction, Reading, Task

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import torch

    from engine.tasks._task import Choice, Compute


class TextClassificationSpec(TypedSpec):
    """Settings of the task."""

    type: Literal["text-classification"] = "text-classification"
    label_smoothing: float = field(
        0.0,
        title="Label smoothing",
        description="Share of belief spread over the other labels; a little helps when some labels in the data are wrong.",
        ge=0,
        lt=1,
        advanced=True,
    )
    head_start: bool = field(
        True,
        title="Head start",
        description="Fit a new head to the untouched base first; training then refines a good guess instead of searching blindly.",
        advanced=True,
    )


class TextClassification(Task):
    """A head over the pooled first token (encoders) or the last token (decoders); cross-entropy; accuracy and F1."""

    name = "text-classification"
    title = "Text classification"
    summary = "Sort texts under labels: sentiment, topic, intent."
    order = 10
    spec = TextClassificationSpec
    roles = (Role("text", say("Text"), "text"), Role("label", say("Label"), "label"))
    families = ("encoder", "decoder", "encoder-decoder")
    head = "sequence-classification"
    peft_type = "SEQ_CLS"
    monitor = "accuracy"
    monitor_up = True

    def head_modules(self) -> tuple[str, ...]:
        return ("classifier", "score", "classification_head", "pre_classifier")

    def examples(self, table: Table, reading: Reading) -> Examples:
        import numpy as np

        place = {label: index for index, label in enumerate(reading.labels)}
        known = table.columns.get("label", [""] * len(table))
        targets = np.array([place.get(label, -1) for label in known], dtype=np.int64)
        return EncodedRows(reading.tokenizer.encode(table.columns["text"], reading.max_length), targets)

    def start(self, model: Any, created: Sequence[str], train: Examples, compute: Compute, spec: Any) -> Choice | None:
        if not spec.head_start or not any(part in name for name in created for part in self.head_modules()):
            return None
        from engine.tasks._head_start import fit_head

        rows = fit_head(model, self, train, compute)
        if not rows:
            return None
        reason = say(
            "the new head was fitted to what the untouched base says of {rows:,} rows (linear probing, then fine-tuning).", rows=rows
        )
        return ("head start", "logistic regression", reason)

    def loss(self, model: Any, batch: Batch, spec: TextClassificationSpec) -> torch.Tensor:
        from torch.nn.functional import cross_entropy

        logits = self.scores(model, batch)  # [rows, labels]
        return cross_entropy(logits, batch.targets, reduction="sum", label_smoothing=spec.label_smoothing)

    def scores(self, model: Any, batch: Batch) -> torch.Tensor:
        from engine.models.foreign import ask, bare, is_own

        inner = bare(model)
        if is_own(inner):
            return inner.head(inner.features(batch.inputs) if batch.features is None else batch.features)  # type: ignore[no-any-return]
        return ask(inner, batch.inputs)[0].logits.float()  # type: ignore[no-any-return]

    def features(self, model: Any, batch: Batch) -> torch.Tensor | None:
        from engine.models.foreign import bare, is_own

        inner = bare(model)
        return inner.features(batch.inputs) if is_own(inner) else None

    def metrics(self, scores: npt.NDArray[np.float32], targets: npt.NDArray[np.int64], labels: Sequence[str]) -> dict[str, Any]:
        from engine.tasks._metrics import classification_metrics

        return classification_metrics(scores, targets, labels)

    def predictions(self, scores: npt.NDArray[np.float32], labels: Sequence[str]) -> list[Prediction]:
        import numpy as np

        shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities = shifted / shifted.sum(axis=1, keepdims=True)  # [rows, labels]
        return [Prediction(labels[int(row.argmax())], tuple(float(value) for value in row)) for row in probabilities]

    def learned(self, before: dict[str, Any], after: dict[str, Any], rows: int) -> Message:
        if "accuracy" not in before or "accuracy" not in after:
            return say("Nothing was measured.")
        return say(
            "Of {rows} texts that training never saw, it now names {right} rightly ({after:.1f} %); at the start it was {before:.1f} %.",
            rows=rows,
            right=round(after["accuracy"] * rows),
            after=100 * after["accuracy"],
            before=100 * before["accuracy"],
        )


PLUGIN = TextClassification()
