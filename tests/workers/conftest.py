"""No test of the workers may leave a thread behind."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from iaia_desktop.workers.task import Task, TaskRunner


@pytest.fixture(autouse=True)
def _no_leaked_threads(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail when a Python thread or a task still runs after the test."""
    tasks: weakref.WeakSet[Task] = weakref.WeakSet()
    make = Task.__init__

    def track(task: Task, *args: Any, **named: Any) -> None:
        make(task, *args, **named)
        tasks.add(task)

    monkeypatch.setattr(Task, "__init__", track)
    before = set(threading.enumerate())
    yield
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [thread for thread in threading.enumerate() if thread not in before]
    # What Python makes up for a thread of Qt's has no end of its own.
    real = [thread for thread in left if not isinstance(thread, threading._DummyThread)]
    for thread in real:
        thread.join(60)
    assert [thread.name for thread in real if thread.is_alive()] == []
    assert [task.name for task in tasks if isValid(task) and task.isRunning()] == []


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    """Return a runner that is shut down at the end."""
    made = TaskRunner()
    yield made
    assert made.shutdown(60_000)
    assert made.running == []
