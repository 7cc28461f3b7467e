"""Rows of ids in memory, and pieces of a corpus that lies on disk: where tasks get their tokens from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from engine.errors import UserError
from engine.messages import Message, say
from engine.tasks._task import Batch, Reading

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.data.dataset import Table
    from engine.models.tokenizers import Encoded, TextTokenizer

Maker = Callable[[list[Any], Sequence[int], str], Batch]


class Documents(Protocol):
    """Texts as ids without special tokens: document i is ids[offsets[i]:offsets[i + 1]]."""

    @property
    def ids(self) -> npt.NDArray[Any]: ...

    @property
    def offsets(self) -> npt.NDArray[np.int64]: ...

    @property
    def unknown(self) -> int: ...


@dataclass(frozen=True)
class InMemory:
    """Documents of a table."""

    ids: npt.NDArray[np.int32]
    offsets: npt.NDArray[np.int64]
    unknown: int


def documents_of(table: Table, tokenizer: TextTokenizer) -> InMemory:
    """The texts of a table as documents."""
    parts = tokenizer.bare_ids(table.columns["text"])
    offsets = np.zeros(len(parts) + 1, dtype=np.int64)
    np.cumsum([len(part) for part in parts], out=offsets[1:])
    ids = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
    unknown = int((ids == tokenizer.unknown_id).sum()) if tokenizer.unknown_id is not None else 0
    return InMemory(ids, offsets, unknown)


@dataclass(frozen=True)
class EncodedRows:
    """Encoded texts with a target each; `make` turns rows of (ids, target) into a batch."""

    encoded: Encoded
    targets: npt.NDArray[np.int64]
    findings: list[tuple[Message, Message]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.targets)

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each row: [rows]."""
        return self.encoded.lengths

    @property
    def cut(self) -> npt.NDArray[np.int64]:
        """Tokens left out of each row: [rows]."""
        return self.encoded.cut

    @property
    def unknown(self) -> float:
        """The share of tokens that the vocabulary lacks."""
        return self.encoded.unknown / max(1, len(self.encoded.ids))

    def batch(self, rows: npt.NDArray[np.int64], chance: Sequence[int], device: str) -> Batch:
        """The rows packed, with their targets."""
        import torch

        from engine.models.packed import pack

        inputs = pack([self.encoded.row(int(row)) for row in rows], device)
        return Batch(inputs, torch.from_numpy(self.targets[rows]).to(device), len(rows), float(len(rows)))


@dataclass(frozen=True)
class RowExamples:
    """Rows that stand in memory in a task's own form; `make` turns some of them into a batch."""

    rows: list[Any]
    lengths: npt.NDArray[np.int64]
    cut: npt.NDArray[np.int64]
    unknown: float
    make: Maker
    findings: list[tuple[Message, Message]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def targets(self) -> npt.NDArray[np.int64]:
        """Nothing that metrics need: [rows] zeros."""
        return np.zeros(len(self), dtype=np.int64)

    def batch(self, rows: npt.NDArray[np.int64], chance: Sequence[int], device: str) -> Batch:
        """The rows as the task makes them."""
        return self.make([self.rows[int(row)] for row in rows], [*chance, int(rows[0])], device)


class Pieces:
    """Documents cut into pieces of at most `room` tokens, each with special tokens around it; nothing is left out.

    `make` turns rows of ids (special tokens included) into a batch.
    """

    def __init__(self, documents: Documents, chosen: npt.NDArray[np.int64], reading: Reading, make: Maker, least: int = 1) -> None:
        before, after = reading.tokenizer.ends
        self._before, self._after = np.asarray(before, dtype=np.int32), np.asarray(after, dtype=np.int32)
        self._ids, self._make = documents.ids, make
        room = max(1, reading.max_length - len(before) - len(after))
        starts, ends = documents.offsets[chosen], documents.offsets[chosen + 1]
        counts = -(-(ends - starts) // room)
        first = np.repeat(starts, counts)
        place = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        self._starts = first + place * room
        self._stops = np.minimum(self._starts + room, np.repeat(ends, counts))
        enough = self._stops - self._starts >= least
        self._starts, self._stops = self._starts[enough], self._stops[enough]
        self.unknown = documents.unknown / max(1, len(documents.ids))
        self.findings: list[tuple[Message, Message]] = []
        require_rows(len(self._starts))

    def __len__(self) -> int:
        return len(self._starts)

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each piece, special ones included: [pieces]."""
        lengths: npt.NDArray[np.int64] = self._stops - self._starts + len(self._before) + len(self._after)
        return lengths

    @property
    def cut(self) -> npt.NDArray[np.int64]:
        """Nothing is left out: [pieces] zeros."""
        return np.zeros(len(self), dtype=np.int64)

    @property
    def targets(self) -> npt.NDArray[np.int64]:
        """Nothing that metrics need: [pieces] zeros."""
        return np.zeros(len(self), dtype=np.int64)

    def piece(self, index: int) -> npt.NDArray[np.int32]:
        """The ids of a piece with special tokens."""
        bare = np.asarray(self._ids[self._starts[index] : self._stops[index]], dtype=np.int32)
        return np.concatenate((self._before, bare, self._after))

    def batch(self, rows: npt.NDArray[np.int64], chance: Sequence[int], device: str) -> Batch:
        """The pieces as the task makes them."""
        return self._make([self.piece(int(row)) for row in rows], [*chance, int(rows[0])], device)


class Blocks:
    """Documents one after the other, cut into blocks of exactly `context` tokens; a block's documents don't see each other.

    A document is begin, its ids, end; every token but the last of each document predicts the next one, also across the
    end of a block. The last block is left out if it isn't full, unless it is the only one.
    """

    def __init__(self, documents: Documents, chosen: npt.NDArray[np.int64], reading: Reading) -> None:
        tokenizer = reading.tokenizer
        before, after = tokenizer.ends
        if not before and tokenizer.begin_id is not None:
            before = [tokenizer.begin_id]
        if not after and tokenizer.end_id is not None:
            after = [tokenizer.end_id]
        self._before, self._after = np.asarray(before, dtype=np.int32), np.asarray(after, dtype=np.int32)
        self._ids, self._context = documents.ids, reading.max_length
        starts, stops = documents.offsets[chosen], documents.offsets[chosen + 1]
        sizes = stops - starts + len(before) + len(after) - 1  # tokens that predict another
        kept = sizes > 0
        self._starts, self._stops, sizes = starts[kept], stops[kept], sizes[kept]
        self._bounds = np.concatenate(([0], np.cumsum(sizes)))
        total = int(self._bounds[-1])
        require_rows(total)
        self._count = max(1, total // self._context)
        self._total = total
        self.unknown = documents.unknown / max(1, len(documents.ids))
        self.findings: list[tuple[Message, Message]] = []

    def __len__(self) -> int:
        return self._count

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each block: [blocks]."""
        lengths = np.full(self._count, self._context, dtype=np.int64)
        lengths[-1] = min(self._context, self._total - (self._count - 1) * self._context)
        return lengths

    @property
    def cut(self) -> npt.NDArray[np.int64]:
        """Nothing is left out: [blocks] zeros."""
        return np.zeros(self._count, dtype=np.int64)

    @property
    def targets(self) -> npt.NDArray[np.int64]:
        """Nothing that metrics need: [blocks] zeros."""
        return np.zeros(self._count, dtype=np.int64)

    def segments(self, block: int) -> list[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
        """The block's stretches of documents: (ids, the ids that follow each), together `context` tokens."""
        begin = block * self._context
        end = min(begin + self._context, self._total)
        found = []
        document = int(np.searchsorted(self._bounds, begin, side="right")) - 1
        while begin < end:
            first, last = int(self._bounds[document]), int(self._bounds[document + 1])
            stop = min(end, last)
            stretch = self._stretch(document, begin - first, stop - first + 1)
            found.append((stretch[:-1], stretch[1:]))
            begin, document = stop, document + 1
        return found

    def _stretch(self, document: int, first: int, last: int) -> npt.NDArray[np.int32]:
        """Tokens first to last of a document with its begin and end."""
        start, stop, lead = int(self._starts[document]), int(self._stops[document]), len(self._before)
        bare = np.asarray(self._ids[start + max(0, first - lead) : max(start, min(stop, start + last - lead))], dtype=np.int32)
        size = stop - start
        return np.concatenate((self._before[first:last], bare, self._after[max(0, first - lead - size) : max(0, last - lead - size)]))

    def batch(self, rows: npt.NDArray[np.int64], chance: Sequence[int], device: str) -> Batch:
        """The blocks with the token that follows each as its target."""
        import torch

        from engine.models.packed import pack

        parts = [(owner, segment) for owner, row in enumerate(rows) for segment in self.segments(int(row))]
        inputs = pack([segment[0] for _, segment in parts], device)
        targets = np.concatenate([segment[1] for _, segment in parts]).astype(np.int64)
        owners = np.repeat([owner for owner, _ in parts], inputs.lengths)
        return Batch(
            inputs,
            torch.from_numpy(targets).to(device),
            len(rows),
            float(len(targets)),
            owners=torch.from_numpy(owners).to(device),
        )


def require_rows(count: int) -> None:
    """Raises UserError if there is nothing to learn from."""
    if count < 1:
        raise UserError(
            "data.corpus-empty",
            say("The texts are too short to learn from."),
            hint=say("Give longer texts, or more of them."),
        )
