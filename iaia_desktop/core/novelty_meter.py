"""Measure how unlike every labelled image an image is: the score that tells new classes best.

The novelty of an image is one minus the mean cosine of the labelled images most like it, three of
them (of one or two labels, all), on features seen from the middle of the folder: each embedding is
divided by its length, the mean of the folder is taken away, and what is left is divided by its
length again. Single images are compared, so the score does not drift while a prototype grows, and
the centring takes away what all images of an encoder have in common.

What is measured is a function of the labels in force, the embeddings and the mean: labels that are
added and taken out again leave no trace. Not every label is compared with. Of each class the images
with the lowest numbers of a fixed shuffle are, 50 of them, fewer when there are very many classes;
more of them tell new classes no better (docs/labelling-effort.md).
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.embeddings import EmbeddingTable
from iaia_desktop.core.novelty_score import BLOCK_CELLS, NoveltySnapshot, centred, exact_novelty
from iaia_desktop.core.types import ClassId, ImageId, Vector

MOST_OF_CLASS = 50
"""So many labels of a class are compared with, at most."""

MOST_COMPARED = 3_000
"""With more classes than that many labels suffice for, fewer of each are compared with."""

FEWEST_OF_CLASS = 4
"""But never fewer than these."""

MOST_POINTS = 200
"""So many of a person's labels tell what known and new classes look like."""

_FEW = 500
_FORGOTTEN = -(2**62)


class NoveltyPoints(NamedTuple):
    """What labelled images look like to the others, with and without their own class.

    Attributes
    ----------
    own : ndarray, shape (n,), float64
        Novelty of an image whose class exists: measured against all others; NaN for an image that
        is alone in its class.
    other : ndarray, shape (n,), float64
        Novelty had its class been new: measured against all other classes; NaN without any.
    """

    own: npt.NDArray[np.float64]
    other: npt.NDArray[np.float64]


class NoveltyMeter:
    """Keep which labels there are, and measure images against them. Not thread-safe.

    Parameters
    ----------
    table : EmbeddingTable
        Of the session's images; looked at only. An image that is added has its embedding there
        until it is removed, and an embedding that changes is removed first.
    """

    def __init__(self, table: EmbeddingTable) -> None:
        self._table = table
        self._mean: Vector = np.zeros(table.dim, dtype=np.float32)
        self._class_of: dict[ImageId, ClassId] = {}
        # In order of the shuffle, per class and for the images that a person labelled.
        self._members: dict[ClassId, list[tuple[int, ImageId]]] = {}
        self._persons: list[tuple[int, ImageId]] = []
        self._persons_of: Counter[ClassId] = Counter()
        self._examples: dict[int, tuple[ClassId, Vector]] = {}
        self._before = _nothing(table.dim)
        self._compared: _Compared | None = None
        self._points: NoveltyPoints | None = None

    def __len__(self) -> int:
        return len(self._class_of)

    def __contains__(self, image_id: object) -> bool:
        return image_id in self._class_of

    # --- what it is measured against ----------------------------------------------------------

    def use_mean(self, mean: Vector) -> None:
        """Take another middle of the folder, shape (d,): everything is measured from there."""
        self._mean = mean.astype(np.float32)
        self._before = _nothing(self._table.dim)
        self._forget()

    def use_examples(self, examples: Mapping[int, tuple[ClassId, Vector]]) -> None:
        """Compare with these pictures too, which are no images of the session, and no others."""
        self._examples = dict(examples)
        self._before = _nothing(self._table.dim)
        self._forget()

    def add(self, image_id: ImageId, class_id: ClassId, *, by_person: bool) -> None:
        """Take a labelled image in. Costs O(log n).

        Parameters
        ----------
        image_id : ImageId
            Has an embedding in the table.
        class_id : ClassId
            Its label.
        by_person : bool
            Whether a person gave it: only such labels make points.

        Raises
        ------
        ValueError
            When the image is in already.
        """
        if image_id in self._class_of:
            raise ValueError(f"image {image_id} is in already")
        place = (_shuffled(image_id), image_id)
        self._class_of[image_id] = class_id
        bisect.insort(self._members.setdefault(class_id, []), place)
        if by_person:
            bisect.insort(self._persons, place)
            self._persons_of[class_id] += 1
        self._forget()

    def remove(self, image_id: ImageId) -> None:
        """Take an image out again; raises KeyError when it is not in. Costs O(log n)."""
        class_id = self._class_of.pop(image_id)
        self._before = self._before.without(image_id)
        place = (_shuffled(image_id), image_id)
        members = self._members[class_id]
        del members[bisect.bisect_left(members, place)]
        if not members:
            del self._members[class_id]
        at = bisect.bisect_left(self._persons, place)
        if self._persons[at : at + 1] == [place]:
            del self._persons[at]
            self._persons_of[class_id] -= 1
        self._forget()

    def update(
        self, gone: Collection[ImageId], come: Collection[tuple[ImageId, ClassId, bool]]
    ) -> None:
        """Remove images and add others, quickly also when they are many.

        Parameters
        ----------
        gone : collection of ImageId
            To take out; KeyError when one is not in.
        come : collection of (ImageId, ClassId, bool)
            To take in afterwards: the image, its label, and whether a person gave it.
        """
        if len(gone) + len(come) <= _FEW:
            for image_id in gone:
                self.remove(image_id)
            for image_id, class_id, by_person in come:
                self.add(image_id, class_id, by_person=by_person)
            return
        persons = {image_id for _, image_id in self._persons}
        for image_id in gone:
            del self._class_of[image_id]
        persons.difference_update(gone)
        for image_id, class_id, by_person in come:
            self._class_of[image_id] = class_id
            if by_person:
                persons.add(image_id)
        self._members.clear()
        for place in sorted((_shuffled(number), number) for number in self._class_of):
            self._members.setdefault(self._class_of[place[1]], []).append(place)
        self._persons = sorted((_shuffled(number), number) for number in persons)
        self._persons_of = Counter(self._class_of[number] for number in persons)
        self._before = _nothing(self._table.dim)
        self._forget()

    def label(self, image_id: ImageId) -> ClassId | None:
        """Return the label that an image is in with, or None."""
        return self._class_of.get(image_id)

    def _forget(self) -> None:
        self._compared = None
        self._points = None

    # --- what there is to know ----------------------------------------------------------------

    @property
    def class_count(self) -> int:
        """How many classes are compared with."""
        return len({*self._members, *(class_id for class_id, _ in self._examples.values())})

    @property
    def new_class_chance(self) -> float:
        """The chance that the next image founds a class, after Good and Turing.

        (classes that hold one label of a person and nothing else + 1/2) / (labels + 1).
        """
        return (self._seen_once + 0.5) / (len(self._persons) + 1)

    @property
    def cautious_chance(self) -> float:
        """The chance with one class less: nought while none or one holds a single label."""
        return max(0, self._seen_once - 1) / (len(self._persons) + 1)

    @property
    def _seen_once(self) -> int:
        spoken_for = {class_id for class_id, _ in self._examples.values()}
        return sum(
            count == 1 and class_id not in spoken_for and len(self._members[class_id]) == 1
            for class_id, count in self._persons_of.items()
        )

    def sample(self) -> tuple[list[ImageId], list[ClassId]]:
        """Return at most 200 images that a person labelled, with their labels."""
        ids = [image_id for _, image_id in self._persons[:MOST_POINTS]]
        return ids, [self._class_of[image_id] for image_id in ids]

    def novelty(self, embedding: Vector, *, without: ImageId | None = None) -> float:
        """Return how new one image looks, from 0 to 2; infinity while nothing is labelled.

        Parameters
        ----------
        embedding : ndarray, shape (d,)
            As the encoder gave it.
        without : ImageId, optional
            Leave this image out: one that has a label is not to be compared with itself.
        """
        compared = self._current()
        row = centred(embedding[np.newaxis], self._mean)
        cosines = row @ compared.rows.T
        if without is not None:
            cosines[:, compared.image_ids == without] = -np.inf
        return float(exact_novelty(row, compared.rows, cosines)[0])

    def points(self) -> NoveltyPoints:
        """Return what the person's labels look like to each other, now.

        Of at most 200 of them, drawn by the fixed shuffle. Worked out after a change only: some
        3 ms with 500 labels compared with, 15 ms with 3,000.
        """
        if self._points is None:
            self._points = self._measure_points()
        return self._points

    def snapshot(self) -> NoveltySnapshot:
        """Return what images are measured against now, for another thread."""
        return NoveltySnapshot(self._current().rows, self._mean)

    def _measure_points(self) -> NoveltyPoints:
        sample, labels = self.sample()
        ids, classes = np.array(sample, dtype=np.int64), np.array(labels, dtype=np.int64)
        own, other = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
        if not len(ids):
            return NoveltyPoints(own, other)
        compared = self._current()
        sizes = Counter(class_id for class_id, _ in self._examples.values())
        sizes.update({class_id: len(row) for class_id, row in self._members.items()})
        has_company = np.array([sizes[class_id] > 1 for class_id in labels])
        step = max(1, BLOCK_CELLS // max(1, len(compared.rows)))
        for start in range(0, len(ids), step):
            block = slice(start, start + step)
            rows = centred(self._table.rows(ids[block]), self._mean)
            cosines = rows @ compared.rows.T
            cosines[compared.image_ids == ids[block, np.newaxis]] = -np.inf
            own[block] = exact_novelty(rows, compared.rows, cosines)
            cosines[compared.class_ids == classes[block, np.newaxis]] = -np.inf
            other[block] = exact_novelty(rows, compared.rows, cosines)
        own[~has_company | ~np.isfinite(own)] = np.nan
        other[~np.isfinite(other)] = np.nan
        return NoveltyPoints(own, other)

    def _current(self) -> _Compared:
        if self._compared is None:
            self._compared = self._before = self._compare()
        return self._compared

    def _compare(self) -> _Compared:
        fair = MOST_COMPARED // max(1, self.class_count)
        most = min(MOST_OF_CLASS, max(FEWEST_OF_CLASS, fair))
        kept = [place[1] for row in self._members.values() for place in row[:most]]
        numbers = sorted(self._examples)
        left: Counter[ClassId] = Counter()
        spoken = []
        for number in numbers:
            class_id = self._examples[number][0]
            left[class_id] += 1
            if left[class_id] <= most:
                spoken.append(number)
        class_ids = [
            *(self._class_of[image_id] for image_id in kept),
            *(self._examples[number][0] for number in spoken),
        ]
        image_ids = np.array([*kept, *(-1 - number for number in spoken)], dtype=np.int64)
        return _Compared(
            self._centred_rows(image_ids), image_ids, np.array(class_ids, dtype=np.int64)
        )

    def _centred_rows(self, image_ids: npt.NDArray[np.int64]) -> Vector:
        """Centre the embeddings that were not compared with before; the others are at hand."""
        rows = np.empty((len(image_ids), self._table.dim), dtype=np.float32)
        place = {number: row for row, number in enumerate(self._before.image_ids.tolist())}
        numbers = image_ids.tolist()
        held = np.array([place.get(number, -1) for number in numbers], dtype=np.intp)
        rows[held >= 0] = self._before.rows[held[held >= 0]]
        fresh = np.flatnonzero(held < 0)
        if len(fresh):
            vectors = [self._vector(numbers[at]) for at in fresh.tolist()]
            rows[fresh] = centred(np.stack(vectors), self._mean)
        return rows

    def _vector(self, number: int) -> Vector:
        return (
            self._examples[-1 - number][1] if number < 0 else self._table.rows([ImageId(number)])[0]
        )


class _Compared(NamedTuple):
    """Labels compared with: centred rows, their images (examples: below 0), their classes."""

    rows: Vector
    image_ids: npt.NDArray[np.int64]
    class_ids: npt.NDArray[np.int64]

    def without(self, image_id: ImageId) -> _Compared:
        """Forget an image's row, for its embedding may be another one when it comes back."""
        if image_id not in self.image_ids:
            return self
        ids = np.where(self.image_ids == image_id, _FORGOTTEN, self.image_ids)
        return _Compared(self.rows, ids, self.class_ids)


def _nothing(dim: int) -> _Compared:
    none = np.zeros(0, dtype=np.int64)
    return _Compared(np.zeros((0, dim), dtype=np.float32), none, none)


def _shuffled(image_id: int) -> int:
    """Return the place of an image in a fixed shuffle of all numbers below 2 to the 32nd."""
    mixed = (image_id * 0x9E3779B1) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    return mixed ^ (mixed >> 13)
