"""Models to be looked into: runs, checkpoints, bases behind adapters, and what says why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import UserError
from engine.inspectors._inspector import Desk, InspectSpec
from engine.inspectors._subject import open_subject
from engine.runs import RunFolder
from engine.worker.serve import looked

TEXT = "the old room was good"


@pytest.mark.parametrize("method", ["lora", "full"])
def test_that_a_checkpoint_is_the_model_as_it_was_at_that_step(method: str, work: Callable[..., Any]) -> None:
    status, watched = work(
        method={"type": method}, training={"max_steps": 6, "evaluate_every": 3, "keep_checkpoints": 9, "keep_best": False}
    )
    assert status == 0, watched.words()
    run: RunFolder = watched.run
    last = open_subject(f"{run.path}@6", run.path.parent)
    assert (last.step, last.method, last.labels) == (6, method, ("negative", "positive"))
    result = open_subject(str(run.path), run.path.parent)
    desk, spec = Desk(runs=run.path.parent), InspectSpec(text=TEXT)
    one, other = (desk.capture(subject, spec, hidden=True).hidden["encoder"][-1] for subject in (last, result))
    assert float((one - other).abs().max()) == 0.0  # the result without keep_best is the last step
    early = open_subject(f"{run.path}@3", run.path.parent)
    assert float((desk.capture(early, spec, hidden=True).hidden["encoder"][-1] - other).abs().max()) > 0
    assert len({last.hash, early.hash}) == 2


def test_that_a_run_without_a_result_is_looked_at_in_its_newest_checkpoint(work: Callable[..., Any]) -> None:
    import shutil

    _, watched = work(training={"max_steps": 4, "evaluate_every": 2})
    shutil.rmtree(watched.run.model)
    assert open_subject(watched.run.id, watched.run.path.parent).step == 4
    with pytest.raises(UserError, match="no checkpoint of step 77"):
        open_subject(f"{watched.run.id}@77", watched.run.path.parent)
    shutil.rmtree(watched.run.checkpoints)
    with pytest.raises(UserError, match="no checkpoint yet"):
        open_subject(watched.run.id, watched.run.path.parent)


def test_that_the_desk_opens_a_newer_checkpoint_of_a_live_run_by_itself(work: Callable[..., Any]) -> None:
    import shutil

    _, watched = work(training={"max_steps": 4, "evaluate_every": 2, "keep_checkpoints": 9})
    run: RunFolder = watched.run
    shutil.rmtree(run.model)
    (run.path / "result.json").unlink()
    kept = run.checkpoints / "step-000004"
    kept.rename(run.path / "aside")
    desk = Desk(runs=run.path.parent)
    assert desk.subject(f"{run.id}@newest").step == 2
    (run.path / "aside").rename(kept)
    assert desk.subject(f"{run.id}@newest").step == 4


def test_that_a_damaged_checkpoint_is_a_sentence(work: Callable[..., Any]) -> None:
    _, watched = work(training={"max_steps": 2, "evaluate_every": 2})
    file = watched.run.checkpoints / "step-000002" / "trained.safetensors"
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(UserError, match="can't be read"):
        open_subject(f"{watched.run.id}@2", watched.run.path.parent)


def test_that_the_adapter_switched_off_gives_the_base_exactly(finished: Callable[[str], RunFolder], tiny_base: Path) -> None:
    run = finished("lora")
    settings = {"model": str(run.path), "text": TEXT}
    desk = Desk()
    tuned = desk.subject(str(run.path))
    spec = InspectSpec(**settings)
    off = desk.capture(tuned, spec, hidden=True, base=True)
    on = desk.capture(tuned, spec, hidden=True)
    base = Desk()
    plain = base.capture(base.subject(str(tiny_base)), InspectSpec(model=str(tiny_base), text=TEXT), hidden=True)
    for one, other, changed in zip(off.hidden["encoder"], plain.hidden["encoder"], on.hidden["encoder"], strict=True):
        assert float((one - other).abs().max()) == 0.0
        assert changed is on.hidden["encoder"][0] or float((changed - one).abs().max()) > 0
    for source, own in zip(off.sources, plain.sources, strict=True):  # also what is computed again afterwards
        for head in range(source.heads):
            assert float((off.probabilities(source, head) - plain.probabilities(own, head)).abs().max()) == 0.0
    assert float((on.probabilities(on.sources[-1], 0) - off.probabilities(off.sources[-1], 0)).abs().max()) > 0


@pytest.mark.parametrize("method", ["lora", "full"])
def test_that_the_difference_of_a_run_is_that_of_its_weights(method: str, finished: Callable[[str], RunFolder], tiny_base: Path) -> None:
    run = finished(method)
    blocks = {block.name: block for block in looked(Desk(), "difference", {"model": str(run.path), "text": TEXT, "head": 2}).blocks}

    def head(model: str) -> Any:
        found = looked(Desk(), "attention", {"model": model, "text": TEXT, "show": "map", "head": 2})
        return found.blocks[0].values  # type: ignore[attr-defined]

    assert np.allclose(blocks["map"].values, head(str(run.path)) - head(str(tiny_base)), atol=1e-6)
    assert blocks["cosine"].series[0].values.min() < 1
    changes = [row[2] for row in blocks["heads"].rows]
    assert changes == sorted(changes, reverse=True)
    assert changes[0] > 0
    assert ("vocabulary" in blocks) is (method == "full")
    assert blocks["moved"].points.shape == blocks["moved"].moved.shape


def test_that_the_same_weights_differ_by_exactly_nothing(tiny_base: Path, tmp_path: Path) -> None:
    import shutil

    other = tmp_path / "copy"
    shutil.copytree(tiny_base, other)
    found = looked(Desk(), "difference", {"model": str(other), "against": str(tiny_base), "text": TEXT})
    blocks = {block.name: block for block in found.blocks}
    assert not blocks["map"].values.any()
    assert not blocks["wall"].values.any()
    assert not blocks["states"].values.any()
    assert all(row[2] == row[3] == 0 for row in blocks["heads"].rows)
    assert (blocks["cosine"].series[0].values == 1).all()
    assert np.array_equal(blocks["moved"].points, blocks["moved"].moved)
    assert "vocabulary" not in blocks
    assert "exactly the same" in str(blocks["summary"].text)


def test_that_what_can_not_be_compared_is_said(tiny_base: Path) -> None:
    for settings, words in (
        ({"model": str(tiny_base)}, "no base beside it"),
        ({"model": str(tiny_base), "against": "starter:encoder"}, "different tokens"),
        ({"model": "starter:encoder", "against": "starter:decoder"}, "different tokens"),
    ):
        with pytest.raises(UserError, match=words):
            looked(Desk(), "difference", {"text": "the extraordinary room", **settings})


def test_that_only_the_latest_models_stay_in_memory(tiny_base: Path) -> None:
    desk = Desk()
    for model in ("starter:decoder", "starter:encoder-small", str(tiny_base)):
        looked(desk, "attention", {"model": model, "text": TEXT})
    assert len(desk._subjects) == 2
    assert len(desk._captures) == 2
    names = {json.dumps(key[0]) for key in desk._subjects}
    assert json.dumps("starter:decoder") not in names
