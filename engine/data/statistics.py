"""Figures of columns of texts in bounded memory: counts of values while they are few, lengths in characters as a histogram."""

from __future__ import annotations

from collections import Counter

from pydantic import BaseModel, ConfigDict

MAX_DISTINCT = 1000  # different values that are counted one by one
MAX_TRACKED = 200_000  # over all columns of a wide table
TOP = 200  # most frequent values that are reported
_LONG = 120  # characters of a value from which only its hash is counted
_FINE = 4096  # lengths below are counted exactly, above in steps of a 64th
BINS = 32


class Histogram(BaseModel):
    """counts[i] texts have a length in edges[i] <= characters < edges[i + 1]; longer ones are in the last bin."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    edges: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()


class ColumnProfile(BaseModel):
    """One column: how many cells are empty, how different and how long the others are (in characters)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    empty: int
    distinct: int
    distinct_is_exact: bool
    top: tuple[tuple[str, int], ...]
    average_length: float
    longest: int
    lengths: Histogram


class Lengths:
    """A running histogram of lengths."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self.count = self.total = self.longest = 0

    def add(self, length: int) -> None:
        """Counts one length."""
        self.count += 1
        self.total += length
        if length > self.longest:
            self.longest = length
        if length >= _FINE:
            step = 1 << (length.bit_length() - 7)
            length -= length % step
        self._counts[length] += 1

    @property
    def average(self) -> float:
        """The mean length, 0 without any."""
        return self.total / self.count if self.count else 0.0

    def quantile(self, share: float) -> int:
        """The length that this share of the texts does not exceed."""
        below = 0
        for length in sorted(self._counts):
            below += self._counts[length]
            if below >= share * self.count:
                return length
        return 0

    def histogram(self) -> Histogram:
        """At most BINS equal bins up to the 99th percentile; the last one takes what is longer."""
        if not self.count:
            return Histogram()
        step = max(1, -(-(self.quantile(0.99) + 1) // BINS))
        bins = min(BINS, self.quantile(0.99) // step + 1)
        counts = [0] * bins
        for length, count in self._counts.items():
            counts[min(length // step, bins - 1)] += count
        return Histogram(edges=tuple(step * index for index in range(bins + 1)), counts=tuple(counts))


class ColumnCounter:
    """Counts one column's cells."""

    def __init__(self, name: str, limit: int) -> None:
        self.name = name
        self.empty = 0
        self.lengths = Lengths()
        self._limit = limit
        self._values: dict[str | int, int] = {}
        self._full = False

    def add(self, cell: str) -> None:
        """Counts one cell."""
        if not cell or cell.isspace():
            self.empty += 1
            return
        self.lengths.add(len(cell))
        if self._full:
            return
        key: str | int = cell if len(cell) <= _LONG else hash(cell)
        values = self._values
        if key in values:
            values[key] += 1
        elif len(values) < self._limit:
            values[key] = 1
        else:
            self._full = True
            values.clear()

    def profile(self) -> ColumnProfile:
        """What was counted. Values are listed only while all of them could be counted."""
        texts = [(value, count) for value, count in self._values.items() if isinstance(value, str)]
        texts.sort(key=lambda item: (-item[1], item[0]))
        return ColumnProfile(
            name=self.name,
            empty=self.empty,
            distinct=self._limit if self._full else len(self._values),
            distinct_is_exact=not self._full,
            top=tuple(texts[:TOP]),
            average_length=round(self.lengths.average, 1),
            longest=self.lengths.longest,
            lengths=self.lengths.histogram(),
        )


def counters(columns: tuple[str, ...]) -> list[ColumnCounter]:
    """A counter for each column; the wider the table, the fewer different values are counted."""
    limit = max(50, min(MAX_DISTINCT, MAX_TRACKED // max(len(columns), 1)))
    return [ColumnCounter(name, limit) for name in columns]
