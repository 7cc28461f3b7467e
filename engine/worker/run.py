"""The life of a run: take the lock, prepare, train or continue, finish, and always say how it ended."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from types import FrameType

from engine.errors import UserError
from engine.events import Error, Event, Finished, Phase, Progress, Started
from engine.messages import plain, say
from engine.runs import RunFolder
from engine.training import checkpoint
from engine.training.channel import Channel
from engine.training.loop import Loop
from engine.worker.finish import finish, write_result
from engine.worker.prepare import prepare

NICENESS = 10  # keeps the window's event loop smooth; costs no throughput that could be measured


def run_job(run: RunFolder, listener: Callable[[Event], None] | None = None) -> int:
    """Do the job of a run folder, or continue it from its newest valid checkpoint.

    Returns the exit status: 0 completed or stopped, 2 a user's mistake, 1 ours. Raises UserError only if the run is
    owned by another process or its job file can't be read; later mistakes become error events.
    """
    job = run.job()
    run.acquire()
    begun = time.monotonic()
    for control in ("stop", "pause"):
        run.withdraw(control)
    channel = Channel(run.events_file, listener)
    try:
        _be_polite(run)
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
        write_result(run, result)
        channel.emit(Finished(status=outcome.status, step=outcome.step, seconds=time.monotonic() - begun))
        return 0
    except UserError as error:
        channel.emit(Error(code=error.code, title=error.title, detail=error.detail, hint=error.hint))
        return 2
    except KeyboardInterrupt:
        channel.emit(Phase(name="interrupted", text=say("Interrupted")))
        return 130
    except Exception as error:
        traceback.print_exc()
        channel.emit(_ours(error, run))
        return 1
    finally:
        channel.close()
        run.release()


def _ours(error: Exception, run: RunFolder) -> Error:
    text = (str(error).splitlines() or [""])[0][:300]
    short = "out of memory" in text or "can't allocate memory" in text or isinstance(error, MemoryError)
    if short:
        return Error(
            code="hardware.memory",
            title=say("There is not enough memory for this job."),
            detail=say("{error}.", error=text or "MemoryError"),
            hint=say("Take fewer rows at a time, a shorter maximum length or LoRA, or close other programs."),
        )
    return Error(
        code="internal",
        title=say("The engine made a mistake: {kind}.", kind=type(error).__name__),
        detail=say("{error}.", error=text),
        hint=say(
            "The details lie in {file}; please report them. The run can be continued from its last checkpoint.",
            file=plain(run.console_file),
        ),
    )


def _be_polite(run: RunFolder) -> None:
    """Lower priority, a dump of all stacks if the process is broken from inside, and a clean stop on SIGTERM."""
    with contextlib.suppress(OSError, AttributeError):
        if os.name == "nt":
            import psutil

            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        elif os.getpriority(os.PRIO_PROCESS, 0) < NICENESS:
            os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
    with contextlib.suppress(OSError, ValueError, AttributeError):
        faulthandler.enable(file=sys.__stderr__ or sys.stderr)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        run.ask("stop")

    with contextlib.suppress(ValueError):  # not in the main thread, as in tests
        signal.signal(signal.SIGTERM, stop)
