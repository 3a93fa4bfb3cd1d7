"""Labels and examples from elsewhere, taken over in the window."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from iaia_desktop.core.types import ImageState
from iaia_desktop.session.transfer_views import ImportChoice, ImportSource

from .conftest import Driver, draw_photos

Start = Callable[[], Driver]


@pytest.fixture
def photos(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    folder = tmp_path / "photos"
    return folder, draw_photos(folder, 12)


def take_over(driver: Driver, source: Path) -> str:
    choice = ImportChoice(ImportSource.CLASS_FOLDERS, str(source))
    driver.window.messages.clear()
    driver.window.transfers.import_labels(driver.workspace, choice)
    driver.until(lambda: driver.last_words != "")
    driver.until(lambda: driver.workspace.encoders.waiting_count == 0)
    return driver.last_words


def class_folders(source: Path, truth: dict[str, str], target: Path) -> None:
    for path, name in truth.items():
        (target / name).mkdir(parents=True, exist_ok=True)
        shutil.copy(source / path, target / name / Path(path).name)


def test_a_folder_per_class_of_other_pictures_seeds_classes_and_prototypes(
    start: Start, photos: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder, truth = photos
    others = tmp_path / "others"
    # The same names as in the folder, but other pictures: no name may label anything.
    class_folders(others, draw_photos(others, 6, seed=9), tmp_path / "examples")
    driver = start()
    driver.open(folder)
    driver.embed_all()
    words = take_over(driver, tmp_path / "examples")
    assert "6 pictures from there as examples" in words
    assert driver.session.state.count_state(ImageState.LABELLED) == 0
    assert sorted(row.name for row in driver.session.state.classes()) == ["blue", "green", "red"]
    driver.until(lambda: driver.page.panel.view.best is not None)
    best = driver.page.panel.view.best
    assert best is not None
    assert best.row.name == truth[driver.current_path], "the first image has a suggestion already"
    driver.quit()

    driver = start()
    driver.open(folder)
    driver.embed_all()
    driver.until(lambda: driver.page.panel.view.best is not None)
    best = driver.page.panel.view.best
    assert best is not None
    assert best.row.name == truth[driver.current_path], "examples are there again after a resume"
    driver.press(Qt.Key.Key_Backspace)
    assert driver.session.state.classes() == []
    learner = driver.session.engine.learner
    assert learner is not None
    assert len(learner.memory) == 0, "undo takes the examples back too"
    assert driver.session.store.check().ok


def test_the_same_pictures_in_class_folders_are_recognised_by_their_bytes(
    start: Start, photos: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder, truth = photos
    class_folders(folder, truth, tmp_path / "sorted")
    for number, path in enumerate(sorted((tmp_path / "sorted").rglob("*.jpg"))):
        path.rename(path.with_name(f"other name {number}.jpg"))
    driver = start()
    driver.open(folder)
    driver.embed_all()
    words = take_over(driver, tmp_path / "sorted")
    assert "12 labels taken over" in words
    state = driver.session.state
    assert {
        state.path(image_id): state.class_of(verdict.class_id).name
        for image_id in state.images()
        if (verdict := state.verdict(image_id)).class_id is not None
    } == truth
    driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert state.count_state(ImageState.LABELLED) == 0
