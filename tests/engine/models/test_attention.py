"""Every kernel of attention beside a plain softmax per row, forward and backward; and the maps that are drawn later."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.models import attention
from engine.models.attention import Look, attend, watched
from engine.models.dropout import Dropout
from engine.models.packed import runs
from tests.engine.models.comparing import gap

SEEDS = range(20)


class Problem:
    """Random queries, keys and values of packed rows; causal ones look at themselves, others at rows of other lengths."""

    def __init__(self, seed: int, dtype: torch.dtype = torch.float32, share: float = 0.0) -> None:
        draw, chance = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
        self.causal = bool(draw.integers(2))
        groups, self.shared, size = int(draw.integers(1, 4)), int(draw.integers(1, 4)), int(draw.integers(1, 9))
        self.query_lengths = [1, 6, 6, 6, *draw.integers(1, 14, 4).tolist(), 2, 2]
        crossed = not self.causal and bool(draw.integers(2))
        self.key_lengths = [1, 9, 9, 4, *draw.integers(1, 14, 4).tolist(), 3, 3] if crossed else self.query_lengths
        self.queries = torch.randn(sum(self.query_lengths), groups * self.shared, size, generator=chance, dtype=dtype)
        self.keys = torch.randn(sum(self.key_lengths), groups, size, generator=chance, dtype=dtype)
        self.values = torch.randn(sum(self.key_lengths), groups, size, generator=chance, dtype=dtype)
        dropout = Dropout(share)
        self.look = Look(runs(self.query_lengths, self.key_lengths), self.causal, dropout, "here")

    @property
    def parts(self) -> tuple[Tensor, Tensor, Tensor]:
        """Queries, keys and values."""
        return self.queries, self.keys, self.values

    def plain(self, queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """Row by row and head by head, as the paper writes it."""
        rows = []
        for q, k, v in zip(queries.split(self.query_lengths), keys.split(self.key_lengths), values.split(self.key_lengths), strict=True):  # type: ignore[no-untyped-call]
            heads = []
            for head in range(q.shape[1]):
                scores = q[:, head] @ k[:, head // self.shared].T / math.sqrt(q.shape[-1])
                if self.causal:
                    scores = scores.masked_fill(torch.ones_like(scores, dtype=torch.bool).triu(1), -math.inf)
                heads.append(scores.softmax(-1) @ v[:, head // self.shared])
            rows.append(torch.stack(heads, 1))
        return torch.cat(rows)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kernel", [attention._fused, attention._Explicit.apply], ids=["fused", "explicit"])
def test_that_a_kernel_gives_a_plain_softmax_row_by_row_and_its_gradients(seed: int, kernel: Any) -> None:
    problem = Problem(seed)
    found_parts = [part.clone().requires_grad_(True) for part in problem.parts]
    plain_parts = [part.clone().requires_grad_(True) for part in problem.parts]
    found, wanted = kernel(*found_parts, problem.look), problem.plain(*plain_parts)
    assert gap(found, wanted) < 1e-5
    slope = torch.randn(found.shape, generator=torch.Generator().manual_seed(1))
    given, asked = torch.autograd.grad(found, found_parts, slope), torch.autograd.grad(wanted, plain_parts, slope)
    for one, other in zip(given, asked, strict=True):
        assert gap(one, other) < 1e-5


@pytest.mark.parametrize("seed", range(8))
def test_that_the_explicit_backward_pass_agrees_with_differences_in_double_precision(seed: int) -> None:
    problem = Problem(seed, torch.float64)
    few = [index for index, length in enumerate(problem.query_lengths) if length < 6][:4]
    queries, keys = [problem.query_lengths[index] for index in few], [problem.key_lengths[index] for index in few]
    look = problem.look._replace(runs=runs(queries, keys))
    parts = (problem.queries[: sum(queries)], problem.keys[: sum(keys)], problem.values[: sum(keys)])
    inputs = tuple(part.clone().requires_grad_(True) for part in parts)
    assert torch.autograd.gradcheck(lambda *given: attention._Explicit.apply(*given, look), inputs)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("seed", range(4))
def test_that_the_explicit_backward_pass_follows_the_dropped_probabilities(seed: int) -> None:
    problem = Problem(seed, torch.float64, share=0.4)
    few = problem.query_lengths[:2], problem.key_lengths[:2]
    look = problem.look._replace(runs=runs(*few))
    parts = (problem.queries[: sum(few[0])], problem.keys[: sum(few[1])], problem.values[: sum(few[1])])
    inputs = tuple(part.clone().requires_grad_(True) for part in parts)

    def same_masks(*given: Tensor) -> Tensor:
        torch.manual_seed(5)
        found: Tensor = attention._Explicit.apply(*given, look)  # type: ignore[no-untyped-call]
        return found

    with torch.random.fork_rng(devices=[]):
        assert torch.autograd.gradcheck(same_masks, inputs)
        torch.manual_seed(5)
        assert gap(same_masks(*inputs), problem.plain(*problem.parts)[: sum(few[0])]) > 1e-3  # something was dropped


@pytest.mark.parametrize("seed", SEEDS)
def test_that_16_bit_attention_stays_near_the_plain_one(seed: int) -> None:
    problem = Problem(seed)
    low = [part.bfloat16().requires_grad_(True) for part in problem.parts]
    plain = [part.detach().float().requires_grad_(True) for part in low]
    found, wanted = attend(*low, problem.look), problem.plain(*plain)
    assert found.dtype == torch.bfloat16 and gap(found.float(), wanted) < 0.04
    given, asked = torch.autograd.grad(found.float().sum(), low), torch.autograd.grad(wanted.sum(), plain)
    for one, other in zip(given, asked, strict=True):
        assert one.dtype == torch.bfloat16 and gap(one.float(), other) < 0.04 * max(1.0, float(other.abs().max()))


def kernel_of(monkeypatch: pytest.MonkeyPatch, problem: Problem, **parts: Tensor) -> str:
    """Which kernel `attend` takes."""
    used: list[str] = []
    explicit, fused = attention._Explicit.apply, attention._fused

    class Watched:
        @staticmethod
        def apply(*given: Any) -> Any:
            used.append("explicit")
            return explicit(*given)

    monkeypatch.setattr(attention, "_Explicit", Watched)
    monkeypatch.setattr(attention, "_fused", lambda *given: used.append("fused") or fused(*given))
    attend(parts.get("queries", problem.queries), parts.get("keys", problem.keys), parts.get("values", problem.values), problem.look)
    return used[0]


def test_that_the_kernel_follows_the_format_the_dropout_and_the_length(monkeypatch: pytest.MonkeyPatch) -> None:
    low = {name: getattr(Problem(0), name).bfloat16() for name in ("queries", "keys", "values")}
    learning = {name: getattr(Problem(0), name).requires_grad_(True) for name in ("queries", "keys", "values")}
    with monkeypatch.context() as patch:
        assert kernel_of(patch, Problem(0), **low) == "explicit"
    with monkeypatch.context() as patch:
        assert kernel_of(patch, Problem(0), **learning) == "fused"
    with monkeypatch.context() as patch:
        assert kernel_of(patch, Problem(0, share=0.1), **learning) == "explicit"
    with monkeypatch.context() as patch:
        assert kernel_of(patch, Problem(0, share=0.1)) == "fused"  # nothing is learned, so that nothing need be kept
    with monkeypatch.context() as patch:
        patch.setattr(attention, "LONGEST", 5)
        assert kernel_of(patch, Problem(0, share=0.1), **learning) == "fused"


def test_that_neighbours_of_equal_lengths_are_worked_off_together_and_all_rows_are_there() -> None:
    found = runs([3, 3, 3, 1, 2, 2], [5, 5, 4, 4, 1, 1])
    assert [(run.rows, run.query_length, run.key_length) for run in found] == [(2, 3, 5), (1, 3, 4), (1, 1, 4), (2, 2, 1)]
    assert [(run.query_start, run.key_start) for run in found] == [(0, 0), (6, 10), (9, 14), (10, 18)]


def test_that_queries_keys_and_values_are_shown_inside_and_not_outside() -> None:
    problem, shown = Problem(0), []
    with watched(lambda *parts: shown.append(parts)):
        attend(*problem.parts, problem.look)
    attend(*problem.parts, problem.look)
    assert shown == [(*problem.parts, problem.look)]


def test_that_a_pass_without_gradients_leaves_nothing_that_learning_stumbles_over() -> None:
    attention._future.cache_clear()
    problem = Problem(next(seed for seed in SEEDS if Problem(seed).causal))
    with torch.inference_mode():
        attend(*(part.bfloat16() for part in problem.parts), problem.look)
    parts = [part.bfloat16().requires_grad_(True) for part in problem.parts]
    attend(*parts, problem.look).float().sum().backward()
    assert all(part.grad is not None for part in parts)
