"""Pages of look-alikes in the real window, by key presses and clicks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from iaia_desktop.core.folder_ranking import FolderRanking
from iaia_desktop.core.pages import PagePlan
from iaia_desktop.core.types import ClassId, ImageId, ImageState
from iaia_desktop.jobs import plan_page
from iaia_desktop.jobs.plan_page import fullest_page
from iaia_desktop.session.page import Page, PageKind
from iaia_desktop.ui.page_sheet import PageSheet
from iaia_desktop.ui.sheet import Sheet

from .conftest import Driver, draw_photos

Start = Callable[[], Driver]


def always_a_page(
    ranking: FolderRanking,
    *,
    size: int,
    set_aside: frozenset[tuple[ImageId, ClassId]],
    **_named: object,
) -> PagePlan:
    """Choose the fullest page whenever there is one: what is chosen is tested elsewhere."""
    one = tuple(ImageId(int(number)) for number in ranking.image_ids[:1])
    return fullest_page(ranking, size, set_aside) or PagePlan(None, one, (0.0,) * len(one))


@pytest.fixture(autouse=True)
def _always_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_page, "plan_next", always_a_page)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    draw_photos(tmp_path / "photos", 18)
    return tmp_path / "photos"


def begin(start: Start, folder: Path) -> Driver:
    driver = start()
    driver.open(folder)
    driver.embed_all()
    return driver


def label_two(driver: Driver) -> None:
    for name in ("red", "green"):
        driver.see_image()
        driver.press(Qt.Key.Key_N)
        driver.type_name(name)


def sheet_of(driver: Driver) -> PageSheet:
    sheet = driver.page.findChild(PageSheet)
    assert isinstance(sheet, PageSheet)
    return sheet


def shown(driver: Driver) -> Page:
    """Wait for a page of which everything is on screen, and return it."""
    flow = driver.workspace.pages
    driver.until(lambda: flow.page is not None and not flow.view.busy)
    page = flow.page
    assert page is not None
    sheet = sheet_of(driver)
    driver.until(lambda: sheet.armed and not sheet.grid.unseen(page.image_ids))
    return page


def middle(sheet: PageSheet, image_id: ImageId) -> QPoint:
    return sheet.grid.visualRect(sheet.grid.tiles.index_of(image_id)).center()


def click(sheet: PageSheet, image_id: ImageId) -> None:
    viewport = sheet.grid.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle(sheet, image_id))


def labels_of(driver: Driver) -> dict[ImageId, str]:
    state = driver.session.state
    return {
        image_id: state.class_of(verdict.class_id).name
        for image_id in state.images()
        if (verdict := state.verdict(image_id)).class_id is not None
    }


def on_screen(driver: Driver) -> Sheet | None:
    return driver.page.sheet


def looks_closer(driver: Driver) -> bool:
    return sheet_of(driver).looker.is_open


def key_of(driver: Driver, name: str) -> str:
    row = driver.session.state.class_named(name)
    assert row is not None
    return row.key


def test_correct_deselect_confirm_undo_confirm_quit_reopen(start: Start, folder: Path) -> None:
    driver = begin(start, folder)
    label_two(driver)
    driver.press(Qt.Key.Key_G)
    page = shown(driver)
    sheet = sheet_of(driver)
    assert on_screen(driver) is sheet
    assert len(page.image_ids) >= 4
    name = driver.session.state.class_of(page.class_id).name
    other = "green" if name == "red" else "red"
    corrected, out = page.image_ids[0], page.image_ids[-1]

    QTest.keyClick(sheet.grid, Qt.Key.Key_Right)
    QTest.keyClicks(sheet.grid, key_of(driver, other))
    click(sheet, out)
    assert page.is_corrected(corrected)
    assert page.is_out(out)
    assert str(len(page.image_ids) - 1) in sheet.header.words or "1 stay" in sheet.header.words
    before = labels_of(driver)
    driver.press(Qt.Key.Key_Return)
    confirmed = labels_of(driver)
    assert len(confirmed) == len(before) + len(page.image_ids) - 1
    assert confirmed[corrected] == other
    assert out not in confirmed

    shown(driver)
    driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    again = shown(driver)
    assert labels_of(driver) == before
    assert again.image_ids == page.image_ids
    assert again.is_corrected(corrected)
    assert again.is_out(out)

    driver.press(Qt.Key.Key_Return)
    assert labels_of(driver) == confirmed
    shown(driver)
    driver.quit()

    driver = start()
    driver.open(folder)
    assert labels_of(driver) == confirmed
    assert not driver.session.store.check().problems


def test_whole_folder_by_pages(start: Start, folder: Path) -> None:
    driver = begin(start, folder)
    label_two(driver)
    driver.press(Qt.Key.Key_G)
    for _ in range(20):
        driver.until(lambda: not driver.workspace.pages.view.busy)
        if driver.workspace.pages.view.kind is PageKind.ALL_DECIDED:
            break
        shown(driver)
        driver.press(Qt.Key.Key_Return)
        driver.until(
            lambda: (
                not driver.workspace.pages.view.busy
                and driver.workspace.pages.view.kind is not PageKind.WORKING
            )
        )
    assert driver.session.state.count_state(ImageState.UNLABELLED) == 0
    assert "decision" in driver.last_words

    driver.press(Qt.Key.Key_Escape)

    assert on_screen(driver) is None
    assert driver.page.view.isVisible()


def test_a_new_class_is_named_for_the_selected_tiles(start: Start, folder: Path) -> None:
    driver = begin(start, folder)
    label_two(driver)
    driver.press(Qt.Key.Key_G)
    page = shown(driver)
    sheet = sheet_of(driver)
    QTest.keyClick(sheet.grid, Qt.Key.Key_Right)
    QTest.keyClick(sheet.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    driver.press(Qt.Key.Key_N)
    driver.type_name("blue")

    row = driver.session.state.class_named("blue")
    assert row is not None
    assert row.key
    assert [page.class_of(image_id) for image_id in page.image_ids[:2]] == [row.class_id] * 2


def test_keys_that_need_a_tile_say_so(start: Start, folder: Path) -> None:
    driver = begin(start, folder)
    label_two(driver)
    driver.press(Qt.Key.Key_G)
    page = shown(driver)

    for key in (Qt.Key.Key_X, Qt.Key.Key_N, Qt.Key.Key_1):
        driver.window.messages.clear()
        driver.press(key)
        assert "Choose a picture" in driver.last_words
    assert not page.is_touched


def test_a_closer_look(start: Start, folder: Path) -> None:
    driver = begin(start, folder)
    label_two(driver)
    driver.press(Qt.Key.Key_G)
    page = shown(driver)
    sheet = sheet_of(driver)

    QTest.keyClick(sheet.grid, Qt.Key.Key_Space)
    assert looks_closer(driver)
    assert sheet.looker.zoom.isVisible()
    QTest.keyClick(sheet.grid, Qt.Key.Key_Right)
    driver.press(Qt.Key.Key_X)
    assert page.is_out(page.image_ids[1])
    driver.press(Qt.Key.Key_Return)
    assert not looks_closer(driver), "Enter confirms nothing that cannot be seen"
    assert len(labels_of(driver)) == 2

    QTest.keyClick(sheet.grid, Qt.Key.Key_Space)
    driver.press(Qt.Key.Key_Escape)
    assert not looks_closer(driver)
    assert on_screen(driver) is sheet


def test_not_these_sets_all_of_them_aside(start: Start, folder: Path) -> None:
    driver = begin(start, folder)
    label_two(driver)
    driver.press(Qt.Key.Key_G)
    page = shown(driver)
    undo_id = driver.session.history.undo_id

    sheet_of(driver).confirm_none()
    other = shown(driver)

    assert driver.session.history.undo_id == undo_id
    assert other.class_id != page.class_id


def test_a_picture_that_cannot_be_shown_gets_no_label(start: Start, folder: Path) -> None:
    driver = begin(start, folder)
    label_two(driver)
    state = driver.session.state
    lost = next(i for i in state.images() if state.verdict(i).state is ImageState.UNLABELLED)
    driver.workspace.thumbnails.forget(lost)
    # The thumbnail on disk has the name of the file as it was.
    (folder / state.path(lost)).write_bytes(b"no picture any more")

    driver.press(Qt.Key.Key_G)
    flow = driver.workspace.pages
    for _ in range(10):
        driver.until(lambda: not flow.view.busy and flow.view.kind is not PageKind.WORKING)
        if flow.page is None or lost in flow.page.image_ids:
            break
        shown(driver)
        driver.press(Qt.Key.Key_Return)
    page = flow.page
    assert page is not None
    sheet = sheet_of(driver)
    driver.until(lambda: page.is_out(lost))
    click(sheet, lost)
    QTest.keyClicks(sheet.grid, key_of(driver, "red"))
    assert page.is_out(lost)
    rest = [i for i in page.image_ids if i != lost]
    driver.until(lambda: sheet.armed and not sheet.grid.unseen(rest))

    driver.press(Qt.Key.Key_Return)

    assert lost not in labels_of(driver)


def test_undo_of_a_page_shows_it_from_one_image_too(start: Start, folder: Path) -> None:
    driver = begin(start, folder)
    label_two(driver)
    driver.press(Qt.Key.Key_G)
    page = shown(driver)
    driver.press(Qt.Key.Key_Return)
    shown(driver)
    driver.press(Qt.Key.Key_Escape)
    assert on_screen(driver) is None

    driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert on_screen(driver) is sheet_of(driver)
    assert shown(driver).image_ids == page.image_ids
    assert len(labels_of(driver)) == 2


def test_the_size_of_tiles_is_remembered(start: Start, folder: Path) -> None:
    driver = begin(start, folder)
    label_two(driver)
    driver.press(Qt.Key.Key_G)
    shown(driver)
    sheet = sheet_of(driver)
    before = sheet.grid.tile_px
    driver.press(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    smaller = sheet.grid.tile_px
    assert smaller < before
    driver.until(lambda: driver.application.settings.value.page_tile_px == smaller)

    driver.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)

    # What suits the window: not what it was before, if a message has come or gone meanwhile.
    assert sheet.grid.chosen_px == 0
    assert sheet.grid.tile_px > smaller
    driver.until(lambda: driver.application.settings.value.page_tile_px == 0)


def test_before_the_first_label_it_says_what_to_do(start: Start, folder: Path) -> None:
    driver = begin(start, folder)
    driver.press(Qt.Key.Key_G)
    flow = driver.workspace.pages
    driver.until(lambda: flow.view.kind is PageKind.NOTHING_LABELLED)

    driver.press(Qt.Key.Key_Return)

    assert on_screen(driver) is None
