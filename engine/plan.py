"""What a job would do, before it does anything: rows, cuts, trained weights, memory and time, one row as the model sees it.

Loads no torch, so that the window can ask again after each change of the form.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import psutil

from engine.data.batching import epoch_batches
from engine.data.corpus import corpus_files, documents
from engine.data.dataset import Table, load_dataset
from engine.messages import Message, say
from engine.methods._method import Method
from engine.models.configs import own_config
from engine.models.facts import ModelFacts, folder_facts
from engine.models.memory import body_parameters, need
from engine.models.new import new_facts
from engine.models.starters import locate
from engine.models.tokenizers import TextTokenizer
from engine.registry import discover
from engine.runs import list_runs
from engine.specs.job import METHODS, TASKS, Job
from engine.tasks._task import Reading, Task
from engine.worker.prepare import new_rate
from engine.worker.reading import check_family, check_fit, fitting_length, label_order, token_findings

if TYPE_CHECKING:
    import numpy.typing as npt

SAMPLE_ROWS = 20_000
SAMPLE_DOCUMENTS = 2_000
PACKED = 3  # times that a compressed text file usually grows
TRIAL_SECONDS = 0.15
START_SECONDS = 6.0  # importing torch, transformers and peft and loading a small model, measured
USED_SHARE = 0.35  # of a bare float32 product's speed reaches a training step of transformers' models (measured, small encoders)
OWN_SHARE = 0.8  # the same of our own models, which take bf16 where it is fast (measured: LoRA on MiniLM, a decoder of 10 M)


@dataclass
class _Seen:
    """What a plan looks at: rows as lengths and cuts of a sample, how many there really are, and one of them as tokens."""

    rows: dict[str, Any]
    lengths: npt.NDArray[np.int64]
    cut: npt.NDArray[np.int64]
    count: int
    sample: dict[str, Any]
    choices: list[tuple[str, str, Message]] = field(default_factory=list)
    findings: list[tuple[Message, Message]] = field(default_factory=list)


def plan(job: Job, runs: Path) -> dict[str, Any]:
    """The plan of a job as plain data (see the keys below). Raises the same UserErrors as the job itself would."""
    task, method = discover(TASKS)[job.task.type], discover(METHODS)[job.method.type]
    facts, tokenizer = _base(job, task)
    length = fitting_length(job, facts)
    seen = (_corpus if task.corpus else _table)(job, task, facts, tokenizer, length)
    labels = len(seen.rows["labels"])
    trained = method.trained_parameters(facts, job.method, labels)
    return {
        "rows": seen.rows,
        "tokens": _histogram(seen, length),
        "model": {"title": facts.title, "parameters": facts.parameters, "context": facts.context, "family": facts.family},
        "trained": {"parameters": trained, "share": trained / max(1, facts.parameters, trained)},
        "estimate": _estimate(job, facts, trained, seen, runs),
        "sample": seen.sample,
        "choices": [
            {"name": name, "value": value, "reason": reason.model_dump(mode="json")}
            for name, value, reason in (*_chosen(job, method, facts, seen.count), *seen.choices)
        ],
        "findings": [{"title": title.model_dump(mode="json"), "detail": detail.model_dump(mode="json")} for title, detail in seen.findings],
    }


def _base(job: Job, task: Task) -> tuple[ModelFacts, TextTokenizer | None]:
    """The base and its tokenizer; None for one that has still to be trained."""
    new = job.model.new
    if new is None:
        facts = folder_facts(locate(job.model.base, job.model.network))
        tokenizer = TextTokenizer(facts.folder)
        check_fit(facts, tokenizer, task)
        return facts, tokenizer
    check_family(new.family, new.family, task)
    facts = new_facts(new)
    return facts, TextTokenizer(locate(new.tokenizer_from, job.model.network).folder) if new.tokenizer_from else None


def _table(job: Job, task: Task, facts: ModelFacts, tokenizer: TextTokenizer | None, length: int) -> _Seen:
    """The rows of a job that learns from rows."""
    dataset = load_dataset(job.data, task.roles, job.seed)
    labels = label_order(dataset.label_names, facts)
    rows = {
        "train": len(dataset.train),
        "validation": len(dataset.validation),
        "test": len(dataset.test) if dataset.test else 0,
        "labels": list(labels),
        "columns": dataset.columns,
    }
    part = dataset.train.take(range(min(SAMPLE_ROWS, len(dataset.train))))
    text = next(iter(part.columns.values()))[0]
    if tokenizer is None:
        guessed = _guessed_lengths([" ".join(cells) for cells in zip(*part.columns.values(), strict=True)])
        sample = {"row": dataset.train.rows[0], "tokens": [], "cut": 0}
        cut = np.maximum(guessed - length, 0)
        return _Seen(rows, guessed - cut, cut, len(dataset.train), sample, list(dataset.choices), list(dataset.notices))
    examples = task.examples(part, Reading(tokenizer, labels, length, job.task, facts.config))
    kept, cut_off = tokenizer.view(text, length)
    sample = {"row": dataset.train.rows[0], "tokens": kept, "cut": len(cut_off)}
    findings = [*dataset.notices, *token_findings(examples, length)]
    return _Seen(rows, examples.lengths, examples.cut, len(dataset.train), sample, list(dataset.choices), findings)


def _corpus(job: Job, task: Task, facts: ModelFacts, tokenizer: TextTokenizer | None, length: int) -> _Seen:
    """A corpus by its first documents; how much more there is follows from the size of its files (packed text: three times)."""
    path = Path(job.data.train)
    texts = list(islice(documents(path, job.data.columns.get("text", ""), job.data.encoding), SAMPLE_DOCUMENTS))
    read = sum(len(text.encode()) + 1 for text in texts)
    size = sum(file.stat().st_size * (PACKED if file.suffix in (".gz", ".xz") else 1) for file in corpus_files(path))
    more = 1.0 if len(texts) < SAMPLE_DOCUMENTS else max(1.0, size / max(1, read))
    table = Table(list(range(1, len(texts) + 1)), {"text": texts})
    if tokenizer is None:
        tokens = int(_guessed_lengths(texts).sum())
        lengths = np.full(max(1, tokens // length), length, dtype=np.int64)
        seen = _Seen({}, lengths, np.zeros_like(lengths), 0, {"row": 1, "tokens": [], "cut": 0})
    else:
        examples = task.examples(table, Reading(tokenizer, (), length, job.task, facts.config))
        kept, cut_off = tokenizer.view(texts[0], length)
        sample = {"row": 1, "tokens": kept, "cut": len(cut_off)}
        seen = _Seen({}, examples.lengths, examples.cut, 0, sample, findings=token_findings(examples, length))
    count = round(len(seen.lengths) * more)
    held = job.data.validation if isinstance(job.data.validation, float) else 0.0
    tested = job.data.test if isinstance(job.data.test, float) else 0.0
    seen.count = max(1, round(count * (1 - held - tested)))
    counts = {"train": seen.count, "validation": round(count * held), "test": round(count * tested)}
    seen.rows = {**counts, "labels": [], "columns": dict(job.data.columns)}
    return seen


def _guessed_lengths(texts: list[str]) -> npt.NDArray[np.int64]:
    """Tokens of each text by a tokenizer that isn't there yet: four letters make one, of Chinese and its kin one and a half."""
    wide = np.array([sum(letter > "\u2e7f" for letter in text) for text in texts])
    guessed: npt.NDArray[np.int64] = np.ceil((np.array([len(text) for text in texts]) - wide) / 4 + wide / 1.5).astype(np.int64) + 1
    return guessed


def _chosen(job: Job, method: Method, facts: ModelFacts, rows: int) -> list[tuple[str, str, Message]]:
    """What the job leaves open and the engine will settle, as the run itself will tell it."""
    epochs, why = job.training.passes(rows)
    rate, reason = method.learning_rate(facts) if job.model.new is None else new_rate(facts)
    found = [("epochs", f"{epochs:g}", why)] if job.training.epochs is None else []
    return [*found, ("learning rate", f"{rate:g}", reason)] if job.training.learning_rate is None else found


def _histogram(seen: _Seen, length: int) -> dict[str, Any]:
    """Token lengths before the cut: edges [n + 1] and counts [n], how many rows are cut, the longest."""
    lengths = seen.lengths + seen.cut
    longest = int(lengths.max(initial=1))
    counts, edges = np.histogram(lengths, bins=min(24, max(1, longest)), range=(0, longest))
    return {
        "edges": [float(edge) for edge in edges],
        "counts": [int(count) for count in counts],
        "cut": int((seen.cut > 0).sum()),
        "rows": len(lengths),
        "longest": longest,
        "mean": float(lengths.mean()) if len(lengths) else 0.0,
        "max_length": length,
    }


def _estimate(job: Job, facts: ModelFacts, trained: int, seen: _Seen, runs: Path) -> dict[str, Any]:
    """Memory at the peak, seconds, steps, and where the speed was taken from."""
    spec = job.training
    _, steps = spec.steps(seen.count)
    batches = epoch_batches(seen.lengths, spec.batch_size, job.seed, 0)
    widest = [int(seen.lengths[batch].max(initial=1)) for batch in batches]
    own = own_config(facts.config) is not None
    sizes = [int(seen.lengths[batch].sum()) if own else wide * len(batch) for wide, batch in zip(widest, batches, strict=True)]
    tokens = float(np.mean(sizes)) * steps
    at_a_time = min(spec.micro_batch_size or spec.batch_size, spec.batch_size)
    if own:  # rows are packed: as many of the longest as hold the largest batch's tokens
        at_a_time = min(at_a_time, math.ceil(max(sizes) / max(widest)))
    needed = need(facts, trained, at_a_time, max(widest), tokens, half=False)
    looks = 1 + math.ceil(steps / spec.steps_between_looks(seen.count))
    looked_at = looks * seen.rows["validation"] * float(seen.lengths.mean())  # tokens, forwards only
    operations = needed.operations + looked_at * body_parameters(facts) * 2
    speed, source = _speed(runs, OWN_SHARE if own else USED_SHARE)
    available = psutil.virtual_memory().available
    return {
        "memory": needed.memory,
        "memory_available": available,
        "fits": needed.memory < available,
        "seconds": START_SECONDS + operations / speed,
        "steps": steps,
        "tokens": tokens,
        "operations": operations,
        "speed_source": source.model_dump(mode="json"),
    }


def _speed(runs: Path, share: float) -> tuple[float, Message]:
    """Floating-point operations a second that training reaches here: from earlier runs, else from a trial product."""
    measured = []
    for run in list_runs(runs)[:10]:
        result = run.result() or {}
        if result.get("operations_per_second"):
            measured.append(float(result["operations_per_second"]))
    if measured:
        return float(np.median(measured)), say("as fast as your last runs were (median of {count}).", count=len(measured))
    a, b = np.ones((512, 512), dtype=np.float32), np.ones((512, 512), dtype=np.float32)
    trials: list[float] = []
    while len(trials) < 6 or sum(trials) < TRIAL_SECONDS:  # long enough that a stall of the machine isn't all there is
        begun = time.perf_counter()
        a @ b
        trials.append(time.perf_counter() - begun)
    return share * 2 * 512**3 / min(trials), say("from a short trial on this machine; after your first run it is sharper.")
