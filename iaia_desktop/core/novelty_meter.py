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
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.embeddings import EmbeddingTable
from iaia_desktop.core.novelty_points import PointTable
from iaia_desktop.core.novelty_references import References
from iaia_desktop.core.novelty_score import (
    NoveltySnapshot,
    centred,
    exact_novelty,
    nearest_columns,
    reference_rows,
)
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
        # Classes that a person gave once.
        self._alone: set[ClassId] = set()
        self._examples: dict[int, Vector] = {}
        self._spoken: dict[ClassId, list[int]] = {}
        self._start()

    def _start(self) -> None:
        """Compare with nothing yet; what is to be compared with is worked out when asked for."""
        self._references = References(self._table.dim)
        self._kept: dict[ClassId, list[int]] = {}
        self._most = 0
        # Classes whose labels changed; those that are gone, and those never looked at, included.
        self._stale: set[ClassId] = {*self._members, *self._spoken}
        self._table_of_points = PointTable(self._references)
        self._sampled: tuple[list[ImageId], list[ClassId]] = ([], [])
        self._moved: set[ImageId] = set()
        self._points: NoveltyPoints | None = None

    def __len__(self) -> int:
        return len(self._class_of)

    def __contains__(self, image_id: object) -> bool:
        return image_id in self._class_of

    # --- what it is measured against ----------------------------------------------------------

    def use_mean(self, mean: Vector) -> None:
        """Take another middle of the folder, shape (d,): everything is measured from there."""
        self._mean = mean.astype(np.float32)
        self._start()

    def use_examples(self, examples: Mapping[int, tuple[ClassId, Vector]]) -> None:
        """Compare with these pictures too, which are no images of the session, and no others."""
        self._examples = {number: row for number, (_, row) in examples.items()}
        self._spoken = {}
        for number in sorted(examples):
            self._spoken.setdefault(examples[number][0], []).append(-1 - number)
        self._start()

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
            self._count_person(class_id, 1)
        self._note_stale([class_id])

    def remove(self, image_id: ImageId) -> None:
        """Take an image out again; raises KeyError when it is not in. Costs O(log n)."""
        class_id = self._class_of.pop(image_id)
        place = (_shuffled(image_id), image_id)
        members = self._members[class_id]
        del members[bisect.bisect_left(members, place)]
        if not members:
            del self._members[class_id]
        at = bisect.bisect_left(self._persons, place)
        if self._persons[at : at + 1] == [place]:
            del self._persons[at]
            self._count_person(class_id, -1)
        self._note_stale([class_id])
        self._let_go(image_id, class_id)

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
        taken = set(gone)
        affected = {self._class_of[image_id] for image_id in taken}
        for image_id in taken:
            self._let_go(image_id, self._class_of.pop(image_id))
        added: dict[ClassId, list[tuple[int, ImageId]]] = {}
        persons = []
        for image_id, class_id, by_person in come:
            place = (_shuffled(image_id), image_id)
            self._class_of[image_id] = class_id
            added.setdefault(class_id, []).append(place)
            if by_person:
                persons.append(place)
        for class_id in affected.union(added):
            kept = [row for row in self._members.pop(class_id, ()) if row[1] not in taken]
            if kept := sorted(kept + added.get(class_id, [])):
                self._members[class_id] = kept
        self._persons = sorted([row for row in self._persons if row[1] not in taken] + persons)
        self._persons_of = Counter(self._class_of[number] for _, number in self._persons)
        self._alone = {class_id for class_id, count in self._persons_of.items() if count == 1}
        self._note_stale(affected.union(added))

    def label(self, image_id: ImageId) -> ClassId | None:
        """Return the label that an image is in with, or None."""
        return self._class_of.get(image_id)

    def _count_person(self, class_id: ClassId, step: int) -> None:
        self._persons_of[class_id] += step
        if self._persons_of[class_id] == 1:
            self._alone.add(class_id)
        else:
            self._alone.discard(class_id)

    def _note_stale(self, class_ids: Iterable[ClassId]) -> None:
        self._stale.update(class_ids)
        self._points = None

    def _let_go(self, image_id: ImageId, class_id: ClassId) -> None:
        """Compare with an image no more, at once: its embedding may be another one soon."""
        self._moved.add(image_id)
        if image_id in self._references:
            self._references.drop([image_id])
            self._kept[class_id].remove(image_id)

    # --- what there is to know ----------------------------------------------------------------

    @property
    def class_count(self) -> int:
        """How many classes are compared with."""
        return len({*self._members, *self._spoken})

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
        return sum(
            class_id not in self._spoken and len(self._members[class_id]) == 1
            for class_id in self._alone
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
        references = self._current()
        row = centred(embedding[np.newaxis], self._mean)
        cosines = row @ references.rows[: references.reach].T
        cosines[:, references.free_places()] = -np.inf
        if without is not None:
            cosines[:, references.numbers[: references.reach] == without] = -np.inf
        columns, highest = nearest_columns(cosines)
        return float(exact_novelty(row, references.rows, columns, highest)[0])

    def points(self) -> NoveltyPoints:
        """Return what the person's labels look like to each other, now.

        Of at most 200 of them, drawn by the fixed shuffle. Worked out after a change only, and then
        for those that it concerns.
        """
        if self._points is None:
            self._points = self._measure_points()
        return self._points

    def snapshot(self) -> NoveltySnapshot:
        """Return what images are measured against now, for another thread."""
        references = self._current()
        places = np.flatnonzero(references.serials)
        return NoveltySnapshot(
            references.numbers[places],
            references.serials[places],
            self._table.all_rows(),
            self._examples,
            self._mean,
        )

    def _measure_points(self) -> NoveltyPoints:
        references = self._current()
        fresh = self._sample_anew()
        ids, labels = self._sampled
        rows = np.zeros((0, self._table.dim), dtype=np.float32)
        if len(fresh):
            rows = centred(self._table.rows([ids[place] for place in fresh.tolist()]), self._mean)
        table = self._table_of_points
        table.measure(fresh, rows)
        if not len(references):
            nothing = np.full(len(ids), np.nan)
            return NoveltyPoints(nothing, nothing)
        has_company = np.array(
            [len(self._members.get(k, ())) + len(self._spoken.get(k, ())) > 1 for k in labels],
            dtype=bool,
        )
        own = np.where(has_company & np.isfinite(table.own), table.own, np.nan)
        return NoveltyPoints(own, np.where(np.isfinite(table.other), table.other, np.nan))

    def _sample_anew(self) -> npt.NDArray[np.int64]:
        """Tell the table of points whom it is about; return the places of those that are new."""
        before, self._sampled = self._sampled, self.sample()
        moved, self._moved = self._moved, set()
        if self._sampled == before and moved.isdisjoint(before[0]):
            return np.zeros(0, dtype=np.int64)
        place_of = {
            pair: place
            for place, pair in enumerate(zip(*before, strict=True))
            if pair[0] not in moved
        }
        pairs = zip(*self._sampled, strict=True)
        places = np.array([place_of.get(pair, -1) for pair in pairs], dtype=np.int64)
        return self._table_of_points.follow(*self._sampled, places)

    def _current(self) -> References:
        """Bring the references up to the labels in force, and return them."""
        if not self._stale:
            return self._references
        count = self.class_count
        most = min(MOST_OF_CLASS, max(FEWEST_OF_CLASS, MOST_COMPARED // max(1, count)))
        stale = self._stale if most == self._most else {*self._stale, *self._kept}
        gone: list[int] = []
        come: list[int] = []
        classes: list[ClassId] = []
        for class_id in stale:
            members = self._members.get(class_id, [])[:most]
            wanted = [image_id for _, image_id in members] + self._spoken.get(class_id, [])[:most]
            held = self._kept.get(class_id, [])
            if wanted != held:
                gone += set(held).difference(wanted)
                fresh = sorted(set(wanted).difference(held))
                come += fresh
                classes += [class_id] * len(fresh)
                self._kept[class_id] = wanted
        self._stale, self._most = set(), most
        self._references.drop(gone)
        if come:
            numbers = np.array(come, dtype=np.int64)
            rows = reference_rows(numbers, self._table.all_rows(), self._examples, self._mean)
            self._references.put(come, classes, rows)
        return self._references


def _shuffled(image_id: int) -> int:
    """Return the place of an image in a fixed shuffle of all numbers below 2 to the 32nd."""
    mixed = (image_id * 0x9E3779B1) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    return mixed ^ (mixed >> 13)
