"""The life of a run: take the lock, prepare, train or continue, finish, and always say how it ended."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from types import FrameType

from engine.errors import UserError
from engine.events import Artifact, Error, Event, Finished, Phase, Progress, Started
from engine.messages import plain, say
from engine.runs import CONTROLS, RunFolder, unwritable
from engine.specs.job import Job
from engine.training import checkpoint
from engine.training.channel import Channel
from engine.training.disk import is_disk_trouble
from engine.training.guards import is_memory_shortage
from engine.training.loop import Loop
from engine.worker.finish import finish, write_result
from engine.worker.prepare import prepare
from engine.worker.report import write_report

NICENESS = 10  # keeps the window's event loop smooth; costs no throughput that could be measured


def run_job(run: RunFolder, listener: Callable[[Event], None] | None = None) -> int:
    """Do the job of a run folder, or continue it from its newest valid checkpoint.

    Returns the exit status: 0 completed or stopped, 2 a user's mistake, 1 ours. Raises UserError only if the run is
    owned by another process or its job file can't be read; later mistakes become error events.
    """
    job = run.job()
    begun = time.monotonic()
    channel = _open(run, listener)
    try:
        with _polite(run):
            return _do(run, job, channel, begun)
    except UserError as error:
        channel.emit(Error(code=error.code, title=error.title, detail=error.detail, hint=error.hint))
        return 2
    except KeyboardInterrupt:
        channel.emit(Phase(name="interrupted", text=say("Interrupted")))
        return 130
    except (SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # libraries in Rust raise panics that are no Exception
        known = _of_the_machine(error, run)
        if known is None:
            _note_traceback(run)
        channel.emit(known or _ours(error, run))
        return 1 if known is None else 2
    finally:
        channel.close()
        with contextlib.suppress(OSError):
            for control in CONTROLS:  # what was asked for was done, or has no meaning any more
                run.withdraw(control)
        run.release()


def _do(run: RunFolder, job: Job, channel: Channel, begun: float) -> int:
    path, passed = checkpoint.newest(run.checkpoints)
    step = checkpoint.step_of(path) if path else None
    channel.emit(Started(title=job.title or run.id, pid=os.getpid(), resumed_from=step))
    for name, fault in passed:
        channel.notice(say("Checkpoint {name} was passed over: {fault}.", name=name, fault=fault), warning=True)
    prepared = prepare(run, job, channel, fresh=path is None)
    loop = Loop(prepared.session)
    if path:
        loop.resume(path)
    channel.emit(Progress(done=loop.step, total=loop.total, unit="steps"))
    outcome = loop.run()
    result = finish(run, prepared, outcome, time.monotonic() - begun)
    write_report(run, result)
    channel.emit(Artifact(name="report", path="report.html"))
    write_result(run, result)
    channel.emit(Finished(status=outcome.status, step=outcome.step, seconds=time.monotonic() - begun))
    return 0


def _open(run: RunFolder, listener: Callable[[Event], None] | None) -> Channel:
    """Take the run over: lock, events opened. Raises UserError.

    Requests stay: whoever started this process may have asked it to stop while it was still importing.
    """
    try:
        run.acquire()
        return Channel(run.events_file, listener)
    except OSError as error:
        raise unwritable(run.path, error) from None


def _of_the_machine(error: BaseException, run: RunFolder) -> Error | None:
    """What the user can mend although nobody made a mistake: too little memory, a disk that is full or gone."""
    text = (str(error).splitlines() or [""])[0][:300]
    if is_memory_shortage(error):
        return Error(
            code="hardware.memory",
            title=say("There is not enough memory for this job."),
            detail=say("{error}.", error=text or "MemoryError"),
            hint=say("Take fewer rows at a time, a shorter maximum length or LoRA, or close other programs."),
        )
    if not is_disk_trouble(error) and run.path.exists():
        return None
    mistake = unwritable(run.path, error)
    return Error(code=mistake.code, title=mistake.title, detail=mistake.detail, hint=mistake.hint)


def _ours(error: BaseException, run: RunFolder) -> Error:
    text = (str(error).splitlines() or [""])[0][:300]
    return Error(
        code="internal",
        title=say("The engine made a mistake: {kind}.", kind=type(error).__name__),
        detail=say("{error}.", error=text),
        hint=say(
            "The details lie in {file}; please report them. The run can be continued from its last checkpoint.",
            file=plain(run.console_file),
        ),
    )


def _note_traceback(run: RunFolder) -> None:
    """The traceback on stderr, and in console.log where stderr doesn't lead there by itself (it does when the window started us)."""
    traceback.print_exc()
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if os.path.samestat(os.fstat(sys.stderr.fileno()), run.console_file.stat()):
            return
    with contextlib.suppress(OSError), run.console_file.open("a", encoding="utf-8") as file:
        traceback.print_exc(file=file)


@contextlib.contextmanager
def _polite(run: RunFolder) -> Iterator[None]:
    """Lower priority, a dump of all stacks if the process is broken from inside, and a clean stop on SIGTERM."""
    with contextlib.suppress(OSError, AttributeError):
        if os.name == "nt":
            import psutil

            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        elif os.getpriority(os.PRIO_PROCESS, 0) < NICENESS:
            os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
    with contextlib.suppress(OSError, ValueError, AttributeError, RuntimeError):  # a windowed program has no stderr
        faulthandler.enable(file=sys.__stderr__ or sys.stderr)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        run.ask("stop")

    before = None
    with contextlib.suppress(ValueError):  # signals are for the main thread only
        before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
