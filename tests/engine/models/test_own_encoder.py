"""Our encoder beside transformers' BERT, over many random shapes: logits, losses and gradients, packed and padded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from engine.models import heads, output_layer
from engine.models.output_layer import logits, summed_loss
from engine.models.packed import Packed, pack
from tests.engine.models.comparing import bert_config, check_gradients, gap, gradients, joined, made, ours_of, padded, pick, random_rows

SEEDS = range(24)
BOTH = [(seed, ("fused", "explicit")[seed % 2]) for seed in SEEDS]


class Case:
    """A random BERT with a head, ours from its folder, and rows for both."""

    def __init__(self, seed: int, name: str, folder: Path, **fixed: Any) -> None:
        self.draw = np.random.default_rng(seed)
        config = bert_config(self.draw, **fixed)
        self.theirs = made(f"Bert{name}", config, seed)
        self.ours = ours_of(self.theirs, getattr(heads, OWN[name]), folder)
        self.rows = random_rows(self.draw, config.vocab_size, config.pad_token_id)
        ids, self.mask = padded(self.rows, config.pad_token_id)
        self.real = self.mask.bool()
        self.given = {"input_ids": ids, "attention_mask": self.mask}
        segments = None
        if pick(self.draw, True, False):
            segments = [self.draw.integers(0, config.type_vocab_size, len(row)).astype(np.int32) for row in self.rows]
            self.given["token_type_ids"] = padded(segments, 0)[0]
        self.batch = pack(self.rows, segments=segments)

    def asked(self) -> Any:
        """What transformers says of the padded rows."""
        return self.theirs(**self.given)


OWN = {
    "Model": "SentenceEncoder",
    "ForSequenceClassification": "EncoderForSequenceClassification",
    "ForTokenClassification": "EncoderForTokenClassification",
    "ForQuestionAnswering": "EncoderForQuestionAnswering",
    "ForMaskedLM": "EncoderForMaskedLM",
    "ForNextSentencePrediction": "EncoderForSentenceOrder",
}


@pytest.mark.parametrize("seed", SEEDS)
def test_that_a_classifier_gives_the_logits_of_transformers(seed: int, tmp_path: Path) -> None:
    case = Case(seed, "ForSequenceClassification", tmp_path)
    with torch.no_grad():
        assert gap(case.ours.head(case.ours.features(case.batch)), case.asked().logits) < 1e-5


@pytest.mark.parametrize("seed", SEEDS)
def test_that_token_tags_are_those_of_transformers(seed: int, tmp_path: Path) -> None:
    case = Case(seed, "ForTokenClassification", tmp_path)
    with torch.no_grad():
        assert gap(case.ours.tags(case.batch), case.asked().logits[case.real]) < 1e-5


@pytest.mark.parametrize("seed", SEEDS)
def test_that_answer_spans_are_those_of_transformers(seed: int, tmp_path: Path) -> None:
    case = Case(seed, "ForQuestionAnswering", tmp_path, num_labels=2)
    with torch.no_grad():
        first, last = case.ours.spans(case.batch)
        asked = case.asked()
    assert gap(first, asked.start_logits[case.real]) < 1e-5
    assert gap(last, asked.end_logits[case.real]) < 1e-5


@pytest.mark.parametrize("seed", SEEDS)
def test_that_words_under_masks_get_the_logits_of_transformers(seed: int, tmp_path: Path) -> None:
    case = Case(seed, "ForMaskedLM", tmp_path)
    with torch.no_grad():
        found = logits(case.ours.before_output(case.ours.hidden(case.batch)), case.ours.output)
        assert gap(found, case.asked().logits[case.real]) < 1e-5


@pytest.mark.parametrize("seed", SEEDS)
def test_that_the_order_of_sentences_gets_the_logits_of_transformers(seed: int, tmp_path: Path) -> None:
    case = Case(seed, "ForNextSentencePrediction", tmp_path, num_labels=2)
    with torch.no_grad():
        assert gap(case.ours.head(case.ours.features(case.batch)), case.asked().logits) < 1e-5


@pytest.mark.parametrize("seed", SEEDS)
def test_that_sentence_vectors_are_the_mean_or_the_first_of_the_last_hidden_state(seed: int, tmp_path: Path) -> None:
    case = Case(seed, "Model", tmp_path)
    with torch.no_grad():
        hidden = case.asked().last_hidden_state
        mean = (hidden * case.mask[..., None]).sum(1) / case.mask.sum(1, keepdim=True)
        assert gap(case.ours.vectors(case.batch, "mean"), mean) < 1e-5
        assert gap(case.ours.vectors(case.batch, "cls"), hidden[:, 0]) < 1e-5


def chosen_words(case: Case) -> tuple[Tensor, Tensor]:
    """Places on the packed axis whose words are to be found, and the words."""
    places = np.flatnonzero(case.draw.random(case.batch.tokens) < 0.7)
    return torch.from_numpy(places), torch.from_numpy(case.draw.integers(0, case.ours.config.vocab_size, len(places)))


@pytest.mark.parametrize("seed, kernel", BOTH, indirect=["kernel"])
def test_that_masked_words_give_the_loss_and_gradients_of_the_padded_batch(
    seed: int, kernel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_layer, "CHUNK", 1)  # the least: 32 words at a time
    case = Case(seed, "ForMaskedLM", tmp_path)
    places, words = chosen_words(case)
    labels = torch.full(case.mask.shape, -100)
    labels[case.real] = torch.full((case.batch.tokens,), -100).index_copy(0, places, words)
    wanted = cross_entropy(case.asked().logits.flatten(0, 1), labels.flatten(), reduction="sum")
    wanted.backward()
    found = summed_loss(case.ours.before_output(case.ours.hidden(case.batch)[places]), case.ours.output, words)
    found.backward()
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)
    check_gradients(gradients(case.ours), gradients(case.theirs))


@pytest.mark.parametrize("seed, kernel", BOTH, indirect=["kernel"])
def test_that_a_classifier_gives_the_loss_and_gradients_of_the_padded_batch(seed: int, kernel: str, tmp_path: Path) -> None:
    case = Case(seed, "ForSequenceClassification", tmp_path, num_labels=3)
    labels = torch.from_numpy(case.draw.integers(0, 3, len(case.rows)))
    wanted = cross_entropy(case.asked().logits, labels, reduction="sum")
    wanted.backward()
    found = cross_entropy(case.ours.head(case.ours.features(case.batch)), labels, reduction="sum")
    found.backward()
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)
    check_gradients(gradients(case.ours), gradients(case.theirs))


@pytest.mark.parametrize("seed", range(6))
def test_that_padding_that_stands_in_a_text_is_learned_as_in_transformers(seed: int, tmp_path: Path) -> None:
    case = Case(seed, "ForSequenceClassification", tmp_path, num_labels=3)
    rows = random_rows(case.draw, case.ours.config.vocab_size)
    padding = case.ours.config.pad_token_id
    rows[0][0] = padding
    ids, mask = padded(rows, padding)
    case.theirs(input_ids=ids, attention_mask=mask).logits.square().sum().backward()
    case.ours.head(case.ours.features(pack(rows))).square().sum().backward()
    check_gradients(gradients(case.ours), gradients(case.theirs))


@pytest.mark.parametrize("seed, kernel", BOTH[:8], indirect=["kernel"])
def test_that_a_row_does_not_depend_on_its_neighbours_or_their_order(seed: int, kernel: str, tmp_path: Path) -> None:
    case = Case(seed, "ForMaskedLM", tmp_path)
    order = case.draw.permutation(len(case.rows))
    with torch.no_grad():
        together = pack(case.rows).rows_of(case.ours.hidden(pack(case.rows)))
        moved = pack([case.rows[place] for place in order])
        shuffled = moved.rows_of(case.ours.hidden(moved))
        for place, row in enumerate(case.rows):
            assert gap(case.ours.hidden(pack([row])), together[place]) < 1e-5
        for place, before in enumerate(order):
            assert gap(shuffled[place], together[before]) < 1e-5


@pytest.mark.parametrize("seed, kernel", BOTH[:8], indirect=["kernel"])
def test_that_no_gradient_flows_from_one_row_into_another(seed: int, kernel: str, tmp_path: Path) -> None:
    case = Case(seed, "ForMaskedLM", tmp_path)
    vectors: list[Tensor] = []

    def watch(module: Any, inputs: Any, output: Tensor) -> Tensor:
        vectors.append(output.detach().requires_grad_(True))
        return vectors[-1]

    case.ours.bert.embeddings.register_forward_hook(watch)
    row = int(case.draw.integers(len(case.rows)))
    case.batch.rows_of(case.ours.hidden(case.batch))[row].square().sum().backward()
    assert vectors[0].grad is not None
    for place, part in enumerate(case.batch.rows_of(vectors[0].grad)):
        assert bool(part.any()) == (place == row)


def test_that_the_loss_of_a_batch_is_the_sum_of_its_pieces(tmp_path: Path) -> None:
    case = Case(3, "ForMaskedLM", tmp_path)
    words = joined(case.rows)

    def loss(batch: Packed, targets: Tensor) -> float:
        return summed_loss(case.ours.before_output(case.ours.hidden(batch)), case.ours.output, targets).item()

    with torch.no_grad():
        whole = loss(pack(case.rows), words)
        parts = [loss(pack(case.rows[start : start + 2]), joined(case.rows[start : start + 2])) for start in range(0, len(case.rows), 2)]
    assert sum(parts) == pytest.approx(whole, rel=1e-5)
