"""In which order the images that wait are asked for.

Everything here is pure: arrays in, image ids out. The window and the simulation share it.
"""

from __future__ import annotations

import enum
from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from iaia_desktop.core.embeddings import Rows
from iaia_desktop.core.folder_features import BLOCK_ROWS, IntArray, feature_steps
from iaia_desktop.core.folder_ranking import NO_CLASS, FolderRanking
from iaia_desktop.core.types import Vector
from iaia_desktop.core.typical import typical_steps

_Result = TypeVar("_Result")


class OrderChoice(enum.StrEnum):
    """The orders to choose from."""

    FOLDER = "folder"
    SUREST = "surest"
    LEAST_SURE = "least_sure"
    MOST_DIFFERENT = "most_different"
    BY_CLASS = "by_class"


COLD_LABELS = 20
"""Below so many labels no ranking is worth following: typical images of clusters come first."""

COLD_SHARE = 0.1
"""In a small folder, this share of it instead."""

CLUSTERS = 50
"""More than the labels that they serve, so that small classes are among them too."""

FARTHEST_AT_ONCE = 200
"""Images that "most different first" works out ahead; the others follow by what is known then."""

_LARGE = 20_000
"""From so many images on, the heavy orders compare fewer numbers per image."""

_LARGE_DIMS = 64

_MOST_ANCHORS = 4_000
"""Labelled images that the farthest ones are looked for from; drawn evenly when there are more."""


@dataclass(frozen=True, slots=True, eq=False)
class OrderRequest:
    """All that an order depends on.

    Attributes
    ----------
    choice : OrderChoice
        The order.
    ranking : FolderRanking
        The images that wait, and what the memory says about them.
    embeddings : ndarray, shape (m, d), float32
        By image id; rows of the images named here are there.
    labelled_ids : ndarray, shape (l,), int64
        Images with a label and an embedding.
    places : ndarray, shape (m,), int64, optional
        Place of each image in the folder, by image id; by default the ids themselves.
    first_class : int, optional
        The class that "by likely class" begins with, so that sorting anew stays in that class.
    seed : int, optional
        Of the draws.
    farthest : int, optional
        Images that "most different first" works out ahead.
    """

    choice: OrderChoice
    ranking: FolderRanking
    embeddings: Rows
    labelled_ids: IntArray
    places: IntArray | None = None
    first_class: int = NO_CLASS
    seed: int = 0
    farthest: int = FARTHEST_AT_ONCE


def is_cold(labelled: int, waiting: int) -> bool:
    """Return whether labels are too few to order by what was learnt from them."""
    return labelled < min(COLD_LABELS, max(1.0, COLD_SHARE * (labelled + waiting)))


def order_ids(request: OrderRequest) -> IntArray:
    """Return the images that wait, in the order in which they are to be asked for.

    Parameters
    ----------
    request : OrderRequest
        What to order, and how.

    Returns
    -------
    ndarray, shape (n,), int64
        A permutation of the ids of the ranking.
    """
    steps = order_steps(request)
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            ordered: IntArray = stop.value
            return ordered


def order_steps(request: OrderRequest) -> Generator[float, None, IntArray]:
    """Do what :func:`order_ids` does in steps of some 20 ms, so that it can be stopped.

    Yields
    ------
    float
        About how much is done, from 0 to 1.
    """
    ids = request.ranking.image_ids
    if request.choice is OrderChoice.FOLDER or not len(ids):
        return ids[np.argsort(_places(request), kind="stable")]
    if is_cold(len(request.labelled_ids), len(ids)):
        return (yield from _typical_first(request))
    if request.choice is OrderChoice.MOST_DIFFERENT:
        return (yield from _most_different_first(request))
    return ids[_by_ranking(request)]


def _by_ranking(request: OrderRequest) -> IntArray:
    ranking, places = request.ranking, _places(request)
    sure = ranking.confidences.astype(np.float64)
    margins = ranking.margins.astype(np.float64)
    if request.choice is OrderChoice.LEAST_SURE:
        return np.lexsort((places, margins, sure)).astype(np.int64)
    surest_first = (places, -margins, -sure)
    if request.choice is OrderChoice.SUREST:
        return np.lexsort(surest_first).astype(np.int64)
    # Classes by age, round from the one to begin with; images without a class come last.
    classes = ranking.class_ids
    later = classes < request.first_class
    none = classes == NO_CLASS
    return np.lexsort((*surest_first, classes, later, none)).astype(np.int64)


def _typical_first(request: OrderRequest) -> Generator[float, None, IntArray]:
    waiting, labelled = request.ranking.image_ids, request.labelled_ids
    # In the order of the folder, so that the draws do not depend on which of them wait.
    known = np.sort(np.concatenate((waiting, labelled)))
    features = yield from _features(request, known)
    asked = np.isin(known, labelled)
    clusters = min(CLUSTERS, max(2, len(known) // 4))
    steps = typical_steps(features, clusters, asked=asked, seed=request.seed)
    rows = yield from _counted(steps, 0.3, 0.01)
    ordered: IntArray = known[rows]
    return ordered[~np.isin(ordered, labelled)]


def _most_different_first(request: OrderRequest) -> Generator[float, None, IntArray]:
    """Take the image farthest from all that are labelled or taken, again and again.

    The greedy k-center of Gonzalez (1985), as Sener and Savarese (ICLR 2018) use it. What is not
    reached follows by its distance.
    """
    waiting, labelled = request.ranking.image_ids, request.labelled_ids
    labelled = labelled[:: max(1, -(-len(labelled) // _MOST_ANCHORS))]
    features = yield from _features(request, np.concatenate((waiting, labelled)))
    rows, anchors = features[: len(waiting)], features[len(waiting) :]
    closest = np.full(len(waiting), -1.0, dtype=np.float32)
    for start in range(0, len(rows), BLOCK_ROWS):
        block = slice(start, start + BLOCK_ROWS)
        # Labelled images in parts too, or the table of all pairs would not fit into memory.
        for first in range(0, len(anchors), BLOCK_ROWS):
            cosines = rows[block] @ anchors[first : first + BLOCK_ROWS].T
            closest[block] = np.maximum(closest[block], cosines.max(axis=1))
            yield 0.4
    taken: list[int] = []
    wanted = min(request.farthest, len(rows))
    while len(taken) < wanted:
        taken.append(int(np.argmin(closest)))
        closest = np.maximum(closest, rows @ rows[taken[-1]])
        closest[taken[-1]] = np.inf
        yield 0.5 + 0.5 * len(taken) / wanted
    rest = np.lexsort((_places(request), closest))[: len(rows) - wanted]
    return waiting[np.concatenate((np.array(taken, dtype=np.int64), rest))]


def _features(request: OrderRequest, ids: IntArray) -> Generator[float, None, Vector]:
    dims = _LARGE_DIMS if len(ids) > _LARGE else 0
    features, _ = yield from _counted(feature_steps(request.embeddings, ids, dims), 0.0, 0.01)
    return features


def _counted(
    steps: Generator[None, None, _Result], done: float, share: float
) -> Generator[float, None, _Result]:
    """Turn steps without a number into ones that rise towards 1."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            result: _Result = stop.value
            return result
        done += share * (1.0 - done)
        yield done


def _places(request: OrderRequest) -> IntArray:
    ids = request.ranking.image_ids
    return ids if request.places is None else request.places[ids]
