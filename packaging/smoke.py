"""Does a frozen application work? Every task is trained for a few steps, evaluated, exported and asked; models are looked into.

Everything goes through the program's command line, so that it can be run where no Python is (packaging/prove.py runs it inside
a bare root). `prepare(folder)` makes the files that it needs with the development environment: tables in every format, running
text, and tiny models of architectures that transformers computes.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = (
    "The old room was quiet and warm.",
    "A small bus went along the river.",
    "She read the paper in the garden.",
    "天气很好，我们去散步。",
)
# task -> base, data file, columns, further settings
TASKS: dict[str, tuple[str, str, dict[str, str], dict[str, Any]]] = {
    "text-classification": ("starter:encoder", "reviews.csv", {"text": "text", "label": "label"}, {}),
    "masked-lm": ("starter:encoder-small", "corpus.txt", {}, {}),
    "sentence-order": ("starter:encoder-small", "corpus.txt", {}, {}),
    "contrastive": ("starter:encoder-small", "corpus.txt", {}, {}),
    "causal-lm": ("starter:decoder", "corpus.txt", {}, {}),
    "instruction": ("starter:decoder", "pairs.csv", {"prompt": "one", "answer": "other"}, {}),
    "translation": ("starter:encoder-decoder", "pairs.csv", {"source": "one", "target": "other"}, {}),
    "span-denoising": ("starter:encoder-decoder", "corpus.txt", {}, {}),
}
FOREIGN = ("distilbert", "roberta", "gpt2", "t5")


def prepare(folder: Path) -> None:
    """Tables, running text and tiny foreign models, made with the development environment."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [(f"{SENTENCES[place % 3]} {place}", ("good", "bad")[place % 2]) for place in range(48)]
    _table(folder / "reviews.csv", [("text", "label"), *rows])
    _table(folder / "pairs.csv", [("one", "other"), *((f"say {place}", SENTENCES[place % 4]) for place in range(40))])
    (folder / "corpus.txt").write_text("\n\n".join(" ".join(SENTENCES) for _ in range(160)), encoding="utf-8")
    import pyarrow
    import pyarrow.parquet
    import xlsxwriter

    columns = {"text": [text for text, _ in rows], "label": [label for _, label in rows]}
    pyarrow.parquet.write_table(pyarrow.table(columns), folder / "reviews.parquet")
    with xlsxwriter.Workbook(folder / "reviews.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([("text", "label"), *rows]):
            sheet.write_row(number, 0, row)
    for name in FOREIGN:
        _foreign(name, folder / name)


def _table(file: Path, rows: Sequence[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


def _foreign(name: str, folder: Path) -> None:
    """A tiny random model with the small decoder's tokenizer."""
    import shutil

    import transformers

    wide = {"vocab_size": 8192, "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
    made = {
        "distilbert": lambda: transformers.DistilBertModel(
            transformers.DistilBertConfig(**wide, dim=32, n_layers=2, n_heads=2, hidden_dim=64)
        ),
        "roberta": lambda: transformers.RobertaForMaskedLM(
            transformers.RobertaConfig(**wide, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64)
        ),
        "gpt2": lambda: transformers.GPT2LMHeadModel(transformers.GPT2Config(**wide, n_embd=32, n_layer=2, n_head=2)),
        "t5": lambda: transformers.T5ForConditionalGeneration(
            transformers.T5Config(**wide, d_model=32, d_kv=16, d_ff=64, num_layers=2, num_heads=2, decoder_start_token_id=0)
        ),
    }
    made[name]().save_pretrained(folder)
    for file in (ROOT / "resources" / "starters" / "decoder").glob("tokenizer*"):
        shutil.copyfile(file, folder / file.name)


class Smoke:
    """Runs the program. before: words that come before it (chroot, unshare); home, files: as the program sees them."""

    def __init__(self, program: str, home: str, files: str, before: Sequence[str] = (), outside: Path | None = None) -> None:
        self.program, self.home, self.files, self.before = program, home, files, list(before)
        self.outside = outside or Path("/")  # where the program's root lies for us
        self.table: list[tuple[str, float]] = []

    def run(self, name: str, *words: str, environment: dict[str, str] | None = None) -> Any:
        """One command; its last line of JSON. Ends everything with what went wrong if it fails."""
        clean = {"HOME": self.home, "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "TUNEBENCH_HOME": f"{self.home}/data"}
        if os.name == "nt":
            clean |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "LOCALAPPDATA") if name in os.environ}
        clean |= {"OMP_WAIT_POLICY": "PASSIVE", **(environment or {})}
        begun = time.monotonic()
        done = subprocess.run(
            [*self.before, self.program, *words], env=clean, capture_output=True, text=True, encoding="utf-8", check=False
        )
        self.table.append((name, time.monotonic() - begun))
        print(f"  {name:44} {self.table[-1][1]:6.1f} s" + ("" if done.returncode == 0 else f"  FAILED ({done.returncode})"), flush=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}\n{done.stdout[-3000:]}\n{done.stderr[-4000:]}")
        lines = done.stdout.strip().splitlines()
        try:
            return json.loads(lines[-1]) if lines else {}
        except ValueError:
            return {}

    def all(self) -> None:
        """Everything once."""
        self.run("version", "version")
        self.run("doctor", "doctor", "--json")
        for ending in ("csv", "parquet", "xlsx"):
            self.run(f"reading .{ending}", "data", "check", f"{self.files}/reviews.{ending}", "--json")
        known = [entry["name"] for entry in self.run("catalog", "catalog", "--json")["tasks"]]
        if sorted(known) != sorted(TASKS):
            raise SystemExit(f"the smoke test knows other tasks than the application: {sorted(set(known) ^ set(TASKS))}")
        for task in known:
            self.train(task)
        self.sample()
        for name in FOREIGN:
            self.foreign(name)
        self.new_model()
        self.look()

    def job(self, name: str, task: str, base: str, method: str = "lora") -> str:
        """A job file of a few steps; its path as the program sees it."""
        _, data, columns, _ = TASKS[task]
        lines = [f'title = "{name}"', "[data]", f'train = "{self.files}/{data}"', "validation = 0.2", "[model]", f'base = "{base}"']
        if columns:
            lines += ["[data.columns]", *(f'{role} = "{column}"' for role, column in columns.items())]
        lines += ["[task]", f'type = "{task}"', "[method]", f'type = "{method}"']
        lines += ["[training]", "max_steps = 2", "batch_size = 8", "max_length = 64", "evaluate_every = 2"]
        file = self.outside / self.home.lstrip("/") / f"{name}.toml" if os.name != "nt" else Path(self.home) / f"{name}.toml"
        file.write_text("\n".join(lines), encoding="utf-8")
        return f"{self.home}/{name}.toml"

    def train(self, task: str) -> None:
        """One task, with LoRA."""
        name = task.replace("-", "_")
        self.run(f"train {task}", "train", self.job(name, task, TASKS[task][0]), "--run", f"{self.home}/runs/{name}", "--json")

    def sample(self) -> None:
        """The sample job's way: evaluated, asked, exported twice; head and full as well."""
        run = f"{self.home}/runs/text_classification"
        self.run("evaluate", "evaluate", run, "--data", f"{self.files}/reviews.csv", "--json")
        self.run("predict", "predict", run, "--text", SENTENCES[0], "--json")
        for format in ("merged", "adapter"):
            self.run(f"export {format}", "export", run, "--to", format, "--out", f"{self.home}/{format}", "--json")
        self.run("generate", "generate", f"{self.home}/runs/causal_lm", "--prompt", "The", "--json")
        for method in ("full", "head"):
            job = self.job(method, "text-classification", "starter:encoder", method)
            self.run(f"train, {method}", "train", job, "--run", f"{self.home}/runs/{method}", "--json")

    def foreign(self, name: str) -> None:
        """An architecture that transformers computes, with peft's LoRA."""
        task = {"gpt2": "causal-lm", "t5": "translation"}.get(name, "text-classification")
        job = self.job(name, task, f"{self.files}/{name}")
        self.run(f"train {name} (transformers, peft)", "train", job, "--run", f"{self.home}/runs/{name}", "--json")
        self.run(
            f"look into {name}",
            "inspect",
            "attention",
            f"{self.files}/{name}",
            "--text",
            "a b",
            "--out",
            f"{self.home}/{name}.npz",
            "--json",
        )

    def new_model(self) -> None:
        """A model from nothing, its tokenizer included."""
        job = self.job("new", "causal-lm", "starter:decoder", "full")
        file = self.outside / self.home.lstrip("/") / "new.toml" if os.name != "nt" else Path(self.home) / "new.toml"
        shape = 'family = "decoder"\nlayers = 1\nhidden = 32\nheads = 2\ncontext = 64\nvocabulary = 300'
        text = file.read_text(encoding="utf-8").replace('[model]\nbase = "starter:decoder"', f"[model.new]\n{shape}")
        file.write_text(text, encoding="utf-8")
        self.run("train from nothing", "train", job, "--run", f"{self.home}/runs/new", "--json")

    def look(self) -> None:
        """Pictures through Qt, and a report."""
        run = f"{self.home}/runs/text_classification"
        for ending in ("png", "pdf", "svg"):
            words = ("inspect", "attention", run, "--text", SENTENCES[0], "--out", f"{self.home}/map.{ending}", "--json")
            self.run(f"look, .{ending}", *words, environment={"QT_QPA_PLATFORM": "offscreen"})
        self.run("report", "inspect", "report", run, "--text", SENTENCES[0], "--out", f"{self.home}/report.html", "--json")


def main(arguments: list[str] | None = None) -> int:
    """Prepare, then run everything; the exit status."""
    parser = argparse.ArgumentParser(prog="smoke.py", description=__doc__)
    parser.add_argument("program", help="the frozen tunebench")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="tunebench smoke 烟-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        prepare(place / "files")
        (place / "home").mkdir()
        begun = time.monotonic()
        smoke = Smoke(str(Path(chosen.program).resolve()), (place / "home").as_posix(), (place / "files").as_posix())
        smoke.all()
        print(f"  all in {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
