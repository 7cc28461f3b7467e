"""Jobs that start from nothing or go on with running text: from the job file to a folder that transformers loads."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.runs import RunFolder
from engine.specs.job import parse_job
from engine.training.tuned import open_tuned
from engine.worker.run import run_job

LINES = [
    "The old bus was late again, and nobody in the village knew why it was so.",
    "She wrote a long letter to her brother about the garden behind the house.",
    "Bread tastes better when it has been baked slowly, as every baker will tell you.",
    "今天下午我们去河边散步，看见很多人在钓鱼，也有人在画画。",
    "这本书讲的是一位老教师和他的学生们的故事，非常动人。",
    "如果明天不下雨，我们就一起去山上看日出，然后回家吃饭。",
]
FAMILIES = {
    "causal-lm": "decoder",
    "instruction": "decoder",
    "masked-lm": "encoder",
    "sentence-order": "encoder",
    "contrastive": "encoder",
    "span-denoising": "encoder-decoder",
    "translation": "encoder-decoder",
}
AUTO = {"decoder": "AutoModelForCausalLM", "encoder": "AutoModelForMaskedLM", "encoder-decoder": "AutoModelForSeq2SeqLM"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text file of ninety lines in two languages."""
    file = tmp_path_factory.mktemp("corpus") / "lines.txt"
    file.write_text("\n".join(f"{LINES[place % 6]} {LINES[place * 5 % 6]}" for place in range(90)) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of prompts with answers, and of sources with targets."""
    file = tmp_path_factory.mktemp("pairs") / "pairs.jsonl"
    rows = [
        {"prompt": LINES[place % 3], "answer": "Yes.", "source": LINES[place % 3], "target": LINES[3 + place % 3]} for place in range(40)
    ]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return file


@pytest.fixture
def job_of(corpus: Path, pairs: Path) -> Callable[..., dict[str, Any]]:
    """The table of a small job from nothing for a task."""

    def make(task: str, **sections: dict[str, Any]) -> dict[str, Any]:
        table: dict[str, Any] = {
            "data": {"train": str(pairs if task in ("instruction", "translation") else corpus), "validation": 0.2},
            "model": {"new": {"family": FAMILIES[task], "layers": 1, "hidden": 32, "heads": 2, "context": 64, "vocabulary": 420}},
            "task": {"type": task},
            "method": {"type": "full"},
            "training": {"epochs": 1, "max_steps": 4, "max_length": 32, "batch_size": 4, "evaluate_every": 2},
            "hardware": {"device": "cpu", "precision": "fp32", "threads": 1},
        }
        for section, values in sections.items():
            table[section] = {**({} if "type" in values else table[section]), **values}
        return table

    return make


def done(table: dict[str, Any], folder: Path) -> tuple[int, RunFolder, list[Any]]:
    told: list[Any] = []
    run = RunFolder.create(folder, parse_job(table))
    return run_job(run, told.append), run, told


def words(told: list[Any]) -> str:
    return " ".join(f"{event.title} {event.detail} {event.hint}" for event in told if event.kind == "error")


@pytest.mark.parametrize("task", FAMILIES)
def test_that_a_model_from_nothing_learns_its_task_and_loads_elsewhere(task: str, job_of: Callable[..., Any], tmp_path: Path) -> None:
    status, run, told = done(job_of(task), tmp_path / "runs")
    assert status == 0, words(told)
    losses = [event.values["loss"] for event in told if event.kind == "metrics" and event.split == "train"]
    assert len(losses) == 4
    assert len([event for event in told if event.kind == "progress"]) < 200  # told as often as anyone can see, not for each text
    result = run.result()
    assert result is not None
    assert result["status"] == "completed"
    assert "never saw" in str(result["sentence"])
    tuned = open_tuned(str(run.path), tmp_path)
    assert tuned.task.name == task
    from engine.exporters._exporter import export
    from engine.exporters.merged import PLUGIN

    exported = export(PLUGIN, tuned, tmp_path / "out", lambda _message: None)
    assert exported["verification"]["same"] == exported["verification"]["rows"] > 0
    assert exported["verification"]["largest_difference"] < 1e-4
    if FAMILIES[task] != "encoder":
        assert [event for event in told if event.kind == "generated"] or task == "span-denoising"


def test_that_an_interrupted_run_from_nothing_goes_on_with_the_same_base_and_ends_in_the_same_weights(
    job_of: Callable[..., Any], tmp_path: Path
) -> None:
    import hashlib

    table = job_of(
        "causal-lm", model={"new": {"family": "decoder", "layers": 1, "hidden": 32, "heads": 2, "vocabulary": 420, "dropout": 0.1}}
    )
    table["training"]["checkpoint_every"] = 1
    _, whole, _ = done(table, tmp_path / "whole")
    run = RunFolder.create(tmp_path / "halved", parse_job(table))

    def interrupt(event: Any) -> None:
        if event.kind == "checkpoint" and event.step == 2:
            raise KeyboardInterrupt

    assert run_job(run, interrupt) == 130
    assert run_job(run) == 0
    digests = [hashlib.sha256((one.model / "model.safetensors").read_bytes()).hexdigest() for one in (whole, run)]
    assert digests[0] == digests[1]


def test_that_pretraining_goes_on_from_a_finished_model(job_of: Callable[..., Any], tmp_path: Path) -> None:
    _, first, _ = done(job_of("masked-lm"), tmp_path / "first")
    table = job_of("masked-lm")
    table["model"] = {"base": str(first.model)}
    status, again, told = done(table, tmp_path / "again")
    assert status == 0, words(told)
    before = next(event.values["loss"] for event in told if event.kind == "metrics" and event.split == "validation")
    assert before == pytest.approx(first.result()["final"]["validation"]["loss"], rel=1e-4)  # type: ignore[index]
    assert again.result() is not None


def test_that_a_lora_adapter_of_a_decoder_is_written_for_peft(job_of: Callable[..., Any], tmp_path: Path) -> None:
    _, base, _ = done(job_of("causal-lm"), tmp_path / "base")
    table = job_of("instruction", method={"type": "lora", "rank": 2}, training={"max_length": 64})
    table["model"] = {"base": str(base.model)}
    status, run, told = done(table, tmp_path / "run")
    assert status == 0, words(told)
    from engine.exporters._exporter import export
    from engine.exporters.adapter import PLUGIN

    exported = export(PLUGIN, open_tuned(str(run.path), tmp_path), tmp_path / "adapter", lambda _message: None)
    assert exported["verification"]["same"] == exported["verification"]["rows"]
    assert json.loads((tmp_path / "adapter" / "adapter_config.json").read_text(encoding="utf-8"))["task_type"] == "CAUSAL_LM"


def test_that_the_tokenizer_of_another_model_can_be_taken(job_of: Callable[..., Any], tmp_path: Path, tiny_base: Path) -> None:
    table = job_of("masked-lm")
    table["model"]["new"]["tokenizer_from"] = str(tiny_base)
    status, run, told = done(table, tmp_path / "run")
    assert status == 0, words(told)
    assert (run.model / "tokenizer.json").read_bytes() == (tiny_base / "tokenizer.json").read_bytes()


@pytest.mark.parametrize(
    "change, code, told_of",
    [
        ({"model": {"new": {"family": "decoder", "hidden": 30, "heads": 4}}}, "model.heads", "4 attention heads do not divide"),
        ({"model": {"new": {"family": "encoder", "hidden": 32, "heads": 2}}}, "model.wrong-family", "encoder"),
        ({"training": {"batch_size": 4000}}, "data.corpus-small", "4000"),
        (
            {"model": {"new": {"family": "decoder", "hidden": 32, "heads": 2, "vocabulary": 300, "tokenizer": "unigram"}}},
            "tokenizer.vocabulary-small",
            "300",
        ),
    ],
)
def test_that_what_cannot_be_is_said_before_any_training(
    change: dict[str, Any], code: str, told_of: str, job_of: Callable[..., Any], tmp_path: Path
) -> None:
    table = job_of("causal-lm")
    for section, values in change.items():
        table[section] = {**table[section], **values}
    status, _, told = done(table, tmp_path / "run")
    assert status == 2
    assert [event.code for event in told if event.kind == "error"] == [code]
    assert told_of in words(told)
    assert not [event for event in told if event.kind == "metrics"]


def test_that_an_empty_corpus_is_refused(job_of: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n \n", encoding="utf-8")
    table = job_of("causal-lm", data={"train": str(tmp_path / "empty.txt")})
    status, _, told = done(table, tmp_path / "run")
    assert status == 2
    assert next(event.code for event in told if event.kind == "error") in ("data.corpus-empty", "data.empty", "data.no-rows")


def test_that_pickled_weights_are_refused_with_how_to_convert_them(job_of: Callable[..., Any], tmp_path: Path, tiny_base: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(tiny_base, base)
    (base / "model.safetensors").unlink()
    (base / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    table = job_of("masked-lm")
    table["model"] = {"base": str(base)}
    status, _, told = done(table, tmp_path / "run")
    assert status == 2
    assert [event.code for event in told if event.kind == "error"] == ["model.pickle"]
    assert "save_pretrained" in words(told)


def test_that_a_base_and_a_new_model_together_are_refused() -> None:
    from engine.errors import JobError

    table = {
        "data": {"train": "x"},
        "model": {"base": "somewhere", "new": {"family": "decoder"}},
        "task": {"type": "causal-lm"},
        "method": {"type": "full"},
    }
    with pytest.raises(JobError) as caught:
        parse_job(table)
    assert "either model.base or model.new" in str(caught.value)


def test_that_only_the_head_is_trained_on_features_that_are_computed_once(make_job: Callable[..., Any], tmp_path: Path) -> None:
    from safetensors.torch import load_file

    told: list[Any] = []
    run = RunFolder.create(tmp_path / "run", make_job(method={"type": "head"}, training={"learning_rate": 0.05, "epochs": 3}))
    assert run_job(run, told.append) == 0
    assert "features" in [event.name for event in told if event.kind == "choice"]
    base = Path(run.job().model.base)
    before, after = load_file(base / "model.safetensors"), load_file(run.model / "model.safetensors")
    changed = [name for name in before if not (after[f"bert.{name}"] == before[name]).all()]
    assert changed == []
    assert run.result()["final"]["validation"]["loss"] < run.result()["before"]["loss"] + 1e-6  # type: ignore[index]
    tuned = open_tuned(str(run.path), tmp_path)
    assert len(tuned.predict(["good soup"])) == 1


def test_that_saving_memory_changes_no_curve(job_of: Callable[..., Any], tmp_path: Path) -> None:
    curves = []
    for on in (False, True):
        table = job_of("causal-lm", training={"checkpoint_activations": on})
        table["model"]["new"]["dropout"] = 0.1
        _, _, told = done(table, tmp_path / str(on))
        curves.append([event.values["loss"] for event in told if event.kind == "metrics" and event.split == "train"])
    assert curves[0] == pytest.approx(curves[1], rel=1e-5)


def test_that_textbook_arithmetic_is_one_switch_and_said(job_of: Callable[..., Any], tmp_path: Path) -> None:
    said = []
    for exact in (False, True):
        table = job_of("causal-lm", hardware={"exact": exact})
        table["model"]["new"]["dropout"] = 0.1
        _, _, told = done(table, tmp_path / str(exact))
        said.append({event.name: event.value for event in told if event.kind == "choice"})
    assert said[0]["dropout"] == "mask pool"
    assert "dropout" not in said[1]
    assert said[1]["arithmetic"] == "textbook"
