"""Look over the labels of a session in the background."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.review import ReviewFindings, ReviewRequest
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.state import ChangeSet
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.review import review_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.notices import Notice, NoticeKind, words_of
from iaia_desktop.workers.task import Task, TaskRunner, is_from


class ReviewFinder(QObject):
    """Hold what was found, and whether labels changed since. Lives on the GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Whose labels are looked over.
    runner : TaskRunner
        Starts the task.
    """

    ended = Signal()
    """The labels are looked over, or could not be."""

    progressed = Signal(object)
    """Progress."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self, session: AnnotationSession, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._task: Task | None = None
        self._findings = ReviewFindings()
        self._stale = True
        session.changed.connect(self._on_changed)

    @property
    def findings(self) -> ReviewFindings:
        """What was found the last time."""
        return self._findings

    @property
    def busy(self) -> bool:
        """Whether the labels are being looked over."""
        return self._task is not None

    @property
    def outdated(self) -> bool:
        """Whether labels changed since the labels were looked over, or began to be."""
        return self._stale

    @property
    def stale(self) -> bool:
        """Whether labels changed, or some could not be looked over."""
        return self._stale or self.unseen_count > 0

    @property
    def unseen_count(self) -> int:
        """Labelled images that were not looked over, such as those without an embedding."""
        state = self._session.state
        labelled = sum(state.count_members(row.class_id) for row in state.classes())
        return max(0, labelled - self._findings.labels)

    def look_over(self) -> None:
        """Look over all labels; ``ended`` follows. What was found before stays until then."""
        self.stop()
        self._stale = False
        task = self._runner.make("review", partial(review_job, self._request()))
        task.succeeded.connect(self._on_found)
        task.failed.connect(self._on_failed)
        task.progressed.connect(self._on_progressed)
        self._task = self._runner.start(task)

    def stop(self) -> None:
        """Give up what is on its way; does not wait."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._stale = True

    def _request(self) -> ReviewRequest:
        state, learner = self._session.state, self._session.engine.learner
        if learner is None:
            none = np.zeros(0, dtype=np.int64)
            return ReviewRequest(np.zeros((0, 1), dtype=np.float32), none, none)
        ids: list[ImageId] = []
        labels: list[ClassId] = []
        for number in learner.embeddings.known_ids().tolist():
            class_id = state.verdict(ImageId(number)).class_id
            if class_id is not None:
                ids.append(ImageId(number))
                labels.append(class_id)
        return ReviewRequest(
            learner.embeddings.all_rows(),
            np.array(ids, dtype=np.int64),
            np.array(labels, dtype=np.int64),
        )

    def _on_progressed(self, progress: Progress) -> None:
        if is_from(self, self._task):
            self.progressed.emit(progress)

    def _on_found(self, findings: ReviewFindings) -> None:
        if is_from(self, self._task):
            self._task = None
            self._findings = findings
            self.ended.emit()

    def _on_failed(self, error: Exception) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        text = words_of(error, Saying("The review failed: {reason}", reason=str(error)))
        self.noticed.emit(Notice(NoticeKind.ERROR, text, "review"))
        self.ended.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.images:
            self._stale = True
