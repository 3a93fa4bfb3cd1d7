"""Keep the ranking of all images that wait at hand, worked out in the background."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.folder_ranking import FolderRanking, empty_ranking
from iaia_desktop.jobs.rank_folder import rank_folder_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.workers.task import Task, TaskRunner, is_from


class FolderRanker(QObject):
    """Rank the folder when asked, on a background thread. Lives on the GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Whose images are ranked; only looked at.
    runner : TaskRunner
        Starts the task.
    """

    ranked = Signal(object)
    """FolderRanking: the one that was asked for last."""

    def __init__(
        self, session: AnnotationSession, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._task: Task | None = None
        self._latest = empty_ranking()
        self._stale = True
        session.changed.connect(self._on_changed)
        session.suggestions_changed.connect(self._on_changed)

    @property
    def latest(self) -> FolderRanking:
        """The last ranking that came; perhaps of a moment ago, see :attr:`stale`."""
        return self._latest

    @property
    def stale(self) -> bool:
        """Whether labels, embeddings or the method changed since :attr:`latest` was asked for."""
        return self._stale

    @property
    def busy(self) -> bool:
        """Whether a ranking is on its way."""
        return self._task is not None

    def refresh(self) -> None:
        """Rank anew; ``ranked`` follows. A ranking on its way is given up for this one."""
        self.stop()
        request = self._session.engine.ranking_request(may_lag=True)
        self._stale = False
        task = self._runner.make("ranking", partial(rank_folder_job, request))
        task.succeeded.connect(self._on_ranked)
        self._task = self._runner.start(task)

    def stop(self) -> None:
        """Give up a ranking that is on its way; does not wait."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_ranked(self, ranking: FolderRanking) -> None:
        if is_from(self, self._task):
            self._task = None
            self._latest = ranking
            self.ranked.emit(ranking)

    def _on_changed(self, _changes: object = None) -> None:
        self._stale = True
