from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable, Generator, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread
from pytestqt.qtbot import QtBot

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import FolderError
from iaia_desktop.workers.task import Job, Task, TaskRunner, is_from

TIMEOUT_MS = 60_000


class Listener(QObject):
    """Write down what a task says, and on which thread it was heard."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.threads: set[QThread] = set()

    def follow(self, task: Task) -> Task:
        task.progressed.connect(self._on_progressed)
        task.succeeded.connect(self._on_succeeded)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)
        task.finished.connect(self._on_finished)
        return task

    def outcomes(self) -> list[str]:
        return [name for name, _ in self.heard if name != "progressed"]

    def _hear(self, name: str, value: object = None) -> None:
        self.heard.append((name, value))
        self.threads.add(QThread.currentThread())

    def _on_progressed(self, event: object) -> None:
        self._hear("progressed", event)

    def _on_succeeded(self, result: object) -> None:
        self._hear("succeeded", result)

    def _on_failed(self, error: object) -> None:
        self._hear("failed", error)

    def _on_cancelled(self) -> None:
        self._hear("cancelled")

    def _on_finished(self) -> None:
        self._hear("finished")


@pytest.fixture
def listener(qapp: object) -> Listener:
    return Listener()


def wait_finished(qtbot: QtBot, listener: Listener) -> None:
    qtbot.waitUntil(lambda: "finished" in listener.outcomes(), timeout=TIMEOUT_MS)


def play(qtbot: QtBot, runner: TaskRunner, listener: Listener, job: Job) -> Task:
    """Run a job to its end, whatever that is."""
    task = runner.start(listener.follow(runner.make("play", job)))
    wait_finished(qtbot, listener)
    qtbot.waitUntil(lambda: runner.running == [], timeout=TIMEOUT_MS)
    return task


def counting(cancel: CancelToken) -> Generator[int, None, str]:
    yield 1
    yield 2
    return "done"


def test_a_generator_that_ends_succeeds_once_and_then_finishes(
    qtbot: QtBot, runner: TaskRunner, listener: Listener
) -> None:
    play(qtbot, runner, listener, counting)
    assert listener.heard == [
        ("progressed", 1),
        ("progressed", 2),
        ("succeeded", "done"),
        ("finished", None),
    ]
    assert listener.threads == {QThread.currentThread()}


def test_an_iterator_that_is_no_generator_succeeds_with_nothing(
    qtbot: QtBot, runner: TaskRunner, listener: Listener
) -> None:
    play(qtbot, runner, listener, lambda _cancel: iter([1]))
    assert listener.heard == [("progressed", 1), ("succeeded", None), ("finished", None)]


def test_the_job_is_made_and_run_on_another_thread(
    qtbot: QtBot, runner: TaskRunner, listener: Listener
) -> None:
    seen: list[bool] = []

    def job(_cancel: CancelToken) -> Iterator[int]:
        seen.append(threading.current_thread() is threading.main_thread())
        yield from ()
        seen.append(threading.current_thread() is threading.main_thread())

    play(qtbot, runner, listener, job)
    assert seen == [False, False]


def test_a_known_error_fails_once_with_its_words(
    qtbot: QtBot, runner: TaskRunner, listener: Listener
) -> None:
    error = FolderError("It is gone.", "Look elsewhere.")

    def job(_cancel: CancelToken) -> Iterator[int]:
        yield 1
        raise error

    play(qtbot, runner, listener, job)
    assert listener.heard == [("progressed", 1), ("failed", error), ("finished", None)]


def test_a_bug_fails_once_and_is_logged(
    qtbot: QtBot, runner: TaskRunner, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    def job(_cancel: CancelToken) -> Iterator[int]:
        yield 1
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        play(qtbot, runner, listener, job)
    assert listener.outcomes() == ["failed", "finished"]
    assert isinstance(listener.heard[1][1], ZeroDivisionError)
    assert "task play failed" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_job_that_cannot_even_be_made_fails(
    qtbot: QtBot, runner: TaskRunner, listener: Listener
) -> None:
    def job(_cancel: CancelToken) -> Iterator[int]:
        raise FolderError("No.")

    play(qtbot, runner, listener, job)
    assert listener.outcomes() == ["failed", "finished"]


def test_a_cancelled_job_is_cancelled_once_and_cleans_up(
    qtbot: QtBot, runner: TaskRunner, listener: Listener
) -> None:
    cleaned = threading.Event()

    def job(cancel: CancelToken) -> Iterator[int]:
        try:
            yield 1
            while True:
                cancel.raise_if_cancelled()
                cancel.wait(5)
                yield 2
        finally:
            cleaned.set()

    task = runner.start(listener.follow(runner.make("play", job)))
    qtbot.waitUntil(lambda: bool(listener.heard), timeout=TIMEOUT_MS)
    task.cancel()
    task.cancel()
    wait_finished(qtbot, listener)
    assert listener.outcomes() == ["cancelled", "finished"]
    assert cleaned.is_set()
    assert task.token.cancelled


def test_a_job_that_ends_although_it_was_cancelled_succeeds(
    qtbot: QtBot, runner: TaskRunner, listener: Listener
) -> None:
    def job(cancel: CancelToken) -> Generator[int, None, str]:
        yield 1
        cancel.wait(5)
        return "done all the same"

    task = runner.start(listener.follow(runner.make("play", job)))
    qtbot.waitUntil(lambda: bool(listener.heard), timeout=TIMEOUT_MS)
    task.cancel()
    wait_finished(qtbot, listener)
    assert listener.outcomes() == ["succeeded", "finished"]


def test_cancelled_before_the_start_nothing_of_the_job_is_done(
    qtbot: QtBot, runner: TaskRunner, listener: Listener
) -> None:
    done: list[int] = []

    def job(_cancel: CancelToken) -> Iterator[int]:
        done.append(1)
        yield 1

    task = listener.follow(runner.make("play", job))
    task.cancel()
    runner.start(task)
    wait_finished(qtbot, listener)
    assert listener.outcomes() == ["cancelled", "finished"]
    assert done == []


def test_a_task_that_nobody_else_holds_lives_until_it_is_finished(
    qtbot: QtBot, runner: TaskRunner, listener: Listener
) -> None:
    go_on = threading.Event()

    def job(_cancel: CancelToken) -> Iterator[int]:
        assert go_on.wait(60)
        yield 1

    gone = weakref.ref(runner.start(listener.follow(runner.make("play", job))))
    assert [task.name for task in runner.running] == ["play"]
    go_on.set()
    wait_finished(qtbot, listener)
    qtbot.waitUntil(lambda: runner.running == [], timeout=TIMEOUT_MS)
    assert listener.outcomes() == ["succeeded", "finished"]
    QCoreApplication.processEvents()
    assert gone() is None


def test_many_short_tasks_each_have_one_outcome(
    qtbot: QtBot, runner: TaskRunner, listener: Listener
) -> None:
    for _ in range(40):
        runner.start(listener.follow(runner.make("short", counting)))
    qtbot.waitUntil(lambda: runner.running == [], timeout=TIMEOUT_MS)
    assert listener.outcomes().count("succeeded") == 40
    assert listener.outcomes().count("finished") == 40
    assert len(listener.outcomes()) == 80


class Owner(QObject):
    """Follow one task, as the parts of a session do."""

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self._runner = runner
        self.task: Task | None = None
        self.taken: list[object] = []
        self.passed_over: list[object] = []

    def start(self, job: Job) -> Task:
        task = self._runner.make("owned", job)
        task.progressed.connect(self._take)
        task.succeeded.connect(self._take)
        self.task = task
        return self._runner.start(task)

    def _take(self, value: object) -> None:
        (self.taken if is_from(self, self.task) else self.passed_over).append(value)


def say(value: object) -> Callable[[CancelToken], Generator[object, None, object]]:
    def job(_cancel: CancelToken) -> Generator[object, None, object]:
        yield value
        return value

    return job


def test_signals_of_the_task_in_hand_are_told_from_all_others(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    owner = Owner(runner)
    owner.start(say("old"))
    owner.start(say("new"))
    qtbot.waitUntil(lambda: runner.running == [], timeout=TIMEOUT_MS)
    assert owner.taken == ["new", "new"]
    assert owner.passed_over == ["old", "old"]


def test_signals_of_a_task_that_was_given_up_are_from_nobody(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    owner = Owner(runner)
    owner.start(say("late")).wait(TIMEOUT_MS)
    # Its signals are in the line of events already.
    owner.task = None
    qtbot.waitUntil(lambda: runner.running == [], timeout=TIMEOUT_MS)
    assert owner.taken == []
    assert owner.passed_over == ["late", "late"]


def test_signals_that_outlive_their_task_are_from_nobody(qtbot: QtBot) -> None:
    runner = TaskRunner()
    owner = Owner(runner)
    owner.start(say("late"))
    owner.task = None
    assert runner.shutdown(TIMEOUT_MS)
    QCoreApplication.processEvents()
    assert owner.taken == []


def test_a_direct_call_is_from_nobody(qtbot: QtBot, runner: TaskRunner) -> None:
    owner = Owner(runner)
    assert not is_from(owner, None)
    assert not is_from(owner, runner.make("other", say(1)))


def test_an_outcome_arrives_although_another_task_finished_meanwhile(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    first, second = Owner(runner), Owner(runner)
    tasks = [first.start(say("first")), second.start(say("second"))]
    for task in tasks:
        task.wait(TIMEOUT_MS)
    del tasks, task
    qtbot.waitUntil(lambda: runner.running == [], timeout=TIMEOUT_MS)
    assert (first.taken, second.taken) == (["first"] * 2, ["second"] * 2)


def test_shutdown_ends_everything(qtbot: QtBot) -> None:
    runner = TaskRunner()
    started = [threading.Event() for _ in range(3)]

    def waiting(event: threading.Event) -> Job:
        def job(cancel: CancelToken) -> Iterator[int]:
            event.set()
            while not cancel.wait(5):
                yield 1
            cancel.raise_if_cancelled()

        return job

    for event in started:
        runner.start(runner.make("waiting", waiting(event)))
    assert all(event.wait(60) for event in started)
    assert runner.shutdown(TIMEOUT_MS)
    assert runner.running == []
    with pytest.raises(RuntimeError, match="shut down"):
        runner.start(runner.make("late", counting))


def test_shutdown_says_when_a_task_does_not_end_in_time_and_keeps_hold_of_it(
    qtbot: QtBot,
) -> None:
    runner = TaskRunner()
    started, go_on = threading.Event(), threading.Event()

    def deaf(_cancel: CancelToken) -> Iterator[int]:
        yield 1
        started.set()
        assert go_on.wait(60)

    runner.start(runner.make("deaf", deaf))
    assert started.wait(60)
    assert not runner.shutdown(20)
    assert [task.name for task in runner.running] == ["deaf"]
    go_on.set()
    assert runner.shutdown(TIMEOUT_MS)
    assert runner.running == []
