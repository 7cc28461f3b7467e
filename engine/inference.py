"""Asking a trained model: texts, files, measuring, exporting. What the command line and the window's tools share."""

from __future__ import annotations

import contextlib
import csv
import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.data.dataset import load_table
from engine.errors import UserError
from engine.exporters._exporter import export
from engine.messages import Message, plain, say
from engine.paths import runs_root
from engine.registry import discover
from engine.tasks._task import Prediction
from engine.training.tuned import Tuned, open_tuned


@dataclass(frozen=True)
class Found:
    """Predictions with their texts; probabilities stand in the order of labels."""

    labels: list[str]
    texts: list[str]
    predictions: list[Prediction]


def predict_texts(model: str, texts: Sequence[str]) -> Found:
    """What a model says of texts."""
    return _found(open_tuned(model, runs_root()), texts)


def _found(tuned: Tuned, texts: Sequence[str]) -> Found:
    """What a model says of texts, in the way that its task is asked."""
    if tuned.task.asking == "text":
        raise UserError(
            "predict.writes",
            say("This model writes texts; it names no labels."),
            hint=say("Ask it with tunebench generate."),
        )
    if tuned.task.asking == "fill":
        filled = tuned.fill(texts)
        words = sorted({word for _, best in filled for word, _ in best})
        rows = [Prediction(text, tuple(dict(best).get(word, 0.0) for word in words)) for text, best in filled]
        return Found(words, list(texts), rows)
    labels = list(tuned.labels) if tuned.task.asking == "labels" else ["similarity"]
    return Found(labels, list(texts), tuned.predict(texts))


def predict_lines(model: str, lines: Iterable[str]) -> Iterator[Found]:
    """What a model says of each line as it comes, opened once for all of them.

    A line that is a JSON string is taken for that string, so that a text can hold line breaks.
    """
    tuned = open_tuned(model, runs_root())
    for line in lines:
        if text := _text_of(line):
            yield _found(tuned, text.split("\n") if tuned.task.asking == "similarity" else [text])


def _text_of(line: str) -> str:
    text = line.strip()
    if text.startswith('"'):
        with contextlib.suppress(ValueError):
            return str(json.loads(text))
    return text


def predict_file(model: str, file: Path) -> Found:
    """What a model says of a file's texts; the label column isn't needed."""
    tuned = open_tuned(model, runs_root())
    roles = [role for role in tuned.task.roles if role.kind == "text"]
    table, _ = load_table(file, tuned.columns, roles)
    texts = table.columns["text"]
    return _found(tuned, texts)


def write_predictions(found: Found, file: Path) -> None:
    """A csv file with a probability for each label, the label and the text; no cell of it is a formula. Raises UserError."""
    try:
        with file.expanduser().open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([*map(safe_cell, found.labels), "label", "text"])
            for text, row in zip(found.texts, found.predictions, strict=True):
                writer.writerow([*row.probabilities, safe_cell(row.label), safe_cell(text)])
    except OSError as error:
        raise UserError(
            "predict.unwritable",
            say("The predictions can't be written to {file}.", file=plain(file)),
            detail=say("{error}.", error=error.strerror or str(error)),
            hint=say("Free some space or choose another file with --out."),
        ) from None


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet won't take for a formula."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def evaluate_file(model: str, file: Path) -> dict[str, Any]:
    """All numbers of a model over a file with labels."""
    tuned = open_tuned(model, runs_root())
    table, _ = load_table(file, tuned.columns, tuned.task.roles, tuned.labels)
    return tuned.measure(table)


def export_model(model: str, format: str, folder: Path, report: Callable[[Message], None]) -> dict[str, Any]:
    """Write a model in a format; see exporters. Raises UserError."""
    known = discover("engine.exporters")
    if format not in known:
        near = difflib.get_close_matches(format, list(known), n=1, cutoff=0.5)
        hint = say("Did you mean {name}?", name=near[0]) if near else say("Known here: {names}.", names=", ".join(known))
        raise UserError("export.unknown", say("There is no export format {name}.", name=format), hint=hint)
    report(say("Loading the model"))
    return export(known[format], open_tuned(model, runs_root()), folder.expanduser().absolute(), report)
