"""A run's beginning and end: who owns it, which requests count, what it leaves behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from engine.launch import engine_environment
from engine.runs import RunFolder
from engine.specs.job import Job

Work = Callable[..., tuple[int, Any]]
Tunebench = Callable[..., Any]
TAKES = """
import sys
from pathlib import Path
from engine.runs import RunFolder
sys.stdin.readline()
RunFolder(Path(sys.argv[1])).acquire()
print("mine", flush=True)
sys.stdin.readline()
"""


def test_that_a_stop_asked_for_while_the_engine_was_still_starting_is_obeyed(
    make_job: Callable[..., Job], work: Work, tmp_path: Path
) -> None:
    run = RunFolder.create(tmp_path, make_job())
    run.ask("stop")
    status, watched = work(run)
    assert status == 0
    assert (watched.of("finished")[0].status, watched.of("finished")[0].step) == ("stopped", 0)
    assert not run.asked("stop")


def test_that_requests_to_a_process_that_was_killed_are_forgotten_by_resume(work: Work, tunebench: Tunebench) -> None:
    _, watched = work(training={"max_steps": 4, "evaluate_every": 2})
    for step in watched.run.checkpoints.glob("step-000004*"):
        step.rename(step.with_name("elsewhere"))
    watched.run.ask("stop")
    watched.run.ask("pause")
    assert tunebench("resume", watched.run.path, "--json").json["result"]["step"] == 4


def test_that_of_many_processes_that_want_a_run_one_gets_it(make_job: Callable[..., Job], tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path, make_job())
    run.lock_file.write_text(json.dumps({"pid": 2**22 - 1, "started": 0.0}), encoding="utf-8")  # left by a process that was killed
    command = [sys.executable, "-c", TAKES, str(run.path)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    children = [subprocess.Popen(command, env=engine_environment(), **pipes) for _ in range(4)]
    for child in children:
        child.stdin.write("go\n")  # type: ignore[union-attr]
        child.stdin.flush()  # type: ignore[union-attr]
    won = []
    for child in children:
        line = child.stdout.readline()  # type: ignore[union-attr]
        won.append(line.strip() == "mine")
    said = [child.communicate("end\n")[1] for child in children]
    assert sum(won) == 1
    assert all("already being worked on" in text for text, mine in zip(said, won, strict=True) if not mine)


def test_that_two_runs_of_one_title_in_one_second_get_folders_of_their_own(make_job: Callable[..., Job], tmp_path: Path) -> None:
    paths = {RunFolder.create(tmp_path, make_job()).path for _ in range(5)}
    assert len(paths) == 5


def test_that_the_report_shows_labels_as_letters_whatever_they_hold(work: Work, tmp_path: Path) -> None:
    file = tmp_path / "tags.csv"
    strange = "<img src=x onerror=alert(1)>"
    lines = [f"{word} the soup,{label}" for word, label in (("good", strange), ("bad", "&amp;")) for _ in range(8)]
    file.write_text("\n".join(["text,label", *lines]) + "\n", encoding="utf-8")
    status, watched = work(data={"train": str(file), "validation": 0.25}, training={"max_steps": 2})
    assert status == 0
    text = (watched.run.path / "report.html").read_text(encoding="utf-8")
    assert "<img" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "&amp;amp;" in text
    assert [event.path for event in watched.of("artifact")] == ["model", "report.html"]


def test_that_a_panic_of_a_library_becomes_an_error_event(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.training.loop import Loop

    class Panic(BaseException):
        """As Rust's panics arrive in Python."""

    def panic(loop: Loop) -> None:
        raise Panic("index out of bounds")

    monkeypatch.setattr(Loop, "_train_step", panic)
    status, watched = work()
    assert status == 1
    assert watched.of("error")[0].code == "internal"
    assert watched.run.summary().state == "failed"


@pytest.mark.parametrize(("named", "expected"), [("bf16", "bf16"), ("fp32", "fp32")])
def test_that_a_run_goes_on_in_the_number_format_that_it_began_with(named: str, expected: str, work: Work) -> None:
    _, watched = work(training={"max_steps": 2, "evaluate_every": 2}, hardware={"precision": "auto"})
    file = watched.run.path / "environment.json"
    table = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**table, "precision": named}), encoding="utf-8")
    _, again = work(watched.run)
    choice = next(choice for choice in again.of("choice") if choice.name == "precision")
    assert (choice.value, str(choice.reason)) == (expected, "the run began with it.")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells when a process began by another clock than the wall's")
def test_that_an_owner_stays_one_when_the_clock_is_set(
    make_job: Callable[..., Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = RunFolder.create(tmp_path, make_job())
    run.acquire()
    now = psutil.Process.create_time
    monkeypatch.setattr(psutil.Process, "create_time", lambda process: now(process) + 3600)
    assert run.owner() == os.getpid()


def test_that_a_run_that_failed_on_its_way_on_does_not_show_its_old_result(
    work: Work, tunebench: Tunebench, tiny_data: Path, tmp_path: Path
) -> None:
    data = Path(shutil.copy(tiny_data, tmp_path / "own.csv"))
    _, watched = work(data={"train": str(data)}, training={"max_steps": 2})
    data.unlink()
    said = tunebench("resume", watched.run.path, "--json")
    assert said.status == 2
    assert said.json["result"] is None
    assert said.json["error"]["code"] == "data.missing"
