"""The numbers of blocks as rows (CSV), arrays (NPZ) and plain data (JSON). Texts stay exactly what they were, except as said."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from pydantic import BaseModel

from engine.drawing.lists import as_table
from engine.inspectors._blocks import Bars, Block, Colouring, Curve, Frames, Heatmap, Scatter, Table, Tokens, View, Vocabulary
from engine.messages import Message, translate

WHOLE = 10_000  # numbers of an array that JSON holds itself; of a larger one it holds a summary

_TOKEN_COLUMNS = ("id", "text", "token", "kind", "bytes", "character", "start", "end", "word", "side")


def block_rows(block: Block, language: str) -> Iterator[Sequence[Any]] | None:
    """A header and rows, or None for a block that is no table. Numbers are texts that read back as the same number."""
    match block:
        case Heatmap():
            return _heatmap(block)
        case Curve():
            return _columns(["x", *(translate(line.name, language) for line in block.series)], [block.x, *(s.values for s in block.series)])
        case Scatter():
            return _scatter(block, language)
        case Frames():
            return _frames(block, language)
        case Table():
            return iter([[column.name for column in block.columns], *block.rows])
        case Vocabulary():
            return block_rows(as_table(block), language)
        case Tokens():
            return _tokens(block)
        case Bars():
            return _columns(["name", "value"], [block.names, block.values])
        case _:
            return None


def block_csv(block: Block, language: str) -> bytes | None:
    """The rows as CSV for spreadsheets: UTF-8 with a mark, lines end as RFC 4180 has it. A lone surrogate becomes \\udXXX."""
    rows = block_rows(block, language)
    if rows is None:
        return None
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "backslashreplace")


def view_arrays(names: Sequence[str], view: View) -> dict[str, np.ndarray[Any, Any]]:
    """All arrays as "block.field", lists of names as arrays of texts; names: those of the blocks, each once.

    NumPy drops NULs at a text's end, so U+2400 stands for them.
    """
    found: dict[str, np.ndarray[Any, Any]] = {}
    for name, block in zip(names, view.blocks, strict=True):
        for key, value in _arrays(block):
            found[f"{name}.{key}"] = value
    return found


def view_json(names: Sequence[str], view: View, language: str) -> bytes:
    """Origin and blocks; texts in the language, numbers that JSON lacks by name ("nan")."""
    blocks = [{**_plain(block, language), "name": name} for name, block in zip(names, view.blocks, strict=True)]
    return json_bytes({"inspector": view.inspector, "origin": _plain(view.origin, language), "blocks": blocks})


def json_bytes(value: Any) -> bytes:
    """Plain data as readable JSON; what UTF-8 can't hold stands as its escape."""
    text = json.dumps(_plain(value, "en"), ensure_ascii=False, indent=1, allow_nan=False, default=str)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _written(values: Any) -> list[str]:
    """Numbers as the shortest texts that read back as the same number of the same type."""
    return [str(value) for value in np.asarray(values).astype(str).tolist()]


def _heatmap(block: Heatmap) -> Iterator[Sequence[Any]]:
    yield ["", *block.columns]
    for name, line in zip(block.rows, block.values, strict=True):
        yield [name, *_written(line)]


def _columns(header: Sequence[str], columns: Sequence[Any]) -> Iterator[Sequence[Any]]:
    yield header
    yield from zip(*(column if isinstance(column, tuple) else _written(column) for column in columns), strict=True)


def _coloured(colours: Sequence[Colouring], language: str) -> tuple[list[str], list[Sequence[str]]]:
    """The header and column of each colouring, categories by their texts."""
    columns: list[Sequence[str]] = []
    for colouring in colours:
        kinds = colouring.categories
        columns.append([kinds[int(v)] if 0 <= v < len(kinds) else "" for v in colouring.values] if kinds else _written(colouring.values))
    return [translate(colouring.name, language) for colouring in colours], columns


def _scatter(block: Scatter, language: str) -> Iterator[Sequence[Any]]:
    header, columns = _coloured(block.colours, language)
    ways: list[Sequence[str]] = [_written(block.points[:, axis]) for axis in (0, 1)]
    if block.moved is not None:
        ways += [_written(block.moved[:, axis]) for axis in (0, 1)]
    yield ["name", "x", "y", *(["moved_x", "moved_y"] if block.moved is not None else []), *header]
    yield from zip(block.names, *ways, *columns, strict=True)


def _frames(block: Frames, language: str) -> Iterator[Sequence[Any]]:
    header, columns = _coloured(block.colours, language)
    yield ["step", "name", "x", "y", *header]
    for step, points in zip(_written(block.steps), block.points, strict=True):
        for name, x, y, *rest in zip(block.names, _written(points[:, 0]), _written(points[:, 1]), *columns, strict=True):
            yield [step, name, x, y, *rest]


def _tokens(block: Tokens) -> Iterator[Sequence[Any]]:
    weights = [] if block.weights is None else _written(block.weights)
    yield [*_TOKEN_COLUMNS, *(["weight"] if weights else [])]
    for index, chip in enumerate(block.chips):
        yield [*(getattr(chip, name) for name in _TOKEN_COLUMNS), *weights[index : index + 1]]


def _texts(values: Sequence[str]) -> np.ndarray[Any, Any]:
    return np.array([value.replace("\0", "\u2400") for value in values], dtype=np.str_)


def _column(values: Sequence[Any]) -> np.ndarray[Any, Any]:
    return _texts([str(value) for value in values]) if any(isinstance(value, str) for value in values) else np.array(values)


def _arrays(block: Block) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    """What a block holds in arrays and lists, by name."""
    if isinstance(block, Tokens):
        for name in _TOKEN_COLUMNS:
            yield name, _column([getattr(chip, name) for chip in block.chips])
    if isinstance(block, Table):
        for index, column in enumerate(block.columns):
            yield column.name, _column([row[index] for row in block.rows])
        return
    for field in type(block).model_fields:
        value = getattr(block, field)
        if isinstance(value, np.ndarray):
            yield field, value
        elif isinstance(value, tuple) and value and all(isinstance(item, str) for item in value):
            yield field, _texts(value)
        elif isinstance(value, tuple) and field in ("series", "colours"):
            for number, part in enumerate(value):
                yield f"{field}.{number}", part.values
            yield f"{field}.names", _texts([str(part.name) for part in value])


def _plain(value: Any, language: str) -> Any:
    match value:
        case np.ndarray():
            return _plain(value.tolist(), language) if value.size < WHOLE else _summary(value)
        case Message():
            return translate(value, language)
        case BaseModel():
            return {field: _plain(getattr(value, field), language) for field in type(value).model_fields}
        case dict():
            return {str(key): _plain(item, language) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item, language) for item in value]
        case np.generic():
            return _plain(value.item(), language)
        case float() if not math.isfinite(value):
            return str(value)
        case _:
            return value


def _summary(values: np.ndarray[Any, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"shape": list(values.shape), "dtype": str(values.dtype)}
    known = values[np.isfinite(values)]
    if known.size:
        found |= {"min": float(known.min()), "max": float(known.max()), "mean": float(known.mean(dtype=np.float64))}
    return found | {"not_finite": int(values.size - known.size)}
