"""Labelled images as the rankers see them."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.labelled_set import LabelledSet, chosen_rows
from iaia_desktop.core.types import ClassId


def test_means_counts_and_marks() -> None:
    features = np.array([[1.0, 0.0], [0.0, 2.0], [3.0, 0.0]], dtype=np.float32)
    labelled = LabelledSet((ClassId(2), ClassId(5)), features, np.array([0, 1, 0]))
    assert len(labelled) == 3
    assert labelled.counts.tolist() == [2, 1]
    assert labelled.one_hot().tolist() == [[1, 0], [0, 1], [1, 0]]
    assert labelled.means().tolist() == [[2.0, 0.0], [0.0, 2.0]]


def test_few_labels_are_all_taken() -> None:
    assert chosen_rows([ClassId(1)] * 5, limit=5).tolist() == [0, 1, 2, 3, 4]
    assert not len(chosen_rows([]))


def test_they_are_spread_evenly_over_a_class() -> None:
    assert chosen_rows([ClassId(1)] * 9, limit=3).tolist() == [0, 4, 8]


@given(st.lists(st.integers(1, 6), max_size=80), st.integers(1, 80))
def test_every_class_keeps_an_equal_share_as_far_as_it_can(numbers: list[int], limit: int) -> None:
    class_of = [ClassId(number) for number in numbers]
    rows = chosen_rows(class_of, limit).tolist()
    assert rows == sorted(set(rows))
    assert rows == chosen_rows(class_of, limit).tolist()
    had, kept = Counter(class_of), Counter(class_of[row] for row in rows)
    # No class is left out, even where there are more classes than places.
    assert kept.keys() == had.keys()
    assert len(rows) <= max(limit, len(had))
    share = max(kept.values(), default=0)
    assert all(kept[class_id] == min(had[class_id], share) for class_id in had)
    if len(rows) < len(class_of):
        # One more for each would not fit.
        assert sum(min(count, share + 1) for count in had.values()) > limit
