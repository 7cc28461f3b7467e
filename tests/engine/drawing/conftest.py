"""Blocks of every kind, as inspectors make them: small, large, empty, and with texts that are hard to draw."""

from __future__ import annotations

import numpy as np
import pytest

from engine.inspectors._blocks import (
    Bars,
    Block,
    Chip,
    Colouring,
    Column,
    Curve,
    Frames,
    Heatmap,
    Scatter,
    Series,
    Table,
    Tokens,
    Vectors,
    View,
    Vocabulary,
    Wall,
    Words,
)
from engine.messages import say

ORIGIN = {
    "model": "starter:encoder",
    "hash": "0123456789abcdef0123",
    "attention": "sdpa",
    "dtype": "float32",
    "text": "A <b>cat</b> & 猫 🐈",
}
HARD = ["[CLS]", "the", " cat", "<s>", "&amp;", '"', "'", "猫", "🐈", "\n", "\t", "\x00", "\x1b", "\ud800", "\u202e", "\u200d", "é", "가"]


def chips(count: int) -> tuple[Chip, ...]:
    """So many tokens of all kinds."""
    words = [" quick", " brown", "ing", " fox", ",", " 狐狸", " jumps", " over", " extraordinarily", "."]
    found = [
        Chip(text="", token="[CLS]", id=101, start=0, end=0, kind="special"),
        Chip(text="The", token="The", id=464, start=0, end=3, word=0),
        Chip(text="☃", token="[UNK]", id=100, start=3, end=4, kind="unknown", word=1),
        Chip(text="", token="<0xF0>", id=243, start=4, end=4, kind="bytes", bytes="F0 9F", word=2),
        Chip(text="🐈", token="<0x90>", id=147, start=4, end=5, kind="bytes", bytes="90 88", character="🐈", word=2),
    ]
    for index in range(count - len(found) - 1):
        word = words[index % len(words)]
        found.append(Chip(text=word, token=f"Ġ{word.strip()}", id=1000 + 37 * index, start=index, end=index + 1, word=index + 3))
    found.append(Chip(text=" tail", token="Ġtail", id=7894, start=9, end=14, kind="cut", word=count))
    return tuple(found[: count - 1] + found[-1:])


def attention(rows: int, columns: int, seed: int = 0) -> np.ndarray:
    """[rows, columns] float32 with rows that sum to 1."""
    numbers = np.exp(np.random.default_rng(seed).normal(0, 2, (rows, columns)))
    return (numbers / numbers.sum(axis=1, keepdims=True)).astype(np.float32)


def make_blocks() -> dict[str, Block]:
    """A block of each kind, and of some kinds more than one, by a name of the case."""
    random = np.random.default_rng(3)
    example = "a long example sentence with <b>marks</b> & 中文 " * 4
    words = ["[CLS]", "the", "quick", "brown", "狐狸", "jumps", "##ing", "over", "the", "lazy", "🐈", "[SEP]"]
    cloud = np.concatenate([random.normal(at, 1, (80, 2)) for at in ((0, 0), (6, 2), (2, 7))]).astype(np.float32)
    kinds = np.repeat(np.arange(3), 80)
    walk = np.cumsum(random.normal(0, 0.3, (40, 12, 2)), axis=0).astype(np.float32) + random.normal(0, 4, (12, 2)).astype(np.float32)
    many = np.concatenate([random.normal(at, 1, (2500, 2)) for at in ((0, 0), (6, 2), (2, 7))]).astype(np.float32)
    layers = np.arange(13)
    return {
        "tokens": Tokens(name="tokens", title=say("Tokens"), note=say("As the model sees them."), chips=chips(14)),
        "tokens-3": Tokens(name="tokens", title=say("Tokens"), chips=chips(3)),
        "tokens-300": Tokens(name="tokens", title=say("Tokens, weighted"), chips=chips(300), weights=random.normal(0, 1, 300)),
        "tokens-hard": Tokens(
            name="tokens", title=say("文本的词元"), chips=tuple(Chip(text=t, token=t, id=i, start=i, end=i + 1) for i, t in enumerate(HARD))
        ),
        "heatmap": Heatmap(
            name="head", title=say("Layer 3, head 5"), note=say("Each row sums to 1."), values=attention(12, 12), rows=tuple(words),
            columns=tuple(words), rows_title=say("from"), columns_title=say("to"),
        ),
        "heatmap-wide": Heatmap(
            name="change", title=say("Change of hidden states"), values=random.normal(0, 1, (13, 70)).astype(np.float32), low=-3, high=3,
            rows=tuple(f"layer {index}" for index in layers), columns=tuple(words[i % 12] + str(i) for i in range(70)), diverging=True,
        ),
        "heatmap-long": Heatmap(
            name="long", title=say("A long text"), values=attention(1500, 1500), rows=tuple(map(str, range(1500))),
            columns=tuple(map(str, range(1500))), high=0.02,
        ),
        "wall": Wall(
            name="wall", title=say("All heads"), values=np.stack([[attention(12, 12, 20 * i + j) for j in range(12)] for i in range(12)]),
            rows=tuple(f"layer {index}" for index in range(12)),
        ),
        "wall-32": Wall(
            name="wall", title=say("Change of all heads"), values=random.normal(0, 1, (3, 32, 40, 40)).astype(np.float32), low=-2, high=2,
            rows=("编码器 1", "编码器 2", "编码器 3"), diverging=True,
        ),
        "curve": Curve(
            name="lens", title=say("Probability over the layers"), x=layers, x_title=say("layer"), y_title=say("probability"),
            series=tuple(Series(name=say("{name}", name=f"{word} {i}"), values=np.clip(layers / 13 + random.normal(0, 0.1, 13), 0, 1)
                                .astype(np.float32)) for i, word in enumerate(words[:10])),
        ),
        "curve-gap": Curve(
            name="norms", title=say("Norms"), x=np.arange(5.0), x_title=say("step"),
            series=(Series(name=say("with a gap"), values=np.array([1e-4, 2e-4, np.nan, 4e-4, 3e-4])),),
        ),
        "scatter": Scatter(
            name="map", title=say("Tokens in two directions"), points=cloud, names=tuple(words[i % 12] + str(i) for i in range(240)),
            colours=(Colouring(name=say("label"), values=kinds, categories=("positive", "negative", "中性")),),
            x_title=say("PC 1 (31 % of variance)"), y_title=say("PC 2 (12 %)"),
        ),
        "scatter-moved": Scatter(
            name="moved", title=say("What fine-tuning moved"), points=cloud[::20], names=tuple(words), moved=cloud[::20] + 0.8,
            colours=(Colouring(name=say("norm"), values=np.linspace(2, 9, 12).astype(np.float32)),),
        ),
        "scatter-many": Scatter(
            name="many", title=say("The token table"), points=many, names=tuple(f"t{i}" for i in range(7500)),
            colours=(Colouring(name=say("frequency"), values=many[:, 0]),),
        ),
        "frames": Frames(
            name="training", title=say("Pinned tokens as the run trains"), points=walk, steps=np.arange(0, 400, 10), names=tuple(words),
            colours=(Colouring(name=say("kind"), values=np.arange(12) % 4, categories=("special", "word", "piece", "other")),),
        ),
        "table": Table(
            name="next", title=say("Next tokens"),
            columns=(
                Column(name="token", title=say("Token")), Column(name="id", title=say("Id"), kind="number"),
                Column(name="share", title=say("Probability"), kind="share"), Column(name="text", title=say("Example")),
            ),
            rows=tuple((HARD[i % len(HARD)], i * 37, 1 / (i + 1), example) for i in range(75)),
        ),
        "bars": Bars(name="labels", title=say("Labels"), names=("positive", "negative", "中性的评价"),
                     values=np.array([0.81, 0.15, 0.04]), share=True),
        "bars-signed": Bars(name="attribution", title=say("Attribution"), names=tuple(words), values=random.normal(0, 1, 12)),
        "words": Words(name="deficit", title=say("Attention"), warning=True,
                       text=say("The rows of layer 2 sum to 0.97, so no map is drawn. " * 4)),
        "words-plain": Words(name="found", title=say("Found"), text=say("两个模型完全相同。每一层的差都是零。" * 8)),
        "vectors": Vectors(name="vectors", title=say("Vectors"), values=np.ones((7, 50), np.float32), rows=np.arange(7)),
        "vocabulary": Vocabulary(
            name="vocabulary", title=say("Vocabulary"), entries=tuple(HARD * 5), ids=np.arange(90), kinds=np.arange(90, dtype=np.int8) % 5,
            norms=random.uniform(1, 2, 90).astype(np.float32),
        ),
    }  # fmt: skip


@pytest.fixture(scope="session")
def blocks() -> dict[str, Block]:
    """The sample blocks."""
    return make_blocks()


@pytest.fixture(scope="session")
def view(blocks: dict[str, Block]) -> View:
    """One view with a block of each kind."""
    names = ("tokens", "heatmap", "wall", "curve", "scatter", "frames", "table", "bars", "words", "vocabulary")
    return View(inspector="attention", blocks=tuple(blocks[name] for name in names), origin=ORIGIN)
