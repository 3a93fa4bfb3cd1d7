"""Run a job's generator on a thread of its own, and say how it ended, once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import CancelledError, KnownError

Job = Callable[[CancelToken], Iterator[object]]
"""Makes the generator; called on the worker's thread."""

_log = logging.getLogger(__name__)


class Task(QThread):
    """One run of a job.

    Signals are delivered on the thread where their receivers live. After any number of
    ``progressed`` comes exactly one of ``succeeded``, ``failed`` and ``cancelled``, and after that
    Qt's own ``finished``.

    Parameters
    ----------
    name : str
        For logs and progress rows.
    job : callable
        Takes a :class:`CancelToken`, returns the generator.
    parent : QObject, optional
        Qt's parent.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, name: str, job: Job, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._job = job
        self._token = CancelToken()

    @property
    def name(self) -> str:
        """The name given."""
        return self.objectName()

    @property
    def token(self) -> CancelToken:
        """The token that stops the job."""
        return self._token

    def cancel(self) -> None:
        """Ask the job to stop; ``cancelled`` follows unless it ends before."""
        self._token.cancel()

    def run(self) -> None:
        """Work through the generator. Runs on the worker's thread, called by Qt."""
        try:
            result = self._exhaust()
        except CancelledError:
            self.cancelled.emit()
        except KnownError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the thread's outermost frame: a bug must be seen
            _log.exception("task %s failed", self.name)
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)

    def _exhaust(self) -> object:
        generator = self._job(self._token)
        try:
            while True:
                self._token.raise_if_cancelled()
                try:
                    event = next(generator)
                except StopIteration as stop:
                    return stop.value
                self.progressed.emit(event)
        finally:
            if isinstance(generator, Generator):
                generator.close()


def is_from(receiver: QObject, task: Task | None) -> bool:
    """Return whether the signal that is being delivered to ``receiver`` comes from ``task``.

    False without a task: signals of a task that was given up may still arrive after everybody
    forgot it, and Qt names no sender for them once the task itself is gone.
    """
    return task is not None and receiver.sender() is task


class TaskRunner(QObject):
    """Start tasks, keep them alive until they are finished, and stop them all at the end.

    Lives on the GUI thread.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Task] = []
        self._closed = False

    @property
    def running(self) -> list[Task]:
        """The tasks that are not finished yet."""
        return list(self._running)

    @property
    def is_closed(self) -> bool:
        """Whether it is shut down: what still arrives must start nothing new."""
        return self._closed

    def make(self, name: str, job: Job) -> Task:
        """Return a task that is not started, so that its signals can be connected first."""
        return Task(name, job)

    def start(self, task: Task) -> Task:
        """Start a task and hold on to it until it is finished."""
        if self._closed:
            raise RuntimeError("the task runner is shut down")
        self._running.append(task)
        task.finished.connect(self._forget_finished)
        task.start()
        return task

    def shutdown(self, timeout_ms: int = 10_000) -> bool:
        """Cancel all tasks and wait for them; return whether all ended in time."""
        self._closed = True
        for task in self._running:
            task.cancel()
        deadline = QDeadlineTimer(timeout_ms)
        in_time = [task.wait(deadline) for task in self._running]
        self._running = [task for task in self._running if not task.isFinished()]
        return all(in_time)

    def _forget_finished(self) -> None:
        # Only the one that says so: another one may have ended too, with its outcome still in the
        # line of events, and must live until that is delivered.
        task = self.sender()
        if isinstance(task, Task) and task in self._running:
            self._running.remove(task)
            task.deleteLater()
