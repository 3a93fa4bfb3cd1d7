"""The precisions an encoder may be chosen in, and a try of one on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.saying import Saying
from iaia_desktop.encoders.precisions import Precision, obstacle
from iaia_desktop.encoders.processor import this_processor
from iaia_desktop.encoders.spec import join_precision, split_precision
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.settings_view import PrecisionChoice
from iaia_desktop.workers.task import Task, TaskRunner, is_from

__all__ = [
    "FULL",
    "PrecisionTrials",
    "join_precision",
    "precision_choices",
    "split_precision",
]

FULL = str(Precision.FLOAT32)
"""The precision that needs no word."""

_GRAPHICS = Saying("The graphics card computes here, faster and in half precision.")

TrialJob = Callable[[str, CancelToken], Iterator[object]]
"""Takes spec and token; the generator yields and returns as ``try_precision_job`` does."""


def precision_choices(device: str = "") -> tuple[PrecisionChoice, ...]:
    """Return the precisions, and what stands against each.

    Parameters
    ----------
    device : str
        Where the encoder in use computes; "" when none is.
    """
    processor = this_processor()
    return tuple(
        PrecisionChoice(
            str(precision),
            _GRAPHICS
            if precision is not Precision.FLOAT32 and device not in {"", "cpu"}
            else obstacle(precision, processor),
        )
        for precision in Precision
    )


class PrecisionTrials(QObject):
    """Try precisions in the background, one at a time. GUI thread.

    Parameters
    ----------
    runner : TaskRunner
        Starts and keeps tasks.
    job : callable, optional
        Takes a spec and a token; makes the job, as ``try_precision_job``.
    parent : QObject, optional
        Owner.
    """

    progressed = Signal(object)
    """Progress."""

    measured = Signal(object)
    """PrecisionTrial."""

    failed = Signal(object)
    """Why nothing could be measured, in words; a Saying."""

    def __init__(
        self, runner: TaskRunner, parent: QObject | None = None, *, job: TrialJob | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job = job or _trial
        self._task: Task | None = None

    @property
    def running(self) -> bool:
        """Whether something is being tried."""
        return self._task is not None

    def try_out(self, spec: str) -> None:
        """Measure an encoder in the precision of its spec against full precision."""
        self.cancel()
        task = self._runner.make("precision", partial(self._job, spec))
        task.progressed.connect(self._on_progressed)
        task.succeeded.connect(self._on_measured)
        task.failed.connect(self._on_failed)
        self._task = self._runner.start(task)

    def cancel(self) -> None:
        """Give up what is being tried; nothing more is told of it."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _on_progressed(self, progress: Progress) -> None:
        if is_from(self, self._task):
            self.progressed.emit(progress)

    def _on_measured(self, trial: object) -> None:
        if is_from(self, self._task):
            self._task = None
            self.measured.emit(trial)

    def _on_failed(self, error: Exception) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        # Anything else is in the log already.
        if isinstance(error, KnownError):
            self.failed.emit(error.words)
        else:
            self.failed.emit(Saying("It could not be measured; the log says why."))


def _trial(spec: str, cancel: CancelToken) -> Iterator[object]:
    """Make the job on the thread where it runs, so that nothing of it is imported before."""
    from iaia_desktop.jobs.try_precision import try_precision_job  # noqa: PLC0415 - see above

    return try_precision_job(spec, cancel)
