"""The real window, offscreen, driven by key presses as a person drives it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from iaia_desktop.app import Application
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.label_page import LabelPage

_LOOK_EVERY_MS = 2
_BETWEEN_KEYS_S = 0.02
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class WaitedTooLongError(Exception):
    """What should have happened did not."""


class WindowDriver:
    """One run of the program in this process.

    Parameters
    ----------
    encoder_spec : str
        The encoder of new sessions.
    """

    def __init__(self, encoder_spec: str = "builtin") -> None:
        self.qt = QApplication.instance() or QApplication([])
        if not isinstance(self.qt, QApplication):
            raise TypeError("another kind of application runs in this process")
        self.application = Application(self.qt)
        self.application.settings.change(encoder_spec=encoder_spec)
        self.window = self.application.window

    @property
    def workspace(self) -> Workspace:
        """What is open."""
        found = self.application.desk.workspace
        if found is None:
            raise WaitedTooLongError("no session is open")
        return found

    @property
    def session(self) -> AnnotationSession:
        """The open session."""
        return self.workspace.session

    @property
    def page(self) -> LabelPage:
        """The labelling page."""
        page = self.window.label_page()
        if page is None:
            raise WaitedTooLongError("there is no labelling page")
        return page

    def until(self, condition: Callable[[], bool], what: str, timeout_s: float = 300.0) -> float:
        """Let the window live until a condition holds; return how long that took, in s.

        Raises
        ------
        WaitedTooLongError
            When it does not hold in time.
        """
        started = time.perf_counter()
        if condition():
            return 0.0
        loop = QEventLoop()
        timer = QTimer(interval=_LOOK_EVERY_MS)

        def look() -> None:
            if condition() or time.perf_counter() - started > timeout_s:
                loop.quit()

        timer.timeout.connect(look)
        timer.start()
        loop.exec()
        timer.stop()
        if not condition():
            raise WaitedTooLongError(f"waited {timeout_s:.0f} s in vain until {what}")
        return time.perf_counter() - started

    def live(self, wait_s: float) -> None:
        """Let the window live for a while."""
        loop = QEventLoop()
        QTimer.singleShot(round(1000 * wait_s), loop.quit)
        loop.exec()

    def open(self, target: Path | None) -> None:
        """Show the window on a target, and wait for its first picture."""
        self.application.start(target)
        if target is not None:
            self.until(lambda: self.application.desk.workspace is not None, "a session is open")
            self.until(lambda: self.session.current is not None, "there is an image")
            self.see_image()

    def see_image(self) -> None:
        """Wait until the image on screen can be judged."""
        self.until(lambda: self.page.stage.can_be_judged, "the picture is on screen")

    def embed_all(self) -> None:
        """Wait until the folder is scanned and every image that can be read is embedded."""
        self.until(lambda: not self.workspace.folder.scanning, "the folder is scanned")
        self.until(self._all_embedded, "all images are embedded")

    def _all_embedded(self) -> bool:
        learner = self.session.engine.learner
        state = self.session.state
        return (
            self.workspace.encoders.waiting_count == 0
            and learner is not None
            and len(learner.embeddings) + len(state.problems()) >= len(state)
        )

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = _NO_MODIFIER,
        target: QWidget | None = None,
    ) -> None:
        """Press a key."""
        QTest.keyClick(target or self.window, key, modifier)

    def name_class(self, name: str) -> None:
        """Name a new class for the image on screen."""
        self.press(Qt.Key.Key_N)
        field = self.page.picker.field
        self.until(field.isVisible, "a name can be typed")
        self._type(field, name)

    def label_as(self, name: str) -> None:
        """Give the image on screen a class: by its key, or by its name when it is new."""
        row = self.session.state.class_named(name)
        if row is None:
            self.name_class(name)
        elif row.key:
            QTest.keyClicks(self.window, row.key)
        else:
            self.press(Qt.Key.Key_Slash)
            field = self.page.picker.field
            self.until(field.isVisible, "a class can be typed")
            self._type(field, name)

    def _type(self, field: QWidget, text: str) -> None:
        """Type as a person does: the window lives on between two keys."""
        for letter in text:
            QTest.keyClicks(field, letter)
            self.live(_BETWEEN_KEYS_S)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def quit(self) -> None:
        """Close the window and end all work."""
        self.window.close()
        self.application.shut_down()
        self.window.deleteLater()
        self.live(0.05)
