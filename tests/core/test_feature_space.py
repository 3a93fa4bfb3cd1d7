"""Features that fit a folder."""

from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core.feature_space import KERNEL_SHARPNESS, Features, fit_space, kernel
from iaia_desktop.core.folder_features import unit_rows


def cloud(rows: int, dim: int, *, seed: int = 0, fall: float = 0.9) -> Features:
    """Return rows around a common part, whose spread falls from axis to axis."""
    rng = np.random.default_rng(seed)
    spread = fall ** np.arange(dim)
    turn, _ = np.linalg.qr(rng.standard_normal((dim, dim)))
    made = (rng.standard_normal((rows, dim)) * spread) @ turn + 0.8 * turn[-1]
    narrow: Features = made.astype(np.float32)
    return narrow


def literal_unit(rows: np.ndarray) -> np.ndarray:
    return np.array([row / np.linalg.norm(row) for row in rows.astype(np.float64)])


def test_centring_is_the_formula_taken_literally() -> None:
    rows = cloud(60, 8)
    space = fit_space(rows)
    lengths_one = literal_unit(rows)
    mean = lengths_one.mean(axis=0)
    np.testing.assert_allclose(space.mean, mean, atol=1e-6)
    expected = literal_unit(lengths_one - mean)
    np.testing.assert_allclose(space.centred(rows), expected, atol=1e-5)


def test_features_are_unit_rows_on_orthonormal_axes() -> None:
    rows = cloud(90, 12)
    space = fit_space(rows, axes=5, landmarks=20)
    assert (space.dim, space.landmarks.shape) == (5, (20, 5))
    np.testing.assert_allclose(space.axes.T @ space.axes, np.eye(5), atol=1e-5)
    features = space.project(rows)
    assert features.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(features, axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(space.landmarks, axis=1), 1.0, atol=1e-5)


def test_all_axes_keep_every_cosine() -> None:
    rows = cloud(40, 6)
    space = fit_space(rows)
    centred, features = space.centred(rows), space.project(rows)
    np.testing.assert_allclose(features @ features.T, centred @ centred.T, atol=1e-5)


def test_the_axes_are_those_of_the_most_spread_strongest_first() -> None:
    rows = cloud(300, 10)
    space = fit_space(rows, axes=4)
    centred = literal_unit(literal_unit(rows) - literal_unit(rows).mean(axis=0))
    _, _, right = np.linalg.svd(centred, full_matrices=False)
    aligned = np.abs(np.einsum("dq,qd->q", space.axes, right[:4]))
    np.testing.assert_allclose(aligned, 1.0, atol=1e-4)


def test_many_dimensions_take_a_shortcut_to_the_same_axes() -> None:
    rows = cloud(800, 640, fall=0.99)
    space = fit_space(rows, axes=64)
    centred = literal_unit(literal_unit(rows) - literal_unit(rows).mean(axis=0))
    values, vectors = np.linalg.eigh(centred.T @ centred / len(centred))
    exact = vectors[:, ::-1][:, :64]
    kept = np.trace(space.axes.T @ (centred.T @ centred / len(centred)) @ space.axes)
    assert kept == pytest.approx(values[::-1][:64].sum(), rel=1e-4)
    aligned = np.abs(np.einsum("dq,dq->q", space.axes, exact))
    assert aligned.min() > 0.999
    np.testing.assert_allclose(space.axes.T @ space.axes, np.eye(64), atol=1e-4)


@pytest.mark.parametrize("dim", [7, 530])
def test_the_same_rows_give_the_same_space(dim: int) -> None:
    rows = cloud(50, dim)
    first, second = fit_space(rows), fit_space(rows.copy())
    for name in ("mean", "axes", "landmarks"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))


def test_few_rows_and_rows_without_length() -> None:
    with pytest.raises(ValueError, match="at least two rows, not 1"):
        fit_space(np.ones((1, 3), dtype=np.float32))
    space = fit_space(np.array([[1.0, 0.0], [0.0, 2.0]], dtype=np.float32))
    assert len(space.landmarks) == 2
    alike = fit_space(np.ones((5, 3), dtype=np.float32))
    features = alike.project(np.zeros((2, 3), dtype=np.float32))
    assert np.isfinite(features).all()
    np.testing.assert_array_equal(unit_rows(np.zeros((1, 4), dtype=np.float32)), 0.0)


def test_wide_numbers_are_narrowed() -> None:
    rows = cloud(30, 5)
    np.testing.assert_allclose(
        fit_space(rows).project(rows.astype(np.float64)), fit_space(rows).project(rows), atol=1e-6
    )


def test_the_kernel_is_the_gaussian_of_the_distance() -> None:
    left, right = unit_rows(cloud(6, 4)), unit_rows(cloud(9, 4, seed=1))
    expected = [
        [np.exp(-KERNEL_SHARPNESS * np.sum((a - b) ** 2.0)) for b in right.astype(np.float64)]
        for a in left.astype(np.float64)
    ]
    np.testing.assert_allclose(kernel(left, right), expected, atol=1e-5)
