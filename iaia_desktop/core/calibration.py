"""Choose epsilon, the threshold of new-class detection, from images whose class is known.

Every image with a confirmed class gives two distances, neither of which needs another key press:
to the prototype of its own class without itself, which is what a known class looks like; and to
the nearest prototype of another class, which is what the image would have looked like had its
class been new (its class left out). Epsilon is put where the F1 score of new-class detection is
best, with the second kind weighted by the chance that the next image founds a class.

That chance is Good and Turing's estimate (Good, "The population frequencies of species and the
estimation of population parameters", Biometrika 40, 1953): the number of classes seen exactly
once, divided by the number of labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.prototypes import AnyFloats, Array, cosine_to_distance, unit
from iaia_desktop.core.types import ClassId, Distance

FEWEST_PAIRS = 8
"""Below so many images with both distances there is no epsilon."""

FEWEST_CLASSES = 2
"""Below so many classes there is no epsilon."""

_BLOCK_ROWS = 4096


def good_turing_chance(class_sizes: Iterable[int]) -> float:
    """Estimate the chance that the next image founds a class.

    Parameters
    ----------
    class_sizes : iterable of int
        Number of labels of each class; zeros do not matter.

    Returns
    -------
    float
        Classes with exactly one label / labels, at least 1 / (labels + 1), at most 1: never
        nought, for the next image may always be the first of something.
    """
    sizes = list(class_sizes)
    return _floored_chance(sizes.count(1), sum(sizes))


def epsilon_from_pairs(own: Array, other: Array, new_class_chance: float) -> float | None:
    """Find the epsilon with the best F1 score of new-class detection.

    With P the shares of distances beyond epsilon and pi the chance of a new class, the hits are
    pi P(other), the false alarms (1 - pi) P(own), and F1 = 2 hits / (hits + false alarms + pi).
    The score only changes at a distance that occurs, so the candidates are the points half-way
    between neighbouring distances, and half the smallest one. Of equally good ones the largest
    wins: it raises the fewest false alarms.

    Parameters
    ----------
    own, other : ndarray, shape (n,), float64
        The two distances of each image, NaN where there is none.
    new_class_chance : float
        pi, within (0, 1].

    Returns
    -------
    float or None
        None when fewer than 8 images have both distances. Costs O(n log n).

    Raises
    ------
    ValueError
        When the shapes differ or the chance is out of range.
    """
    if own.shape != other.shape or own.ndim != 1:
        raise ValueError(f"pairs needed, not distances of shapes {own.shape} and {other.shape}")
    if not 0.0 < new_class_chance <= 1.0:
        raise ValueError(f"the chance of a new class is within (0, 1], not {new_class_chance}")
    has_own, has_other = ~np.isnan(own), ~np.isnan(other)
    if np.count_nonzero(has_own & has_other) < FEWEST_PAIRS:
        return None
    known, new = np.sort(own[has_own]), np.sort(other[has_other])
    levels = np.unique(np.concatenate(([0.0], known, new)))
    if len(levels) == 1:  # every distance is 0: nothing to tell apart
        return None
    candidates = (levels[:-1] + levels[1:]) / 2
    false_alarms = (1.0 - new_class_chance) * _share_beyond(known, candidates)
    hits = new_class_chance * _share_beyond(new, candidates)
    score = 2.0 * hits / (hits + false_alarms + new_class_chance)
    # Scores that are equal on paper may differ in the last bit.
    best = np.flatnonzero(score >= score.max() * (1.0 - 1e-12))[-1]
    return float(candidates[best])


def leave_one_out_pairs(
    memory: PrototypeMemory, embeddings: AnyFloats, class_ids: Sequence[ClassId]
) -> tuple[Array, Array]:
    """Measure the two distances of images that the memory has learnt already.

    Parameters
    ----------
    memory : PrototypeMemory
        Holds the images; not changed.
    embeddings : ndarray, shape (n, d)
        Members of the memory, as they were added; not necessarily all of them.
    class_ids : sequence of ClassId, length n
        The class of each; KeyError when it has no members.

    Returns
    -------
    own : ndarray, shape (n,), float64
        Distance to the prototype of the image's class without the image; NaN when it is alone.
    other : ndarray, shape (n,), float64
        Distance to the nearest prototype of another class; NaN when there is no other.

    Raises
    ------
    ValueError
        When embeddings and classes differ in number, or as for ``PrototypeMemory.prepared``.
    """
    if embeddings.ndim != 2 or len(embeddings) != len(class_ids):
        raise ValueError(f"{len(class_ids)} classes for embeddings of shape {embeddings.shape}")
    row_of = {class_id: row for row, class_id in enumerate(memory.class_ids)}
    rows = np.array([row_of[class_id] for class_id in class_ids], dtype=np.intp)
    own = np.full(len(rows), np.nan)
    other = np.full(len(rows), np.nan)
    if not len(rows):
        return own, other
    for start in range(0, len(rows), _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        members = memory.prepared(embeddings[block])
        own[block] = own_distances(memory, members, class_ids[block])
        if len(memory) > 1:
            distances = np.array(memory.distances(embeddings[block]), dtype=np.float64)
            distances[np.arange(len(distances)), rows[block]] = np.inf
            other[block] = distances.min(axis=1)
    return own, other


def own_distances(memory: PrototypeMemory, members: Array, class_ids: Sequence[ClassId]) -> Array:
    """Measure how far members are from the prototypes of their own classes without them.

    Parameters
    ----------
    memory : PrototypeMemory
        Holds them; not changed.
    members : ndarray, shape (n, d), float64
        As ``PrototypeMemory.prepared`` returns them, at least one.
    class_ids : sequence of ClassId, length n
        The class of each; KeyError when it has no members.

    Returns
    -------
    ndarray, shape (n,), float64
        NaN for a member that is alone.
    """
    size = np.array([memory.count(class_id) for class_id in class_ids])[:, np.newaxis]
    prototypes = np.stack([memory.prototype(class_id) for class_id in class_ids])
    rest = (prototypes * size - members) / np.maximum(size - 1, 1)
    lengths = _paired_distances(members, rest, memory.distance)
    own: Array = np.where(size[:, 0] > 1, lengths, np.nan)
    return own


def epsilon_from_members(
    memory: PrototypeMemory, embeddings: AnyFloats, class_ids: Sequence[ClassId]
) -> float | None:
    """Choose epsilon from images that the memory has learnt already, such as given examples.

    Parameters
    ----------
    memory, embeddings, class_ids
        As for :func:`leave_one_out_pairs`.

    Returns
    -------
    float or None
        None when the evidence is too thin: fewer than 2 classes, or than 8 images that have
        company in their class.
    """
    own, other = leave_one_out_pairs(memory, embeddings, class_ids)
    chance = good_turing_chance(memory.count(class_id) for class_id in memory.class_ids)
    return epsilon_from_pairs(own, other, chance)


def _floored_chance(seen_once: int, labels: int) -> float:
    return max(seen_once / max(labels, 1), 1.0 / (labels + 1))


def _share_beyond(ordered: Array, candidates: Array) -> Array:
    share: Array = 1.0 - np.searchsorted(ordered, candidates, side="right") / len(ordered)
    return share


def _paired_distances(left: Array, right: Array, distance: Distance) -> Array:
    """Measure the distance between each row of one stack and the same row of another."""
    if distance is Distance.COSINE:
        return cosine_to_distance(np.einsum("nd,nd->n", unit(left), unit(right)))
    difference = left - right
    length: Array = np.sqrt(np.einsum("nd,nd->n", difference, difference))
    return length
