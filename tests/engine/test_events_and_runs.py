"""Events on disk and back, and run folders: found, summed up, owned by one process at a time."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import events
from engine.errors import UserError
from engine.messages import Message, say
from engine.runs import RunFolder, _started, find_run, list_runs, write_atomically
from engine.specs.job import Job

TEXT = st.text(max_size=30)
NUMBERS = st.floats(allow_nan=True, allow_infinity=True)
MESSAGES = st.builds(Message, template=TEXT, values=st.dictionaries(TEXT, st.one_of(TEXT, st.integers(), st.floats(allow_nan=False))))
SPECIAL = {
    "time": st.floats(0, 4e9),
    "seconds_left": st.none() | NUMBERS,
    "values": st.dictionaries(TEXT, NUMBERS, max_size=4),
}
KINDS: list[type[events.Event]] = list(get_args(get_args(events.AnyEvent)[0]))


def any_event(kind: type[events.Event]) -> st.SearchStrategy[events.Event]:
    """Events of a kind with every field filled at random."""
    fields = {}
    for name, info in kind.model_fields.items():
        if name in SPECIAL:
            fields[name] = SPECIAL[name]
        elif info.annotation is Message:
            fields[name] = MESSAGES
        elif info.annotation is float:
            fields[name] = NUMBERS if name != "epoch" else st.floats(0, 1e6)
        elif name != "kind":
            fields[name] = st.from_type(info.annotation)  # type: ignore[arg-type]
    return st.builds(kind, **fields)


def same(one: Any, other: Any) -> bool:
    """Equal, with NaN equal to NaN."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, float) and isinstance(other, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    return bool(one == other)


@settings(max_examples=300, deadline=None)
@given(st.one_of([any_event(kind) for kind in KINDS]))
def test_that_every_event_comes_back_from_its_line(event: events.Event) -> None:
    line = events.to_line(event)
    assert line.count("\n") == 1
    json.loads(line, parse_constant=lambda constant: pytest.fail(f"{constant} is no JSON"))
    back = events.from_line(line)
    assert type(back) is type(event)
    assert same(back.model_dump(), event.model_dump())


@pytest.mark.parametrize(("value", "written"), [(math.nan, "nan"), (math.inf, "inf"), (-math.inf, "-inf")])
def test_that_what_is_no_number_is_written_as_text(value: float, written: str) -> None:
    line = events.to_line(events.Metrics(step=1, epoch=0.1, split="train", values={"loss": value}))
    assert json.loads(line)["values"]["loss"] == written
    back = events.from_line(line)
    assert isinstance(back, events.Metrics)
    assert same(back.values["loss"], value)


@pytest.mark.parametrize(
    "line",
    [
        '{"kind": "telepathy", "time": 1.0}',
        "not json",
        '{"kind": "progress"}',
        '{"kind": "started", "extra": 1}',
        "[]",
        "\ufffd",
        "null",
        "NaN",
    ],
)
def test_that_a_line_of_an_unknown_kind_is_shown_as_its_text(line: str) -> None:
    event = events.from_line(line + "\n")
    assert isinstance(event, events.Unknown)
    assert event.text == line


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_that_no_bytes_make_the_reader_fail(data: bytes) -> None:
    for line in data.split(b"\n"):
        events.from_line(line.decode("utf-8", errors="replace"))


def progress(done: int) -> events.Progress:
    return events.Progress(time=float(done), done=done, total=9, unit="steps")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.integers(1, 90), max_size=12))
def test_that_a_file_that_grows_in_any_pieces_is_read_once_and_whole(pieces: list[int], tmp_path: Path) -> None:
    whole = "".join(events.to_line(events.Notice(title=say("ä {n}", n=n))) for n in range(6)).encode()
    file = tmp_path / "events.jsonl"
    file.write_bytes(b"")
    reader, seen, place = events.EventReader(file), [], 0
    for size in [*pieces, len(whole)]:
        with file.open("ab") as stream:
            stream.write(whole[place : place + size])
        place += size
        seen += list(reader.read())
    assert [event.title.values["n"] for event in seen if isinstance(event, events.Notice)] == list(range(6))
    assert len(seen) == 6
    file.unlink()


def test_that_a_torn_last_line_waits_for_its_rest_and_garbage_costs_one_line(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    lines = [events.to_line(progress(done)) for done in range(3)]
    file.write_bytes(lines[0].encode() + b"\xff\x00garbage\n\n" + lines[1].encode() + lines[2].encode()[:-9])
    reader = events.EventReader(file)
    kinds = [type(event).__name__ for event in reader.read()]
    assert kinds == ["Progress", "Unknown", "Progress"]
    with file.open("ab") as stream:
        stream.write(lines[2].encode()[-9:])
    assert list(reader.read()) == [progress(2)]
    assert list(reader.read()) == []


def test_that_a_line_torn_by_a_kill_stays_alone_on_its_line(tmp_path: Path) -> None:
    from engine.training.channel import Channel

    file = tmp_path / "events.jsonl"
    file.write_text(events.to_line(progress(1)) + '{"kind": "prog', encoding="utf-8")
    channel = Channel(file)
    channel.emit(progress(2))
    channel.close()
    assert [type(event).__name__ for event in events.EventReader(file).read()] == ["Progress", "Unknown", "Progress"]


def test_that_a_reader_may_begin_in_the_middle_and_a_missing_file_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    assert list(events.EventReader(file).read()) == []
    first = events.to_line(progress(1))
    file.write_text(first + events.to_line(progress(2)), encoding="utf-8")
    assert list(events.EventReader(file, offset=len(first.encode())).read()) == [progress(2)]


@pytest.fixture
def run(tmp_path: Path, make_job: Callable[..., Job]) -> RunFolder:
    return RunFolder.create(tmp_path / "runs", make_job())


def tell(run: RunFolder, *told: events.Event) -> None:
    with run.events_file.open("a", encoding="utf-8") as file:
        file.writelines(events.to_line(event) for event in told)


STARTED = events.Started(time=100.0, title="x", pid=1)
TRAIN = events.Metrics(time=101.0, step=5, epoch=0.5, split="train", values={"loss": math.nan})
LOOK = events.Metrics(time=102.0, step=6, epoch=0.6, split="validation", values={"loss": 0.4, "accuracy": 0.8})
ERROR = events.Error(time=103.0, code="x", title=say("It broke."))


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([], "new"),
        ([STARTED, TRAIN], "interrupted"),
        ([STARTED, TRAIN, ERROR], "failed"),
        ([STARTED, ERROR, STARTED, TRAIN], "interrupted"),
        ([STARTED, events.Finished(status="completed", step=9, seconds=1)], "completed"),
        ([STARTED, events.Finished(status="stopped", step=9, seconds=1)], "stopped"),
        ([STARTED, events.Finished(status="failed", step=9, seconds=1)], "failed"),
    ],
)
def test_that_the_state_of_a_run_is_read_from_its_events(told: list[events.Event], state: str, run: RunFolder) -> None:
    tell(run, *told)
    assert run.summary().state == state


def test_that_a_summary_holds_the_newest_numbers_and_the_first_start(run: RunFolder) -> None:
    restarted = events.Started(time=300.0, title="x", pid=2, resumed_from=5)
    tell(run, STARTED, progress(5), TRAIN, LOOK, ERROR, restarted, events.Progress(time=301.0, done=7, total=9, unit="steps"))
    summary = run.summary()
    assert (summary.step, summary.total_steps, summary.started, summary.ended) == (7, 9, 100.0, 301.0)
    assert math.isnan(summary.metrics.pop("loss"))
    assert summary.metrics == {"validation_loss": 0.4, "validation_accuracy": 0.8}
    assert summary.error is None


def test_that_a_run_is_running_while_its_owner_lives(run: RunFolder) -> None:
    tell(run, STARTED)
    run.acquire()
    assert run.owner() == os.getpid()
    assert run.summary().state == "running"
    run.release()
    assert run.owner() is None
    assert run.summary().state == "interrupted"


def lock(run: RunFolder, **values: Any) -> None:
    run.lock_file.write_text(json.dumps(values), encoding="utf-8")


def test_that_a_living_owner_keeps_others_out(run: RunFolder) -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    lock(run, pid=other.pid, started=_started(psutil.Process(other.pid)))
    with pytest.raises(UserError) as caught:
        run.acquire()
    assert caught.value.code == "run.busy"
    assert str(other.pid) in str(caught.value)
    assert f"tunebench stop {run.id}" in str(caught.value.hint)
    other.communicate()
    run.acquire()
    assert run.owner() == os.getpid()


def test_that_a_pid_used_again_by_somebody_else_is_no_owner(run: RunFolder) -> None:
    parent = psutil.Process().parent()
    assert parent is not None
    lock(run, pid=parent.pid, started=parent.create_time() - 500)
    assert run.owner() is None
    run.acquire()
    assert run.owner() == os.getpid()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"pid": "x"}', '{"pid": 1}', '{"pid": -5, "started": 0}', '{"pid": 1e400, "started": 0}']
)
def test_that_a_damaged_lock_belongs_to_nobody(text: str, run: RunFolder) -> None:
    run.lock_file.write_text(text, encoding="utf-8")
    assert run.owner() is None
    run.acquire()


def test_that_runs_are_listed_newest_first_and_other_folders_passed_over(tmp_path: Path, make_job: Callable[..., Job]) -> None:
    root = tmp_path / "runs"
    assert list_runs(root) == []
    for name in ("20260101-100000-a", "20260301-100000-b", "20260201-100000-c"):
        RunFolder.create(root, make_job(), root / name)
    (root / "notes").mkdir()
    (root / "file.txt").touch()
    assert [run.id[-1] for run in list_runs(root)] == ["b", "c", "a"]


def test_that_a_run_is_found_by_path_name_or_beginning(tmp_path: Path, make_job: Callable[..., Job]) -> None:
    root = tmp_path / "runs"
    for name in ("20260101-first", "20260202-second", "20260202-second-2"):
        RunFolder.create(root, make_job(), root / name)
    for text in ("20260101", "20260101-first", str(root / "20260101-first")):
        assert find_run(text, root).id == "20260101-first"
    assert find_run("20260202-second", root).id == "20260202-second"
    with pytest.raises(UserError) as caught:
        find_run("20260202", root)
    assert (caught.value.code, caught.value.title.values["count"]) == ("run.ambiguous", 2)
    assert "20260202-second-2" in str(caught.value)
    with pytest.raises(UserError) as caught:
        find_run("nothing", root)
    assert caught.value.code == "run.missing"
    assert "tunebench runs" in str(caught.value.hint)


def test_that_two_runs_of_one_second_get_names_of_their_own(tmp_path: Path, make_job: Callable[..., Job]) -> None:
    job = make_job()
    job.title = "Reviews: good/bad? 好"
    names = [RunFolder.create(tmp_path, job).id for _ in range(3)]
    assert len(set(names)) == 3
    assert all("reviews-good-bad-好" in name for name in names)


def test_that_a_folder_with_something_in_it_is_not_taken_for_a_new_run(tmp_path: Path, make_job: Callable[..., Job]) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(UserError) as caught:
        RunFolder.create(tmp_path, make_job(), tmp_path)
    assert caught.value.code == "run.taken"
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["mine.txt"]


def test_that_control_files_are_dropped_seen_and_taken_back(run: RunFolder) -> None:
    assert not run.asked("stop")
    run.ask("stop")
    run.ask("stop")
    assert run.asked("stop")
    run.withdraw("stop")
    run.withdraw("stop")
    assert not run.asked("stop")


@pytest.mark.parametrize("text", ["", "{", "\udcff"])
def test_that_a_torn_result_is_none_yet(text: str, run: RunFolder) -> None:
    assert run.result() is None
    run.result_file.write_bytes(text.encode("utf-8", errors="surrogateescape"))
    assert run.result() is None


def test_that_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "result.json"
    write_atomically(file, "old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        write_atomically(file, "new")
    assert file.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["result.json"]
