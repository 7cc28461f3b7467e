"""The attention inspector: maps that are right or refused, and ways of putting heads together, against numpy."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import UserError
from engine.inspectors._heads import habits, merged, pooled
from engine.inspectors._inspector import Desk
from engine.models.capture import capture as make_capture
from engine.worker.serve import looked

TEXT = "The unbelievable screen is good."


def view(model: str | Path, text: str = TEXT, **settings: Any) -> Any:
    """The attention view's blocks by name."""
    found = looked(Desk(), "attention", {"model": str(model), "text": text, **settings})
    return {block.name: block for block in found.blocks}


def softmax(scores: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Over the last axis, in float64."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


def test_that_a_head_of_bert_is_what_a_few_lines_of_numpy_make_of_its_weights(tiny_base: Path) -> None:
    from safetensors.numpy import load_file

    from engine.models.tokenizers import TextTokenizer

    weights = {name.removeprefix("bert."): tensor.astype(np.float64) for name, tensor in load_file(tiny_base / "model.safetensors").items()}
    ids = TextTokenizer(tiny_base).encode(["the old room was good"], 64).row(0)

    def norm(values: Any, name: str) -> Any:
        centred = values - values.mean(-1, keepdims=True)
        return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12) * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    states = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][: len(ids)]
    states = norm(states + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    first = "encoder.layer.0.attention.self"
    q, k = (states @ weights[f"{first}.{part}.weight"].T + weights[f"{first}.{part}.bias"] for part in ("query", "key"))
    for head in range(2):
        part = slice(16 * head, 16 * head + 16)
        wanted = softmax(q[:, part] @ k[:, part].T / 4)
        found = view(tiny_base, "the old room was good", layer=1, head=head + 1)["map"].values
        assert np.abs(found - wanted).max() < 1e-6


def test_that_rows_and_columns_are_named_by_the_tokens_of_the_text() -> None:
    block = view("starter:encoder")["map"]
    assert block.rows == block.columns == ("[CLS]", "the", "unbelievable", "screen", "is", "good", ".", "[SEP]")
    assert np.abs(block.values.sum(1) - 1).max() < 1e-5


def test_that_the_wall_and_the_table_have_every_head_once() -> None:
    found = view("starter:encoder")
    assert found["wall"].values.shape[:2] == (6, 12)
    assert [row[:2] for row in found["heads"].rows] == [(layer, head) for layer in range(1, 7) for head in range(1, 13)]


def test_that_mean_largest_and_rollout_are_those_of_numpy() -> None:
    count = view("starter:encoder-small")["wall"].values.shape[1]
    maps = [[view("starter:encoder-small", layer=layer, head=head + 1)["map"].values for head in range(count)] for layer in (1, 2)]
    heads = np.array(maps)
    assert np.allclose(view("starter:encoder-small", layer=2, combine="mean")["map"].values, heads[1].mean(0), atol=1e-6)
    assert np.allclose(view("starter:encoder-small", layer=2, combine="max")["map"].values, heads[1].max(0), atol=1e-6)
    steps = [0.5 * layer.mean(0) + 0.5 * np.eye(heads.shape[-1]) for layer in heads]
    rolled = view("starter:encoder-small", layer=2, combine="rollout")["map"].values
    assert np.allclose(rolled, steps[1] @ steps[0], atol=1e-6)
    assert np.allclose(rolled.sum(1), 1, atol=1e-5)


def test_that_words_put_their_tokens_together_and_rows_still_sum_to_one() -> None:
    plain, joined = view("starter:decoder", layer=2)["map"], view("starter:decoder", layer=2, words=True)["map"]
    assert len(joined.rows) < len(plain.rows)
    assert np.allclose(joined.values.sum(1), 1, atol=1e-5)
    assert "".join(plain.rows).replace("·", "").strip() == "".join(joined.rows).replace("·", "").strip()


def test_that_merging_sums_columns_and_averages_rows() -> None:
    values = np.array([[0.5, 0.25, 0.25], [0.0, 0.5, 0.5], [1.0, 0.0, 0.0]], dtype=np.float32)
    words = np.array([0, 1, 1])
    assert np.allclose(merged(values, words, words), [[0.5, 0.5], [0.5, 0.5]])


def test_that_hidden_special_tokens_leave_the_other_numbers_as_they_are() -> None:
    whole, rest = view("starter:encoder")["map"], view("starter:encoder", special=False)["map"]
    assert rest.rows == whole.rows[1:-1]
    assert np.array_equal(rest.values, whole.values[1:-1, 1:-1])


@pytest.mark.parametrize("model", ["starter:encoder", "starter:decoder", "starter:encoder-decoder"])
def test_that_values_weigh_attention_by_what_each_token_contributes(model: str) -> None:
    desk = Desk()
    settings = {"model": model, "text": TEXT, "layer": 1, "head": 2}
    plain = {block.name: block for block in looked(desk, "attention", settings).blocks}["map"].values
    found = {block.name: block for block in looked(desk, "attention", {**settings, "weighted": True}).blocks}["map"].values
    subject = desk.subject(model)
    source = subject.model and desk.capture(subject, _spec(settings)).sources[0]
    values = desk.capture(subject, _spec(settings)).inside(source).values
    layer = source.module
    for name in ("o_proj", "out_proj"):
        weight = getattr(layer, name).weight if hasattr(layer, name) else None
        if weight is not None:
            break
    if weight is None:
        weight = subject.model.encoder.layer[0].attention.output.dense.weight
    size = values.shape[-1]
    shared = source.heads // values.shape[0]
    moved = values[1 // shared].numpy() @ weight.detach().numpy()[:, size : 2 * size].T
    assert np.allclose(found, plain * np.linalg.norm(moved, axis=-1), atol=1e-5)


def _spec(settings: dict[str, Any]) -> Any:
    from engine.inspectors.attention import AttentionSpec

    return AttentionSpec(**settings)


def test_that_a_decoder_never_looks_ahead_and_an_encoder_decoder_has_three_sides() -> None:
    values = view("starter:decoder", layer=3)["map"].values
    assert not np.triu(values, 1).any()
    crossed = view("starter:encoder-decoder", where="cross", target="ein Bild")["map"]
    assert crossed.values.shape == (len(crossed.rows), len(crossed.columns))
    assert crossed.rows != crossed.columns
    assert np.allclose(crossed.values.sum(1), 1, atol=1e-5)


def test_that_habits_say_what_a_map_does() -> None:
    places = np.arange(4)
    itself = habits(np.eye(4, dtype=np.float32), places)
    assert (itself.entropy, itself.distance, itself.itself) == (0.0, 0.0, 1.0)
    before = habits(np.eye(4, k=-1, dtype=np.float32), places)
    assert before.previous == 0.75
    even = habits(np.full((4, 4), 0.25, np.float32), places)
    assert even.entropy == pytest.approx(2.0)
    assert even.sink == pytest.approx(0.25)


def test_that_a_bright_cell_stays_seen_however_small_its_head_is_drawn() -> None:
    found = np.zeros((500, 500), np.float32)
    found[321, 77] = 1.0
    assert pooled(found).shape == (48, 48)
    assert pooled(found).max() == 1.0


@pytest.mark.parametrize("text", ["", "a", "你好，世界", "🙂👩‍👩‍👧‍👦", "e\u0301\u200b\n\ttab", "ﬁ ﷺ Ω"])
@pytest.mark.parametrize("model", ["starter:encoder", "starter:decoder", "starter:encoder-small", "starter:encoder-decoder"])
def test_that_any_text_is_drawn_right_or_refused_with_a_sentence(model: str, text: str) -> None:
    try:
        block = view(model, text, show="map")["map"]
    except UserError as error:
        assert error.code == "inspect.empty"
        assert text == ""
        return
    assert block.values.shape == (len(block.rows), len(block.columns))
    assert np.allclose(block.values.sum(1), 1, atol=1e-5)


def test_that_a_text_beyond_the_places_of_a_model_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="places for 512"):
        view("starter:encoder", "word " * 600)


@pytest.mark.parametrize(
    "settings, words",
    [
        ({"layer": 9}, "6 layers"),
        ({"head": 13}, "12 heads"),
        ({"where": "cross"}, "cross-attention"),
        ({"layers": 1}, "layers"),
    ],
)
def test_that_what_is_not_there_is_said(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        view("starter:encoder", **settings)


def test_that_no_picture_is_drawn_of_weights_that_are_no_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    desk = Desk()
    subject = desk.subject("starter:encoder-small")
    with torch.no_grad():
        subject.model.bert.encoder.layer[1].attention.self.query.weight.fill_(float("nan"))
    with pytest.raises(UserError, match="layer 2 is not drawn"):
        looked(desk, "attention", {"model": "starter:encoder-small", "text": TEXT})


def test_that_no_picture_is_drawn_of_a_decoder_that_looks_ahead() -> None:
    desk = Desk()
    subject = desk.subject("starter:decoder")
    spec = _spec({"model": "starter:decoder", "text": TEXT})
    captured = desk.capture(subject, spec)
    inside = captured.inside(captured.sources[0])
    captured._last = (captured.sources[0], dataclasses.replace(inside, causal=False))
    with pytest.raises(UserError, match="comes after it"):
        looked(desk, "attention", {"model": "starter:decoder", "text": TEXT, "show": "map"})


def test_that_a_model_in_train_mode_is_refused() -> None:
    desk = Desk()
    subject = desk.subject("starter:decoder")
    subject.model.train()
    with pytest.raises(UserError, match="train mode"):
        looked(desk, "attention", {"model": "starter:decoder", "text": TEXT})
    with pytest.raises(ValueError, match="train mode"):
        make_capture(subject.model, subject.row(TEXT))


def test_that_random_weights_are_refused(tiny_base: Path, tmp_path: Path) -> None:
    import json
    import shutil

    folder = tmp_path / "headless"
    shutil.copytree(tiny_base, folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "architectures": ["BertForMaskedLM"]}))
    with pytest.raises(UserError, match="random numbers"):
        view(folder)


def test_that_the_view_says_where_it_comes_from() -> None:
    origin = looked(Desk(), "attention", {"model": "starter:decoder", "text": TEXT, "layer": 2}).origin
    assert origin["model"] == "starter:decoder"
    assert origin["attention"] == "Tunebench, packed"
    assert origin["dtype"] == "float32"
    assert len(origin["hash"]) == 16
    assert origin["settings"]["layer"] == 2
    assert origin["versions"]["torch"].startswith("2.13")
