"""The reading child: first rows at once, everything in the cache, and every way it can end told as a sentence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from engine.data.cached_rows import RowCache
from engine.data.columns import Role
from engine.data.reading_messages import Checked, Done, Failed, Opened, Preview, Problem, ReadMessage, ReadProgress
from engine.data.source_reading import CacheChecking, SourceReading
from engine.launch import engine_command, engine_environment
from engine.messages import say

ROLES = [Role("text", say("Text"), "text"), Role("label", say("Label"), "label")]


def read(path: Path, cache: Path, **limits: float) -> list[ReadMessage]:
    return list(SourceReading(path, cache, **limits).messages())  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV of 60 MB."""
    path = tmp_path_factory.mktemp("big") / "big.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("review,sentiment\n")
        for start in range(0, 600_000, 1000):
            file.write(
                "".join(
                    f"{'a text of a hundred characters or so ' * 2}{i},{'good' if i % 3 else 'bad'}\n" for i in range(start, start + 1000)
                )
            )
    return path


def test_that_the_first_rows_come_before_the_rest_is_read(big: Path, tmp_path: Path) -> None:
    opened, preview, *rest, done = read(big, tmp_path)
    assert isinstance(opened, Opened)
    assert (opened.columns, opened.size) == (("review", "sentiment"), big.stat().st_size)
    assert isinstance(preview, Preview)
    assert len(preview.rows) == 200
    assert preview.rows[0][0] == 1
    assert len(rest) > 3
    assert all(isinstance(message, ReadProgress) for message in rest)
    places = [message.bytes_done for message in rest if isinstance(message, ReadProgress)]
    assert places == sorted(places)
    assert isinstance(done, Done)
    assert done.rows == 600_000
    assert done.columns[1].top == (("good", 400_000), ("bad", 200_000))
    cache = RowCache(tmp_path)
    assert len(cache) == 600_000
    assert cache.row(599_999)[0].endswith(" 599999")
    assert cache.number(599_999) == 600_000
    cache.close()


def test_that_a_reading_can_be_cancelled_at_once(big: Path, tmp_path: Path) -> None:
    reading = SourceReading(big, tmp_path)
    seen = []
    for message in reading.messages():
        seen.append(message)
        if isinstance(message, Preview):
            reading.cancel()
    assert isinstance(seen[-1], Preview)
    assert reading.pid is not None
    assert not psutil.pid_exists(reading.pid)
    assert list(tmp_path.iterdir()) == []


def test_that_a_reading_that_is_given_up_half_way_leaves_no_child(big: Path, tmp_path: Path) -> None:
    reading = SourceReading(big, tmp_path)
    messages = reading.messages()
    next(messages)
    messages.close()  # type: ignore[attr-defined]
    assert not psutil.pid_exists(reading.pid or 0)


def test_that_a_cancelled_reading_does_not_start(tmp_path: Path) -> None:
    reading = SourceReading(tmp_path / "a.csv", tmp_path)
    reading.cancel()
    assert list(reading.messages()) == []
    assert reading.pid is None


def test_that_too_much_memory_ends_the_child_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\n" + "".join(f'"{"語" * 15_000_000}",{i}\n' for i in range(2)), encoding="utf-8")
    *_, last = read(path, tmp_path / "cache", memory_limit=120 << 20)
    assert isinstance(last, Failed)
    assert last.code in ("data.too-much-memory", "data.reader-died")
    assert "120 MB" in last.error().text()
    assert not list((tmp_path / "cache").glob("*"))


def test_that_a_child_that_takes_too_long_is_ended_with_a_sentence(big: Path, tmp_path: Path) -> None:
    *_, last = read(big, tmp_path, seconds_limit=0.5)
    assert isinstance(last, Failed)
    assert last.code == "data.reader-died"
    assert "longer than" in last.error().text()


def test_that_a_child_killed_from_outside_is_told_with_its_signal(big: Path, tmp_path: Path) -> None:
    reading = SourceReading(big, tmp_path)
    seen: list[ReadMessage] = []
    for message in reading.messages():
        seen.append(message)
        if isinstance(message, Preview):
            os.kill(reading.pid or 0, signal.SIGKILL)
    assert isinstance(seen[-1], Failed)
    assert "SIGKILL" in seen[-1].error().text()


def test_that_the_child_ends_when_its_parent_goes(big: Path, tmp_path: Path) -> None:
    child = subprocess.Popen(
        engine_command("read", str(big), "--cache", str(tmp_path), "--watched"),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=engine_environment(),
    )
    assert child.stdin
    child.stdin.close()
    assert child.wait(timeout=10) == 3


def test_that_damaged_rows_are_told_and_leave_gaps_in_the_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\na,1\nb\n,2\n" + "c,1\n" * 300, encoding="utf-8")
    messages = read(path, tmp_path / "cache")
    problems = [message.problem for message in messages if isinstance(message, Problem)]
    assert [(problem.code, problem.row, problem.line) for problem in problems] == [("data.ragged", 2, 3)]
    done = messages[-1]
    assert isinstance(done, Done)
    assert (done.rows, done.problems, done.columns[0].empty) == (302, 1, 1)
    cache = RowCache(tmp_path / "cache")
    assert [cache.number(place) for place in range(3)] == [1, 3, 4]
    assert (cache.place(2), cache.place(3), cache.place(303), cache.place(304)) == (None, 1, 301, None)
    assert cache.row(1) == ["", "2"]
    with pytest.raises(IndexError):
        cache.row(302)
    cache.close()


def test_that_a_refused_file_ends_in_its_user_error(tmp_path: Path) -> None:
    (only,) = read(tmp_path / "gone.csv", tmp_path / "cache")
    assert isinstance(only, Failed)
    assert only.code == "data.missing"


def test_that_long_cells_are_cut_in_the_preview_but_whole_in_the_cache(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "x" * 1_000_000, "label": "é"}) + "\n", encoding="utf-8")
    messages = read(path, tmp_path / "cache")
    preview = next(message for message in messages if isinstance(message, Preview))
    assert len(preview.rows[0][1][0]) == 4001
    cache = RowCache(tmp_path / "cache")
    assert cache.row(0) == ["x" * 1_000_000, "é"]
    cache.close()


def test_that_a_file_that_unpacks_to_far_too_much_is_stopped(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["x" * 4_000_000] * 100}), path)
    assert path.stat().st_size < 1 << 20
    last = read(path, tmp_path / "cache")[-1]
    assert isinstance(last, Failed)
    assert last.code == "data.expands"
    assert not list((tmp_path / "cache").glob("*"))


def test_that_cached_rows_are_checked_in_a_child(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\n" + "".join(f"text {i},{'ab'[i % 2]}\n" for i in range(50)) + ",a\ntorn\n", encoding="utf-8")
    read(path, tmp_path / "cache")
    (checked,) = CacheChecking(tmp_path / "cache", {"text": "text", "label": "label"}, ROLES).messages()
    assert isinstance(checked, Checked)
    assert {finding.code: finding.rows for finding in checked.report.findings} == {"data.empty-texts": (51,), "data.ragged": (52,)}
    assert checked.report.labels == (("a", 25), ("b", 25))


def test_that_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\na,1\n", encoding="utf-8")
    last = read(path, path / "cache")[-1]
    assert isinstance(last, Failed)
    assert last.code == "disk.not-writable"


def test_that_the_child_starts_without_anything_heavy() -> None:
    heavy = {"torch", "numpy", "arro3", "pandas", "psutil", "rich", "typer"}
    code = f"import sys, engine.__main__, engine.data.reading; print(sorted(sys.modules.keys() & {heavy}))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=engine_environment())
    assert found.stdout.strip() == "[]"
