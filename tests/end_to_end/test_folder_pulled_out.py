"""In the window: the folder is unplugged while a person labels, and plugged in again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from iaia_desktop.core.types import FileStatus
from iaia_desktop.jobs import embed as embed_module
from iaia_desktop.session import second_look
from iaia_desktop.ui.image_view import Shown
from iaia_desktop.ui.problems_dialog import ProblemsDialog

from .conftest import Driver, draw_photos

Start = Callable[[], Driver]


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_look, "_FIRST_AFTER_MS", 30)
    monkeypatch.setattr(second_look, "_FOLDER_AFTER_MS", 30)
    monkeypatch.setattr(embed_module, "_FOLDER_WAIT_S", 0.02)


def test_the_picture_on_screen_comes_back_by_itself(start: Start, tmp_path: Path) -> None:
    folder, away = tmp_path / "photos", tmp_path / "away"
    draw_photos(folder, 30)
    driver = start()
    driver.open(folder)
    driver.embed_all()
    driver.workspace.learning.note_files()
    shutil.move(folder, away)
    # Far enough that the picture was not decoded ahead.
    driver.press(Qt.Key.Key_End)
    view = driver.page.view
    driver.workspace.views.forget(driver.session.navigator.order.ids[-1])
    driver.page.stage.reload()
    driver.until(lambda: view.shown is Shown.FAILED)
    driver.until(lambda: "goes on by itself" in driver.last_words)
    shutil.move(away, folder)
    driver.until(lambda: view.shown is Shown.IMAGE)
    driver.until(lambda: "there again" in driver.last_words)
    assert driver.session.state.problems() == []


def test_try_again_in_the_list_of_problems(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_look, "_FIRST_AFTER_MS", 1_000_000)
    folder = tmp_path / "photos"
    draw_photos(folder, 8)
    bad = sorted(path for path in folder.rglob("*") if path.is_file())[3]
    sound = bad.read_bytes()
    bad.write_bytes(sound[:30])
    driver = start()
    driver.open(folder)

    def failed() -> bool:
        driver.workspace.learning.note_files()
        return driver.session.state.count_status(FileStatus.FAILED) == 1

    driver.until(failed)
    bad.write_bytes(sound)
    driver.window.commands.run("show_problems")
    dialog = driver.window.findChild(ProblemsDialog)
    assert dialog is not None
    dialog._retry.click()

    def mended() -> bool:
        driver.workspace.learning.note_files()
        return driver.session.state.count_status(FileStatus.READY) == 8

    driver.until(mended)
    assert driver.session.state.problems() == []
