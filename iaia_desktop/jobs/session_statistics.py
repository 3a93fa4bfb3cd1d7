"""Work out the statistics of a session away from the window, from a frozen copy and the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.epsilon_choices import EpsilonChoices, epsilon_choices
from iaia_desktop.core.metrics import Step
from iaia_desktop.core.pace import Pace, PaceBin, pace, pace_bins
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.statistics import (
    ClassScore,
    Confused,
    Floats,
    NoveltyCurve,
    NoveltyPoint,
    StepColumns,
    class_scores,
    confused_pairs,
    novelty_curve,
    novelty_point,
)
from iaia_desktop.core.types import ClassId, DecidedBy, DecisionKind, ImageState
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.activity import IMAGE_KINDS, ActivityRow, SessionActivity, read_activity
from iaia_desktop.store.journal import undone_decisions

MOST_CONFUSIONS = 200
"""Rarer ones say little, and a list of thousands is not read."""

RECENT_WORK_S = 600.0
"""The pace of so many last seconds of work says how long the rest will take."""


@dataclass(frozen=True, slots=True)
class StatisticsRequest:
    """A copy of what the session holds in memory; nothing here changes any more.

    Attributes
    ----------
    path : Path
        The session file, for what was done when.
    image_ids : sequence of int
        The images that the metrics count, in order of their first answers.
    steps : sequence of Step
        The step of each.
    own, other : ndarray, shape (m,), float64
        The scores that choose epsilon (``NoveltyEvidence``).
    chance : float
        The chance that the next image founds a class, for a session in which none did so far.
    epsilon : float or None
        The threshold in force.
    waiting : ndarray, shape (w,), float32
        Scores of the images that wait.
    """

    path: Path
    image_ids: Sequence[int]
    steps: Sequence[Step]
    own: Floats
    other: Floats
    chance: float
    epsilon: float | None
    waiting: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class ActFigures:
    """What the person and the machine did.

    Attributes
    ----------
    kinds : mapping of DecisionKind to int
        The person's acts on images, those that were taken back left out.
    taken_back : int
        How often the person took an act on images back.
    acts : int
        All acts of the person on images, those taken back and the undos included.
    images_judged : int
        Images that these acts were about.
    human, machine : int
        Images whose present decision is the person's, or the machine's.
    labels : Pace
        Labels in all the time of work.
    settled : Pace
        Images labelled or discarded in the last ten minutes of work.
    bins : tuple of PaceBin
        Labels a minute over the time of work.
    remaining : int
        Images without a label that are not discarded.
    """

    kinds: Mapping[DecisionKind, int]
    taken_back: int
    acts: int
    images_judged: int
    human: int
    machine: int
    labels: Pace
    settled: Pace
    bins: tuple[PaceBin, ...]
    remaining: int


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """The statistics of a session, classes by number; of the confusions only the frequent ones."""

    steps: StepColumns
    scores: Mapping[ClassId, ClassScore]
    confused: tuple[Confused, ...]
    novelty: NoveltyCurve | None
    at_epsilon: NoveltyPoint | None
    choices: EpsilonChoices | None
    acts: ActFigures


def session_statistics_job(
    request: StatisticsRequest, cancel: CancelToken
) -> Generator[Progress, None, SessionFigures]:
    """Work out the statistics; about one second for 100,000 decisions.

    Raises
    ------
    SessionFileError
        When the session file cannot be read.
    CancelledError
        When the token is set.
    """
    yield Progress(0, 3, Saying("Counting decisions"))
    acts = act_figures(read_activity(request.path))
    cancel.raise_if_cancelled()
    yield Progress(1, 3, Saying("Counting suggestions"))
    steps = StepColumns.of(request.image_ids, request.steps)
    cancel.raise_if_cancelled()
    yield Progress(2, 3, Saying("Comparing thresholds"))
    distances = (request.own, request.other, _new_class_share(steps, request.chance))
    return SessionFigures(
        steps=steps,
        scores=class_scores(steps),
        confused=tuple(confused_pairs(steps)[:MOST_CONFUSIONS]),
        novelty=novelty_curve(*distances),
        at_epsilon=(
            None if request.epsilon is None else novelty_point(*distances, request.epsilon)
        ),
        choices=epsilon_choices(*distances, request.waiting),
        acts=acts,
    )


def _new_class_share(steps: StepColumns, chance: float) -> float:
    """Return how often new classes came so far: precision is to be read against that.

    The chance behind the automatic epsilon is another one: it looks ahead, and sinks to next to
    nothing when all classes are known.
    """
    return float(steps.was_new.mean()) if steps.was_new.any() else chance


def act_figures(activity: SessionActivity) -> ActFigures:
    """Return what was done, in numbers."""
    undone = undone_decisions((row.decision_id, row.kind, row.target_id) for row in activity.rows)
    acts = _acts_on_images(activity.rows)
    at_s = np.array([row.at for row in acts], np.float64)
    labels = np.array([row.labels for row in acts], np.int64)
    settled = np.array([row.settled for row in acts], np.int64)
    verdicts = activity.verdicts
    return ActFigures(
        kinds=Counter(
            row.kind for row in acts if row.kind in IMAGE_KINDS and row.decision_id not in undone
        ),
        taken_back=sum(row.kind is DecisionKind.UNDO for row in acts),
        acts=len(acts),
        images_judged=activity.images_judged,
        human=sum(count for (_, by), count in verdicts.items() if by is DecidedBy.HUMAN),
        machine=sum(count for (_, by), count in verdicts.items() if by is DecidedBy.MACHINE),
        labels=pace(at_s, labels),
        settled=pace(at_s, settled, last_s=RECENT_WORK_S),
        bins=tuple(pace_bins(at_s, labels)),
        remaining=sum(
            count
            for (state, _), count in verdicts.items()
            if state in {ImageState.UNLABELLED, ImageState.SKIPPED}
        ),
    )


def _acts_on_images(rows: Sequence[ActivityRow]) -> list[ActivityRow]:
    """Return the person's acts on images, with the undos and redos of such acts."""
    acts: list[ActivityRow] = []
    ids: set[int] = set()
    for row in rows:
        if row.by is not DecidedBy.HUMAN:
            continue
        # An undo is an act on images when what it takes back is one.
        if row.kind in IMAGE_KINDS or row.target_id in ids:
            acts.append(row)
            ids.add(row.decision_id)
    return acts
