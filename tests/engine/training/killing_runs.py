"""Does one run in forked children and kills each at a random moment until it is done. Called by test_resume.py.

python killing_runs.py FOLDER KILLS; FOLDER holds job.toml. Prints {"run", "kills", "stuck", "status"}: the run's folder, how many
children were killed, how many of them left a run that could not go on, and the exit status of the last, which was let alone.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from pathlib import Path

import peft  # noqa: F401 (imported once, for all children)
import torch
import transformers.models.bert.modeling_bert  # noqa: F401

from engine.runs import RunFolder
from engine.specs.job import load_job
from engine.training import checkpoint
from engine.worker.run import run_job


def child(run: RunFolder) -> int:
    """A process that does the run; its pid."""
    pid = os.fork()
    if pid == 0:
        os._exit(run_job(run))
    return pid


def main(folder: Path, kills: int) -> dict[str, object]:
    """Kill at moments that are spread over loading, training, saving and evaluating."""
    chance = random.Random(0)
    run = RunFolder.create(folder, load_job(folder / "job.toml"))
    killed = stuck = 0
    status = -1
    while status == -1 and killed < kills:
        before = checkpoint.newest(run.checkpoints)[0]
        pid = child(run)
        select.select([], [], [], chance.uniform(0.1, 0.7))
        done, ended = os.waitpid(pid, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(ended)
            break
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        killed += 1
        after, passed = checkpoint.newest(run.checkpoints)
        stuck += bool(passed) or (before is not None and (after is None or checkpoint.step_of(after) < checkpoint.step_of(before)))
    if status == -1:
        status = os.waitstatus_to_exitcode(os.waitpid(child(run), 0)[1])
    return {"run": str(run.path), "kills": killed, "stuck": stuck, "status": status}


if __name__ == "__main__":
    torch.set_num_threads(1)
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
