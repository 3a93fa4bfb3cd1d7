from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from iaia_desktop.core.review import Doubt
from iaia_desktop.session.review_items import ReviewKind
from iaia_desktop.ui.review_sheet import ReviewSheet
from tests.end_to_end.conftest import Driver, draw_photos

KEYS = {"red": Qt.Key.Key_1, "green": Qt.Key.Key_2, "blue": Qt.Key.Key_3}


def labels(driver: Driver) -> dict[str, str]:
    state = driver.session.state
    return {
        state.path(i): state.class_of(verdict.class_id).name
        for i in state.images()
        if (verdict := state.verdict(i)).class_id is not None
    }


def sheet_of(driver: Driver) -> ReviewSheet:
    sheet = driver.page.sheet
    assert isinstance(sheet, ReviewSheet)
    return sheet


def label_all(driver: Driver, truth: dict[str, str], wrong: list[str]) -> None:
    """Label every image by its key, some wrongly."""
    for name in KEYS:
        driver.session.create_class(name)
    while len(labels(driver)) < len(driver.session.state):
        driver.see_image()
        right = truth[driver.current_path.replace(" copy", "")]
        given = "blue" if right != "blue" else "red"
        driver.press(KEYS[given if driver.current_path in wrong else right])


def test_label_wrongly_review_quit_and_reopen(start: Callable[[], Driver], tmp_path: Path) -> None:
    truth = draw_photos(tmp_path / "photos", 24)
    first, copy = "trip/day 1/IMG_1.jpg", "trip/day 1/IMG_1 copy.jpg"
    shutil.copy(tmp_path / "photos" / first, tmp_path / "photos" / copy)
    driver = start()
    driver.open(tmp_path / "photos")
    driver.embed_all()
    names = list(driver.session.navigator.order.ids)
    wrong = [driver.session.state.path(names[at]) for at in (9, 14)]
    label_all(driver, truth, wrong)
    assert labels(driver)[copy] == labels(driver)[first] == truth[first]

    driver.press(Qt.Key.Key_R)
    flow = driver.workspace.review
    driver.until(lambda: flow.view.labels == len(names) and not flow.view.busy)
    sheet = sheet_of(driver)
    asked = []
    for _ in range(2):
        driver.until(lambda: sheet.stand.can_be_judged)
        item = flow.view.item
        assert isinstance(item, Doubt)
        asked.append(driver.session.state.path(item.image_id))
        driver.press(Qt.Key.Key_Equal)
    assert sorted(asked) == sorted(wrong)
    assert labels(driver) == {**truth, copy: truth[first]}

    driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert labels(driver)[asked[1]] != truth[asked[1]]
    driver.until(lambda: not flow.view.busy and sheet.stand.can_be_judged)
    assert sheet.title.full_text == f"Is this “{labels(driver)[asked[1]]}”?"
    driver.press(Qt.Key.Key_Space)
    driver.until(lambda: not flow.view.busy)
    assert flow.view.item is None
    assert sheet.stand.note.note.title == "No label is in doubt"
    sheet.header.buttons[ReviewKind.CLASSES].click()
    assert flow.view.kind is ReviewKind.CLASSES
    kept = labels(driver)
    driver.press(Qt.Key.Key_Escape)
    assert driver.page.sheet is None
    driver.quit()

    again = start()
    again.open(tmp_path / "photos")
    again.embed_all()
    assert labels(again) == kept
    again.press(Qt.Key.Key_R)
    review = again.workspace.review
    again.until(lambda: review.view.labels == len(names) and not review.view.busy)
    assert review.view.counts[ReviewKind.LABELS] == 0


def test_the_review_says_so_when_nothing_is_labelled(
    start: Callable[[], Driver], tmp_path: Path
) -> None:
    draw_photos(tmp_path / "photos", 4)
    driver = start()
    driver.open(tmp_path / "photos")
    driver.embed_all()
    driver.press(Qt.Key.Key_R)
    sheet = sheet_of(driver)
    driver.until(lambda: not driver.workspace.review.view.busy)
    assert sheet.stand.note.note.title == "Nothing to look over yet"
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Equal, Qt.Key.Key_N, Qt.Key.Key_Right):
        QTest.keyClick(driver.window, key)
    assert labels(driver) == {}
    assert not driver.page.picker.isVisible()
