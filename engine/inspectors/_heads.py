"""Numbers about attention heads: pooled pictures of all of them, what each looks at, and ways of putting them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.models.capture import Capture, Source
from engine.models.foreign import bare

Floats = npt.NDArray[np.float32]
TILE = 48  # pixels of a head's side in the wall, at most
WHOLE = 1024  # tokens up to which all query tokens are looked at for the wall; of longer texts SAMPLED of them, evenly spread
SAMPLED = 192
TOLERANCE = 1e-3  # by which a row of attention may miss a sum of 1


@dataclass(frozen=True)
class Habits:
    """What a head does on average over the query tokens.

    entropy: bits (Shannon); distance: tokens between query and key, weighted; sink: share that goes to the one most
    looked-at token; itself, previous, following: shares that go to the query's own token and its neighbours.
    """

    entropy: float
    distance: float
    sink: float
    itself: float
    previous: float
    following: float


def looked_at(capture: Capture, source: Source) -> slice:
    """The query tokens that the wall looks at: all, or every so-many-th of a long text."""
    count = int(capture.inside(source).queries.shape[1])
    return slice(None) if count <= WHOLE else slice(0, None, -(-count // SAMPLED))


def maps(capture: Capture, source: Source) -> Iterator[tuple[npt.NDArray[np.int64], Floats]]:
    """Of each head in turn: the query tokens looked at, and their attention [rows, key tokens]. Raises ValueError if a row lies."""
    rows = looked_at(capture, source)
    places = np.arange(capture.inside(source).queries.shape[1])[rows]
    for head in range(source.heads):
        found = capture.probabilities(source, head, rows).numpy()
        check(capture, source, found, places)
        yield places, found


def check(capture: Capture, source: Source, found: Floats, places: npt.NDArray[np.int64]) -> None:
    """Raises ValueError where rows don't sum to 1 (sinks named apart), hold no numbers, or look into the future of a decoder."""
    if not np.isfinite(found).all():
        raise ValueError("it holds values that are no numbers")
    sums = found.sum(-1)
    if capture.inside(source).sinks is None and np.abs(sums - 1).max() > TOLERANCE:
        raise ValueError(f"a row sums to {float(sums[np.abs(sums - 1).argmax()]):.4f} instead of 1")
    if source.where == "decoder" and found[np.arange(found.shape[1])[None] > places[:, None]].any():
        raise ValueError("a token looks at one that comes after it")


def habits(found: Floats, places: npt.NDArray[np.int64]) -> Habits:
    """What a head does, from its map [rows, key tokens] and the places of the rows' tokens."""
    keys = np.arange(found.shape[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        bits = -np.where(found > 0, found * np.log2(found), 0).sum(-1)

    def share(offset: int) -> float:
        wanted = places + offset
        inside = (wanted >= 0) & (wanted < len(keys))
        return float(found[inside, wanted[inside]].sum() / max(1, len(places)))

    distance = (found * np.abs(keys[None] - places[:, None])).sum(-1)
    return Habits(float(bits.mean()), float(distance.mean()), float(found.mean(0).max()), share(0), share(-1), share(1))


def pooled(found: Floats, size: int = TILE) -> Floats:
    """A map made smaller by keeping the largest of each block, so that one bright cell stays seen: [<= size, <= size]."""
    for axis in (0, 1):
        count = found.shape[axis]
        if count > size:
            starts = np.arange(size) * count // size
            found = np.maximum.reduceat(found, starts, axis=axis)
    return found


def together(capture: Capture, sources: list[Source], how: str, tick: Callable[[int], None]) -> Floats:
    """Heads of layers put together, [tokens, key tokens]: "mean" or "max" over all of them, or "rollout".

    Rollout (Abnar and Zuidema 2020): the product over layers of the mean over heads, half of each token staying itself for
    the residual connection. tick is called with the number of layers done.
    """
    result: Any = None
    for done, source in enumerate(sources):
        tick(done)
        layer: Any = None
        for head in range(source.heads):
            found = capture.probabilities(source, head)
            if layer is None:
                layer = found.clone()
            elif how == "max":
                layer = layer.maximum(found)
            else:
                layer += found
        if how != "max":
            layer /= source.heads
        if how == "rollout":
            layer = layer * 0.5
            layer.diagonal().add_(0.5)
            result = layer if result is None else layer @ result
        elif result is None:
            result = layer
        else:
            result = result.maximum(layer) if how == "max" else result + layer
    return (result / len(sources) if how == "mean" else result).numpy()  # type: ignore[no-any-return]


def value_norms(model: Any, capture: Capture, source: Source, head: int) -> Floats | None:
    """Length of what each key token contributes through a head: |W_O v| (Kobayashi et al. 2020), [key tokens] float32.

    None where the layer's output projection is not found.
    """
    import torch

    projection = _projection(bare(model), source)
    inside = capture.inside(source)
    if projection is None:
        return None
    shared = inside.queries.shape[0] // inside.keys.shape[0]
    values = inside.values[head // shared]  # [key tokens, head_dim]
    size = values.shape[1]
    with torch.inference_mode(), capture.within():
        given = values.new_zeros(values.shape[0] + 1, size * inside.queries.shape[0])  # the last row gives the bias
        given[:-1, head * size : (head + 1) * size] = values
        moved = projection(given)
        return torch.linalg.vector_norm((moved[:-1] - moved[-1]).float(), dim=-1).numpy()  # type: ignore[no-any-return]


_OUTPUTS = ("o_proj", "out_proj", "out_lin", "c_proj", "Wo", "o", "dense")


def _projection(model: Any, source: Source) -> Any:
    """The linear layer behind a module's attention, by the names that architectures give it."""
    for name in _OUTPUTS:
        if hasattr(source.module, name):
            return getattr(source.module, name)
    path = next((name for name, module in model.named_modules() if module is source.module), "")
    parent = model.get_submodule(path.rpartition(".")[0]) if path else None
    output = getattr(parent, "output", None)
    return getattr(output, "dense", None)


def merged(found: Floats, rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64]) -> Floats:
    """A map by words: what goes to a word's tokens is added up, from its tokens averaged (Clark et al. 2019); rows keep their sums.

    rows, columns: the word of each token, counted from 0.
    """
    by_column = np.zeros((found.shape[0], int(columns.max()) + 1), np.float32)
    np.add.at(by_column.T, columns, found.T)
    result = np.zeros((int(rows.max()) + 1, by_column.shape[1]), np.float32)
    np.add.at(result, rows, by_column)
    return (result / np.bincount(rows)[:, None]).astype(np.float32)
