"""Which column is taken for which role, and that the reason is said."""

from __future__ import annotations

import pytest

from engine.data.columns import Role, guess_columns
from engine.messages import say

TEXT = Role("text", say("Text"), "text")
LABEL = Role("label", say("Label"), "label")
PAIR = Role("text_pair", say("Second text"), "text", required=False)
LONG = [
    "The battery died after two days of light use.",
    "Exactly what I needed for the trip.",
    "Fine for the price, nothing more.",
    "Never again.",
]

CASES = [
    ("plain names", ["text", "label"], [], {"text": "text", "label": "label"}),
    ("other english names", ["Id", "Review", "Sentiment"], [], {"text": "Review", "label": "Sentiment"}),
    ("names with parts", ["review_id", "review_text", "star_rating"], [], {"text": "review_text", "label": "star_rating"}),
    ("chinese names", ["编号", "评论内容", "情感类别"], [], {"text": "评论内容", "label": "情感类别"}),
    ("no telling names", ["a", "b", "c"], [[str(i), text, "yn"[i % 2]] for i, text in enumerate(LONG * 3)], {"text": "b", "label": "c"}),
    ("one telling name", ["a", "category"], [[text, "x"] for text in LONG], {"text": "a", "label": "category"}),
    ("nothing that repeats", ["a", "b"], [[text, str(i)] for i, text in enumerate(LONG * 9)], {"text": "a"}),
    ("empty cells", ["a", "b"], [["", ""]], {}),
]


@pytest.mark.parametrize(("columns", "rows", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_that_roles_are_guessed_by_name_then_by_content(columns: list[str], rows: list[list[str]], expected: dict[str, str]) -> None:
    guesses = guess_columns(columns, rows, [TEXT, LABEL])
    assert {role: guess.column for role, guess in guesses.items()} == expected
    assert all(str(guess.reason) for guess in guesses.values())


def test_that_an_optional_role_is_only_taken_by_its_own_name() -> None:
    columns = ["text", "comment", "label"]
    assert "text_pair" not in guess_columns(columns, [["a", "b", "c"]], [TEXT, PAIR, LABEL])
    assert guess_columns([*columns, "text_pair"], [], [TEXT, PAIR, LABEL])["text_pair"].column == "text_pair"


def test_that_no_column_is_guessed_twice() -> None:
    guesses = guess_columns(["text"], [["a"], ["a"], ["b"]], [TEXT, LABEL])
    assert set(guesses) == {"text"}
