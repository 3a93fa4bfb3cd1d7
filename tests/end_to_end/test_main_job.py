"""The main job as a person does it: open a folder, press keys, quit, come back, export."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from iaia_desktop.core.types import FileStatus, ImageState
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.jobs.draw_demo import draw_demo_job
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.session.transfer_views import ExportChoice
from iaia_desktop.store.session_file import SessionStore

from .conftest import Driver, draw_photos

Start = Callable[[], Driver]


@pytest.fixture
def photos(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    folder = tmp_path / "photos"
    return folder, draw_photos(folder, 18)


def label_all(driver: Driver, truth: dict[str, str], *, at_most: int = 1000) -> int:
    """Label like a person who always knows: accept, press a class's key, or name a new class."""
    accepted = 0
    for _ in range(at_most):
        image_id = driver.session.current
        assert image_id is not None
        if driver.session.state.verdict(image_id).state is not ImageState.UNLABELLED:
            break
        driver.page.refresh_suggestion()
        driver.see_image()
        name = truth[driver.current_path]
        row = driver.session.state.class_named(name)
        best = driver.page.panel.view.best
        if row is None:
            driver.press(Qt.Key.Key_N)
            driver.type_name(name)
        elif best is not None and best.row.name == name and driver.page.panel.view.kind == "known":
            driver.press(Qt.Key.Key_Space)
            accepted += 1
        else:
            QTest.keyClicks(driver.window, row.key)
        assert driver.session.state.verdict(image_id).state is ImageState.LABELLED
    return accepted


def labels_of(driver: Driver) -> dict[str, str]:
    state = driver.session.state
    return {
        state.path(image_id): state.class_of(verdict.class_id).name
        for image_id in state.images()
        if (verdict := state.verdict(image_id)).class_id is not None
    }


def test_label_quit_resume_undo_export(
    start: Start, photos: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder, truth = photos
    before = {path: (folder / path).read_bytes() for path in truth}
    driver = start()
    driver.open(folder)
    driver.embed_all()
    label_all(driver, truth, at_most=7)
    stopped_at = driver.current_path
    seven = labels_of(driver)
    assert len(seven) == 7
    driver.quit()

    driver = start()
    driver.open(folder)
    driver.embed_all()
    assert driver.current_path == stopped_at
    assert labels_of(driver) == seven
    driver.press(Qt.Key.Key_Backspace)
    assert len(labels_of(driver)) == 6, "the undo history survives a quit"
    driver.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(labels_of(driver)) == 5
    redo = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    driver.press(Qt.Key.Key_Z, redo)
    driver.press(Qt.Key.Key_Z, redo)
    assert labels_of(driver) == seven
    driver.press(Qt.Key.Key_U)
    accepted = label_all(driver, truth)
    assert labels_of(driver) == truth
    assert accepted >= 8, "with three plain colours nearly every suggestion is right"
    accuracy = driver.session.engine.metrics.accuracy
    assert accuracy is not None
    assert accuracy > 0.8

    out = tmp_path / "out"
    driver.window.transfers.export(driver.workspace, ExportChoice(str(out), ExportMode.COPY))
    driver.until(lambda: driver.window.transfers.exported_to == out)
    driver.quit()

    with (out / "labels.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["path"]: row["class"] for row in rows} == truth
    for row in rows:
        assert (out / row["exported"]).read_bytes() == before[row["path"]]
        assert Path(row["exported"]).parent.name == row["class"]
    assert {path: (folder / path).read_bytes() for path in truth} == before


def test_labelling_works_before_any_embedding(
    start: Start, photos: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, truth = photos
    driver = start()
    with monkeypatch.context() as late:
        late.setattr(EncoderFeed, "start", lambda *_arguments, **_named: None)
        driver.open(folder)
    assert driver.workspace.encoders.encoder is None
    label_all(driver, truth)
    assert labels_of(driver) == truth
    driver.workspace.encoders.start(folder, "builtin")
    driver.embed_all()
    learner = driver.session.engine.learner
    assert learner is not None
    counts = {
        driver.session.state.class_of(class_id).name: learner.memory.count(class_id)
        for class_id in learner.memory.class_ids
    }
    assert counts == {"red": 6, "green": 6, "blue": 6}


def test_skip_discard_clear_and_going(start: Start, photos: tuple[Path, dict[str, str]]) -> None:
    folder, _ = photos
    driver = start()
    driver.open(folder)
    state = driver.session.state
    first, second = driver.session.navigator.order.ids[:2]
    driver.press(Qt.Key.Key_S)
    assert state.verdict(first).state is ImageState.SKIPPED
    assert driver.session.current == second
    driver.see_image()
    driver.press(Qt.Key.Key_X)
    assert state.verdict(second).state is ImageState.DISCARDED
    assert (folder / state.path(second)).exists(), "discarding never touches the file"
    driver.press(Qt.Key.Key_Left)
    assert driver.session.current == second
    driver.see_image()
    driver.press(Qt.Key.Key_Delete)
    assert state.verdict(second).state is ImageState.UNLABELLED
    driver.press(Qt.Key.Key_X)
    driver.press(Qt.Key.Key_End)
    driver.press(Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert driver.session.current == second
    driver.press(Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert driver.session.current == first
    driver.press(Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert driver.last_words == "No other image is skipped."
    driver.press(Qt.Key.Key_Home)
    assert driver.session.current == first
    driver.press(Qt.Key.Key_End)
    assert driver.session.current == driver.session.navigator.order.ids[-1]


def test_a_broken_picture_is_listed_and_costs_nobody_else(
    start: Start, photos: tuple[Path, dict[str, str]]
) -> None:
    folder, truth = photos
    (folder / "trip" / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not really")
    (folder / "trip" / "empty.png").write_bytes(b"")
    driver = start()
    driver.open(folder)
    driver.embed_all()
    problems = {
        driver.session.state.path(info.image_id): info for info in driver.session.state.problems()
    }
    assert set(problems) == {"trip/broken.jpg", "trip/empty.png"}
    assert all(info.status is FileStatus.FAILED and info.reason for info in problems.values())
    broken = next(iter(driver.session.state.problems())).image_id
    driver.session.navigator.go_to(broken)
    driver.until(lambda: driver.page.stage.can_be_judged)
    driver.press(Qt.Key.Key_N)
    assert not driver.page.picker.isVisible()
    assert "gets no label" in driver.last_words
    driver.press(Qt.Key.Key_U)
    label_all(driver, truth)
    assert "2 cannot be read" in driver.last_words
    driver.press(Qt.Key.Key_U)
    label_all(driver, truth, at_most=len(truth) - len(labels_of(driver)))
    assert labels_of(driver) == truth


def test_renamed_new_and_vanished_files_on_return(
    start: Start, photos: tuple[Path, dict[str, str]]
) -> None:
    folder, truth = photos
    driver = start()
    driver.open(folder)
    driver.embed_all()
    label_all(driver, truth)
    driver.quit()
    paths = sorted(truth)
    shutil.move(folder / paths[0], folder / "renamed.jpg")
    (folder / paths[1]).unlink()
    new = draw_photos(folder / "new", 2, seed=6)
    driver = start()
    driver.open(folder)
    driver.embed_all()
    state = driver.session.state
    by_path = {state.path(image_id): image_id for image_id in state.images()}
    assert len(state) == len(truth) + len(new)
    assert labels_of(driver)["renamed.jpg"] == truth[paths[0]]
    assert state.file(by_path[paths[1]]).status is FileStatus.MISSING
    assert labels_of(driver)[paths[1]] == truth[paths[1]], "a vanished image keeps its label"
    order = [state.path(image_id) for image_id in driver.session.navigator.order.ids]
    assert order[0].startswith("new/")
    assert order[-1].startswith("trip/day 2/")


def test_a_moved_folder_is_found_again(
    start: Start, photos: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder, truth = photos
    driver = start()
    driver.open(folder)
    driver.embed_all()
    label_all(driver, truth, at_most=6)
    done = labels_of(driver)
    driver.quit()
    moved = tmp_path / "elsewhere" / "photos of last year"
    moved.parent.mkdir()
    shutil.move(folder, moved)
    driver = start()
    driver.open(moved)
    assert labels_of(driver) == done
    assert driver.session.store.folder == moved


def test_a_second_window_only_looks(start: Start, photos: tuple[Path, dict[str, str]]) -> None:
    folder, _ = photos
    first = start()
    first.open(folder)
    second = start()
    second.application.start(folder)
    second.until(lambda: bool(second.window.messages.messages))
    message = second.window.messages.messages[0]
    assert "another" in message.text.lower()
    assert any(action.label == "Look at it only" for action in message.actions)
    second.window.commands.run("open_read_only")
    second.until(lambda: second.application.desk.workspace is not None)
    assert second.session.read_only
    second.until(lambda: second.session.current is not None)
    second.see_image()
    second.press(Qt.Key.Key_S)
    assert second.session.state.count_state(ImageState.SKIPPED) == 0


def test_every_decision_is_on_disk_before_the_next_image_shows(
    start: Start, photos: tuple[Path, dict[str, str]]
) -> None:
    folder, truth = photos
    driver = start()
    driver.open(folder)
    path = driver.session.store.path
    seen: list[int] = []

    def look(_image_id: int) -> None:
        with SessionStore.open(path, read_only=True) as store:
            seen.append(store.counts().labelled)

    driver.session.navigator.current_changed.connect(look)
    label_all(driver, truth, at_most=5)
    assert seen == [1, 2, 3, 4, 5]


def test_the_demo_opens_and_can_be_labelled(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    few = partial(draw_demo_job, count=24)
    monkeypatch.setattr("iaia_desktop.jobs.draw_demo.draw_demo_job", few)
    driver = start()
    driver.application.start(None, demo=True)
    driver.until(lambda: driver.application.desk.workspace is not None)
    driver.until(lambda: driver.session.current is not None)
    driver.see_image()
    driver.press(Qt.Key.Key_N)
    driver.type_name("city")
    assert driver.session.state.count_state(ImageState.LABELLED) == 1


def test_an_empty_folder_and_a_file_get_one_clear_sentence(start: Start, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "notes.txt").write_text("no picture")
    driver = start()
    driver.application.start(empty)
    driver.until(lambda: bool(driver.window.messages.messages))
    assert "no images" in driver.window.messages.messages[0].text
    driver.application.desk.open(empty / "notes.txt")
    driver.until(lambda: "notes.txt" in driver.last_words)
    assert driver.application.desk.workspace is None
    driver.application.desk.open(tmp_path / "nowhere")
    driver.until(lambda: "nowhere" in driver.last_words)


def test_a_damaged_session_is_refused_and_its_backup_opens(
    start: Start, photos: tuple[Path, dict[str, str]]
) -> None:
    folder, truth = photos
    driver = start()
    driver.open(folder)
    driver.embed_all()
    label_all(driver, truth, at_most=6)
    path = driver.session.store.path
    done = labels_of(driver)
    driver.quit()
    driver = start()
    driver.open(folder)  # takes a copy first
    driver.quit()
    data = bytearray(path.read_bytes())
    data[4096:12288] = b"\xa5" * 8192
    path.write_bytes(data)

    driver = start()
    driver.application.start(folder)
    driver.until(lambda: "damaged" in driver.last_words)
    (message,) = driver.window.messages.messages
    assert "Bring it back" in [action.label for action in message.actions]
    driver.window.commands.run("restore_backup")
    driver.until(lambda: driver.application.desk.workspace is not None)
    driver.until(lambda: driver.session.current is not None)
    assert labels_of(driver) == done
    assert "kept as" in driver.last_words
    # What SQLite keeps beside a file goes with it.
    aside = [
        each
        for each in path.parent.iterdir()
        if ".damaged-" in each.name and not each.name.endswith(("-wal", "-shm"))
    ]
    assert [each.read_bytes() for each in aside] == [bytes(data)], "nothing is deleted"
