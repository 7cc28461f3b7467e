"""The output layer in chunks beside cross_entropy over all logits at once."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from engine.models import output_layer
from engine.models.output_layer import Output, each_loss, logits, summed_loss

pytestmark = pytest.mark.usefixtures("chance")


def problem(seed: int) -> tuple[Tensor, Output, Tensor, float]:
    """Hidden states, an output layer, targets and a share of smoothing, all random; the layer has a bias or none."""
    draw, chance = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
    tokens, width, vocabulary = int(draw.integers(1, 200)), int(draw.integers(1, 20)), int(draw.integers(2, 60))
    hidden = torch.randn(tokens, width, generator=chance).requires_grad_(True)
    weight = torch.randn(vocabulary, width, generator=chance).requires_grad_(True)
    bias = torch.randn(vocabulary, generator=chance).requires_grad_(True) if draw.random() < 0.5 else None
    targets = torch.randint(vocabulary, (tokens,), generator=chance)
    return hidden, Output(weight, bias), targets, float(draw.choice([0.0, 0.1, 0.4]))


@pytest.mark.parametrize("seed", range(30))
def test_that_chunks_give_the_loss_and_gradients_of_all_logits_at_once(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output_layer, "CHUNK", 1)  # the least: 32 tokens at a time
    hidden, output, targets, smoothing = problem(seed)
    parts = [part for part in (hidden, *output) if part is not None]
    wanted = cross_entropy(logits(hidden, output), targets, reduction="sum", label_smoothing=smoothing)
    asked = torch.autograd.grad(wanted * 0.37, parts)
    found = summed_loss(hidden, output, targets, smoothing)
    given = torch.autograd.grad(found * 0.37, parts)
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)
    for one, other in zip(given, asked, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("seed", range(10))
def test_that_each_tokens_loss_is_its_own_cross_entropy(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output_layer, "CHUNK", 1)
    hidden, output, targets, _ = problem(seed)
    with torch.no_grad():
        losses, hits = each_loss(hidden, output, targets)
        all_logits = logits(hidden, output)
    torch.testing.assert_close(losses, cross_entropy(all_logits, targets, reduction="none"), rtol=1e-4, atol=1e-5)
    assert torch.equal(hits, all_logits.argmax(-1) == targets)


@pytest.mark.parametrize("frozen", ["hidden", "weight", "bias"])
def test_that_what_is_frozen_gets_no_gradient_and_the_others_the_same(frozen: str) -> None:
    hidden, output, targets, _ = problem(1 if problem(1)[1].bias is not None else 2)
    parts = dict(zip(("hidden", "weight", "bias"), (hidden, *output), strict=True))
    parts = {name: part for name, part in parts.items() if part is not None}
    whole = dict(zip(parts, torch.autograd.grad(summed_loss(hidden, output, targets), list(parts.values())), strict=True))
    held = {name: part.detach().requires_grad_(name != frozen) for name, part in parts.items()}
    summed_loss(held["hidden"], Output(held["weight"], held.get("bias")), targets).backward()
    for name, part in held.items():
        if name == frozen:
            assert part.grad is None
        else:
            assert part.grad is not None
            torch.testing.assert_close(part.grad, whole[name])


def test_that_logits_of_all_tokens_never_exist_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output_layer, "CHUNK", 50 * 64)
    seen: list[int] = []
    plain = output_layer._logits

    def watched(hidden: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        seen.append(hidden.shape[0] * weight.shape[0])
        return plain(hidden, weight, bias)

    monkeypatch.setattr(output_layer, "_logits", watched)
    hidden, weight = torch.randn(333, 8), torch.randn(50, 8)
    summed_loss(hidden, Output(weight, None), torch.zeros(333, dtype=torch.int64))
    each_loss(hidden, Output(weight, None), torch.zeros(333, dtype=torch.int64))
    assert sum(seen) == 2 * 333 * 50 and max(seen) == 50 * 64


def test_that_huge_logits_give_a_finite_loss() -> None:
    hidden = torch.full((3, 4), 1e3, requires_grad=True)
    output = Output(torch.eye(5, 4) * 10, None)
    loss = summed_loss(hidden, output, torch.tensor([4, 0, 1]))
    loss.backward()
    assert loss.isfinite() and hidden.grad is not None and hidden.grad.isfinite().all()
    assert loss.item() == pytest.approx(cross_entropy(hidden.detach() @ output.weight.T, torch.tensor([4, 0, 1]), reduction="sum").item())
