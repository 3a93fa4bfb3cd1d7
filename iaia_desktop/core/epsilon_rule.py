"""Choose epsilon so that saying "new class" costs the person no keys, and saves some where it can.

What is chosen from are two kinds of scores of images whose class is known: as they look while
their class exists, and as they would look had their class been new. With pi the chance that the
next image founds a class, an epsilon e is expected to cost, against never saying "new",

    FALSE_NEW_KEYS (1 - pi) P_own(score > e)  -  MISSED_NEW_KEYS pi P_other(score > e)

keys an image. Where no e costs less than nothing, "never" is the answer.

Two cautions make that hold on the images to come too. P_own counts two images more than there are
beyond e: that the next image looks stranger than all n so far has the chance 1 / (n + 1) already,
and the best of many thresholds looks better than it is. And pi is estimated with one class less
(:attr:`NoveltyMeter.cautious_chance`): a single class that came once says little. Without them a
young history says "new" far too often; what they cost where new classes abound is next to nothing
(docs/labelling-effort.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FALSE_NEW_KEYS = 2.0
"""A false "new": Space opens the naming, so Esc and the key of the class are pressed besides."""

MISSED_NEW_KEYS = 1.0
"""A new class that is not noticed: the suggestion is refused before the class is named."""

NEVER = float("inf")
"""The epsilon beyond which nothing lies: "new class" is never said."""

CAUTION_IMAGES = 2
"""So many images of known classes are thought to lie beyond any threshold besides those that do."""

_RIDGE_IMAGES = 1.0
_ROUNDS = 12
_CLOSE_ENOUGH = 1e-12


def keys_per_image(
    own: Floats,
    other: Floats,
    chance: float,
    epsilons: Floats,
    *,
    caution: int = CAUTION_IMAGES,
) -> Floats:
    """Return what epsilons cost against never saying "new", in keys an image; below 0 they save.

    Parameters
    ----------
    own, other : ndarray, shape (n,), float64
        The two kinds of scores, NaN where there is none; each kind has one at least.
    chance : float
        pi, within [0, 1].
    epsilons : ndarray, shape (m,), float64
        The thresholds.
    caution : int, optional
        Images of known classes beyond any threshold besides those that are; 0 for what was.

    Returns
    -------
    ndarray, shape (m,), float64
        Exactly 0 for those beyond all scores.
    """
    known, new = np.sort(own[~np.isnan(own)]), np.sort(other[~np.isnan(other)])
    alarms = len(known) - np.searchsorted(known, epsilons, side="right")
    hits = len(new) - np.searchsorted(new, epsilons, side="right")
    false_new = FALSE_NEW_KEYS * (1.0 - chance) * (alarms + caution) / (len(known) + caution)
    found_new = MISSED_NEW_KEYS * chance * hits / max(1, len(new))
    costs: Floats = np.where(alarms + hits > 0, false_new - found_new, 0.0)
    return costs


def cheapest_epsilon(own: Floats, other: Floats, chance: float) -> float | None:
    """Return the epsilon that costs the fewest keys; None where never saying "new" does.

    Candidates lie half-way between neighbouring scores; of equally good ones the largest wins.

    Parameters
    ----------
    own, other, chance
        As for :func:`keys_per_image`; also without any score of a kind.

    Returns
    -------
    float or None
        Costs O(n log n).
    """
    known, new = own[~np.isnan(own)], other[~np.isnan(other)]
    if not len(known) or not len(new):
        return None
    levels = np.unique(np.concatenate(([0.0], known, new)))
    candidates = (levels[:-1] + levels[1:]) / 2
    if not len(candidates):
        return None
    costs = keys_per_image(own, other, chance, candidates)
    best = np.flatnonzero(costs <= costs.min() + 1e-12)[-1]
    return float(candidates[best]) if costs[best] < 0.0 else None


@dataclass(frozen=True, slots=True)
class NewClassOdds:
    """How likely an image with some score founds a class: a logistic curve over the score.

    Attributes
    ----------
    prior : float
        The chance without looking at the image.
    offset, slope : float
        Log odds are ``offset + slope * score``; slope 0 for want of evidence.
    """

    prior: float
    offset: float
    slope: float

    def chance(self, score: float) -> float:
        """Return the chance, from 0 to 1, that an image with this score founds a class."""
        if not np.isfinite(score):
            return 1.0
        return float(1.0 / (1.0 + np.exp(-np.clip(self.offset + self.slope * score, -30.0, 30.0))))

    def chances(self, scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return :meth:`chance` of many scores, shape (n,), float32."""
        finite = np.where(np.isfinite(scores), scores, 0.0).astype(np.float64)
        chances = 1.0 / (1.0 + np.exp(-np.clip(self.offset + self.slope * finite, -30.0, 30.0)))
        return np.where(np.isfinite(scores), chances, 1.0).astype(np.float32)


def at_chance(odds: NewClassOdds, chance: float) -> NewClassOdds:
    """Return the odds for another chance of a new class, the same evidence given."""
    pi = min(max(chance, 1e-6), 1.0 - 1e-6)
    moved = float(np.log(pi / (1.0 - pi)) - np.log(odds.prior / (1.0 - odds.prior)))
    return NewClassOdds(pi, odds.offset + moved, odds.slope)


def fitted_odds(own: Floats, other: Floats, chance: float) -> NewClassOdds:
    """Fit the odds of a new class to the two kinds of scores (logistic regression with a ridge).

    Parameters
    ----------
    own, other, chance
        As for :func:`keys_per_image`; also without any score of a kind: the chance itself then.
    """
    pi = min(max(chance, 1e-6), 1.0 - 1e-6)
    flat = NewClassOdds(pi, float(np.log(pi / (1.0 - pi))), 0.0)
    known, new = own[~np.isnan(own)], other[~np.isnan(other)]
    if len(known) < 2 or len(new) < 2:
        return flat
    scores = np.concatenate((known, new))
    middle, spread = float(scores.mean()), float(scores.std())
    if spread < 1e-9:
        return flat
    x = (scores - middle) / spread
    truth = np.concatenate((np.zeros(len(known)), np.ones(len(new))))
    # Both kinds count alike in the fit; the chance comes in afterwards, by Bayes.
    weights = 0.5 / np.where(truth, len(new), len(known))
    ridge = _RIDGE_IMAGES / len(x)
    offset, slope = 0.0, 0.0
    for _ in range(_ROUNDS):
        p = 1.0 / (1.0 + np.exp(np.maximum(np.minimum(-offset - slope * x, 30.0), -30.0)))
        error, curve = weights * (p - truth), weights * p * (1.0 - p)
        down, across = float(error.sum()), float(error @ x) + ridge * slope
        bend = curve * x
        first, cross = float(curve.sum()) + 1e-9, float(bend.sum())
        second = float(bend @ x) + ridge
        # The step of Newton: two equations, solved by hand.
        scale = first * second - cross * cross
        steps = (second * down - cross * across) / scale, (first * across - cross * down) / scale
        offset -= min(max(steps[0], -2.0), 2.0)
        slope -= min(max(steps[1], -2.0), 2.0)
        if max(map(abs, steps)) < _CLOSE_ENOUGH:
            break
    slope = max(slope, 0.0)
    return NewClassOdds(pi, flat.offset + offset - slope * middle / spread, slope / spread)
