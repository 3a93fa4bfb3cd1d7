"""Classes that look like one, and classes that look like two."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.folder_features import IntArray, unit_rows
from iaia_desktop.core.types import Vector

Floats = npt.NDArray[np.float32]
Wide = npt.NDArray[np.float64]

FEWEST_TO_MERGE = 5
CONFUSED = 0.3
"""Two classes look like one when prototypes put so many of their images wrong (0.5 is chance).

Random halves of one class are confused at 0.32 and more, of two classes of our test folders none
above 0.22.
"""

FEWEST_TO_SPLIT = 20
CLEARER = 0.25
"""A class looks like two when two normals beat one by so much in BIC for each image."""

SEPARATED = 3.0
"""And their means lie so many (pooled, halved) standard deviations apart: Ashman's D."""

SMALLEST_SHARE = 0.12
_SAME_AXIS = 0.8
_SURE_BIC = 10.0
"""Very strong evidence (Kass and Raftery, "Bayes Factors", JASA 90, 1995)."""

_NEAREST_CLASSES = 3
_MOST_ROWS = 1000
_AXES = 16


@dataclass(frozen=True, slots=True, eq=False)
class TwoHalves:
    """How a class falls into two.

    Attributes
    ----------
    places : ndarray, shape (n,), float64
        Of each image along the axis between the halves; above 0 in the smaller half.
    clearness : float
        Gain in BIC for each image.
    """

    places: Wide
    clearness: float


def likely_pairs(means: Vector, sizes: IntArray) -> list[tuple[int, int]]:
    """Return pairs of classes whose prototypes are near each other, each class with three others.

    Parameters
    ----------
    means : ndarray, shape (K, d), float32
        Of the features of each class.
    sizes : ndarray, shape (K,), int64
        Images of each class; small ones are passed over.
    """
    large = np.flatnonzero(sizes >= FEWEST_TO_MERGE)
    prototypes = unit_rows(means[large])
    closeness = prototypes @ prototypes.T
    np.fill_diagonal(closeness, -2.0)
    nearest = np.argsort(-closeness, axis=1, kind="stable")[:, : min(_NEAREST_CLASSES, len(large))]
    pairs = {
        (int(min(large[one], large[other])), int(max(large[one], large[other])))
        for one, row in enumerate(nearest.tolist())
        for other in row
        if other != one
    }
    return sorted(pairs)


def confusion_of(one: Vector, other: Vector) -> float:
    """Return how often prototypes put images of two classes wrong, each taken out of its own.

    Parameters
    ----------
    one, other : ndarray, shape (n, d) and (m, d), float32
        Rows of length 1, at least two each.

    Returns
    -------
    float
        Mean of the two shares; 0.5 and more when the classes cannot be told apart.
    """
    left, right = one[:_MOST_ROWS].astype(np.float64), other[:_MOST_ROWS].astype(np.float64)
    return (_put_wrong(left, right) + _put_wrong(right, left)) / 2


def _put_wrong(rows: Wide, others: Wide) -> float:
    rest = rows.sum(axis=0) - rows
    own = np.einsum("nd,nd->n", rest, rows) / np.maximum(np.linalg.norm(rest, axis=1), 1e-12)
    middle = others.sum(axis=0)
    away = rows @ middle / max(float(np.linalg.norm(middle)), 1e-12)
    return float(np.mean(own < away))


def two_halves(features: Vector) -> TwoHalves | None:
    """Return how a class falls into two, or None when it does not.

    2-means finds an axis in one half of the images, and the other half is projected upon it, so
    that an axis which fits by chance shows nothing. There two normal distributions must beat one
    (by BIC), lie apart (Ashman, Bird and Zepf, AJ 108, 1994), and have their shares.

    Parameters
    ----------
    features : ndarray, shape (n, d), float32
        Rows of length 1.
    """
    count = len(features)
    if count < FEWEST_TO_SPLIT:
        return None
    sample = np.linspace(0, count - 1, min(count, _MOST_ROWS)).astype(np.intp)
    rows = features[sample].astype(np.float64)
    middle = rows.mean(axis=0)
    _, vectors = np.linalg.eigh((rows - middle).T @ (rows - middle))
    axes = vectors[:, ::-1][:, : min(_AXES, count - 1)]
    flat = (rows - middle) @ axes
    unseen = _unseen_places(flat)
    if unseen is None:
        return None
    gain, apart, smallest = _two_normals(unseen)
    if gain < max(_SURE_BIC, CLEARER * len(unseen)):
        return None
    if apart < SEPARATED or smallest < SMALLEST_SHARE:
        return None
    axis = _axis_between(flat)
    if axis is None:
        return None
    direction, offset = axis
    places = (features.astype(np.float64) - middle) @ (axes @ direction) - offset
    if np.count_nonzero(places > 0) * 2 > count:
        places = -places
    return TwoHalves(places, gain / len(unseen))


def _unseen_places(flat: Wide) -> Wide | None:
    """Place each row along the axis that the rows of the other fold gave."""
    order = np.random.default_rng(0).permutation(len(flat))
    folds = (order[::2], order[1::2])
    axes = [_axis_between(flat[fold]) for fold in folds]
    first, second = axes
    if first is None or second is None:
        return None
    agreement = float(first[0] @ second[0])
    if abs(agreement) < _SAME_AXIS:
        return None
    places = np.empty(len(flat))
    places[folds[1]] = flat[folds[1]] @ first[0] - first[1]
    places[folds[0]] = (flat[folds[0]] @ second[0] - second[1]) * np.sign(agreement)
    return places


def _axis_between(rows: Wide) -> tuple[Wide, float] | None:
    """Part rows by 2-means; return the axis (of length 1) and the place half-way between."""
    away = rows - rows.mean(axis=0)
    _, vectors = np.linalg.eigh(away.T @ away)
    upper = away @ vectors[:, -1] > 0
    for _ in range(30):
        if upper.all() or not upper.any():
            return None
        high, low = rows[upper].mean(axis=0), rows[~upper].mean(axis=0)
        beyond = rows @ (high - low) > (high @ high - low @ low) / 2
        if (beyond == upper).all():
            break
        upper = beyond
    length = float(np.linalg.norm(high - low))
    if length < 1e-9:
        return None
    direction: Wide = (high - low) / length
    return direction, float((high + low) @ direction) / 2


def _two_normals(places: Wide) -> tuple[float, float, float]:
    """Fit two normals by EM; return the gain in BIC over one, Ashman's D, the smaller share."""
    count, spread = len(places), max(float(places.var()), 1e-12)
    low, high = places[places <= 0], places[places > 0]
    if not len(low) or not len(high):
        return -np.inf, 0.0, 0.0
    means = np.array([low.mean(), high.mean()])
    variances, shares = np.full(2, spread / 4), np.full(2, 0.5)
    total = np.ones(count)
    for _ in range(60):
        away = (places[:, np.newaxis] - means) ** 2
        density = shares * np.exp(-away / (2 * variances)) / np.sqrt(2 * np.pi * variances)
        total = density.sum(axis=1) + 1e-300
        parts = density / total[:, np.newaxis]
        weights = parts.sum(axis=0) + 1e-9
        means = (parts * places[:, np.newaxis]).sum(axis=0) / weights
        away = (places[:, np.newaxis] - means) ** 2
        # One picture many times over must not become a normal of no width.
        variances = np.maximum((parts * away).sum(axis=0) / weights, 0.01 * spread)
        shares = weights / weights.sum()
    one = -count / 2 * (np.log(2 * np.pi * spread) + 1)
    gain = 2 * (float(np.log(total).sum()) - one) - 3 * np.log(count)
    apart = float(np.sqrt(2) * abs(means[0] - means[1]) / np.sqrt(variances.sum()))
    return float(gain), apart, float(shares.min())
