"""Auto-label the rest in the real window: check, label, undo, redo, quit, reopen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from iaia_desktop.core.auto_label import OfferKind
from iaia_desktop.core.types import DecidedBy
from iaia_desktop.ui.auto_label_dialog import AutoLabelDialog
from iaia_desktop.ui.check_sheet import CheckSheet
from tests.end_to_end.conftest import Driver, draw_photos

PHOTOS = 132


def open_dialog(driver: Driver) -> AutoLabelDialog:
    """Wait for the dialog, and for its plan."""

    def dialogs() -> list[AutoLabelDialog]:
        return [row for row in driver.window.findChildren(AutoLabelDialog) if row.isVisible()]

    driver.until(lambda: any(row.plan is not None for row in dialogs()))
    return next(row for row in dialogs() if row.plan is not None)


def label_by_hand(driver: Driver, truth: dict[str, str], count: int) -> None:
    session = driver.session
    for _ in range(count):
        driver.see_image()
        assert session.current is not None
        name = truth[session.state.path(session.current)]
        row = session.state.class_named(name)
        if row is None:
            driver.press(Qt.Key.Key_N)
            driver.type_name(name)
        else:
            session.label(row.class_id)


def check_page(driver: Driver, truth: dict[str, str]) -> None:
    """Look at the images on screen, correct what is wrong, and confirm with Enter."""
    sheet, flow = driver.page.sheet, driver.workspace.checks
    assert isinstance(sheet, CheckSheet)
    shown = flow.view.image_ids
    driver.until(lambda: sheet.armed and not sheet.grid.unseen(shown))
    for image_id in shown:
        row = driver.session.state.class_named(truth[driver.session.state.path(image_id)])
        assert row is not None
        flow.give([image_id], row.class_id)
    driver.press(Qt.Key.Key_Return)
    driver.until(lambda: flow.view.image_ids != shown)


def take_focus(driver: Driver) -> None:
    """Give the keyboard to the window, as the window system does when a dialog goes."""
    driver.window.activateWindow()
    driver.until(driver.window.isActiveWindow)


def machine_labels(driver: Driver) -> dict[str, str]:
    state = driver.session.state
    return {
        state.path(image_id): state.class_of(verdict.class_id).name
        for image_id in state.images()
        if (verdict := state.verdict(image_id)).by is DecidedBy.MACHINE
        and verdict.class_id is not None
    }


def test_the_rest_is_labelled_undone_done_again_and_there_after_a_restart(
    start: Callable[[], Driver], tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    truth = draw_photos(folder, PHOTOS)
    driver = start()
    driver.open(folder)
    driver.embed_all()
    label_by_hand(driver, truth, 12)

    driver.press(
        Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dialog = open_dialog(driver)
    dialog._target.setValue(10.0)
    driver.until(lambda: dialog.plan is not None and dialog.plan.target == 0.1)
    assert dialog.plan is not None
    assert dialog.plan.kind is OfferKind.CHECK
    dialog._do.click()
    driver.until(lambda: isinstance(driver.page.sheet, CheckSheet))
    take_focus(driver)
    while driver.workspace.checks.view.image_ids:
        check_page(driver, truth)

    dialog = open_dialog(driver)
    assert driver.page.sheet is None
    plan = dialog.plan
    assert plan is not None
    assert plan.kind is OfferKind.READY
    assert plan.bound is not None
    assert plan.bound <= 0.1
    dialog._do.click()
    driver.until(lambda: len(machine_labels(driver)) == plan.images)
    take_focus(driver)
    done = machine_labels(driver)
    assert done == {path: truth[path] for path in done}

    control = Qt.KeyboardModifier.ControlModifier
    driver.press(Qt.Key.Key_Z, control)
    driver.until(lambda: not machine_labels(driver) and not driver.session.keeper.held)
    driver.press(Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    driver.until(lambda: machine_labels(driver) == done and not driver.session.keeper.held)
    driver.quit()

    again = start()
    again.open(folder)
    assert machine_labels(again) == done
    again.press(Qt.Key.Key_Z, control)
    again.until(lambda: not machine_labels(again))
    assert again.session.store.check().ok
