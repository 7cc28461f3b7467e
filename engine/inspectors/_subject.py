"""A model to be looked into: a starter, a folder, a run's result or one of its checkpoints, with what is known of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError

from engine.errors import UserError
from engine.messages import plain, say
from engine.models.capture import Row
from engine.models.facts import ModelFacts, check_weights, context_of, folder_facts, head_labels, weights_fingerprint
from engine.models.foreign import bare, is_own
from engine.models.load import load_model
from engine.models.starters import Base, locate
from engine.models.tokenizers import TextTokenizer
from engine.registry import discover
from engine.runs import RunFolder, find_run
from engine.specs.job import METHODS, TASKS
from engine.tasks._task import Task
from engine.training import checkpoint
from engine.training.tuned import NAMEPLATE, open_tuned

# part of a class's name in config.json -> the kind of head to load the folder with; anything else is a body without a head
_HEADS = (
    ("SequenceClassification", "sequence-classification"),
    ("TokenClassification", "token-classification"),
    ("QuestionAnswering", "question-answering"),
    ("MaskedLM", "masked-lm"),
    ("NextSentence", "sentence-order"),
    ("CausalLM", "causal-lm"),
    ("LMHead", "causal-lm"),
    ("ConditionalGeneration", "seq2seq-lm"),
    ("MTModel", "seq2seq-lm"),
)
WRITTEN = 24  # tokens that an encoder-decoder writes itself where no target is given


@dataclass
class Subject:
    """A model in memory, float32 and in eval mode, on the processor.

    text: how it was asked for; facts: of its base; head: its kind of head, see engine/models/load.py; task, method: of the
    run it comes from, if any; step: of a checkpoint; created: tensors that no checkpoint had; weights: files beside the
    base's that belong to its hash; base: what it was trained from, "" where nobody knows.
    """

    text: str
    model: Any
    tokenizer: TextTokenizer
    facts: ModelFacts
    head: str
    labels: tuple[str, ...] = ()
    task: Task | None = None
    method: str = ""
    run: RunFolder | None = None
    step: int | None = None
    created: list[str] = field(default_factory=list)
    weights: list[Path] = field(default_factory=list)
    base: str = ""

    @property
    def family(self) -> str:
        """ "encoder", "decoder" or "encoder-decoder"."""
        return self.facts.family

    @property
    def context(self) -> int:
        """Most tokens that it has positions for; 0 where its config doesn't say."""
        return context_of(self.facts.config)

    @property
    def has_adapter(self) -> bool:
        """Can its base be asked by switching an adapter off?"""
        return bool(self._switches) or hasattr(self.model, "disable_adapter")

    @cached_property
    def _switches(self) -> list[Any]:
        if not is_own(self.model):
            return []
        from engine.models.adapters import lora_layers

        return list(lora_layers(self.model).values())

    @contextmanager
    def as_base(self) -> Iterator[None]:
        """Inside, the adapter is off: the same weights answer as the base does."""
        if not self._switches:
            with self.model.disable_adapter():
                yield
            return
        for layer in self._switches:
            layer.off = True
        try:
            yield
        finally:
            for layer in self._switches:
                layer.off = False

    @cached_property
    def hash(self) -> str:
        """Of the weights: sixteen hex digits (blocks from all over the base's file, and the whole of what lies beside it)."""
        parts = hashlib.sha256(weights_fingerprint(self.facts).encode())
        for file in self.weights:
            parts.update(file.read_bytes())
        return parts.hexdigest()[:16]

    @cached_property
    def embeddings(self) -> Any:
        """The table of token vectors: a torch tensor [vocabulary, hidden] float32."""
        if is_own(self.model):
            from engine.models.blocks import Embedding

            named = ("word_embeddings", "embed_tokens", "shared")
            return next(
                module.weight.detach()
                for name, module in self.model.named_modules()
                if isinstance(module, Embedding) and name.rpartition(".")[2] in named
            )
        return bare(self.model).get_input_embeddings().weight.detach()

    def row(self, text: str, pair: str = "", target: str = "") -> Row:
        """A text, or a pair, as the model is given it. Raises UserError if it is too long for the model, or nothing at all."""
        encoding = self.tokenizer.encoding(text, pair)
        if not encoding.ids:
            raise UserError(
                "inspect.empty",
                say("There are no tokens to look at: this tokenizer adds none to an empty text."),
                hint=say("Type a text."),
            )
        self._require_room(len(encoding.ids))
        kinds = np.asarray(encoding.type_ids, dtype=np.int32)
        segments = kinds if pair and int(self.facts.config.get("type_vocab_size") or 0) > 1 else None
        row = Row(np.asarray(encoding.ids, dtype=np.int32), segments)
        return Row(row.ids, row.segments, self._target(row, target)) if self.family == "encoder-decoder" else row

    def _require_room(self, tokens: int) -> None:
        if self.context and tokens > self.context:
            raise UserError(
                "inspect.too-long",
                say("The text is {tokens:,} tokens long, and this model has places for {most:,}.", tokens=tokens, most=self.context),
                hint=say("Shorten it: what lies beyond would not be seen by the model either."),
            )

    def _target(self, row: Row, target: str) -> Any:
        """What the decoder is to have written: the start token and the target, or what the model itself writes."""
        config = self.facts.config
        start = config.get("decoder_start_token_id")
        first = int(start if isinstance(start, int) else self.tokenizer.padding_id)
        if target:
            wanted = self.tokenizer.bare_ids([target])[0]
            self._require_room(len(wanted) + 1)
            return np.concatenate(([first], wanted)).astype(np.int32)
        if self.head != "seq2seq-lm":  # it has a head of another kind, whose decoder reads the text once more
            return np.concatenate(([first], row.ids[:-1])).astype(np.int32)
        from engine.models.generation import Wish, write
        from engine.training.writing import end_ids

        wish = Wish(max_new_tokens=WRITTEN, greedy=True, ends=end_ids(self.tokenizer, config))
        return np.asarray([first, *write(self.model, [row.ids], wish)[0]], dtype=np.int32)

    def origin(self) -> dict[str, Any]:
        """What stands on every view of it."""
        return {
            "model": self.text,
            "title": self.facts.title if self.run is None else self.run.id,
            "folder": plain(self.facts.folder),
            "step": self.step,
            "hash": self.hash,
            "architecture": self.facts.architecture,
            "family": self.family,
            "dtype": "float32",
            "head": self.head,
        }


def open_subject(text: str, runs: Path) -> Subject:
    """The model of a starter, a folder, a run, or "RUN@STEP" for one of its checkpoints. Raises UserError.

    A run without a result is looked at in its newest checkpoint.
    """
    name, at, step = text.rpartition("@")
    if at and (step.isdecimal() or step == "newest"):
        return _checkpoint(text, find_run(name, runs), step)
    path = Path(text).expanduser()
    folder = text.startswith("starter:") or ((path / "config.json").is_file() and not (path / "job.toml").is_file())
    if folder and not (path / NAMEPLATE).is_file():
        return _plain(text, locate(text))
    if not folder and not (path / NAMEPLATE).is_file():
        run = find_run(text, runs)
        if not (run.model / NAMEPLATE).is_file():
            return _checkpoint(text, run, "newest")
    tuned = open_tuned(text, runs)
    facts = folder_facts(Base(text, tuned.base, "folder", tuned.base.name))
    beside = tuned.folder / "adapter_model.safetensors"
    return Subject(
        text,
        tuned.model.cpu().eval(),
        tuned.tokenizer,
        facts,
        tuned.task.head,
        tuned.labels,
        tuned.task,
        tuned.method,
        tuned.run,
        weights=[beside] if beside.is_file() and tuned.folder != tuned.base else [],
        base=_trained_from(tuned.folder),
    )


def _plain(text: str, base: Base) -> Subject:
    """A folder of transformers with the head that its config names."""
    check_weights(base.folder)
    facts = folder_facts(base)
    named = " ".join(str(name) for name in facts.config.get("architectures") or [])
    head = next((head for part, head in _HEADS if part in named), "vectors")
    if head == "vectors" and facts.family == "encoder-decoder":
        head = "seq2seq-lm"  # a decoder writes through the table of its embeddings, if it has no layer of its own for that
    labels = head_labels(facts.config) if head in ("sequence-classification", "token-classification") else ()
    loaded = load_model(base.folder, head, labels)
    tokenizer = TextTokenizer(base.folder)
    loaded.model.config.pad_token_id = tokenizer.padding_id
    return Subject(text, loaded.model.eval(), tokenizer, facts, head, labels, created=_really(loaded.created))


def _really(created: list[str]) -> list[str]:
    """New tensors that anything depends on: a pooler that nobody asks is none."""
    return [name for name in created if "pooler." not in name]


def _checkpoint(text: str, run: RunFolder, step: str) -> Subject:
    """The weights of a run at a step, also while it is running."""
    job = run.job()
    folder = _checkpoint_folder(run, step)
    try:
        table = json.loads((run.path / "environment.json").read_text(encoding="utf-8"))
        base = Path(table["base"]["folder"])
        labels = tuple(str(label) for label in table["labels"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(
            "inspect.no-environment",
            say("Run {run} doesn't say what its model was made from.", run=run.id),
            hint=say("Look at its result, or start it again with this version."),
        ) from None
    task, method = discover(TASKS)[job.task.type], discover(METHODS)[job.method.type]
    loaded = task.load(base, labels)
    model = method.apply(loaded.model, job.method, task, loaded.created)
    try:
        checkpoint.load_weights(folder, model)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise UserError(
            "inspect.checkpoint",
            say("The checkpoint {name} of run {run} can't be read.", name=folder.name, run=run.id),
            detail=say("{error}.", error=(str(error).splitlines() or [type(error).__name__])[0][:200]),
            hint=say("A running job may just have replaced it; look again."),
        ) from None
    tokenizer = TextTokenizer(base)
    model.config.pad_token_id = tokenizer.padding_id
    facts = folder_facts(Base(text, base, "folder", base.name))
    weights = [folder / "trained.safetensors"]
    found = Subject(text, model.eval(), tokenizer, facts, task.head, labels, task, job.method.type, run, weights=weights)
    found.step, found.base = checkpoint.step_of(folder), str(base)
    return found


def _trained_from(folder: Path) -> str:
    """The base that a result's nameplate names."""
    try:
        return str(json.loads((folder / NAMEPLATE).read_text(encoding="utf-8"))["base"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _checkpoint_folder(run: RunFolder, step: str) -> Path:
    there = sorted((path for path in run.checkpoints.glob("step-*") if path.name[5:].isdecimal()), key=checkpoint.step_of)
    chosen = [path for path in there if step == "newest" or checkpoint.step_of(path) == int(step)]
    if chosen:
        return chosen[-1]
    if not there:
        raise UserError(
            "inspect.no-checkpoint",
            say("Run {run} has no result and no checkpoint yet.", run=run.id),
            hint=say("Wait for its first evaluation, or ask it for a checkpoint now."),
        )
    names = ", ".join(str(checkpoint.step_of(path)) for path in there[-8:])
    raise UserError(
        "inspect.no-checkpoint",
        say("Run {run} has no checkpoint of step {step}.", run=run.id, step=step),
        hint=say("There are those of steps {names}.", names=names),
    )
