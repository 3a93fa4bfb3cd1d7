"""The table of embeddings."""

from __future__ import annotations

from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.embeddings import BLOCK_ROWS, EmbeddingTable
from iaia_desktop.core.half import rounded
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


@given(st.lists(st.integers(0, 3 * BLOCK_ROWS - 1), max_size=40), st.integers(1, 40_000))
def test_rows_of_all_blocks_come_alike_whichever_way_they_are_asked_for(
    numbers: list[int], dim_cells: int
) -> None:
    # With very long embeddings a block holds few of them.
    dim = 1 if dim_cells < 20_000 else 40_000
    table = EmbeddingTable(dim)
    vectors = np.random.default_rng(0).standard_normal((len(numbers), dim)).astype(np.float32)
    for number, row in zip(numbers, vectors, strict=True):
        table.put(ids(number), row[np.newaxis])
    last = {
        number: rounded(row[np.newaxis])[0] for number, row in zip(numbers, vectors, strict=True)
    }
    shot = table.all_rows()
    asked = np.array(numbers, dtype=np.int64)
    expected = np.array([last[number] for number in numbers]).reshape(-1, dim)
    np.testing.assert_array_equal(shot[asked], expected)
    np.testing.assert_array_equal(table.rows(ids(*numbers)), expected)
    seen = [(places, rows.copy()) for places, rows in shot.blocks(asked)]
    assert [i for places, _ in seen for i in range(places.start, places.stop)] == list(
        range(len(numbers))
    )
    if seen:
        np.testing.assert_array_equal(np.concatenate([rows for _, rows in seen]), expected)


def test_who_looks_at_the_rows_is_not_disturbed_by_growth() -> None:
    table = EmbeddingTable(3, 10)
    first = np.random.default_rng(0).standard_normal((100, 3)).astype(np.float32)
    table.put(ids(*range(100)), first)
    shot = table.all_rows()
    assert shot.shape == (len(shot), 3) == (BLOCK_ROWS, 3)
    reading = shot.blocks(np.arange(100))
    table.put(ids(*range(100, 20_000)), np.ones((19_900, 3), dtype=np.float32))
    table.forget(ImageId(7))
    np.testing.assert_array_equal(shot[np.arange(100)], rounded(first))
    np.testing.assert_array_equal(next(reading)[1], rounded(first))
    with pytest.raises(IndexError):
        shot[[BLOCK_ROWS]]
    assert table.all_rows().shape[0] > 20_000


def test_another_thread_reads_what_was_there_while_the_table_grows() -> None:
    table = EmbeddingTable(8)
    first = np.random.default_rng(0).standard_normal((2_000, 8)).astype(np.float32)
    table.put(ids(*range(2_000)), first)
    shot, expected = table.all_rows(), rounded(first)
    same: list[bool] = []

    def read() -> None:
        same.extend(np.array_equal(shot[np.arange(2_000)], expected) for _ in range(50))

    reader = Thread(target=read)
    reader.start()
    for start in range(2_000, 40_000, 500):
        table.put(ids(*range(start, start + 500)), np.ones((500, 8), dtype=np.float32))
    reader.join()
    assert same == [True] * 50
    assert len(table) == 40_000
