"""What each epsilon would have done on the person's own labels, and would do in the folder now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iaia_desktop.core.calibration import epsilon_from_pairs
from iaia_desktop.core.epsilon_rule import Floats, keys_per_image
from iaia_desktop.core.statistics import NoveltyPoint, novelty_point
from iaia_desktop.core.types import Vector

_ROOM = 0.04
"""So much of the range is added on both sides, so that the ends call all new, and nothing."""


@dataclass(frozen=True, slots=True)
class EpsilonOutcome:
    """What one epsilon does.

    Attributes
    ----------
    point : NoveltyPoint
        Precision and recall on the labels.
    keys_per_100 : float
        What it costs in 100 images against never saying "new"; below 0 it saves keys.
    waiting_new : int
        How many of the images that wait would be called new now.
    """

    point: NoveltyPoint
    keys_per_100: float
    waiting_new: int


@dataclass(frozen=True, slots=True, eq=False)
class EpsilonChoices:
    """Hold the scores that an epsilon can be tried on.

    Attributes
    ----------
    own, other : ndarray, shape (n,), float64
        Scores of labelled images without themselves, and without their class; NaN for none. Both
        kinds occur.
    share : float
        The share of images that found a class.
    waiting : ndarray, shape (m,), float64
        Scores of the images that wait, ascending.
    best : float or None
        The epsilon with the best F1; None while the labels are too few.
    lowest, highest : float
        The range that is worth trying.
    """

    own: Floats
    other: Floats
    share: float
    waiting: Floats
    best: float | None
    lowest: float
    highest: float

    def outcome(self, epsilon: float) -> EpsilonOutcome:
        """Return what an epsilon does; costs 0.1 ms."""
        point = novelty_point(self.own, self.other, self.share, epsilon)
        if point is None:
            raise ValueError("there is nothing to try an epsilon on")
        keys = keys_per_image(self.own, self.other, self.share, np.array([epsilon]), caution=0)
        beyond = len(self.waiting) - int(np.searchsorted(self.waiting, epsilon, side="right"))
        return EpsilonOutcome(point, 100.0 * float(keys[0]), beyond)


def epsilon_choices(
    own: Floats, other: Floats, share: float, waiting: Vector
) -> EpsilonChoices | None:
    """Return what epsilons can be tried on; None while one of the two kinds of score is missing.

    Parameters
    ----------
    own, other, share
        As in :class:`EpsilonChoices`.
    waiting : ndarray, shape (m,)
        Scores of the images that wait, in any order; those that are not finite are left out.
    """
    known, new = own[~np.isnan(own)], other[~np.isnan(other)]
    if not len(known) or not len(new):
        return None
    smallest = float(min(known.min(), new.min()))
    largest = float(max(known.max(), new.max()))
    room = _ROOM * max(largest - smallest, 1e-3)
    return EpsilonChoices(
        own=own,
        other=other,
        share=share,
        waiting=np.sort(waiting[np.isfinite(waiting)]).astype(np.float64),
        best=epsilon_from_pairs(own, other, share) if share > 0 else None,
        lowest=max(0.0, smallest - room),
        highest=largest + room,
    )
