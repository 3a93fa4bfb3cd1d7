from __future__ import annotations

from collections.abc import Callable

import pytest

from iaia_desktop.core.ordering import ImageOrder
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId, ImageState
from iaia_desktop.session.navigator import Navigator

Make = Callable[..., Navigator]


@pytest.fixture
def state() -> AnnotationState:
    made = AnnotationState(["#000000"])
    for number in range(6):
        made.add_image(f"{number}.png")
    return made


@pytest.fixture
def make(state: AnnotationState, qapp: object) -> Make:
    def navigator(stopped_at: int | None = None, order: list[int] | None = None) -> Navigator:
        ids = [ImageId(number) for number in (range(6) if order is None else order)]
        stop = None if stopped_at is None else ImageId(stopped_at)
        return Navigator(state, ImageOrder(ids), stop)

    return navigator


def decide(state: AnnotationState, image_id: int, verdict: ImageState) -> None:
    state.apply(state.plan_state([ImageId(image_id)], verdict, at=0.0))


def lose(state: AnnotationState, image_id: int, status: FileStatus = FileStatus.MISSING) -> None:
    state.set_file(FileInfo(ImageId(image_id), status, "gone"))


def test_it_starts_at_the_first_that_waits(state: AnnotationState, make: Make) -> None:
    decide(state, 0, ImageState.SKIPPED)
    lose(state, 1)
    navigator = make()
    assert navigator.current is None
    navigator.start()
    assert navigator.current == 2


def test_it_starts_where_the_person_stopped_even_on_a_decided_image(
    state: AnnotationState, make: Make
) -> None:
    decide(state, 3, ImageState.SKIPPED)
    navigator = make(stopped_at=3)
    navigator.start()
    assert navigator.current == 3


def test_a_place_that_does_not_exist_any_more_is_passed_over(make: Make) -> None:
    navigator = make(stopped_at=99)
    navigator.start()
    assert navigator.current == 0


def test_it_starts_at_the_first_when_nothing_waits(state: AnnotationState, make: Make) -> None:
    for number in range(6):
        decide(state, number, ImageState.DISCARDED)
    navigator = make()
    navigator.start()
    assert navigator.current == 0


def test_without_images_there_is_nowhere_to_go(make: Make) -> None:
    navigator = make(order=[])
    navigator.start()
    navigator.go_by(1)
    navigator.go_to_place(0)
    navigator.go_to_unlabelled()
    assert navigator.following(was_decided=False) is None
    assert navigator.current is None


def test_it_stays_at_the_ends_and_tells_moves_once(make: Make) -> None:
    navigator = make(order=[3, 1, 5])
    told: list[int] = []
    navigator.current_changed.connect(told.append)
    navigator.start()
    navigator.go_by(-1)
    navigator.go_by(1)
    navigator.go_to(ImageId(1))
    navigator.go_by(1)
    navigator.go_by(1)
    navigator.go_to_place(0)
    navigator.go_to_place(-1)
    navigator.go_to_place(7)
    navigator.go_to_place(-7)
    assert told == [3, 1, 5, 3, 5]


def test_u_goes_to_waiting_ones_and_then_to_skipped_ones(
    state: AnnotationState, make: Make
) -> None:
    navigator = make()
    ends: list[int] = []
    navigator.all_decided.connect(lambda: ends.append(1))
    navigator.start()
    decide(state, 0, ImageState.DISCARDED)
    decide(state, 1, ImageState.SKIPPED)
    for number in (2, 3):
        decide(state, number, ImageState.DISCARDED)
    lose(state, 4, FileStatus.FAILED)
    navigator.go_to_unlabelled()
    assert navigator.current == 5
    decide(state, 5, ImageState.DISCARDED)
    navigator.go_to_unlabelled()
    assert navigator.current == 1
    decide(state, 1, ImageState.DISCARDED)
    assert ends == []
    navigator.go_to_unlabelled()
    assert (navigator.current, ends) == (1, [1])


def test_it_goes_round_the_images_of_one_state(state: AnnotationState, make: Make) -> None:
    navigator = make()
    navigator.start()
    decide(state, 2, ImageState.DISCARDED)
    decide(state, 4, ImageState.DISCARDED)
    places = []
    for _ in range(3):
        assert navigator.go_to_state(ImageState.DISCARDED)
        places.append(navigator.current)
    assert places == [2, 4, 2]
    assert not navigator.go_to_state(ImageState.SKIPPED)
    assert navigator.current == 2


def test_u_on_the_only_one_that_waits_stays_silently(state: AnnotationState, make: Make) -> None:
    navigator = make()
    ends: list[int] = []
    navigator.all_decided.connect(lambda: ends.append(1))
    for number in range(1, 6):
        decide(state, number, ImageState.DISCARDED)
    navigator.start()
    navigator.go_to_unlabelled()
    assert (navigator.current, ends) == (0, [])


def test_going_on_passes_files_over_that_cannot_be_looked_at(
    state: AnnotationState, make: Make
) -> None:
    navigator = make()
    navigator.start()
    lose(state, 1)
    lose(state, 2, FileStatus.FAILED)
    decide(state, 0, ImageState.SKIPPED)
    assert navigator.following(was_decided=False) == 3
    assert navigator.following(was_decided=True) == 1
    assert navigator.current == 0


def test_images_asked_for_next_come_first_while_they_wait(
    state: AnnotationState, make: Make
) -> None:
    navigator = make()
    navigator.start()
    navigator.ask_next([ImageId(0), ImageId(4), ImageId(2)])
    assert navigator.following(was_decided=False) == 4  # never the one on screen
    assert navigator.following(was_decided=True) == 1
    decide(state, 4, ImageState.SKIPPED)
    assert navigator.following(was_decided=False) == 2
    navigator.ask_next(())
    assert navigator.following(was_decided=False) == 1
