"""Our encoder-decoder beside transformers' Marian, over many random shapes: logits, losses and gradients, packed and padded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from engine.models import output_layer
from engine.models.heads import EncoderDecoderForConditionalGeneration
from engine.models.output_layer import logits, summed_loss
from engine.models.packed import pack
from tests.engine.models.comparing import check_gradients, gap, gradients, joined, made, marian_config, ours_of, padded, pick, random_rows

SEEDS = range(30)
BOTH = [(seed, ("fused", "explicit")[seed % 2]) for seed in SEEDS]


class Case:
    """A random Marian, ours from its folder, and pairs of rows for both; each target begins with the token that starts a text."""

    def __init__(self, seed: int, folder: Path, **fixed: Any) -> None:
        self.draw = np.random.default_rng(2000 + seed)
        config = marian_config(self.draw, **fixed)
        self.theirs = made("MarianMTModel", config, seed)
        self.ours = ours_of(self.theirs, EncoderDecoderForConditionalGeneration, folder)
        self.source_rows = random_rows(self.draw, config.vocab_size, config.pad_token_id)
        self.written_rows = random_rows(self.draw, config.vocab_size, config.pad_token_id, longest=19)
        self.draw.shuffle(self.written_rows)  # type: ignore[arg-type]
        for row in self.written_rows:
            row[0] = config.decoder_start_token_id
        self.ids, self.mask = padded(self.source_rows, config.pad_token_id)
        self.written_ids, self.written_mask = padded(self.written_rows, config.pad_token_id)
        self.real = self.written_mask.bool()
        self.source, self.written = pack(self.source_rows), pack(self.written_rows)

    def asked(self) -> Tensor:
        """The logits that transformers gives to the padded pairs."""
        written = {"decoder_input_ids": self.written_ids, "decoder_attention_mask": self.written_mask}
        found: Tensor = self.theirs(input_ids=self.ids, attention_mask=self.mask, **written).logits
        return found


@pytest.mark.parametrize("seed", SEEDS)
def test_that_written_tokens_get_the_logits_of_transformers(seed: int, tmp_path: Path) -> None:
    case = Case(seed, tmp_path)
    with torch.no_grad():
        found = logits(case.ours.before_output(case.ours.hidden(case.source, case.written)), case.ours.output)
        assert gap(found, case.asked()[case.real]) < 1e-5


@pytest.mark.parametrize("seed, kernel", BOTH, indirect=["kernel"])
def test_that_written_tokens_give_the_loss_and_gradients_of_the_padded_batch(
    seed: int, kernel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_layer, "CHUNK", 1)  # the least: 32 tokens at a time
    case = Case(seed, tmp_path)
    smoothing = pick(case.draw, 0.0, 0.1)
    wanted_rows = [case.draw.integers(0, case.ours.config.vocab_size, len(row)).astype(np.int32) for row in case.written_rows]
    labels = padded(wanted_rows, -100)[0]
    wanted = cross_entropy(case.asked().flatten(0, 1), labels.flatten(), reduction="sum", label_smoothing=smoothing)
    wanted.backward()
    hidden = case.ours.before_output(case.ours.hidden(case.source, case.written))
    found = summed_loss(hidden, case.ours.output, joined(wanted_rows), smoothing)
    found.backward()
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)
    check_gradients(gradients(case.ours), gradients(case.theirs))


@pytest.mark.parametrize("seed, kernel", BOTH[:8], indirect=["kernel"])
def test_that_a_pair_does_not_depend_on_its_neighbours_or_their_order(seed: int, kernel: str, tmp_path: Path) -> None:
    case = Case(seed, tmp_path)
    order = case.draw.permutation(len(case.source_rows))
    with torch.no_grad():
        together = case.written.rows_of(case.ours.hidden(case.source, case.written))
        sources, written = pack([case.source_rows[place] for place in order]), pack([case.written_rows[place] for place in order])
        shuffled = written.rows_of(case.ours.hidden(sources, written))
        for place, (source, target) in enumerate(zip(case.source_rows, case.written_rows, strict=True)):
            assert gap(case.ours.hidden(pack([source]), pack([target])), together[place]) < 1e-5
        for place, before in enumerate(order):
            assert gap(shuffled[place], together[before]) < 1e-5


@pytest.mark.parametrize("seed, kernel", BOTH[:8], indirect=["kernel"])
def test_that_a_written_token_sees_its_own_source_and_what_stands_before_it_only(seed: int, kernel: str, tmp_path: Path) -> None:
    case = Case(seed, tmp_path)
    vectors: list[Tensor] = []

    def watch(module: Any, inputs: Any, output: Tensor) -> Tensor:
        vectors.append(output.detach().requires_grad_(True))
        return vectors[-1]

    case.ours.model.shared.register_forward_hook(watch)
    row = case.written.lengths.index(max(case.written.lengths))
    place = case.written.lengths[row] // 2
    case.written.rows_of(case.ours.hidden(case.source, case.written))[row][place].square().sum().backward()
    read, written = vectors
    assert read.grad is not None and written.grad is not None
    for other, (source, target) in enumerate(zip(case.source.rows_of(read.grad), case.written.rows_of(written.grad), strict=True)):
        if other == row:
            assert source.any(1).all()
            assert target[: place + 1].any(1).all() and not target[place + 1 :].any()
        else:
            assert not source.any() and not target.any()


def test_that_the_bias_over_the_vocabulary_is_read_and_never_trained(tmp_path: Path) -> None:
    case = Case(0, tmp_path)
    assert gap(case.ours.final_logits_bias, case.theirs.final_logits_bias) == 0.0
    assert case.ours.final_logits_bias.abs().max() > 0
    assert "final_logits_bias" not in dict(case.ours.named_parameters())
