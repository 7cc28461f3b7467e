"""Attention: a wall of all heads, the map of one, or of several put together, from the inputs that a pass has kept."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.errors import UserError
from engine.inspectors._axes import Axis, axis
from engine.inspectors._blocks import Block, Column, Heatmap, Table, Wall
from engine.inspectors._heads import Habits, check, habits, looked_at, maps, merged, pooled, together, value_norms
from engine.inspectors._inspector import Desk, Inspector, InspectSpec
from engine.inspectors._subject import Subject
from engine.messages import NOTHING, Message, say
from engine.models.capture import Capture, Source
from engine.specs.fields import field

SIDES = {
    "encoder": say("self-attention of the encoder"),
    "decoder": say("self-attention of the decoder"),
    "cross": say("cross-attention: the decoder looks at the encoder"),
}


class AttentionSpec(InspectSpec):
    """Which part of the attention, and how it is put together."""

    show: Literal["all", "wall", "map"] = field("all", title="Show", description="All heads at once, the map of one, or both.")
    where: Literal["auto", "encoder", "decoder", "cross"] = field(
        "auto", title="Side", description="For encoder-decoders: which attention; by itself the encoder's, or the decoder's of a decoder."
    )
    layer: int = field(1, title="Layer", description="Counted from 1, the first above the embeddings; 0 takes all layers together.", ge=0)
    head: int = field(1, title="Head", description="Counted from 1.", ge=1)
    combine: Literal["head", "mean", "max", "rollout"] = field(
        "head",
        title="Heads together",
        description="One head, the mean or the largest over all heads of the layer, or rollout through all layers up to it.",
    )
    weighted: bool = field(
        False,
        title="Weighted by values",
        description="Attention times the length of what each token contributes: a token that much is looked at may say little.",
    )
    special: bool = field(
        True, title="Special tokens", description="Show the tokens that the tokenizer adds; hidden, rows no longer sum to 1."
    )
    words: bool = field(False, title="Whole words", description="Put the tokens of a word together.")


class Attention(Inspector):
    """Self-attention and cross-attention."""

    name = "attention"
    title = "Attention"
    summary = "Which token looks at which: all heads of all layers at once, and the map of each."
    order = 30
    spec = AttentionSpec

    def look(self, desk: Desk, spec: AttentionSpec) -> list[Block]:
        subject = desk.subject(spec.model)
        capture = desk.capture(subject, spec)
        sources = chosen_sources(capture, spec.where)
        blocks: list[Block] = []
        if spec.show != "map":
            blocks += wall_blocks(desk, capture, sources)
            desk.show(blocks)
        if spec.show != "wall":
            blocks.append(_map_block(desk, subject, capture, spec, sources))
        return blocks


def chosen_sources(capture: Capture, where: str) -> list[Source]:
    """The attention modules of a side, by layer. Raises UserError if the model has none there."""
    there = [side for side in SIDES if capture.of(side)]
    side = there[0] if where == "auto" else where
    if side not in there:
        raise UserError(
            "inspect.side",
            say("This model has no {side}.", side=SIDES[side]),
            hint=say("It has: {sides}.", sides=", ".join(there)),
        )
    return capture.of(side)


def wall_blocks(desk: Desk, capture: Capture, sources: list[Source]) -> list[Block]:
    """All heads of a side, small, and what each of them does; computed once for a pass."""
    values, numbers = wall_numbers(desk, capture, sources)
    layers = tuple(str(source.layer + 1) for source in sources)
    step = looked_at(capture, sources[0]).step or 1
    note = say("Each head's map, made smaller by keeping the largest of neighbouring cells; colours go from 0 to 1.")
    if step > 1:
        note = say("Of this long text, every {step}th query token is shown and counted.", step=step)
    columns = (
        *(Column(name=name, title=title, kind="number") for name, title in (("layer", say("Layer")), ("head", say("Head")))),
        Column(name="entropy", title=say("Entropy, bits"), kind="number"),
        Column(name="distance", title=say("Distance"), kind="number"),
        Column(name="sink", title=say("Most seen"), kind="share"),
        Column(name="itself", title=say("Itself"), kind="share"),
        Column(name="previous", title=say("Before"), kind="share"),
        Column(name="following", title=say("After"), kind="share"),
    )
    rows = tuple((layer + 1, head + 1, *vars(one).values()) for layer, ones in enumerate(numbers) for head, one in enumerate(ones))
    title = say("All heads: {side}", side=SIDES[sources[0].where])
    explained = say(
        "Means over the tokens that look. Entropy is high where a head looks everywhere, 0 where it looks at one token; distance is in "
        "tokens; the others are shares of attention: to the one token that is looked at most, to itself, to the one before and after."
    )
    return [
        Wall(name="wall", title=title, note=note, values=values, rows=layers),
        Table(name="heads", title=say("What each head does"), note=explained, columns=columns, rows=rows),
    ]


def wall_numbers(desk: Desk, capture: Capture, sources: list[Source]) -> tuple[Any, list[list[Habits]]]:
    """[layers, heads, rows, columns] float32, and each head's habits by layer. Raises UserError where a map lies."""
    key = ("wall", sources[0].where)
    if key not in capture.notes:
        tiles: list[list[Any]] = []
        numbers: list[list[Habits]] = []
        for done, source in enumerate(sources):
            desk.progress(done, len(sources), say("Layer {layer} of {layers}", layer=done + 1, layers=len(sources)))
            tiles.append([])
            numbers.append([])
            try:
                for places, found in maps(capture, source):
                    tiles[-1].append(pooled(found))
                    numbers[-1].append(habits(found, places))
            except ValueError as error:
                raise lying(source, error) from None
        capture.notes[key] = (np.array(tiles, dtype=np.float32), numbers)
    result: tuple[Any, list[list[Habits]]] = capture.notes[key]
    return result


def lying(source: Source, error: Exception) -> UserError:
    """A picture that would lie becomes a sentence."""
    return UserError(
        "inspect.check",
        say("The attention of layer {layer} is not drawn, because it can't be right.", layer=source.layer + 1),
        detail=say("{error}.", error=str(error)),
        hint=say("Look at another layer; weights that are no numbers, or an unusual architecture, are the usual reasons."),
    )


def head_map(desk: Desk, subject: Subject, capture: Capture, spec: AttentionSpec, sources: list[Source]) -> tuple[Any, Message, Message]:
    """[query tokens, key tokens] float32 as the spec wants it, its title and a note. Raises UserError."""
    if spec.combine == "head":
        source = sources[_within(spec.layer or 1, len(sources), say("layers")) - 1]
        head = _within(spec.head, source.heads, say("heads"))
        found = capture.probabilities(source, head - 1).numpy()
        try:
            check(capture, source, found, np.arange(found.shape[0]))
        except ValueError as error:
            raise lying(source, error) from None
        title = say("Layer {layer}, head {head}", layer=source.layer + 1, head=head)
        if not spec.weighted:
            return found, title, _deficit(capture, source, found)
        norms = value_norms(subject.model, capture, source, head - 1)
        if norms is None:
            raise UserError(
                "inspect.no-projection",
                say("How much each token contributes can't be computed for this architecture: its output projection wasn't found."),
                hint=say("Look at the attention without it."),
            )
        return (
            found * norms,
            title,
            say("Attention times the length of each token's contribution through this head (Kobayashi et al. 2020)."),
        )
    if spec.combine == "rollout" and sources[0].where == "cross":
        raise UserError(
            "inspect.rollout",
            say("Rollout follows a token through its own layers, and cross-attention leads to other tokens."),
            hint=say("Choose the encoder's or the decoder's self-attention, or the mean."),
        )
    upto = spec.layer or len(sources)
    layer = _within(upto, len(sources), say("layers"))
    used = sources[:layer] if spec.combine == "rollout" or not spec.layer else [sources[layer - 1]]

    def tick(done: int) -> None:
        desk.progress(done, len(used), say("Layer {layer} of {layers}", layer=done + 1, layers=len(used)))

    found = together(capture, used, spec.combine, tick)
    return found, _TOGETHER[spec.combine, bool(spec.layer)](layer), _NOTES[spec.combine]


_TOGETHER: dict[tuple[str, bool], Any] = {
    ("mean", True): lambda layer: say("Layer {layer}, mean of its heads", layer=layer),
    ("mean", False): lambda layer: say("Mean of all heads of {layers} layers", layers=layer),
    ("max", True): lambda layer: say("Layer {layer}, largest of its heads", layer=layer),
    ("max", False): lambda layer: say("Largest of all heads of {layers} layers", layers=layer),
    ("rollout", True): lambda layer: say("Rollout up to layer {layer}", layer=layer),
    ("rollout", False): lambda layer: say("Rollout through {layers} layers", layers=layer),
}
_NOTES = {
    "mean": NOTHING,
    "max": say("Rows sum to more than 1: each cell is the largest of several heads."),
    "rollout": say("Mean of heads, half of each token staying itself, multiplied through the layers (Abnar and Zuidema 2020)."),
}


def _deficit(capture: Capture, source: Source, found: Any) -> Message:
    """What is missing from a sum of 1, where a head has a sink beside the tokens."""
    if capture.inside(source).sinks is None:
        return NOTHING
    return say("Rows sum to {sum:.2f} on average: the rest goes to a sink of the head's own.", sum=float(found.sum(-1).mean()))


def _within(value: int, most: int, what: Message) -> int:
    if value <= most:
        return value
    raise UserError(
        "inspect.range",
        say("There are {most} {what}, and number {value} was asked for.", most=most, what=what, value=value),
        hint=say("Count from 1."),
    )


def _map_block(desk: Desk, subject: Subject, capture: Capture, spec: AttentionSpec, sources: list[Source]) -> Block:
    found, title, note = head_map(desk, subject, capture, spec, sources)
    where = sources[0].where
    queries = axis(subject, capture, spec, "encoder" if where == "encoder" else "decoder")
    keys = axis(subject, capture, spec, "encoder" if where in ("encoder", "cross") else "decoder")
    found, queries, keys = shaped(found, queries, keys, spec)
    high = float(found.max()) if spec.weighted or spec.combine == "max" else 1.0
    return Heatmap(
        name="map",
        title=title,
        note=note,
        values=np.ascontiguousarray(found, dtype=np.float32),
        rows=queries.labels,
        columns=keys.labels,
        high=high or 1.0,
        rows_title=say("looks"),
        columns_title=say("is looked at"),
    )


def shaped(found: Any, queries: Axis, keys: Axis, spec: AttentionSpec) -> tuple[Any, Axis, Axis]:
    """A map by words and without special tokens, where the spec wants it so."""
    if spec.words:
        found = merged(found, queries.words, keys.words)
        queries, keys = queries.by_word(), keys.by_word()
    if not spec.special and not (queries.special.all() or keys.special.all()):
        found = found[~queries.special][:, ~keys.special]
        queries, keys = queries.kept(~queries.special), keys.kept(~keys.special)
    return found, queries, keys


PLUGIN = Attention()
