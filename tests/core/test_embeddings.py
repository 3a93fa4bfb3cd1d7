"""The table of embeddings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.embeddings import EmbeddingTable
from iaia_desktop.core.types import ImageId, Vector


def ids(*numbers: int) -> list[ImageId]:
    return [ImageId(number) for number in numbers]


def rows(*values: float) -> Vector:
    return np.array([[value, -value] for value in values], dtype=np.float32)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=30), st.integers(1, 4))
def test_it_is_a_mapping_that_grows(acts: list[tuple[bool, int]], capacity: int) -> None:
    table = EmbeddingTable(2, capacity)
    model: dict[int, float] = {}
    for value, (is_put, number) in enumerate(acts):
        if is_put:
            table.put(ids(number, number + 1), rows(value, value + 0.5))
            model |= {number: value, number + 1: value + 0.5}
        else:
            table.forget(ImageId(number))
            model.pop(number, None)
    assert len(table) == len(model)
    assert table.known_ids().tolist() == sorted(model)
    for number in range(25):
        found = table.get(ImageId(number))
        assert (number in table) == (found is not None) == (number in model)
        if found is not None:
            np.testing.assert_array_equal(found, rows(model[number])[0])
    np.testing.assert_array_equal(
        table.rows(table.known_ids()), rows(*dict(sorted(model.items())).values()).reshape(-1, 2)
    )


def test_rows_come_in_the_order_asked_for() -> None:
    table = EmbeddingTable(2)
    table.put(ids(4, 0), rows(4, 1))
    np.testing.assert_array_equal(table.rows(ids(0, 4)), rows(1, 4))
    assert table.rows(ids(0)).dtype == np.float32


def test_an_image_that_comes_again_is_counted_once() -> None:
    table = EmbeddingTable(2)
    table.put(ids(1), rows(1))
    table.put(ids(1, 2, 2), rows(2, 3, 4))
    assert len(table) == 2
    np.testing.assert_array_equal(table.rows(ids(1, 2)), rows(2, 4))


def test_nothing_that_is_no_embedding_gets_in() -> None:
    table = EmbeddingTable(2)
    with pytest.raises(ValueError, match="2 images but"):
        table.put(ids(0, 1), rows(1))
    with pytest.raises(ValueError, match="not finite"):
        table.put(ids(0, 1), rows(1, np.nan))
    with pytest.raises(ValueError, match="shape"):
        table.put(ids(0), np.zeros((1, 3), dtype=np.float32))
    table.put([], np.zeros((0, 2), dtype=np.float32))
    assert len(table) == 0
    assert table.get(ImageId(10**6)) is None
    assert "0" not in table
    with pytest.raises(ValueError, match="at least one number"):
        EmbeddingTable(0)
