"""Numbers of an evaluation against the libraries that everybody trusts."""

from __future__ import annotations

import numpy as np
import pytest

from engine.tasks._metrics import classification_metrics, writing_metrics


@pytest.mark.parametrize("seed", range(12))
def test_that_the_numbers_of_a_classification_are_scikit_learns(seed: int) -> None:
    from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, log_loss, precision_recall_fscore_support

    chance = np.random.default_rng(seed)
    count, rows = int(chance.integers(2, 7)), int(chance.integers(1, 60))
    scores = chance.normal(0, 2, (rows, count)).astype(np.float32)
    targets = chance.integers(0, count, rows)
    predicted, every = scores.argmax(axis=1), list(range(count))
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    found = classification_metrics(scores, targets, [f"l{index}" for index in every])
    precision, recall, f1, support = precision_recall_fscore_support(targets, predicted, labels=every, zero_division=0)
    assert found["accuracy"] == pytest.approx(accuracy_score(targets, predicted))
    assert found["macro_f1"] == pytest.approx(f1_score(targets, predicted, average="macro", zero_division=0))
    assert found["loss"] == pytest.approx(log_loss(targets, probabilities, labels=every), rel=1e-5)
    assert found["confusion"] == confusion_matrix(targets, predicted, labels=every).tolist()
    for index, entry in enumerate(found["per_class"]):
        numbers = (entry["precision"], entry["recall"], entry["f1"], entry["support"])
        assert numbers == pytest.approx((precision[index], recall[index], f1[index], support[index]))


def test_that_the_same_texts_score_a_hundred_in_english_and_in_chinese() -> None:
    for texts in (["The cat sat on the mat.", "It was raining all day long."], ["今天天气很好，我们去公园。", "他昨天买了三本新书。"]):
        found = writing_metrics(texts, texts)
        assert found["bleu"] == pytest.approx(100)
        assert found["chrf"] == pytest.approx(100)
        assert found["written_rows"] == 2


def test_that_other_texts_score_near_nothing() -> None:
    found = writing_metrics(["完全不同的句子在这里。"], ["今天天气很好，我们去公园。"])
    assert found["bleu"] < 10


@pytest.mark.parametrize("labels", [2, 5])
def test_that_the_probe_of_a_head_start_finds_what_scikit_learns_regression_finds(labels: int) -> None:
    from sklearn.linear_model import LogisticRegression

    from engine.tasks._head_start import _regression

    chance = np.random.default_rng(3)
    targets = chance.integers(0, labels, 200)
    features = (np.eye(labels, 8)[targets] + chance.normal(0, 0.7, (200, 8))).astype(np.float32)
    slopes, offsets = _regression(features, targets, labels, 0.1)
    # for two labels scikit-learn keeps the difference of the two lines; half its square is penalised, where we penalise a quarter
    theirs = LogisticRegression(C=0.1 if labels > 2 else 0.2, max_iter=2000, tol=1e-8).fit(features, targets)
    if labels == 2:
        assert slopes[1] - slopes[0] == pytest.approx(theirs.coef_[0], abs=2e-3)
    else:
        assert slopes - slopes.mean(axis=0) == pytest.approx(theirs.coef_ - theirs.coef_.mean(axis=0), abs=2e-3)
    assert ((features @ slopes.T + offsets).argmax(axis=1) == theirs.predict(features)).mean() > 0.98
