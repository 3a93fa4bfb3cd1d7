"""What the statistics show about noticing new classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iaia_desktop.core.epsilon_choices import EpsilonChoices
from iaia_desktop.core.statistics import NoveltyPoint
from iaia_desktop.jobs.session_statistics import SessionFigures

MOST_POINTS = 400
"""Points of a curve that a chart gets: more cannot be told apart on a screen."""


@dataclass(frozen=True, slots=True)
class NoveltyView:
    """Precision against recall of new-class detection, thinned for a chart.

    Attributes
    ----------
    epsilon, precision, recall : tuple of float
        The points, from the largest epsilon to the smallest.
    average_precision : float
        Area under the whole curve.
    chance : float
        The precision of calling every image new.
    current : NoveltyPoint or None
        Where the threshold in force lies; None when there is none.
    automatic : bool
        Whether the program chooses it.
    choices : EpsilonChoices
        What any other threshold would do.
    """

    epsilon: tuple[float, ...]
    precision: tuple[float, ...]
    recall: tuple[float, ...]
    average_precision: float
    chance: float
    current: NoveltyPoint | None
    automatic: bool
    choices: EpsilonChoices


def novelty_view(figures: SessionFigures, *, automatic: bool) -> NoveltyView | None:
    """Return what is shown; None while the labels are too few to compare."""
    curve, choices = figures.novelty, figures.choices
    if curve is None or choices is None:
        return None
    # The points that lie furthest apart tell most; equal steps of recall show the whole curve.
    wanted = np.linspace(curve.recall[0], curve.recall[-1], MOST_POINTS)
    places = np.unique(np.searchsorted(curve.recall, wanted).clip(0, len(curve.recall) - 1))
    return NoveltyView(
        epsilon=tuple(curve.epsilon[places].tolist()),
        precision=tuple(curve.precision[places].tolist()),
        recall=tuple(curve.recall[places].tolist()),
        average_precision=curve.average_precision,
        chance=curve.chance,
        current=figures.at_epsilon,
        automatic=automatic,
        choices=choices,
    )
