"""A model that can be asked: the result of a run, or any classifier folder. For predicting, measuring and exporting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel, Field

from engine.data.dataset import Table
from engine.errors import UserError
from engine.messages import plain, say
from engine.models.facts import check_weights, context_of, head_labels, read_config
from engine.models.starters import locate
from engine.models.tokenizers import TextTokenizer
from engine.registry import discover
from engine.runs import RunFolder, find_run, write_atomically
from engine.specs.hardware import HardwareSpec
from engine.specs.job import METHODS, TASKS
from engine.tasks._rows import EncodedRows
from engine.tasks._task import Prediction, Reading, Task
from engine.training import evaluation
from engine.training.precision import Compute, choose_compute
from engine.training.writing import measured

if TYPE_CHECKING:
    import numpy.typing as npt

NAMEPLATE = "tunebench.json"
WRITTEN_ROWS = 100  # texts that are written for BLEU and chrF when a file is measured


@dataclass
class Tuned:
    """A model with its tokenizer, labels and task. `run` is the run it came from, if any; `folder` holds the weights."""

    model: Any
    tokenizer: TextTokenizer
    task: Task
    labels: tuple[str, ...]
    max_length: int
    method: str
    folder: Path
    base: Path
    compute: Compute
    columns: dict[str, str]  # role -> column of the data that it was trained on
    run: RunFolder | None = None

    @property
    def reading(self) -> Reading:
        """How rows become tokens for this model."""
        return Reading(self.tokenizer, self.labels, self.max_length, self.task.spec(), self.model.config.to_dict())

    def raw(self, table: Table) -> npt.NDArray[np.float32]:
        """The task's raw outputs of the rows: [rows, ...] float32."""
        return evaluation.scores(self.model, self.task, self.task.examples(table, self.reading), self.compute, "raw")

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """What the model says of the texts: labels, or of a model for sentence vectors the likeness to the first text."""
        if not texts:
            return []
        encoded = EncodedRows(self.tokenizer.encode(texts, self.max_length), np.zeros(len(texts), dtype=np.int64))
        return self.task.predictions(evaluation.scores(self.model, self.task, encoded, self.compute, "raw"), self.labels)

    def fill(self, texts: Sequence[str]) -> list[tuple[str, list[tuple[str, float]]]]:
        """Each text with its first mask filled in, and the likeliest words there with their probabilities."""
        from engine.tasks.masked_lm import fill

        with self.compute.autocast():
            return [fill(self.model, self.tokenizer, text, self.compute.device) for text in texts]

    def measure(self, table: Table) -> dict[str, Any]:
        """All numbers over rows with what is wanted of them."""
        examples = self.task.examples(table, self.reading)
        scores = evaluation.scores(self.model, self.task, examples, self.compute)
        metrics = self.task.metrics(scores, examples.targets, self.labels)
        pairs = self.task.prompts(table, WRITTEN_ROWS) if self.task.name in ("translation", "instruction") else []
        return {**metrics, **(measured(self.model, self.task, pairs, self.reading, self.compute) if pairs else {})}


def write_nameplate(folder: Path, **facts: Any) -> None:
    """What a result folder needs to be opened again: task, method, labels, max_length, base."""
    write_atomically(folder / NAMEPLATE, json.dumps({"schema_version": 1, **facts}, indent=1, ensure_ascii=False))


def open_tuned(text: str, runs: Path, hardware: HardwareSpec | None = None) -> Tuned:
    """The tuned model of a run (path, id, beginning of an id), of a result folder, or of a transformers classifier folder."""
    path = Path(text).expanduser()
    if text.startswith("starter:"):
        return _open_folder(locate(text).folder, None, hardware)
    if (path / NAMEPLATE).is_file() or ((path / "config.json").is_file() and not (path / "job.toml").is_file()):
        return _open_folder(path.resolve(), None, hardware)
    run = find_run(text, runs)
    if not (run.model / NAMEPLATE).is_file():
        raise UserError(
            "run.no-model",
            say("Run {run} has no result yet.", run=run.id),
            hint=say("Let it finish, stop it with Stop and keep, or continue it with tunebench resume {run}.", run=run.id),
        )
    return _open_folder(run.model, run, hardware)


def _open_folder(folder: Path, run: RunFolder | None, hardware: HardwareSpec | None) -> Tuned:
    check_weights(folder)
    spec, tokenizer = hardware or HardwareSpec(precision="fp32"), TextTokenizer(folder)
    if (folder / NAMEPLATE).is_file():
        plate = _nameplate(folder)
        task, labels, length = discover(TASKS)[plate.task], plate.labels, plate.max_length
        method, name, columns = discover(METHODS)[plate.method], plate.method, plate.columns
        base_folder = locate(plate.base).folder if discover(METHODS)[name].partial else folder
        model = method.load(folder, base_folder, task, labels)
    else:
        task, labels, context = _from_config(folder)
        length = min((limit for limit in (context, tokenizer.limit) if limit), default=512)
        model, base_folder, name, columns = task.load(folder, labels).model, folder, "full", {}
    compute = choose_compute(spec)
    model.config.pad_token_id = tokenizer.padding_id  # an adapter's base may name none
    return Tuned(model.to(compute.device), tokenizer, task, labels, length, name, folder, base_folder, compute, columns, run)


class _Nameplate(BaseModel):
    """What write_nameplate left; unknown keys are those of a newer version."""

    task: str
    method: str
    labels: tuple[str, ...]
    max_length: int = Field(ge=1)
    base: str
    columns: dict[str, str] = {}


def _nameplate(folder: Path) -> _Nameplate:
    """The folder's nameplate. Raises UserError if it is damaged or names what this version doesn't know."""
    try:
        plate = _Nameplate.model_validate_json((folder / NAMEPLATE).read_bytes())
        if plate.task in discover(TASKS) and plate.method in discover(METHODS):
            return plate
        reason = say("It is of the task {task} and the method {method}.", task=plate.task, method=plate.method)
    except (OSError, ValueError) as error:
        lines = str(error).splitlines()  # pydantic's first line only counts the faults
        reason = say("{error}.", error=" ".join(lines[1:3] or lines)[:200])
    raise UserError(
        "model.nameplate",
        say("{file} can't be used.", file=plain(folder / NAMEPLATE)),
        detail=reason,
        hint=say("Copy the whole folder again, or open it with the version of the program that wrote it."),
    )


def _from_config(folder: Path) -> tuple[Task, tuple[str, ...], int]:
    """The task that a folder's own head is for: classification, masked or next words, writing."""
    config = read_config(folder)
    labels = head_labels(config)
    named = " ".join(str(name) for name in config.get("architectures") or [])
    for part, task in _TASK_OF_HEAD:
        if part in named and (labels or task != "text-classification"):
            return discover(TASKS)[task], labels if task == "text-classification" else (), context_of(config)
    raise UserError(
        "model.no-head",
        say("The model in {folder} has no head that this program can ask.", folder=plain(folder)),
        detail=say("Its config names {names}.", names=named or "-"),
        hint=say("Fine-tune it first, or choose a finished run."),
    )


_TASK_OF_HEAD = (
    ("SequenceClassification", "text-classification"),
    ("MaskedLM", "masked-lm"),
    ("CausalLM", "causal-lm"),
    ("LMHead", "causal-lm"),
    ("ConditionalGeneration", "translation"),
    ("MTModel", "translation"),
)
