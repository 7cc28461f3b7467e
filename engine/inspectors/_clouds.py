"""What a map of vectors is of: the entries of the vocabulary, the tokens of a text at some layer, or texts, one vector each."""

from __future__ import annotations

import random
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from engine.data.checks import missing_column
from engine.data.columns import LABEL_HINTS, Role, guess_columns
from engine.data.sources import Source, first_rows, open_source
from engine.errors import UserError
from engine.inspectors._axes import axis
from engine.inspectors._blocks import Block, Colouring, Column, Table
from engine.inspectors._inspector import Desk
from engine.inspectors._states import Layers, all_states, chosen_layer, text_vectors
from engine.inspectors._subject import Subject
from engine.inspectors._vectors import norms
from engine.inspectors.tokens import find_token, vocabulary_block
from engine.messages import NOTHING, Message, plain, say
from engine.models.capture import Capture
from engine.models.tokenizers import Encoded

if TYPE_CHECKING:
    import numpy.typing as npt

    from engine.inspectors.embeddings import EmbeddingsSpec

T = TypeVar("T")
KEPT = 3  # clouds of a model, the latest
LONGEST = 512  # tokens of a text that are read; a sentence's vector says little beyond
SHOWN = 120  # characters of a text's name
EVERY = 2000  # rows of a file between two looks at whether the answer is still wanted
TEXT = Role("text", say("Text"), "text")
LABEL = Role("label", say("Label"), "label", required=False, hints=LABEL_HINTS)
POOLED = {"mean": say("mean of the tokens"), "first": say("first token"), "last": say("last token")}
TOKEN_KINDS = ("special", "word", "continues a word")


@dataclass
class Cloud:
    """Vectors [points, hidden] (a torch tensor or an array) with their names, and ids [points] that they are asked for by.

    The id of an entry is its own; tokens and lines are counted from 1, and so are rows of a file. The last of the colours
    holds the ids. more: blocks that belong to it; kept: what was computed from it.
    """

    vectors: Any
    names: tuple[str, ...]
    ids: npt.NDArray[np.int64]
    colours: tuple[Colouring, ...]
    title: Message
    note: Message = NOTHING
    more: tuple[Block, ...] = ()
    kept: dict[Any, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.names)


def cloud_of(desk: Desk, subject: Subject, spec: EmbeddingsSpec) -> Cloud:
    """What the spec asks for; the latest ones stay. Raises UserError where it holds fewer than three points, and Stopped."""
    match spec.what:
        case "vocabulary":
            found = _kept(desk, subject, ("vocabulary",), lambda: _vocabulary(desk, subject))
        case "tokens":
            key = ("tokens", spec.text, spec.pair, spec.target, spec.where, spec.layer)
            found = _kept(desk, subject, key, lambda: _tokens(desk, subject, spec))
        case _:
            found = _texts(desk, subject, spec)
    if len(found) >= 3:
        return found
    hint = {
        "vocabulary": say("Choose another model."),
        "tokens": say("Type a longer text."),
        "texts": say("Type one text a line, or choose a file."),
    }[spec.what]
    title = say("A map needs at least three points, and there are only {count}.", count=len(found))
    raise UserError("inspect.few", title, hint=hint)


def _kept(desk: Desk, subject: Subject, key: tuple[Any, ...], make: Callable[[], T]) -> T:
    """What was made for this key before, or now."""
    store: OrderedDict[tuple[Any, ...], T] = desk.memory.setdefault((id(subject), "clouds", key[0]), OrderedDict())
    if key not in store:
        store[key] = make()
        while len(store) > KEPT:
            store.popitem(last=False)
    store.move_to_end(key)
    return store[key]


def _vocabulary(desk: Desk, subject: Subject) -> Cloud:
    """Entries that the tokenizer knows and the model has a vector for; rows that only fill the table up are no entries."""
    block, table = vocabulary_block(desk, subject), subject.embeddings
    there = block.ids < len(table)
    ids = block.ids[there]
    whole = np.array_equal(ids, np.arange(len(table)))
    kinds = Colouring(name=say("Kind"), values=block.kinds[there], categories=block.categories)
    colours = (kinds, Colouring(name=say("Norm"), values=block.norms[there]), Colouring(name=say("Id"), values=ids))
    return Cloud(
        table if whole else table[ids],
        tuple(entry for entry, kept in zip(block.entries, there.tolist(), strict=True) if kept),
        ids,
        colours,
        say("Vocabulary: {count:,} entries", count=len(ids)),
        say("Vectors of the model's table of embeddings. In most vocabularies low ids are frequent."),
    )


def _tokens(desk: Desk, subject: Subject, spec: EmbeddingsSpec) -> Cloud:
    """The states of the text's tokens."""
    side = "encoder" if subject.family == "encoder-decoder" and spec.where != "decoder" else subject.family.removeprefix("encoder-")
    if subject.family == "encoder-decoder":
        capture = desk.capture(subject, spec, hidden=True)
        states = capture.hidden[side]
    else:
        capture = Capture(subject.row(spec.text, spec.pair), "")
        states = _states_of(subject, capture)
    layer = chosen_layer(spec.layer, len(states) - 1)
    tokens = axis(subject, capture, spec, side)
    words, places = tokens.words, np.arange(1, len(tokens.labels) + 1)
    kinds = np.where(tokens.special, 0, np.where(np.diff(words, prepend=-1) > 0, 1, 2))
    vectors = states[layer].float().numpy()
    return Cloud(
        vectors,
        tokens.labels,
        places,
        (
            Colouring(name=say("Kind"), values=kinds, categories=TOKEN_KINDS),
            Colouring(name=say("Word"), values=words + 1),
            Colouring(name=say("Norm"), values=norms(vectors)),
            Colouring(name=say("Position"), values=places),
        ),
        say("Tokens of the text at layer {layer} of {layers}", layer=layer, layers=len(states) - 1),
        say("Layer 0 is the embedding; the last layer is what the model's head sees."),
    )


def _states_of(subject: Subject, capture: Capture) -> list[Any]:
    import torch

    from engine.models.packed import pack

    row = capture.row
    with torch.inference_mode():
        return all_states(subject.model, pack([row.ids], segments=None if row.segments is None else [row.segments]))


# -- texts


@dataclass
class Texts:
    """Texts with the numbers of their rows, and their labels if there are any; note: where they are from."""

    texts: list[str]
    rows: list[int]
    labels: list[str] | None = None
    note: Message = NOTHING
    more: tuple[Block, ...] = ()


def _texts(desk: Desk, subject: Subject, spec: EmbeddingsSpec) -> Cloud:
    """Vectors of the texts at one layer; those of other layers are kept where there is room."""
    if spec.data:
        path = Path(spec.data).expanduser()
        stamp = path.stat().st_mtime_ns if path.exists() else 0
        source: tuple[Any, ...] = (str(path), stamp, spec.column, spec.label_column, spec.most, spec.seed)
    else:
        source = (spec.text,)
    texts = _kept(desk, subject, ("read", *source), lambda: _read(desk, spec))
    if len(texts.texts) < 3:
        return Cloud(np.empty((0, 1)), tuple(texts.texts), np.array(texts.rows), (), NOTHING)
    limit = min(subject.context or LONGEST, LONGEST)
    encoded = _kept(desk, subject, ("encoded", *source), lambda: subject.tokenizer.encode(texts.texts, limit))
    layers = _kept(desk, subject, ("vectors", spec.pooling, *source), Layers)
    if layers.last < 0 or chosen_layer(spec.layer, layers.last) not in layers.vectors:
        found = text_vectors(desk, subject.model, encoded, spec.pooling, spec.layer)
        layers.last = found.last
        layers.vectors.update(found.vectors)
    wanted = chosen_layer(spec.layer, layers.last)
    key = ("texts", spec.pooling, wanted, *source)
    return _kept(desk, subject, key, lambda: _text_cloud(texts, encoded, layers, wanted, spec.pooling))


def _text_cloud(texts: Texts, encoded: Encoded, layers: Layers, layer: int, pooling: str) -> Cloud:
    vectors = layers.vectors[layer]
    lengths, rows = encoded.lengths + encoded.cut, np.array(texts.rows, dtype=np.int64)
    colours = [
        Colouring(name=say("Length, tokens"), values=lengths),
        Colouring(name=say("Norm"), values=norms(vectors)),
        Colouring(name=say("Row"), values=rows),
    ]
    if texts.labels is not None:
        names = tuple(sorted({label for label in texts.labels if label}))
        places = {name: place for place, name in enumerate(names)}
        codes = np.array([places.get(label, -1) for label in texts.labels], dtype=np.int64)
        colours.insert(0, Colouring(name=say("Label"), values=codes, categories=names))
    note, cut = texts.note, int((encoded.cut > 0).sum())
    if cut:
        most = int(encoded.lengths.max())
        note = say("{note} Of {cut:,} texts only the first {most:,} tokens were read.", note=note, cut=cut, most=most)
    return Cloud(
        vectors,
        tuple(map(_short, texts.texts)),
        rows,
        tuple(colours),
        say("Texts at layer {layer} of {layers}: {pooling}", layer=layer, layers=layers.last, pooling=POOLED[pooling]),
        note,
        texts.more,
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _read(desk: Desk, spec: EmbeddingsSpec) -> Texts:
    """The texts of the file's column, or those that were typed, one a line. Raises UserError, Stopped."""
    if not spec.data:
        lines = [(place, line) for place, line in enumerate(spec.text.splitlines(), start=1) if line.strip()]
        note = say("{count:,} lines of the text.", count=len(lines))
        return Texts([line for _, line in lines], [place for place, _ in lines], note=note)
    source = open_source(Path(spec.data).expanduser())
    text, label = _columns(source, spec)
    rows, usable = _drawn(desk, source, spec, source.columns.index(text), source.columns.index(label) if label else -1)
    file = plain(source.path.name)
    if usable > len(rows):
        note = say("{count:,} of {all:,} rows of {file}, drawn at random.", count=len(rows), all=usable, file=file)
    else:
        note = say("{count:,} rows of {file}.", count=len(rows), file=file)
    roles = {label: "label", text: "text"}
    table = Table(
        name="columns",
        title=say("Columns"),
        columns=(Column(name="column", title=say("Column")), Column(name="role", title=say("Used as"))),
        rows=tuple((name, roles.get(name, "")) for name in source.columns),
    )
    labels = [found for _, _, found in rows] if label else None
    return Texts([found for _, found, _ in rows], [number for number, _, _ in rows], labels, note, (table,))


def _columns(source: Source, spec: EmbeddingsSpec) -> tuple[str, str]:
    """The columns of text and label; those that aren't named are guessed, and no label is ""."""
    guessed = guess_columns(source.columns, first_rows(source), [TEXT, LABEL])
    found = []
    for role, wanted in ((TEXT, spec.column), (LABEL, spec.label_column)):
        column = wanted or (guessed[role.name].column if role.name in guessed else "")
        if column not in source.columns and (column or role.required):
            raise missing_column(plain(source.path), role, column, source.columns)
        found.append(column)
    return found[0], "" if found[1] == found[0] else found[1]


def _drawn(desk: Desk, source: Source, spec: EmbeddingsSpec, text: int, label: int) -> tuple[list[tuple[int, str, str]], int]:
    """Number, text and label of at most so many rows, in their order, and how many there are. Every row is as likely as any other.

    In one pass and without keeping the others (Vitter 1985, algorithm R). Rows without text are left out.
    """
    chance, found, usable = random.Random(spec.seed), list[tuple[int, str, str]](), 0
    for row in source.rows():
        if not row.cells[text].strip():
            continue
        usable += 1
        entry = (row.number, row.cells[text], row.cells[label].strip() if label >= 0 else "")
        if len(found) < spec.most:
            found.append(entry)
        elif (place := chance.randrange(usable)) < spec.most:
            found[place] = entry
        if usable % EVERY == 0:
            desk.progress(min(source.position, source.size), source.size, say("{rows:,} rows read", rows=usable))
    return sorted(found), usable


# -- finding a point


def place_of(subject: Subject, cloud: Cloud, vocabulary: bool, text: str) -> int:
    """The place of a point in the cloud, asked for by #id, its name, or its id. Raises UserError."""
    if vocabulary:
        found = np.flatnonzero(cloud.ids == find_token(subject.tokenizer, text))
        if len(found):
            return int(found[0])
        title = say("The entry {token} has no vector: the model's table ends at {count:,}.", token=text, count=len(subject.embeddings))
        raise UserError("inspect.no-vector", title, hint=say("Tokenizer and weights may belong to different models."))
    number = text.removeprefix("#")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    known = np.flatnonzero(cloud.ids == (int(number) if is_number else -1)).tolist()
    if text.startswith("#") and known:
        return int(known[0])
    bare = [name.lstrip("·").removeprefix("##") for name in cloud.names]
    for names in (cloud.names, bare):
        if _short(text) in names:
            return names.index(_short(text))
    if known:
        return int(known[0])
    raise UserError(
        "inspect.no-point",
        say("No point of the map is called {name}.", name=text),
        hint=say("Write it as it stands in the map, or as # with its number."),
    )
