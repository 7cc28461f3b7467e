"""The run folder: the one place where a job, its history and its result live. Readers need nothing else."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import psutil

from engine.errors import UserError
from engine.events import Error, Event, EventReader, Finished, Metrics, Progress, Started
from engine.messages import Message, plain, say
from engine.specs.job import Job, load_job

State = Literal["new", "running", "completed", "stopped", "failed", "interrupted"]
PATIENCE = 100  # tries, 10 ms apart, to replace a file that is being read on Windows
CONTROLS = ("stop", "pause", "checkpoint-now", "evaluate-now")


@dataclass
class Summary:
    """A run at a glance: state, step of total, the newest numbers, when it began and ended (seconds since the epoch)."""

    state: State
    step: int = 0
    total_steps: int = 0
    started: float = 0.0
    ended: float = 0.0
    metrics: dict[str, float] = field(default_factory=dict)
    error: Message | None = None


class RunFolder:
    """Reads and writes the files of one run; holds no state of its own beyond the path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.job_file = path / "job.toml"
        self.events_file = path / "events.jsonl"
        self.console_file = path / "console.log"
        self.result_file = path / "result.json"
        self.lock_file = path / "lock"
        self.checkpoints = path / "checkpoints"
        self.model = path / "model"

    @classmethod
    def create(cls, root: Path, job: Job, path: Path | None = None) -> RunFolder:
        """A new run folder with its job.toml. Raises UserError if the place can't be written or is taken."""
        try:
            if path is None:
                root.mkdir(parents=True, exist_ok=True)
                path = _new_folder(root, job.title)
            elif path.exists() and any(path.iterdir()):
                raise UserError(
                    "run.taken",
                    say("The run folder {path} already holds something.", path=plain(path)),
                    hint=say("Choose another folder, or continue that run with tunebench resume."),
                )
            path.mkdir(parents=True, exist_ok=True)
            for name in ("control", "checkpoints"):
                (path / name).mkdir(exist_ok=True)
            run = cls(path)
            write_atomically(run.job_file, job.to_toml())
        except OSError as error:
            raise unwritable(path or root, error) from None
        return run

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.path.name

    def job(self) -> Job:
        """The job as it was started. Raises UserError."""
        return load_job(self.job_file)

    def events(self) -> Iterator[Event]:
        """All events so far."""
        return EventReader(self.events_file).read()

    def result(self) -> dict[str, Any] | None:
        """The final state, or None while there is none (or it is torn)."""
        try:
            value: dict[str, Any] = json.loads(self.result_file.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
            return None
        return value

    # control files: dropped by a window or the command line, picked up by the worker between two steps

    def ask(self, control: str) -> None:
        """Drop a control file (one of CONTROLS)."""
        (self.path / "control").mkdir(exist_ok=True)
        (self.path / "control" / control).touch()

    def withdraw(self, control: str) -> None:
        """Take a control file back."""
        (self.path / "control" / control).unlink(missing_ok=True)

    def asked(self, control: str) -> bool:
        """Is this control file there?"""
        return (self.path / "control" / control).exists()

    # one writer: the lock names a process by pid and start time, so that a reused pid is not mistaken for it

    def owner(self) -> int | None:
        """The pid of the living process that owns the run, or None."""
        try:
            lock = json.loads(self.lock_file.read_text(encoding="utf-8"))
            process = psutil.Process(int(lock["pid"]))
            alive = abs(_started(process) - float(lock["started"])) < 1.0 and process.status() != psutil.STATUS_ZOMBIE
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError, psutil.Error):
            return None
        return process.pid if alive else None

    def acquire(self) -> None:
        """Become the one writer. Raises UserError if another living process is."""
        with _one_at_a_time(self.job_file):
            owner = self.owner()
            if owner is not None and owner != os.getpid():
                raise UserError(
                    "run.busy",
                    say("Run {run} is already being worked on by process {pid}.", run=self.id, pid=owner),
                    hint=say("Wait for it, or stop it with tunebench stop {run}.", run=self.id),
                )
            write_atomically(self.lock_file, json.dumps({"pid": os.getpid(), "started": _started(psutil.Process())}))

    def release(self) -> None:
        """Give the run up. A lock that can't be deleted (a disk that went read-only) means nothing once this process has ended."""
        with contextlib.suppress(OSError):
            self.lock_file.unlink(missing_ok=True)

    def summary(self) -> Summary:
        """The state of the run from its result, else from its events and its owner."""
        found = Summary(state="new")
        last: Event | None = None
        for event in self.events():
            last = event
            match event:
                case Started():
                    found.started = found.started or event.time
                    found.error = None
                case Progress(unit="steps"):
                    found.step, found.total_steps = event.done, event.total
                case Metrics(split="train"):
                    found.step = event.step
                    found.metrics["loss"] = event.values.get("loss", float("nan"))
                case Metrics():
                    found.metrics.update({f"{event.split}_{name}": value for name, value in event.values.items()})
                case Error():
                    found.error = event.title
                case Finished():
                    found.step = event.step
        found.ended = last.time if last else 0.0
        if self.owner() is not None:
            found.state = "running"
        elif isinstance(last, Finished):
            found.state = last.status
            found.metrics.update(self._kept())
        elif last is not None:
            found.state = "failed" if isinstance(last, Error) else "interrupted"
        return found

    def _kept(self) -> dict[str, float]:
        """The validation numbers of the weights that were kept, which need not be those of the last step."""
        final = (self.result() or {}).get("final")
        validation = final.get("validation") if isinstance(final, dict) else None
        numbers = validation.items() if isinstance(validation, dict) else ()
        return {f"validation_{name}": float(value) for name, value in numbers if isinstance(value, float)}


def _started(process: psutil.Process) -> float:
    """When the process began, by a clock that nobody sets: on Linux in ticks since the system's start, else in seconds since the epoch.

    psutil reckons Linux's ticks from the wall clock; when that was set by an hour, a living owner would look like a stranger.
    """
    with contextlib.suppress(OSError, IndexError, ValueError):
        return float(Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19])
    return float(process.create_time())


@contextlib.contextmanager
def _one_at_a_time(file: Path) -> Iterator[None]:
    """Two processes that want to own a run look and write one after the other: the system's own lock on a file, for that moment.

    Where the file system has no such locks it goes without.
    """
    with file.open("rb") as held:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                import msvcrt

                held.seek(1 << 30)  # far behind the end, so that nobody is kept from reading the file
                msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
            else:
                import fcntl

                fcntl.flock(held, fcntl.LOCK_EX)
        yield  # closing the file gives the lock back


def unwritable(path: Path, error: BaseException) -> UserError:
    """The mistake that a run folder's disk is full, read-only or gone."""
    return UserError(
        "run.unwritable",
        say("The run folder can't be written at {path}.", path=plain(path)),
        detail=say("{error}.", error=getattr(error, "strerror", None) or str(error)),
        hint=say("Free some space or choose another folder for runs in Settings, with --run, or in TUNEBENCH_RUNS."),
    )


def list_runs(root: Path) -> list[RunFolder]:
    """The run folders below a root, newest first by name (names begin with the time)."""
    if not root.is_dir():
        return []
    return [RunFolder(path) for path in sorted(root.iterdir(), reverse=True) if (path / "job.toml").is_file()]


def find_run(text: str, root: Path) -> RunFolder:
    """The run named by a path, an id or the beginning of one. Raises UserError."""
    path = Path(text).expanduser()
    if (path / "job.toml").is_file():
        return RunFolder(path)
    matches = [run for run in list_runs(root) if run.id == text] or [run for run in list_runs(root) if run.id.startswith(text)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise UserError(
            "run.ambiguous",
            say("{text} begins the names of {count} runs.", text=text, count=len(matches)),
            hint=say("Write more of the name; these begin so: {names}.", names=", ".join(run.id for run in matches[:5])),
        )
    raise UserError(
        "run.missing",
        say("There is no run {text}.", text=text),
        hint=say("tunebench runs lists those in {root}.", root=plain(root)),
    )


def write_atomically(path: Path, text: str) -> None:
    """Write beside, flush to disk, rename into place: a reader sees the old file or the new one, never half of one."""
    beside = path.with_name(path.name + ".tmp")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _replace(beside, path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _replace(beside: Path, path: Path) -> None:
    """Rename over what is there. Windows replaces no file that somebody is reading just now, so there it is tried again."""
    for _ in range(PATIENCE if os.name == "nt" else 0):
        with contextlib.suppress(PermissionError):
            beside.replace(path)
            return
        time.sleep(0.01)
    beside.replace(path)


def _new_folder(root: Path, title: str) -> Path:
    """A new folder named by time and title, with a number where that is taken (also by a process that makes one just now)."""
    words = re.sub(r"[^\w]+", "-", title.lower()).strip("-_")[:40]
    stem = time.strftime("%Y%m%d-%H%M%S") + (f"-{words}" if words else "")
    for number in range(1, 1000):
        path = root / (stem if number == 1 else f"{stem}-{number}")
        with contextlib.suppress(FileExistsError):
            path.mkdir()
            return path
    raise UserError(
        "run.unwritable",
        say("No free name for a new run below {path}.", path=plain(root)),
        hint=say("Give the job another title, or choose a folder with --run."),
    )
