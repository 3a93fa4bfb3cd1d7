"""The graph of nearest neighbours, and labels that spread along it."""

from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError
from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.folder_features import unit_rows
from iaia_desktop.core.folder_graph import NEIGHBOURS, RESTRAINT, FolderGraph, build_graph


def points(count: int, dim: int = 4, seed: int = 0) -> Features:
    rng = np.random.default_rng(seed)
    return unit_rows(rng.standard_normal((count, dim)).astype(np.float32))


def dense(graph: FolderGraph) -> np.ndarray:
    """Return S by image, from how the graph is stored."""
    matrix = np.zeros((len(graph), len(graph)))
    for places, weights in graph.diagonals:
        for place, (neighbour, weight) in enumerate(zip(places, weights[:, 0], strict=True)):
            matrix[graph.order[place], graph.order[neighbour]] += weight
    return matrix


def literal(features: Features) -> np.ndarray:
    """Return S from the definition."""
    cosines = features.astype(np.float64) @ features.T.astype(np.float64)
    np.fill_diagonal(cosines, -np.inf)
    weights = np.zeros_like(cosines)
    for row, near in enumerate(
        np.argsort(-cosines, axis=1)[:, : min(NEIGHBOURS, len(cosines) - 1)]
    ):
        weights[row, near] = np.maximum(cosines[row, near], 1e-3) ** 3
    weights = np.maximum(weights, weights.T)
    roots = np.sqrt(weights.sum(axis=1))
    normalised: np.ndarray = weights / np.outer(roots, roots)
    return normalised


@pytest.mark.parametrize("count", [2, 3, 11, 12, 70])
def test_the_matrix_is_that_of_the_definition(count: int) -> None:
    features = points(count)
    graph = build_graph(features)
    matrix = dense(graph)
    assert sorted(graph.order.tolist()) == list(range(count))
    np.testing.assert_allclose(matrix, literal(features), atol=1e-5)
    np.testing.assert_array_equal(matrix, matrix.T)
    assert not matrix.diagonal().any()


def test_density_is_the_mean_cosine_to_the_nearest() -> None:
    features = points(40)
    cosines = features.astype(np.float64) @ features.T.astype(np.float64)
    np.fill_diagonal(cosines, -np.inf)
    expected = np.sort(cosines, axis=1)[:, -NEIGHBOURS:].mean(axis=1)
    np.testing.assert_allclose(build_graph(features).density, expected, atol=1e-5)


def test_spreading_solves_the_equation() -> None:
    features = points(60)
    graph = build_graph(features)
    sources = np.zeros((60, 3), dtype=np.float32)
    sources[[0, 7, 20, 33], [0, 1, 1, 2]] = [1.0, 0.7, 0.7, 1.0]
    system = np.eye(60) - RESTRAINT * literal(features)
    exact = np.linalg.solve(system, (1 - RESTRAINT) * sources)
    assert exact.min() >= 0.0
    np.testing.assert_allclose(graph.spread(sources, steps=60), exact, atol=1e-6)
    # Ten steps leave less than a hundredth of the largest share.
    short = graph.spread(sources)
    assert np.abs(short - exact).max() < 0.01 * exact.max()


def test_what_no_label_reaches_stays_nought() -> None:
    # Two groups that name only each other.
    rng = np.random.default_rng(3)
    left = np.eye(2)[np.zeros(20, int)] + 0.01 * rng.standard_normal((20, 2))
    right = np.eye(2)[np.ones(20, int)] + 0.01 * rng.standard_normal((20, 2))
    graph = build_graph(unit_rows(np.concatenate([left, right]).astype(np.float32)))
    sources = np.zeros((40, 2), dtype=np.float32)
    sources[0, 0] = 1.0
    field = graph.spread(sources, steps=30)
    assert field[:20, 0].min() > 0.0
    assert not field[20:].any()
    assert not field[:, 1].any()
    assert not graph.spread(np.zeros((40, 2), dtype=np.float32)).any()


def test_duplicates_opposites_and_two_images() -> None:
    same = build_graph(np.repeat(points(1), 15, axis=0))
    field = same.spread(np.eye(15, 1, dtype=np.float32))
    assert np.isfinite(field).all()
    assert field[0, 0] == field.max()
    np.testing.assert_allclose(same.density, 1.0, atol=1e-5)
    opposite = build_graph(np.array([[1.0, 0.0], [-1.0, 0.0]], dtype=np.float32))
    np.testing.assert_allclose(dense(opposite), [[0.0, 1.0], [1.0, 0.0]], atol=1e-5)
    np.testing.assert_allclose(opposite.density, [-1.0, -1.0])


def test_an_image_apart_from_all_others_is_still_tied_to_them() -> None:
    features = np.concatenate([np.tile([[1.0, 0.0, 0.0]], (12, 1)), [[-1.0, 0.0, 0.0]]]).astype(
        np.float32
    )
    matrix = dense(build_graph(features))
    assert np.isfinite(matrix).all()
    assert matrix[12].sum() > 0.0


def test_both_can_be_stopped() -> None:
    token = CancelToken()
    graph = build_graph(points(20))
    token.cancel()
    with pytest.raises(CancelledError):
        build_graph(points(20), token.raise_if_cancelled)
    with pytest.raises(CancelledError):
        graph.spread(np.zeros((20, 1), dtype=np.float32), check=token.raise_if_cancelled)
