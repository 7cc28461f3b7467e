"""Numbers of an evaluation: of labels in numpy (scikit-learn's import would double a short run; tests compare), of texts by sacrebleu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


def classification_metrics(scores: npt.NDArray[np.float32], targets: npt.NDArray[np.int64], labels: Sequence[str]) -> dict[str, Any]:
    """Loss, accuracy, macro-F1, per-class precision/recall/F1/support and the confusion matrix.

    scores: [rows, labels]; targets: [rows]. Macro-F1 is over the labels that occur in targets or predictions;
    confusion[i][j] counts rows of label i that were called j. A ratio without anything below its line is 0.
    """
    count = len(labels)
    predicted = scores.argmax(axis=1)
    top = scores.max(axis=1, keepdims=True).astype(np.float64)
    logsum = np.log(np.exp(scores - top).sum(axis=1)) + top[:, 0]
    loss = float(np.mean(logsum - scores[np.arange(len(targets)), targets]))
    confusion = np.bincount(targets * count + predicted, minlength=count * count).reshape(count, count)
    right, said, support = np.diag(confusion), confusion.sum(axis=0), confusion.sum(axis=1)
    precision, recall = right / np.maximum(said, 1), right / np.maximum(support, 1)
    f1 = 2 * right / np.maximum(said + support, 1)
    per_class = [
        {"label": name, "precision": float(p), "recall": float(r), "f1": float(f), "support": int(s)}
        for name, p, r, f, s in zip(labels, precision, recall, f1, support, strict=True)
    ]
    return {
        "loss": loss,
        "accuracy": float(np.mean(predicted == targets)),
        "macro_f1": float(f1[said + support > 0].mean()),
        "per_class": per_class,
        "confusion": confusion.tolist(),
        "labels": list(labels),
        "rows": len(targets),
    }


def writing_metrics(written: Sequence[str], wanted: Sequence[str]) -> dict[str, Any]:
    """BLEU and chrF of texts against one reference each, by sacrebleu, both 0 to 100.

    Where at least a third of the letters wanted are Chinese, Japanese or Korean, BLEU counts characters (sacrebleu's "zh").
    """
    from sacrebleu.metrics import BLEU, CHRF

    letters = "".join(wanted)
    wide = sum("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in letters)
    tokenize = "zh" if wide * 3 >= max(1, len(letters)) else "13a"
    bleu, chrf = BLEU(tokenize=tokenize, effective_order=False), CHRF()
    return {
        "bleu": float(bleu.corpus_score(list(written), [list(wanted)]).score),
        "chrf": float(chrf.corpus_score(list(written), [list(wanted)]).score),
        "written_rows": len(written),
    }
