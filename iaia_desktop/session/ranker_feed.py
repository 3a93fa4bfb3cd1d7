"""Keep the rankers of a session fitted to its labels, in the background."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from iaia_desktop.core.folder_shape import FolderShape
from iaia_desktop.core.ranker_bank import RankerBank
from iaia_desktop.jobs.fit_rankers import fit_rankers_job, shape_folder_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.workers.task import Job, Task, TaskRunner, is_from

_AFTER_MS = 20
"""Changes that follow each other within this are fitted to at once."""

_REST = 1.0
_LONG_MS = 1_000
_LONG_REST = 3.0
"""After a fit the processor rests for so many times as long as it took, for all else to breathe;
more after a long one, for then the labels of a few seconds are few among many."""

_log = logging.getLogger(__name__)


class RankerFeed(QObject):
    """Work the folder's shape out as embeddings arrive, and fit as labels do. GUI thread.

    One task at a time: what changes while it runs is followed when it has ended.

    Parameters
    ----------
    session : AnnotationSession
        Whose rankers are fitted.
    encoders : EncoderFeed
        Knows whether more embeddings are on the way.
    runner : TaskRunner
        Starts the tasks.
    """

    def __init__(
        self,
        session: AnnotationSession,
        encoders: EncoderFeed,
        runner: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._encoders = encoders
        self._runner = runner
        self._task: Task | None = None
        self._fitted: RankerBank | None = None
        self._encoder_id = ""
        self._started = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        session.changed.connect(self._on_changed)
        session.suggestions_changed.connect(self._on_changed)

    @property
    def busy(self) -> bool:
        """Whether the rankers are being fitted to what changed."""
        return self._task is not None or self._timer.isActive()

    def stop(self) -> None:
        """Give up what is on its way; the session closes."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_changed(self, _changes: object = None) -> None:
        if self._task is None and not self._timer.isActive():
            self._timer.start(_AFTER_MS)

    def _go_on(self) -> None:
        """Start what is needed next, if anything is."""
        engine = self._session.engine
        learner = engine.learner
        if self._task is not None or learner is None or self._runner.is_closed:
            return
        if learner.encoder_id != self._encoder_id:
            self._encoder_id, self._fitted = learner.encoder_id, None
        request = engine.rankers.shape_request(learner, complete=self._encoders.waiting_count == 0)
        if request is not None:
            self._start("folder shape", partial(shape_folder_job, request), self._on_shaped)
            return
        bank = engine.rankers.latest(learner, engine.method)
        if bank is self._fitted:
            return
        if bank is None:
            self._take(None)
        else:
            job = partial(fit_rankers_job, bank, ahead=engine.ranking_request())
            self._start("rankers", job, self._on_fitted)

    def _start(self, name: str, job: Job, succeeded: Callable[..., None]) -> None:
        task = self._runner.make(name, job)
        task.succeeded.connect(succeeded)
        task.failed.connect(self._on_failed)
        self._started = time.monotonic()
        self._task = self._runner.start(task)

    def _on_shaped(self, shape: FolderShape) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        learner = self._session.engine.learner
        if learner is not None and learner.encoder_id == self._encoder_id:
            self._session.engine.rankers.take_shape(shape)
        self._go_on()

    def _on_fitted(self, bank: RankerBank) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        took_ms = 1000 * (time.monotonic() - self._started)
        learner = self._session.engine.learner
        if learner is not None and learner.encoder_id == self._encoder_id:
            self._take(bank)
        rest = _LONG_REST if took_ms > _LONG_MS else _REST
        self._timer.start(max(_AFTER_MS, round(rest * took_ms)))

    def _take(self, bank: RankerBank | None) -> None:
        self._fitted = bank
        self._session.engine.rankers.take_bank(bank)
        self._session.suggestions_changed.emit()

    def _on_failed(self, error: Exception) -> None:
        if is_from(self, self._task):
            # Suggestions go on without: a bug here must be seen, but nobody's work waits for it.
            self._task = None
            _log.error("the rankers could not be fitted", exc_info=error)
