"""What an inspector answers with: typed blocks that the window draws, the report prints and files hold. No torch behind it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, PlainSerializer

from engine.messages import NOTHING, Message

LONG = 2000  # strings of a list; longer lists go to a file of their own
Array = Annotated[np.ndarray[Any, Any], PlainSerializer(lambda array: array.tolist(), when_used="json")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Block(_Part):
    """Base of the blocks. name: stable within its inspector ("head", "wall"); note: how it came about, shown below it."""

    kind: str
    name: str
    title: Message
    note: Message = NOTHING


class Chip(_Part):
    """One token. text: its piece of the input, so that the chips of a text join to exactly the input; token: its entry.

    start, end: its place in the input, in characters, equal for special tokens. kind "bytes" is a part of a character:
    bytes holds its bytes in hex, character the character that they belong to, on the token that completes it.
    word: number of the word that the token belongs to, -1 for special tokens; side: 1 in the second text of a pair.
    """

    text: str
    token: str
    id: int
    start: int
    end: int
    kind: Literal["plain", "special", "unknown", "bytes", "cut"] = "plain"
    bytes: str = ""
    character: str = ""
    word: int = -1
    side: int = 0


class Tokens(Block):
    """Tokens in their order. weights: [tokens], a number each that colours it (from -largest to largest), or None."""

    kind: Literal["tokens"] = "tokens"
    chips: tuple[Chip, ...]
    weights: Array | None = None


class Heatmap(Block):
    """values: [rows, columns] float32 with their names. diverging: low and high lie around 0, where the colour is none."""

    kind: Literal["heatmap"] = "heatmap"
    values: Array
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    low: float = 0.0
    high: float = 1.0
    rows_title: Message = NOTHING
    columns_title: Message = NOTHING
    diverging: bool = False


class Wall(Block):
    """Small maps in a grid: values [layers, heads, rows, columns] float32; rows: a name for each layer."""

    kind: Literal["wall"] = "wall"
    values: Array
    rows: tuple[str, ...]
    low: float = 0.0
    high: float = 1.0
    diverging: bool = False


class Series(_Part):
    """One line of a curve: values [points]."""

    name: Message
    values: Array


class Curve(Block):
    """Lines over a common x: [points]."""

    kind: Literal["curve"] = "curve"
    x: Array
    series: tuple[Series, ...]
    x_title: Message = NOTHING
    y_title: Message = NOTHING


class Colouring(_Part):
    """What points can be coloured by: values [points], numbers, or with categories their places in that list (int)."""

    name: Message
    values: Array
    categories: tuple[str, ...] = ()


class Scatter(Block):
    """points: [points, 2] float32 with a name each. moved: [points, 2], where each one has gone to, or None."""

    kind: Literal["scatter"] = "scatter"
    points: Array
    names: tuple[str, ...]
    colours: tuple[Colouring, ...] = ()
    moved: Array | None = None
    x_title: Message = NOTHING
    y_title: Message = NOTHING


class Frames(Block):
    """Points as they move: points [frames, points, 2] float32, steps [frames]; names of the points."""

    kind: Literal["frames"] = "frames"
    points: Array
    steps: Array
    names: tuple[str, ...]
    colours: tuple[Colouring, ...] = ()


class Column(_Part):
    """A column of a table; kind "share" is a number from 0 to 1 that is shown as a bar as well."""

    name: str
    title: Message
    kind: Literal["text", "number", "share"] = "text"


class Table(Block):
    """Rows of cells: texts and numbers."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | float, ...], ...]


class Bars(Block):
    """A number for each name, the largest first where they are shares of one: values [names]."""

    kind: Literal["bars"] = "bars"
    names: tuple[str, ...]
    values: Array
    share: bool = False


class Words(Block):
    """A sentence or some, in the place of a picture: what can't be shown and why, or what was found. warning: it is about a fault."""

    kind: Literal["words"] = "words"
    text: Message
    warning: bool = False


class Vocabulary(Block):
    """All entries of a tokenizer: entries readable, ids int64, norms float32 of their vectors (NaN where it has none), kinds int8.

    kinds are places in categories. The window searches and sorts them itself.
    """

    kind: Literal["vocabulary"] = "vocabulary"
    entries: tuple[str, ...]
    ids: Array
    norms: Array
    kinds: Array
    categories: tuple[str, ...] = ("plain", "special", "bytes", "continues a word", "added")


class Vectors(Block):
    """Vectors for a map that another process makes of them. values: [vectors, dimensions] float32; rows: [vectors], their points."""

    kind: Literal["vectors"] = "vectors"
    values: Array
    rows: Array


class View(_Part):
    """All blocks of one look, and where they came from (model, hash, attention, dtype, text, versions): plain data."""

    inspector: str
    blocks: tuple[Block, ...]
    origin: dict[str, Any]


def stored(view: View, folder: Path, mark: str) -> dict[str, Any]:
    """The view as plain data for a pipe. Arrays become .npy files in the folder, long lists of strings .json files.

    An array stands there as {"array": file name}, a long list as {"strings": file name}. mark: begins the files' names.
    """
    count = 0

    def put(value: Any) -> Any:
        nonlocal count
        match value:
            case np.ndarray():
                count += 1
                name = f"{mark}-{count}.npy"
                np.save(folder / name, value, allow_pickle=False)
                return {"array": name}
            case Message():
                return value.model_dump(mode="json")
            case BaseModel():
                return {field: put(getattr(value, field)) for field in type(value).model_fields}
            case tuple() | list() if len(value) > LONG and all(isinstance(item, str) for item in value):
                count += 1
                name = f"{mark}-{count}.json"
                (folder / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
                return {"strings": name}
            case tuple() | list():
                return [put(item) for item in value]
            case dict():
                return {key: put(item) for key, item in value.items()}
            case float() if not np.isfinite(value):
                return str(value)
            case _:
                return value

    found: dict[str, Any] = put(view)
    return found
