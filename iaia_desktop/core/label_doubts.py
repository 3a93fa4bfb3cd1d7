"""Labels that disagree with what the other labelled images say, worst first.

Three witnesses, none of which has heard the label in question: the prototypes (of the own class
without the image), the ten nearest labelled images, and a linear classifier (ridge regression on
all other images, which the hat matrix gives without fitting it n times: Cook and Weisberg,
"Residuals and Influence in Regression", 1982). Each says how much it is for each class; what they
say together for another class, less what they say for the present one, is the doubt. Prototypes
alone, or neighbours alone, miss a quarter of the wrong labels on some folders; together they are
never far from the best of them (measured by benchmarks/review_labels.py).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.folder_features import IntArray, unit_rows
from iaia_desktop.core.near_neighbours import Neighbours
from iaia_desktop.core.types import Vector

Floats = npt.NDArray[np.float32]
Wide = npt.NDArray[np.float64]

FEWEST_MEMBERS = 3
"""Labels of smaller classes are not doubted: there is nothing to compare them with."""

DOUBTED = 0.4
"""From this score on a person is asked to look again.

On our test folders that finds 86 to 100 % of labels made wrong on purpose, and asks about 0.4 to
7 % of the right ones; from 0 on it would ask about 2 to 17 % and find a few more.
"""

NEIGHBOUR_WEIGHT = 0.5
PROTOTYPE_WEIGHT = 0.5
_SHARPNESS = 8.0
"""A neighbour counts exp(-8 x) as much when it is less similar by x than the nearest one."""

_RIDGE = 1.0
"""Times n / d: the mean squared length of the features along an axis."""

_BLOCK_ROWS = 2048


@dataclass(frozen=True, slots=True, eq=False)
class LabelDoubts:
    """How doubtful each label is.

    Attributes
    ----------
    scores : ndarray, shape (n,), float32
        Above 0 the other images are for another class; -inf where a label is not doubted.
    likelier : ndarray, shape (n,), int64
        Column of the class that they are for instead.
    """

    scores: Floats
    likelier: IntArray


def doubt_steps(
    features: Vector, columns: IntArray, class_count: int, neighbours: Neighbours
) -> Generator[float, None, LabelDoubts]:
    """Measure how doubtful labels are.

    Parameters
    ----------
    features : ndarray, shape (n, d), float32
        Rows of length 1, seen from the middle of the folder.
    columns : ndarray, shape (n,), int64
        The label of each, from 0.
    class_count : int
        Number of classes K.
    neighbours : Neighbours
        Of the same rows.

    Yields
    ------
    float
        Share of the work that is done.

    Returns
    -------
    LabelDoubts
        In time O(n d (d + K)).
    """
    count, dim = features.shape
    scores = np.full(count, -np.inf, dtype=np.float32)
    likelier = np.zeros(count, dtype=np.int64)
    sizes = np.bincount(columns, minlength=class_count)
    if class_count < 2 or not (sizes >= FEWEST_MEMBERS).any():
        return LabelDoubts(scores, likelier)
    scatter = np.zeros((dim, dim))
    sums = np.zeros((class_count, dim))
    for start in range(0, count, _BLOCK_ROWS):
        rows = features[start : start + _BLOCK_ROWS].astype(np.float64)
        scatter += rows.T @ rows
        marks = columns[start : start + _BLOCK_ROWS, np.newaxis] == np.arange(class_count)
        sums += marks.T.astype(np.float64) @ rows
        yield 0.5 * start / count
    inverse = np.linalg.inv(scatter + _RIDGE * count / dim * np.eye(dim))
    shares = sizes / count
    moments = sums.T - np.outer(sums.sum(axis=0), shares)
    ridge = _Ridge(inverse, inverse @ moments, shares)
    prototypes = unit_rows(sums.astype(np.float32))
    for start in range(0, count, _BLOCK_ROWS):
        block = np.arange(start, min(start + _BLOCK_ROWS, count))
        rows, own = features[block].astype(np.float64), columns[block]
        total = ridge.without_itself(rows, own)
        total += PROTOTYPE_WEIGHT * _prototype_says(rows, own, sums, prototypes)
        total += NEIGHBOUR_WEIGHT * _neighbours_say(neighbours, block, columns, class_count)
        total[:, sizes == 0] = -np.inf
        here = np.arange(len(block))
        for_own = total[here, own].copy()
        total[here, own] = -np.inf
        likelier[block] = total.argmax(axis=1)
        doubt = total[here, likelier[block]] - for_own
        scores[block] = np.where(sizes[own] >= FEWEST_MEMBERS, doubt, -np.inf)
        yield 0.5 + 0.5 * (start + len(block)) / count
    return LabelDoubts(scores, likelier)


@dataclass(frozen=True, slots=True, eq=False)
class _Ridge:
    """A linear classifier of the centred one-hot labels."""

    inverse: Wide
    weights: Wide
    shares: Wide

    def without_itself(self, rows: Wide, own: IntArray) -> Wide:
        """Return what the classifier fitted to all other rows says of each, shape (b, K)."""
        hat = np.einsum("nd,nd->n", rows @ self.inverse, rows)[:, np.newaxis]
        targets = np.tile(-self.shares, (len(rows), 1))
        targets[np.arange(len(rows)), own] += 1.0
        said: Wide = (rows @ self.weights - hat * targets) / np.maximum(1.0 - hat, 1e-6)
        return said


def _prototype_says(rows: Wide, own: IntArray, sums: Wide, prototypes: Floats) -> Wide:
    """Return the cosine to each prototype, that of the own class taken without the row."""
    said: Wide = rows @ prototypes.T.astype(np.float64)
    rest = sums[own] - rows
    lengths = np.maximum(np.linalg.norm(rest, axis=1), 1e-12)
    said[np.arange(len(rows)), own] = np.einsum("nd,nd->n", rest, rows) / lengths
    return said


def _neighbours_say(
    neighbours: Neighbours, block: IntArray, columns: IntArray, class_count: int
) -> Wide:
    """Return the share of the votes for each class."""
    near, how_near = neighbours.rows[block], neighbours.similarities[block].astype(np.float64)
    weights = np.where(near >= 0, np.exp(_SHARPNESS * (how_near - how_near[:, :1])), 0.0)
    votes = np.zeros((len(block), class_count))
    np.add.at(votes, (np.arange(len(block))[:, np.newaxis], columns[near]), weights)
    shares: Wide = votes / np.maximum(votes.sum(axis=1, keepdims=True), 1e-12)
    return shares
