"""Holding rows back to measure: exact numbers, the same share of each label, the same rows for the same seed on every machine."""

from __future__ import annotations

import random
from collections.abc import Sequence

from engine.errors import UserError
from engine.messages import say


def split(labels: Sequence[str] | None, count: int, fraction: float, seed: int) -> tuple[list[int], list[int]]:
    """Indices that are kept and indices that are held back, both sorted.

    `count` rows; `labels` has one label for each, or is None. round(count * fraction) rows are held back (at least one, and
    at least one is kept), shared among the labels by largest remainder; a label's last row is never held back.
    Raises UserError if no row can be held back.
    """
    groups: dict[str, list[int]] = {}
    for index in range(count):
        groups.setdefault(labels[index] if labels is not None else "", []).append(index)
    room = {label: len(rows) - 1 for label, rows in groups.items()}
    wanted = min(max(round(count * fraction), 1), sum(room.values()))
    if wanted < 1:
        raise UserError(
            "data.cannot-split",
            say("No row can be held back to measure: each label has a single row ({count} rows in all).", count=count),
            hint=say("Add rows, or give a validation file of its own."),
        )
    shares = _shares({label: len(rows) for label, rows in groups.items() if room[label]}, room, wanted)
    chance = random.Random(seed)
    held: list[int] = []
    for label in sorted(shares):
        rows = list(groups[label])
        chance.shuffle(rows)
        held += rows[: shares[label]]
    held.sort()
    gone = set(held)
    return [index for index in range(count) if index not in gone], held


def _shares(sizes: dict[str, int], room: dict[str, int], wanted: int) -> dict[str, int]:
    """How many rows of each label: proportional to its size, by largest remainder, never more than its room."""
    total = sum(sizes.values())
    exact = {label: wanted * size / total for label, size in sizes.items()}
    shares = {label: min(int(exact[label]), room[label]) for label in sizes}
    while (missing := wanted - sum(shares.values())) > 0:
        free = [label for label in sizes if shares[label] < room[label]]
        free.sort(key=lambda label: (shares[label] - exact[label], sizes[label], label))
        for label in free[:missing]:
            shares[label] += 1
    return shares


def split_sizes(counts: Sequence[int], validation: float | None, test: float | None) -> tuple[int, int, int]:
    """How many rows training, validation and test get, from the number of rows of each label; None holds nothing back.

    The same arithmetic as split(), without rows: for showing the numbers while a fraction is chosen.
    """
    total, room = sum(counts), sum(max(count - 1, 0) for count in counts)
    tested = min(max(round(total * test), 1), room) if test is not None else 0
    share = validation / (1 - (test or 0.0)) if validation is not None else 0.0
    validated = min(max(round((total - tested) * share), 1), room - tested) if validation is not None else 0
    return total - tested - validated, validated, tested
