"""Search in the running program: find images like one, label them together, and come back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from iaia_desktop.core.types import ImageId, ImageState
from iaia_desktop.ui.search_sheet import SearchSheet
from tests.end_to_end.conftest import Driver, draw_photos

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def sheet_of(driver: Driver) -> SearchSheet:
    sheet = driver.page.sheet
    assert isinstance(sheet, SearchSheet)
    return sheet


def wait_found(driver: Driver) -> SearchSheet:
    sheet = sheet_of(driver)
    driver.until(lambda: not driver.workspace.search.busy and not sheet.bar._typing.isActive())
    return sheet


def see(driver: Driver, ids: list[ImageId]) -> None:
    sheet = sheet_of(driver)
    driver.until(lambda: set(ids) <= sheet._watched.painted)


def paths(driver: Driver, ids: list[ImageId]) -> list[str]:
    return [driver.session.state.path(image_id) for image_id in ids]


def test_look_alikes_are_labelled_together(start: Callable[[], Driver], tmp_path: Path) -> None:
    truth = draw_photos(tmp_path / "photos", 30)
    driver = start()
    driver.open(tmp_path / "photos")
    driver.embed_all()
    colour = truth[driver.current_path]
    driver.press(Qt.Key.Key_N)
    driver.type_name(colour)
    driver.see_image()
    driver.press(Qt.Key.Key_Left)
    driver.see_image()
    first = driver.session.current

    driver.press(Qt.Key.Key_L, CONTROL)
    sheet = wait_found(driver)
    found = list(sheet.grid.tiles.ids)
    assert first not in found
    assert {truth[path] for path in paths(driver, found[:9])} == {colour}

    # The first nine, with the keyboard alone: all of them are seen before the key of the class.
    sheet.grid.setFocus()
    see(driver, found[:9])
    QTest.keyClick(sheet.grid, Qt.Key.Key_Home)
    for _ in range(8):
        QTest.keyClick(sheet.grid, Qt.Key.Key_Right, SHIFT)
    assert sheet.grid.selected() == found[:9]
    driver.press(Qt.Key.Key_1)
    assert driver.session.state.count_state(ImageState.LABELLED) == 10
    assert sheet.grid.selected() == []

    # The next ones get a class of their own, and undo takes all of that back in one step.
    QTest.keyClick(sheet.grid, Qt.Key.Key_Right, SHIFT)
    assert len(sheet.grid.selected()) == 2
    see(driver, sheet.grid.selected())
    driver.press(Qt.Key.Key_N)
    driver.type_name("other")
    assert driver.session.state.count_state(ImageState.LABELLED) == 12
    driver.press(Qt.Key.Key_Z, CONTROL)
    assert driver.session.state.count_state(ImageState.LABELLED) == 10


def test_from_the_results_to_the_image_and_back(
    start: Callable[[], Driver], tmp_path: Path
) -> None:
    draw_photos(tmp_path / "photos", 30)
    driver = start()
    driver.open(tmp_path / "photos")
    driver.embed_all()
    for _ in range(2):
        driver.see_image()
        driver.press(Qt.Key.Key_S)
    driver.press(Qt.Key.Key_F, CONTROL)
    sheet = wait_found(driver)
    sheet.bar.states.setCurrentIndex(1)
    wait_found(driver)
    assert len(sheet.grid.tiles.ids) == 28
    target = sheet.grid.tiles.ids[3]
    sheet.grid.set_cursor(target)
    QTest.keyClick(sheet.grid, Qt.Key.Key_Return)
    assert driver.page.sheet is None
    assert driver.session.current == target
    driver.see_image()

    # The sheet is as it was left; Esc leaves it.
    driver.press(Qt.Key.Key_F, CONTROL)
    assert sheet_of(driver) is sheet
    assert sheet.bar.field.hasFocus()
    QTest.keyClicks(sheet.bar.field, "nothing of that name")
    QTest.keyClick(sheet.bar.field, Qt.Key.Key_Return)
    wait_found(driver)
    driver.until(lambda: sheet.grid.accessibleDescription() == "No image fits")
    driver.press(Qt.Key.Key_Escape)
    assert driver.page.sheet is None


def test_what_was_not_seen_is_not_labelled(start: Callable[[], Driver], tmp_path: Path) -> None:
    draw_photos(tmp_path / "photos", 60)
    driver = start()
    driver.open(tmp_path / "photos")
    driver.embed_all()
    driver.press(Qt.Key.Key_N)
    driver.type_name("thing")
    driver.press(Qt.Key.Key_F, CONTROL)
    sheet = wait_found(driver)
    assert len(sheet.grid.tiles.ids) == 60
    see(driver, list(sheet.grid.tiles.ids[:8]))
    sheet.grid.setFocus()
    QTest.keyClick(sheet.grid, Qt.Key.Key_A, CONTROL)
    driver.press(Qt.Key.Key_1)

    labelled = driver.session.state.count_state(ImageState.LABELLED)
    assert 8 <= labelled < 60
    left = sheet.grid.selected()
    assert left
    assert "not seen yet" in sheet._selection.full_text
    states = {driver.session.state.verdict(image_id).state for image_id in left}
    assert states == {ImageState.UNLABELLED}

    # Without a selection nothing happens, and the person is told how to make one.
    sheet.grid.select([])
    for key in (Qt.Key.Key_1, Qt.Key.Key_N, Qt.Key.Key_Slash, Qt.Key.Key_S):
        driver.press(key)
    assert driver.session.state.count_state(ImageState.LABELLED) == labelled
    assert "Nothing is selected" in driver.last_words

    # Skip, discard and remove work on the selection too.
    sheet.grid.scrollToTop()
    sheet.grid.select(sheet.grid.tiles.ids[:2])
    driver.press(Qt.Key.Key_X)
    assert driver.session.state.count_state(ImageState.DISCARDED) == 2
    sheet.grid.select(sheet.grid.tiles.ids[:2])
    driver.press(Qt.Key.Key_Delete)
    assert driver.session.state.count_state(ImageState.DISCARDED) == 0

    # From one find to the next, and larger tiles.
    sheet.grid.set_cursor(sheet.grid.tiles.ids[1])
    cursor = sheet.grid.cursor_image()
    driver.press(Qt.Key.Key_L, CONTROL)
    wait_found(driver)
    assert sheet.bar.like == cursor
    before = sheet.grid.tile_px
    driver.press(Qt.Key.Key_Minus, CONTROL)
    assert sheet.grid.tile_px < before


def test_images_found_meanwhile_turn_up(start: Callable[[], Driver], tmp_path: Path) -> None:
    draw_photos(tmp_path / "photos", 6)
    driver = start()
    driver.open(tmp_path / "photos")
    driver.embed_all()
    driver.press(Qt.Key.Key_F, CONTROL)
    sheet = wait_found(driver)
    assert len(sheet.grid.tiles.ids) == 6

    draw_photos(tmp_path / "photos", 9, seed=6)
    driver.press(Qt.Key.Key_F5)
    driver.until(lambda: len(sheet.grid.tiles.ids) == 9)
