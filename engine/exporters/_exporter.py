"""What every exporter gives, and how an export is compared with the model it came from."""

from __future__ import annotations

import shutil
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import UserError
from engine.exporters._comparing import comparison_texts, our_outputs
from engine.messages import Message, plain, say
from engine.models.facts import read_config
from engine.models.load import HEADS
from engine.registry import Plugin
from engine.training.disk import WRITE_ERRORS, disk_reason
from engine.training.tuned import Tuned

TOLERANCE = 1e-3  # largest difference of a raw output; merging rounds in float32


@dataclass(frozen=True)
class Verification:
    """What the comparison found: rows compared, rows with the same label, largest difference of a raw output."""

    loaded_by: str
    rows: int
    same: int
    largest_difference: float


class Exporter(Plugin):
    """Base of all exporters."""

    @abstractmethod
    def suits(self, method: str) -> Message | None:
        """Why this format is not for a model tuned by this method; None if it is."""

    @abstractmethod
    def write(self, tuned: Tuned, folder: Path) -> None:
        """Write the files (the folder is empty). May use the model up."""

    @abstractmethod
    def load_again(self, tuned: Tuned, folder: Path, texts: list[str]) -> tuple[str, Any]:
        """Name of the loader, and raw outputs [rows, labels] of the texts by what was written, without our code."""


def export(exporter: Exporter, tuned: Tuned, folder: Path, report: Callable[[Message], None]) -> dict[str, Any]:
    """Write beside, load again, compare, rename into place. Raises UserError; then nothing is left behind."""
    reason = exporter.suits(tuned.method)
    if reason:
        raise UserError("export.unsuited", say("{format} is not for this model.", format=Message(template=exporter.title)), detail=reason)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            "export.taken",
            say("{folder} already holds something.", folder=plain(folder)),
            hint=say("Choose a new or empty folder; nothing is ever overwritten."),
        )
    texts = comparison_texts(tuned)
    ours = our_outputs(tuned, texts)
    beside = folder.with_name(f".{folder.name}.tunebench-export")  # a name that nobody else gives
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        report(say("Writing the files"))
        exporter.write(tuned, beside)
        tuned.tokenizer.save(beside, tuned.max_length)
        report(say("Loading the export again and comparing {rows} rows", rows=len(texts)))
        verification = _verify(exporter, tuned, beside, texts, ours)
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            folder.rmdir()
        beside.replace(folder)
    except WRITE_ERRORS as error:
        raise UserError(
            "disk.export",
            say("The export can't be written to {folder}.", folder=plain(folder)),
            detail=say("{error}.", error=disk_reason(error)),
            hint=say("Free some space or choose another folder."),
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    files = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
    return {
        "format": exporter.name,
        "folder": str(folder),
        "files": files,
        "bytes": sum(files.values()),
        "verification": asdict(verification),
        "snippet": snippet(exporter.name, folder, tuned),
    }


def _verify(exporter: Exporter, tuned: Tuned, folder: Path, texts: list[str], ours: Any) -> Verification:
    """Load what was written and compare. Raises UserError whatever other libraries say of it."""
    try:
        loader, theirs = exporter.load_again(tuned, folder, texts)
    except MemoryError:
        raise
    except Exception as error:
        raise UserError(
            "export.unreadable",
            say("The export was written, but it can't be loaded again."),
            detail=say("{error}.", error=(str(error).splitlines() or [type(error).__name__])[0][:300]),
            hint=say("Nothing was kept. Please report this with the run folder."),
        ) from error
    return _compare(loader, ours, np.asarray(theirs))


def _compare(loader: str, ours: Any, theirs: Any) -> Verification:
    same = int((ours.argmax(axis=1) == theirs.argmax(axis=1)).sum())
    largest = float(np.abs(ours - theirs).max())
    if same < len(ours) or not largest <= TOLERANCE:  # NaN is refused as well
        raise UserError(
            "export.differs",
            say("The export gives other answers than the model: {same} of {rows} labels are the same.", same=same, rows=len(ours)),
            detail=say("The largest difference of a raw output is {largest:.2g}.", largest=largest),
            hint=say("Nothing was kept. Please report this with the run folder."),
        )
    return Verification(loader, len(ours), same, largest)


def snippet(name: str, folder: Path, tuned: Tuned) -> str:
    """Code that loads the export, for people who use it elsewhere."""
    auto = HEADS[tuned.task.head].auto
    if name == "adapter":
        return _adapter_snippet(auto, folder, tuned)
    if tuned.task.head == "vectors":
        return (
            "from transformers import AutoModel, AutoTokenizer\n"
            f"tokenizer, model = AutoTokenizer.from_pretrained({str(folder)!r}), AutoModel.from_pretrained({str(folder)!r}).eval()\n"
            'batch = tokenizer(["A text.", "Another."], padding=True, return_tensors="pt")\n'
            'mask = batch["attention_mask"][:, :, None]\n'
            "vectors = (model(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)\n"
        )
    if tuned.task.head in PIPELINES:
        kind, example = PIPELINES[tuned.task.head]
        more = ", truncation=True" if kind == "text-classification" else ""
        return f'from transformers import pipeline\nask = pipeline("{kind}", model={str(folder)!r}{more})\nprint(ask("{example}"))\n'
    return (
        f"from transformers import {auto}, AutoTokenizer\n"
        f"tokenizer, model = AutoTokenizer.from_pretrained({str(folder)!r}), {auto}.from_pretrained({str(folder)!r}).eval()\n"
        'batch = tokenizer("Exactly what I needed.", return_tensors="pt")\n'
        + (
            "print(tokenizer.batch_decode(model.generate(**batch, num_beams=4, max_new_tokens=60), skip_special_tokens=True))\n"
            if tuned.task.head == "seq2seq-lm"
            else "print(model(**batch).logits)\n"
        )
    )


PIPELINES = {
    "sequence-classification": ("text-classification", "Exactly what I needed."),
    "causal-lm": ("text-generation", "Once upon a time"),
    "masked-lm": ("fill-mask", "This is [MASK]."),
}


def _adapter_snippet(auto: str, folder: Path, tuned: Tuned) -> str:
    padding = tuned.tokenizer.padding_id
    named = "" if read_config(tuned.base).get("pad_token_id") == padding else f", pad_token_id={padding}"
    labels = f"labels = {list(tuned.labels)!r}\n" if tuned.labels else ""
    names = (
        ", num_labels=len(labels)" + named + ",\n    id2label=dict(enumerate(labels)), label2id={name: i for i, name in enumerate(labels)}"
        if tuned.labels
        else named
    )
    return (
        "from peft import PeftModel\n"
        f"from transformers import {auto}, AutoTokenizer\n"
        f"{labels}"
        f'base = {auto}.from_pretrained({str(tuned.base)!r}, dtype="float32"{names})\n'
        f"model = PeftModel.from_pretrained(base, {str(folder)!r}).eval()\n"
        f"tokenizer = AutoTokenizer.from_pretrained({str(folder)!r})\n"
    )
