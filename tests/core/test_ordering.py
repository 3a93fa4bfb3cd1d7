"""The order in which images are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.ordering import ImageOrder
from iaia_desktop.core.types import ImageId


def order_of(*numbers: int) -> ImageOrder:
    return ImageOrder([ImageId(number) for number in numbers])


def test_places_and_neighbours() -> None:
    order = order_of(3, 1, 2)
    assert (len(order), list(order.ids)) == (3, [3, 1, 2])
    assert [order.place(ImageId(number)) for number in (3, 1, 2)] == [0, 1, 2]
    assert [order.at(place) for place in (-1, 0, 2, 3)] == [None, 3, 2, None]
    assert order.neighbour(ImageId(1), 1) == 2
    assert order.neighbour(ImageId(1), -1) == 3
    assert order.neighbour(ImageId(2), 1) is None
    assert order.neighbour(ImageId(3), -1) is None
    with pytest.raises(KeyError):
        order.place(ImageId(9))


def test_an_empty_order() -> None:
    order = ImageOrder()
    assert (len(order), order.at(0)) == (0, None)
    order.append([ImageId(5)])
    assert order.place(ImageId(5)) == 0
    assert order.next_where(ImageId(5), lambda _: True) is None


def test_the_order_that_was_given_stays_the_callers() -> None:
    given_ids = [ImageId(0)]
    order = ImageOrder(given_ids)
    order.append([ImageId(1)])
    assert given_ids == [0]


@given(st.permutations(range(8)), st.integers(0, 7), st.sets(st.integers(0, 7)), st.integers(0, 8))
def test_the_next_one_is_looked_for_once_round(
    numbers: list[int], here: int, wanted: set[int], added_at_once: int
) -> None:
    order = order_of(*numbers[:added_at_once])
    order.append([ImageId(number) for number in numbers[added_at_once:]])
    place = numbers.index(here)
    round_trip = numbers[place + 1 :] + numbers[:place]
    expected = next((number for number in round_trip if number in wanted), None)
    assert order.next_where(ImageId(here), wanted.__contains__) == expected
    order.replace([ImageId(number) for number in range(8)])
    assert order.place(ImageId(here)) == here
