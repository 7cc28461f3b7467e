"""A job becomes a session: rows read, base loaded, method applied, every automatic choice told."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from engine.data.dataset import Dataset, load_dataset
from engine.errors import UserError
from engine.events import Sample
from engine.messages import Message, say
from engine.methods._method import Method
from engine.models.facts import ModelFacts, folder_facts, head_labels
from engine.models.starters import locate
from engine.models.tokenizers import Encoded, TextTokenizer
from engine.registry import discover
from engine.runs import RunFolder, write_atomically
from engine.specs.job import METHODS, TASKS, Job
from engine.tasks._task import Examples, Task
from engine.training.channel import Channel
from engine.training.optimizer import make_optimizer
from engine.training.precision import Compute, choose_compute
from engine.training.session import Session

BLOCKS, BLOCK = 64, 1 << 16  # blocks of a weights file that are looked at, and their bytes: 4 MB whatever its size
UNKNOWN_SHARE = 0.05  # of all tokens; above it the model can't read the text and the user is warned


@dataclass
class Inputs:
    """What is known before torch is loaded: rows as tokens, and the base that reads them."""

    dataset: Dataset
    facts: ModelFacts
    tokenizer: TextTokenizer
    labels: tuple[str, ...]
    max_length: int
    train: Examples
    validation: Examples
    test: Examples | None


@dataclass
class Prepared:
    """A session with what the finishing needs."""

    session: Session
    inputs: Inputs
    method: Method


def prepare(run: RunFolder, job: Job, channel: Channel, fresh: bool) -> Prepared:
    """Read, tokenize, load, apply; a run that isn't fresh gets its weights from a checkpoint afterwards.

    Raises UserError before anything is trained.
    """
    task: Task = discover(TASKS)[job.task.type]
    method: Method = discover(METHODS)[job.method.type]
    inputs = _read(job, task, channel)
    channel.phase("loading", say("Loading torch and the weights"))
    compute = choose_compute(job.hardware, None if fresh else _began_with(run))
    tell_choices(channel, compute.choices)
    model, created = _load(job, task, inputs, compute, channel, fresh)
    model = method.apply(model, job.method, task, created).to(compute.device)
    rate, reason = method.learning_rate(inputs.facts)
    if job.training.epochs is None:
        epochs, why = job.training.passes(len(inputs.train))
        channel.choice("epochs", f"{epochs:g}", why)
    if job.training.learning_rate is None:
        channel.choice("learning rate", f"{rate:g}", reason)
    optimizer, choice = make_optimizer(model, job.training.learning_rate or rate, job.training.weight_decay, compute.device)
    channel.choice(*choice)
    _tell_trained(model, channel)
    session = Session(
        job=job,
        run=run,
        channel=channel,
        task=task,
        model=model,
        optimizer=optimizer,
        compute=compute,
        train=inputs.train,
        validation=inputs.validation,
        labels=inputs.labels,
        padding=inputs.tokenizer.padding_id,
        fingerprints={**inputs.dataset.fingerprints, "weights": weights_fingerprint(inputs.facts)},
    )
    _write_environment(run, session, inputs.facts)
    return Prepared(session, inputs, method)


def _read(job: Job, task: Task, channel: Channel) -> Inputs:
    """Rows and base, checked against each other."""
    channel.phase("reading", say("Reading the data"))
    dataset = load_dataset(job.data, task.roles, job.seed)
    for title, detail in dataset.notices:
        channel.notice(title, detail, warning=True)
    tell_choices(channel, dataset.choices)
    channel.phase("loading", say("Loading the base model"))
    facts = folder_facts(locate(job.model.base, job.model.network))
    tokenizer = TextTokenizer(facts.folder)
    check_fit(facts, tokenizer, task)
    labels = label_order(dataset.label_names, facts)
    length = fitting_length(job, facts, channel)
    channel.phase("tokenizing", say("Tokenizing"))
    train = task.examples(dataset.train, tokenizer, labels, length)
    validation = task.examples(dataset.validation, tokenizer, labels, length)
    test = task.examples(dataset.test, tokenizer, labels, length) if dataset.test else None
    _tell_tokens(channel, dataset, tokenizer, train, length)
    return Inputs(dataset, facts, tokenizer, labels, length, train, validation, test)


def _load(job: Job, task: Task, inputs: Inputs, compute: Compute, channel: Channel, fresh: bool) -> tuple[Any, list[str]]:
    """The base with the task's head, on the device, and the tensors that no checkpoint had.

    A new head gets its start unless a checkpoint of the run follows.
    """
    import torch

    torch.manual_seed(job.seed)
    loaded = task.load(inputs.facts.folder, inputs.labels)
    tell_choices(channel, loaded.choices)
    if loaded.created:
        names = ", ".join(loaded.created[:6])
        channel.notice(say("New in this model, learned from nothing: {names}.", names=names))
    model, padding = loaded.model.to(compute.device), inputs.tokenizer.padding_id
    model.config.pad_token_id = padding
    if fresh and (started := task.start(model, loaded.created, inputs.train, padding, compute, job.task)):
        channel.choice(*started)
    return model, loaded.created


def tell_choices(channel: Channel, choices: Iterable[tuple[str, str, Message]]) -> None:
    """Say each choice."""
    for choice in choices:
        channel.choice(*choice)


def _tell_trained(model: Any, channel: Channel) -> None:
    trained = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    total = sum(parameter.numel() for parameter in model.parameters())
    channel.notice(
        say("{trained:,} of {total:,} weights are trained ({share:.2f} %).", trained=trained, total=total, share=100 * trained / total)
    )


def check_fit(facts: ModelFacts, tokenizer: TextTokenizer, task: Task) -> None:
    """Do model, tokenizer and task belong together? Raises UserError."""
    if facts.vocabulary and tokenizer.vocabulary > facts.vocabulary:
        raise UserError(
            "model.tokenizer-mismatch",
            say(
                "The tokenizer has {tokens:,} entries but the model only {rows:,}: they don't belong together.",
                tokens=tokenizer.vocabulary,
                rows=facts.vocabulary,
            ),
            hint=say("Copy tokenizer.json and the weights from the same model."),
        )
    if facts.family not in task.families:
        raise UserError(
            "model.wrong-family",
            say(
                "{model} is of the family {family}, which can't do {task}.",
                model=facts.title,
                family=Message(template=facts.family),
                task=Message(template=task.title),
            ),
            hint=say("Choose a model of one of these families: {names}.", names=", ".join(task.families)),
        )


def label_order(names: tuple[str, ...], facts: ModelFacts) -> tuple[str, ...]:
    """The labels sorted, or in the order of the checkpoint's own head where it has exactly these."""
    own = head_labels(facts.config)
    return own if sorted(own) == sorted(names) else names


def fitting_length(job: Job, facts: ModelFacts, channel: Channel | None = None) -> int:
    """The job's maximum length, or the model's context where that is shorter (told as a choice)."""
    wanted = job.training.max_length
    if not facts.context or wanted <= facts.context:
        return wanted
    if channel:
        channel.choice("maximum length", str(facts.context), say("the model has no positions beyond {count} tokens.", count=facts.context))
    return facts.context


def _tell_tokens(channel: Channel, dataset: Dataset, tokenizer: TextTokenizer, train: Examples, max_length: int) -> None:
    """One row as the model sees it, and what is wrong with the others."""
    text = dataset.train.columns["text"][0]
    kept, cut_off = tokenizer.view(text, max_length)
    channel.emit(Sample(text=text[:2000], tokens=kept, cut=len(cut_off)))
    for title, remedy in token_findings(train.encoded, max_length):
        channel.notice(title, remedy, warning=True)


def token_findings(encoded: Encoded, max_length: int) -> list[tuple[Message, Message]]:
    """What is wrong with the training texts as the model sees them, each with what to do; for the run and for the plan."""
    found = []
    cut = int((encoded.cut > 0).sum())
    if cut:
        title = say(
            "{cut:,} of {rows:,} training texts are longer than {length} tokens and are cut.",
            cut=cut,
            rows=len(encoded.cut),
            length=max_length,
        )
        found.append((title, say("Raise the maximum length to show them whole; it takes more time and memory.")))
    share = encoded.unknown / max(1, len(encoded.ids))
    if share > UNKNOWN_SHARE:
        title = say("{share:.0f} % of the tokens are not in this model's vocabulary: it can't read much of this text.", share=100 * share)
        found.append((title, say("Choose a base model that was made for the language of your data.")))
    return found


def weights_fingerprint(facts: ModelFacts) -> str:
    """A hash of what the base is: names, shapes, sizes, and blocks from all over its weights (cheap also for many gigabytes)."""
    parts = hashlib.sha256()
    layout = {name: [list(tensor.shape), tensor.dtype] for name, tensor in sorted(facts.tensors.items())}
    parts.update(json.dumps(layout, sort_keys=True).encode())
    for file in sorted(facts.folder.glob("*.safetensors")):
        size = file.stat().st_size
        parts.update(f"{file.name} {size}".encode())
        with file.open("rb") as stream:
            for place in range(BLOCKS):
                stream.seek(max(0, size - BLOCK) * place // (BLOCKS - 1))
                parts.update(stream.read(BLOCK))
    return parts.hexdigest()


def _began_with(run: RunFolder) -> tuple[str, str] | None:
    """Device and precision that environment.json names; None if it names none that could have been chosen automatically."""
    try:
        table = json.loads((run.path / "environment.json").read_text(encoding="utf-8"))
        return (str(table["device"]), str(table["precision"])) if table["precision"] in ("fp32", "bf16") else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_environment(run: RunFolder, session: Session, facts: ModelFacts) -> None:
    """environment.json: what one needs to know to get the same curve elsewhere."""
    packages = ("tunebench", "torch", "transformers", "tokenizers", "peft", "numpy", "scikit-learn", "safetensors")
    versions: dict[str, str] = {}
    for name in packages:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    compute = session.compute
    table: dict[str, Any] = {
        "schema_version": 1,
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": platform.machine(),
        "versions": versions,
        "device": compute.device,
        "precision": compute.precision,
        "threads": compute.threads,
        "base": {"text": facts.base, "folder": str(facts.folder), "parameters": facts.parameters},
        "fingerprints": session.fingerprints,
    }
    write_atomically(run.path / "environment.json", json.dumps(table, indent=1, ensure_ascii=False))
