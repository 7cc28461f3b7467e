"""Real parts for every test: a tiny base model with its own tokenizer, a little data with a learnable word, the command line.

Guards: each test has a home of its own, and one that leaves a child process or a thread behind fails.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import psutil
import pytest

from engine.launch import engine_command, engine_environment
from engine.specs.job import Job, parse_job

ROOT = Path(__file__).resolve().parent.parent
hypothesis.settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("repeatable")  # a failure is there again the next time, on every machine
OPINIONS = {"good": "positive", "lovely": "positive", "bad": "negative", "awful": "negative"}
FILLERS = [
    "the",
    "a",
    "room",
    "meal",
    "was",
    "very",
    "quite",
    "and",
    "with",
    "of",
    "table",
    "walk",
    "from",
    "bus",
    "chair",
    "soup",
    "old",
    "new",
    "small",
    "cold",
    "warm",
    "it",
    "here",
]
PATIENCE = 5.0  # seconds in which a child or a thread that has been told to end must have ended


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Runs, caches and settings of a test lie in its own folder, and it speaks English."""
    folder = tmp_path / "home"
    monkeypatch.setenv("TUNEBENCH_HOME", str(folder))
    monkeypatch.setenv("TUNEBENCH_LANGUAGE", "en")
    monkeypatch.delenv("TUNEBENCH_RUNS", raising=False)
    return folder


@pytest.fixture(autouse=True)
def nothing_runs_on(home: Path) -> Iterator[None]:
    """Fails a test that leaves a child process or a thread of its own behind."""
    here = psutil.Process()
    children = {child.pid for child in here.children()}
    threads = {thread.ident for thread in threading.enumerate()}
    yield
    left = [child for child in here.children() if child.pid not in children and not _is_keeper(child)]
    _, alive = psutil.wait_procs(left, timeout=PATIENCE) if left else ([], [])
    said = [str(child) for child in alive]
    for child in alive:
        child.kill()
    running = [thread for thread in threading.enumerate() if thread.ident not in threads and _is_own(thread)]
    for thread in running:
        thread.join(PATIENCE)
    assert not said, f"child processes left: {said}"
    assert not [thread for thread in running if thread.is_alive()], f"threads left: {running}"


def _is_keeper(child: psutil.Process) -> bool:
    """Python's own resource tracker, which lives as long as the process that made it."""
    try:
        return any("resource_tracker" in part for part in child.cmdline())
    except psutil.Error:
        return False


def _is_own(thread: threading.Thread) -> bool:
    """A thread that Python code started: those of Qt show up as dummies, tqdm's monitor lives as long as the process."""
    return not isinstance(thread, threading._DummyThread) and type(thread).__name__ != "TMonitor"


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two layers and 32 hidden units with a WordPiece tokenizer of its own, as transformers saves them."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    make_tokenizer(folder)
    import torch
    from transformers import BertConfig, BertModel

    rows = len(json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"])
    with torch.random.fork_rng():
        torch.manual_seed(0)
        sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
        BertModel(BertConfig(vocab_size=rows, max_position_embeddings=64, initializer_range=0.2, **sizes)).save_pretrained(folder)
    return folder


def make_tokenizer(folder: Path) -> None:
    """A lowercase WordPiece tokenizer over the words of the tiny data, letters and word endings."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [*OPINIONS, *FILLERS, *letters[1:], *(f"##{letter}" for letter in letters), "##ing", "##able", *".,!?'-", "好", "不"]
    vocabulary = {text: index for index, text in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words])}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [("[CLS]", 2), ("[SEP]", 3)]
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=ends)
    made.decoder = decoders.WordPiece()
    names = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=64, **names).save_pretrained(folder)


@pytest.fixture(scope="session")
def still_base(tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny base without dropout, for comparing numbers."""
    folder = tmp_path_factory.mktemp("still") / "tiny"
    shutil.copytree(tiny_base, folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config |= {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def opinion_rows(count: int) -> list[tuple[str, str]]:
    """Texts of varied length, each with a word that tells its label, said twice; the same rows every time."""
    words, rows = list(OPINIONS), []
    for index in range(count):
        around = [FILLERS[(index * 7 + place * 5) % len(FILLERS)] for place in range(1 + index * 3 % 11)]
        word = words[index % len(words)]
        around.insert(index % len(around), word)
        rows.append((" ".join([word, *around]), OPINIONS[word]))
    return rows


@pytest.fixture(scope="session")
def tiny_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A csv file of 60 rows, text and label, whose label stands in one word."""
    file = tmp_path_factory.mktemp("data") / "opinions.csv"
    lines = ["text,label", *(f"{text},{label}" for text, label in opinion_rows(60))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def job_table(tiny_base: Path, tiny_data: Path) -> Callable[..., dict[str, Any]]:
    """The table of a small job, with settings such as training={"epochs": 1} laid over it."""

    def make(**settings: dict[str, Any]) -> dict[str, Any]:
        table: dict[str, Any] = {
            "data": {"train": str(tiny_data), "validation": 0.2, "columns": {"text": "text", "label": "label"}},
            "model": {"base": str(tiny_base)},
            "task": {"type": "text-classification"},
            "method": {"type": "full"},
            "training": {"epochs": 2, "batch_size": 8, "max_length": 32, "evaluate_every": 4, "learning_rate": 1e-2},
            "hardware": {"device": "cpu", "precision": "fp32", "threads": 1},
        }
        for section, values in settings.items():
            table[section] = {**({} if "type" in values else table.get(section, {})), **values}
        return table

    return make


@pytest.fixture(scope="session")
def make_job(job_table: Callable[..., dict[str, Any]]) -> Callable[..., Job]:
    """The job of such a table."""
    return lambda **settings: parse_job(job_table(**settings))


@pytest.fixture
def job_file(job_table: Callable[..., dict[str, Any]], tmp_path: Path) -> Callable[..., Path]:
    """Such a job as a file."""
    import tomli_w

    def write(**settings: dict[str, Any]) -> Path:
        file = tmp_path / "job.toml"
        file.write_text(tomli_w.dumps(job_table(**settings)), encoding="utf-8")
        return file

    return write


@dataclass(frozen=True)
class Said:
    """What a command gave back: exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one value on standard output."""
        return json.loads(self.out)

    @property
    def all(self) -> str:
        """Everything that the person saw, wrapped lines joined."""
        return " ".join(f"{self.out}\n{self.err}".split())


@pytest.fixture
def tunebench(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """The command line, in this process."""
    from engine.cli import main

    def call(*arguments: str | Path) -> Said:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return call


@pytest.fixture
def child(home: Path) -> Callable[..., Said]:
    """The command line as a process of its own."""

    def call(*arguments: str | Path, folder: Path | None = None, **environment: str) -> Said:
        command = engine_command(*(str(argument) for argument in arguments))
        done = subprocess.run(
            command,
            check=False,
            cwd=folder,
            env={**engine_environment(), **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=240,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session")
def fresh_python() -> Callable[..., str]:
    """Runs a piece of Python in a fresh interpreter that sees the source; returns what it printed."""

    def call(code: str, *arguments: str | Path, source: Path = ROOT) -> str:
        import sys

        environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", code, *(str(argument) for argument in arguments)]
        done = subprocess.run(command, check=False, cwd=source, env=environment, capture_output=True, encoding="utf-8", timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call
