"""The order of images in the running program: chosen in the menu, kept with the session."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt

from iaia_desktop.core.orders import OrderChoice
from iaia_desktop.core.types import ImageState
from tests.end_to_end.conftest import Driver, draw_photos


def choose(driver: Driver, action_id: str) -> None:
    driver.window.actions_by_id.action(action_id).trigger()


def wait_sorted(driver: Driver) -> None:
    orders = driver.workspace.orders
    driver.until(
        lambda: orders._task is None and not orders._wants_ranking and not orders._timer.isActive()
    )


def test_by_likely_class_one_class_comes_after_the_other(
    start: Callable[[], Driver], tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    truth = draw_photos(folder, 24)
    driver = start()
    driver.open(folder)
    driver.embed_all()
    for _ in range(3):
        driver.see_image()
        driver.press(Qt.Key.Key_N)
        driver.type_name(truth[driver.current_path])
    driver.see_image()
    on_screen = driver.current_path

    choose(driver, "order_by_class")
    wait_sorted(driver)

    assert driver.current_path == on_screen
    assert driver.window.status._order.text() == "Order: by likely class"
    seen = []
    while driver.session.state.count_state(ImageState.UNLABELLED):
        driver.see_image()
        seen.append(truth[driver.current_path])
        row = driver.session.state.class_named(seen[-1])
        assert row is not None
        driver.press(Qt.Key(ord(row.key.upper())))
    changes = sum(one != other for one, other in pairwise(seen))
    assert changes == 2, seen

    # Undo finds the image wherever it stands.
    driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert driver.session.state.count_state(ImageState.UNLABELLED) == 1
    driver.quit()

    again = start()
    again.open(folder)
    again.embed_all()
    assert again.workspace.orders.choice is OrderChoice.BY_CLASS
    assert again.window.actions_by_id.action("order_by_class").isChecked()
    choose(again, "order_folder")
    assert not again.window.actions_by_id.action("order_by_class").isChecked()
    order = again.session.navigator.order.ids
    assert [again.session.state.path(i) for i in order][:2] == [
        "trip/day 1/IMG_1.jpg",
        "trip/day 1/IMG_3.jpg",
    ]
    assert again.window.status._order.text() == ""
