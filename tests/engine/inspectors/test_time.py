"""Over time: the frames of a run in one plane that stays, how far things have moved, and what is told where there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import UserError
from engine.inspectors._blocks import Curve, Frames, View
from engine.inspectors._inspector import Desk, Stopped
from engine.runs import RunFolder
from engine.specs.job import Job
from engine.training.watching import read_snapshot, snapshots
from engine.worker.run import run_job
from engine.worker.serve import looked

TEXTS = ["a good meal", "the room was awful and cold", "soup", "a lovely walk from the bus"]
TOKENS = ["good", "bad", "awful", "table"]
STEPS = [0, 3, 6, 9, 12]


@pytest.fixture(scope="module")
def watched(make_job: Callable[..., Job], tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A finished run with five snapshots, which tests may read but not change."""
    job = make_job(watch={"every": 3, "texts": TEXTS, "tokens": TOKENS})
    run = RunFolder.create(tmp_path_factory.mktemp("watched"), job)
    assert run_job(run) == 0
    return run


@pytest.fixture
def copied(watched: RunFolder, tmp_path: Path) -> RunFolder:
    """Such a run that a test may change."""
    import shutil

    return RunFolder(Path(shutil.copytree(watched.path, tmp_path / "copied")))


@pytest.fixture
def alive(copied: RunFolder) -> RunFolder:
    """Such a run that is being worked on (by this process)."""
    copied.acquire()
    return copied


def frames(view: View) -> Frames:
    found = view.blocks[0]
    assert isinstance(found, Frames)
    return found


def curve(view: View, name: str) -> Curve:
    found = next(block for block in view.blocks if block.name == name)
    assert isinstance(found, Curve)
    return found


def vectors(run: RunFolder, what: str) -> Any:
    return np.stack([(read_snapshot(path) or {})[what] for path in snapshots(run).values()])


def look(desk: Desk, run: RunFolder, **settings: Any) -> View:
    return looked(desk, "time", {"model": str(run.path), **settings})


@pytest.mark.parametrize("what", ["texts", "tokens"])
@pytest.mark.parametrize("basis", ["last", "first", "all"])
def test_that_all_frames_lie_in_one_plane_that_keeps_what_can_be_kept_of_the_distances(what: str, basis: str, watched: RunFolder) -> None:
    view = look(Desk(), watched, what=what, basis=basis)
    found = frames(view)
    assert found.steps.tolist() == STEPS
    assert found.names == tuple(TEXTS if what == "texts" else TOKENS)
    assert found.points.shape == (5, 4, 2)
    assert found.points.dtype == np.float32
    raw = vectors(watched, what).astype(np.float64)
    chosen = {"last": raw[-1:], "first": raw[:1], "all": raw}[basis].reshape(-1, 32)
    middle = chosen.mean(0)
    _, lengths, axes = np.linalg.svd(chosen - middle, full_matrices=False)
    wanted = (raw - middle) @ axes[:2].T
    for axis in range(2):  # up to the sign, which the map fixes
        same = np.abs(wanted[..., axis] - found.points[..., axis]).max()
        turned = np.abs(wanted[..., axis] + found.points[..., axis]).max()
        assert min(same, turned) < 1e-4 * np.abs(wanted).max()
    share = 100 * (lengths[:2] ** 2).sum() / (lengths**2).sum()
    assert f"shows {share:.0f} %" in str(found.note)
    assert ("5 snapshots" if basis == "all" else f"step {STEPS[-1] if basis == 'last' else 0} ") in str(found.note)


def test_that_movement_is_measured_from_the_first_frame(watched: RunFolder) -> None:
    found = curve(look(Desk(), watched, what="tokens"), "movement")
    raw = vectors(watched, "tokens").astype(np.float64)
    lengths = np.linalg.norm(raw, axis=-1)
    distances = (np.linalg.norm(raw - raw[0], axis=-1) / lengths[0]).mean(-1)
    cosines = ((raw * raw[0]).sum(-1) / lengths / lengths[0]).mean(-1)
    assert found.x.tolist() == STEPS
    np.testing.assert_allclose(found.series[0].values, distances, atol=1e-5)
    np.testing.assert_allclose(found.series[1].values, cosines, atol=1e-5)
    assert found.series[0].values[0] == 0
    assert found.series[0].values[-1] > 0.01


def test_that_the_probability_of_each_texts_label_is_drawn(watched: RunFolder) -> None:
    view = look(Desk(), watched)
    found = curve(view, "probe")
    raw = vectors(watched, "probabilities")
    chosen = raw[-1].argmax(-1)
    labels = ("negative", "positive")
    assert [str(line.name) for line in found.series] == [f"{labels[label]}: {text}" for text, label in zip(TEXTS, chosen, strict=True)]
    np.testing.assert_array_equal(np.stack([line.values for line in found.series], 1), raw[:, range(4), chosen])
    assert frames(view).colours[0].values.tolist() == chosen.tolist()
    assert frames(view).colours[0].categories == ("negative", "positive")
    assert [block.name for block in look(Desk(), watched, what="tokens").blocks] == ["frames", "movement"]


def test_that_the_loss_of_each_text_is_drawn_for_a_model_that_predicts_tokens(make_job: Callable[..., Job], tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("\n".join(f"the room was very cold and the soup was warm {word}" for word in TOKENS * 12), encoding="utf-8")
    job = make_job(
        data={"train": str(file), "columns": {}}, task={"type": "masked-lm"}, training={"max_steps": 4}, watch={"every": 2, "texts": TEXTS}
    )
    run = RunFolder.create(tmp_path / "runs", job)
    assert run_job(run) == 0
    found = curve(look(Desk(), run), "probe")
    assert str(found.series[0].name) == "“a good meal”"
    np.testing.assert_array_equal(np.stack([line.values for line in found.series], 1), vectors(run, "losses"))


def test_that_the_origin_is_the_runs_and_no_model_is_loaded(watched: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk()
    monkeypatch.setattr(Desk, "subject", None)
    origin = look(desk, watched, what="tokens").origin
    assert (origin["run"], origin["step"], origin["snapshots"], len(origin["hash"])) == (watched.id, 12, 5, 16)
    assert origin["settings"]["what"] == "tokens"
    assert look(desk, watched).origin["hash"] == origin["hash"]


def test_that_a_live_run_sends_only_new_frames_in_the_plane_of_the_first_answer(alive: RunFolder) -> None:
    files = list(snapshots(alive).values())
    later = {path: path.read_bytes() for path in files[2:]}
    for path in later:
        path.unlink()
    desk = Desk()
    first = frames(look(desk, alive))
    assert first.steps.tolist() == [0, 3]
    assert frames(look(desk, alive, known=2)).points.shape == (0, 4, 2)
    for path, content in later.items():
        path.write_bytes(content)
    more = frames(look(desk, alive, known=2))
    assert more.steps.tolist() == [6, 9, 12]
    assert more.note == first.note
    whole = frames(look(desk, alive))
    assert whole.steps.tolist() == STEPS
    np.testing.assert_array_equal(whole.points, np.concatenate((first.points, more.points)))
    other = frames(look(desk, alive, basis="all"))
    assert not np.allclose(other.points, whole.points)


def test_that_frames_that_have_changed_since_are_sent_all(alive: RunFolder) -> None:
    desk = Desk()
    before = frames(look(desk, alive))
    list(snapshots(alive).values())[1].unlink()  # every second one is dropped where there are too many
    again = frames(look(desk, alive, known=5))
    assert again.steps.tolist() == [0, 6, 9, 12]
    np.testing.assert_array_equal(again.points, before.points[[0, 2, 3, 4]])
    assert frames(look(Desk(), alive, known=4)).steps.tolist() == [0, 6, 9, 12]  # another process knows nothing of the asker's frames


def test_that_a_finished_run_gets_the_plane_of_its_end(copied: RunFolder) -> None:
    newest = list(snapshots(copied).values())[-1]
    content = newest.read_bytes()
    newest.unlink()
    desk = Desk()
    copied.acquire()
    assert "step 9 " in str(frames(look(desk, copied)).note)
    newest.write_bytes(content)
    assert "step 9 " in str(frames(look(desk, copied)).note)
    copied.release()
    assert "step 12 " in str(frames(look(desk, copied)).note)


def test_that_a_single_point_is_drawn_in_the_plane_of_its_own_way(copied: RunFolder) -> None:
    import json

    from safetensors.numpy import save_file

    probe = copied.path / "snapshots" / "probe.json"
    probe.write_text(json.dumps({**json.loads(probe.read_text(encoding="utf-8")), "tokens": ["good"]}), encoding="utf-8")
    for path in snapshots(copied).values():
        save_file({"tokens": (read_snapshot(path) or {})["tokens"][:1].astype(np.float16)}, path)
    copied.acquire()
    files = list(snapshots(copied).values())
    later = {path: path.read_bytes() for path in files[1:]}
    for path in later:
        path.unlink()
    desk = Desk()
    assert not frames(look(desk, copied, what="tokens")).points.any()
    for path, content in later.items():
        path.write_bytes(content)
    found = frames(look(desk, copied, what="tokens", known=1))
    assert found.steps.tolist() == STEPS
    assert "5 snapshots" in str(found.note)
    assert len(np.unique(found.points[:, 0], axis=0)) == 5


def test_that_damaged_frames_are_left_out_and_counted(copied: RunFolder) -> None:
    from safetensors.numpy import save_file

    files = list(snapshots(copied).values())
    files[1].write_bytes(files[1].read_bytes()[:-9])
    arrays = read_snapshot(files[2])
    assert arrays is not None
    arrays["texts"][0, 0] = np.nan
    save_file(arrays, files[2])
    found = frames(look(Desk(), copied))
    assert found.steps.tolist() == [0, 9, 12]
    assert str(found.note).endswith("2 damaged snapshots are left out.")


def test_that_what_is_frozen_is_said_not_to_move(make_job: Callable[..., Job], tmp_path: Path) -> None:
    job = make_job(method={"type": "lora"}, training={"max_steps": 4}, watch={"every": 2, "texts": TEXTS, "tokens": TOKENS})
    run = RunFolder.create(tmp_path / "runs", job)
    assert run_job(run) == 0
    assert "Nothing has moved" in str(curve(look(Desk(), run, what="tokens"), "movement").note)
    assert "Nothing has moved" not in str(curve(look(Desk(), run), "movement").note)


def test_that_what_is_not_there_is_told_with_what_to_do(make_job: Callable[..., Job], tmp_path: Path, copied: RunFolder) -> None:
    desk = Desk(runs=tmp_path / "runs")
    with pytest.raises(UserError) as caught:
        look(desk, RunFolder(Path("nowhere")))
    assert caught.value.code == "run.missing"
    plain = RunFolder.create(tmp_path / "runs", make_job())
    with pytest.raises(UserError) as caught:
        looked(desk, "time", {"model": f"{plain.id}@newest"})
    assert caught.value.code == "inspect.no-snapshots"
    assert "every = 10 below [watch]" in str(caught.value.hint)
    waiting = RunFolder.create(tmp_path / "runs", make_job(watch={"every": 5}))
    with pytest.raises(UserError) as caught:
        look(desk, waiting)
    assert "when training begins" in str(caught.value.hint)
    for path in snapshots(copied).values():
        path.write_bytes(b"")
    with pytest.raises(UserError) as caught:
        look(desk, copied)
    assert caught.value.code == "inspect.no-snapshots"
    untold = RunFolder.create(tmp_path / "runs", make_job(training={"max_steps": 1}, watch={"every": 5}))
    assert run_job(untold) == 0
    with pytest.raises(UserError) as caught:
        look(desk, untold, what="tokens")
    assert caught.value.code == "inspect.nothing-followed"


def test_that_reading_tells_of_its_progress_and_can_be_stopped(watched: RunFolder) -> None:
    told: list[str] = []
    look(Desk(tell=lambda done, total, text: told.append(f"{done} of {total}: {text}")), watched)
    assert told == ["0 of 5: Reading 5 snapshots"]
    with pytest.raises(Stopped):
        look(Desk(stopped=lambda: True), watched)
