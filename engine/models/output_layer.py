"""The output layer over a vocabulary and its cross-entropy, worked off in chunks: [tokens, vocabulary] never exists at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import torch
from torch import Tensor

from engine.models.blocks import working_dtype

CHUNK = 1 << 23  # logits in memory at once (32 MB in float32)


class Output(NamedTuple):
    """The output layer: weight [vocabulary, hidden], bias [vocabulary] or None."""

    weight: Tensor
    bias: Tensor | None


def logits(hidden: Tensor, output: Output) -> Tensor:
    """hidden [tokens, hidden] -> [tokens, vocabulary] float32, for few tokens (generation)."""
    dtype = working_dtype(hidden)
    found = torch.nn.functional.linear(hidden.to(dtype), output.weight.to(dtype)).float()
    return found if output.bias is None else found + output.bias.float()


def summed_loss(hidden: Tensor, output: Output, targets: Tensor, smoothing: float = 0.0) -> Tensor:
    """The sum of the cross-entropies: hidden [tokens, hidden], targets [tokens]; a float32 scalar with gradients.

    smoothing: share of belief spread over the whole vocabulary (Szegedy et al. 2016).
    """
    dtype = working_dtype(hidden)
    found: Tensor = _SummedLoss.apply(hidden.to(dtype), output.weight, output.bias, targets, smoothing)  # type: ignore[no-untyped-call]
    return found


def each_loss(hidden: Tensor, output: Output, targets: Tensor) -> tuple[Tensor, Tensor]:
    """For measuring: the cross-entropy of each token [tokens] float32, and whether it was the first choice [tokens] bool."""
    dtype = working_dtype(hidden)
    losses, hits = [torch.zeros(0, device=hidden.device)], [torch.zeros(0, dtype=torch.bool, device=hidden.device)]
    weight = output.weight.to(dtype)
    for part in _chunks(len(targets), weight.shape[0]):
        found = _logits(hidden[part].to(dtype), weight, output.bias)
        own = found.gather(1, targets[part, None])[:, 0]
        losses.append(found.logsumexp(-1) - own)
        hits.append(found.argmax(-1) == targets[part])
    return torch.cat(losses), torch.cat(hits)


def _chunks(tokens: int, vocabulary: int) -> Iterator[slice]:
    size = max(32, CHUNK // vocabulary)
    return (slice(start, start + size) for start in range(0, tokens, size))


def _logits(hidden: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    found = torch.mm(hidden, weight.T).float()
    return found if bias is None else found.add_(bias.float())


class _SummedLoss(torch.autograd.Function):
    """Loss and gradients in one pass over the chunks: the gradient of a cross-entropy is known as soon as its softmax is."""

    @staticmethod
    def forward(ctx: Any, hidden: Tensor, weight: Tensor, bias: Tensor | None, targets: Tensor, smoothing: float) -> Tensor:
        wants_hidden, wants_weight, wants_bias = ctx.needs_input_grad[:3]
        held = weight.to(hidden.dtype)
        total = torch.zeros((), dtype=torch.float32, device=hidden.device)
        d_hidden = torch.empty_like(hidden) if wants_hidden else None
        d_weight = torch.zeros_like(held, dtype=torch.float32) if wants_weight else None
        d_bias = torch.zeros(weight.shape[0], dtype=torch.float32, device=hidden.device) if wants_bias and bias is not None else None
        vocabulary = weight.shape[0]
        for part in _chunks(len(targets), vocabulary):
            found = _logits(hidden[part], held, bias)
            top = found.logsumexp(-1, keepdim=True)
            places = targets[part, None]
            total += (top - found.gather(1, places)).sum() * (1 - smoothing)
            if smoothing:
                total += smoothing * (top[:, 0] - found.mean(-1)).sum()
            if not any(ctx.needs_input_grad[:3]):
                continue
            slope = found.sub_(top).exp_()  # the softmax; less the target, it is the gradient of the logits
            if smoothing:
                slope -= smoothing / vocabulary
            slope.scatter_add_(1, places, torch.full_like(places, smoothing - 1.0, dtype=slope.dtype))
            if d_bias is not None:
                d_bias += slope.sum(0)
            low = slope.to(hidden.dtype)
            if d_hidden is not None:
                torch.mm(low, held, out=d_hidden[part])
            if d_weight is not None:
                d_weight += torch.mm(low.T, hidden[part])
        ctx.gradients = (d_hidden, d_weight, d_bias)
        return total

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, Tensor | None, Tensor | None, None, None]:
        (gradient,) = gradients
        found = [None if part is None else part * gradient.to(part.dtype) for part in ctx.gradients]
        return found[0], found[1], found[2], None, None
