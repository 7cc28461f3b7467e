"""Which rows stand in which batch: a function of seed and epoch alone, so that a resumed run meets the same batches.

Rows of like length stand together, because a batch of random texts computes up to 2.6 times its real tokens as padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

ROWS_AT_A_TIME, TOKENS_AT_A_TIME = 64, 8192  # in one pass without gradients; tokens with their padding
POOL = 16  # batches that are drawn together and sorted by length; larger saves more padding and shuffles less


def epoch_batches(lengths: npt.NDArray[np.int64], batch_size: int, seed: int, epoch: int) -> list[npt.NDArray[np.int64]]:
    """The batches of an epoch as row indices: shuffled, grouped by length within pools, the batches shuffled again."""
    chance = np.random.default_rng([seed, epoch])
    order = chance.permutation(len(lengths))
    batches = []
    for start in range(0, len(order), batch_size * POOL):
        pool = order[start : start + batch_size * POOL]
        pool = pool[np.argsort(lengths[pool], kind="stable")]
        batches += [pool[place : place + batch_size] for place in range(0, len(pool), batch_size)]
    return [batches[place] for place in chance.permutation(len(batches))]


def by_length(lengths: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """All rows once, longest first (so that a shortage of memory shows at once), in pieces for a pass without gradients."""
    order = np.argsort(-lengths, kind="stable")
    batch_size = max(1, min(ROWS_AT_A_TIME, TOKENS_AT_A_TIME // int(lengths.max(initial=1))))
    return [order[place : place + batch_size] for place in range(0, len(order), batch_size)]


def padded(rows: Sequence[npt.NDArray[np.int32]], padding: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Ids and attention mask of the rows, both [rows, longest]; the mask is 1 on real tokens."""
    longest = max((len(row) for row in rows), default=0)
    ids = np.full((len(rows), longest), padding, dtype=np.int64)
    mask = np.zeros((len(rows), longest), dtype=np.int64)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return ids, mask
