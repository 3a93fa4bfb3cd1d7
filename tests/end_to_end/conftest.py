"""A running program in a folder of its own, driven by key presses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iaia_desktop.app import Application
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.label_page import LabelPage

COLOURS = {"red": (200, 40, 40), "green": (40, 170, 60), "blue": (40, 70, 200)}
TIMEOUT_MS = 60_000


class Driver:
    """One run of the program, as a person at the keyboard has it."""

    def __init__(self, qtbot: QtBot, qt: QApplication) -> None:
        self._qtbot = qtbot
        self.application = Application(qt)
        self.application.settings.change(encoder_spec="builtin")
        self.window = self.application.window
        # What is said stays until a test has read it, however long the rest takes.
        self.window.messages._info_timer.setInterval(600_000)
        self.has_quit = False

    @property
    def workspace(self) -> Workspace:
        workspace = self.application.desk.workspace
        assert workspace is not None
        return workspace

    @property
    def session(self) -> AnnotationSession:
        return self.workspace.session

    @property
    def page(self) -> LabelPage:
        page = self.window.label_page()
        assert page is not None
        return page

    @property
    def current_path(self) -> str:
        assert self.session.current is not None
        return self.session.state.path(self.session.current)

    @property
    def last_words(self) -> str:
        messages = self.window.messages.messages
        return messages[0].text if messages else ""

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=TIMEOUT_MS)

    def open(self, target: Path) -> None:
        self.application.start(target)
        self._qtbot.waitExposed(self.window)
        self.until(lambda: self.application.desk.workspace is not None)
        self.until(lambda: self.session.current is not None)
        self.see_image()

    def see_image(self) -> None:
        self.until(lambda: self.page.stage.can_be_judged and self.page.suggestion_is_seen)

    def embed_all(self) -> None:
        self.until(lambda: not self.workspace.folder.scanning)
        self.until(
            lambda: (
                self.workspace.encoders.encoder is not None
                and self.workspace.encoders.waiting_count == 0
                and self.session.engine.learner is not None
                and len(self.session.engine.learner.embeddings) + len(self.session.state.problems())
                >= len(self.session.state)
            )
        )
        self.workspace.learning.note_files()

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        target: QWidget | None = None,
    ) -> None:
        QTest.keyClick(target or self.window, key, modifier)

    def type_name(self, name: str) -> None:
        field = self.page.picker.field
        self.until(field.isVisible)
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def quit(self) -> None:
        self.has_quit = True
        self.window.close()
        self.application.shut_down()
        self.window.deleteLater()


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[], Driver]]:
    """Start the program; what still runs at the end of the test is ended."""
    drivers: list[Driver] = []

    def begin() -> Driver:
        driver = Driver(qtbot, qapp)
        drivers.append(driver)
        return driver

    yield begin
    for driver in drivers:
        if not driver.has_quit:
            driver.quit()


def draw_photos(folder: Path, count: int, *, seed: int = 5) -> dict[str, str]:
    """Draw pictures in three colours and return their classes by path."""
    random = np.random.default_rng(seed)
    truth = {}
    names = list(COLOURS)
    for number in range(count):
        name = names[number % len(names)]
        noise = random.normal(0, 12, (90, 120, 3))
        pixels = np.clip(np.array(COLOURS[name]) + noise, 0, 255).astype(np.uint8)
        path = f"trip/day {number % 2 + 1}/IMG_{number + 1}.jpg"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(folder / path)
        truth[path] = name
    return truth
