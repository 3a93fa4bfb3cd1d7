"""The line of images that wait for their embedding."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.types import ImageId
from iaia_desktop.jobs.embed_queue import EmbedItem, EmbedQueue


def items(*numbers: int) -> list[EmbedItem]:
    return [EmbedItem(ImageId(number), f"{number}.jpg") for number in numbers]


def ids(taken: list[EmbedItem]) -> list[int]:
    return [item.image_id for item in taken]


def images(*numbers: int) -> list[ImageId]:
    return [ImageId(number) for number in numbers]


def queue_of(*numbers: int) -> EmbedQueue:
    queue = EmbedQueue()
    queue.add(items(*numbers))
    return queue


def is_urgent(queue: EmbedQueue) -> bool:
    return queue.has_urgent


def test_first_come_first_served() -> None:
    queue = queue_of(3, 1, 2)
    assert len(queue) == 3
    assert ids(queue.take(2)) == [3, 1]
    queue.add(items(5))
    assert ids(queue.take(9)) == [2, 5]
    assert ids(queue.take(9)) == []
    assert len(queue) == 0


def test_one_that_waits_already_stays_where_it_is() -> None:
    queue = queue_of(1, 2, 3)
    queue.add(items(1, 4))
    assert ids(queue.take(9)) == [1, 2, 3, 4]


def test_what_is_put_back_comes_first_in_its_order() -> None:
    queue = queue_of(1, 2, 3, 4)
    taken = queue.take(3)
    queue.put_back(taken[1:])
    assert ids(queue.take(9)) == [2, 3, 4]


def test_hurried_images_are_taken_apart_the_first_one_foremost() -> None:
    queue = queue_of(*range(6))
    assert not is_urgent(queue)
    queue.hurry(images(4, 2, 4))
    assert is_urgent(queue)
    assert queue.hurried == (4, 2, 4)
    assert ids(queue.take_urgent()) == [4, 2]
    assert not is_urgent(queue)
    assert len(queue) == 4
    assert ids(queue.take(9)) == [0, 1, 3, 5]


def test_the_latest_wish_holds() -> None:
    queue = queue_of(*range(4))
    queue.hurry(images(1))
    queue.hurry(images(3))
    assert ids(queue.take_urgent()) == [3]
    assert ids(queue.take(9)) == [0, 1, 2]


def test_a_wish_holds_for_what_is_put_in_line_later() -> None:
    queue = queue_of(0)
    queue.hurry(images(7))
    assert not is_urgent(queue)
    queue.add(items(6, 7))
    assert ids(queue.take_urgent()) == [7]
    queue.put_back(items(7))
    assert is_urgent(queue)
    queue.hurry(images())
    assert ids(queue.take(9)) == [7, 0, 6]


def test_an_image_taken_in_a_hurry_may_be_put_in_line_again() -> None:
    queue = queue_of(0, 1, 2)
    queue.hurry(images(1))
    taken = queue.take_urgent()
    queue.hurry(images())
    queue.put_back(taken)
    queue.add(items(1))
    assert ids(queue.take(9)) == [1, 0, 2]


def test_a_line_that_is_held_back_lets_hurried_images_pass() -> None:
    queue = queue_of(0, 1, 2)
    queue.set_paused(True)
    assert queue.paused
    assert ids(queue.take(9)) == []
    assert queue.wait(0)
    queue.hurry(images(1))
    assert ids(queue.take_urgent()) == [1]
    queue.set_paused(False)
    assert ids(queue.take(9)) == [0, 2]


def test_waiting_ends_when_something_can_be_taken_or_never_will() -> None:
    queue = EmbedQueue()
    assert queue.wait(0)  # something may still come
    queue.add(items(0))
    queue.close()
    assert queue.wait(60)  # what is left is still to be done
    queue.set_paused(True)
    assert not queue.wait(60)
    queue.hurry(images(0))
    assert queue.wait(60)
    assert ids(queue.take_urgent()) == [0]
    assert not queue.wait(60)


def test_who_waits_is_woken_by_what_comes() -> None:
    wakes: tuple[Callable[[EmbedQueue], None], ...] = (
        lambda queue: queue.add(items(9)),
        lambda queue: queue.close(),
        lambda queue: queue.put_back(items(9)),
    )
    for wake in wakes:
        queue = EmbedQueue()
        entered = threading.Event()

        def wait(queue: EmbedQueue = queue, entered: threading.Event = entered) -> None:
            entered.set()
            queue.wait(60)

        waiter = threading.Thread(target=wait)
        waiter.start()
        entered.wait(60)
        wake(queue)
        waiter.join(60)
        assert not waiter.is_alive()


acts = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(st.integers(0, 9), max_size=4)),
        st.tuples(st.just("hurry"), st.lists(st.integers(0, 9), max_size=3)),
        st.tuples(st.just("take"), st.lists(st.none(), max_size=3)),
        st.tuples(st.just("take urgent"), st.just([])),
        st.tuples(st.just("put back"), st.lists(st.none(), max_size=3)),
    ),
    max_size=30,
)


@given(acts)
def test_every_image_in_line_is_taken_exactly_once(
    steps: list[tuple[str, list[int | None]]],
) -> None:
    queue = EmbedQueue()
    waiting: list[int] = []
    held: list[EmbedItem] = []
    wish: list[int] = []
    for verb, arguments in steps:
        numbers = [number for number in arguments if number is not None]
        if verb == "add":
            queue.add(items(*numbers))
            waiting += [n for n in dict.fromkeys(numbers) if n not in waiting]
        elif verb == "hurry":
            queue.hurry(images(*numbers))
            wish = numbers
        elif verb == "take":
            taken = queue.take(len(arguments))
            assert ids(taken) == waiting[: len(arguments)]
            waiting = waiting[len(arguments) :]
            held += taken
        elif verb == "take urgent":
            taken = queue.take_urgent()
            assert ids(taken) == [n for n in dict.fromkeys(wish) if n in waiting]
            waiting = [n for n in waiting if n not in ids(taken)]
            held += taken
        else:
            back = held[: len(arguments)]
            held = held[len(arguments) :]
            queue.put_back(back)
            fresh = [n for n in dict.fromkeys(reversed(ids(back))) if n not in waiting]
            waiting = fresh[::-1] + waiting
        assert len(queue) == len(waiting)
        assert queue.has_urgent == any(number in waiting for number in wish)
