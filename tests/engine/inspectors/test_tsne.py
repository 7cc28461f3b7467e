"""t-SNE, against torch's derivatives, sums over all pairs and scikit-learn's maps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from sklearn.manifold import TSNE

from engine.errors import UserError
from engine.inspectors import _tsne
from engine.inspectors._tsne import _conditional, _kernels, affinities_of, attraction, exact_repulsion, grid_repulsion, tsne_frames
from engine.inspectors._vectors import trustworthiness


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
    _kernels.cache_clear()


def blobs(each: int, dimensions: int = 20, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Three separated clusters and which one each vector is of."""
    draw = np.random.default_rng(seed)
    labels = np.repeat(np.arange(3), each)
    return (draw.normal(size=(3, dimensions))[labels] * 4 + draw.normal(size=(3 * each, dimensions))).astype(np.float32), labels


def last(vectors: np.ndarray, **options: float) -> np.ndarray:
    return list(tsne_frames(vectors, **options))[-1].points


def distances(points: torch.Tensor) -> torch.Tensor:
    return (points[:, None] - points[None]).square().sum(2)


def test_that_forces_are_the_derivative_of_the_divergence() -> None:
    vectors = torch.from_numpy(blobs(8)[0]).double()
    affinities = affinities_of(vectors, 5)
    points = torch.from_numpy(np.random.default_rng(1).normal(size=(24, 2))).requires_grad_()
    p = torch.zeros(24, 24, dtype=torch.float64)
    p[affinities.rows, affinities.columns] = affinities.p
    similarities = (1 / (1 + distances(points))).fill_diagonal_(0)
    q = similarities / similarities.sum()
    chosen = p > 0
    (p[chosen] * (p[chosen] / q[chosen]).log()).sum().backward()
    pull, _ = attraction(points.detach(), affinities)
    push, total = exact_repulsion(points.detach())
    torch.testing.assert_close(4 * (pull - push / total), points.grad, atol=1e-12, rtol=1e-9)


def test_that_affinities_are_symmetric_shares_of_the_perplexity_asked_for() -> None:
    vectors = torch.from_numpy(blobs(60)[0])
    affinities = affinities_of(vectors, 10)
    dense = torch.zeros(180, 180)
    dense[affinities.rows, affinities.columns] = affinities.p
    torch.testing.assert_close(dense, dense.T)
    assert float(dense.sum()) == pytest.approx(1, abs=1e-5)
    assert affinities.starts.tolist() == [int((affinities.rows < row).sum()) for row in range(180)]

    nearest = distances(vectors).fill_diagonal_(torch.inf).topk(30, largest=False).values
    p = _conditional(nearest, 10)
    np.testing.assert_allclose(torch.special.entr(p).sum(1).exp(), 10, rtol=1e-6)
    expected = torch.zeros(180, 180, dtype=torch.float64).scatter_(1, distances(vectors).fill_diagonal_(torch.inf).argsort()[:, :30], p)
    torch.testing.assert_close(dense.double(), (expected + expected.T) / 360, atol=1e-7, rtol=1e-3)


@pytest.mark.parametrize("spread", [1e-4, 2.0, 15.0, 40.0])
def test_that_repulsion_on_the_grid_is_near_the_sum_over_all_pairs(spread: float) -> None:
    points = torch.from_numpy(np.random.default_rng(0).normal(size=(1200, 2)).astype(np.float32)) * spread
    exact, all_pairs = exact_repulsion(points.double())
    forces, total = grid_repulsion(points)
    assert float((forces - exact).norm() / exact.norm()) < 0.025
    assert float(((forces - exact).norm(dim=1) / exact.norm(dim=1)).median()) < 0.01
    assert total == pytest.approx(all_pairs, rel=0.003)


def test_that_the_grid_stays_small_on_a_map_that_is_far_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []

    def noted(size: int, spacing: float, kind: torch.dtype) -> torch.Tensor:
        sizes.append(size)
        return _kernels(size, spacing, kind)

    monkeypatch.setattr(_tsne, "_kernels", noted)
    monkeypatch.setattr(_tsne, "MOST_BOXES", 60)
    points = torch.from_numpy(np.random.default_rng(0).normal(size=(50, 2)).astype(np.float32)) * 2000
    forces, total = grid_repulsion(points)
    assert sizes == [2 * 60 * _tsne.NODES]
    assert forces.isfinite().all()
    assert np.isfinite(total)


def test_that_sums_over_pairs_are_those_written_out() -> None:
    points = torch.from_numpy(np.random.default_rng(0).normal(size=(700, 2)) * 5)
    similarities = (1 / (1 + distances(points))).fill_diagonal_(0)
    forces, total = exact_repulsion(points)
    assert total == pytest.approx(float(similarities.sum()))
    expected = (similarities.square()[:, :, None] * (points[:, None] - points[None])).sum(1)
    torch.testing.assert_close(forces, expected)


def test_that_a_map_is_as_trustworthy_as_that_of_scikit_learn() -> None:
    vectors, labels = blobs(60)
    oracle = TSNE(perplexity=15, init="pca", random_state=0, max_iter=500).fit_transform(vectors)
    points = last(vectors, perplexity=15)
    assert trustworthiness(vectors, points) >= trustworthiness(vectors, oracle) - 0.02
    assert_apart(points, labels)


def test_that_clusters_stay_apart_on_a_map_with_a_grid() -> None:
    vectors, labels = blobs(700)
    frames = list(tsne_frames(vectors, iterations=120, every=60))
    assert_apart(frames[-1].points, labels)
    assert trustworthiness(vectors, frames[-1].points) > trustworthiness(vectors, frames[0].points) + 0.05
    assert frames[-1].kl < frames[0].kl


def assert_apart(points: np.ndarray, labels: np.ndarray) -> None:
    """Each point is nearer to the middle of its own cluster than to the others'."""
    middles = np.stack([points[labels == label].mean(0) for label in range(3)])
    nearest = np.linalg.norm(points[:, None] - middles[None], axis=2).argmin(1)
    assert (nearest == labels).mean() > 0.99


@pytest.mark.parametrize("each", [40, 670])
def test_that_the_same_seed_gives_the_same_map(each: int) -> None:
    vectors, _ = blobs(each)
    first, again, other = (last(vectors, iterations=40, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_that_frames_come_before_during_and_after() -> None:
    vectors, _ = blobs(20)
    frames = list(tsne_frames(vectors, iterations=25, every=10))
    assert [frame.iteration for frame in frames] == [0, 10, 20, 25]
    assert all(frame.points.dtype == np.float32 and frame.points.shape == (60, 2) for frame in frames)
    assert frames[0].points[:, 0].std() == pytest.approx(1e-4, rel=0.05)
    assert not np.array_equal(frames[1].points, frames[2].points)


def test_that_a_map_can_be_left_between_two_frames() -> None:
    frames = tsne_frames(blobs(20)[0], iterations=10**9, every=1)
    assert [next(frames).iteration for _ in range(3)] == [0, 1, 2]
    frames.close()
    assert next(frames, None) is None


def test_that_the_divergence_told_is_that_of_the_points_told() -> None:
    vectors, _ = blobs(20)
    frame = list(tsne_frames(vectors, perplexity=5, iterations=300))[-1]
    affinities = affinities_of(torch.from_numpy(vectors), 5)
    similarities = (1 / (1 + distances(torch.from_numpy(frame.points)))).fill_diagonal_(0)
    q = (similarities / similarities.sum())[affinities.rows, affinities.columns]
    assert frame.kl == pytest.approx(float((affinities.p * (affinities.p / q).log()).sum()), rel=1e-3)


@pytest.mark.parametrize(("count", "used"), [(91, 30.0), (90, 89 / 3), (10, 3.0), (3, 1.0), (2, 1.0), (1, 1.0), (0, 1.0)])
def test_that_few_vectors_lower_the_perplexity_and_say_so(count: int, used: float) -> None:
    frames = list(tsne_frames(blobs(40)[0][:count], iterations=60))
    np.testing.assert_allclose([frame.perplexity for frame in frames], used)
    points = frames[-1].points
    assert points.shape == (count, 2)
    assert np.isfinite(points).all()
    assert np.isfinite([frame.kl for frame in frames]).all()
    assert len(np.unique(points, axis=0)) == count


def test_that_equal_vectors_lie_on_one_point() -> None:
    vectors, _ = blobs(30)
    vectors[:40] = vectors[0]
    points = last(vectors, iterations=100)
    assert len(np.unique(points[:40], axis=0)) == 1
    assert len(np.unique(points, axis=0)) == 51
    assert not last(np.full((50, 4), 3.0, np.float32)).any()


def test_that_vectors_whose_components_coincide_are_still_parted() -> None:
    points = last(np.eye(12, dtype=np.float32), iterations=300)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2) + np.eye(12) * 1e9
    assert apart.min() > 0.1


def test_that_a_vector_of_one_dimension_has_a_map() -> None:
    points = last(np.arange(30, dtype=np.float32)[:, None], iterations=100)
    assert points.shape == (30, 2)
    assert np.isfinite(points).all()


def test_that_values_that_are_not_finite_are_refused_at_the_call() -> None:
    vectors, _ = blobs(10)
    vectors[3, 1] = np.nan
    with pytest.raises(UserError) as refused:
        tsne_frames(vectors)
    assert refused.value.code == "embeddings.not-finite"
