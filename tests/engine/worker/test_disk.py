"""Disks that are full, read-only or gone under a run."""

from __future__ import annotations

import errno
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.errors import UserError
from engine.runs import RunFolder
from engine.specs.job import Job
from engine.training import checkpoint

Work = Callable[..., tuple[int, Any]]
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def make_read_only(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """What a read-only disk refuses below the folder, for root as well, who may do everything elsewhere."""

    def guarded(whole: Callable[..., Any], writes: Callable[..., bool]) -> Callable[..., Any]:
        def call(path: Any, *arguments: Any, **more: Any) -> Any:
            inside = not isinstance(path, int) and Path(path).is_relative_to(folder)
            if inside and writes(*arguments, **more):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
            return whole(path, *arguments, **more)

        return call

    for name in ("mkdir", "unlink", "rmdir", "rename", "replace"):
        monkeypatch.setattr(os, name, guarded(getattr(os, name), lambda *_, **__: True))
    monkeypatch.setattr(os, "open", guarded(os.open, lambda flags, *_, **__: bool(flags & (os.O_WRONLY | os.O_RDWR))))
    monkeypatch.setattr(io, "open", guarded(io.open, lambda mode="r", *_, **__: mode not in ("r", "rb")))


def test_that_a_read_only_run_folder_is_a_mistake_with_a_remedy(make_job: Callable[..., Job], tmp_path: Path, work: Work) -> None:
    run = RunFolder.create(tmp_path, make_job(), tmp_path / "run")
    with pytest.MonkeyPatch.context() as patched, pytest.raises(UserError) as caught:
        make_read_only(patched, run.path)
        work(run)
    assert caught.value.code == "run.unwritable"
    assert "Read-only file system" in str(caught.value)
    assert sorted(path.name for path in run.path.iterdir()) == ["checkpoints", "control", "job.toml"]


@pytest.mark.parametrize("named", [True, False])
def test_that_runs_cannot_be_made_in_a_read_only_place(
    named: bool, make_job: Callable[..., Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_read_only(monkeypatch, tmp_path)
    with pytest.raises(UserError) as caught:
        RunFolder.create(tmp_path / "runs", make_job(), tmp_path / "mine" if named else None)
    assert caught.value.code == "run.unwritable"
    assert "--run" in str(caught.value.hint)


def test_that_a_full_disk_while_saving_ends_the_run_and_it_goes_on_when_there_is_space_again(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = {"epochs": 3, "evaluate_every": 2, "checkpoint_every": 2}
    whole_write = checkpoint._write_all

    def full_at_four(folder: Path, *rest: Any) -> None:
        whole_write(folder, *rest)
        if folder.name == "step-000004.tmp":
            raise FULL

    with monkeypatch.context() as patched:
        patched.setattr(checkpoint, "_write_all", full_at_four)
        status, watched = work(training=training)
    assert status == 2
    error = watched.of("error")[0]
    assert error.code == "disk.checkpoint"
    assert "No space left on device" in str(error.detail)
    assert [path.name for path in watched.run.checkpoints.iterdir()] == ["step-000002"]
    status, resumed = work(watched.run)
    assert status == 0
    assert resumed.of("started")[0].resumed_from == 2
    _, plain = work(training=training)
    assert watched.losses()[:2] + resumed.losses() == plain.losses()


def test_that_a_result_that_cannot_be_written_leaves_no_half_of_it(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    from safetensors import SafetensorError

    from engine.methods.full import Full

    def full(method: Full, model: Any, folder: Path, task: Any) -> None:
        (folder / "config.json").write_text("{}", encoding="utf-8")
        raise SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)")

    with monkeypatch.context() as patched:
        patched.setattr(Full, "save", full)
        status, watched = work()
    assert status == 2
    assert watched.of("error")[0].code == "disk.result"
    assert "No space left on device" in str(watched.of("error")[0].detail)
    assert not watched.run.model.exists()
    assert not [path for path in watched.run.path.iterdir() if path.name.endswith(".tmp")]
    assert work(watched.run)[0] == 0


@pytest.mark.parametrize("file", ["environment.json", "result.json"])
def test_that_a_full_disk_at_any_other_file_is_no_traceback_either(
    file: str, work: Work, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = os.replace

    def replace(source: Any, target: Any) -> None:
        if Path(target).name == file:
            raise FULL
        whole(source, target)

    monkeypatch.setattr(os, "replace", replace)
    status, watched = work()
    assert status == 2
    assert watched.of("error")[0].code == "run.unwritable"
    assert "Traceback" not in capsys.readouterr().err


def test_that_events_lost_on_a_full_disk_do_not_end_the_training(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.training.channel import Channel

    made: list[Channel] = []

    class Refusing:
        """A file whose disk is full from the first byte on, also when it is closed."""

        def write(self, text: str) -> None:
            raise FULL

        flush = close = lambda self: (_ for _ in ()).throw(FULL)

    opened = Channel.__init__

    def open_full(channel: Channel, *arguments: Any) -> None:
        opened(channel, *arguments)
        assert channel._file is not None
        channel._file.close()
        channel._file = Refusing()  # type: ignore[assignment]
        made.append(channel)

    monkeypatch.setattr(Channel, "__init__", open_full)
    status, watched = work()
    assert status == 0
    assert watched.of("finished")
    assert made[0].lost == len(watched.told)


def test_that_a_run_folder_deleted_while_it_is_worked_on_ends_the_run_in_one_sentence(
    work: Work, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from engine.training.loop import Loop

    step = Loop._train_step

    def deleting(loop: Loop) -> None:
        step(loop)
        if loop.step == 3:
            shutil.rmtree(loop.s.run.path)

    monkeypatch.setattr(Loop, "_train_step", deleting)
    status, watched = work()
    assert status == 2
    assert watched.of("error")[0].code in ("disk.checkpoint", "run.unwritable")
    assert not watched.run.path.exists()
    assert "Traceback" not in capsys.readouterr().err
