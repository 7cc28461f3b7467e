"""Runs that were killed, stopped or damaged go on to the same end as one that was left alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.events import Event, EventReader
from engine.launch import engine_command, engine_environment
from engine.runs import RunFolder
from engine.specs.job import Job

Work = Callable[..., tuple[int, Any]]
Hash = Callable[[Any], str]
LONG = {"epochs": 60, "evaluate_every": 30, "checkpoint_every": 20, "learning_rate": 5e-3, "early_stopping": 0}
KILLS = Path(__file__).with_name("killing_runs.py")


def losses(told: list[Event]) -> list[float]:
    """The training loss of each step; a step that was done twice must have given the same number."""
    found: dict[int, float] = {}
    for event in told:
        if event.kind == "metrics" and event.split == "train":  # type: ignore[attr-defined]
            assert found.setdefault(event.step, event.values["loss"]) == event.values["loss"]  # type: ignore[attr-defined]
    assert list(found) == list(range(1, len(found) + 1))
    return list(found.values())


def measured(result: dict[str, Any] | None) -> dict[str, Any]:
    """What a result says apart from how long it took."""
    assert result is not None
    return {name: value for name, value in result.items() if "second" not in name}


def kill_after(run: RunFolder, step: int) -> None:
    """Do the run in a process of its own and kill it as soon as the checkpoint of this step is told."""
    process = subprocess.Popen(engine_command("run", str(run.path)), env=engine_environment())
    reader, seen = EventReader(run.events_file), []
    while not any(event.kind == "checkpoint" and event.step >= step for event in seen):  # type: ignore[attr-defined]
        seen += reader.read()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.005)
    process.kill()
    process.wait()


@pytest.mark.parametrize("method", ["full", "lora"])
def test_that_a_killed_run_resumes_on_the_same_curve_to_the_same_weights(
    method: str, make_job: Callable[..., Job], work: Work, tmp_path: Path, sha256: Hash
) -> None:
    settings = {"method": {"type": method}, "training": LONG}
    run = RunFolder.create(tmp_path / "killed", make_job(**settings))
    kill_after(run, 40)
    assert run.summary().state == "interrupted"
    status, resumed = work(run)
    assert status == 0
    assert resumed.of("started")[0].resumed_from >= 40
    status, whole = work(**settings)
    assert status == 0
    assert losses(list(run.events())) == losses(whole.told)
    names = {file.name for file in whole.run.model.iterdir()}
    assert names == {file.name for file in run.model.iterdir()}
    for name in names:
        assert sha256(run.model / name) == sha256(whole.run.model / name), name
    assert measured(run.result()) == measured(whole.run.result())


@pytest.mark.parametrize("stop_at", [3, 6, 7])
def test_that_a_stopped_run_resumes_on_the_same_curve(stop_at: int, work: Work, monkeypatch: pytest.MonkeyPatch, sha256: Hash) -> None:
    from engine.training.loop import Loop

    training = {"epochs": 3, "evaluate_every": 100, "micro_batch_size": 3}
    step = Loop._train_step
    with monkeypatch.context() as patched:

        def stopping(loop: Loop) -> None:
            step(loop)
            if loop.step == stop_at:
                loop.s.run.ask("stop")

        patched.setattr(Loop, "_train_step", stopping)
        status, stopped = work(training=training)
        assert (status, stopped.of("finished")[0].status) == (0, "stopped")
    status, resumed = work(stopped.run)
    assert (status, resumed.of("finished")[0].status) == (0, "completed")
    assert resumed.of("started")[0].resumed_from == stop_at
    _, whole = work(training=training)
    assert losses(stopped.told + resumed.told) == losses(whole.told)
    last = f"checkpoints/step-{len(whole.losses()):06d}/trained.safetensors"
    assert sha256(stopped.run.path / last) == sha256(whole.run.path / last)


def interrupted(work: Work, monkeypatch: pytest.MonkeyPatch, at: int, **settings: Any) -> RunFolder:
    """A run that ended without a word at this step."""
    from engine.training.loop import Loop

    step = Loop._train_step

    def dying(loop: Loop) -> None:
        if loop.step == at:
            raise KeyboardInterrupt
        step(loop)

    with monkeypatch.context() as patched:
        patched.setattr(Loop, "_train_step", dying)
        status, watched = work(**settings)
    assert status == 130
    run: RunFolder = watched.run
    assert run.summary().state == "interrupted"
    return run


SHORT = {"epochs": 3, "evaluate_every": 4, "checkpoint_every": 2}


def test_that_data_changed_between_start_and_resume_is_refused_by_name(
    work: Work, tiny_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = shutil.copy(tiny_data, tmp_path / "mine.csv")
    data = {"train": str(mine), "validation": 0.2}
    run = interrupted(work, monkeypatch, 7, data=data, training=SHORT)
    whole = mine.read_text(encoding="utf-8")
    mine.write_text(whole.replace("lovely", "loved", 1), encoding="utf-8")
    status, refused = work(run)
    assert status == 2
    assert refused.of("error")[0].code == "resume.data-changed"
    assert "mine.csv" in refused.words()
    mine.write_text(whole, encoding="utf-8")
    assert work(run)[0] == 0


def test_that_a_base_changed_between_start_and_resume_is_refused(
    work: Work, tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "base"
    shutil.copytree(tiny_base, base)
    run = interrupted(work, monkeypatch, 7, model={"base": str(base)}, method={"type": "lora"}, training=SHORT)
    weights = bytearray((base / "model.safetensors").read_bytes())
    weights[-100:] = bytes(100)
    (base / "model.safetensors").write_bytes(bytes(weights))
    status, refused = work(run)
    assert status == 2
    assert refused.of("error")[0].code == "resume.base-changed"


def test_that_data_gone_since_is_a_mistake_with_the_file_named(
    work: Work, tiny_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Path(shutil.copy(tiny_data, tmp_path / "mine.csv"))
    run = interrupted(work, monkeypatch, 7, data={"train": str(mine), "validation": 0.2}, training=SHORT)
    mine.unlink()
    status, refused = work(run)
    assert status == 2
    assert "mine.csv" in refused.words()


def test_that_a_damaged_newest_checkpoint_is_passed_over_with_a_notice_and_the_end_is_the_same(
    work: Work, monkeypatch: pytest.MonkeyPatch, sha256: Hash
) -> None:
    run = interrupted(work, monkeypatch, 11, training=SHORT)
    newest = sorted(run.checkpoints.iterdir())[-1]
    assert newest.name == "step-000010"
    file = newest / "optimizer.safetensors"
    file.write_bytes(file.read_bytes()[:-5])
    status, resumed = work(run)
    assert status == 0
    assert resumed.of("started")[0].resumed_from == 8
    assert "step-000010 was passed over: optimizer.safetensors is damaged" in resumed.words()
    _, whole = work(training=SHORT)
    assert losses(list(run.events())) == whole.losses()
    assert sha256(run.model / "model.safetensors") == sha256(whole.run.model / "model.safetensors")


def test_that_a_run_whose_checkpoints_are_all_damaged_begins_again_and_says_so(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    run = interrupted(work, monkeypatch, 11, training=SHORT)
    for path in run.checkpoints.iterdir():
        (path / "state.json").unlink()
    status, again = work(run)
    assert status == 0
    assert again.of("started")[0].resumed_from is None
    assert again.words().count("was passed over: state.json is missing") >= 2
    _, whole = work(training=SHORT)
    assert losses(list(run.events())) == whole.losses()


def test_that_a_best_checkpoint_damaged_before_the_end_is_replaced_by_the_newest_weights_with_their_own_numbers(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = {**SHORT, "learning_rate": 1e-30}  # nothing gets better, so the first evaluation stays the best
    run = interrupted(work, monkeypatch, 11, training=training)
    best = run.checkpoints / "step-000004"
    (best / "trained.safetensors").write_bytes(b"")
    status, resumed = work(run)
    assert status == 0
    assert "The best checkpoint step-000004 can't be used: trained.safetensors is damaged." in resumed.words()
    result = run.result()
    assert result is not None
    assert result["best"]["step"] == result["step"]


def test_that_going_on_with_other_threads_is_told(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    run = interrupted(work, monkeypatch, 11, training=SHORT)
    run.job_file.write_text(run.job_file.read_text(encoding="utf-8").replace("threads = 1", "threads = 2"), encoding="utf-8")
    try:
        status, resumed = work(run)
    finally:
        torch.set_num_threads(1)
    assert status == 0
    assert "under other conditions than before: threads 1 → 2" in resumed.words()


def test_that_early_stopping_survives_a_kill_between_the_last_look_and_the_result(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.worker import run as worker

    training = {"epochs": 9, "evaluate_every": 2, "checkpoint_every": 2, "early_stopping": 2, "learning_rate": 1e-30}
    with monkeypatch.context() as patched:
        patched.setattr(worker, "finish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        status, watched = work(training=training)
        assert status == 130
    status, resumed = work(watched.run)
    assert status == 0
    assert resumed.of("finished")[0].step == 6
    assert resumed.losses() == []


def test_that_a_completed_run_can_be_asked_to_go_on_without_harm(work: Work, sha256: Hash) -> None:
    _, watched = work(training=SHORT)
    before, result = sha256(watched.run.model / "model.safetensors"), measured(watched.run.result())
    status, _ = work(watched.run)
    assert status == 0
    assert sha256(watched.run.model / "model.safetensors") == before
    assert measured(watched.run.result()) == result


def kill_runs(folder: Path, job: Job, kills: int) -> dict[str, Any]:
    """Kill and continue one run so often; see killing_runs.py for what is counted."""
    folder.mkdir()
    (folder / "job.toml").write_text(job.to_toml(), encoding="utf-8")
    command = [sys.executable, str(KILLS), str(folder), str(kills)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=290, env=engine_environment())
    assert done.returncode == 0, done.stderr
    counted: dict[str, Any] = json.loads(done.stdout)
    return counted


@pytest.mark.all
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed processes are forks")
@pytest.mark.parametrize("method", ["full", "lora"])
def test_that_a_run_killed_twenty_times_ends_like_one_that_was_not(
    method: str, make_job: Callable[..., Job], tmp_path: Path, work: Work, sha256: Hash
) -> None:
    training = {"epochs": 400, "evaluate_every": 25, "checkpoint_every": 10, "learning_rate": 2e-3}
    settings = {"method": {"type": method}, "training": training}
    counted = kill_runs(tmp_path / "killed", make_job(**settings), 20)
    assert (counted["kills"], counted["stuck"], counted["status"]) == (20, 0, 0), counted
    _, whole = work(**settings)
    run = RunFolder(Path(counted["run"]))
    assert losses(list(run.events())) == losses(whole.told)
    for file in whole.run.model.glob("*.safetensors"):
        assert sha256(run.model / file.name) == sha256(file)
