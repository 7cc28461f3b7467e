"""Job files: what is accepted comes back as it was, what is not is told field by field, whatever it is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.errors import JobError
from engine.specs.fields import describe
from engine.specs.job import Job, anchored, apply_settings, load_job, parse_job
from engine.specs.training import TrainingSpec

GOOD: dict[str, Any] = {"data": {"train": "a.csv"}, "task": {"type": "text-classification"}, "method": {"type": "lora"}}
SECTIONS = ["data", "model", "task", "method", "training", "hardware", "title", "seed", "kind", "schema_version", "nonsense"]
KEYS = st.sampled_from([*TrainingSpec.model_fields, "train", "validation", "columns", "base", "type", "rank", "device", "epoch", ""])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["auto", "lora", "full", "text-classification", "0.5", "nan", "{", "}", "{x}"]),
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12)
TABLES = st.dictionaries(st.sampled_from(SECTIONS), VALUES, max_size=6).map(lambda table: {**GOOD, **table})


@settings(max_examples=300, deadline=None)
@given(TABLES)
@example({**GOOD, "task": {"type": []}})
@example({**GOOD, "method": {"type": {"x": 1}, "rank": 2}})
@example({**GOOD, "training": {"epochs": float("nan")}})
def test_that_any_table_is_a_job_or_a_list_of_problems_with_sentences(table: dict[str, Any]) -> None:
    try:
        job = parse_job(table)
    except JobError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.path
            assert str(problem.message)
        assert error.text("zh")
        return
    again = parse_job(tomllib.loads(job.to_toml()))
    assert again.model_dump(mode="json") == job.model_dump(mode="json")


@given(st.lists(st.text(max_size=20), max_size=4))
@settings(max_examples=100, deadline=None)
def test_that_any_settings_are_laid_over_or_refused_in_words(texts: list[str]) -> None:
    from engine.errors import UserError

    try:
        apply_settings({"training": {"epochs": 1}}, texts)
    except UserError as error:
        assert error.hint


def test_that_settings_are_values_where_they_can_be_and_texts_otherwise() -> None:
    given_settings = ["training.epochs=2", "title=Reviews, LoRA", 'model.base="a b"', "model.network=true", "data.columns.text=review"]
    table = apply_settings({"training": {"batch_size": 4}}, given_settings)
    assert table == {
        "training": {"batch_size": 4, "epochs": 2},
        "title": "Reviews, LoRA",
        "model": {"base": "a b", "network": True},
        "data": {"columns": {"text": "review"}},
    }


@pytest.mark.parametrize(
    ("section", "key", "suggested"),
    [
        ("training", "epoch", "epochs"),
        ("training", "learning-rate", "learning_rate"),
        ("training", "lr_schedule", "schedule"),
        ("training", "batchsize", "batch_size"),
        ("hardware", "devices", "device"),
        ("data", "trian", "train"),
        ("model", "bases", "base"),
        ("method", "drop_out", "dropout"),
        ("task", "label-smoothing", "label_smoothing"),
    ],
)
def test_that_a_misspelt_key_gets_the_right_one_suggested(section: str, key: str, suggested: str) -> None:
    with pytest.raises(JobError) as caught:
        parse_job({**GOOD, section: {**GOOD.get(section, {}), key: 1}})
    found = {problem.path: str(problem.hint) for problem in caught.value.problems}
    assert found[f"{section}.{key}"] == f"Did you mean {suggested}?"


def test_that_a_key_like_no_other_gets_those_that_there_are() -> None:
    with pytest.raises(JobError) as caught:
        parse_job({**GOOD, "hardware": {"xyzzy": 1}})
    assert "device, precision, threads" in str(caught.value.problems[0].hint)


def test_that_every_wrong_field_is_told_at_once() -> None:
    with pytest.raises(JobError) as caught:
        parse_job({**GOOD, "training": {"epochs": 0, "batch_size": 1.5, "schedule": "zigzag"}, "seed": -1})
    assert sorted(problem.path for problem in caught.value.problems) == [
        "seed",
        "training.batch_size",
        "training.epochs",
        "training.schedule",
    ]
    assert "zigzag is not one of 'linear', 'cosine' or 'constant'" in str(caught.value)


def test_that_relative_paths_belong_to_the_files_folder(tmp_path: Path, job_table: Callable[..., dict[str, Any]]) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "job.toml").write_text(
        'data = {train = "a.csv", validation = "b.csv", test = "../c.csv"}\nmodel = {base = "base"}\n'
        'task = {type = "text-classification"}\nmethod = {type = "full"}\n',
        encoding="utf-8-sig",
    )
    job = load_job(tmp_path / "job.toml")
    assert (job.data.train, job.data.validation) == (str(tmp_path / "a.csv"), str(tmp_path / "b.csv"))
    assert job.model.base == str(tmp_path / "base")
    assert anchored(job, Path("/elsewhere")).data.train == str(tmp_path / "a.csv")
    assert parse_job({**GOOD, "model": {"base": "owner/name"}}).model.base == "owner/name"


def test_that_assignments_are_checked_like_files() -> None:
    job = parse_job(GOOD)
    with pytest.raises(ValueError, match="greater than 0"):
        job.training.epochs = -1


def test_that_a_description_gives_a_form_what_it_needs() -> None:
    fields = {field.name: field for field in describe(TrainingSpec)}
    epochs, rate, schedule = fields["epochs"], fields["learning_rate"], fields["schedule"]
    assert (epochs.kind, epochs.minimum, epochs.exclusive_minimum, epochs.maximum, epochs.unit) == ("number", 0, True, 1000, "passes")
    assert (rate.optional, rate.default, rate.advanced) == (True, None, False)
    assert (schedule.kind, schedule.choices, schedule.advanced) == ("choice", ("linear", "cosine", "constant"), True)
    assert fields["keep_best"].kind == "boolean"
    assert Job.model_fields["title"].title == "Title"
