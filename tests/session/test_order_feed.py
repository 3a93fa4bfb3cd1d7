from __future__ import annotations

import numpy as np
import pytest

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.orders import OrderChoice, OrderRequest
from iaia_desktop.core.types import ImageId, ImageState
from iaia_desktop.jobs.order_images import order_images_job
from iaia_desktop.session import order_feed
from iaia_desktop.session.order_feed import ORDER_SETTING, OrderFeed
from tests.session.conftest import Stage, colour_in, draw, refuse, settle


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_feed, "_SOONEST_MS", 10)
    monkeypatch.setattr(order_feed, "_REST_FACTOR", 0)


def orders(stage: Stage) -> OrderFeed:
    return stage.workspace.orders


def names(stage: Stage) -> list[str]:
    state = stage.session.state
    return [state.path(image_id) for image_id in stage.session.navigator.order.ids]


def wait_sorted(stage: Stage) -> None:
    """Wait until nothing is left to sort."""
    feed = orders(stage)
    stage.wait(
        lambda: feed._task is None and not feed._wants_ranking and not feed._timer.isActive()
    )


def label(stage: Stage, name: str) -> None:
    stage.session.navigator.go_to(stage.image(name))
    stage.session.label_with_new_class(colour_in(name))


def label_one_of_each(stage: Stage) -> None:
    for name in ("00_red.png", "01_green.png", "02_blue.png"):
        label(stage, name)


def test_the_image_on_screen_stays_and_what_was_decided_stays_before_it(stage: Stage) -> None:
    stage.open_ready()
    label_one_of_each(stage)
    stage.session.navigator.go_to(stage.image("05_blue.png"))
    before = names(stage)

    orders(stage).use(OrderChoice.BY_CLASS)
    wait_sorted(stage)

    assert stage.name == "05_blue.png"
    found = names(stage)
    assert sorted(found) == sorted(before)
    assert found[:4] == ["00_red.png", "01_green.png", "02_blue.png", "05_blue.png"]
    # Round from the class on screen, and all of a class together.
    assert [colour_in(name) for name in found[4:]] == ["blue", "red", "red", "green", "green"]


def test_folder_order_comes_back_at_once(stage: Stage) -> None:
    stage.open_ready()
    before = names(stage)
    label_one_of_each(stage)
    orders(stage).use(OrderChoice.BY_CLASS)
    wait_sorted(stage)
    assert names(stage) != before

    orders(stage).use(OrderChoice.FOLDER)

    assert names(stage) == before


def test_labels_sort_anew_and_never_move_the_image_on_screen(stage: Stage) -> None:
    stage.open_ready()
    label_one_of_each(stage)
    orders(stage).use(OrderChoice.SUREST)
    wait_sorted(stage)
    done = ["00_red.png", "01_green.png", "02_blue.png"]
    while stage.session.state.count_state(ImageState.UNLABELLED):
        on_screen = stage.session.current
        wait_sorted(stage)
        assert stage.session.current == on_screen
        done.append(stage.name)
        assert names(stage)[: len(done)] == done
        stage.session.label_with_new_class(colour_in(stage.name))

    assert len(set(done)) == 9


def test_undo_finds_the_image_again(stage: Stage) -> None:
    stage.open_ready()
    label_one_of_each(stage)
    orders(stage).use(OrderChoice.LEAST_SURE)
    wait_sorted(stage)
    name = stage.name
    stage.session.label_with_new_class("red")
    wait_sorted(stage)

    stage.session.undo()
    wait_sorted(stage)

    assert stage.name == name
    assert names(stage)[3] == name


def test_the_choice_is_kept_with_the_session(stage: Stage) -> None:
    stage.open_ready()
    label_one_of_each(stage)
    orders(stage).use(OrderChoice.BY_CLASS)
    wait_sorted(stage)
    on_screen = stage.name

    stage.reopen()
    assert orders(stage).choice is OrderChoice.BY_CLASS
    stage.wait_embedded()
    wait_sorted(stage)

    assert stage.name == on_screen
    assert [colour_in(name) for name in names(stage)[4:]] in (
        ["red", "blue", "blue", "green", "green"],
        ["red", "green", "green", "blue", "blue"],
    )


def test_a_choice_that_nobody_knows_is_the_folder_order(stage: Stage) -> None:
    stage.open_ready()
    stage.session.store.set_setting(ORDER_SETTING, "by the moon")

    stage.reopen()

    assert orders(stage).choice is OrderChoice.FOLDER


def test_images_found_later_are_sorted_in(stage: Stage) -> None:
    stage.open_ready()
    label_one_of_each(stage)
    orders(stage).use(OrderChoice.BY_CLASS)
    wait_sorted(stage)
    draw(stage.folder / "99_green.png", "green", 9)

    stage.workspace.folder.start()
    stage.wait(lambda: len(stage.session.state) == 10)
    stage.wait_scanned()
    stage.wait_embedded()
    wait_sorted(stage)
    found = [colour_in(name) for name in names(stage)[3:]]
    assert found == sorted(found, key=found.index), "a class stands in two places"

    orders(stage).use(OrderChoice.FOLDER)
    assert names(stage) == sorted(names(stage))


def test_files_found_in_folder_order_keep_it(stage: Stage) -> None:
    stage.open_ready()
    draw(stage.folder / "00_a_green.png", "green", 9)
    stage.workspace.folder.start()
    stage.wait(lambda: len(stage.session.state) == 10)

    assert names(stage) == sorted(names(stage))


def test_nothing_is_labelled_yet_so_typical_images_come_first(stage: Stage) -> None:
    for number in range(9, 30):
        draw(stage.folder / f"{number:02}_red.png", "red", number)
    stage.open_ready()
    orders(stage).use(OrderChoice.SUREST)
    wait_sorted(stage)

    assert orders(stage).is_cold
    assert stage.workspace.presenter.status().order_is_cold
    assert {colour_in(name) for name in names(stage)[1:11]} == {"red", "green", "blue"}

    # Typical images do not depend on the answers, so these do not sort anew.
    stage.session.label_with_new_class(colour_in(stage.name))
    stage.session.label_with_new_class(colour_in(stage.name))
    assert not orders(stage)._timer.isActive()
    while orders(stage).is_cold:
        stage.session.label_with_new_class(colour_in(stage.name))
        wait_sorted(stage)
    assert stage.session.state.count_state(ImageState.LABELLED) == 3


def test_most_different_goes_on_without_sorting_while_enough_is_ahead(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order_feed, "_FEWEST_AHEAD", 3)
    stage.open_ready()
    label_one_of_each(stage)
    orders(stage).use(OrderChoice.MOST_DIFFERENT)
    wait_sorted(stage)
    asked: list[OrderRequest] = []

    def counted(request: OrderRequest, cancel: object) -> object:
        asked.append(request)
        return order_images_job(request, cancel)  # type: ignore[arg-type]

    monkeypatch.setattr(order_feed, "order_images_job", counted)
    stage.session.label_with_new_class(colour_in(stage.name))
    wait_sorted(stage)
    assert asked == []

    for _ in range(3):
        stage.session.label_with_new_class(colour_in(stage.name))
    wait_sorted(stage)
    assert asked


def test_what_cannot_be_read_or_was_skipped_has_its_place(stage: Stage) -> None:
    (stage.folder / "04_green.png").write_bytes(b"no picture")
    stage.open()
    stage.wait_scanned()
    stage.wait_embedded(8)
    stage.workspace.learning.note_files()
    label_one_of_each(stage)
    stage.session.navigator.go_to(stage.image("03_red.png"))
    stage.session.set_state(ImageState.SKIPPED)
    orders(stage).use(OrderChoice.SUREST)
    wait_sorted(stage)

    assert names(stage)[3] == "03_red.png"
    assert names(stage)[-1] == "04_green.png"


def test_giving_up_a_sort_brings_the_choice_before_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_request: object, cancel: object) -> object:
        while True:
            yield "sorting"

    stage.open_ready()
    label_one_of_each(stage)
    before = names(stage)
    with monkeypatch.context() as patch:
        patch.setattr(order_feed, "order_images_job", endless)
        with stage.qtbot.waitSignal(orders(stage).progressed):
            orders(stage).use(OrderChoice.SUREST)
        with stage.qtbot.waitSignal(orders(stage).ended):
            orders(stage).cancel()

    assert orders(stage).choice is OrderChoice.FOLDER
    assert names(stage) == before


def test_a_sort_that_fails_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.open_ready()
    label_one_of_each(stage)
    monkeypatch.setattr(order_feed, "order_images_job", refuse(ValueError("no")))
    orders(stage).use(OrderChoice.SUREST)

    assert "no" in stage.wait_notice("order").text


def test_a_choice_that_cannot_be_saved_holds_all_the_same(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.open_ready()
    monkeypatch.setattr(
        stage.session.store, "set_setting", refuse(SessionFileError("The disk is full."))
    )
    orders(stage).use(OrderChoice.SUREST)

    assert stage.wait_notice("settings").text == "The disk is full."
    assert orders(stage).choice is OrderChoice.SUREST
    wait_sorted(stage)


def test_a_window_that_only_looks_keeps_nothing(stage: Stage) -> None:
    stage.open_ready()
    path = stage.session.store.path
    stage.close()
    stage.open(path, read_only=True)
    stage.wait_embedded()
    orders(stage).use(OrderChoice.SUREST)
    wait_sorted(stage)
    stage.close()
    settle()

    stage.open(path)
    assert orders(stage).choice is OrderChoice.FOLDER


def test_settled_images_are_known_by_id(stage: Stage) -> None:
    stage.open_ready()
    label_one_of_each(stage)
    stage.session.navigator.go_to(ImageId(5))
    stage.session.set_state(ImageState.DISCARDED)

    assert np.flatnonzero(orders(stage)._settled()).tolist() == [0, 1, 2, 5]
