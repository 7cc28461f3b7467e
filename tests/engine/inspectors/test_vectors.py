"""Numbers behind maps of vectors, against numpy's and scikit-learn's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness as oracle_trustworthiness

from engine.errors import UserError
from engine.inspectors import _vectors
from engine.inspectors._vectors import CosineTable, centred, neighbours, norms, pca, project, trustworthiness


def drawn(rows: int, columns: int, seed: int = 0) -> np.ndarray:
    """Vectors with a mean of their own and directions of unlike variance."""
    draw = np.random.default_rng(seed)
    return (draw.normal(size=(rows, columns)) * np.geomspace(3, 0.1, columns) + draw.normal(size=columns)).astype(np.float32)


def cosines(table: np.ndarray, query: np.ndarray) -> np.ndarray:
    table, query = table.astype(np.float64), query.astype(np.float64)
    return table @ query / (np.linalg.norm(table, axis=1) * np.linalg.norm(query))


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a test are read in many pieces, as large ones are."""
    monkeypatch.setattr(_vectors, "PIECE", 100)
    monkeypatch.setattr(_vectors, "EIGEN_PIECE", 300)
    monkeypatch.setattr(_vectors, "QUERIES", 3)


@pytest.mark.parametrize(("rows", "columns"), [(200, 12), (20, 50), (12, 12)])
def test_that_pca_is_that_of_scikit_learn(rows: int, columns: int, small_pieces: None) -> None:
    vectors = drawn(rows, columns)
    found, oracle = pca(vectors, 3), PCA(3, svd_solver="full").fit(vectors.astype(np.float64))
    signs = np.sign((found.axes * oracle.components_).sum(1))
    assert found.points.dtype == np.float32
    np.testing.assert_allclose(found.axes, oracle.components_ * signs[:, None], atol=1e-4)
    np.testing.assert_allclose(found.points, oracle.transform(vectors.astype(np.float64)) * signs, atol=2e-3)
    np.testing.assert_allclose(found.explained, oracle.explained_variance_ratio_, rtol=1e-4)
    np.testing.assert_allclose(found.mean, vectors.mean(0), atol=1e-5)


def test_that_the_largest_loading_of_each_axis_is_positive() -> None:
    axes = pca(drawn(100, 9), 4).axes
    assert all(axis[np.abs(axis).argmax()] > 0 for axis in axes)
    np.testing.assert_allclose(pca(-drawn(100, 9), 4).axes, axes, atol=1e-6)


@pytest.mark.parametrize("shape", [(0, 4), (1, 4), (2, 4), (5, 1)])
def test_that_a_map_of_too_little_is_filled_with_zeros(shape: tuple[int, int]) -> None:
    found = pca(drawn(*shape))
    assert found.points.shape == (shape[0], 2)
    np.testing.assert_allclose(found.points[:, 1], 0, atol=1e-6)
    assert found.explained[1] == pytest.approx(0, abs=1e-12)


def test_that_constant_vectors_lie_on_one_point_and_explain_nothing() -> None:
    for vectors in (np.full((30, 5), 0.1, np.float32), np.full((3, 5), 0.1, np.float32)):
        found = pca(vectors)
        np.testing.assert_allclose(found.points, 0, atol=1e-6)
    assert not pca(np.full((30, 5), 2.0, np.float32)).explained.any()


def test_that_other_vectors_are_projected_onto_the_same_map(small_pieces: None) -> None:
    vectors = drawn(80, 10)
    found = pca(vectors)
    np.testing.assert_allclose(project(vectors[10:15], found.mean, found.axes), found.points[10:15], atol=1e-5)


def test_that_centred_vectors_have_no_mean_and_standardised_ones_unit_variance() -> None:
    vectors = drawn(60, 6)
    vectors[:, 2] = 0.1
    before = vectors.copy()
    plain, scaled = centred(vectors), centred(vectors, standardise=True)
    np.testing.assert_allclose(plain, vectors - vectors.mean(0, dtype=np.float64), atol=1e-6)
    np.testing.assert_allclose(scaled.std(0), [1, 1, 0, 1, 1, 1], atol=1e-5)
    np.testing.assert_array_equal(vectors, before)


def test_that_neighbours_are_those_of_brute_force(small_pieces: None) -> None:
    table = drawn(150, 16)
    queries = drawn(7, 16, seed=1)
    indices, values = neighbours(table, queries, 5)
    for query, found, value in zip(queries, indices, values, strict=True):
        expected = cosines(table, query)
        np.testing.assert_array_equal(found, np.argsort(-expected)[:5])
        np.testing.assert_allclose(value, expected[found], atol=1e-6)
    single = neighbours(table, queries[0], 5)
    np.testing.assert_array_equal(single[0], indices[0])
    np.testing.assert_allclose(single[1], values[0], atol=1e-6)


def test_that_centred_and_standardised_cosines_are_those_of_changed_copies(small_pieces: None) -> None:
    table = drawn(150, 16) + 3
    mean = table.mean(0, dtype=np.float64)
    copies = {"centred": table - mean, "standardised": (table - mean) / table.std(0, dtype=np.float64)}
    for option, copy in copies.items():
        view = CosineTable(table, **{option: True})
        indices, values = view.top(table[4], 6, exclude=[4])
        expected = cosines(copy, copy[4])
        expected[4] = -2
        np.testing.assert_array_equal(indices, np.argsort(-expected)[:6])
        np.testing.assert_allclose(values, expected[indices], atol=1e-5)
        np.testing.assert_allclose(view.norms, np.linalg.norm(copy, axis=1), rtol=1e-5)
    own = neighbours(table, table[4], 6, centre=mean, exclude=[4])
    np.testing.assert_array_equal(own[0], CosineTable(table, centred=True).top(table[4], 6, exclude=[4])[0])


def test_that_half_precision_and_memory_mapped_tables_give_the_cosines_of_their_values(tmp_path: Path, small_pieces: None) -> None:
    import torch

    half = drawn(90, 8).astype(np.float16)
    np.save(tmp_path / "table.npy", half)
    mapped = np.lib.format.open_memmap(tmp_path / "table.npy", mode="r")
    bfloat = torch.from_numpy(drawn(90, 8)).bfloat16()
    for table, values in ((half, half), (mapped, half), (bfloat, bfloat.float().numpy()), (torch.from_numpy(half), half)):
        query = values[3].astype(np.float32)
        indices, found = CosineTable(table).top(query, 90)
        np.testing.assert_allclose(found, cosines(values, query)[indices], atol=1e-6)
        np.testing.assert_allclose(norms(table), np.linalg.norm(values.astype(np.float64), axis=1), rtol=1e-6)


def test_that_excluded_vectors_never_come_back_and_fewer_come_where_fewer_are_left() -> None:
    table = drawn(6, 4)
    indices, values = CosineTable(table).top(table[0], 10, exclude=(0, 3, 3))
    assert sorted(indices.tolist()) == [1, 2, 4, 5]
    assert (np.diff(values) <= 0).all()
    assert CosineTable(table).top(table[0], 3, exclude=range(6))[0].shape == (0,)


def test_that_a_vector_of_length_zero_has_cosine_zero() -> None:
    table = drawn(4, 3)
    table[2] = 0
    indices, values = CosineTable(table).top(table[0], 4)
    assert values[indices.tolist().index(2)] == 0
    assert not CosineTable(table).top(table[2], 4)[1].any()


@pytest.mark.parametrize("is_centred", [False, True])
def test_that_an_analogy_is_the_nearest_to_the_sum_of_unit_vectors(is_centred: bool, small_pieces: None) -> None:
    table = drawn(60, 8)
    space = table - table.mean(0) if is_centred else table
    units = space / np.linalg.norm(space, axis=1, keepdims=True)
    expected = cosines(units, units[5] - units[6] + units[7])
    expected[5:8] = -2
    indices, values = CosineTable(table, centred=is_centred).analogy(5, 6, 7, 4)
    np.testing.assert_array_equal(indices, np.argsort(-expected)[:4])
    np.testing.assert_allclose(values, expected[indices], atol=1e-5)


def test_that_random_pairs_show_the_common_direction_and_centring_removes_it() -> None:
    table = np.random.default_rng(0).normal(size=(500, 32)).astype(np.float32) + 2
    plain, middle = CosineTable(table), CosineTable(table, centred=True)
    units = table / np.linalg.norm(table, axis=1, keepdims=True)
    exact = ((units.sum(0) ** 2).sum() - 500) / (500 * 499)
    assert plain.random_pair_cosine() == pytest.approx(exact, abs=0.01)
    assert middle.random_pair_cosine() == pytest.approx(0, abs=0.02)
    assert plain.random_pair_cosine(seed=1) == plain.random_pair_cosine(seed=1) != plain.random_pair_cosine(seed=2)
    assert np.isnan(CosineTable(table[:1]).random_pair_cosine())


def test_that_a_pair_is_never_a_vector_with_itself() -> None:
    assert CosineTable(np.eye(2, dtype=np.float32)).random_pair_cosine() == 0


@pytest.mark.parametrize("k", [1, 10, 49])
def test_that_trustworthiness_is_that_of_scikit_learn(k: int) -> None:
    vectors = drawn(100, 10)
    points = np.random.default_rng(1).normal(size=(100, 2)) + pca(vectors).points
    assert trustworthiness(vectors, points, k) == pytest.approx(oracle_trustworthiness(vectors, points, n_neighbors=k), abs=1e-12)


def test_that_trustworthiness_of_a_sample_is_near_that_of_all() -> None:
    vectors = drawn(1500, 10)
    points = pca(vectors).points
    part = trustworthiness(vectors, points, sample=500, seed=3)
    assert part == trustworthiness(vectors, points, sample=500, seed=3) != trustworthiness(vectors, points, sample=500, seed=4)
    assert part == pytest.approx(trustworthiness(vectors, points, sample=1500), abs=0.02)


def test_that_trust_in_a_map_of_little_or_equal_vectors_is_told() -> None:
    same = np.ones((10, 3), np.float32)
    assert trustworthiness(same, np.random.default_rng(0).normal(size=(10, 2))) == 1
    assert np.isnan(trustworthiness(same[:2], same[:2, :2]))
    vectors = drawn(3, 4)
    assert 0 <= trustworthiness(vectors, pca(vectors).points) <= 1


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_that_a_value_that_is_not_finite_is_refused_with_its_place(value: float, small_pieces: None) -> None:
    vectors = drawn(40, 8)
    vectors[30, 5] = value
    for asked in (norms, pca, centred, CosineTable, lambda table: CosineTable(table, standardised=True)):
        with pytest.raises(UserError) as refused:
            asked(vectors)
        assert refused.value.code == "embeddings.not-finite"
        assert f"Vector 31, value 6: {value}." in refused.value.text()
