"""Batches without padding: the tokens of all rows on one axis, with their boundaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import torch


class Run(NamedTuple):
    """Neighbouring rows of equal lengths, which attention can work off together. Starts are places on the token axis."""

    query_start: int
    key_start: int
    rows: int
    query_length: int
    key_length: int


@dataclass
class Packed:
    """Rows on one token axis. ids, positions: [tokens] int64; segments: [tokens] int64 or None (all 0); lengths: of the rows."""

    ids: torch.Tensor
    positions: torch.Tensor
    lengths: list[int]
    segments: torch.Tensor | None = None
    _runs: list[Run] = field(default_factory=list, repr=False)

    @property
    def tokens(self) -> int:
        """Tokens of all rows."""
        return int(self.ids.shape[0])

    @property
    def runs(self) -> list[Run]:
        """The rows as attention over themselves works them off."""
        if not self._runs:
            self._runs = runs(self.lengths, self.lengths)
        return self._runs

    @property
    def starts(self) -> list[int]:
        """The place of each row's first token."""
        return [0, *np.cumsum(self.lengths[:-1]).tolist()] if self.lengths else []

    def rows_of(self, values: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Values of the tokens, [tokens, ...], row by row."""
        import torch

        return torch.split(values, self.lengths)


def pack(rows: Sequence[npt.NDArray[np.int32]], device: str = "cpu", segments: Sequence[npt.NDArray[np.int32]] | None = None) -> Packed:
    """Rows of token ids, none of them empty, as one packed batch; positions begin at 0 in each row."""
    import torch

    lengths = [len(row) for row in rows]
    ids = np.concatenate(rows).astype(np.int64)
    positions = np.concatenate([np.arange(length, dtype=np.int64) for length in lengths])
    kinds = torch.from_numpy(np.concatenate(segments).astype(np.int64)).to(device) if segments is not None else None
    return Packed(torch.from_numpy(ids).to(device), torch.from_numpy(positions).to(device), lengths, kinds)


def runs(query_lengths: Sequence[int], key_lengths: Sequence[int]) -> list[Run]:
    """Neighbours of equal lengths put together; row i of the queries looks at row i of the keys."""
    found: list[Run] = []
    query_start = key_start = 0
    for query_length, key_length in zip(query_lengths, key_lengths, strict=True):
        last = found[-1] if found else None
        if last and (last.query_length, last.key_length) == (query_length, key_length):
            found[-1] = last._replace(rows=last.rows + 1)
        else:
            found.append(Run(query_start, key_start, 1, query_length, key_length))
        query_start += query_length
        key_start += key_length
    return found
