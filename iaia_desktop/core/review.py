"""What a person should look at again: doubtful labels, near-duplicates, classes out of shape."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from iaia_desktop.core.class_shapes import (
    CONFUSED,
    FEWEST_TO_SPLIT,
    confusion_of,
    likely_pairs,
    two_halves,
)
from iaia_desktop.core.embeddings import Rows
from iaia_desktop.core.folder_features import IntArray, feature_steps
from iaia_desktop.core.label_doubts import DOUBTED, LabelDoubts, doubt_steps
from iaia_desktop.core.near_duplicates import differing_pairs
from iaia_desktop.core.near_neighbours import neighbour_steps
from iaia_desktop.core.types import ClassId, ImageId, Vector

_Result = TypeVar("_Result")

MOST_ITEMS = 500
"""Of each kind: the worst ones, and more come when they are settled."""

AXES = 256
"""Principal axes of the folder that images are compared along."""

_FEWEST_LABELS = 4


@dataclass(frozen=True, slots=True, eq=False)
class ReviewRequest:
    """A snapshot of the labels.

    Attributes
    ----------
    embeddings : ndarray, shape (m, d)
        By image id; read-only.
    image_ids : ndarray, shape (n,), int64
        The labelled images that have an embedding, ascending.
    labels : ndarray, shape (n,), int64
        Class of each.
    """

    embeddings: Rows
    image_ids: IntArray
    labels: IntArray


@dataclass(frozen=True, slots=True)
class Doubt:
    """A label that the other images disagree with.

    Attributes
    ----------
    score : float
        How much, above 0.
    """

    image_id: ImageId
    class_id: ClassId
    likelier: ClassId
    score: float


@dataclass(frozen=True, slots=True)
class NearDuplicates:
    """Two images that are nearly the same, with different labels.

    Attributes
    ----------
    likelier : ClassId
        Whichever of the two labels is less doubtful.
    """

    first: ImageId
    second: ImageId
    first_class: ClassId
    second_class: ClassId
    similarity: float
    likelier: ClassId


@dataclass(frozen=True, slots=True)
class MergeOffer:
    """Two classes that look like one.

    Attributes
    ----------
    source, target : ClassId
        The smaller class, and the larger one that would take its images.
    confusion : float
        Share of their images that prototypes put wrong.
    source_images, target_images : tuple of ImageId
        Some of each, those first that look most like the other class.
    """

    source: ClassId
    target: ClassId
    confusion: float
    source_images: tuple[ImageId, ...]
    target_images: tuple[ImageId, ...]


@dataclass(frozen=True, slots=True)
class SplitOffer:
    """A class that looks like two.

    Attributes
    ----------
    staying, leaving : tuple of ImageId
        The larger half, and the smaller one that would found a class; most typical ones first.
    clearness : float
        How much better two describe it than one.
    """

    class_id: ClassId
    staying: tuple[ImageId, ...]
    leaving: tuple[ImageId, ...]
    clearness: float


ReviewItem = Doubt | NearDuplicates | MergeOffer | SplitOffer


@dataclass(frozen=True, slots=True)
class ReviewFindings:
    """What to look at again, the worst of each kind first.

    Attributes
    ----------
    labels : int
        Labels that were looked at.
    is_complete : bool
        Whether each image was compared with all others; of many images only with those of its
        region of the folder.
    """

    doubts: tuple[Doubt, ...] = ()
    pairs: tuple[NearDuplicates, ...] = ()
    merges: tuple[MergeOffer, ...] = ()
    splits: tuple[SplitOffer, ...] = ()
    labels: int = 0
    is_complete: bool = True


def review_steps(request: ReviewRequest) -> Generator[float, None, ReviewFindings]:
    """Work out what to look at again.

    Yields
    ------
    float
        Share of the work that is done, after each piece of some 100 ms.

    Returns
    -------
    ReviewFindings
    """
    ids, count = request.image_ids, len(request.image_ids)
    class_ids, columns = np.unique(request.labels, return_inverse=True)
    columns = columns.astype(np.int64).reshape(-1)
    if count < _FEWEST_LABELS:
        return ReviewFindings(labels=count)
    features = yield from _as_share(feature_steps(request.embeddings, ids, AXES))
    neighbours = yield from _shared(neighbour_steps(features), 0.05, 0.7)
    doubts = yield from _shared(
        doubt_steps(features, columns, len(class_ids), neighbours), 0.7, 0.85
    )
    pairs, similarities = differing_pairs(neighbours, columns)
    shapes = _Shapes(ids, class_ids, columns, features)
    merges = yield from _shared(shapes.merges(), 0.85, 0.9)
    splits = yield from _shared(shapes.splits(), 0.9, 1.0)
    return ReviewFindings(
        doubts=_doubts(ids, class_ids, columns, doubts),
        pairs=tuple(
            _pair(ids, class_ids[columns], one, other, float(similarity), doubts)
            for (one, other), similarity in zip(
                pairs[:MOST_ITEMS].tolist(), similarities[:MOST_ITEMS].tolist(), strict=True
            )
        ),
        merges=merges,
        splits=splits,
        labels=count,
        is_complete=neighbours.is_complete,
    )


def _doubts(
    ids: IntArray, class_ids: IntArray, columns: IntArray, doubts: LabelDoubts
) -> tuple[Doubt, ...]:
    order = np.argsort(-doubts.scores, kind="stable")[:MOST_ITEMS]
    return tuple(
        Doubt(
            ImageId(int(ids[row])),
            ClassId(int(class_ids[columns[row]])),
            ClassId(int(class_ids[doubts.likelier[row]])),
            float(doubts.scores[row]),
        )
        for row in order.tolist()
        if doubts.scores[row] > DOUBTED
    )


def _pair(
    ids: IntArray, labels: IntArray, one: int, other: int, similarity: float, doubts: LabelDoubts
) -> NearDuplicates:
    better = one if doubts.scores[one] <= doubts.scores[other] else other
    return NearDuplicates(
        ImageId(int(ids[one])),
        ImageId(int(ids[other])),
        ClassId(int(labels[one])),
        ClassId(int(labels[other])),
        similarity,
        ClassId(int(labels[better])),
    )


class _Shapes:
    """Look at the classes as wholes."""

    def __init__(
        self, ids: IntArray, class_ids: IntArray, columns: IntArray, features: Vector
    ) -> None:
        self._ids = ids
        self._class_ids = class_ids
        self._features = features
        order = np.argsort(columns, kind="stable")
        starts = np.searchsorted(columns[order], np.arange(len(class_ids) + 1))
        self._members: Mapping[int, IntArray] = {
            column: order[starts[column] : starts[column + 1]] for column in range(len(class_ids))
        }

    def merges(self) -> Generator[float, None, tuple[MergeOffer, ...]]:
        """Offer to merge classes that are confused, the most confused first."""
        found = []
        means = np.empty((len(self._members), self._features.shape[1]), dtype=np.float32)
        for column, rows in self._members.items():
            means[column] = self._features[rows].mean(axis=0)
            yield 0.0
        sizes = np.array([len(rows) for rows in self._members.values()], dtype=np.int64)
        pairs = likely_pairs(means, sizes)
        for number, (one, other) in enumerate(pairs):
            rows, others = self._members[one], self._members[other]
            confusion = confusion_of(self._features[rows], self._features[others])
            if confusion >= CONFUSED:
                small, large = (one, other) if len(rows) <= len(others) else (other, one)
                found.append(
                    MergeOffer(
                        ClassId(int(self._class_ids[small])),
                        ClassId(int(self._class_ids[large])),
                        confusion,
                        self._most_like(small, large),
                        self._most_like(large, small),
                    )
                )
            yield (number + 1) / len(pairs)
        return tuple(sorted(found, key=lambda offer: -offer.confusion)[:MOST_ITEMS])

    def splits(self) -> Generator[float, None, tuple[SplitOffer, ...]]:
        """Offer to split classes that fall into two, the clearest first."""
        found = []
        for column, rows in self._members.items():
            halves = None
            if len(rows) >= FEWEST_TO_SPLIT:
                halves = two_halves(self._features[rows])
            if halves is not None:
                order = np.argsort(halves.places, kind="stable")
                leaving = order[halves.places[order] > 0][::-1]
                staying = order[halves.places[order] <= 0]
                found.append(
                    SplitOffer(
                        ClassId(int(self._class_ids[column])),
                        self._as_ids(rows[staying]),
                        self._as_ids(rows[leaving]),
                        halves.clearness,
                    )
                )
            yield (column + 1) / len(self._members)
        return tuple(sorted(found, key=lambda offer: -offer.clearness)[:MOST_ITEMS])

    def _most_like(self, column: int, other: int, limit: int = 12) -> tuple[ImageId, ...]:
        rows = self._members[column]
        middle = self._features[self._members[other]].mean(axis=0)
        order = np.argsort(-(self._features[rows] @ middle), kind="stable")[:limit]
        return self._as_ids(rows[order])

    def _as_ids(self, rows: IntArray) -> tuple[ImageId, ...]:
        return tuple(ImageId(int(image_id)) for image_id in self._ids[rows].tolist())


def _shared(
    steps: Generator[float, None, _Result], start: float, end: float
) -> Generator[float, None, _Result]:
    """Pass on the progress of a part as its share of the whole."""
    while True:
        try:
            done = next(steps)
        except StopIteration as stop:
            result: _Result = stop.value
            return result
        yield start + done * (end - start)


def _as_share(
    steps: Generator[None, None, tuple[Vector, Vector]],
) -> Generator[float, None, Vector]:
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            features: Vector = stop.value[0]
            return features
        yield 0.0
