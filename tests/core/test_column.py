"""Numbers by image id, in a row that grows."""

from __future__ import annotations

import numpy as np

from iaia_desktop.core.column import Column


def test_numbers_are_nought_until_they_are_set_and_the_row_grows() -> None:
    column = Column(2)
    assert (column[0], column[99]) == (0, 0)
    column.put(1, 7)
    column.put([5, 0], 3)
    column.put([], 9)
    assert column.first(7).tolist() == [3, 7, 0, 0, 0, 3, 0]
    column.put(5, 0)
    assert column.first(4).tolist() == [3, 7, 0, 0]
    assert column[5] == 0


def test_what_was_returned_stays_as_it_is() -> None:
    column = Column()
    before = column.first(3)
    column.put(1, 4)
    np.testing.assert_array_equal(before, 0)
