"""Rows on one axis, dropout from a pool of masks, layers whose insides are computed again, and matrix products in 16 bit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from engine.models import dropout as dropout_file
from engine.models.dropout import Dropout, mask, set_exact
from engine.models.foreign import padded as padded_batch
from engine.models.heads import (
    DecoderForCausalLM,
    EncoderDecoderForConditionalGeneration,
    EncoderForMaskedLM,
    first_tokens,
    last_tokens,
    mean_tokens,
)
from engine.models.output_layer import logits, summed_loss
from engine.models.packed import Packed, pack
from tests.engine.models.comparing import (
    bert_config,
    check_gradients,
    decoder_config,
    gap,
    gradients,
    joined,
    made,
    marian_config,
    ours_of,
    padded,
    random_rows,
)

pytestmark = pytest.mark.usefixtures("chance")
FAMILIES = ("encoder", "decoder", "encoder-decoder")


def small(family: str, seed: int, folder: Path, share: float) -> tuple[Any, Callable[[], Tensor]]:
    """One of our models that drops this share everywhere, and a loss of it over some rows; every call builds a new graph."""
    draw = np.random.default_rng(seed)
    if family == "encoder":
        dropping = {"hidden_dropout_prob": share, "attention_probs_dropout_prob": share, "num_hidden_layers": 3}
        theirs, kind = made("BertForMaskedLM", bert_config(draw, **dropping), seed), EncoderForMaskedLM
    elif family == "decoder":
        theirs = made("LlamaForCausalLM", decoder_config(draw, "llama", attention_dropout=share, num_hidden_layers=3), seed)
        kind = DecoderForCausalLM  # type: ignore[assignment]
    else:
        dropping = {"dropout": share, "attention_dropout": share, "activation_dropout": share, "encoder_layers": 2, "decoder_layers": 2}
        theirs, kind = made("MarianMTModel", marian_config(draw, **dropping), seed), EncoderDecoderForConditionalGeneration
    model = ours_of(theirs, kind, folder)
    rows = random_rows(draw, theirs.config.vocab_size)
    batches = (pack(rows), pack(random_rows(draw, theirs.config.vocab_size))) if family == "encoder-decoder" else (pack(rows),)

    def loss() -> Tensor:
        return summed_loss(model.before_output(model.hidden(*batches)), model.output, batches[-1].ids)

    return model, loss


def learned(model: nn.Module, loss: Callable[[], Tensor], seed: int) -> tuple[float, dict[str, Tensor]]:
    """Loss and gradients of one step whose masks begin at a seed."""
    model.zero_grad(set_to_none=True)
    torch.manual_seed(seed)
    found = loss()
    found.backward()  # type: ignore[no-untyped-call]
    return found.item(), gradients(model)


def test_that_packed_rows_come_back_as_they_were() -> None:
    rows = random_rows(np.random.default_rng(0), 90)
    batch = pack(rows)
    assert batch.tokens == sum(len(row) for row in rows) == sum(run.rows * run.query_length for run in batch.runs)
    assert batch.starts == [sum(len(row) for row in rows[:place]) for place in range(len(rows))]
    for part, row in zip(batch.rows_of(batch.ids), rows, strict=True):
        assert part.tolist() == row.tolist()
    ids, own = padded_batch(batch, 77)
    wanted = padded(rows, 77)
    assert torch.equal(ids, wanted[0]) and torch.equal(own, wanted[1])


@pytest.mark.parametrize("seed", range(6))
def test_that_first_last_and_mean_tokens_are_those_of_each_row(seed: int) -> None:
    rows = random_rows(np.random.default_rng(seed), 90)
    batch = pack(rows)
    hidden = torch.randn(batch.tokens, 5)
    parts = batch.rows_of(hidden)
    assert torch.equal(first_tokens(hidden, batch), torch.stack([part[0] for part in parts]))
    assert torch.equal(last_tokens(hidden, batch), torch.stack([part[-1] for part in parts]))
    assert gap(mean_tokens(hidden, batch), torch.stack([part.mean(0) for part in parts])) < 1e-6


@pytest.mark.parametrize("exact", [False, True], ids=["pool", "torch"])
def test_that_no_dropout_leaves_the_very_same_numbers(exact: bool) -> None:
    values = torch.randn(50, 7)
    for layer in (Dropout(0.5).eval(), Dropout(0.0).train()):
        layer.exact = exact
        assert layer(values) is values and not layer.active


@pytest.mark.parametrize("family", FAMILIES)
def test_that_a_model_that_does_not_learn_drops_nothing(family: str, tmp_path: Path) -> None:
    model, loss = small(family, 1, tmp_path / "a", 0.5)
    still, without = small(family, 1, tmp_path / "b", 0.0)
    still.load_state_dict(model.state_dict())
    assert loss().item() == loss().item() == without().item()
    still.train()
    assert without().item() == pytest.approx(loss().item(), rel=1e-6)
    model.train()
    assert abs(loss().item() - without().item()) > 1e-3


@pytest.mark.parametrize("share", [0.1, 0.3, 0.75])
@pytest.mark.parametrize("exact", [False, True], ids=["pool", "torch"])
def test_that_the_share_is_dropped_and_the_expectation_stays(share: float, exact: bool) -> None:
    layer = Dropout(share)
    layer.exact = exact
    values = torch.ones(1000, 300)
    out = layer(values)
    kept = out[out != 0]
    assert torch.allclose(kept, torch.tensor(1 / (1 - share)))
    assert 1 - kept.numel() / out.numel() == pytest.approx(share, abs=0.005)
    assert out.mean().item() == pytest.approx(1.0, abs=0.02)


def test_that_neighbouring_numbers_and_following_masks_are_dropped_independently() -> None:
    first, second = (mask((400, 500), 0.5, torch.float32) - 1.0 for _ in range(2))
    assert abs((first * second).mean().item()) < 0.01
    assert abs((first[1:] * first[:-1]).mean().item()) < 0.01
    assert abs((first[:, 1:] * first[:, :-1]).mean().item()) < 0.01


def test_that_the_same_seed_draws_the_same_masks_and_another_seed_others() -> None:
    layer = Dropout(0.3)

    def drawn(seed: int) -> Tensor:
        torch.manual_seed(seed)
        return torch.cat([layer(torch.ones(9, 40)) for _ in range(3)])

    assert torch.equal(drawn(1), drawn(1)) and not torch.equal(drawn(1), drawn(2))


def test_that_the_pool_is_the_same_in_every_process(fresh_python: Callable[..., str]) -> None:
    code = "import torch; from engine.models.dropout import mask; torch.manual_seed(3); print(mask((64,), 0.4, torch.float32).tolist())"
    torch.manual_seed(3)
    assert fresh_python(code).strip() == str(mask((64,), 0.4, torch.float32).tolist())


def test_that_a_mask_larger_than_the_pool_is_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dropout_file, "POOL", 1 << 12)
    dropout_file._pool.cache_clear()
    try:
        found = mask((100, 333), 0.25, torch.float32)
        assert found.shape == (100, 333) and found.mean().item() == pytest.approx(1.0, abs=0.05)
    finally:
        dropout_file._pool.cache_clear()


def test_that_torchs_own_dropout_is_taken_when_it_is_asked_for() -> None:
    model = nn.Sequential(Dropout(0.3), nn.Sequential(Dropout(0.1)))
    set_exact(model, True)
    values = torch.ones(40, 40)
    torch.manual_seed(4)
    found = model[0](values)
    torch.manual_seed(4)
    assert torch.equal(found, nn.functional.dropout(values, 0.3))
    assert all(module.exact for module in model.modules() if isinstance(module, Dropout))
    set_exact(model, False)
    assert not any(module.exact for module in model.modules() if isinstance(module, Dropout))


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("exact", [False, True], ids=["pool", "torch"])
def test_that_dropping_has_the_expected_loss_near_that_of_both_kinds(family: str, exact: bool, tmp_path: Path) -> None:
    model, loss = small(family, 2, tmp_path, 0.1)
    still = loss().item()
    model.train()
    set_exact(model, exact)
    mean = float(np.mean([loss().item() for _ in range(12)]))
    assert mean == pytest.approx(still, rel=0.05)


@pytest.mark.parametrize("share", [0.0, 0.3])
@pytest.mark.parametrize("exact", [False, True], ids=["pool", "torch"])
@pytest.mark.parametrize("family", FAMILIES)
def test_that_insides_computed_again_give_the_same_loss_and_gradients(family: str, exact: bool, share: float, tmp_path: Path) -> None:
    model, loss = small(family, 3, tmp_path, share)
    model.train()
    set_exact(model, exact)
    plain = learned(model, loss, 7)
    model.set_checkpointed(True)
    again = learned(model, loss, 7)
    assert again[0] == plain[0]
    check_gradients(again[1], plain[1], 1e-6)
    other = learned(model, loss, 8)
    assert (other[0] == plain[0]) == (share == 0.0)


def kept_numbers(loss: Callable[[], Tensor]) -> int:
    """How many numbers the graph of a loss keeps for its backward pass, as far as autograd knows of them."""
    kept = 0

    def count(tensor: Tensor) -> Tensor:
        nonlocal kept
        kept += tensor.numel()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(count, lambda tensor: tensor):
        loss()
    return kept


@pytest.mark.parametrize("family", FAMILIES)
def test_that_insides_computed_again_are_not_kept(family: str, tmp_path: Path) -> None:
    model, loss = small(family, 3, tmp_path, 0.3)
    model.train()
    before = kept_numbers(loss)
    model.set_checkpointed(True)
    assert kept_numbers(loss) < before / 3


def test_that_the_probabilities_of_the_explicit_kernel_are_kept_where_checkpointing_can_drop_them(tmp_path: Path) -> None:
    model, _ = small("encoder", 3, tmp_path, 0.3)
    model.train()
    long = pack([np.full(38, 9, dtype=np.int32)] * 2)
    heads, layers = model.config.num_attention_heads, model.config.num_hidden_layers
    maps = layers * heads * 2 * 38 * 38 * 2  # probabilities and their masks
    assert kept_numbers(lambda: model.hidden(long)) > maps
    frozen = model.requires_grad_(False)
    assert kept_numbers(lambda: frozen.hidden(long)) == 0


@pytest.mark.parametrize("family", FAMILIES)
def test_that_layers_below_the_first_trained_one_build_no_graph(family: str, tmp_path: Path) -> None:
    model, loss = small(family, 4, tmp_path, 0.0)
    whole = kept_numbers(loss)
    model.requires_grad_(False)
    model.stacks[-1][-1].requires_grad_(True)
    assert kept_numbers(loss) < whole / 1.5
    loss().backward()  # type: ignore[no-untyped-call]
    trained = [name for name, parameter in model.named_parameters() if parameter.grad is not None]
    assert trained and all(parameter.requires_grad for name, parameter in model.named_parameters() if name in trained)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("family", FAMILIES)
def test_that_16_bit_products_stay_near_32_bit_with_finite_gradients(family: str, seed: int, tmp_path: Path) -> None:
    model, loss = small(family, seed, tmp_path, 0.0)
    plain, wanted = learned(model, loss, 0)
    with torch.autocast("cpu", torch.bfloat16):
        low, found = learned(model, loss, 0)
    assert low == pytest.approx(plain, rel=0.02) and low != plain
    for name, gradient in found.items():
        assert gradient.dtype == torch.float32 and gradient.isfinite().all(), name
    largest = max(float(gradient.norm()) for gradient in wanted.values())
    for name, gradient in wanted.items():
        assert float((found[name] - gradient).norm()) < 0.1 * float(gradient.norm()) + 0.01 * largest, name


@pytest.mark.parametrize("family", FAMILIES)
def test_that_16_bit_products_with_dropout_and_checkpointing_have_finite_gradients(family: str, tmp_path: Path) -> None:
    model, loss = small(family, 5, tmp_path, 0.1)
    model.train()
    with torch.autocast("cpu", torch.bfloat16):
        plain = learned(model, loss, 1)
        model.set_checkpointed(True)
        again = learned(model, loss, 1)
    assert again[0] == plain[0]
    check_gradients(again[1], plain[1], 1e-3)


def test_that_16_bit_logits_stay_near_32_bit(tmp_path: Path) -> None:
    model, _ = small("decoder", 6, tmp_path, 0.0)
    batch: Packed = pack(random_rows(np.random.default_rng(6), model.config.vocab_size))
    with torch.no_grad():
        plain = logits(model.hidden(batch), model.output)
        with torch.autocast("cpu", torch.bfloat16):
            low = logits(model.hidden(batch), model.output)
    assert low.dtype == torch.float32 and 0 < gap(low, plain) < 0.05 * float(plain.abs().max())


def test_that_the_loss_of_all_documents_is_that_of_each_alone(tmp_path: Path) -> None:
    model, _ = small("decoder", 7, tmp_path, 0.0)
    rows = random_rows(np.random.default_rng(7), model.config.vocab_size)
    with torch.no_grad():
        whole = summed_loss(model.hidden(pack(rows)), model.output, joined(rows)).item()
        alone = [summed_loss(model.hidden(pack([row])), model.output, joined([row])).item() for row in rows]
    assert sum(alone) == pytest.approx(whole, rel=1e-5)
