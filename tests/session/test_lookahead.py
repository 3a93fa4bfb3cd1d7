from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.ordering import ImageOrder
from iaia_desktop.core.types import ImageId
from iaia_desktop.session.lookahead import images_ahead


def ids(*numbers: int) -> list[ImageId]:
    return [ImageId(number) for number in numbers]


def test_the_next_ones_that_wait_come_first_then_the_neighbours() -> None:
    order = ImageOrder(ids(*range(30)))
    waiting = set(range(13, 30))
    ahead = images_ahead(order, ImageId(10), lambda image_id: image_id in waiting)
    assert ahead[:4] == ids(13, 14, 11, 9)
    assert set(ahead) == {*range(13, 23), 6, 7, 8, 9, 11, 12}


def test_a_person_who_goes_back_meets_the_images_before() -> None:
    order = ImageOrder(ids(*range(9)))
    ahead = images_ahead(order, ImageId(5), lambda _image_id: False, travel=-1)
    assert ahead[:4] == ids(4, 6, 3, 7)


@given(
    count=st.integers(1, 40),
    here=st.integers(0, 39),
    waiting=st.sets(st.integers(0, 39)),
    travel=st.sampled_from([1, -1]),
)
def test_every_image_is_named_once_and_never_the_one_on_screen(
    count: int, here: int, waiting: set[int], travel: int
) -> None:
    order = ImageOrder(ids(*range(count)))
    current = ImageId(here % count)
    ahead = images_ahead(order, current, lambda each: each in waiting, travel=travel)
    assert len(ahead) == len(set(ahead))
    assert current not in ahead
    assert set(ahead) <= set(order.ids)
    following = order.next_where(current, lambda each: each in waiting)
    assert following is None or ahead[0] == following


def test_a_look_into_a_folder_that_is_decided_ends_soon() -> None:
    order = ImageOrder(ids(*range(50_000)))
    looked: list[int] = []

    def waits(image_id: ImageId) -> bool:
        looked.append(image_id)
        return False

    assert len(images_ahead(order, ImageId(0), waits)) == 4
    assert len(looked) <= 2_000
