"""The inspector "embeddings" with real models: maps, neighbours and texts against plain numpy, and what it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import UserError
from engine.inspectors._blocks import Block
from engine.inspectors._inspector import Desk, Stopped
from engine.inspectors.embeddings import ITERATIONS, MOST, PLUGIN, EmbeddingsSpec, sampled
from engine.messages import Message
from tests.engine.inspectors.small_models import Folders

STARTERS = ("starter:encoder", "starter:decoder")
TEXT = "The battery died after two days, but the screen is the best I have ever seen."
LINES = "a cat\nthe dog runs fast\n\nstock markets fell again today\nit rains"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return Folders(tmp_path_factory.mktemp("small"))


@pytest.fixture
def vectors_file(tmp_path: Path) -> Path:
    file = tmp_path / "vectors.npy"
    np.save(file, np.random.default_rng(1).standard_normal((60, 12)).astype(np.float32))
    return file


def look(desk: Desk, **settings: Any) -> dict[str, Any]:
    """The blocks of one look by name."""
    return {block.name: block for block in PLUGIN.look(desk, EmbeddingsSpec(**settings))}


def refused(desk: Desk, **settings: Any) -> UserError:
    """The error of a look that is refused."""
    with pytest.raises(UserError) as caught:
        look(desk, **settings)
    return caught.value


def plane(vectors: Any) -> tuple[Any, Any]:
    """Exact PCA by numpy alone: points on the first two axes, and their shares of the variance."""
    middle = vectors.astype(np.float64) - vectors.mean(0, dtype=np.float64)
    variances, axes = np.linalg.eigh(middle.T @ middle)
    return middle @ axes[:, :-3:-1], variances[:-3:-1] / variances.sum()


def same_map(found: Any, wanted: Any) -> bool:
    """The same points, except that an axis may be mirrored."""
    signs = np.sign((found * wanted).sum(0))
    return bool(np.allclose(found * signs, wanted, atol=1e-3 * np.abs(wanted).max()))


@pytest.mark.parametrize("model", STARTERS)
def test_that_the_vocabulary_map_is_the_exact_plane_of_every_entry(desk: Desk, model: str) -> None:
    blocks, table = look(desk, model=model), desk.subject(model).embeddings.numpy()
    points, shares = plane(table)
    assert len(blocks["map"].names) == len(table) and same_map(blocks["map"].points, points)
    assert [round(blocks["facts"].text.values["facts"].values[name], 3) for name in ("first", "second")] == np.round(
        100 * shares, 3
    ).tolist()
    kinds, lengths, ids = blocks["map"].colours
    assert np.allclose(lengths.values, np.linalg.norm(table, axis=1), rtol=1e-5)
    assert ids.values.tolist() == list(range(len(table))) and kinds.categories[0] == "plain"
    deviation = table.std(0)
    assert same_map(look(desk, model=model, standardise=True)["map"].points, plane((table - table.mean(0)) / deviation)[0])


@pytest.mark.parametrize("centre", [False, True])
def test_that_neighbours_and_analogies_are_exact_cosines(desk: Desk, centre: bool) -> None:
    subject = desk.subject("starter:encoder")
    table = subject.embeddings.numpy().astype(np.float64)
    units = table - table.mean(0) if centre else table
    units = units / np.linalg.norm(units, axis=1, keepdims=True)
    king, man, woman = (subject.tokenizer.token_id(word) for word in ("king", "man", "woman"))
    for settings, wanted, left_out in (
        ({"token": "king"}, units[king], [king]),
        ({"token": "king", "minus": f"#{man}", "plus": "woman"}, units[king] - units[man] + units[woman], [king, man, woman]),
    ):
        cosines = units @ (wanted / np.linalg.norm(wanted))
        cosines[left_out] = -2
        best = np.argsort(-cosines)[:6]
        table_block = look(desk, show="neighbours", k=6, centre=centre, **settings)["neighbours"]
        assert [row[1] for row in table_block.rows] == best.tolist()
        assert np.allclose([row[2] for row in table_block.rows], cosines[best], atol=1e-5)
    assert str(table_block.title) == "king - man + woman" and table_block.rows[0][0] == "queen"
    rows = np.random.default_rng(5).integers(0, len(units), (20_000, 2))
    assert table_block.note.values["mean"] == pytest.approx(float((units[rows[:, 0]] * units[rows[:, 1]]).sum(1).mean()), abs=0.006)


@pytest.mark.parametrize("model", STARTERS)
@pytest.mark.parametrize("layer", [0, 2, -1])
def test_that_tokens_lie_where_their_states_of_that_layer_do(desk: Desk, model: str, layer: int) -> None:
    blocks = look(desk, model=model, what="tokens", text=TEXT, layer=layer)
    subject = desk.subject(model)
    capture = desk.capture(subject, EmbeddingsSpec(model=model, text=TEXT), hidden=True)
    states = capture.hidden[subject.family][layer].numpy()
    assert same_map(blocks["map"].points, plane(states)[0])
    kinds, words, lengths, places = blocks["map"].colours
    assert np.allclose(lengths.values, np.linalg.norm(states, axis=1), rtol=1e-4)
    assert places.values.tolist() == list(range(1, len(states) + 1)) and len(words.values) == len(states)
    if model == "starter:encoder":
        assert [kinds.categories[kind] for kind in kinds.values][:2] == ["special", "word"]
        near = look(desk, what="tokens", text=TEXT, layer=layer, show="neighbours", token="battery", k=3)["neighbours"]
        units = states / np.linalg.norm(states, axis=1, keepdims=True)
        order = [place for place in np.argsort(-(units @ units[2])) if place != 2]
        assert [row[1] - 1 for row in near.rows] == order[:3]


@pytest.mark.parametrize("model", ["starter:encoder", "starter:decoder", "distilbert body", "gpt2", "marian", "t5"])
def test_that_a_texts_vector_is_the_mean_or_an_end_of_its_own_tokens(desk: Desk, folders: Folders, model: str) -> None:
    model = model if model.startswith("starter:") else str(folders(model))
    subject = desk.subject(model)
    side = "encoder" if subject.family.startswith("encoder") else "decoder"
    lines = [line for line in LINES.splitlines() if line]
    alone = [desk.capture(subject, EmbeddingsSpec(model=model, text=line), hidden=True).hidden[side] for line in lines]
    for layer, pooling, take in (
        (-1, "mean", lambda state: state.mean(0)),
        (1, "first", lambda state: state[0]),
        (0, "last", lambda state: state[-1]),
    ):
        found = look(desk, model=model, what="texts", text=LINES, layer=layer, pooling=pooling)["map"]
        wanted = np.stack([take(states[layer].float().numpy()) for states in alone])
        assert found.names == tuple(lines)
        assert np.allclose(found.colours[1].values, np.linalg.norm(wanted, axis=1), rtol=1e-3)
        middle = wanted - wanted.mean(0)  # fewer texts than dimensions: distances, which any right plane of few points keeps
        axes = np.linalg.svd(middle, full_matrices=False)[2]
        assert same_map(found.points, middle @ axes[:2].T)


def test_that_the_tokens_of_a_decoder_beside_an_encoder_are_those_it_wrote(desk: Desk, folders: Folders) -> None:
    model = str(folders("marian"))
    settings: dict[str, Any] = {"model": model, "what": "tokens", "text": "the cold soup", "target": "the warm room"}
    written, read = look(desk, where="decoder", **settings)["map"], look(desk, **settings)["map"]
    subject = desk.subject(model)
    assert len(written.names) == 1 + len(subject.tokenizer.bare_ids(["the warm room"])[0])
    assert read.names[-1] == "</s>" and read.names != written.names


@pytest.fixture
def rows_file(tmp_path: Path) -> Path:
    lines = ["number,comment,topic", *(f"{place},text number {place} about things,{'ab'[place % 2]}" for place in range(1, 61))]
    file = tmp_path / "rows.csv"
    file.write_text("\n".join([*lines, "61,,a", "62,the last one,"]) + "\n", encoding="utf-8")
    return file


def test_that_a_file_gives_labelled_points_of_its_rows(desk: Desk, rows_file: Path) -> None:
    blocks = look(desk, what="texts", data=str(rows_file))
    shown = blocks["map"]
    label, lengths, _, rows = shown.colours
    assert rows.values.tolist() == [*range(1, 61), 62] and shown.names[-1] == "the last one"  # the empty one is left out
    assert label.categories == ("a", "b") and label.values[:3].tolist() == [1, 0, 1] and label.values[-1] == -1
    counted = desk.subject("starter:encoder").tokenizer.encode([shown.names[0]], 512).lengths
    assert lengths.values[0] == counted[0]
    assert blocks["columns"].rows == (("number", ""), ("comment", "text"), ("topic", "label"))
    near = look(desk, what="texts", data=str(rows_file), show="neighbours", token="#62", k=2)["neighbours"]
    assert str(near.title) == "Nearest to the last one (62)" and len(near.rows) == 2


def test_that_of_many_rows_the_same_seed_draws_the_same_ones(desk: Desk, rows_file: Path) -> None:
    def drawn(seed: int) -> Any:
        return look(desk, what="texts", data=str(rows_file), most=20, seed=seed)["map"]

    first = drawn(3)
    assert len(first.names) == 20 and first.colours[-1].values.tolist() == sorted(first.colours[-1].values.tolist())
    assert "20 of 61 rows" in str(first.note)
    again = look(Desk(), what="texts", data=str(rows_file), most=20, seed=3)["map"]
    assert again.names == first.names and np.array_equal(again.points, first.points)
    assert drawn(4).names != first.names
    seen = {row for seed in range(12) for row in drawn(seed).colours[-1].values.tolist()}
    assert len(seen) > 50  # late rows are drawn as well as early ones


def test_that_long_texts_are_cut_and_told(desk: Desk) -> None:
    found = look(desk, what="texts", text=f"{'word ' * 700}\nshort one\nanother")["map"]
    assert "Of 1 texts only the first 512 tokens" in str(found.note)
    assert found.colours[0].values.tolist()[0] == 702 and found.names[0].endswith("…")


def test_that_another_layer_of_the_same_texts_needs_no_second_pass() -> None:
    told: list[str] = []
    desk = Desk(lambda done, total, text: told.append(str(text)))
    first = look(desk, what="texts", text=LINES, layer=1)["map"]
    passes = len(told)
    second = look(desk, what="texts", text=LINES)["map"]
    assert len(told) == passes and not np.allclose(first.points, second.points)


# -- t-SNE


def test_that_tsne_streams_frames_and_tells_how_good_it_is(vectors_file: Path) -> None:
    parts: list[Sequence[Block]] = []
    told: list[Message] = []
    desk = Desk(lambda done, total, text: told.append(text), parts.append)
    view = PLUGIN.view(desk, EmbeddingsSpec(model="nobody's", show="tsne", vectors=str(vectors_file)))  # no model is opened
    shown, facts = view.blocks
    assert shown.points.shape == (60, 2) and shown.names[:2] == ("1", "2")
    assert parts and all(part[0].points.shape == (60, 2) for part in parts)
    assert shown.note.values["kl"] > 0 and shown.note.values["iterations"] == ITERATIONS and told[-1].values["iteration"] == ITERATIONS
    trusted = facts.text.values["trusted"]
    assert 0.5 < trusted.values["trust"] <= 1 and trusted.values["rows"] == 60
    again = look(Desk(), show="tsne", vectors=str(vectors_file))["map"]
    assert np.array_equal(again.points, shown.points)
    assert not np.array_equal(look(Desk(), show="tsne", vectors=str(vectors_file), seed=1)["map"].points, shown.points)


def test_that_points_made_elsewhere_come_back_as_a_whole_map(desk: Desk, tmp_path: Path) -> None:
    settings: dict[str, Any] = {"what": "tokens", "text": TEXT, "projection": "tsne"}
    handed = look(desk, show="vectors", **settings)["vectors"]
    states = desk.capture(desk.subject("starter:encoder"), EmbeddingsSpec(text=TEXT), hidden=True).hidden["encoder"][-1].numpy()
    between = np.linalg.norm(states[:, None] - states, axis=-1)
    assert np.allclose(np.linalg.norm(handed.values[:, None] - handed.values, axis=-1), between, atol=1e-2)  # few points lose nothing
    for name, array in (("vectors", handed.values), ("points", np.zeros((3, 2), np.float32))):
        np.save(tmp_path / f"{name}.npy", array)
    made = look(Desk(), show="tsne", vectors=str(tmp_path / "vectors.npy"))["map"].points
    assert refused(desk, points=str(tmp_path / "points.npy"), **settings).code == "inspect.points"
    np.save(tmp_path / "points.npy", made)
    whole, at_once = look(desk, points=str(tmp_path / "points.npy"), **settings), look(desk, **settings)
    assert np.array_equal(whole["map"].points, made) and whole["map"].names[1] == "the"
    assert "neighbours mean something" in str(whole["facts"].text)
    assert np.allclose(at_once["map"].points, made, atol=1e-3 * np.abs(made).max()) and "Kullback-Leibler" in str(at_once["facts"].text)


def test_that_of_very_many_points_tsne_gets_a_sample_that_is_told(desk: Desk) -> None:
    handed = look(desk, show="vectors")["vectors"]
    assert handed.values.shape == (MOST, 50) and np.array_equal(handed.rows, sampled(30_522, 0))
    assert (np.diff(handed.rows) > 0).all() and not np.array_equal(handed.rows, sampled(30_522, 1))
    assert "20,000 of the 30,522 points, drawn at random" in str(handed.note)


@pytest.mark.parametrize("settings", [{"show": "tsne"}, {"what": "texts", "text": LINES}])
def test_that_whoever_wants_no_answer_any_more_stops_it(vectors_file: Path, settings: dict[str, Any]) -> None:
    told: list[int] = []
    desk = Desk(lambda done, total, text: told.append(done), stopped=lambda: len(told) > 0)
    with pytest.raises(Stopped):
        look(desk, vectors=str(vectors_file), **settings)
    assert len(told) == 1


# -- what is refused


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"what": "texts", "text": "one\ntwo"}, "inspect.few"),
        ({"what": "texts", "text": ""}, "inspect.few"),
        ({"what": "tokens", "text": "", "show": "neighbours", "token": "a"}, "inspect.few"),
        ({"what": "tokens", "text": TEXT, "layer": 7}, "inspect.range"),
        ({"what": "texts", "text": LINES, "layer": 7}, "inspect.range"),
        ({"what": "texts", "data": "nowhere.csv"}, "data.missing"),
        ({"show": "neighbours"}, "inspect.no-token"),
        ({"show": "neighbours", "token": "king", "minus": "man"}, "inspect.no-token"),
        ({"show": "neighbours", "token": "battery charger"}, "inspect.no-entry"),
        ({"what": "tokens", "text": TEXT, "show": "neighbours", "token": "king"}, "inspect.no-point"),
        ({"show": "tsne"}, "inspect.vectors"),
        ({"show": "tsne", "vectors": "nowhere.npy"}, "inspect.vectors"),
    ],
)
def test_that_what_cannot_be_shown_is_refused_with_what_to_do(desk: Desk, settings: dict[str, Any], code: str) -> None:
    error = refused(desk, **settings)
    assert error.code == code and str(error.title).endswith(".") and str(error.hint)


def test_that_a_column_the_file_lacks_is_named(desk: Desk, rows_file: Path) -> None:
    for name in ("column", "label_column"):
        error = refused(desk, what="texts", data=str(rows_file), **{name: "topics"})
        assert error.code == "data.missing-column" and "topic" in str(error.hint)


@pytest.mark.parametrize("kind", ["pickle", "integers", "flat", "nothing", "text", "few", "nan"])
def test_that_a_file_without_plain_vectors_is_never_used(tmp_path: Path, kind: str) -> None:
    file, numbers = tmp_path / "vectors.npy", np.ones((9, 4), np.float32)
    numbers[3, 2] = np.nan
    arrays = {"integers": np.ones((9, 4), np.int64), "flat": numbers[0], "few": numbers[:2], "nan": numbers}
    if kind in arrays:
        np.save(file, arrays[kind])
    elif kind == "pickle":
        np.save(file, np.array([{"a": 1}, print], dtype=object), allow_pickle=True)
    else:
        file.write_bytes(b"" if kind == "nothing" else b"king 0.1 0.2\n")
    codes = {"few": "inspect.few", "nan": "embeddings.not-finite"}
    assert refused(Desk(), show="tsne", vectors=str(file)).code == codes.get(kind, "inspect.vectors")
