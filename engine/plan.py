"""What a job would do, before it does anything: rows, cuts, trained weights, memory and time, one row as the model sees it.

Loads no torch, so that the window can ask again after each change of the form.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from engine.data.batching import epoch_batches
from engine.data.dataset import load_dataset
from engine.messages import Message, say
from engine.methods._method import Method
from engine.models.facts import ModelFacts, folder_facts
from engine.models.memory import need
from engine.models.starters import locate
from engine.models.tokenizers import Encoded, TextTokenizer
from engine.registry import discover
from engine.runs import list_runs
from engine.specs.job import METHODS, TASKS, Job
from engine.worker.prepare import check_fit, fitting_length, label_order, token_findings

SAMPLE_ROWS = 20_000
START_SECONDS = 6.0  # importing torch, transformers and peft and loading a small model, measured
USED_SHARE = 0.35  # of a bare matrix product's speed reaches a training step (measured, small encoders)


def plan(job: Job, runs: Path) -> dict[str, Any]:
    """The plan of a job as plain data (see the keys below). Raises the same UserErrors as the job itself would."""
    task, method = discover(TASKS)[job.task.type], discover(METHODS)[job.method.type]
    facts = folder_facts(locate(job.model.base, job.model.network))
    tokenizer = TextTokenizer(facts.folder)
    check_fit(facts, tokenizer, task)
    dataset = load_dataset(job.data, task.roles, job.seed)
    labels = label_order(dataset.label_names, facts)
    length = fitting_length(job, facts)
    texts = dataset.train.columns["text"]
    encoded = tokenizer.encode(texts[:SAMPLE_ROWS], length)
    trained = method.trained_parameters(facts, job.method, len(labels))
    estimate = _estimate(job, facts, trained, encoded, len(texts), runs)
    findings: list[tuple[Message, Message]] = [*dataset.notices, *token_findings(encoded, length)]
    kept, cut_off = tokenizer.view(texts[0], length)
    return {
        "rows": {
            "train": len(dataset.train),
            "validation": len(dataset.validation),
            "test": len(dataset.test) if dataset.test else 0,
            "labels": list(labels),
            "columns": dataset.columns,
        },
        "tokens": _histogram(encoded, length),
        "model": {"title": facts.title, "parameters": facts.parameters, "context": facts.context, "family": facts.family},
        "trained": {"parameters": trained, "share": trained / max(1, facts.parameters, trained)},
        "estimate": estimate,
        "sample": {"row": dataset.train.rows[0], "tokens": kept, "cut": cut_off},
        "choices": [
            {"name": name, "value": value, "reason": reason.model_dump(mode="json")}
            for name, value, reason in (*_chosen(job, method, facts, len(dataset.train)), *dataset.choices)
        ],
        "findings": [{"title": title.model_dump(mode="json"), "detail": detail.model_dump(mode="json")} for title, detail in findings],
    }


def _chosen(job: Job, method: Method, facts: ModelFacts, rows: int) -> list[tuple[str, str, Message]]:
    """What the job leaves open and the engine will settle, as the run itself will tell it."""
    epochs, why = job.training.passes(rows)
    rate, reason = method.learning_rate(facts)
    found = [("epochs", f"{epochs:g}", why)] if job.training.epochs is None else []
    return [*found, ("learning rate", f"{rate:g}", reason)] if job.training.learning_rate is None else found


def _histogram(encoded: Encoded, length: int) -> dict[str, Any]:
    """Token lengths before the cut: edges [n + 1] and counts [n], how many rows are cut, the longest."""
    lengths = encoded.lengths + encoded.cut
    longest = int(lengths.max(initial=1))
    counts, edges = np.histogram(lengths, bins=min(24, max(1, longest)), range=(0, longest))
    return {
        "edges": [float(edge) for edge in edges],
        "counts": [int(count) for count in counts],
        "cut": int((encoded.cut > 0).sum()),
        "rows": len(lengths),
        "longest": longest,
        "mean": float(lengths.mean()) if len(lengths) else 0.0,
        "max_length": length,
    }


def _estimate(job: Job, facts: ModelFacts, trained: int, encoded: Encoded, rows: int, runs: Path) -> dict[str, Any]:
    """Memory at the peak, seconds, steps, and where the speed was taken from."""
    spec = job.training
    _, steps = spec.steps(rows)
    batches = epoch_batches(encoded.lengths, spec.batch_size, job.seed, 0)
    widest = [int(encoded.lengths[batch].max(initial=1)) for batch in batches]
    tokens = float(np.mean([wide * len(batch) for wide, batch in zip(widest, batches, strict=True)])) * steps
    at_a_time = min(spec.micro_batch_size or spec.batch_size, spec.batch_size)
    needed = need(facts, trained, at_a_time, max(widest), tokens, half=False)
    speed, source = _speed(runs)
    available = psutil.virtual_memory().available
    return {
        "memory": needed.memory,
        "memory_available": available,
        "fits": needed.memory < available,
        "seconds": START_SECONDS + needed.operations / speed,
        "steps": steps,
        "tokens": tokens,
        "operations": needed.operations,
        "speed_source": source.model_dump(mode="json"),
    }


def _speed(runs: Path) -> tuple[float, Message]:
    """Floating-point operations a second that training reaches here: from earlier runs, else from a trial product."""
    measured = []
    for run in list_runs(runs)[:10]:
        result = run.result() or {}
        if result.get("operations_per_second"):
            measured.append(float(result["operations_per_second"]))
    if measured:
        return float(np.median(measured)), say("as fast as your last runs were (median of {count}).", count=len(measured))
    a, b = np.ones((512, 512), dtype=np.float32), np.ones((512, 512), dtype=np.float32)
    trials = []
    for _ in range(6):
        begun = time.perf_counter()
        a @ b
        trials.append(time.perf_counter() - begun)
    return USED_SHARE * 2 * 512**3 / min(trials), say("from a short trial on this machine; after your first run it is sharper.")
