"""Held-back rows: exact in number, fair to each label, the same every time."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.splits import split, split_sizes
from engine.errors import UserError


@given(labels=st.lists(st.sampled_from("abcdef"), min_size=2, max_size=200), fraction=st.floats(0.01, 0.99), seed=st.integers(0, 5))
def test_that_a_split_is_exact_fair_and_complete(labels: list[str], fraction: float, seed: int) -> None:
    counts = Counter(labels)
    room = sum(count - 1 for count in counts.values())
    if not room:
        return
    kept, held = split(labels, len(labels), fraction, seed)
    assert sorted(kept + held) == list(range(len(labels)))
    assert len(held) == min(max(round(len(labels) * fraction), 1), room)
    shares = Counter(labels[index] for index in held)
    several = sum(count for count in counts.values() if count > 1)
    for label, count in counts.items():
        assert shares[label] < count
        fair = len(held) * count / several
        if count > 1 and fair < count - 1:
            assert shares[label] >= int(fair)
    assert split(labels, len(labels), fraction, seed) == (kept, held)


def test_that_each_label_gives_its_share() -> None:
    labels = ["a"] * 500 + ["b"] * 300 + ["c"] * 195 + ["d"] * 5
    _, held = split(labels, 1000, 0.1, 0)
    assert Counter(labels[index] for index in held) == {"a": 50, "b": 30, "c": 19, "d": 1}
    _, other = split(labels, 1000, 0.1, 1)
    assert other != held


def test_that_the_same_seed_gives_these_very_rows() -> None:
    assert split(None, 10, 0.3, 0) == ([0, 2, 3, 4, 5, 6, 9], [1, 7, 8])
    assert split(list("aabbaabbab"), 10, 0.4, 7) == ([1, 2, 3, 4, 5, 9], [0, 6, 7, 8])


def test_that_rows_without_labels_are_split_too() -> None:
    kept, held = split(None, 10, 0.99, 3)
    assert (len(kept), len(held)) == (1, 9)


@pytest.mark.parametrize(("labels", "count"), [(["a", "b"], 2), (None, 1), (None, 0)])
def test_that_what_cannot_be_split_is_said(labels: list[str] | None, count: int) -> None:
    with pytest.raises(UserError) as caught:
        split(labels, count, 0.1, 0)
    assert caught.value.code == "data.cannot-split"


@given(counts=st.lists(st.integers(2, 40), min_size=1, max_size=5), validation=st.floats(0.05, 0.4), test=st.none() | st.floats(0.05, 0.4))
def test_that_sizes_are_foretold_without_rows(counts: list[int], validation: float, test: float | None) -> None:
    labels = [str(index) for index, count in enumerate(counts) for _ in range(count)]
    tested: list[int] = []
    rest = list(range(len(labels)))
    sizes = split_sizes(counts, validation, test)
    if sizes[1] == 0:
        return
    if test is not None:
        rest, tested = split(labels, len(labels), test, 0)
    kept, held = split([labels[index] for index in rest], len(rest), validation / (1 - (test or 0.0)), 0)
    assert sizes == (len(kept), len(held), len(tested))
