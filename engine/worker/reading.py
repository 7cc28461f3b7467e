"""What is known before torch is loaded: the base, rows or a corpus as tokens, all checked against each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from engine.data.corpus import Corpus, read_corpus, split_corpus
from engine.data.dataset import Table, load_dataset
from engine.errors import UserError
from engine.events import Sample
from engine.messages import Message, plain, say
from engine.models.facts import ModelFacts, folder_facts, head_labels
from engine.models.starters import Base, locate
from engine.models.tokenizers import TextTokenizer
from engine.runs import RunFolder
from engine.specs.job import Job
from engine.tasks._task import Examples, Reading, Task
from engine.training.channel import Channel
from engine.worker.new_model import NEW_BASE, make_base

UNKNOWN_SHARE = 0.05  # of all tokens; above it the model can't read the text and the user is warned
PROBED = 8  # validation texts that a watched run follows where its job names none; of documents the first PROBED_TOKENS tokens
PROBED_TOKENS = 128
PROMPTS = 2  # documents of a corpus that the model is asked to continue while it learns


@dataclass
class Inputs:
    """What is known before torch is loaded. prompts: (prompt, wanted text) of validation rows, for tasks whose model writes.

    probe: the first few validation texts.
    """

    facts: ModelFacts
    reading: Reading
    train: Examples
    validation: Examples
    test: Examples | None
    fingerprints: dict[str, str]
    columns: dict[str, str] = field(default_factory=dict)
    prompts: list[tuple[str, str]] = field(default_factory=list)
    probe: list[str] = field(default_factory=list)

    @property
    def tokenizer(self) -> TextTokenizer:
        """The base's tokenizer."""
        return self.reading.tokenizer

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the order of the head's outputs."""
        return self.reading.labels

    @property
    def max_length(self) -> int:
        """Tokens of a row at most."""
        return self.reading.max_length


def read_inputs(run: RunFolder, job: Job, task: Task, channel: Channel) -> Inputs:
    """Rows and base, checked against each other. Raises UserError before anything is trained."""
    channel.phase("reading", say("Reading the data"))
    if task.corpus:
        return _read_corpus(run, job, task, channel)
    dataset = load_dataset(job.data, task.roles, job.seed)
    for title, detail in dataset.notices:
        channel.notice(title, detail, warning=True)
    for choice in dataset.choices:
        channel.choice(*choice)
    facts, tokenizer = _base(run, job, task, channel, lambda: (text for cells in dataset.train.columns.values() for text in cells))
    reading = _reading(job, facts, tokenizer, task, label_order(dataset.label_names, facts), channel)
    channel.phase("tokenizing", say("Tokenizing"))
    train = task.examples(dataset.train, reading)
    validation = task.examples(dataset.validation, reading)
    test = task.examples(dataset.test, reading) if dataset.test else None
    _tell_tokens(channel, next(iter(dataset.train.columns.values()))[0], reading, train)
    prompts = task.prompts(dataset.validation, max(PROMPTS, getattr(job.task, "measured", 0)))
    probe = [asked for asked, _ in task.prompts(dataset.validation, PROBED)] or next(iter(dataset.validation.columns.values()))[:PROBED]
    return Inputs(facts, reading, train, validation, test, dataset.fingerprints, dataset.columns, prompts, probe)


def _read_corpus(run: RunFolder, job: Job, task: Task, channel: Channel) -> Inputs:
    from engine.data.corpus import documents

    path, column = Path(job.data.train), job.data.columns.get("text", "")
    facts, tokenizer = _base(run, job, task, channel, lambda: documents(path, column, job.data.encoding))
    reading = _reading(job, facts, tokenizer, task, (), channel)
    channel.phase("tokenizing", say("Tokenizing the corpus, once; later runs find it done"))
    corpus = read_corpus(path, column, tokenizer, _progress(channel), job.data.encoding)
    for title, detail in corpus.notices:
        channel.notice(title, detail)
    fingerprints = dict(corpus.fingerprints)
    chosen = np.arange(corpus.documents)
    test = None
    if isinstance(job.data.test, str):
        test = _other(job.data.test, job, task, reading, channel, fingerprints)[0]
    elif job.data.test is not None:
        chosen, held = _split(corpus, chosen, job.data.test, job.seed + 1)
        test = task.document_examples(corpus, held, reading)  # type: ignore[attr-defined]
    if isinstance(job.data.validation, str):
        validation, other = _other(job.data.validation, job, task, reading, channel, fingerprints)
        prompts = _prompts(task, corpus, chosen[:PROMPTS], tokenizer)
        probe = _beginnings(other, np.arange(min(PROBED, other.documents)), tokenizer, PROBED_TOKENS)
    else:
        chosen, held = _split(corpus, chosen, job.data.validation, job.seed)
        validation = task.document_examples(corpus, held, reading)  # type: ignore[attr-defined]
        prompts = _prompts(task, corpus, held[:PROMPTS], tokenizer)
        probe = _beginnings(corpus, held[:PROBED], tokenizer, PROBED_TOKENS)
    train = task.document_examples(corpus, chosen, reading)  # type: ignore[attr-defined]
    _require_a_batch(job, train, reading)
    told = say(
        "{documents:,} documents, {tokens:,} tokens; {rows:,} rows of at most {length} tokens to learn from.",
        documents=corpus.documents,
        tokens=corpus.tokens,
        rows=len(train),
        length=reading.max_length,
    )
    channel.notice(told)
    _tell_tokens(channel, tokenizer.text(corpus.document(int(chosen[0]))[: reading.max_length].tolist()), reading, train)
    return Inputs(facts, reading, train, validation, test, fingerprints, dict(job.data.columns), prompts, probe)


def _split(corpus: Corpus, chosen: Any, share: float, seed: int) -> tuple[Any, Any]:
    """Of the chosen documents, those that stay and those held back."""
    kept, held = split_corpus(corpus, share, seed)
    return np.intersect1d(chosen, kept), np.intersect1d(chosen, held)


def _other(path: str, job: Job, task: Task, reading: Reading, channel: Channel, fingerprints: dict[str, str]) -> tuple[Examples, Corpus]:
    """A validation or test corpus of its own, as rows and as it is."""
    corpus = read_corpus(Path(path), job.data.columns.get("text", ""), reading.tokenizer, _progress(channel), job.data.encoding)
    fingerprints.update(corpus.fingerprints)
    return task.document_examples(corpus, np.arange(corpus.documents), reading), corpus  # type: ignore[attr-defined]


def _prompts(task: Task, corpus: Corpus, chosen: Any, tokenizer: TextTokenizer) -> list[tuple[str, str]]:
    texts = _beginnings(corpus, chosen, tokenizer, 64)
    return task.prompts(Table(list(range(1, len(texts) + 1)), {"text": texts}), PROMPTS)


def _beginnings(corpus: Corpus, chosen: Any, tokenizer: TextTokenizer, tokens: int) -> list[str]:
    """The first tokens of documents as text."""
    return [tokenizer.text(corpus.document(int(place))[:tokens].tolist()) for place in chosen]


def _progress(channel: Channel) -> Callable[[float], None]:
    """Tells of a share, at each whole percent."""
    from engine.events import Progress

    told = -1

    def report(share: float) -> None:
        nonlocal told
        if int(100 * share) > told:
            told = int(100 * share)
            channel.emit(Progress(done=told, total=100, unit="percent"))

    return report


def _require_a_batch(job: Job, train: Examples, reading: Reading) -> None:
    """Raises UserError if a corpus doesn't fill a single batch."""
    if len(train) < job.training.batch_size:
        raise UserError(
            "data.corpus-small",
            say(
                "The corpus fills {rows} rows of {length} tokens, fewer than one batch of {batch}.",
                rows=len(train),
                length=reading.max_length,
                batch=job.training.batch_size,
            ),
            hint=say("Add text, or lower training.batch_size or training.max_length."),
        )


def _base(run: RunFolder, job: Job, task: Task, channel: Channel, texts: Callable[[], Any]) -> tuple[ModelFacts, TextTokenizer]:
    """The base, made from nothing where the job says so, and its tokenizer."""
    channel.phase("loading", say("Loading the base model"))
    if job.model.new is not None:
        check_family(job.model.new.family, job.model.new.family, task)
        make_base(run, job, texts, channel)
        facts = folder_facts(Base("new", run.path / NEW_BASE, "folder", job.title or run.id))
    else:
        facts = folder_facts(locate(job.model.base, job.model.network))
    tokenizer = TextTokenizer(facts.folder)
    check_fit(facts, tokenizer, task)
    return facts, tokenizer


def _reading(job: Job, facts: ModelFacts, tokenizer: TextTokenizer, task: Task, labels: tuple[str, ...], channel: Channel) -> Reading:
    return Reading(tokenizer, labels, fitting_length(job, facts, channel), job.task, facts.config)


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
    check_family(facts.title, facts.family, task)


def check_family(title: str, family: str, task: Task) -> None:
    """Raises UserError if models of this family can't learn the task."""
    if family not in task.families:
        names = Message(template=task.families[0]) if len(task.families) == 1 else ", ".join(task.families)
        raise UserError(
            "model.wrong-family",
            say(
                "{model} is of the family {family}, which can't do {task}.",
                model=title,
                family=Message(template=family),
                task=Message(template=task.title),
            ),
            hint=say("Choose a model of one of these families: {names}.", names=names),
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


def _tell_tokens(channel: Channel, text: str, reading: Reading, train: Examples) -> None:
    """One row as the model sees it, and what is wrong with the others."""
    kept, cut_off = reading.tokenizer.view(text, reading.max_length)
    channel.emit(Sample(text=text[:2000], tokens=kept, cut=len(cut_off)))
    for title, remedy in token_findings(train, reading.max_length):
        channel.notice(title, remedy, warning=True)


def token_findings(train: Examples, max_length: int) -> list[tuple[Message, Message]]:
    """What is wrong with the training texts as the model sees them, each with what to do; for the run and for the plan."""
    found = list(train.findings)
    cut = int((train.cut > 0).sum())
    if cut:
        title = say(
            "{cut:,} of {rows:,} training texts are longer than {length} tokens and are cut.", cut=cut, rows=len(train), length=max_length
        )
        found.append((title, say("Raise the maximum length to show them whole; it takes more time and memory.")))
    if train.unknown > UNKNOWN_SHARE:
        title = say(
            "{share:.0f} % of the tokens are not in this model's vocabulary: it can't read much of this text.", share=100 * train.unknown
        )
        found.append((title, say("Choose a base model that was made for the language of your data.")))
    return found


def base_text(run: RunFolder, job: Job) -> str:
    """What a result's nameplate says of its base."""
    return plain(run.path / NEW_BASE) if job.model.new is not None else job.model.base
