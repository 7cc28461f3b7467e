"""README's tour of the command line with the starter: train, ask, measure, export, and load the exports without us."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.launch import engine_command
from engine.paths import samples

pytestmark = pytest.mark.alone

BY_TRANSFORMERS = """
import sys, json
from transformers import pipeline
classify = pipeline("text-classification", model=sys.argv[1], truncation=True)
print(json.dumps([row["label"] for row in classify(json.load(open(sys.argv[2], encoding="utf-8")))]))
"""


def engine(*arguments: str | Path, home: Path) -> str:
    """stdout of a command that has to end well."""
    command = engine_command(*(str(argument) for argument in arguments))
    environment = {**os.environ, "TUNEBENCH_HOME": str(home), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_that_the_sample_is_trained_asked_measured_and_exported(tmp_path: Path, home: Path) -> None:
    run = tmp_path / "run"
    job = samples() / "reviews.toml"
    said = engine("train", job, "--run", run, "--set", "training.max_steps=10", "--set", "training.evaluate_every=5", home=home)
    assert "Run folder" in said
    assert json.loads((run / "result.json").read_text(encoding="utf-8"))["step"] == 10

    texts = ["Arrived early and works perfectly.", "Broken after a day, what a waste.", "It is a kettle. It boils water."]
    asked = json.loads(engine("predict", run, *(part for text in texts for part in ("--text", text)), "--json", home=home))
    assert [row["text"] for row in asked["rows"]] == texts

    measured = json.loads(engine("evaluate", run, "--data", samples() / "reviews_en.csv", "--json", home=home))
    assert measured["rows"] == 330

    merged = tmp_path / "merged"
    exported = json.loads(engine("export", run, "--to", "merged", "--out", merged, "--json", home=home).splitlines()[-1])["result"]
    assert exported["verification"]["same"] == exported["verification"]["rows"] > 0
    (tmp_path / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    theirs = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BY_TRANSFORMERS, str(merged), str(tmp_path / "texts.json")],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )
    assert json.loads(theirs.stdout.splitlines()[-1]) == [row["label"] for row in asked["rows"]]

    said = engine("export", run, "--to", "adapter", "--out", tmp_path / "adapter", "--json", home=home)
    adapter = json.loads(said.splitlines()[-1])["result"]
    assert adapter["bytes"] < 5_000_000
    assert adapter["verification"]["loaded_by"] == "transformers and peft"
