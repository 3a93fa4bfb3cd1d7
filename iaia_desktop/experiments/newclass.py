"""Precision and recall of new-class detection for every epsilon, from one pass.

Source: figure 4 of "Incremental Automatic Image Annotation" (Ital-IA 2023), which sweeps epsilon.
With full supervision the memory does not depend on epsilon: every image goes to its true class,
whatever was suggested. So one pass gives the distance of each image to the nearest class, and with
it the decision "new class" (farther than epsilon) for every epsilon there is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iaia_desktop.experiments.results import Flags, Floats, SimulationResult


@dataclass(frozen=True, slots=True, eq=False)
class NewClassCurve:
    """Precision against recall of new-class detection, one point for each epsilon that matters.

    Attributes
    ----------
    thresholds : ndarray, shape (t,), float64
        Values of epsilon, descending: the distances that occurred, and 0 at the end when it did
        not. At thresholds[i], images farther than it are called new; between two of them nothing
        changes.
    precision, recall : ndarray, shape (t,), float64
        Of new-class detection with that epsilon; as in a run with it, the image that meets an
        empty memory counts as a new class found. Recall never falls along the array.
    average_precision : float
        The sum of precision times the gain in recall: (R_i - R_(i-1)) P_i, with R_(-1) = 0.
    best_epsilon : float
        The epsilon with the best F1, the largest of equals: halfway between the two distances
        between which nothing changes, so that rounding cannot turn an image over.
    best_f1 : float
        The best F1.
    base_rate : float
        The share of first images among all: the precision of calling everything new.
    """

    thresholds: Floats
    precision: Floats
    recall: Floats
    average_precision: float
    best_epsilon: float
    best_f1: float
    base_rate: float


def newclass_scores(result: SimulationResult) -> tuple[Floats, Flags]:
    """Return how new each image looked, and whether it was.

    Parameters
    ----------
    result : SimulationResult
        Of a pass with full supervision, of any epsilon.

    Returns
    -------
    scores : ndarray, shape (n,), float64
        The distance to the nearest class, or the novelty where epsilon was automatic; infinity for
        an empty memory.
    was_new : ndarray, shape (n,), bool
        The image was the first of its class.

    Raises
    ------
    ValueError
        When the machine decided images: the memory then depends on epsilon.
    """
    if not result.human.all():
        raise ValueError("the sweep over epsilon needs a pass with full supervision")
    score = result.distance if result.novelty is None else result.novelty
    return np.where(np.isnan(score), np.inf, score), result.was_new


def newclass_curve(result: SimulationResult) -> NewClassCurve:
    """Work out the whole curve from one pass; costs O(n log n).

    Parameters
    ----------
    result : SimulationResult
        Of a pass with full supervision, of any epsilon.

    Raises
    ------
    ValueError
        As :func:`newclass_scores`.
    """
    scores, was_new = newclass_scores(result)
    # One point for each distinct epsilon, from the strictest ("none is new" but what must be).
    thresholds = np.unique(np.append(scores[np.isfinite(scores)], 0.0))[::-1]
    order = np.argsort(-scores, kind="stable")
    hits = np.concatenate(([0], np.cumsum(was_new[order])))
    # Called new are those beyond the threshold.
    called = np.searchsorted(-scores[order], -thresholds, side="left")
    found = hits[called].astype(np.float64)
    total = int(was_new.sum())
    precision = found / np.maximum(called, 1)
    recall = found / total
    gains = np.diff(recall, prepend=0.0)
    f1 = 2.0 * found / (called + total)
    best = int(f1.argmax())
    return NewClassCurve(
        thresholds=thresholds,
        precision=precision,
        recall=recall,
        average_precision=float(np.sum(gains * precision)),
        best_epsilon=_within(thresholds, best),
        best_f1=float(f1[best]),
        base_rate=total / len(was_new),
    )


def _within(thresholds: Floats, place: int) -> float:
    """Return an epsilon that calls new what the threshold calls new, away from its edges."""
    lowest = float(thresholds[place])
    if place == 0:
        return lowest
    middle = (lowest + float(thresholds[place - 1])) / 2
    return middle if middle < thresholds[place - 1] else lowest
