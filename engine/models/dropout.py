"""Dropout that costs little on a processor.

torch draws its Bernoulli masks there on one thread, 10 to 25 % of an unpadded step. Here the masks of a step are random
windows into one pool of random bits that is drawn once: the same distribution (Srivastava et al. 2014), other random
numbers. The plain twin is F.dropout; `exact` switches to it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

POOL = 1 << 22  # numbers in the pool: more than any one mask of a usual step needs
SEED = 20_140_615  # the pool is the same in every process, so that a continued run meets the same masks


@cache
def _pool(share: float, dtype: torch.dtype) -> Tensor:
    """[POOL] numbers: 0 with the probability `share`, else 1 / (1 - share)."""
    chance = torch.Generator().manual_seed(SEED)
    kept = torch.rand(POOL, generator=chance) >= share
    return (kept.float() / (1 - share)).to(dtype)


def mask(shape: torch.Size | tuple[int, ...], share: float, dtype: torch.dtype) -> Tensor:
    """A mask of this shape out of the pool; where it lies is drawn from torch's generator. A view, except for very large ones."""
    count = 1
    for size in shape:
        count *= size
    pool = _pool(share, dtype)
    if count <= POOL // 2:
        start = int(torch.randint(POOL - count, (1,)))
        return pool[start : start + count].view(shape)
    pieces = []
    while count > 0:
        size = min(count, POOL // 2)
        start = int(torch.randint(POOL - size, (1,)))
        pieces.append(pool[start : start + size])
        count -= size
    return torch.cat(pieces).view(shape)


class Dropout(nn.Module):
    """Sets a share of the numbers to 0 while training and scales the others up; does nothing otherwise, nor where the share is 0."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.exact = False

    @property
    def active(self) -> bool:
        """Is anything dropped now?"""
        return self.training and self.share > 0

    def pooled(self, values: Tensor) -> bool:
        """Do masks for these values come from the pool?"""
        return not self.exact and values.device.type == "cpu"

    def mask(self, shape: torch.Size | tuple[int, ...], like: Tensor) -> Tensor:
        """A mask of this shape to multiply by, in the dtype and on the device of `like`."""
        if self.pooled(like):
            return mask(shape, self.share, like.dtype)
        return functional.dropout(torch.ones(shape, dtype=like.dtype, device=like.device), self.share)

    def forward(self, values: Tensor) -> Tensor:
        """The values, thinned out while training."""
        if not self.active:
            return values
        if self.pooled(values):
            return values * self.mask(values.shape, values)
        return functional.dropout(values, self.share)

    def extra_repr(self) -> str:
        """For print(model)."""
        return f"{self.share}"


def set_exact(model: Any, exact: bool) -> None:
    """Take torch's own dropout (True) or the pool (False) in all of a model."""
    for module in model.modules():
        if isinstance(module, Dropout):
            module.exact = exact
