"""Difference: what training changed. Base and tuned from one model in memory with its adapter switched off, or any two models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import UserError
from engine.inspectors._axes import axis
from engine.inspectors._blocks import Block, Column, Curve, Heatmap, Scatter, Series, Table, Wall, Words
from engine.inspectors._heads import maps, pooled
from engine.inspectors._inspector import Desk, Inspector
from engine.inspectors._predicted import compared
from engine.inspectors._subject import Subject
from engine.inspectors._vectors import norms, pca, project
from engine.inspectors.attention import SIDES, AttentionSpec, chosen_sources, head_map, lying, shaped
from engine.messages import say
from engine.models.capture import Capture
from engine.specs.fields import field

MOVED = 20  # entries of the vocabulary that are listed


class DifferenceSpec(AttentionSpec):
    """What is compared with what."""

    against: str = field(
        "", title="Compared with", description="A starter, a folder, a run or RUN@STEP; empty takes the base that the model was tuned from."
    )


@dataclass(frozen=True)
class Pair:
    """The two sides: before (the base) and after (the model that is looked at); one subject where an adapter is switched."""

    before: Subject
    after: Subject
    base: bool
    captures: tuple[Capture, Capture]

    def names(self) -> tuple[str, str]:
        """What the two are called."""
        return ("base" if self.base else self.before.text, self.after.text)


class Difference(Inspector):
    """Attention, states, embeddings and predictions of two models, subtracted."""

    name = "difference"
    title = "Difference"
    summary = "What training changed: attention heads, hidden states, token vectors and predictions, beside those of the base."
    order = 50
    spec = DifferenceSpec

    def look(self, desk: Desk, spec: DifferenceSpec) -> list[Block]:
        pair = opened(desk, spec)
        if spec.show == "map":
            return [_map_block(desk, pair, spec)]
        blocks: list[Block] = [*_wall_blocks(desk, pair, spec)]
        desk.show(blocks)
        if spec.show == "wall":
            return blocks
        blocks.append(_map_block(desk, pair, spec))
        states = _state_blocks(pair, spec)
        said = compared(pair.before, pair.after, spec, pair.base)
        return [_summary(pair, states), *blocks, *states, *_vocabulary_blocks(pair), *said]


def opened(desk: Desk, spec: DifferenceSpec) -> Pair:
    """Both sides with their passes. Raises UserError where there is nothing to compare with, or nothing comparable."""
    after = desk.subject(spec.model)
    if not spec.against and after.has_adapter:
        captures = desk.capture(after, spec, hidden=True, base=True), desk.capture(after, spec, hidden=True)
        return Pair(after, after, True, captures)
    other = spec.against or after.base
    if not other:
        raise UserError(
            "inspect.no-base",
            say("{model} was tuned from nothing that is known here, so that there is no base beside it.", model=spec.model),
            hint=say("Choose a model to compare it with, or look at a run."),
        )
    before = desk.subject(other)
    after = desk.subject(spec.model)  # the latest two stay in memory; asked again, it is the latest
    captures = desk.capture(before, spec, hidden=True), desk.capture(after, spec, hidden=True)
    _require_alike(before, after, captures)
    return Pair(before, after, False, captures)


def _require_alike(before: Subject, after: Subject, captures: tuple[Capture, Capture]) -> None:
    one, other = captures
    if not np.array_equal(one.row.ids, other.row.ids):
        raise UserError(
            "inspect.tokens-differ",
            say("The two models read this text as different tokens, so that nothing can be subtracted."),
            hint=say("Compare models with the same tokenizer; the view Tokens shows both beside each other."),
        )
    shapes = [[(source.where, source.heads) for source in capture.sources] for capture in captures]
    if shapes[0] != shapes[1]:
        raise UserError(
            "inspect.shapes-differ",
            say("The two models have other numbers of layers or heads, so that nothing can be subtracted."),
            detail=say("{before}: {one} heads in all; {after}: {two}.", before=before.text, after=after.text, **_counts(shapes)),
            hint=say("Compare a model with what it was tuned from."),
        )


def _counts(shapes: list[list[tuple[Any, int]]]) -> dict[str, int]:
    return {name: sum(heads for _, heads in shape) for name, shape in zip(("one", "two"), shapes, strict=True)}


# -- attention


def _wall_blocks(desk: Desk, pair: Pair, spec: DifferenceSpec) -> list[Block]:
    """All heads subtracted, and the heads ranked by how much they changed."""
    sides = [chosen_sources(capture, spec.where) for capture in pair.captures]
    tiles: list[list[Any]] = []
    rows: list[tuple[int, int, float, float]] = []
    for done, (one, other) in enumerate(zip(*sides, strict=True)):
        desk.progress(done, len(sides[0]), say("Layer {layer} of {layers}", layer=done + 1, layers=len(sides[0])))
        tiles.append([])
        try:
            for head, ((_, old), (_, new)) in enumerate(zip(maps(pair.captures[0], one), maps(pair.captures[1], other), strict=True)):
                change = new - old
                tiles[-1].append(np.where(pooled(change) > pooled(-change), pooled(change), -pooled(-change)))
                rows.append((done + 1, head + 1, float(np.abs(change).sum(-1).mean() / 2), float(np.abs(change).max())))
        except ValueError as error:
            raise lying(one, error) from None
    values = np.array(tiles, dtype=np.float32)
    high = float(np.abs(values).max()) or 1.0
    before, after = pair.names()
    title = say("{side}: {after} minus {before}", side=SIDES[sides[0][0].where], after=after, before=before)
    note = say("Change is half the sum of all differences of a row, averaged: the share of attention that went elsewhere.")
    columns = (
        *(Column(name=name, title=shown, kind="number") for name, shown in (("layer", say("Layer")), ("head", say("Head")))),
        Column(name="change", title=say("Change"), kind="share"),
        Column(name="largest", title=say("Largest difference"), kind="number"),
    )
    ranked = tuple(sorted(rows, key=lambda row: -row[2]))
    layers = tuple(str(source.layer + 1) for source in sides[0])
    wall = Wall(name="wall", title=title, values=values, rows=layers, low=-high, high=high, diverging=True)
    return [wall, Table(name="heads", title=say("Heads by how much they changed"), note=note, columns=columns, rows=ranked)]


def _map_block(desk: Desk, pair: Pair, spec: DifferenceSpec) -> Block:
    sides = zip((pair.before, pair.after), pair.captures, strict=True)
    found = [head_map(desk, subject, capture, spec, chosen_sources(capture, spec.where)) for subject, capture in sides]
    where = chosen_sources(pair.captures[1], spec.where)[0].where
    queries = axis(pair.after, pair.captures[1], spec, "encoder" if where == "encoder" else "decoder")
    keys = axis(pair.after, pair.captures[1], spec, "encoder" if where in ("encoder", "cross") else "decoder")
    change, queries, keys = shaped(found[1][0] - found[0][0], queries, keys, spec)
    high = float(np.abs(change).max()) or 1.0
    return Heatmap(
        name="map",
        title=say("{head}: after minus before", head=found[1][1]),
        note=found[1][2],
        values=np.ascontiguousarray(change, dtype=np.float32),
        rows=queries.labels,
        columns=keys.labels,
        low=-high,
        high=high,
        diverging=True,
        rows_title=say("looks"),
        columns_title=say("is looked at"),
    )


# -- states and vectors


def _state_blocks(pair: Pair, spec: DifferenceSpec) -> list[Block]:
    """How far each token's state turned in each layer, and where the last ones moved."""
    side = "decoder" if "decoder" in pair.captures[1].hidden else "encoder"
    one, other = (np.stack([state.float().numpy() for state in capture.hidden[side]]) for capture in pair.captures)
    cosines = _cosines(one, other)  # [layers + 1, tokens]
    tokens = axis(pair.after, pair.captures[1], spec, side)
    layers = tuple(str(layer) for layer in range(len(cosines)))
    turned = (1 - cosines).astype(np.float32)
    high = float(turned.max()) or 1.0
    series = (
        Series(name=say("mean of the tokens"), values=cosines.mean(1).astype(np.float32)),
        Series(name=say("the token that turned most"), values=cosines.min(1).astype(np.float32)),
    )
    blocks: list[Block] = [
        Curve(
            name="cosine",
            title=say("Hidden states before and after"),
            note=say("Cosine of each token's state in both models; layer 0 is the embedding. 1: nothing changed its direction."),
            x=np.arange(len(cosines), dtype=np.float32),
            series=series,
            x_title=say("Layer"),
            y_title=say("cosine"),
        ),
        Heatmap(
            name="states",
            title=say("How far each token's state turned"),
            note=say("1 minus the cosine, a row for each layer."),
            values=turned,
            rows=layers,
            columns=tokens.labels,
            high=high,
            rows_title=say("Layer"),
        ),
    ]
    if len(tokens.labels) >= 3:
        blocks.append(_moved_block(one[-1], other[-1], tokens.labels))
    return blocks


def _cosines(one: Any, other: Any) -> Any:
    """[layers, tokens]: exactly 1 where the states are the same."""
    lengths = np.linalg.norm(one, axis=-1) * np.linalg.norm(other, axis=-1)
    found = (one * other).sum(-1) / np.maximum(lengths, 1e-30)
    return np.where((one == other).all(-1), 1.0, np.clip(found, -1.0, 1.0))


def _moved_block(one: Any, other: Any, labels: tuple[str, ...]) -> Block:
    fitted = pca(np.concatenate([one, other]))
    share = [float(part) for part in fitted.explained[:2]]
    return Scatter(
        name="moved",
        title=say("Where the tokens' last states moved"),
        note=say("From before to after, in one plane for both (PCA; {share:.0f} % of the variance).", share=100 * sum(share)),
        points=project(one, fitted.mean, fitted.axes).astype(np.float32),
        moved=project(other, fitted.mean, fitted.axes).astype(np.float32),
        names=labels,
    )


def _vocabulary_blocks(pair: Pair) -> list[Block]:
    """The entries whose vectors in the token table moved the most; nothing where the tables are one."""
    if pair.base:
        return []
    one, other = pair.before.embeddings, pair.after.embeddings
    if one.shape != other.shape:
        return []
    lengths = norms((other - one).float())
    if not lengths.any():
        return []
    most = np.argsort(-lengths, kind="stable")[:MOVED]
    before, name = norms(one), pair.after.tokenizer.token
    rows = tuple((name(int(id)), int(id), float(lengths[id]), float(lengths[id] / max(before[id], 1e-12))) for id in most)
    columns = (
        Column(name="token", title=say("Token")),
        Column(name="id", title=say("id"), kind="number"),
        Column(name="moved", title=say("Moved by"), kind="number"),
        Column(name="share", title=say("of its length"), kind="share"),
    )
    changed = int((lengths > 0).sum())
    title = say("Token vectors that moved the most ({changed:,} of {all:,} moved)", changed=changed, all=len(lengths))
    return [Table(name="vocabulary", title=title, columns=columns, rows=rows)]


def _summary(pair: Pair, states: list[Block]) -> Block:
    """One sentence: nothing changed, or where most did."""
    curve = next(block for block in states if isinstance(block, Curve))
    values = np.asarray(curve.series[0].values)
    before, after = pair.names()
    title = say("{after} beside {before}", after=after, before=before)
    if (values == 1).all():
        return Words(name="summary", title=title, text=say("Every hidden state of this text is exactly the same in both."))
    layer = int(values.argmin())
    text = say("States differ the most after layer {layer}: their mean cosine is {cosine:.3f}.", layer=layer, cosine=float(values[layer]))
    return Words(name="summary", title=title, text=text)


PLUGIN = Difference()
