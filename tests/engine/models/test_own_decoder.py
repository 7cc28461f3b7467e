"""Our decoder beside transformers' Llama, Mistral, Qwen2 and Qwen3, over many random shapes: logits, losses and gradients."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from engine.models import output_layer
from engine.models.blocks import rotary_frequencies
from engine.models.configs import own_config
from engine.models.heads import DecoderForCausalLM, DecoderForSequenceClassification
from engine.models.output_layer import logits, summed_loss
from engine.models.packed import pack
from tests.engine.models.comparing import (
    DECODERS,
    ROPES,
    check_gradients,
    decoder_config,
    gap,
    gradients,
    made,
    ours_of,
    padded,
    random_rows,
)

SEEDS = range(32)
CASES = [(seed, DECODERS[seed % 4]) for seed in SEEDS]
BOTH = [(seed, DECODERS[seed % 4], ("fused", "explicit")[seed // 4 % 2]) for seed in SEEDS]
TITLES = {"llama": "Llama", "mistral": "Mistral", "qwen2": "Qwen2", "qwen3": "Qwen3"}


class Case:
    """A random decoder with a head, ours from its folder, and rows for both."""

    def __init__(self, seed: int, kind: str, folder: Path, head: str = "CausalLM", **fixed: Any) -> None:
        self.draw = np.random.default_rng(1000 + seed)
        config = decoder_config(self.draw, kind, **fixed)
        self.theirs = made(f"{TITLES[kind]}For{head}", config, seed)
        self.ours = ours_of(self.theirs, DecoderForCausalLM if head == "CausalLM" else DecoderForSequenceClassification, folder)
        self.rows = random_rows(self.draw, config.vocab_size, config.pad_token_id, longest=31)
        self.ids, self.mask = padded(self.rows, config.pad_token_id)
        self.real = self.mask.bool()
        self.batch = pack(self.rows)

    def asked(self) -> Tensor:
        """The logits that transformers gives to the padded rows."""
        found: Tensor = self.theirs(input_ids=self.ids, attention_mask=self.mask).logits
        return found


@pytest.mark.parametrize("seed, kind", CASES)
def test_that_the_next_token_gets_the_logits_of_transformers(seed: int, kind: str, tmp_path: Path) -> None:
    case = Case(seed, kind, tmp_path)
    with torch.no_grad():
        found = logits(case.ours.before_output(case.ours.hidden(case.batch)), case.ours.output)
        assert gap(found, case.asked()[case.real]) < 1e-5


@pytest.mark.parametrize("seed, kind", CASES)
def test_that_a_classifier_gives_the_logits_of_transformers(seed: int, kind: str, tmp_path: Path) -> None:
    case = Case(seed, kind, tmp_path, "SequenceClassification")
    with torch.no_grad():
        assert gap(case.ours.head(case.ours.features(case.batch)), case.asked()) < 1e-5


@pytest.mark.parametrize("rope", ROPES, ids=lambda rope: f"{rope['rope_type']}-{len(rope)}")
@pytest.mark.parametrize("size", [4, 10, 64, 128])
def test_that_every_rotary_scaling_has_the_frequencies_of_transformers(rope: dict[str, Any], size: int) -> None:
    from transformers import LlamaConfig
    from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

    for base in (500.0, 10_000.0, 1_000_000.0):
        for context in (64, 2048, 131_072):
            config = LlamaConfig(
                hidden_size=2 * size,
                num_attention_heads=2,
                head_dim=size,
                max_position_embeddings=context,
                rope_parameters={**rope, "rope_theta": base},
            )
            theirs = LlamaRotaryEmbedding(config)
            found, strength = rotary_frequencies(size, base, dict(config.rope_parameters), context)
            assert torch.allclose(found, theirs.inv_freq, rtol=1e-6, atol=0)
            assert strength == pytest.approx(theirs.attention_scaling, rel=1e-9)


@pytest.mark.parametrize("name", ["llama3", "yarn"])
@pytest.mark.parametrize("trained", ["nowhere", "beside"])
def test_that_an_older_way_to_write_the_scaling_is_read_as_transformers_reads_it(name: str, trained: str, tmp_path: Path) -> None:
    case = Case(7, "llama", tmp_path, rope_parameters={"rope_type": "default", "rope_theta": 300.0})
    table = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    del table["rope_parameters"]
    scaling: dict[str, Any] = {"type": name, "factor": 4.0}
    if name == "llama3":
        scaling |= {"low_freq_factor": 1.0, "high_freq_factor": 4.0}
    table |= {"rope_theta": 300.0, "rope_scaling": scaling, "max_position_embeddings": 40}
    if trained == "beside":
        table["original_max_position_embeddings"] = 20
    (tmp_path / "config.json").write_text(json.dumps(table), encoding="utf-8")
    from transformers import LlamaForCausalLM

    theirs = LlamaForCausalLM.from_pretrained(tmp_path)
    ours = DecoderForCausalLM(own_config(table))  # type: ignore[arg-type]
    ours.load_state_dict(case.ours.state_dict())
    with torch.no_grad():
        asked = theirs(input_ids=case.ids, attention_mask=case.mask).logits[case.real]
        assert gap(logits(ours.hidden(case.batch), ours.output), asked) < 1e-5


def next_tokens(case: Case) -> tuple[Tensor, Tensor, Tensor]:
    """Places on the packed axis behind which a token follows, those tokens, and the padded labels."""
    follows = torch.ones(case.batch.tokens, dtype=torch.bool)
    follows[torch.tensor(case.batch.lengths).cumsum(0) - 1] = False
    places = follows.nonzero()[:, 0]
    labels = torch.full(case.mask.shape, -100)
    labels[:, :-1] = case.ids[:, 1:].masked_fill(~case.real[:, 1:], -100)
    return places, case.batch.ids[places + 1], labels


@pytest.mark.parametrize("seed, kind, kernel", BOTH, indirect=["kernel"])
def test_that_next_tokens_give_the_loss_and_gradients_of_the_padded_batch(
    seed: int, kind: str, kernel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_layer, "CHUNK", 1)  # the least: 32 tokens at a time
    case = Case(seed, kind, tmp_path)
    places, targets, labels = next_tokens(case)
    wanted = cross_entropy(case.asked().flatten(0, 1), labels.flatten(), reduction="sum")
    wanted.backward()
    found = summed_loss(case.ours.before_output(case.ours.hidden(case.batch)[places]), case.ours.output, targets)
    found.backward()
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)
    check_gradients(gradients(case.ours), gradients(case.theirs))


@pytest.mark.parametrize("seed, kind", CASES[:8])
def test_that_a_classifier_gives_the_loss_and_gradients_of_the_padded_batch(seed: int, kind: str, tmp_path: Path) -> None:
    case = Case(seed, kind, tmp_path, "SequenceClassification", num_labels=3)
    labels = torch.from_numpy(case.draw.integers(0, 3, len(case.rows)))
    wanted = cross_entropy(case.asked(), labels, reduction="sum")
    wanted.backward()
    found = cross_entropy(case.ours.head(case.ours.features(case.batch)), labels, reduction="sum")
    found.backward()
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)
    check_gradients(gradients(case.ours), gradients(case.theirs))


@pytest.mark.parametrize("seed, kind, kernel", BOTH[:8], indirect=["kernel"])
def test_that_a_row_does_not_depend_on_its_neighbours_or_their_order(seed: int, kind: str, kernel: str, tmp_path: Path) -> None:
    case = Case(seed, kind, tmp_path)
    order = case.draw.permutation(len(case.rows))
    with torch.no_grad():
        together = case.batch.rows_of(case.ours.hidden(case.batch))
        moved = pack([case.rows[place] for place in order])
        shuffled = moved.rows_of(case.ours.hidden(moved))
        for place, row in enumerate(case.rows):
            assert gap(case.ours.hidden(pack([row])), together[place]) < 1e-5
        for place, before in enumerate(order):
            assert gap(shuffled[place], together[before]) < 1e-5


@pytest.mark.parametrize("seed, kind, kernel", BOTH[:8], indirect=["kernel"])
def test_that_a_document_in_a_full_block_sees_neither_another_nor_its_own_future(seed: int, kind: str, kernel: str, tmp_path: Path) -> None:
    case = Case(seed, kind, tmp_path)
    vectors: list[Tensor] = []

    def watch(module: Any, inputs: Any, output: Tensor) -> Tensor:
        vectors.append(output.detach().requires_grad_(True))
        return vectors[-1]

    case.ours.model.embed_tokens.register_forward_hook(watch)
    row = case.batch.lengths.index(max(case.batch.lengths))
    place = case.batch.lengths[row] // 2
    case.batch.rows_of(case.ours.hidden(case.batch))[row][place].square().sum().backward()
    assert vectors[0].grad is not None
    for other, part in enumerate(case.batch.rows_of(vectors[0].grad)):
        seen = part.any(1)
        if other == row:
            assert seen[: place + 1].all() and not seen[place + 1 :].any()
        else:
            assert not seen.any()


@pytest.mark.parametrize("kind", DECODERS)
def test_that_documents_in_one_block_count_their_positions_from_their_own_start(kind: str, tmp_path: Path) -> None:
    case = Case(3, kind, tmp_path)
    assert [part[0].item() for part in case.batch.rows_of(case.batch.positions)] == [0] * len(case.rows)
    assert all(part.tolist() == list(range(len(part))) for part in case.batch.rows_of(case.batch.positions))


def test_that_qwen3_may_have_heads_that_do_not_divide_its_width(tmp_path: Path) -> None:
    case = Case(2, "qwen3", tmp_path, hidden_size=26, num_attention_heads=4, num_key_value_heads=2, head_dim=8)
    with torch.no_grad():
        assert gap(logits(case.ours.hidden(case.batch), case.ours.output), case.asked()[case.real]) < 1e-5
