"""The statistics of the open session: worked out in a task, and made into what a window shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from iaia_desktop.core.method import EpsilonMode
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.state import ChangeSet
from iaia_desktop.core.statistics import ClassScore, Floats, Ints, thinned
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.jobs.session_statistics import (
    ActFigures,
    SessionFigures,
    StatisticsRequest,
    session_statistics_job,
)
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.notices import words_of
from iaia_desktop.session.novelty_view import MOST_POINTS, NoveltyView, novelty_view
from iaia_desktop.session.presenter import Presenter
from iaia_desktop.session.rankers_view import RankersView, rankers_view
from iaia_desktop.session.views import ClassRow
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.workers.task import Task, TaskRunner, is_from

MOST_IMAGES = 1_000
"""So many images of a figure are shown."""

_SOONEST_MS = 400
_REST_FACTOR = 10
"""A run that took so long is followed by this many times as much rest."""

_RANK_EVERY_MS = 5_000
"""All images that wait are ranked no more often than this for the statistics alone."""

_NO_SCORE = ClassScore(0, 0)
_NO_CLASS = ClassId(0)


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A value after each image, thinned for a chart.

    Attributes
    ----------
    places : tuple of int
        How many images there were, from 1; ascending.
    values : tuple of float
        Shares from 0 to 1; NaN where there is none.
    """

    places: tuple[int, ...] = ()
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """A class, and how often the suggestion was right for its images."""

    row: ClassRow
    score: ClassScore


@dataclass(frozen=True, slots=True)
class ConfusionRow:
    """How often ``suggested`` (None: "new class") was suggested for images of ``truth``."""

    truth: ClassRow
    suggested: ClassRow | None
    count: int


@dataclass(frozen=True, slots=True)
class OfClass:
    """The images with this label."""

    class_id: ClassId


@dataclass(frozen=True, slots=True)
class Mistaken:
    """The images of ``truth`` for which ``suggested`` (None: "new class") was suggested."""

    truth: ClassId
    suggested: ClassId | None


@dataclass(frozen=True, slots=True)
class OfCell:
    """The images that one cell of the confusion matrix C(nc, nc_hat) counts."""

    was_new: bool
    predicted_new: bool


ImageChoice = OfClass | Mistaken | OfCell
"""Which images a person wants to see."""


@dataclass(frozen=True, slots=True)
class ChosenImages:
    """How many images a figure counts, and the newest ones, the last one first."""

    total: int
    newest: tuple[ImageId, ...]


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """All that the statistics show.

    Attributes
    ----------
    answered : int
        Images whose suggestion a person answered.
    accuracy, accuracy_all : float or None
        Share of right suggestions, without and with the first images of classes.
    running, moving : SeriesView
        The accuracy from the beginning, and over the last images.
    window : int or None
        How many those are; None for a window that grows.
    confusion : tuple of tuple of int
        C(nc, nc_hat): rows are the truth (known, new), columns the suggestion.
    novelty : NoveltyView or None
        None while there is too little to compare.
    classes : tuple of ClassFigures
        Oldest first.
    confusions : tuple of ConfusionRow
        The most frequent first; classes that are gone are left out.
    acts : ActFigures
        What was done, and how fast.
    seconds_left : float or None
        Until every image has a label or is discarded, at the pace of the last ten minutes.
    rankers : RankersView
        How often each ranker was right.
    """

    answered: int
    accuracy: float | None
    accuracy_all: float | None
    running: SeriesView
    moving: SeriesView
    window: int | None
    confusion: tuple[tuple[int, int], tuple[int, int]]
    novelty: NoveltyView | None
    classes: tuple[ClassFigures, ...]
    confusions: tuple[ConfusionRow, ...]
    acts: ActFigures
    seconds_left: float | None
    rankers: RankersView = field(default_factory=RankersView)

    @property
    def precision(self) -> float | None:
        """Share of true new classes among the suggested ones; None when none was suggested."""
        (_, alarms), (_, hits) = self.confusion
        return hits / (hits + alarms) if hits + alarms else None

    @property
    def recall(self) -> float | None:
        """Share of suggested new classes among the true ones; None when there was none."""
        _, (misses, hits) = self.confusion
        return hits / (hits + misses) if hits + misses else None


def statistics_request(
    session: AnnotationSession, waiting: npt.NDArray[np.float32]
) -> StatisticsRequest:
    """Return a copy of what the job needs; some 10 ms of the GUI thread for 100,000 images.

    Parameters
    ----------
    waiting : ndarray, shape (w,), float32
        How new the images that wait look, as last ranked.
    """
    engine = session.engine
    own, other, chance = engine.evidence
    return StatisticsRequest(
        path=session.store.path,
        image_ids=list(engine.metrics.step_ids),
        steps=list(engine.metrics.steps),
        own=own,
        other=other,
        chance=chance,
        epsilon=engine.epsilon,
        waiting=waiting,
    )


def statistics_view(
    figures: SessionFigures,
    presenter: Presenter,
    rankers: RankersView,
    *,
    window: int | None,
    automatic: bool,
) -> StatisticsView:
    """Return what the statistics show; 5 ms of the GUI thread for 100,000 images.

    Parameters
    ----------
    figures : SessionFigures
        From the job.
    presenter : Presenter
        Knows the classes as they are called now.
    rankers : RankersView
        Their records now.
    window : int or None
        How many images the moving average looks back; None for a window that grows.
    automatic : bool
        Whether the program chose epsilon.
    """
    steps, acts = figures.steps, figures.acts
    places = thinned(len(steps), MOST_POINTS)
    running = steps.accuracy()
    counted, correct = steps.counted, steps.correct
    rows = {row.class_id: row for row in presenter.class_rows()}
    per_minute = acts.settled.per_minute
    return StatisticsView(
        answered=len(steps),
        accuracy=_share(int((correct & counted).sum()), int(counted.sum())),
        accuracy_all=_share(int(correct.sum()), len(steps)),
        running=_series(running, places),
        moving=_series(steps.moving_average(window), places),
        window=window,
        confusion=steps.confusion(),
        novelty=novelty_view(figures, automatic=automatic),
        classes=tuple(
            ClassFigures(row, figures.scores.get(class_id, _NO_SCORE))
            for class_id, row in rows.items()
        ),
        confusions=tuple(
            ConfusionRow(rows[pair.truth], rows.get(pair.suggested or _NO_CLASS), pair.count)
            for pair in figures.confused
            if pair.truth in rows and (pair.suggested is None or pair.suggested in rows)
        ),
        acts=acts,
        seconds_left=60.0 * acts.remaining / per_minute if per_minute else None,
        rankers=rankers,
    )


def _series(values: Floats, places: Ints) -> SeriesView:
    return SeriesView(tuple((places + 1).tolist()), tuple(values[places].tolist()))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


class StatisticsFeed(QObject):
    """Keep the statistics of a session up to date while somebody watches. GUI thread.

    Parameters
    ----------
    workspace : Workspace
        The open session.
    runner : TaskRunner
        Runs the job.
    """

    updated = Signal(object)
    """StatisticsView."""

    failed = Signal(object)
    """Saying: why there are no statistics."""

    def __init__(
        self, workspace: Workspace, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._figures: SessionFigures | None = None
        self._task: Task | None = None
        self._window: int | None = None
        self._automatic = False
        self._is_watched = False
        self._is_stale = True
        self._ranked_before = QElapsedTimer()
        self._elapsed = QElapsedTimer()
        self._rest_ms = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._begin)
        workspace.session.changed.connect(self._on_changed)
        workspace.session.suggestions_changed.connect(self._mark_stale)
        workspace.session.images_added.connect(self._mark_stale)
        workspace.ranker.ranked.connect(self._mark_stale)

    def set_watched(self, watched: bool) -> None:
        """Work while somebody watches, and rest otherwise."""
        self._is_watched = watched
        if watched and self._is_stale:
            self._timer.start(0)
        elif not watched:
            self._timer.stop()

    def set_window(self, window: int | None) -> None:
        """Average over so many last images; None for a window that grows."""
        self._window = window
        self._present()

    def stop(self) -> None:
        """Give up what is under way, for good."""
        self.set_watched(False)
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def images(self, choice: ImageChoice) -> ChosenImages:
        """Return the images that a figure counts."""
        if isinstance(choice, OfClass):
            members = self._workspace.session.state.members(choice.class_id)
            return ChosenImages(len(members), tuple(members[: -MOST_IMAGES - 1 : -1]))
        if self._figures is None:
            return ChosenImages(0, ())
        steps = self._figures.steps
        if isinstance(choice, Mistaken):
            found = steps.images_confused(choice.truth, choice.suggested)
        else:
            found = steps.images_of_cell(was_new=choice.was_new, predicted_new=choice.predicted_new)
        newest = tuple(ImageId(number) for number in found[:MOST_IMAGES].tolist())
        return ChosenImages(len(found), newest)

    def _on_changed(self, _changes: ChangeSet) -> None:
        self._mark_stale()

    def _mark_stale(self, _what: object = None) -> None:
        self._is_stale = True
        if self._is_watched and self._task is None and not self._timer.isActive():
            self._timer.start(max(_SOONEST_MS, self._rest_ms))

    def _begin(self) -> None:
        if self._task is not None or self._workspace.is_closed or self._runner.is_closed:
            return
        session = self._workspace.session
        self._rank_now_and_then()
        self._is_stale = False
        self._automatic = session.engine.method.epsilon_mode is EpsilonMode.AUTOMATIC
        self._elapsed.start()
        request = statistics_request(session, self._workspace.ranker.latest.novelties)
        task = self._runner.make("statistics", partial(session_statistics_job, request))
        task.succeeded.connect(self._on_succeeded)
        task.failed.connect(self._on_failed)
        self._task = self._runner.start(task)

    def _rank_now_and_then(self) -> None:
        """Have the images that wait ranked, for how many of them look new."""
        ranker, before = self._workspace.ranker, self._ranked_before
        rested = not before.isValid() or before.elapsed() > _RANK_EVERY_MS
        if ranker.stale and not ranker.busy and rested:
            before.start()
            ranker.refresh()

    def _on_succeeded(self, figures: SessionFigures) -> None:
        if not is_from(self, self._task):
            return
        self._figures = figures
        self._end_run()
        self._present()

    def _on_failed(self, error: Exception) -> None:
        if not is_from(self, self._task):
            return
        self._end_run()
        words = words_of(error, Saying("Counting failed: {reason}", reason=str(error)))
        self.failed.emit(words)

    def _end_run(self) -> None:
        self._task = None
        self._rest_ms = _REST_FACTOR * self._elapsed.elapsed()
        if self._is_stale:
            self._mark_stale()

    def _present(self) -> None:
        if self._figures is None or self._workspace.is_closed:
            return
        self.updated.emit(
            statistics_view(
                self._figures,
                self._workspace.presenter,
                rankers_view(self._workspace.session.engine),
                window=self._window,
                automatic=self._automatic,
            )
        )
