"""One LoRA layer beside peft's: output, gradients, dropout, start."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import peft
import pytest
import torch
from torch import Tensor, nn

from engine.models.adapters import LoraLinear, _Lora
from engine.models.blocks import Linear
from tests.engine.models.comparing import gap

pytestmark = pytest.mark.usefixtures("chance")


def filled(layer: Linear, chance: torch.Generator | None = None) -> Linear:
    """A linear layer with random numbers; ours are born unset."""
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.normal_(0, 0.3, generator=chance)
    return layer


def pair_of_layers(seed: int) -> tuple[LoraLinear, Any, Tensor]:
    """Our LoRA layer and peft's with the same numbers, and an input; no dropout."""
    draw, chance = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
    inside, outside, rank = (int(draw.integers(1, 20)) for _ in range(3))
    base = filled(Linear(inside, outside, bias=bool(draw.integers(2))), chance).requires_grad_(False)
    alpha = float(draw.choice([1.0, 8.0, 33.0]))
    ours = LoraLinear(base, rank, alpha, 0.0)
    plain = nn.Linear(inside, outside, bias=base.bias is not None).requires_grad_(False)
    plain.load_state_dict(base.state_dict())
    settings = {"r": rank, "lora_alpha": alpha, "lora_dropout": 0.0}
    theirs = peft.tuners.lora.Linear(plain, "default", config=peft.LoraConfig(**settings), **settings)  # type: ignore[arg-type]
    with torch.no_grad():
        ours.lora_B.normal_(generator=chance)
        theirs.lora_A["default"].weight.copy_(ours.lora_A)
        theirs.lora_B["default"].weight.copy_(ours.lora_B)
    shape = (int(draw.integers(1, 9)), inside) if draw.integers(2) else (2, int(draw.integers(1, 9)), inside)
    return ours, theirs, torch.randn(shape, generator=chance)


@pytest.mark.parametrize("seed", range(24))
def test_that_a_layer_gives_what_peft_gives_and_its_gradients(seed: int) -> None:
    ours, theirs, values = pair_of_layers(seed)
    first, second = (values.clone().requires_grad_(True) for _ in range(2))
    found, wanted = ours(first), theirs(second)
    assert gap(found, wanted) < 1e-5
    slope = torch.randn(found.shape, generator=torch.Generator().manual_seed(1))
    found.backward(slope)
    wanted.backward(slope)
    pairs = ((first, second), (ours.lora_A, theirs.lora_A["default"].weight), (ours.lora_B, theirs.lora_B["default"].weight))
    for one, other in pairs:
        torch.testing.assert_close(one.grad, other.grad, rtol=1e-4, atol=1e-5)
    assert ours.base_layer.weight.grad is None


@pytest.mark.parametrize("seed", range(6))
def test_that_the_backward_pass_agrees_with_differences_in_double_precision(seed: int) -> None:
    ours, _, values = pair_of_layers(seed)
    ours, values = ours.double(), values[..., :4, :].double().requires_grad_(True)
    mask = (torch.rand(values.shape) > 0.5).double() * 2 if seed % 2 else None

    def output(x: Tensor, a: Tensor, b: Tensor) -> Tensor:
        found: Tensor = _Lora.apply(x, ours.base_layer.weight, ours.base_layer.bias, a, b, ours.scale, mask)  # type: ignore[no-untyped-call]
        return found

    assert torch.autograd.gradcheck(output, (values, ours.lora_A, ours.lora_B))


def test_that_values_that_do_not_lie_in_one_piece_are_taken_as_well() -> None:
    ours, theirs, _ = pair_of_layers(3)
    values = torch.randn(ours.base_layer.in_features, 6).T
    first, second = values.detach().requires_grad_(True), values.detach().clone().requires_grad_(True)
    found, wanted = ours(first), theirs(second)
    found.sum().backward()
    wanted.sum().backward()
    assert gap(found, wanted) < 1e-5
    torch.testing.assert_close(first.grad, second.grad)


def test_that_a_new_layer_changes_nothing_and_one_that_is_off_neither() -> None:
    base = filled(Linear(7, 5))
    layer, values = LoraLinear(base, 3, 6.0, 0.0), torch.randn(4, 7)
    assert torch.equal(layer(values), base(values))
    with torch.no_grad():
        layer.lora_B.normal_()
    assert gap(layer(values), base(values)) > 1e-3
    layer.off = True
    assert torch.equal(layer(values), base(values))


def test_that_a_new_layer_starts_as_peft_starts_it() -> None:
    layer = LoraLinear(filled(Linear(300, 40)), 16, 6.0, 0.0)
    bound = math.sqrt(6 / (1 + 5)) / math.sqrt(300)  # Kaiming-uniform with a = sqrt(5)
    assert not layer.lora_B.any() and bound * 0.97 < layer.lora_A.abs().max() <= bound
    assert abs(layer.lora_A.std().item() - bound / math.sqrt(3)) < 0.05 * bound


def test_that_dropout_thins_what_goes_into_the_small_matrices_only() -> None:
    layer, values = LoraLinear(filled(Linear(30, 5)), 3, 6.0, 0.4), torch.randn(2000, 30)
    assert gap(layer(values), layer.base_layer(values)) < 1e-6  # what is learned is still 0, and the base sees everything
    with torch.no_grad():
        layer.lora_B.normal_()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        found = layer(values)
        torch.manual_seed(1)
        kept = layer.dropout.mask(values.shape, values)
    by_hand = layer.base_layer(values) + layer.scale * ((values * kept) @ layer.lora_A.T) @ layer.lora_B.T
    assert gap(found, by_hand) < 1e-4
    assert abs((kept == 0).float().mean().item() - 0.4) < 0.02
    still = layer.eval()(values)
    assert gap(still, layer.base_layer(values) + layer.scale * (values @ layer.lora_A.T) @ layer.lora_B.T) < 1e-4
