"""The save protocol: the order in which things reach the disk, damage of every kind, full disks, leftovers."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from engine.errors import UserError
from engine.launch import engine_environment
from engine.training import checkpoint

FILES = ("trained.safetensors", "optimizer.safetensors", "state.json", "MANIFEST.json")
SAVES = Path(__file__).with_name("saving_forever.py")


def model_and_optimizer(seed: int = 0) -> tuple[Any, Any]:
    """A small trained thing with moments in its optimizer."""
    import torch

    torch.manual_seed(seed)
    model = torch.nn.Sequential(torch.nn.Linear(6, 5), torch.nn.Linear(5, 2))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.1)
    model(torch.ones(3, 6)).sum().backward()
    optimizer.step()
    return model, optimizer


def save(folder: Path, step: int, best: str = "", seed: int = 0) -> checkpoint.Saved:
    model, optimizer = model_and_optimizer(seed)
    state = {"step": step, "outcome": {"best_path": best}}
    return checkpoint.save(folder, step, dict(model.named_parameters()), optimizer, state)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "checkpoints"


def test_that_what_was_saved_comes_back_bit_for_bit(folder: Path) -> None:
    model, optimizer = model_and_optimizer(seed=1)
    saved = checkpoint.save(folder, 7, dict(model.named_parameters()), optimizer, {"step": 7, "note": "ä"})
    other, other_optimizer = model_and_optimizer(seed=2)
    state = checkpoint.load(saved.path, other, other_optimizer)
    assert (state["step"], state["note"]) == (7, "ä")
    for one, two in zip(model.parameters(), other.parameters(), strict=True):
        assert one.equal(two)
        left, right = optimizer.state[one], other_optimizer.state[two]
        assert left.keys() == right.keys()
        assert all(left[key].equal(right[key]) for key in left)
    assert saved.bytes == sum(file.stat().st_size for file in saved.path.iterdir())
    assert {file.name for file in saved.path.iterdir()} == set(FILES)


def test_that_a_checkpoint_of_another_model_is_refused(folder: Path) -> None:
    import torch

    other = torch.nn.Linear(6, 6)
    with pytest.raises(UserError) as caught:
        checkpoint.load(save(folder, 1).path, other, torch.optim.AdamW(other.parameters()))
    assert caught.value.code == "resume.mismatch"
    assert "step-000001" in str(caught.value)


def deleted(file: Path) -> None:
    file.unlink()


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def flipped(share: float) -> Callable[[Path], None]:
    def flip(file: Path) -> None:
        data = bytearray(file.read_bytes())
        data[int(share * (len(data) - 1))] ^= 4
        file.write_bytes(bytes(data))

    flip.__name__ = f"flipped_at_{share}"
    return flip


HARM = [deleted, emptied, truncated, flipped(0.0), flipped(0.3), flipped(0.6), flipped(0.9), flipped(1.0)]


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("name", FILES)
def test_that_any_damage_to_the_newest_falls_back_to_the_one_before_and_names_the_file(
    name: str, harm: Callable[[Path], None], folder: Path
) -> None:
    save(folder, 10)
    newest = save(folder, 20).path
    harm(newest / name)
    path, passed = checkpoint.newest(folder)
    assert path == folder / "step-000010"
    assert [entry[0] for entry in passed] == ["step-000020"]
    assert passed[0][1] in (f"{name} is damaged", f"{name} is missing")


def test_that_no_single_flipped_byte_of_a_manifest_or_state_goes_unnoticed(folder: Path) -> None:
    path = save(folder, 1).path
    for name in ("MANIFEST.json", "state.json"):
        whole = (path / name).read_bytes()
        for place in range(0, len(whole), 7):
            (path / name).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            if name == "MANIFEST.json" and json_or_none(path / name) == json.loads(whole):
                continue  # a space became another space
            assert checkpoint.verify(path), f"{name}, byte {place}"
        (path / name).write_bytes(whole)
    assert checkpoint.verify(path) == ""


def json_or_none(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except ValueError:
        return None


def test_that_a_folder_without_any_whole_checkpoint_gives_none(folder: Path) -> None:
    assert checkpoint.newest(folder) == (None, [])
    (save(folder, 1).path / "state.json").unlink()
    assert checkpoint.newest(folder) == (None, [("step-000001", "state.json is missing")])


def test_that_steps_are_compared_as_numbers_and_strange_names_passed_over(folder: Path) -> None:
    save(folder, 999_999)
    last = save(folder, 1_000_000).path
    (folder / "step-notes").mkdir()
    (folder / "readme.txt").write_text("mine", encoding="utf-8")
    assert checkpoint.newest(folder) == (last, [])
    checkpoint.prune(folder, 1_000_000, keep=1, best=None)
    assert {path.name for path in folder.iterdir()} == {"step-1000000", "step-notes", "readme.txt"}


@pytest.fixture
def disk_calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is flushed and renamed, in order: ("fsync", path) and ("rename", new path), names relative to the run's folder."""
    seen: list[tuple[str, str]] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(handle: int) -> None:
        seen.append(("fsync", str(Path(f"/proc/self/fd/{handle}").readlink())))
        fsync(handle)

    def noted_replace(path: Path, target: Any) -> Any:
        seen.append(("rename", str(target)))
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    return seen


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names of open files come from /proc")
def test_that_files_then_manifest_then_folder_are_flushed_before_the_rename_and_the_parent_after(
    folder: Path, disk_calls: list[tuple[str, str]]
) -> None:
    target = save(folder, 3).path
    beside = f"{target}.tmp"
    files, tail = disk_calls[:3], disk_calls[3:]
    assert {name for _, name in files} == {f"{beside}/{name}" for name in FILES if name != "MANIFEST.json"}
    assert all(call == "fsync" for call, _ in files)
    assert tail == [("fsync", f"{beside}/MANIFEST.json"), ("fsync", beside), ("rename", str(target)), ("fsync", str(folder))]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file can grow beyond so many bytes: a real refusal by the system, also to code that isn't Python's."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
@pytest.mark.parametrize("size", [0, 100, 300, 500])
def test_that_a_file_that_cannot_be_written_leaves_the_earlier_checkpoints_and_no_leftovers(size: int, folder: Path) -> None:
    save(folder, 1)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with room_for(size), pytest.raises(UserError) as caught:
        save(folder, 2)
    assert caught.value.code == "disk.checkpoint"
    assert "File too large" in str(caught.value)
    assert "step 2" in str(caught.value)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("fails_at", range(1, 11))
def test_that_a_disk_that_is_full_at_any_call_leaves_the_earlier_checkpoints_and_no_leftovers(
    fails_at: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(folder, 1)
    calls = 0

    def counted(whole: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == fails_at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return whole(*arguments, **more)

        return call

    with monkeypatch.context() as patched:
        for place, name in ((os, "fsync"), (Path, "mkdir"), (Path, "write_text")):
            patched.setattr(place, name, counted(getattr(place, name)))
        with pytest.raises(UserError) as caught:
            save(folder, 2)
    assert "No space left on device" in str(caught.value)
    assert "Free some space" in str(caught.value)
    assert checkpoint.newest(folder)[0] is not None
    assert not [path.name for path in folder.iterdir() if path.name.endswith(".tmp")]


def test_that_every_call_of_a_save_was_made_to_fail_above(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(folder, 1)
    calls: list[str] = []
    for place, name in ((os, "fsync"), (Path, "mkdir"), (Path, "write_text")):
        whole = getattr(place, name)
        monkeypatch.setattr(place, name, lambda *a, _whole=whole, _name=name, **k: (calls.append(_name), _whole(*a, **k))[1])
    save(folder, 2)
    assert len(calls) == 10


def test_that_leftovers_of_a_killed_save_are_swept_and_a_whole_one_is_taken(folder: Path) -> None:
    save(folder, 1)
    whole = save(folder, 2).path
    torn = folder / "step-000003.tmp"
    shutil.copytree(whole, torn)
    (torn / "MANIFEST.json").unlink()
    whole.rename(folder / "step-000002.tmp")  # killed after the manifest and before the rename
    (folder / ".del-step-000001").mkdir()
    path, passed = checkpoint.newest(folder)
    assert (path, passed) == (whole, [])
    assert {entry.name for entry in folder.iterdir()} == {"step-000001", "step-000002"}


def test_that_saving_a_step_again_replaces_it(folder: Path) -> None:
    save(folder, 5, seed=1)
    again = save(folder, 5, seed=2)
    assert checkpoint.verify(again.path) == ""
    assert [path.name for path in folder.iterdir()] == ["step-000005"]


def test_that_pruning_keeps_the_newest_the_best_and_what_the_kept_ones_call_the_best(folder: Path) -> None:
    for step, best in ((10, "step-000010"), (20, "step-000020"), (30, "step-000020"), (40, "step-000040")):
        save(folder, step, best)
    checkpoint.prune(folder, 40, keep=2, best="step-000040")
    assert sorted(path.name for path in folder.iterdir()) == ["step-000020", "step-000030", "step-000040"]


def test_that_damaged_checkpoints_beyond_the_current_step_are_not_kept_in_place_of_good_ones(folder: Path) -> None:
    save(folder, 10)
    (save(folder, 30).path / "state.json").unlink()
    save(folder, 20)
    checkpoint.prune(folder, 20, keep=1, best=None)
    assert [path.name for path in folder.iterdir()] == ["step-000020"]


def test_that_a_run_folder_deleted_meanwhile_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        save(tmp_path / "gone" / "checkpoints", 1)
    assert caught.value.code == "disk.checkpoint"
    assert not (tmp_path / "gone").exists()


def kill_saves(folder: Path, kills: int) -> dict[str, int]:
    """Kill a process that saves without pause so often; see saving_forever.py for what is counted."""
    command = [sys.executable, str(SAVES), str(folder), str(kills)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=280, env=engine_environment())
    assert done.returncode == 0, done.stderr
    counted: dict[str, int] = json.loads(done.stdout)
    return counted


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed processes are forks")
def test_that_kills_while_saving_lose_nothing_that_was_acknowledged(folder: Path) -> None:
    counted = kill_saves(folder, 8)
    assert (counted["resumed"], counted["passed_over"], counted["lost"]) == (8, 0, 0)
    assert counted["saves"] >= 8


@pytest.mark.all
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed processes are forks")
def test_that_two_hundred_kills_while_saving_lose_nothing_that_was_acknowledged(folder: Path) -> None:
    counted = kill_saves(folder, 200)
    assert (counted["resumed"], counted["passed_over"], counted["lost"]) == (200, 0, 0)
    assert counted["saves"] >= 200
