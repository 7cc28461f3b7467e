"""The rows of a job as the worker gets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.data.columns import Role
from engine.data.dataset import load_dataset
from engine.data.sources import fingerprint
from engine.errors import UserError
from engine.messages import say
from engine.specs.data import DataSpec

ROLES = [Role("text", say("Text"), "text"), Role("label", say("Label"), "label")]


def write(path: Path, rows: list[tuple[str, str]], header: str = "review,sentiment") -> str:
    path.write_text("\n".join([header, *(f"{text},{label}" for text, label in rows)]) + "\n", encoding="utf-8")
    return str(path)


ROWS = [(f"text {i}", ("bad", "good", "so so")[i % 3]) for i in range(60)]


def test_that_fractions_hold_back_the_same_share_of_each_label(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ROWS)
    dataset = load_dataset(DataSpec(train=path, validation=0.1, test=0.2), ROLES, seed=0)
    assert dataset.test is not None
    assert (len(dataset.train), len(dataset.validation), len(dataset.test)) == (42, 6, 12)
    for table, each in ((dataset.train, 14), (dataset.validation, 2), (dataset.test, 4)):
        assert all(table.columns["label"].count(label) == each for label in dataset.label_names)
    assert dataset.label_names == ("bad", "good", "so so")
    numbers = dataset.train.rows + dataset.validation.rows + dataset.test.rows
    assert sorted(numbers) == list(range(1, 61))
    assert all(text == f"text {row - 1}" for row, text in zip(dataset.train.rows, dataset.train.columns["text"], strict=True))
    assert dataset.fingerprints == {path: fingerprint(path)}


def test_that_guessed_columns_and_the_split_are_told_as_choices(tmp_path: Path) -> None:
    dataset = load_dataset(DataSpec(train=write(tmp_path / "a.csv", ROWS)), ROLES, seed=0)
    assert dataset.columns == {"text": "review", "label": "sentiment"}
    assert [(name, value) for name, value, _ in dataset.choices] == [
        ("data.columns.text", "review"),
        ("data.columns.label", "sentiment"),
        ("data.validation", "6"),
    ]


def test_that_rows_without_text_or_label_are_left_out_and_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [*ROWS, ("", "good"), ("x", " "), ("torn", "good,extra")])
    dataset = load_dataset(DataSpec(train=path), ROLES, seed=0)
    assert len(dataset.train) + len(dataset.validation) == 60
    told = " ".join(f"{title} {detail}" for title, detail in dataset.notices)
    assert "Rows 61, 62." in told
    assert "Row 63" in told


def test_that_labels_lose_the_spaces_around_them(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [(text, f" {label} ") for text, label in ROWS])
    assert load_dataset(DataSpec(train=path), ROLES, seed=0).label_names == ("bad", "good", "so so")


def test_that_a_validation_file_is_used_whole(tmp_path: Path) -> None:
    train, other = write(tmp_path / "a.csv", ROWS), write(tmp_path / "b.csv", ROWS[:6])
    dataset = load_dataset(DataSpec(train=train, validation=other), ROLES, seed=0)
    assert (len(dataset.train), len(dataset.validation)) == (60, 6)
    assert set(dataset.fingerprints) == {train, other}


def test_that_a_task_without_labels_has_none(tmp_path: Path) -> None:
    dataset = load_dataset(DataSpec(train=write(tmp_path / "a.csv", ROWS)), ROLES[:1], seed=0)
    assert dataset.label_names == ()
    assert set(dataset.train.columns) == {"text"}


def test_that_unknown_labels_of_a_validation_file_are_named_with_their_rows(tmp_path: Path) -> None:
    train, other = write(tmp_path / "a.csv", ROWS), write(tmp_path / "b.csv", [*ROWS[:3], ("x", "great"), ("y", "awful")])
    with pytest.raises(UserError) as caught:
        load_dataset(DataSpec(train=train, validation=other), ROLES, seed=0)
    assert caught.value.code == "data.unknown-labels"
    assert "awful, great" in caught.value.text()
    assert "Rows 4, 5." in caught.value.text()


BAD = [
    ("misspelt column", {"columns": {"text": "reviw", "label": "sentiment"}}, ROWS, "data.missing-column", "Did you mean review?"),
    ("unknown role", {"columns": {"txt": "review"}}, ROWS, "data.unknown-role", "txt"),
    ("one class", {}, [(text, "good") for text, _ in ROWS], "data.one-class", "same label: good"),
    ("nothing usable", {}, [("x", ""), ("", "y")], "data.no-usable-rows", "review, sentiment"),
    ("nothing left", {"validation": 0.6, "test": 0.4}, ROWS, "data.nothing-left", "smaller"),
    ("labels all different", {}, [(f"t{i}", f"l{i}") for i in range(300)], "data.labels-differ", "300 labels"),
]


@pytest.mark.parametrize(("spec", "rows", "code", "says"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_that_data_that_cannot_be_learned_from_is_refused(
    spec: dict[str, object], rows: list[tuple[str, str]], code: str, says: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", rows)
    with pytest.raises(UserError) as caught:
        load_dataset(DataSpec.model_validate({"train": path, **spec}), ROLES, seed=0)
    assert caught.value.code == code
    assert says in caught.value.text()
