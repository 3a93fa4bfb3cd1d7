"""The rankers, each against its formula taken literally."""

from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core.feature_space import Features, FeatureSpace, fit_space, kernel
from iaia_desktop.core.folder_features import unit_rows
from iaia_desktop.core.labelled_set import LabelledSet
from iaia_desktop.core.rankers.kernel import KernelRanker
from iaia_desktop.core.rankers.metric import MetricRanker
from iaia_desktop.core.rankers.neighbours import NeighbourRanker
from iaia_desktop.core.rankers.scores import softmax
from iaia_desktop.core.types import ClassId

DIM = 5
CENTRES = np.random.default_rng(8).standard_normal((4, DIM))


def labelled(*counts: int, seed: int = 0, noise: float = 0.6) -> LabelledSet:
    """Return so many images of each class, around their centres."""
    rng = np.random.default_rng(seed)
    columns = rng.permutation(np.repeat(np.arange(len(counts)), counts))
    rows = CENTRES[columns] + noise * rng.standard_normal((len(columns), DIM))
    class_ids = tuple(ClassId(number + 1) for number in range(len(counts)))
    return LabelledSet(class_ids, unit_rows(rows.astype(np.float32)), columns)


def queries(count: int = 30, seed: int = 99) -> Features:
    rng = np.random.default_rng(seed)
    return unit_rows(rng.standard_normal((count, DIM)).astype(np.float32))


def space_with(landmarks: Features) -> FeatureSpace:
    return FeatureSpace(np.zeros(DIM, dtype=np.float32), np.eye(DIM, dtype=np.float32), landmarks)


def literal_softmax(scores: np.ndarray) -> np.ndarray:
    rows = [np.exp(row - row.max()) for row in scores.astype(np.float64)]
    return np.array([row / row.sum() for row in rows])


def literal_metric(train: LabelledSet) -> tuple[np.ndarray, np.ndarray]:
    """Return the class means and P."""
    rows, columns = train.features.astype(np.float64), train.columns
    means = np.array([rows[columns == k].mean(axis=0) for k in range(len(train.class_ids))])
    freedom = len(train) - len(train.class_ids)
    if freedom <= 5:
        return means, np.eye(DIM)
    scatter = sum(
        np.outer(row - means[column], row - means[column])
        for row, column in zip(rows, columns, strict=True)
    )
    return means, DIM * np.linalg.inv(scatter + np.trace(scatter) / freedom * np.eye(DIM))


@pytest.mark.parametrize("counts", [(1,), (1, 1), (3, 4), (4, 4), (9, 2, 30), (5, 5, 5, 1)])
def test_the_metric_rankers_are_their_formulas(counts: tuple[int, ...]) -> None:
    train, asked = labelled(*counts), queries()
    means, metric = literal_metric(train)
    ranker = MetricRanker(train)
    wide = asked.astype(np.float64)

    def length(row: np.ndarray) -> float:
        return float(np.sqrt(row @ metric @ row))

    cosine = np.array([[z @ metric @ m / (length(z) * length(m)) for m in means] for z in wide])
    linear = np.array([[z @ metric @ m - m @ metric @ m / 2 for m in means] for z in wide])
    np.testing.assert_allclose(
        ranker.cosine_probabilities(asked), literal_softmax(20.0 * cosine), atol=1e-4
    )
    np.testing.assert_allclose(
        ranker.discriminant_probabilities(asked), literal_softmax(linear), atol=1e-4
    )


def test_without_freedom_both_are_the_nearest_mean() -> None:
    train, asked = labelled(3, 4, 1), queries()  # five degrees of freedom
    means = train.means()
    ranker = MetricRanker(train)
    by_cosine = (asked @ unit_rows(means).T).argmax(axis=1)
    distances = ((asked[:, np.newaxis] - means) ** 2).sum(axis=2)
    np.testing.assert_array_equal(ranker.cosine_probabilities(asked).argmax(axis=1), by_cosine)
    np.testing.assert_array_equal(
        ranker.discriminant_probabilities(asked).argmax(axis=1), distances.argmin(axis=1)
    )


def test_images_all_alike_leave_the_metric_finite() -> None:
    rows = np.tile(queries(1), (12, 1))
    train = LabelledSet((ClassId(1), ClassId(2)), rows, np.arange(12) % 2)
    for chances in (
        MetricRanker(train).cosine_probabilities(queries()),
        MetricRanker(train).discriminant_probabilities(queries()),
    ):
        np.testing.assert_allclose(chances, 0.5, atol=1e-5)


@pytest.mark.parametrize("counts", [(1,), (2, 3), (10, 20, 5)])
def test_the_neighbours_vote_is_the_formula(counts: tuple[int, ...]) -> None:
    train, asked = labelled(*counts), queries()
    expected = []
    for row in asked.astype(np.float64):
        cosines = train.features.astype(np.float64) @ row
        votes = np.full(len(counts), 1e-3)
        for near in np.argsort(-cosines)[:10]:
            votes[train.columns[near]] += np.exp(10.0 * (cosines[near] - 1.0))
        expected.append(votes / votes.sum())
    np.testing.assert_allclose(NeighbourRanker(train).probabilities(asked), expected, atol=1e-5)


def literal_regression(train: LabelledSet, asked: Features) -> np.ndarray:
    """Return the scores of a weighted ridge regression on explicit features of the kernel.

    Features are K^-1/2 k(x) for the labelled images: their products are the kernel.
    """
    raw = kernel(train.features, train.features).astype(np.float64)
    values, vectors = np.linalg.eigh(raw)
    kept = values > 1e-9
    half = vectors[:, kept] / np.sqrt(values[kept])
    inputs = raw @ half
    outputs = kernel(asked, train.features).astype(np.float64) @ half
    weights = np.array([1.0 / np.sqrt(train.counts[column]) for column in train.columns])
    weights /= weights.mean()
    marks = train.one_hot().astype(np.float64)
    middle, target = np.average(inputs, 0, weights), np.average(marks, 0, weights)
    centred = inputs - middle
    system = centred.T @ (weights[:, np.newaxis] * centred) + 0.15 * np.eye(centred.shape[1])
    slopes = np.linalg.solve(system, centred.T @ (weights[:, np.newaxis] * (marks - target)))
    scores: np.ndarray = (outputs - middle) @ slopes
    return scores


@pytest.mark.parametrize("counts", [(1, 1), (2, 30), (12, 9, 4, 25)])
def test_the_exact_kernel_is_ridge_regression_on_explicit_features(
    counts: tuple[int, ...],
) -> None:
    train, asked = labelled(*counts), queries()
    chances = KernelRanker(train, space_with(queries(3))).probabilities(asked)
    expected = literal_softmax(8.0 * literal_regression(train, asked))
    np.testing.assert_allclose(chances, expected, atol=2e-3)


def test_landmarks_that_are_the_labelled_images_come_close_to_exact() -> None:
    train, asked = labelled(12, 9, 4, 25), queries(200)
    exact = KernelRanker(train, space_with(train.features)).probabilities(asked)
    reduced = KernelRanker(train, space_with(train.features), exact_labels=0).probabilities(asked)
    # What is left is the small number that keeps the system of the landmarks solvable.
    np.testing.assert_allclose(reduced, exact, atol=0.05)
    assert np.mean(reduced.argmax(axis=1) == exact.argmax(axis=1)) > 0.97


def test_landmarks_of_the_folder_say_much_the_same() -> None:
    rng = np.random.default_rng(4)
    rows = np.repeat(CENTRES, 60, axis=0) + 0.6 * rng.standard_normal((240, DIM))
    space = fit_space(rows.astype(np.float32), landmarks=80)
    features = space.project(rows.astype(np.float32))
    columns = np.repeat(np.arange(4), 60)
    kept = np.sort(rng.permutation(240)[:120])
    train = LabelledSet(
        tuple(ClassId(number) for number in range(1, 5)), features[kept], columns[kept]
    )
    exact = KernelRanker(train, space).probabilities(features)
    reduced = KernelRanker(train, space, exact_labels=0).probabilities(features)
    assert np.mean(exact.argmax(axis=1) == reduced.argmax(axis=1)) > 0.97


def test_a_small_class_is_heard_beside_a_large_one() -> None:
    # Two classes that mirror each other, one with twenty times the labels: what lies halfway is
    # about as likely to be of either.
    rng = np.random.default_rng(2)
    large = np.array([1.0, 0.3, 0.0, 0.0, 0.0]) + 0.1 * rng.standard_normal((60, DIM))
    small = np.array([1.0, -0.3, 0.0, 0.0, 0.0]) + 0.1 * rng.standard_normal((3, DIM))
    train = LabelledSet(
        (ClassId(1), ClassId(2)),
        unit_rows(np.concatenate([large, small]).astype(np.float32)),
        np.repeat([0, 1], [60, 3]),
    )
    ranker = KernelRanker(train, space_with(train.features))
    centres = unit_rows(np.array([[1, 0.3, 0, 0, 0], [1, -0.3, 0, 0, 0]], dtype=np.float32))
    assert ranker.probabilities(centres).argmax(axis=1).tolist() == [0, 1]


@pytest.mark.parametrize("exact_labels", [0, 100])
@pytest.mark.parametrize("counts", [(1,), (7,)])
def test_a_single_class_is_certain(counts: tuple[int, ...], exact_labels: int) -> None:
    train = labelled(*counts)
    ranker = KernelRanker(train, space_with(queries(4)), exact_labels=exact_labels)
    np.testing.assert_array_equal(ranker.probabilities(queries()), 1.0)
    np.testing.assert_array_equal(NeighbourRanker(train).probabilities(queries()), 1.0)


def test_softmax_bears_any_scores() -> None:
    scores = np.array([[1000.0, 999.0], [-np.inf, 0.0], [-5e4, -5e4]], dtype=np.float32)
    expected = [[np.e / (1 + np.e), 1 / (1 + np.e)], [0.0, 1.0], [0.5, 0.5]]
    np.testing.assert_allclose(softmax(scores), expected, atol=1e-6)
    assert scores[0, 0] == 1000.0
