"""Saves checkpoints without pause in forked children and kills each at a random moment. Called by test_checkpoint.py.

python saving_forever.py FOLDER KILLS; prints {"resumed", "passed_over", "lost", "saves"}: children that left a whole newest
checkpoint, damaged ones that the loader met, saves that were acknowledged and are gone, and saves in all.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch

from engine.training import checkpoint


def save_forever(model: torch.nn.Module, optimizer: torch.optim.Optimizer, folder: Path, step: int, pipe: int) -> None:
    """One save after the other; each is acknowledged on the pipe when it is done."""
    while True:
        step += 1
        checkpoint.save(folder, step, dict(model.named_parameters()), optimizer, {"step": step, "outcome": {"best_path": ""}})
        os.write(pipe, f"{step}\n".encode())
        checkpoint.prune(folder, step, keep=2, best=None)


def killed_child(child_saves: Callable[[int], None], chance: random.Random) -> int:
    """The last step that a child acknowledged before it was killed (at least one is waited for)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        child_saves(writing)
    os.close(writing)
    said = os.read(reading, 1 << 16)
    select.select([], [], [], chance.uniform(0, 0.05))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 1 << 16):
        said += more
    os.close(reading)
    return int(said.split()[-1])


def main(folder: Path, kills: int) -> dict[str, int]:
    """Kill, look, go on from what was found."""
    chance = random.Random(0)
    counted = {"resumed": 0, "passed_over": 0, "lost": 0, "saves": 0}
    step = 0
    folder.mkdir(parents=True, exist_ok=True)
    model = torch.nn.Linear(200, 200)
    optimizer = torch.optim.AdamW(model.parameters())  # its first import takes seconds; made before the forks
    model(torch.ones(1, 200)).sum().backward()
    optimizer.step()
    for _ in range(kills):
        acknowledged = killed_child(partial(save_forever, model, optimizer, folder, step), chance)
        path, passed = checkpoint.newest(folder)
        counted["passed_over"] += len(passed)
        if path is not None:
            counted["resumed"] += 1
            found = checkpoint.step_of(path)
            counted["lost"] += found < acknowledged
            counted["saves"] += found - step
            step = found
    return counted


if __name__ == "__main__":
    torch.set_num_threads(1)
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
