"""A model that can be asked: the result of a run, or any classifier folder. For predicting, measuring and exporting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from engine.tasks._task import Prediction, Task
from engine.training import evaluation
from engine.training.precision import Compute, choose_compute

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

NAMEPLATE = "tunebench.json"


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

    def scores(self, table: Table) -> npt.NDArray[np.float32]:
        """The task's raw outputs of the rows: [rows, ...] float32."""
        examples = self.task.examples(table, self.tokenizer, self.labels, self.max_length)
        return evaluation.scores(self.model, self.task, examples, self.tokenizer.padding_id, self.compute)

    def predict(self, texts: Sequence[str]) -> list[Prediction]:
        """What the model says of the texts."""
        table = Table(list(range(1, len(texts) + 1)), {"text": list(texts)})
        return self.task.predictions(self.scores(table), self.labels) if texts else []

    def measure(self, table: Table) -> dict[str, Any]:
        """All numbers over rows with labels."""
        examples = self.task.examples(table, self.tokenizer, self.labels, self.max_length)
        scores = evaluation.scores(self.model, self.task, examples, self.tokenizer.padding_id, self.compute)
        return self.task.metrics(scores, examples.targets, self.labels)


def write_nameplate(folder: Path, **facts: Any) -> None:
    """What a result folder needs to be opened again: task, method, labels, max_length, base."""
    write_atomically(folder / NAMEPLATE, json.dumps({"schema_version": 1, **facts}, indent=1, ensure_ascii=False))


def open_tuned(text: str, runs: Path, hardware: HardwareSpec | None = None) -> Tuned:
    """The tuned model of a run (path, id, beginning of an id), of a result folder, or of a transformers classifier folder."""
    path = Path(text).expanduser()
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
        base_folder = folder if name == "full" else locate(plate.base).folder
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
    config = read_config(folder)
    labels = head_labels(config)
    if not any("SequenceClassification" in str(name) for name in config.get("architectures") or []) or not labels:
        raise UserError(
            "model.no-head",
            say("The model in {folder} has no classification head, so it can't name labels yet.", folder=plain(folder)),
            hint=say("Fine-tune it first, or choose a finished run."),
        )
    return discover(TASKS)["text-classification"], labels, context_of(config)
