"""Training in 16 bits comes close to training in 32."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.training.loop import FP16_SCALE
from engine.training.precision import Compute

Open = Callable[..., tuple[Any, Any]]


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_that_gradients_are_those_of_full_precision_but_for_rounding(precision: Any, open_loop: Open) -> None:
    import torch

    gradients = []
    for format in ("fp32", precision):
        loop, _ = open_loop(training={"micro_batch_size": 3})
        loop.s.model.eval()  # without dropout
        loop.s.compute = Compute("cpu", format, 1)  # processors refuse fp16 for being slow, not for being wrong
        loss = loop._backward(loop._rows())
        assert 0.1 < loss < 10
        gradients.append(torch.cat([parameter.grad.flatten() for parameter in loop.s.model.parameters() if parameter.grad is not None]))
    exact, rounded = gradients
    assert float((exact - rounded).norm() / exact.norm()) < 0.05


def test_that_gradients_too_small_for_fp16_do_not_vanish_in_it(open_loop: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    loop, _ = open_loop()
    loop.s.compute, loop.scale = Compute("cpu", "fp16", 1), FP16_SCALE
    small = torch.nn.Linear(4, 1, bias=False)
    loop.s.model.extra = small
    # 1e-6 / 8 rows is below fp16's smallest normal number; the task is one for the whole process
    monkeypatch.setattr(loop.s.task, "loss", lambda *_: small(torch.ones(1, 4)).sum().float() * 1e-6)
    loop._backward(loop._rows())
    assert small.weight.grad is not None
    assert float(small.weight.grad.mean()) == pytest.approx(1e-6 / 8, rel=0.01)


def test_that_a_scale_too_large_for_fp16_is_halved_and_its_step_left_out(open_loop: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    loop, watched = open_loop(training={"max_steps": 3, "epochs": 3})
    loop.scale = FP16_SCALE
    before = [parameter.detach().clone() for parameter in loop.s.model.parameters()]
    real = torch.nn.utils.clip_grad_norm_
    norms = iter([torch.tensor(float("inf"))])
    monkeypatch.setattr(torch.nn.utils, "clip_grad_norm_", lambda *given: next(norms, None) or real(*given))
    loop.s.model.train()
    loop._train_step()
    assert loop.scale == FP16_SCALE / 2
    assert all(torch.equal(one, other) for one, other in zip(before, loop.s.model.parameters(), strict=True))
    loop._train_step()
    assert loop.scale == FP16_SCALE / 2
    assert not all(torch.equal(one, other) for one, other in zip(before, loop.s.model.parameters(), strict=True))
    assert not watched.of("notice") or "no number" not in watched.words()
