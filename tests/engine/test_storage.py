"""What lies where, what of it may go, and moving the data folder: also when that is killed, or the disk is full."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import platformdirs
import pytest

from engine import moving, storage
from engine.errors import UserError
from engine.launch import engine_environment
from engine.moving import MARK, move_data, tidy
from engine.paths import default_home, home, location_file
from engine.runs import RunFolder
from engine.storage import LEFTOVER, places, table

ROOT = Path(__file__).parents[2]
DEAD = 999_999_999  # no system gives a process such a number


@pytest.fixture
def usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder at the system's place, which is in the test's own folder, with something in it."""
    monkeypatch.delenv("TUNEBENCH_HOME")
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path / "data" / "tunebench"))
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(tmp_path / "config" / "tunebench"))
    folder = home()
    run = folder / "runs" / "20260101-评论"
    (run / "model").mkdir(parents=True)
    (run / "job.toml").write_text(
        f'title = "x"\n\n[model]\nbase = {json.dumps(str(folder / "runs" / "earlier" / "model"))}\n', encoding="utf-8"
    )
    (run / "model" / "model.safetensors").write_bytes(os.urandom(300_000))
    (run / "events.jsonl").write_text("{}\n" * 500, encoding="utf-8")
    (run / "checkpoints").mkdir()
    (folder / "settings.toml").write_text(f'theme = "dark"\nruns = {json.dumps(str(folder / "more runs"))}\n', encoding="utf-8")
    (folder / "draft.json").write_text('{"source": "/data/reviews.csv"}', encoding="utf-8")
    (folder / "exports").mkdir()
    (folder / "exports" / "model.bin").write_bytes(os.urandom(50_000))
    (folder / "cache" / "corpora" / "abc").mkdir(parents=True)
    (folder / "cache" / "corpora" / "abc" / "ids").write_bytes(b"0" * 1000)
    return folder


def contents(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder but caches and the mark: bytes of files, None for folders."""
    found: dict[str, bytes | None] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if not name.startswith("cache") and name != MARK:
            found[name] = path.read_bytes() if path.is_file() else None
    return found


def is_whole(folder: Path, before: dict[str, bytes | None], renamed: bool = False) -> bool:
    """Does the folder hold what was there? renamed: in another place, so that paths in two files are others."""
    now = contents(folder)
    changed = {name for name in before if now.get(name) != before[name]}
    return now.keys() == before.keys() and changed <= ({"settings.toml", "runs/20260101-评论/job.toml"} if renamed else set())


# moving


def test_that_a_moved_data_folder_is_whole_and_is_found(usual: Path, tmp_path: Path) -> None:
    before, target = contents(usual), tmp_path / "other disk" / "新家"
    told: list[tuple[int, int]] = []
    old, new = move_data(target, lambda done, total: told.append((done, total)))
    assert (old, new, home()) == (usual, target, target)
    assert is_whole(target, before, renamed=True)
    assert not usual.exists()
    assert not (target / "cache").exists()
    assert not (target / MARK).exists()
    assert told[-1][0] == told[-1][1] == sum(len(data) for data in before.values() if data)
    settings = tomllib.loads((target / "settings.toml").read_text(encoding="utf-8"))
    assert settings == {"theme": "dark", "runs": str(target / "more runs")}
    job = tomllib.loads((target / "runs" / "20260101-评论" / "job.toml").read_text(encoding="utf-8"))
    assert job["model"]["base"] == str(target / "runs" / "earlier" / "model")
    assert tomllib.loads(location_file().read_text(encoding="utf-8")) == {"folder": str(target)}


def test_that_a_folder_that_was_moved_back_needs_no_pointer(usual: Path, tmp_path: Path) -> None:
    before = contents(usual)
    move_data(tmp_path / "away")
    move_data(usual)
    assert (home(), contents(usual)) == (default_home(), before)
    assert not location_file().exists()
    assert not (tmp_path / "away").exists()


def test_that_the_pointer_may_lie_in_the_usual_folder_itself(usual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(usual))  # as on Windows and macOS
    before = contents(usual)
    move_data(tmp_path / "away")
    assert is_whole(tmp_path / "away", before, renamed=True)
    assert [path.name for path in usual.iterdir()] == ["location.toml"]
    move_data(usual)
    assert contents(usual) == before


def test_that_links_are_carried_as_links(usual: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "data.csv").write_text("a", encoding="utf-8")
    (usual / "exports" / "link").symlink_to(tmp_path / "outside")
    _, new = move_data(tmp_path / "away")
    assert (new / "exports" / "link").readlink() == tmp_path / "outside"
    assert (tmp_path / "outside" / "data.csv").is_file()


def test_that_what_is_written_meanwhile_comes_along(usual: Path, tmp_path: Path) -> None:
    def write(done: int, total: int) -> None:
        if (usual / "logs").exists():
            return
        (usual / "settings.toml").write_text("theme = 'light'\n", encoding="utf-8")
        (usual / "logs").mkdir(exist_ok=True)
        (usual / "draft.json").unlink(missing_ok=True)

    _, new = move_data(tmp_path / "away", write)
    assert (new / "settings.toml").read_text(encoding="utf-8") == "theme = 'light'\n"
    assert (new / "logs").is_dir()
    assert not (new / "draft.json").exists()


KILLED = """
import os, platformdirs, sys
from pathlib import Path
platformdirs.user_data_dir = lambda *_, **__: sys.argv[1]
platformdirs.user_config_dir = lambda *_, **__: sys.argv[2]
from engine import moving
def die(*_):
    os.kill(os.getpid(), 9) if os.name != "nt" else os._exit(9)
when = sys.argv[4]
if when == "deleting":
    whole, count = moving.remove, []
    def remove(path):
        count.append(path)
        return die() if len(count) == 3 else whole(path)
    moving.remove = remove
elif when not in ("first", "late"):
    setattr(moving, when, die)
moving.move_data(Path(sys.argv[3]), lambda done, total: die() if when == "first" or (when == "late" and done >= total) else None)
"""


@pytest.mark.parametrize("when", ["first", "late", "_compare", "_rename_paths", "write_atomically", "deleting"])
def test_that_a_move_that_is_killed_loses_nothing(when: str, usual: Path, tmp_path: Path) -> None:
    before, target = contents(usual), tmp_path / "away"
    config = str(location_file().parent)
    done = subprocess.run([sys.executable, "-c", KILLED, str(usual), config, str(target), when], check=False, env=environment())
    assert done.returncode != 0
    counts = home()
    assert counts == (target if when == "deleting" else usual)
    assert is_whole(counts, before, renamed=counts == target)
    tidy()
    assert is_whole(counts, before, renamed=counts == target)
    assert not (usual if counts == target else target).exists() or not any((usual if counts == target else target).iterdir())
    assert not (counts / MARK).exists()
    again = tmp_path / "again"
    move_data(again)
    assert is_whole(again, before, renamed=True)


def environment() -> dict[str, str]:
    """Of a child without a data folder that is named for it."""
    return {name: value for name, value in engine_environment().items() if name != "TUNEBENCH_HOME"}


@pytest.mark.parametrize("there", [True, False])
def test_that_a_disk_that_fills_up_leaves_the_old_folder_as_it_was(
    there: bool, usual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, target, whole, count = contents(usual), tmp_path / "away", os.fsync, []
    if there:
        target.mkdir()

    def fsync(file: int) -> None:
        count.append(file)
        if len(count) == 6:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        whole(file)

    with monkeypatch.context() as patched, pytest.raises(UserError) as caught:
        patched.setattr(os, "fsync", fsync)
        move_data(target)
    assert caught.value.code == "storage.failed"
    assert "No space left on device" in str(caught.value)
    assert (home(), contents(usual), (usual / "cache").is_dir()) == (usual, before, True)
    assert target.exists() == there
    assert not there or not any(target.iterdir())
    assert not location_file().exists()


def test_that_a_copy_that_differs_is_no_move(usual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(usual)
    monkeypatch.setattr(shutil, "copystat", lambda _, target: target.write_bytes(bytes(target.stat().st_size)))
    with pytest.raises(UserError) as caught:
        move_data(tmp_path / "away")
    assert caught.value.code == "storage.failed"
    assert (home(), contents(usual)) == (usual, before)


def test_that_too_little_room_is_seen_before_anything_is_copied(usual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=moving.SPARE + 100_000))
    with pytest.raises(UserError) as caught:
        move_data(tmp_path / "away")
    assert caught.value.code == "storage.full"
    assert not (tmp_path / "away").exists()


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("data/tunebench", "storage.same"),
        ("data/tunebench/deeper/place", "storage.inside"),
        ("data", "storage.inside"),
        ("full", "storage.taken"),
        ("file", "storage.taken"),
        ("file/below", "storage.failed"),
    ],
)
def test_that_a_place_that_does_not_do_is_refused_with_a_remedy(where: str, code: str, usual: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    before = contents(tmp_path)
    with pytest.raises(UserError) as caught:
        move_data(tmp_path / where)
    assert caught.value.code == code
    assert caught.value.hint
    assert contents(tmp_path) == before


def test_that_nothing_is_moved_while_a_job_runs(usual: Path, tmp_path: Path) -> None:
    run = RunFolder(usual / "runs" / "20260101-评论")
    run.acquire()
    with pytest.raises(UserError) as caught:
        move_data(tmp_path / "away")
    assert caught.value.code == "storage.busy"
    run.release()
    move_data(tmp_path / "away")


def test_that_a_job_that_began_meanwhile_keeps_the_folder_where_it_is(usual: Path, tmp_path: Path) -> None:
    run = RunFolder(usual / "runs" / "20260101-评论")
    with pytest.raises(UserError) as caught:
        move_data(tmp_path / "away", lambda done, total: run.acquire())
    assert caught.value.code == "storage.busy"
    assert home() == usual
    assert not (tmp_path / "away").exists()
    run.release()


def test_that_a_folder_named_by_the_environment_is_not_moved(home: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        move_data(tmp_path / "away")
    assert caught.value.code == "storage.fixed"


def test_that_a_second_move_waits_for_the_first(usual: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def again(done: int, total: int) -> None:
        if not seen:
            code = "from pathlib import Path; from engine.errors import UserError\ntry: moving.move_data(Path(sys.argv[3]))\n"
            script = KILLED.rsplit("moving.move_data", 1)[0] + code + "except UserError as error: print(error.code)"
            arguments = [str(usual), str(location_file().parent), str(tmp_path / "second"), "never"]
            script = script.replace("setattr(moving, when, die)", "pass")
            command = [sys.executable, "-c", script, *arguments]
            seen.append(subprocess.run(command, check=True, env=environment(), capture_output=True, text=True).stdout.strip())

    _, new = move_data(tmp_path / "first", again)
    assert seen == ["storage.moving"]
    assert home() == new


@pytest.mark.parametrize("text", ["folder = ", "\x00\xff", "folder = 3", "folder = 'not/absolute'"])
def test_that_a_damaged_pointer_means_the_usual_place(text: str, usual: Path) -> None:
    location_file().parent.mkdir(parents=True, exist_ok=True)
    location_file().write_text(text, encoding="latin-1")
    assert home() == usual


# sizes and cleaning


def test_that_every_place_is_named_with_its_size(usual: Path) -> None:
    rows = {row["name"]: row for row in table()}
    assert rows["data"]["bytes"] == sum(path.stat().st_size for path in usual.rglob("*") if path.is_file())
    assert rows["caches"]["bytes"] == 1000
    assert rows["exports"]["bytes"] == 50_000
    assert rows["runs-chosen"]["path"] == str(usual / "more runs")
    assert [name for name, row in rows.items() if not row["complete"]] == []
    inside = {place.name for place in places() if place.path.is_relative_to(usual)}
    assert {place.name for place in places()} - inside <= {"location", "temporary", "hub", "qt"}


def test_that_measuring_ends_when_its_time_is_up(usual: Path) -> None:
    place = next(place for place in places() if place.name == "data")
    assert not storage.measure(place, time.monotonic() - 1).complete


def test_that_cleaning_takes_caches_and_leftovers_that_nobody_uses(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tunebench: Callable[..., Any]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    living, yesterday = os.getpid(), time.time() - 2 * 86_400
    kept = [
        home / "cache" / "rows" / f"{living}-1",
        home / "cache" / "corpora" / f".tmp-{living}-x",
        tmp_path / "tmp" / "tunebench-look-abcdefgh",
    ]
    kept += [tmp_path / "tmp" / name for name in ("tunebench-mine", "other-abcdefgh")]
    gone = [home / "cache" / "rows" / f"{DEAD}-1", home / "cache" / "corpora" / "abc", tmp_path / "tmp" / "tunebench-plan-abcdefgh"]
    for folder in (*kept, *gone):
        folder.mkdir(parents=True, mode=0o700)
        (folder / "file").write_bytes(b"0" * 100)
        for path in (folder / "file", folder) if "look" not in folder.name else ():
            os.utime(path, (yesterday, yesterday))
    (home / "runs" / "mine").mkdir(parents=True)
    monkeypatch.setattr(storage, "_oldest_process", time.time)
    said = tunebench("storage", "--clean", "caches", "--json")
    assert said.status == 0
    assert said.json["freed"] == 200  # the leftover went before, as it does at each look
    assert [path.name for path in kept if not path.exists()] == []
    assert [path.name for path in gone if path.exists()] == []
    assert (home / "runs" / "mine").is_dir()


def test_that_the_folder_of_a_window_that_has_been_open_for_days_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = tmp_path / "tunebench-plan-abcdefgh"
    folder.mkdir(mode=0o700)
    old = time.time() - 3 * 86_400
    os.utime(folder, (old, old))
    monkeypatch.setattr(storage, "_oldest_process", lambda: old - 60)
    assert storage.leftovers() == []
    monkeypatch.setattr(storage, "_oldest_process", lambda: old + 60)
    assert storage.leftovers() == [folder]


def test_that_every_temporary_folder_of_ours_is_known_as_such() -> None:
    sources = [*(ROOT / "engine").rglob("*.py"), *(ROOT / "workbench").rglob("*.py")]
    prefixes = {prefix for file in sources for prefix in re.findall(r'prefix="(tunebench[^"]*)"', file.read_text(encoding="utf-8"))}
    assert prefixes
    assert [prefix for prefix in prefixes if not LEFTOVER.fullmatch(prefix + "abcd_123")] == []


# the command line


def test_that_the_command_line_shows_places_and_moves(usual: Path, tmp_path: Path, tunebench: Callable[..., Any]) -> None:
    said = tunebench("storage")
    assert said.status == 0
    assert "Data folder" in said.all
    assert "tunebench" in said.all
    moved = tunebench("storage", "move", tmp_path / "away")
    assert moved.status == 0
    assert "The data folder is now" in moved.all
    lines = [json.loads(line) for line in tunebench("storage", "move", tmp_path / "further", "--json").out.splitlines()]
    assert lines[-1] == {"moved": {"from": str(tmp_path / "away"), "to": str(tmp_path / "further"), "rest": False}}
    refused = tunebench("storage", "--clean", "runs")
    assert refused.status == 2
    assert "Only caches can" in refused.all
