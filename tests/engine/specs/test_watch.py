"""The section of a job that asks for snapshots: its file, its schema, its limits, and which steps it means."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from engine.errors import JobError
from engine.schema import job_schema, show_schema
from engine.specs.fields import describe
from engine.specs.job import parse_job
from engine.specs.watch import WatchSpec

GOOD: dict[str, Any] = {"data": {"train": "a.csv"}, "task": {"type": "text-classification"}, "method": {"type": "lora"}}


def test_that_a_job_without_the_section_is_not_watched() -> None:
    assert parse_job(GOOD).watch.every == 0
    assert not WatchSpec().due(0)


def test_that_the_section_goes_through_a_file_unchanged() -> None:
    watch = {"every": 10, "texts": ["Soup, warm.", '他说："好"\n第二行', "a = [1]"], "tokens": ["good", "Ġbad"], "most": 50}
    job = parse_job({**GOOD, "watch": watch})
    again = parse_job(tomllib.loads(job.to_toml()))
    assert again.watch.model_dump() == watch
    assert again == job


def test_that_the_schema_and_the_form_know_its_lists(capsys: pytest.CaptureFixture[str]) -> None:
    schema = job_schema()
    section = schema["$defs"]["WatchSpec"]["properties"]
    assert section["texts"]["type"] == "array"
    assert section["texts"]["items"]["type"] == "string"
    fields = {field.name: field for field in describe(WatchSpec)}
    assert [fields[name].kind for name in ("every", "texts", "tokens", "most")] == ["integer", "lines", "lines", "integer"]
    assert fields["texts"].default == []
    show_schema()
    assert "[watch]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("watch", "path"),
    [
        ({"every": -1}, "watch.every"),
        ({"most": 3}, "watch.most"),
        ({"texts": "one"}, "watch.texts"),
        ({"texts": ["a", ""]}, "watch.texts.1"),
        ({"tokens": ["a"] * 65}, "watch.tokens"),
        ({"tokens": [1]}, "watch.tokens.0"),
        ({"evry": 1}, "watch.evry"),
    ],
)
def test_that_what_is_wrong_is_named_by_its_field(watch: dict[str, Any], path: str) -> None:
    with pytest.raises(JobError) as caught:
        parse_job({**GOOD, "watch": watch})
    assert [problem.path for problem in caught.value.problems] == [path]
    assert str(caught.value.problems[0].message)


@pytest.mark.parametrize("every", [1, 3, 10])
@pytest.mark.parametrize("most", [8, 9, 50])
def test_that_there_are_never_more_than_asked_for_and_they_stay_evenly_spread(every: int, most: int) -> None:
    spec = WatchSpec(every=every, most=most)
    kept: list[int] = []
    for step in range(40 * every * most // 8):
        if spec.due(step):
            kept = [taken for taken in [*kept, step] if taken % spec.spacing(step) == 0]
            assert kept == list(range(0, step + 1, spec.spacing(step)))
            assert len(kept) <= most
    assert len(kept) > most // 2 - 1
