"""The next picture is on screen before the decision is on disk, and goes back if that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.types import ImageState
from iaia_desktop.store.session_file import SessionStore

from .conftest import Driver, draw_photos

Start = Callable[[], Driver]
FULL = SessionFileError("The decision could not be saved: the disk is full.", "Free some space.")


def painted(driver: Driver) -> str:
    """Return which colour the middle of the view has on screen."""
    view = driver.page.view
    at = view.mapTo(driver.window, view.rect().center())
    pixels = driver.window.backingStore().paintDevice()
    assert isinstance(pixels, QImage)
    colour = pixels.pixelColor(at)
    parts = {"red": colour.red(), "green": colour.green(), "blue": colour.blue()}
    return max(parts, key=lambda name: parts[name])


@pytest.fixture
def ready(start: Start, tmp_path: Path) -> tuple[Driver, dict[str, str]]:
    truth = draw_photos(tmp_path / "photos", 9)
    driver = start()
    driver.open(tmp_path / "photos")
    driver.embed_all()
    following = driver.session.navigator.following(was_decided=False)
    assert following is not None
    driver.until(lambda: driver.workspace.views.peek(following) is not None)
    return driver, truth


def test_it_is_painted_before_the_decision_is_saved(
    ready: tuple[Driver, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, truth = ready
    seen: list[tuple[str, str]] = []
    append = SessionStore.append

    def look(store: SessionStore, *args: Any, **named: Any) -> Any:
        seen.append((painted(driver), driver.current_path))
        return append(store, *args, **named)

    monkeypatch.setattr(SessionStore, "append", look)
    first = driver.current_path
    driver.press(Qt.Key.Key_S)
    second = driver.current_path
    assert seen == [(truth[second], first)]
    assert truth[second] != truth[first]
    driver.press(Qt.Key.Key_Backspace)
    assert seen[1] == (truth[first], second)
    assert driver.current_path == first


def test_it_goes_back_when_the_decision_cannot_be_saved_and_takes_no_key_for_another(
    ready: tuple[Driver, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, truth = ready
    first = driver.session.current
    assert first is not None

    def refuse(*_args: Any, **_named: Any) -> Any:
        raise FULL

    with monkeypatch.context() as broken:
        broken.setattr(SessionStore, "append", refuse)
        driver.press(Qt.Key.Key_S)
    assert driver.last_words == str(FULL)
    # A key that was meant for the picture that was on screen for a moment.
    driver.press(Qt.Key.Key_X)
    assert driver.session.current == first
    assert driver.session.state.verdict(first).state is ImageState.UNLABELLED
    driver.page.view.repaint()
    assert painted(driver) == truth[driver.current_path]
    driver.see_image()
    driver.press(Qt.Key.Key_S)
    assert driver.session.state.verdict(first).state is ImageState.SKIPPED
