"""A source and what is written of it: batches of an encoder-decoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.tasks._task import Batch, Reading

if TYPE_CHECKING:
    import numpy.typing as npt


class Pair(NamedTuple):
    """Ids of the source and of the target (with its end, without its beginning)."""

    source: npt.NDArray[np.int32]
    target: npt.NDArray[np.int32]


class PairMaker:
    """Makes batches of pairs: the written side begins with the model's start token and is one behind its targets."""

    def __init__(self, reading: Reading) -> None:
        tokenizer, config = reading.tokenizer, reading.config
        named = [config.get(key) for key in ("decoder_start_token_id", "pad_token_id")]
        self.start = next((int(id) for id in named if id is not None), tokenizer.padding_id)
        self._end = tokenizer.end_id
        self._room = reading.max_length

    def closed(self, target: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """The target cut to the room there is, with its end."""
        if self._end is None:
            return target[: self._room]
        return np.append(target[: self._room - 1], np.int32(self._end))

    def batch(self, rows: list[Pair], chance: Sequence[int], device: str) -> Batch:
        """Sources and targets packed; rows in the order given."""
        import torch

        from engine.models.packed import pack

        del chance  # nothing is drawn
        written = [np.concatenate(([np.int32(self.start)], row.target[:-1])).astype(np.int32) for row in rows]
        targets = np.concatenate([row.target for row in rows]).astype(np.int64)
        owners = np.repeat(np.arange(len(rows)), [len(row.target) for row in rows])
        return Batch(
            pack([row.source for row in rows], device),
            torch.from_numpy(targets).to(device),
            len(rows),
            float(len(targets)),
            owners=torch.from_numpy(owners).to(device),
            written=pack(written, device),
        )
