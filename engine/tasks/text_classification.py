"""One label for each text: sentiment, topic, intent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine.data.columns import Role
from engine.data.dataset import Table
from engine.messages import say
from engine.models.load import Loaded, load_sequence_classifier
from engine.specs.fields import field
from engine.specs.job import TypedSpec
from engine.tasks._task import Examples, Prediction, Task

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import torch

    from engine.models.tokenizers import TextTokenizer
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
    monitor = "accuracy"
    monitor_up = True

    def load(self, folder: Path, labels: tuple[str, ...]) -> Loaded:
        return load_sequence_classifier(folder, labels)

    def head_modules(self) -> tuple[str, ...]:
        return ("classifier", "score", "classification_head", "pre_classifier")

    def examples(self, table: Table, tokenizer: TextTokenizer, labels: tuple[str, ...], max_length: int) -> Examples:
        import numpy as np

        place = {label: index for index, label in enumerate(labels)}
        known = table.columns.get("label", [""] * len(table))
        targets = np.array([place.get(label, -1) for label in known], dtype=np.int64)
        return Examples(tokenizer.encode(table.columns["text"], max_length), targets, table.rows)

    def start(self, model: Any, created: Sequence[str], train: Examples, padding: int, compute: Compute, spec: Any) -> Choice | None:
        if not spec.head_start or not any(part in name for name in created for part in self.head_modules()):
            return None
        from engine.tasks._head_start import fit_head

        rows = fit_head(model, self, train, padding, compute)
        if not rows:
            return None
        reason = say(
            "the new head was fitted to what the untouched base says of {rows:,} rows (linear probing, then fine-tuning).", rows=rows
        )
        return ("head start", "logistic regression", reason)

    def loss(self, model: Any, batch: dict[str, torch.Tensor], spec: TextClassificationSpec) -> torch.Tensor:
        from torch.nn.functional import cross_entropy

        logits = self.scores(model, batch)  # [rows, labels]
        return cross_entropy(logits, batch["targets"], reduction="sum", label_smoothing=spec.label_smoothing)

    def scores(self, model: Any, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        logits: torch.Tensor = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits
        return logits.float()

    def metrics(self, scores: npt.NDArray[np.float32], targets: npt.NDArray[np.int64], labels: Sequence[str]) -> dict[str, Any]:
        from engine.tasks._metrics import classification_metrics

        return classification_metrics(scores, targets, labels)

    def predictions(self, scores: npt.NDArray[np.float32], labels: Sequence[str]) -> list[Prediction]:
        import numpy as np

        shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities = shifted / shifted.sum(axis=1, keepdims=True)  # [rows, labels]
        return [Prediction(labels[int(row.argmax())], tuple(float(value) for value in row)) for row in probabilities]


PLUGIN = TextClassification()
