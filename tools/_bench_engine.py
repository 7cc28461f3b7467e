"""A child of the speed bench: a case's work by Tunebench, with a real job, run folder and training loop.

`python tools/_bench_engine.py SPEC`; the spec and the line of JSON that is printed are those of _bench_trainer.py. Only the batches
are given from outside: those of the case, so that both sides see the same rows in the same order.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from _bench_cases import CASES, Case, made, order
from _bench_trainer import Clock, peak_memory, tokens_of

COLUMNS = {
    "text-classification": {"text": "text", "label": "label"},
    "instruction": {"prompt": "prompt", "answer": "answer"},
    "translation": {"source": "source", "target": "target"},
}


def job_of(case: Case, base: str, spec: dict[str, Any], steps: int) -> Any:
    """The case as a job."""
    from engine.specs.job import parse_job

    hardware: dict[str, Any] = {"device": "cpu", "precision": spec.get("precision", "auto")}
    if spec["threads"]:
        hardware["threads"] = spec["threads"]
    columns = COLUMNS.get(case.task["type"], {"text": "text"})
    return parse_job(
        {
            "title": case.name,
            "seed": spec.get("seed") or 0,
            "data": {"train": str(case.folder / "train.jsonl"), "validation": str(case.folder / "validation.jsonl"), "columns": columns},
            "model": {"base": base},
            "task": case.task,
            "method": case.method,
            "training": {
                "epochs": case.epochs,
                "batch_size": case.batch,
                "max_length": case.cut,
                "learning_rate": case.rate,
                "schedule": "constant",
                "warmup": 0,
                "weight_decay": 0,
                "max_steps": steps,
            },
            "hardware": hardware,
        }
    )


class Watched:
    """A function of the engine that is timed wherever it has been imported to."""

    def __init__(self, module: Any, name: str) -> None:
        self.seconds: list[tuple[float, float]] = []  # process and wall seconds of each call
        self._function = getattr(module, name)
        for other in [found for key, found in sys.modules.items() if key.startswith("engine.")]:
            if getattr(other, name, None) is self._function:
                setattr(other, name, self)

    def __call__(self, *given: Any, **named: Any) -> Any:
        cpu, wall = time.process_time(), time.perf_counter()
        found = self._function(*given, **named)
        self.seconds.append((time.process_time() - cpu, time.perf_counter() - wall))
        return found


def train(case: Case, spec: dict[str, Any], base: str, batches: list[list[int]]) -> tuple[Any, Clock, list[float], list[str], Any]:
    """Prepare the job and do its steps; the session, times, losses, choices, and the watched caching of features."""
    import numpy as np

    import engine.training.features
    import engine.training.loop as loops
    from engine.events import Choice, Metrics
    from engine.runs import RunFolder
    from engine.training.channel import Channel
    from engine.worker.prepare import prepare

    caching = Watched(engine.training.features, "cached")
    losses: list[float] = []
    choices: list[str] = []

    def hear(event: Any) -> None:
        if isinstance(event, Metrics) and event.split == "train":
            losses.append(event.values["loss"])
        elif isinstance(event, Choice):
            choices.append(f"{event.name}: {event.value}")

    given = [np.array(batch) for batch in batches]
    a_pass = len(given) if case.epochs == 1 else case.batches
    loops.epoch_batches = lambda _lengths, _size, _seed, epoch: given[epoch * a_pass : (epoch + 1) * a_pass]
    job = job_of(case, base, spec, len(batches))
    run = RunFolder.create(Path(os.environ["TUNEBENCH_HOME"]) / "runs", job)
    channel = Channel(run.events_file, hear)
    prepared = prepare(run, job, channel, fresh=True)
    session = prepared.session
    if spec.get("save_start"):
        Path(spec["save_start"]).mkdir(parents=True, exist_ok=True)
        prepared.method.save(session.model, Path(spec["save_start"]), session.task)
    loop, clock = loops.Loop(session), Clock()
    session.model.train()
    clock.tick()
    for _ in batches:
        loop._train_step()
        clock.tick()
    loop._teller.flush()
    channel.close()
    return session, clock, losses, choices, caching


def main() -> None:
    """Do the work that the spec names."""
    spec: dict[str, Any] = json.loads(sys.argv[1])
    from engine.launch import prepare_process

    prepare_process()
    import torch

    case, warm = CASES[spec["case"]], spec["warm"]
    table = made(case)
    assert table is not None, "python tools/_bench_cases.py makes the case first"
    warm = 0 if case.whole else warm  # all of it counts, also what only the first step does
    batches = order(case, case.batches, spec.get("seed"))[: warm + spec["measured"]]
    rows = table["rows"]
    with tempfile.TemporaryDirectory(prefix="tunebench-bench-") as home:
        os.environ["TUNEBENCH_HOME"] = home
        session, clock, losses, choices, caching = train(case, spec, table["base"], batches)
    found: dict[str, Any] = clock.steps(warm + 1)  # the clock ticked once before the first step
    found |= tokens_of([[rows[place] for place in batch] for batch in batches[warm:]], case.task["type"] == "translation")
    if caching.seconds:  # the training rows' features; the validation rows' are not the Trainer's work either
        found["cpu_steps"][0] += caching.seconds[0][0]
        found["wall_steps"][0] += caching.seconds[0][1]
    found |= {"peak_rss": peak_memory(), "losses": losses, "threads": torch.get_num_threads(), "choices": choices}
    found["padded_steps"] = found["real_steps"]  # nothing is padded
    sizes = [len(row["input_ids"]) + (len(row["labels"]) if case.task["type"] == "translation" else 0) for row in rows]
    found["rows_match"] = [int(length) for length in session.train.lengths[: len(rows)]] == sizes
    found["own"] = not type(session.model).__module__.startswith(("transformers", "peft"))
    if spec.get("evaluate"):
        from engine.training import evaluation

        scores = evaluation.scores(session.model, session.task, session.validation, session.compute)
        found["accuracy"] = session.task.metrics(scores, session.validation.targets, session.labels)["accuracy"]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
