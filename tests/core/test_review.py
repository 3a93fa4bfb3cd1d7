from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iaia_desktop.core import near_neighbours
from iaia_desktop.core.class_shapes import confusion_of, likely_pairs, two_halves
from iaia_desktop.core.folder_features import IntArray, unit_rows
from iaia_desktop.core.label_doubts import doubt_steps
from iaia_desktop.core.near_duplicates import SAME_DISTANCE, differing_pairs, near_distance
from iaia_desktop.core.near_neighbours import NEIGHBOURS, Neighbours, neighbour_steps
from iaia_desktop.core.review import ReviewFindings, ReviewRequest, review_steps
from iaia_desktop.core.types import Vector

_Result = TypeVar("_Result")


def run(steps: Generator[float, None, _Result]) -> _Result:
    shares = []
    while True:
        try:
            shares.append(next(steps))
        except StopIteration as stop:
            assert all(0.0 <= share <= 1.0 for share in shares)
            assert shares == sorted(shares)
            result: _Result = stop.value
            return result


def clouds(sizes: list[int], *, dim: int = 24, spread: float = 0.35, seed: int = 0) -> Vector:
    """Return unit rows around one centre for each size."""
    random = np.random.default_rng(seed)
    centres = np.linalg.qr(random.normal(size=(dim, len(sizes))))[0].T
    parts = [
        centre + spread * random.normal(size=(size, dim)) / np.sqrt(dim) * 2
        for centre, size in zip(centres, sizes, strict=True)
    ]
    return unit_rows(np.concatenate(parts).astype(np.float32))


def findings(rows: Vector, labels: IntArray) -> ReviewFindings:
    return run(review_steps(ReviewRequest(rows, np.arange(len(rows)), labels)))


def labels_of(sizes: list[int]) -> IntArray:
    return np.repeat(np.arange(1, len(sizes) + 1), sizes).astype(np.int64)


# --- neighbours ---------------------------------------------------------------------------------


@given(st.integers(2, 60), st.integers(0, 5))
def test_neighbours_are_the_nearest(count: int, seed: int) -> None:
    rows = unit_rows(np.random.default_rng(seed).normal(size=(count, 6)).astype(np.float32))
    found = run(neighbour_steps(rows))

    closeness = rows @ rows.T
    np.fill_diagonal(closeness, -9)
    wanted = -np.sort(-closeness, axis=1)[:, : min(NEIGHBOURS, count - 1)]
    assert np.allclose(found.similarities, wanted, atol=1e-5)
    assert (found.rows != np.arange(count)[:, np.newaxis]).all()
    assert found.is_complete


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_images_have_no_neighbours(count: int) -> None:
    found = run(neighbour_steps(np.ones((count, 3), dtype=np.float32)))
    assert (found.rows == -1).all()
    assert differing_pairs(found, np.zeros(count, dtype=np.int64))[0].shape == (0, 2)


def test_many_images_are_compared_within_regions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_neighbours, "ALL_WITH_ALL", 100)
    monkeypatch.setattr(near_neighbours, "_REGION_ROWS", 60)
    rows = clouds([80, 80, 80])
    rows[200] = rows[3]

    found = run(neighbour_steps(rows))

    assert not found.is_complete
    assert found.rows[3, 0] == 200
    assert found.rows[200, 0] == 3
    assert (found.similarities[:, :-1] >= found.similarities[:, 1:]).all()


# --- labels -------------------------------------------------------------------------------------


def test_wrong_labels_are_doubted_most() -> None:
    rows, labels = clouds([40, 40, 40]), labels_of([40, 40, 40])
    wrong = [3, 50, 90]
    labels[wrong] = labels[wrong] % 3 + 1

    found = findings(rows, labels)

    assert sorted(doubt.image_id for doubt in found.doubts[:3]) == wrong
    truth = labels_of([40, 40, 40])
    for doubt in found.doubts[:3]:
        assert doubt.class_id == labels[doubt.image_id]
        assert doubt.likelier == truth[doubt.image_id]
    assert [doubt.score for doubt in found.doubts] == sorted(
        (doubt.score for doubt in found.doubts), reverse=True
    )
    assert found.labels == 120


def test_right_labels_of_clear_classes_are_not_doubted() -> None:
    assert findings(clouds([30, 30]), labels_of([30, 30])).doubts == ()


def test_labels_of_tiny_classes_are_not_doubted() -> None:
    rows, labels = clouds([30, 30]), labels_of([30, 30])
    labels[[0, 1]] = 9
    assert {doubt.class_id for doubt in findings(rows, labels).doubts}.isdisjoint({9})


def test_nothing_is_doubted_in_one_class_or_none() -> None:
    assert findings(clouds([30]), labels_of([30])).doubts == ()
    empty = findings(np.zeros((0, 3), dtype=np.float32), np.zeros(0, dtype=np.int64))
    assert empty == ReviewFindings(labels=0)


def test_ids_are_those_of_the_images() -> None:
    table = np.full((500, 24), np.nan, dtype=np.float32)
    ids = np.arange(100, 500, 5)
    table[ids] = clouds([40, 40])
    labels = labels_of([40, 40])
    labels[7] = 2

    found = run(review_steps(ReviewRequest(table, ids, labels)))

    assert found.doubts[0].image_id == ids[7]


@settings(max_examples=20)
@given(st.permutations(range(20)), st.integers(0, 3))
def test_the_order_of_the_images_does_not_matter(order: list[int], seed: int) -> None:
    rows, columns = clouds([10, 10], seed=seed), np.repeat([0, 1], 10).astype(np.int64)
    columns[2] = 1
    shuffled = np.array(order)

    def scores(of: Vector, labels: IntArray) -> Vector:
        return run(doubt_steps(of, labels, 2, run(neighbour_steps(of)))).scores

    one = scores(rows, columns)
    other = scores(np.ascontiguousarray(rows[shuffled]), columns[shuffled])
    assert np.allclose(one[shuffled], other, atol=1e-3)


# --- near-duplicates ----------------------------------------------------------------------------


def test_near_duplicates_with_different_labels_are_found_once() -> None:
    rows, labels = clouds([40, 40]), labels_of([40, 40])
    rows[60] = rows[5]
    rows[70] = unit_rows((rows[6] + 0.01 * rows[7])[np.newaxis])[0]
    rows[8] = rows[9]  # with one label: nothing to ask

    found = findings(rows, labels)

    assert [(pair.first, pair.second) for pair in found.pairs] == [(5, 60), (6, 70)]
    first = found.pairs[0]
    assert (first.first_class, first.second_class, first.likelier) == (1, 2, 1)
    assert first.similarity == pytest.approx(1.0, abs=1e-4)


def test_a_folder_full_of_copies_has_a_measure() -> None:
    rows = np.repeat(clouds([6, 6]), 4, axis=0)
    near = near_distance(run(neighbour_steps(rows)))
    assert near == SAME_DISTANCE

    none = Neighbours(np.zeros((0, 1), np.int64), np.zeros((0, 1), np.float32), is_complete=True)
    assert near_distance(none) == SAME_DISTANCE


# --- classes ------------------------------------------------------------------------------------


def test_one_class_under_two_names_is_offered_to_merge() -> None:
    rows = clouds([40, 60])
    labels = labels_of([40, 60])
    labels[40:65] = 7

    found = findings(rows, labels)

    assert [(offer.source, offer.target) for offer in found.merges] == [(7, 2)]
    assert 0 < len(found.merges[0].source_images) <= 12
    assert set(found.merges[0].source_images) <= set(range(40, 65))
    assert found.splits == ()


def test_a_class_of_two_kinds_is_offered_to_split() -> None:
    rows = clouds([40, 25, 50])
    labels = np.repeat([1, 2], [65, 50]).astype(np.int64)

    found = findings(rows, labels)

    assert [offer.class_id for offer in found.splits] == [1]
    assert sorted(found.splits[0].leaving) == list(range(40, 65))
    assert sorted(found.splits[0].staying) == list(range(40))
    assert found.merges == ()


def test_classes_that_are_what_they_seem_are_left_alone() -> None:
    found = findings(clouds([40, 40, 40]), labels_of([40, 40, 40]))
    assert found.merges == ()
    assert found.splits == ()


@given(st.integers(0, 30))
def test_halves_of_one_class_are_confused_and_two_classes_are_not(seed: int) -> None:
    rows = clouds([60, 60], seed=seed)
    assert confusion_of(rows[:30], rows[30:60]) >= 0.25
    assert confusion_of(rows[:60], rows[60:]) < 0.05


def test_copies_of_one_picture_do_not_split() -> None:
    assert two_halves(np.repeat(clouds([1]), 40, axis=0)) is None
    assert two_halves(clouds([10])) is None


def test_small_classes_are_not_compared() -> None:
    means = clouds([1, 1, 1])
    assert likely_pairs(means, np.array([9, 4, 9])) == [(0, 2)]
    assert likely_pairs(means, np.array([9, 4, 4])) == []
