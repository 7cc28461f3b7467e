"""t-SNE (van der Maaten & Hinton 2008) as a stream of frames, for maps of a few thousand vectors; with torch and nothing else.

Attraction over a graph of nearest neighbours, repulsion exactly for small maps and by interpolation on a grid for large ones (FIt-SNE,
Linderman et al. 2019). Starts from PCA (Kobak & Berens 2019), so that the map keeps the large distances as far as it can.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.inspectors._vectors import Floats, Table, as_tensor, pca, pieces, refuse_not_finite

if TYPE_CHECKING:
    from torch import Tensor

DIMENSIONS = 50  # neighbours are looked for among this many principal components
EXACT = 2000  # points up to which all pairs are computed
EXAGGERATION = 12.0  # of the attraction at the start, so that clusters form before they part (Linderman & Steinerberger 2019)
EXAGGERATED = 250  # iterations of it, or half of all if they are fewer
START = 1e-4  # standard deviation of the first map along its first axis
JITTER = 0.01  # of START; parts points whose first two components are the same
LONGEST_STEP = 5.0  # of a point in one iteration, in units of the map; holds tiny maps together
BOXES, MOST_BOXES = 50, 400  # boxes of the grid along each axis; of width 1 between these, else narrower or wider
NODES = 4  # interpolation nodes of a box along each axis; the paper's 3 leave three times the error
PIECE = 1 << 18  # pairs computed at once: 1 MB as float32
BISECTIONS = 50


@dataclass(frozen=True)
class Frame:
    """A map on its way. points: [n, 2] float32; kl: Kullback-Leibler divergence, without exaggeration, in nats.

    perplexity: the one in use, lower than the one asked for where there are fewer than three times as many distinct vectors.
    """

    iteration: int
    points: Floats
    kl: float
    perplexity: float


@dataclass(frozen=True)
class Affinities:
    """The symmetric p of the paper's eq. 1 and below as a sparse matrix in rows: edges of point i are starts[i] to starts[i + 1].

    rows, columns, p: [edges]; starts: [n]. p sums to 1.
    """

    rows: Tensor
    columns: Tensor
    starts: Tensor
    p: Tensor


def tsne_frames(vectors: Table, perplexity: float = 30.0, iterations: int = 500, seed: int = 0, every: int = 10) -> Iterator[Frame]:
    """The map before the first iteration, after each `every` of them and after the last. vectors: [n, d].

    The same seed gives the same map on the same machine and threads. Closing the generator cancels. Vectors that are the same in
    every bit are one point of the map. Raises UserError "embeddings.not-finite" at the call.
    """
    refuse_not_finite(vectors)
    return _frames(as_tensor(vectors), perplexity, iterations, seed, every)


def _frames(vectors: Tensor, perplexity: float, iterations: int, seed: int, every: int) -> Iterator[Frame]:
    import torch

    firsts, place = _distinct(vectors)
    count = len(firsts)
    perplexity = max(1.0, min(perplexity, (count - 1) / 3))
    found = pca(vectors[firsts], min(DIMENSIONS, max(2, vectors.shape[1])))
    draw = np.random.default_rng(seed)
    points = _first_map(torch.from_numpy(found.points[:, :2]), draw)
    if count < 3:  # two points have p = q = 1/2 wherever they are
        yield Frame(0, points.numpy()[place], 0.0, perplexity)
        return
    affinities = affinities_of(torch.from_numpy(found.points), perplexity)
    velocity, gains = torch.zeros_like(points), torch.ones_like(points)
    exaggerated = min(EXAGGERATED, iterations // 2)
    for iteration in range(iterations + 1):
        pull, similarities = attraction(points, affinities)
        push, total = exact_repulsion(points) if count <= EXACT else grid_repulsion(points)
        if iteration % every == 0 or iteration == iterations:
            yield Frame(iteration, points.numpy()[place], _divergence(affinities, similarities, total), perplexity)
        if iteration == exaggerated:
            points = points + _jitter(draw, count)  # exaggeration can have drawn points together to the last bit
        exaggeration, momentum = (EXAGGERATION, 0.5) if iteration < exaggerated else (1.0, 0.8)
        gradient = exaggeration * pull - push / total
        # "Delta-bar-delta" gains of the paper's own program: larger while the gradient goes on in one direction.
        gains = torch.where((gradient > 0) == (velocity > 0), gains * 0.8, gains + 0.2).clamp(min=0.01)
        velocity = momentum * velocity - count / exaggeration * gains * gradient
        velocity *= (LONGEST_STEP / velocity.norm(dim=1, keepdim=True).clamp(min=1e-30)).clamp(max=1.0)
        points = points + velocity
        points -= points.mean(0)


def _distinct(vectors: Tensor) -> tuple[Any, Any]:
    """Rows that come first among equal ones, and for each row the place of its equal in that list.

    More equal vectors than a point has neighbours would share their attraction by chance and show clusters that are not there.
    """
    import torch

    seen: dict[bytes, int] = {}
    place = np.empty(vectors.shape[0], np.int64)
    for part, rows in pieces(vectors, torch.float32):
        place[part] = [seen.setdefault(row.tobytes(), len(seen)) for row in rows.numpy()]
    return np.unique(place, return_index=True)[1], place


def _first_map(components: Tensor, draw: np.random.Generator) -> Tensor:
    import torch

    spread = float(components[:, 0].std(correction=0)) if len(components) else 0.0
    points = components * (START / spread) if spread > 0 else torch.zeros_like(components)
    return points + _jitter(draw, len(components)) if len(components) > 1 else points


def _jitter(draw: np.random.Generator, count: int) -> Tensor:
    import torch

    return torch.from_numpy(draw.standard_normal((count, 2)).astype(np.float32)) * (START * JITTER)


def affinities_of(vectors: Tensor, perplexity: float) -> Affinities:
    """How near the vectors are: conditional p over the 3 * perplexity nearest neighbours (van der Maaten 2014), made symmetric.

    vectors: [n, d] float32, n at least 2.
    """
    import torch

    count = len(vectors)
    distances, near = _nearest(vectors, min(count - 1, int(3 * perplexity)))
    p = _conditional(distances, perplexity)
    here = torch.arange(count)[:, None].expand_as(near).reshape(-1)
    there, p = near.reshape(-1), p.reshape(-1) / (2 * count)
    # A matrix of edges and its transpose, added up: "coalesced" edges stand row by row.
    both = torch.stack([torch.cat([here, there]), torch.cat([there, here])])
    keys, order = (both[0] * count + both[1]).sort(stable=True)
    edges, slots = torch.unique_consecutive(keys, return_inverse=True)
    joint = torch.zeros(len(edges), dtype=p.dtype).index_add_(0, slots, torch.cat([p, p])[order])
    rows, columns = edges // count, edges % count
    starts = torch.searchsorted(rows, torch.arange(count))
    return Affinities(rows, columns, starts, joint.to(vectors.dtype))


def _nearest(vectors: Tensor, k: int) -> tuple[Tensor, Tensor]:
    """Squared distances [n, k] to the k nearest others, nearest first, and who they are: exact, by products of matrices."""
    import torch

    squares = vectors.square().sum(1)
    distances, near = [], []
    step = max(1, 16 * PIECE // len(vectors))
    for start in range(0, len(vectors), step):
        rows = vectors[start : start + step]
        found = squares[start : start + step, None] + squares - 2 * rows @ vectors.T
        found[torch.arange(len(rows)), torch.arange(start, start + len(rows))] = torch.inf
        best = found.topk(k, dim=1, largest=False)
        distances.append(best.values.clamp(min=0))
        near.append(best.indices)
    return torch.cat(distances), torch.cat(near)


def _conditional(distances: Tensor, perplexity: float) -> Tensor:
    """Gaussian weights [n, k] that sum to 1 in each row, of widths whose perplexity (2 to the entropy) is the one asked for.

    distances: squared. By bisection of the logarithm of the precision. Float64.
    """
    import torch

    scaled = (distances - distances[:, :1]).double()
    scaled = scaled / scaled.mean(1, keepdim=True).clamp(min=1e-30)
    low, high = torch.full((len(scaled), 1), -20.0).double(), torch.full((len(scaled), 1), 40.0).double()
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        logits = -scaled * middle.exp()
        weights = logits.exp()
        total = weights.sum(1, keepdim=True)
        entropy = total.log() - (weights * logits).sum(1, keepdim=True) / total
        wide = entropy > math.log(perplexity)
        low, high = torch.where(wide, middle, low), torch.where(wide, high, middle)
    weights = (-scaled * ((low + high) / 2).exp()).exp()
    return weights / weights.sum(1, keepdim=True)


def attraction(points: Tensor, affinities: Affinities) -> tuple[Tensor, Tensor]:
    """Sum over j of p_ij (y_i - y_j) / (1 + |y_i - y_j|^2), [n, 2], and that similarity of each edge, [edges]."""
    import torch

    across = points[:, 0][affinities.rows] - points[:, 0][affinities.columns]
    along = points[:, 1][affinities.rows] - points[:, 1][affinities.columns]
    similarities = 1 / (1 + across.square() + along.square())
    weights = affinities.p * similarities
    # A product of a sparse matrix with the points: sums in a fixed order, which adding by index on many threads is not.
    whole = torch.cat([points, torch.ones_like(points[:, :1])], 1)
    sums = torch.nn.functional.embedding_bag(affinities.columns, whole, affinities.starts, mode="sum", per_sample_weights=weights)
    return sums[:, 2:] * points - sums[:, :2], similarities


def exact_repulsion(points: Tensor) -> tuple[Tensor, float]:
    """Sum over j of (y_i - y_j) / (1 + |y_i - y_j|^2)^2, [n, 2], and the sum of 1 / (1 + |y_i - y_j|^2) over all pairs, i != j."""
    import torch

    forces, total = torch.empty_like(points), 0.0
    first, second = points.T.contiguous()
    step = max(1, PIECE // len(points))
    for start in range(0, len(points), step):
        part = slice(start, start + step)
        across, along = first[part, None] - first, second[part, None] - second
        similarities = 1 / (1 + across * across + along * along)
        total += float(similarities.sum(dtype=torch.float64))
        similarities *= similarities
        forces[part, 0], forces[part, 1] = (similarities * across).sum(1), (similarities * along).sum(1)
    return forces, total - len(points)


def grid_repulsion(points: Tensor) -> tuple[Tensor, float]:
    """What exact_repulsion gives, in time linear in the points (Linderman et al. 2019): forces within 2 % (the median point 1 %).

    Points become charges on a regular grid by Lagrange interpolation, the grid is convolved by FFT with each kernel, and the fields are
    interpolated back. Unlike the paper the kernel holds the difference itself: one charge in place of three, and no difference of
    large sums, so that float32 is enough.
    """
    import torch

    low = points.min(0).values
    span = float((points.max(0).values - low).max())
    boxes = min(max(BOXES, math.ceil(span + 1e-3)), MOST_BOXES)
    width = 1.0 if BOXES < boxes < MOST_BOXES else max(span * (1 + 1e-5), 1e-12) / boxes
    side = boxes * NODES
    nodes, weights = _nodes_of((points - low) / width, boxes)
    charges = torch.bincount(nodes.reshape(-1), weights.reshape(-1), minlength=side * side).to(points.dtype)
    size = _quick_size(2 * side)
    spectrum = torch.fft.rfft2(charges.reshape(side, side), s=(size, size))
    fields = torch.fft.irfft2(spectrum * _kernels(size, width / NODES, points.dtype), s=(size, size))[:, :side, :side]
    at_points = (fields.reshape(3, -1)[:, nodes] * weights).sum(2)
    # Each point meets itself with similarity 1, as far as interpolation is exact.
    return at_points[1:].T.contiguous(), float(at_points[0].sum(dtype=torch.float64)) - len(points)


def _nodes_of(places: Tensor, boxes: int) -> tuple[Tensor, Tensor]:
    """The grid nodes of each point's box, [n, nodes] as places in the flat grid, and the point's share of each. places: in boxes."""
    import torch

    box = places.floor().clamp(0, boxes - 1)
    within = (places - box) * NODES - 0.5  # the box's nodes stand at 0, 1, 2 ...
    lagrange = torch.ones(*places.shape, NODES, dtype=places.dtype)  # [n, 2, nodes of an axis]
    for node in range(NODES):
        for other in range(NODES):
            if other != node:
                lagrange[..., node] *= (within - other) / (node - other)
    index = (box.long() * NODES)[..., None] + torch.arange(NODES)
    nodes = index[:, 0, :, None] * (boxes * NODES) + index[:, 1, None, :]
    return nodes.flatten(1), (lagrange[:, 0, :, None] * lagrange[:, 1, None, :]).flatten(1)


@lru_cache(maxsize=1)  # the grid of one iteration is mostly that of the one before, and this is half of the work
def _kernels(size: int, spacing: float, kind: Any) -> Tensor:
    """Spectra [3, size, size // 2 + 1] of similarity, and of similarity squared times the difference along each axis."""
    import torch

    steps = torch.arange(size, dtype=kind)
    steps = torch.where(steps < size / 2, steps, steps - size) * spacing
    across, along = steps[:, None], steps[None, :]
    similarities = 1 / (1 + across.square() + along.square())
    squares = similarities.square()
    spectra: Tensor = torch.fft.rfft2(torch.stack([similarities, squares * across, squares * along]))
    return spectra


def _quick_size(least: int) -> int:
    """The smallest even number from here on that has no prime factor above 5; FFTs of such sizes are fast."""
    size = least + least % 2
    while True:
        rest = size
        for factor in (2, 3, 5):
            while rest % factor == 0:
                rest //= factor
        if rest == 1:
            return size
        size += 2


def _divergence(affinities: Affinities, similarities: Tensor, total: float) -> float:
    """Kullback-Leibler divergence of q from p, in nats; edges of p = 0 add nothing."""
    import torch

    p = affinities.p.double()
    return float((torch.xlogy(p, p) - torch.xlogy(p, similarities.double() / total)).sum())
