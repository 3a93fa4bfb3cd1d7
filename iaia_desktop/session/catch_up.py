"""Do what opening a session put off: check its file, keep a backup, bring the metrics back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.answers import StoredAnswers
from iaia_desktop.core.errors import SessionDamagedError
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.catch_up import finish_checks_job, stored_answers_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.notices import Notice, NoticeKind, words_of
from iaia_desktop.workers.task import Task, TaskRunner, is_from

_AFTER_MS = 300
"""The picture and the first key go before."""


class CatchUp(QObject):
    """Run what was put off, once the picture is on screen. Lives on the GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Freshly opened.
    runner : TaskRunner
        Starts and keeps tasks.
    """

    damaged = Signal(object)
    """SessionDamagedError: the session's file should not be written to."""

    ended = Signal()
    """Nothing is left to be done."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self, session: AnnotationSession, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._checking: Task | None = None
        self._reading: Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin in a moment."""
        self._timer.start()

    def stop(self) -> None:
        """Give up what is not done; closing the store finishes the checks."""
        self._timer.stop()
        for task in (self._checking, self._reading):
            if task is not None:
                task.cancel()
        self._checking = self._reading = None

    def _go_on(self) -> None:
        store = self._session.store
        if not store.has_checks_to_finish:
            self._say_backup(store.backup_problem)
            self._read_answers()
            return
        task = self._runner.make("check", partial(finish_checks_job, store))
        task.succeeded.connect(self._on_checked)
        task.failed.connect(self._on_not_checked)
        self._checking = self._runner.start(task)

    def _read_answers(self) -> None:
        if not self._session.engine.answers.awaits_stored:
            self.ended.emit()
            return
        task = self._runner.make("answers", partial(stored_answers_job, self._session.store.path))
        task.succeeded.connect(self._on_answers)
        task.failed.connect(self._on_no_answers)
        self._reading = self._runner.start(task)

    def _on_checked(self, backup_problem: str) -> None:
        if not is_from(self, self._checking):
            return
        self._checking = None
        self._say_backup(backup_problem)
        self._read_answers()

    def _on_not_checked(self, error: Exception) -> None:
        if not is_from(self, self._checking):
            return
        self._checking = None
        if isinstance(error, SessionDamagedError):
            self.damaged.emit(error)
            return
        text = Saying("The session could not be checked: {reason}", reason=str(error))
        self._say(text, error)
        self._read_answers()

    def _on_answers(self, stored: StoredAnswers) -> None:
        if is_from(self, self._reading):
            self._take(stored)

    def _on_no_answers(self, error: Exception) -> None:
        if is_from(self, self._reading):
            text = Saying(
                "The answers of the session could not be read: {reason}", reason=str(error)
            )
            self._say(text, error)
            self._take(StoredAnswers(0))

    def _take(self, stored: StoredAnswers) -> None:
        self._reading = None
        self._session.engine.answers.take_stored(stored)
        self._session.suggestions_changed.emit()
        self.ended.emit()

    def _say_backup(self, problem: str) -> None:
        if problem:
            self.noticed.emit(Notice(NoticeKind.WARNING, problem, "backup"))

    def _say(self, of_a_bug: Saying, error: Exception) -> None:
        self.noticed.emit(Notice(NoticeKind.ERROR, words_of(error, of_a_bug), "catching-up"))
