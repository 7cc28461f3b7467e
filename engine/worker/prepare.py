"""A job becomes a session: rows read, base loaded, method applied, every automatic choice told."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from engine.messages import Message, say
from engine.methods._method import Method
from engine.models.facts import ModelFacts, weights_fingerprint
from engine.models.foreign import bare, is_own
from engine.registry import discover
from engine.runs import RunFolder, write_atomically
from engine.specs.job import METHODS, TASKS, Job
from engine.tasks._task import Task
from engine.training.channel import Channel
from engine.training.features import cached
from engine.training.optimizer import make_optimizer, spare_the_compiler
from engine.training.precision import Before, Compute, choose_compute
from engine.training.session import Session
from engine.training.watching import watcher
from engine.training.writing import sampler
from engine.worker.reading import Inputs, read_inputs


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
    inputs = read_inputs(run, job, task, channel)
    channel.phase("loading", say("Loading torch and the weights"))
    spare_the_compiler()
    compute = choose_compute(job.hardware, None if fresh else _began_with(run))
    tell_choices(channel, compute.choices)
    model, created = _load(job, task, inputs, compute, channel, fresh)
    model = method.apply(model, job.method, task, created).to(compute.device)
    _settle(job, method, model, compute, channel)
    if method.cached:
        _cache(task, model, inputs, compute, channel)
    rate, reason = method.learning_rate(inputs.facts) if job.model.new is None else new_rate(inputs.facts)
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
        fingerprints={**inputs.fingerprints, "weights": weights_fingerprint(inputs.facts)},
        write_sample=sampler(task, model, [prompt for prompt, _ in inputs.prompts], inputs.reading, compute, channel),
    )
    session.snapshot = watcher(session, inputs.reading, inputs.probe)
    _write_environment(run, session, inputs.facts, inputs.max_length)
    return Prepared(session, inputs, method)


def new_rate(facts: ModelFacts) -> tuple[float, Message]:
    """The learning rate of a model that knows nothing: larger for narrow models (Kaplan et al. 2020, appendix D, gives the trend)."""
    rate = float(f"{min(2e-3, 0.38 / max(64, facts.hidden)):.1g}")
    return rate, say("a model that knows nothing takes large steps, the larger the narrower it is.")


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
    if loaded.surplus:
        title = say("The checkpoint holds {count} tensors that this model has no use for.", count=len(loaded.surplus))
        channel.notice(title, say("Among them {names}.", names=", ".join(loaded.surplus[:6])), warning=True)
    model = loaded.model.to(compute.device)
    model.config.pad_token_id = inputs.tokenizer.padding_id
    if fresh and (started := task.start(model, loaded.created, inputs.train, compute, job.task)):
        channel.choice(*started)
    return model, loaded.created


def _settle(job: Job, method: Method, model: Any, compute: Compute, channel: Channel) -> None:
    """The tricks that change random numbers or rounding, each with its plain twin behind hardware.exact; activations kept or not."""
    if job.training.checkpoint_activations:
        if is_own(model):
            model.set_checkpointed(True)
        else:
            bare(model).gradient_checkpointing_enable()
    if not is_own(model):
        return
    import torch

    from engine.models.adapters import hold_frozen
    from engine.models.dropout import Dropout, set_exact

    set_exact(model, job.hardware.exact)
    if job.hardware.exact:
        channel.choice(
            "arithmetic", "textbook", say("the job asks for it: new dropout masks for each layer, frozen weights in full precision.")
        )
        return
    if compute.device == "cpu" and any(isinstance(module, Dropout) and module.share for module in model.modules()):
        channel.choice(
            "dropout", "mask pool", say("masks are windows into one pool of random bits: the same distribution, much cheaper to draw.")
        )
    dtype = torch.bfloat16 if compute.precision == "bf16" else torch.float16
    if method.partial and compute.precision != "fp32" and hold_frozen(model, dtype):
        channel.choice("frozen weights", compute.precision, say("they are multiplied in that format anyway, so they are kept in it."))


def _cache(task: Task, model: Any, inputs: Inputs, compute: Compute, channel: Channel) -> None:
    """What the frozen body says of every row, once."""
    channel.phase("features", say("Asking the frozen body about every row, once"))
    train = cached(model, task, inputs.train, compute)
    validation = cached(model, task, inputs.validation, compute)
    if train is not None and validation is not None:
        inputs.train, inputs.validation = train, validation
        channel.choice("features", "kept", say("the body does not change, so that its answers are computed once for all epochs."))


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


def _began_with(run: RunFolder) -> Before | None:
    """Device, precision and threads that environment.json names; None if it names none that could have been chosen automatically."""
    try:
        table = json.loads((run.path / "environment.json").read_text(encoding="utf-8"))
        return Before(str(table["device"]), table["precision"], int(table["threads"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_environment(run: RunFolder, session: Session, facts: ModelFacts, length: int) -> None:
    """environment.json: what one needs to know to get the same curve elsewhere."""
    packages = ("tunebench", "torch", "transformers", "tokenizers", "peft", "numpy", "safetensors")
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
        "labels": list(session.labels),
        "max_length": length,
        "fingerprints": session.fingerprints,
    }
    write_atomically(run.path / "environment.json", json.dumps(table, indent=1, ensure_ascii=False))
