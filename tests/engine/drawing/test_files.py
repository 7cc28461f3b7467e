"""Views as files: the numbers read back, pictures have their size, nothing is overwritten by accident."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest

import engine.drawing.raster as raster
from engine.drawing.files import SUFFIXES, Look, write_view, write_views
from engine.errors import UserError
from engine.inspectors._blocks import Block, Heatmap, Tokens, View, Words
from engine.launch import window_command
from engine.messages import say


def read_npz(path: Path) -> dict[str, np.ndarray]:
    """The arrays of an archive, without unpickling."""
    with zipfile.ZipFile(path) as archive:
        return {name[:-4]: np.lib.format.read_array(io.BytesIO(archive.read(name)), allow_pickle=False) for name in archive.namelist()}


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def one(block: Block) -> View:
    return View(inspector="one", blocks=(block,), origin={"model": "m"})


def test_that_npz_holds_every_array_and_name(view: View, tmp_path: Path) -> None:
    paths = write_view(view, tmp_path / "all.npz")
    assert [path.name for path in paths] == ["all.npz", "all.npz.origin.json"]
    found = read_npz(paths[0])
    by_name = {block.name: block for block in view.blocks}
    assert np.array_equal(found["head.values"], by_name["head"].values) and found["head.values"].dtype == np.float32
    assert np.array_equal(found["wall.values"], by_name["wall"].values)
    assert found["head.columns"].tolist() == list(by_name["head"].columns)
    assert np.array_equal(found["map.points"], by_name["map"].points)
    assert np.array_equal(found["map.colours.0"], by_name["map"].colours[0].values)
    assert np.array_equal(found["training.points"], by_name["training"].points)
    assert np.array_equal(found["lens.series.9"], by_name["lens"].series[9].values)
    assert found["tokens.id"].tolist() == [chip.id for chip in by_name["tokens"].chips]
    assert found["tokens.bytes"].tolist() == [chip.bytes for chip in by_name["tokens"].chips]
    assert found["next.share"].tolist() == [row[2] for row in by_name["next"].rows]
    assert not [name for name, array in found.items() if array.dtype == object]


def test_that_csv_numbers_read_back_as_the_same_numbers(view: View, tmp_path: Path) -> None:
    paths = write_view(view, tmp_path / "all.csv")
    names = [path.name for path in paths]
    assert names == [
        *(f"all-{n}.csv" for n in ("tokens", "head", "lens", "map", "training", "next", "labels", "vocabulary")),
        "all.csv.origin.json",
    ]
    by_name = {block.name: block for block in view.blocks}
    head = read_csv(tmp_path / "all-head.csv")
    assert head[0] == ["", *by_name["head"].columns]
    assert [row[0] for row in head[1:]] == list(by_name["head"].rows)
    assert np.array_equal(np.array([row[1:] for row in head[1:]], dtype=np.float32), by_name["head"].values)
    scatter = read_csv(tmp_path / "all-map.csv")
    assert scatter[0] == ["name", "x", "y", "label"]
    assert np.array_equal(np.array([row[1:3] for row in scatter[1:]], dtype=np.float32), by_name["map"].points)
    lens = np.array(read_csv(tmp_path / "all-lens.csv")[1:], dtype=np.float32)
    assert all(np.array_equal(lens[:, 1 + index], series.values) for index, series in enumerate(by_name["lens"].series))
    assert len(read_csv(tmp_path / "all-next.csv")) == 76
    assert [float(row[1]) for row in read_csv(tmp_path / "all-labels.csv")[1:]] == by_name["labels"].values.tolist()
    entries = read_csv(tmp_path / "all-vocabulary.csv")
    assert np.array_equal(np.array([row[3] for row in entries[1:]], dtype=np.float32), by_name["vocabulary"].norms)
    frames = read_csv(tmp_path / "all-training.csv")
    assert np.array_equal(np.array([row[2:4] for row in frames[1:]], dtype=np.float32).reshape(40, 12, 2), by_name["training"].points)


def test_that_csv_and_json_keep_hard_texts(blocks: dict[str, Block], tmp_path: Path) -> None:
    block = blocks["tokens-hard"]
    assert isinstance(block, Tokens)
    wanted = [chip.text for chip in block.chips]
    (path, _) = write_view(one(block), tmp_path / "hard.csv")
    assert [row[1] for row in read_csv(path)[1:]] == [text.replace("\ud800", "\\ud800") for text in wanted]
    (path,) = write_view(one(block), tmp_path / "hard.json")
    assert [chip["text"] for chip in json.loads(path.read_text(encoding="utf-8"))["blocks"][0]["chips"]] == wanted
    (path, _) = write_view(one(block), tmp_path / "hard.npz")
    assert read_npz(path)["tokens.text"].tolist() == [text.replace("\0", "\u2400") for text in wanted]


def test_that_json_holds_small_arrays_whole_and_sums_large_ones_up(view: View, tmp_path: Path) -> None:
    (path,) = write_view(view, tmp_path / "all.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    by_name = {block["name"]: block for block in found["blocks"]}
    assert found["origin"] == view.origin
    assert np.array_equal(np.array(by_name["head"]["values"], dtype=np.float32), view.blocks[1].values)
    assert by_name["wall"]["values"]["shape"] == [12, 12, 12, 12] and by_name["wall"]["values"]["not_finite"] == 0
    assert by_name["head"]["title"] == "Layer 3, head 5"


def test_that_numbers_json_lacks_are_named(tmp_path: Path) -> None:
    block = Heatmap(name="h", title=say("H"), values=np.array([[np.nan, np.inf]], np.float32), rows=("a",), columns=("b", "c"))
    (path,) = write_view(one(block), tmp_path / "h.json")
    assert json.loads(path.read_text(encoding="utf-8"))["blocks"][0]["values"] == [["nan", "inf"]]


def test_that_several_pictures_are_named_by_block_and_one_is_the_file_itself(view: View, tmp_path: Path) -> None:
    paths = write_view(view, tmp_path / "all.svg")
    assert [path.name for path in paths][:2] == ["all-tokens.svg", "all-head.svg"] and len(paths) == 11
    assert json.loads(paths[-1].read_text(encoding="utf-8")) == {"inspector": "attention", **view.origin}
    paths = write_view(one(view.blocks[1]), tmp_path / "one.svg", Look(2400, dark=True))
    assert [path.name for path in paths] == ["one.svg", "one.svg.origin.json"]
    assert 'width="2400"' in paths[0].read_text(encoding="utf-8")[:400]
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".tmp") == []


def test_that_blocks_of_one_name_do_not_overwrite_each_other(blocks: dict[str, Block], tmp_path: Path) -> None:
    view = View(inspector="x", blocks=(blocks["tokens"], blocks["tokens-3"]), origin={})
    assert [path.name for path in write_view(view, tmp_path / "a.svg")][:2] == ["a-tokens.svg", "a-tokens-2.svg"]
    assert {"tokens.id", "tokens-2.id"} <= set(read_npz(write_view(view, tmp_path / "a.npz")[0]))


def test_that_a_png_has_the_asked_width_and_a_pdf_is_one(blocks: dict[str, Block], tmp_path: Path) -> None:
    view = View(inspector="x", blocks=(blocks["heatmap"], blocks["words"]), origin={"model": "m"})
    paths = write_view(view, tmp_path / "look.png", Look(1000))
    for path in paths[:2]:
        data = path.read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(data[16:20], "big") == 1000
    (path, _) = write_view(one(blocks["heatmap"]), tmp_path / "look.pdf")
    assert path.read_bytes().startswith(b"%PDF")


def test_that_files_are_overwritten_only_when_asked(view: View, tmp_path: Path) -> None:
    (tmp_path / "all-wall.svg").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        write_view(view, tmp_path / "all.svg")
    assert caught.value.code == "inspect.taken" and "all-wall.svg" in str(caught.value)
    assert [path.name for path in tmp_path.glob("all*")] == ["all-wall.svg"]
    assert len(write_view(view, tmp_path / "all.svg", overwrite=True)) == 11
    assert (tmp_path / "all-wall.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("name", "width", "code"),
    [("a.gif", 1200, "inspect.suffix"), ("a", 1200, "inspect.suffix"), ("no/a.svg", 1200, "inspect.folder"), ("a.png", 5, "inspect.width")],
)
def test_that_what_cannot_be_written_is_said_with_a_remedy(view: View, tmp_path: Path, name: str, width: int, code: str) -> None:
    with pytest.raises(UserError) as caught:
        write_view(view, tmp_path / name, Look(width))
    assert caught.value.code == code and caught.value.hint
    if code == "inspect.suffix":
        assert all(suffix in str(caught.value) for suffix in SUFFIXES)


def test_that_a_view_without_tables_has_no_csv_and_one_without_blocks_no_file(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        write_view(one(Words(name="w", title=say("W"), text=say("Nothing."))), tmp_path / "w.csv")
    assert caught.value.code == "inspect.no-table"
    with pytest.raises(UserError) as caught:
        write_view(View(inspector="x", blocks=(), origin={}), tmp_path / "w.svg")
    assert caught.value.code == "inspect.empty"


def test_that_a_folder_that_refuses_is_a_mistake_with_a_reason_and_nothing_is_left(view: View, tmp_path: Path) -> None:
    (tmp_path / "all.json").mkdir()
    with pytest.raises(UserError) as caught:
        write_view(view, tmp_path / "all.json", overwrite=True)
    assert caught.value.code == "inspect.unwritable" and caught.value.detail
    assert [path.name for path in tmp_path.glob("all*")] == ["all.json"]


@pytest.mark.parametrize(
    ("command", "reason"),
    [(["/no/such/program"], "No such file"), (window_command("--render", "missing.svg", "out.png"), "missing.svg is no SVG")],
)
def test_that_a_renderer_that_fails_points_to_svg(
    view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], reason: str
) -> None:
    monkeypatch.setattr(raster, "window_command", lambda *_: command)
    with pytest.raises(UserError) as caught:
        write_view(view, tmp_path / "all.png")
    assert caught.value.code == "inspect.render" and reason in str(caught.value) and ".svg" in str(caught.value.hint)
    assert not list(tmp_path.glob("all*"))


def test_that_a_renderer_that_hangs_is_ended(view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("render", 1)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(UserError) as caught:
        write_view(view, tmp_path / "all.png")
    assert caught.value.code == "inspect.render"


def test_that_several_views_go_into_one_archive(view: View, blocks: dict[str, Block], tmp_path: Path) -> None:
    paths = write_views([view, one(blocks["bars"])], tmp_path / "both.npz")
    assert {"attention-head.values", "one-labels.values"} <= set(read_npz(paths[0]))
    assert set(json.loads(paths[1].read_text(encoding="utf-8"))["views"]) == {"attention", "one"}
