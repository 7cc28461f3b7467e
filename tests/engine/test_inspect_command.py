"""`tunebench inspect`: numbers in the terminal, files with where they came from, a report, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.cli import main
from engine.runs import RunFolder

TEXT = ("--text", "The screen is good.")


def test_that_tokens_are_printed_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "tokens", "starter:encoder-small", *TEXT]) == 0
    said = capsys.readouterr().out
    assert "screen" in said and "special" in said


def test_that_a_map_becomes_files_with_their_origin(tmp_path: Path) -> None:
    out = tmp_path / "map.npz"
    words = ["inspect", "attention", "starter:encoder-small", *TEXT, "--set", "show=map", "--set", "layer=2", "--out", str(out)]
    assert main(words) == 0
    origin = json.loads((tmp_path / "map.npz.origin.json").read_text(encoding="utf-8"))
    assert origin["settings"]["layer"] == 2
    with np.load(out, allow_pickle=False) as saved:
        maps = [saved[name] for name in saved.files if saved[name].ndim == 2]
    assert maps and np.allclose(maps[0].sum(1), 1, atol=1e-5)
    assert main(words) == 2  # nothing is overwritten unless it is asked for
    assert main([*words, "--overwrite"]) == 0


def test_that_a_report_goes_through_every_view_that_a_run_has(finished: Callable[[str], RunFolder], tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert main(["inspect", "report", str(finished("lora").path), "--text", "the room was good", "--out", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    for title in ("Tokens", "Attention", "Predictions", "Embeddings", "Difference"):
        assert f">{title}" in page
    assert "<script" not in page


def test_that_a_report_of_a_model_without_a_base_leaves_the_difference_out(tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert main(["inspect", "report", "starter:encoder-small", *TEXT, "--out", str(out)]) == 0
    assert ">Difference" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words, said",
    [
        (("inspect", "dreams", "starter:encoder-small"), "no inspector dreams"),
        (("inspect", "attention", "starter:encoder-small", *TEXT, "--set", "layer=99"), "layers"),
        (("inspect", "attention", "nowhere", *TEXT), "nowhere"),
        (("inspect", "attention", "starter:encoder-small", *TEXT, "--out", "x.gif"), ".svg"),
    ],
)
def test_that_what_can_not_be_looked_at_is_a_sentence(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(list(words)) == 2
    assert said in capsys.readouterr().err
