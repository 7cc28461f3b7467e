"""Numbers behind maps of vectors: exact PCA, exact cosine neighbours, analogies, and how far a map can be trusted.

Pure functions on arrays; nothing here knows of models or files. A table is [vectors, dimensions], a numpy array (also a memory map)
or a torch tensor, of any floating type. It is read in pieces and never copied whole, so that a memory map stays on disk.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from engine.errors import UserError
from engine.messages import say

if TYPE_CHECKING:
    from torch import Tensor, dtype

Floats: TypeAlias = np.ndarray[Any, np.dtype[np.floating[Any]]]
Indices: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
Table: TypeAlias = "Floats | Tensor"

PIECE = 1 << 20  # numbers in a piece: 4 MB as float32, which a core's cache still holds when the next step reads it
QUERIES = 64  # queries answered at once; their scores against 128,256 vectors take 33 MB
EIGEN_PIECE = 1 << 23  # numbers in a piece of PCA: products of matrices want many rows, 32 MB as float32


@dataclass(frozen=True)
class Pca:
    """A map and what it shows. points: [n, k] float32; explained: [k], shares of the variance; mean: [d]; axes: [k, d], unit rows."""

    points: Floats
    explained: Floats
    mean: Floats
    axes: Floats


def as_tensor(table: Table) -> Tensor:
    """The table as a tensor that shares its memory, with its own type. Nothing here writes to it."""
    import torch

    if isinstance(table, torch.Tensor):
        return table.detach()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # "not writable": a memory map that is only read
        return torch.from_numpy(np.asarray(table))


def pieces(table: Tensor, kind: dtype, numbers: int = PIECE) -> Iterator[tuple[slice, Tensor]]:
    """Consecutive rows of the table in the type that is computed with, and where they stand."""
    rows = max(1, numbers // max(1, table.shape[1]))
    for start in range(0, table.shape[0], rows):
        place = slice(start, min(start + rows, table.shape[0]))
        yield place, table[place].to(kind)


def refuse_not_finite(table: Table) -> None:
    """Raises UserError "embeddings.not-finite" with the place of the first value that is NaN or infinite, if there is one."""
    import torch

    tensor = as_tensor(table)
    for place, rows in pieces(tensor, torch.float32):
        if rows.isfinite().all():
            continue
        row, column = (int(index) for index in (~rows.isfinite()).nonzero()[0])
        raise UserError(
            "embeddings.not-finite",
            say("These vectors can't be shown: they hold values that are not numbers."),
            detail=say(
                "Vector {row}, value {column}: {value}.", row=place.start + row + 1, column=column + 1, value=str(float(rows[row, column]))
            ),
            hint=say("The weights may be damaged or the training may have diverged. Choose another checkpoint, or load the model again."),
        )


def _mean(table: Tensor) -> Tensor:
    """[d] float64. Raises UserError for values that are not finite."""
    import torch

    total = torch.zeros(table.shape[1], dtype=torch.float64)
    for _, rows in pieces(table, torch.float32):
        total += rows.sum(0, dtype=torch.float64)
    if not total.isfinite().all():
        refuse_not_finite(table)
    return total / max(1, table.shape[0])


def _deviation(table: Tensor, mean: Tensor) -> Tensor:
    """[d] float64, standard deviation of each dimension; 1 where it does not vary, so that it can be divided by."""
    import torch

    total = torch.zeros_like(mean)
    for _, rows in pieces(table, torch.float32):
        total += (rows - mean.float()).square().sum(0, dtype=torch.float64)
    deviation = (total / max(1, table.shape[0])).sqrt()
    # Rounding leaves about 1e-7 of the mean in a dimension whose values are all the same.
    return torch.where(deviation > 1e-6 * mean.abs(), deviation, torch.ones_like(deviation))


def centred(vectors: Table, standardise: bool = False) -> Floats:
    """The vectors less their mean, and with standardise each dimension divided by its deviation. [n, d] float32, a copy.

    Raises UserError "embeddings.not-finite".
    """
    import torch

    tensor = as_tensor(vectors)
    mean = _mean(tensor)
    found = (tensor.to(torch.float32) - mean.float()).numpy()
    if standardise:
        found /= _deviation(tensor, mean).float().numpy()
    return found


def norms(table: Table) -> Floats:
    """Euclidean length of each vector. [n] float32. Raises UserError "embeddings.not-finite"."""
    return _norms(as_tensor(table), None, None).numpy()


def _norms(table: Tensor, mean: Tensor | None, weights: Tensor | None) -> Tensor:
    """Length of (vector - mean) * weights. From the differences themselves: the difference of the squares loses all digits."""
    import torch

    found = torch.empty(table.shape[0])
    for place, rows in pieces(table, torch.float32):
        rows = rows if mean is None else rows - mean
        rows = rows if weights is None else rows * weights
        found[place] = torch.linalg.vector_norm(rows, dim=1)
    if not found.isfinite().all():
        refuse_not_finite(table)
    return found


def pca(vectors: Table, components: int = 2) -> Pca:
    """Exact principal components, from the eigenvectors of the covariance (of the vectors themselves if there are fewer than dimensions).

    Signs are fixed (the largest loading of each axis is positive), so that the same vectors give the same map. Missing
    components (a single vector, one dimension) are zero. Raises UserError "embeddings.not-finite".
    """
    import torch

    table = as_tensor(vectors)
    count, dimensions = table.shape
    mean = _mean(table)
    if count < dimensions:
        variances, axes = _axes_of_few(table, mean)
    else:
        variances, directions = torch.linalg.eigh(_scatter(table, mean))
        variances, axes = variances.flip(0).clamp(min=0), directions.flip(1).T
    total = variances.sum().clamp(min=torch.finfo(torch.float64).tiny)
    kept = min(components, len(variances))
    explained = torch.zeros(components, dtype=torch.float64)
    explained[:kept] = variances[:kept] / total
    directions = torch.zeros(components, dimensions, dtype=torch.float64)
    directions[:kept] = axes[:kept]
    if dimensions:
        largest = directions.gather(1, directions.abs().argmax(1, keepdim=True))
        directions *= torch.where(largest < 0, -1.0, 1.0)
    return Pca(project(table, mean.numpy(), directions.numpy()), explained.numpy(), mean.numpy(), directions.numpy())


def _scatter(table: Tensor, mean: Tensor) -> Tensor:
    """[d, d] float64, sums of products of the centred vectors.

    Products in float32 over a few thousand rows and sums of these in float64: half the time, and exact to more digits than points hold.
    """
    import torch

    found = torch.zeros(table.shape[1], table.shape[1], dtype=torch.float64)
    for _, rows in pieces(table, torch.float32, EIGEN_PIECE):
        rows = rows - mean.float()
        found += rows.T @ rows
    return found


def _axes_of_few(table: Tensor, mean: Tensor) -> tuple[Tensor, Tensor]:
    """Variances (not divided by n) and axes [n, d] of fewer vectors than dimensions."""
    import torch

    _, lengths, axes = torch.linalg.svd(table.to(torch.float64) - mean, full_matrices=False)
    return lengths.square(), axes


def project(vectors: Table, mean: Floats, axes: Floats) -> Floats:
    """Where the vectors lie on axes [k, d] that were found elsewhere, so that two sets share one map. [n, k] float32."""
    import torch

    table = as_tensor(vectors)
    middle, onto = torch.as_tensor(mean).float(), torch.as_tensor(axes).float()
    found = torch.empty(table.shape[0], onto.shape[0])
    for place, rows in pieces(table, torch.float32):
        found[place] = (rows - middle) @ onto.T
    return found.numpy()


class CosineTable:
    """Exact cosines against every vector of a table, whose norms are computed once.

    centred: cosines of the vectors less their mean (or less `mean`, [d]); standardised: and each dimension divided by its deviation.
    Neither copies the table: (x - m)w . q = x . wq - m . wq. A vector of length zero has cosine 0 with everything.
    Raises UserError "embeddings.not-finite".
    """

    def __init__(self, table: Table, centred: bool = False, standardised: bool = False, mean: Floats | None = None) -> None:
        import torch

        self.table = as_tensor(table)
        self.centred = centred or standardised or mean is not None
        self.standardised = standardised
        middle = torch.as_tensor(mean, dtype=torch.float64) if mean is not None else _mean(self.table) if self.centred else None
        self._mean = None if middle is None else middle.float()
        self._weights = (1 / _deviation(self.table, middle)).float() if standardised and middle is not None else None
        lengths = _norms(self.table, self._mean, self._weights)
        self.norms: Floats = lengths.numpy()
        self._inverse = torch.where(lengths > 0, 1 / lengths, torch.zeros_like(lengths))

    def units(self, vectors: Table) -> Tensor:
        """Vectors [m, d] of the table's own space as unit vectors of the space that cosines are taken in. float32."""
        import torch

        found = as_tensor(vectors).to(torch.float32)
        found = found if self._mean is None else found - self._mean
        found = found if self._weights is None else found * self._weights
        return torch.nn.functional.normalize(found, dim=1, eps=1e-30)

    def top(self, query: Table, k: int, exclude: Iterable[int] = ()) -> tuple[Indices, Floats]:
        """The k nearest vectors to the query [d] or queries [m, d], nearest first: indices and cosines, [k] or [m, k].

        exclude: indices that are left out; fewer than k come back where fewer are left.
        """
        asked = as_tensor(query)
        single = asked.ndim == 1
        indices, cosines = self._top(self.units(asked[None] if single else asked), k, exclude)
        return (indices[0], cosines[0]) if single else (indices, cosines)

    def _top(self, units: Tensor, k: int, exclude: Iterable[int]) -> tuple[Indices, Floats]:
        import torch

        left_out = torch.tensor(sorted(set(exclude)), dtype=torch.int64)
        k = max(0, min(k, self.table.shape[0] - len(left_out)))
        indices = np.empty((len(units), k), np.int64)
        cosines = np.empty((len(units), k), np.float32)
        for start in range(0, len(units), QUERIES):
            scores = self._cosines(units[start : start + QUERIES])
            scores[:, left_out] = -torch.inf
            best = scores.topk(k, dim=1)
            indices[start : start + QUERIES], cosines[start : start + QUERIES] = best.indices.numpy(), best.values.numpy()
        return indices, cosines

    def _cosines(self, units: Tensor) -> Tensor:
        """[m, n] float32."""
        import torch

        weighted = units if self._weights is None else units * self._weights
        scores = torch.empty(len(units), self.table.shape[0])
        if self.table.dtype == torch.float32:
            _products(self.table, weighted, scores)
        else:
            for place, rows in pieces(self.table, torch.float32):
                _products(rows, weighted, scores[:, place])
        if self._mean is not None:
            scores -= (weighted @ self._mean)[:, None]
        return scores.mul_(self._inverse).clamp_(-1, 1)

    def analogy(self, a: int, b: int, c: int, k: int) -> tuple[Indices, Floats]:
        """The k vectors nearest to a - b + c (king - man + woman) of unit vectors, the three left out.

        3CosAdd (Levy & Goldberg 2014, eq. 1). a, b, c: indices. Returns indices and cosines with the sum.
        """
        import torch

        first, second, third = self.units(self.table[[a, b, c]])
        total = torch.nn.functional.normalize((first - second + third)[None], dim=1, eps=1e-30)
        indices, cosines = self._top(total, k, (a, b, c))
        return indices[0], cosines[0]

    def random_pair_cosine(self, seed: int = 0, pairs: int = 2000) -> float:
        """Mean cosine of random pairs of two different vectors: what "nothing in common" looks like here. NaN for a single vector."""
        count = self.table.shape[0]
        if count < 2:
            return float("nan")
        draw = np.random.default_rng(seed)
        first = draw.integers(0, count, pairs)
        second = (first + draw.integers(1, count, pairs)) % count
        return float((self.units(self.table[first]) * self.units(self.table[second])).sum(1).mean())


def _products(rows: Tensor, queries: Tensor, out: Tensor) -> None:
    """Writes queries [m, d] . rows [n, d] to out [m, n]; a single query as a product with a vector, which is the fastest there is."""
    import torch

    if len(queries) == 1:
        torch.mv(rows, queries[0], out=out[0])
    else:
        out.copy_(queries @ rows.T)


def neighbours(table: Table, query: Table, k: int, centre: Floats | None = None, exclude: Iterable[int] = ()) -> tuple[Indices, Floats]:
    """The k nearest vectors by cosine, nearest first, for a table that is asked once; CosineTable for one that is asked again.

    query: [d] or [m, d]. centre: [d], taken away from both sides first. Returns indices and cosines, [k] or [m, k].
    """
    return CosineTable(table, mean=centre).top(query, k, exclude)


def trustworthiness(vectors: Table, points: Table, k: int = 10, sample: int = 2000, seed: int = 0) -> float:
    """How far neighbours on the map are neighbours among the vectors, from 0 to 1 (Venna & Kaski 2001).

    Exact for up to `sample` vectors; for more, of a random sample of that many against each other. Euclidean distances. k is lowered to
    below half of the vectors; NaN for fewer than three. Of vectors equally far, all have the lowest rank.
    """
    import torch

    table, map_points = as_tensor(vectors), as_tensor(points)
    if table.shape[0] > sample:
        chosen = np.sort(np.random.default_rng(seed).choice(table.shape[0], sample, replace=False))
        table, map_points = table[chosen], map_points[chosen]
    count = table.shape[0]
    k = min(k, (count - 1) // 2)
    if k < 1:
        return float("nan")
    distances = _distances(table)
    near = _distances(map_points).topk(k, dim=1, largest=False).indices
    ordered = distances.sort(dim=1).values
    ranks = 1 + torch.searchsorted(ordered, distances.gather(1, near))
    penalty = float((ranks - k).clamp(min=0).sum())
    return 1 - penalty * 2 / (count * k * (2 * count - 3 * k - 1))


def _distances(rows: Tensor) -> Tensor:
    """[n, n] float64, squared, infinite from a row to itself."""
    import torch

    rows = rows.to(torch.float64)
    rows = rows - rows.mean(0)
    squares = rows.square().sum(1)
    found = (squares[:, None] + squares - 2 * rows @ rows.T).clamp_(min=0)
    return found.fill_diagonal_(torch.inf)
