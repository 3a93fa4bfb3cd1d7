"""The shape of a folder."""

from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core import folder_shape
from iaia_desktop.core.folder_graph import build_graph
from iaia_desktop.core.folder_shape import FolderShape, ShapeRequest


@pytest.fixture
def table() -> np.ndarray:
    return np.random.default_rng(5).standard_normal((60, 6)).astype(np.float32)


def shape_of(ids: list[int], table: np.ndarray) -> FolderShape:
    return ShapeRequest(ids, table).work_out()


def test_it_knows_its_images_and_those_that_came_later(table: np.ndarray) -> None:
    ids = list(range(3, 50, 2))
    shape = shape_of(ids, table)
    assert (len(shape), shape.image_ids.tolist()) == (24, ids)
    asked = np.array([49, 4, 3, 0, 59, 25], dtype=np.int64)
    assert shape.rows(asked).tolist() == [23, -1, 0, -1, -1, 11]
    expected = shape.space.project(table[asked])
    np.testing.assert_allclose(shape.features_of(asked, table), expected, atol=1e-6)
    density = shape.density_of(asked)
    np.testing.assert_array_equal(density[[0, 2, 5]], shape.density[[23, 0, 11]])
    np.testing.assert_array_equal(density[[1, 3, 4]], shape.density.min())


def test_it_is_outgrown_when_a_quarter_more_is_there(table: np.ndarray) -> None:
    shape = shape_of(list(range(40)), table)
    assert [shape.is_outgrown(count) for count in (40, 49, 50, 51)] == [False, False, True, True]


def test_a_graph_lends_it_the_density(table: np.ndarray) -> None:
    shape = shape_of(list(range(60)), table)
    assert shape.graph is not None
    np.testing.assert_array_equal(shape.density, build_graph(shape.features[np.arange(60)]).density)


def test_a_larger_folder_has_no_graph_but_knows_what_is_typical(
    table: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_shape, "LARGEST_FOLDER", 30)
    shape = shape_of(list(range(60)), table)
    assert shape.graph is None
    # All sixty are in the sample here: the mean cosine to the three nearest others.
    ids = np.arange(60)
    features = shape.features[ids]
    np.testing.assert_allclose(features, shape.space.project(table), rtol=2**-10, atol=1e-6)
    np.testing.assert_array_equal(shape.features_of(ids[::-1], table), features[::-1])
    cosines = features @ features.T
    np.fill_diagonal(cosines, -np.inf)
    expected = np.sort(cosines, axis=1)[:, -3:].mean(axis=1)
    np.testing.assert_allclose(shape.density, expected, atol=1e-5)
