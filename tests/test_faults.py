"""Faults of ours: caught on any thread, logged, told once, and the details can be copied."""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from iaia_desktop import __version__
from iaia_desktop.app import Application
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.fault_log import FaultLog
from iaia_desktop.faults import FaultReporter
from iaia_desktop.ui.message_bar import MessageBar
from iaia_desktop.workers.picture_loader import Picture, PictureLoader


class Scene:
    """A window whose faults are reported."""

    def __init__(self, application: Application, reporter: FaultReporter, log: FaultLog) -> None:
        self.application = application
        self.reporter = reporter
        self.log = log

    @property
    def messages(self) -> MessageBar:
        return self.application.window.messages

    @property
    def words(self) -> list[str]:
        return [message.text for message in self.messages.messages]

    def copied(self) -> str:
        button = next(
            button
            for button in self.messages.findChildren(QPushButton)
            if button.text() == "Copy details"
        )
        button.click()
        return QGuiApplication.clipboard().text()

    def logged(self) -> str:
        return self.log.path.read_text(encoding="utf-8")


@pytest.fixture
def scene(qtbot: QtBot, qapp: object, tmp_path: Path) -> Iterator[Scene]:
    log = FaultLog(tmp_path / "logs")
    log.start()
    application = Application(qapp)  # type: ignore[arg-type]
    reporter = FaultReporter(application.window, str(log.path))
    # pytest-qt puts its own hook in place for the test; ours goes over it.
    reporter.install()
    application.window.show()
    yield Scene(application, reporter, log)
    reporter.uninstall()
    application.window.close()
    application.shut_down()
    application.window.deleteLater()
    log.stop()


def stumble(words: str) -> Callable[[], None]:
    def run() -> None:
        raise LookupError(words)

    return run


def in_a_slot(_scene: Scene) -> None:
    QTimer.singleShot(0, stumble("told once"))


def in_a_thread(_scene: Scene) -> None:
    thread = threading.Thread(target=stumble("told once"), name="somewhere")
    thread.start()
    thread.join()


def in_a_task(scene: Scene) -> None:
    def job(_cancel: CancelToken) -> Generator[int, None, None]:
        yield 1
        stumble("told once")()

    runner = scene.application.runner
    runner.start(runner.make("stumbling", job))


def in_a_picture_loader(scene: Scene) -> None:
    def load(_key: object) -> Picture:
        raise LookupError("told once")

    loader = PictureLoader(load, budget_bytes=1)
    loader.setParent(scene.application.window)
    loader.failed.connect(lambda *_: loader.close())
    loader.want(["picture"])


def in_a_finaliser(_scene: Scene) -> None:
    class Ends:
        def __del__(self) -> None:
            stumble("told once")()

    Ends()
    gc.collect()


@pytest.mark.parametrize(
    "somewhere", [in_a_slot, in_a_thread, in_a_task, in_a_picture_loader, in_a_finaliser]
)
def test_a_fault_anywhere_is_logged_and_told_with_its_details(
    somewhere: Callable[[Scene], None], scene: Scene, qtbot: QtBot
) -> None:
    somewhere(scene)
    qtbot.waitUntil(lambda: bool(scene.words))
    (words,) = scene.words
    assert "LookupError: told once" in words
    assert "Your labels are saved" in words
    assert "in stumble" not in words  # no traceback in words
    copied = scene.copied()
    assert f"IAIA Desktop {__version__}" in copied
    assert "raise LookupError(" in copied
    assert str(scene.log.path) in copied
    assert "LookupError: told once" in scene.logged()
    assert scene.application.window.isVisible()


def test_the_same_fault_is_told_and_logged_once_however_often_it_comes(
    scene: Scene, qtbot: QtBot
) -> None:
    fault = stumble("again and again")
    timer = QTimer(scene.application.window, interval=1)
    seen: list[int] = []
    timer.timeout.connect(lambda: seen.append(1))
    timer.timeout.connect(fault)
    timer.start()
    qtbot.waitUntil(lambda: bool(scene.words))
    scene.copied()  # which takes the message away
    before = len(seen)
    qtbot.waitUntil(lambda: len(seen) > before + 20)
    timer.stop()
    assert scene.words == []
    assert scene.logged().count("LookupError: again and again") == 1
    scene.reporter.uninstall()
    assert "times: LookupError at" in scene.logged()


def test_another_fault_is_told_too_and_the_details_hold_both(scene: Scene, qtbot: QtBot) -> None:
    def other() -> None:
        raise ZeroDivisionError("the other")

    QTimer.singleShot(0, stumble("the one"))
    QTimer.singleShot(0, other)
    qtbot.waitUntil(lambda: any("the other" in words for words in scene.words))
    assert len(scene.words) == 1
    copied = scene.copied()
    assert "LookupError: the one" in copied
    assert "ZeroDivisionError: the other" in copied


def test_what_threads_hook_into_is_given_back(scene: Scene) -> None:
    assert sys.excepthook == scene.reporter._on_exception
    scene.reporter.uninstall()
    assert sys.excepthook != scene.reporter._on_exception
    assert threading.excepthook != scene.reporter._on_thread_exception


def test_a_crash_is_told_the_next_time(scene: Scene) -> None:
    scene.reporter.tell_of_crash("Fatal Python error: Segmentation fault")
    assert "ended unexpectedly the last time" in scene.words[0]
    assert "Segmentation fault" in scene.copied()


def test_an_interrupt_closes_the_window(scene: Scene) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not scene.application.window.isVisible()
    assert scene.words == []


def test_shutting_down_goes_on_after_a_fault(
    qapp: object, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    application = Application(qapp)  # type: ignore[arg-type]
    ended: list[str] = []
    monkeypatch.setattr(application.desk, "close", stumble("on the way"))
    shutdown = application.runner.shutdown

    def end_tasks() -> None:
        ended.append("tasks")
        shutdown()

    monkeypatch.setattr(application.runner, "shutdown", end_tasks)
    monkeypatch.setattr(application.embeddings, "close", lambda: ended.append("caches"))
    with pytest.raises(LookupError, match="on the way"):
        application.shut_down()
    assert ended == ["tasks", "caches"]
    application.window.deleteLater()
    logging.getLogger("iaia_desktop").handlers.clear()
