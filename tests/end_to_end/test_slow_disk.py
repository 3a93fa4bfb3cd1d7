"""Keys that are pressed while the disk takes its time: none lost in silence, none misapplied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from iaia_desktop.session.foresight import Foresight
from iaia_desktop.store.session_file import SessionStore
from tests.end_to_end.conftest import Driver, draw_photos
from tests.end_to_end.test_main_job import label_all, labels_of

Start = Callable[[], Driver]


@pytest.fixture
def photos(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    folder = tmp_path / "photos"
    return folder, draw_photos(folder, 18)


def keys_during_the_next_commit(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, *keys: Qt.Key
) -> None:
    """Let the next commit last until these keys were pressed; they wait in the line of events."""
    commit = SessionStore.append

    def slow(store: SessionStore, *args: Any, **named: Any) -> Any:
        monkeypatch.setattr(SessionStore, "append", commit)
        for key in keys:
            text = chr(key).lower() if key < 0x110000 else ""
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                # As the system's own: before anything is painted, and before any timer.
                QCoreApplication.postEvent(
                    driver.window.windowHandle(), event, Qt.EventPriority.HighEventPriority.value
                )
        return commit(store, *args, **named)

    monkeypatch.setattr(SessionStore, "append", slow)


def begun(start: Start, photos: tuple[Path, dict[str, str]]) -> Driver:
    driver = start()
    driver.open(photos[0])
    driver.embed_all()
    label_all(driver, photos[1], at_most=6)
    driver.see_image()
    return driver


def test_a_key_for_the_picture_that_was_painted_ahead_is_meant_for_it(
    start: Start, photos: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = begun(start, photos)
    first = driver.current_path
    keys_during_the_next_commit(driver, monkeypatch, Qt.Key.Key_2)
    driver.press(Qt.Key.Key_1)
    driver.until(lambda: len(labels_of(driver)) == 8)
    names = [row.name for row in driver.session.state.classes()]
    labels = list(labels_of(driver).items())
    assert labels[6:] == [(first, names[0]), (labels[7][0], names[1])]


def test_a_second_press_before_the_next_picture_is_seen_labels_nothing(
    start: Start, photos: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing seemed to happen, so the key was pressed again; by then another image is meant."""
    driver = begun(start, photos)
    # Nothing could be painted ahead: the picture arrived only while the disk was busy.
    monkeypatch.setattr(Foresight, "_on_foreseen", lambda *_: None)
    keys_during_the_next_commit(driver, monkeypatch, Qt.Key.Key_1, Qt.Key.Key_1)
    driver.press(Qt.Key.Key_1)
    driver.until(lambda: "press the key again" in driver.last_words)
    assert len(labels_of(driver)) == 7
    driver.see_image()
    driver.press(Qt.Key.Key_1)
    assert len(labels_of(driver)) == 8


def test_a_suggestion_that_was_not_seen_is_not_accepted(
    start: Start, photos: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next picture is painted ahead of the commit, but what is suggested for it is not."""
    driver = begun(start, photos)
    keys_during_the_next_commit(driver, monkeypatch, Qt.Key.Key_Space)
    driver.press(Qt.Key.Key_1)
    driver.until(lambda: "The suggestion is not on screen yet" in driver.last_words)
    assert len(labels_of(driver)) == 7
    driver.see_image()
    driver.press(Qt.Key.Key_Space)
    assert len(labels_of(driver)) == 8
