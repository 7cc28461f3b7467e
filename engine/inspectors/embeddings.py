"""Embeddings: the token table, a text's tokens or many texts as a map, by PCA or t-SNE, and the nearest neighbours of a point."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from engine.errors import UserError
from engine.inspectors._blocks import Block, Colouring, Column, Scatter, Table, Vectors, View, Words
from engine.inspectors._clouds import Cloud, cloud_of, place_of
from engine.inspectors._inspector import Desk, Inspector, InspectSpec, circumstances
from engine.inspectors._tsne import DIMENSIONS, Frame, tsne_frames
from engine.inspectors._vectors import CosineTable, Pca, centred, pca, trustworthiness
from engine.messages import NOTHING, Message, plain, say
from engine.specs.fields import field

if TYPE_CHECKING:
    import numpy.typing as npt

MOST = 20_000  # points that t-SNE places; a map of more takes minutes and shows no more
ITERATIONS, OFTEN = 500, 2  # of t-SNE, and after how many of them a frame is looked at
PAUSE = 0.1  # seconds between two frames that are shown
MEANING = say("On a t-SNE map neighbours mean something, distances and sizes of groups don't.")
NEAR, SAMPLE = 10, 2000  # neighbours and points that trustworthiness is measured by


class EmbeddingsSpec(InspectSpec):
    """Which vectors, how they are laid out flat, and whose neighbours are wanted."""

    show: Literal["map", "neighbours", "vectors", "tsne"] = field(
        "map",
        title="Show",
        description="A map; the neighbours of a point; vectors for a t-SNE map that another process makes; or such a map of them.",
    )
    what: Literal["vocabulary", "tokens", "texts"] = field(
        "vocabulary", title="Of", description="The model's table of token vectors, the tokens of the text, or whole texts."
    )
    where: Literal["auto", "encoder", "decoder"] = field(
        "auto", title="Side", description="For tokens of encoder-decoders: whose; by itself the encoder's."
    )
    layer: int = field(-1, title="Layer", description="Of tokens and texts: 0 is the embedding, -1 the last layer.", ge=-1)
    pooling: Literal["mean", "first", "last"] = field(
        "mean", title="Pooling", description="A text's vector is the mean of its tokens' vectors, or that of its first or last token."
    )
    data: str = field("", title="Data", description="For texts: a file with rows of text; without one, each line of the text is one.")
    column: str = field("", title="Column", description="The column with the text; guessed where it is left empty.")
    label_column: str = field("", title="Label column", description="The column that colours the points; guessed where it is left empty.")
    most: int = field(
        2000, title="Rows", description="How many rows of the file at most; of more, so many are drawn at random.", ge=3, le=MOST
    )
    projection: Literal["pca", "tsne"] = field(
        "pca", title="Map", description="The plane in which the vectors spread most, or t-SNE, which keeps neighbours together."
    )
    centre: bool = field(
        False, title="Centred", description="Cosines of the vectors less their mean: what all of them share says nothing of any."
    )
    standardise: bool = field(
        False, title="Standardised", description="Every dimension divided by its deviation, so that none counts more than another."
    )
    perplexity: float = field(
        30.0, title="Perplexity", description="For t-SNE: about how many neighbours of each point count.", ge=2, le=100
    )
    seed: int = field(0, title="Seed", description="Of what is drawn at random: the same seed gives the same map.", ge=0)
    vectors: str = field("", title="Vectors", description="For a t-SNE map of vectors: the .npy file that holds them.")
    points: str = field("", title="Points", description="For a t-SNE map that is made already: the .npy file with its points.")
    token: str = field("", title="Neighbours of", description="A point of the map by its name, or by its number as #123.")
    minus: str = field("", title="Minus", description="For analogies: the point that is taken away from the first one.")
    plus: str = field("", title="Plus", description="For analogies: the point that is added.")
    k: int = field(20, title="Neighbours", description="How many of the nearest are listed.", ge=1, le=1000)


class Embeddings(Inspector):
    """Maps of vectors."""

    name = "embeddings"
    title = "Embeddings"
    summary = "Which tokens or texts the model takes for alike: a map of their vectors, and the nearest neighbours of each."
    order = 20
    spec = EmbeddingsSpec

    def look(self, desk: Desk, spec: EmbeddingsSpec) -> list[Block]:
        if spec.show == "tsne":
            return tsne_blocks(desk, spec)
        subject = desk.subject(spec.model)
        cloud = cloud_of(desk, subject, spec)
        if spec.show == "map":
            return map_blocks(desk, cloud, spec)
        if spec.show == "vectors":
            return [vectors_block(cloud, spec)]
        chosen = [place_of(subject, cloud, spec.what == "vocabulary", text) for text in _asked(spec)]
        return [neighbours_block(cloud, spec, chosen)]

    def view(self, desk: Desk, spec: EmbeddingsSpec) -> View:
        """The look with its origin; for a map of vectors that are there already no model is loaded."""
        if spec.show != "tsne":
            return super().view(desk, spec)
        origin = {"model": spec.model, "settings": spec.model_dump(mode="json", exclude={"model"}), **circumstances()}
        return View(inspector=self.name, blocks=tuple(self.look(desk, spec)), origin=origin)


# -- maps


def map_blocks(desk: Desk, cloud: Cloud, spec: EmbeddingsSpec) -> list[Block]:
    """The map, what can be said of it, and whatever belongs to the vectors. Raises UserError, Stopped."""
    vectors = _flat(cloud, spec)
    if spec.projection == "pca":
        found = _pca(cloud, spec)
        points, rows, note = found.points, np.arange(len(cloud)), cloud.note
        shares = [100 * float(share) for share in found.explained]
        axes = [
            say("First axis, {share:.1f} % of the variance", share=shares[0]),
            say("Second axis, {share:.1f} % of the variance", share=shares[1]),
        ]
        facts = say("The plane shows {first:.1f} % + {second:.1f} % of the variance.", first=shares[0], second=shares[1])
    else:
        rows, axes = sampled(len(cloud), spec.seed), [NOTHING, NOTHING]
        note = _of_sample(cloud.note, len(rows), len(cloud))
        if spec.points:
            points = opened(spec.points, "inspect.points")
            if points.shape != (len(rows), 2):
                raise _unusable(
                    spec.points, "inspect.points", say("It holds {found}, not {wanted} points.", found=len(points), wanted=len(rows))
                )
            facts = MEANING
        else:
            last = laid_out(desk, _reduced(vectors, rows), spec)
            points, facts = last.points, say("{how} {meaning}", how=_of_tsne(last), meaning=MEANING)
        vectors = vectors[rows]
    trust = trustworthiness(vectors, points, NEAR, SAMPLE, spec.seed)
    return [
        Scatter(
            name="map",
            title=cloud.title,
            note=note,
            points=np.ascontiguousarray(points, dtype=np.float32),
            names=cloud.names if len(rows) == len(cloud) else tuple(cloud.names[row] for row in rows),
            colours=tuple(Colouring(name=one.name, values=one.values[rows], categories=one.categories) for one in cloud.colours),
            x_title=axes[0],
            y_title=axes[1],
        ),
        facts_block(facts, trust, len(rows), _random_pair(cloud, spec)),
        *cloud.more,
    ]


def facts_block(facts: Message, trust: float, count: int, mean: float) -> Words:
    """How far the map is to be trusted. trust: trustworthiness of a map of so many points; mean: cosine of random pairs."""
    measured = {"trust": trust, "near": min(NEAR, (count - 1) // 2), "rows": min(count, SAMPLE)}
    if count > SAMPLE:
        trusted = say("Trustworthiness {trust:.3f} (neighbours: {near}; points: {rows:,} drawn at random).", **measured)
    else:
        trusted = say("Trustworthiness {trust:.3f} (neighbours: {near}; points: all {rows:,}).", **measured)
    text = say("{facts} {trusted}", facts=facts, trusted=trusted)
    if np.isfinite(mean):
        text = say("{facts} {trusted} Two random vectors have a cosine of {mean:.3f} on average.", facts=facts, trusted=trusted, mean=mean)
    explained = say(
        "Trustworthiness is 1 where all neighbours on the map are neighbours among the vectors, and about 0.5 where they are drawn by "
        "lot (Venna and Kaski 2001)."
    )
    return Words(name="facts", title=say("How far the map can be trusted"), text=text, note=explained)


def _flat(cloud: Cloud, spec: EmbeddingsSpec) -> Any:
    """The vectors as the map lays them out: as they are, or standardised."""
    if not spec.standardise:
        return cloud.vectors
    if "standardised" not in cloud.kept:
        _require_room(cloud.vectors)
        cloud.kept["standardised"] = centred(cloud.vectors, standardise=True)
    return cloud.kept["standardised"]


def _require_room(vectors: Any) -> None:
    """Raises UserError where a copy of the vectors would not fit into half of the free memory."""
    import psutil

    needed, free = 4 * vectors.shape[0] * vectors.shape[1], psutil.virtual_memory().available
    if needed > free // 2:
        raise UserError(
            "inspect.memory",
            say("Standardised vectors take {needed:.1f} GB, and {free:.1f} GB are free.", needed=needed / 1e9, free=free / 1e9),
            hint=say("Look at the vectors as they are, or close other programs."),
        )


def _pca(cloud: Cloud, spec: EmbeddingsSpec) -> Pca:
    key = ("pca", spec.standardise)
    if key not in cloud.kept:
        cloud.kept[key] = pca(_flat(cloud, spec))
    found: Pca = cloud.kept[key]
    return found


def _cosines(cloud: Cloud, spec: EmbeddingsSpec) -> CosineTable:
    key = ("cosines", spec.centre, spec.standardise)
    if key not in cloud.kept:
        cloud.kept[key] = CosineTable(cloud.vectors, spec.centre, spec.standardise)
    found: CosineTable = cloud.kept[key]
    return found


def _random_pair(cloud: Cloud, spec: EmbeddingsSpec) -> float:
    return _cosines(cloud, spec).random_pair_cosine(spec.seed)


# -- t-SNE


def sampled(count: int, seed: int) -> npt.NDArray[np.int64]:
    """The places of the points that t-SNE is given: all of them, or as many as it takes drawn at random, ascending."""
    if count <= MOST:
        return np.arange(count)
    return np.sort(np.random.default_rng(seed).choice(count, MOST, replace=False))


def _of_sample(note: Message, shown: int, count: int) -> Message:
    if shown == count:
        return note
    return say("{note} The map shows {shown:,} of the {count:,} points, drawn at random.", note=note, shown=shown, count=count)


def _reduced(vectors: Any, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """At most so many principal components of some vectors as t-SNE looks at: [rows, components] float32."""
    chosen = vectors if len(rows) == vectors.shape[0] else vectors[rows]
    found = pca(chosen, min(DIMENSIONS, chosen.shape[1]))
    return np.ascontiguousarray(found.points, dtype=np.float32)


def vectors_block(cloud: Cloud, spec: EmbeddingsSpec) -> Vectors:
    """The vectors that t-SNE is made of, for a process that has no model."""
    rows = sampled(len(cloud), spec.seed)
    note = _of_sample(cloud.note, len(rows), len(cloud))
    return Vectors(name="vectors", title=cloud.title, note=note, values=_reduced(_flat(cloud, spec), rows), rows=rows)


def tsne_blocks(desk: Desk, spec: EmbeddingsSpec) -> list[Block]:
    """A t-SNE map of the vectors of a file, shown as it moves. Raises UserError, Stopped."""
    vectors = opened(spec.vectors, "inspect.vectors")
    if len(vectors) < 3:
        title = say("A map needs at least three points, and there are only {count}.", count=len(vectors))
        raise UserError("inspect.few", title, hint=say("Choose more vectors."))
    rows = sampled(len(vectors), spec.seed)
    chosen = vectors[rows]
    last = laid_out(desk, chosen, spec)
    trust = trustworthiness(chosen, last.points, NEAR, SAMPLE, spec.seed)
    return [
        Scatter(
            name="map",
            title=say("t-SNE map of {count:,} vectors", count=len(rows)),
            note=_of_sample(_of_tsne(last), len(rows), len(vectors)),
            points=np.ascontiguousarray(last.points, dtype=np.float32),
            names=tuple(str(row + 1) for row in rows),
        ),
        facts_block(MEANING, trust, len(rows), float("nan")),
    ]


def laid_out(desk: Desk, vectors: Any, spec: EmbeddingsSpec) -> Frame:
    """The last frame; those on the way are shown as maps without names, at most ten a second. Raises UserError, Stopped."""
    desk.progress(0, ITERATIONS, say("Looking for the neighbours of {count:,} vectors", count=len(vectors)))
    told = 0.0
    for frame in tsne_frames(vectors, spec.perplexity, ITERATIONS, spec.seed, OFTEN):
        doing = say("t-SNE, iteration {iteration} of {all}", iteration=frame.iteration, all=ITERATIONS)
        desk.progress(frame.iteration, ITERATIONS, doing)
        if time.monotonic() - told >= PAUSE:
            told = time.monotonic()
            points = np.ascontiguousarray(frame.points, dtype=np.float32)
            desk.show([Scatter(name="map", title=doing, points=points, names=())])
    return frame


def _of_tsne(frame: Frame) -> Message:
    return say(
        "t-SNE, perplexity {perplexity:.0f}, {iterations} iterations: Kullback-Leibler divergence {kl:.3f} nats.",
        perplexity=frame.perplexity,
        iterations=frame.iteration,
        kl=frame.kl,
    )


def opened(path: str, code: str) -> Any:
    """The [rows, columns] array of floating numbers in an .npy file, read only. Raises UserError with the code."""
    if not path:
        raise UserError(code, say("No file with vectors was named."), hint=say("Ask for vectors first, and name the file they are in."))
    try:
        found = np.lib.format.open_memmap(Path(path).expanduser(), mode="r")
    except (OSError, ValueError, OverflowError, MemoryError) as error:
        raise _unusable(path, code, say("{error}.", error=(str(error).splitlines() or [type(error).__name__])[0][:200])) from None
    if found.ndim != 2 or found.dtype.kind != "f":
        raise _unusable(path, code, say("It holds {kind} of the shape {shape}.", kind=str(found.dtype), shape=str(found.shape)))
    return found


def _unusable(path: str, code: str, detail: Message) -> UserError:
    return UserError(
        code,
        say("The numbers in {file} can't be used.", file=plain(path)),
        detail=detail,
        hint=say("Ask for them anew, or choose another file."),
    )


# -- neighbours


def _asked(spec: EmbeddingsSpec) -> list[str]:
    """The names of one point, or of the three of an analogy. Raises UserError."""
    given = [spec.token, spec.minus, spec.plus]
    if given[0] and (all(given) or not any(given[1:])):
        return [text for text in given if text]
    raise UserError(
        "inspect.no-token",
        say("Neighbours are those of one point, or of a sum of three."),
        hint=say("Name one, or all three of an analogy: the first, the one that is taken away, and the one that is added."),
    )


def neighbours_block(cloud: Cloud, spec: EmbeddingsSpec, chosen: Sequence[int]) -> Table:
    """The points nearest to one, or to a - b + c, by exact cosine; those that are asked for are left out."""
    table = _cosines(cloud, spec)
    named = [cloud.names[place] for place in chosen]
    if len(chosen) == 1:
        places, cosines = table.top(cloud.vectors[chosen[0]], spec.k, chosen)
        title = say("Nearest to {name} ({id})", name=named[0], id=int(cloud.ids[chosen[0]]))
    else:
        places, cosines = table.analogy(chosen[0], chosen[1], chosen[2], spec.k)
        title = say("{first} - {second} + {third}", first=named[0], second=named[1], third=named[2])
    columns = (
        Column(name="token", title=say("Name")),
        Column(name="id", title=say("Id"), kind="number"),
        Column(name="cosine", title=say("Cosine"), kind="number"),
    )
    rows = zip(places.tolist(), cosines.tolist(), strict=True)
    return Table(
        name="neighbours",
        title=title,
        note=_NOTES[spec.centre or spec.standardise, spec.standardise](_random_pair(cloud, spec)),
        columns=columns,
        rows=tuple((cloud.names[place], int(cloud.ids[place]), float(cosine)) for place, cosine in rows),
    )


_NOTES: dict[tuple[bool, bool], Any] = {
    (False, False): lambda mean: say("Exact cosines; two random vectors have {mean:.3f} on average.", mean=mean),
    (True, False): lambda mean: say("Exact cosines of the centred vectors; two random ones have {mean:.3f} on average.", mean=mean),
    (True, True): lambda mean: say("Exact cosines of the standardised vectors; two random ones have {mean:.3f} on average.", mean=mean),
}

PLUGIN = Embeddings()
