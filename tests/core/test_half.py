"""Half precision: what is rounded once stays as it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from iaia_desktop.core.half import narrow, rounded, widen
from iaia_desktop.core.types import Vector

any_rows = hnp.arrays(
    np.float32,
    st.tuples(st.integers(0, 4), st.integers(1, 6)),
    elements=st.floats(width=32, allow_nan=False, allow_infinity=False),
)
"""Also tiny and huge numbers, beside each other."""


@given(any_rows)
def test_it_rounds_once_and_for_all(vectors: Vector) -> None:
    once = rounded(vectors)
    assert once.dtype == np.float32
    assert np.isfinite(once).all()
    np.testing.assert_array_equal(rounded(once), once)


@given(any_rows)
def test_a_number_moves_by_no_more_than_one_part_in_two_thousand(vectors: Vector) -> None:
    exact = np.clip(vectors.astype(np.float64), -(2.0**127), 2.0**127)
    peaks = np.abs(exact).max(axis=1, keepdims=True)
    # Numbers that are nothing beside the largest of their row are rounded to a step of it.
    allowed = np.maximum(np.abs(exact) * 2.0**-11, np.maximum(peaks * 2.0**-18, 2.0**-150))
    assert (np.abs(rounded(vectors) - exact) <= allowed).all()


def test_every_half_there_is_comes_back_as_numpy_reads_it() -> None:
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    halves = every[np.isfinite(every)].reshape(-1, 16)
    found = widen(halves, np.zeros(len(halves), dtype=np.int16))
    np.testing.assert_array_equal(found, halves.astype(np.float32))


def test_ordinary_embeddings_need_no_shift_and_others_get_one() -> None:
    rows = np.random.default_rng(0).standard_normal((5, 512)).astype(np.float32)
    rows *= np.array([1, 1e-30, 1e30, 0, 0.05], dtype=np.float32)[:, np.newaxis]
    halves, shifts = narrow(rows)
    assert (shifts != 0).tolist() == [False, True, True, False, False]
    found = widen(halves, shifts)
    assert not found[3].any()
    for row, exact in zip(found, rows.astype(np.float64), strict=True):
        if exact.any():
            cosine = row @ exact / np.linalg.norm(row.astype(np.float64)) / np.linalg.norm(exact)
            assert cosine > 1 - 1e-6


def test_the_row_to_write_to_is_used() -> None:
    rows = np.random.default_rng(0).standard_normal((9, 70_000)).astype(np.float32)
    room = np.empty((12, 70_000), dtype=np.float32)
    found = widen(*narrow(rows), out=room[:9])
    assert np.shares_memory(found, room)
    np.testing.assert_array_equal(found, rounded(rows))


def test_what_is_not_finite_is_not_hidden() -> None:
    rows = np.array([[1, 0.1], [np.nan, 1], [1, -np.inf]], dtype=np.float32)
    found = rounded(rows)
    np.testing.assert_array_equal(found[1:], rows[1:])
    np.testing.assert_array_equal(found[:1], rounded(rows[:1]))
    for row in rows[1:]:
        with pytest.raises(ValueError, match="not finite"):
            narrow(row[np.newaxis])
