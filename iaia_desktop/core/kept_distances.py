"""How far all images that wait are from all prototypes, followed prototype by prototype.

A decision moves one prototype, or two. Only the distances to these are measured again, and only
the images that had one of them among their two nearest look through all their distances.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.best_two import BestTwo, Numbers
from iaia_desktop.core.column import IntColumn
from iaia_desktop.core.embeddings import BLOCK_ROWS, Rows, row_blocks
from iaia_desktop.core.folder_features import row_norms
from iaia_desktop.core.folder_ranking import NO_CLASS
from iaia_desktop.core.prototypes import SAFE_FLOAT32_NORMS, Prototypes
from iaia_desktop.core.ranker_bank import PROTOTYPE_SHARPNESS
from iaia_desktop.core.types import ClassId, Distance, Vector

MOST_CELLS = 12_000_000
"""With more images times classes nothing is kept: 48 MB."""

_FURTHEST_SHIFT = 0.25
"""By so much the nearest distance may differ from the one that the sum was worked out from: beyond,
what was added and taken away would outweigh what is left, and its rounding with it."""

_BLOCKS_AT_ONCE = 8

Floats = npt.NDArray[np.float64]
FloatsOrVector = TypeVar("FloatsOrVector", Floats, Vector)


class BestDistances(NamedTuple):
    """The two nearest classes of n images, and how far they are; written over as classes move."""

    first: Numbers
    second: Numbers
    near: Vector
    following: Vector

    def move(self, class_id: ClassId, distances: Vector) -> npt.NDArray[np.bool_]:
        """Let the prototype of a class be elsewhere; return for which images that is not enough.

        They had it among their two nearest, and it went further away than the second of them: then
        a class that is not known here may be nearer.

        Parameters
        ----------
        class_id : ClassId
            The class.
        distances : ndarray, shape (n,), float32
            To its prototype, as it is now.
        """
        was_first, was_second = self.first == class_id, self.second == class_id
        lost: npt.NDArray[np.bool_] = was_first & (distances >= self.following)
        lost |= was_second & (distances > self.following)
        rows = np.flatnonzero(was_first & ~lost)
        self.near[rows] = distances[rows]
        rows = np.flatnonzero(~was_first & (distances <= self.following))
        there, near, first = distances[rows], self.near[rows], self.first[rows]
        # Of equals the older class is the nearer one.
        wins = (there < near) | ((there == near) & (class_id < first))
        won, rest = rows[wins], rows[~wins]
        self.second[won], self.following[won] = first[wins], near[wins]
        self.first[won], self.near[won] = class_id, there[wins]
        there, second = there[~wins], self.second[rest]
        comes = (there < self.following[rest]) | (class_id <= second) | (second == NO_CLASS)
        self.second[rest[comes]], self.following[rest[comes]] = class_id, there[comes]
        return lost


class KeptDistances:
    """Keep distances, the two nearest classes and what their chances need. By one thread at a time.

    The chance of a class k is exp(-20 d_k) over the sum of that over all classes; the sum is
    kept relative to exp(-20 r), r the nearest distance when the sum was last worked out.
    """

    def __init__(self) -> None:
        self._prototypes: Prototypes | None = None
        self._start(0)

    def _start(self, count: int) -> None:
        self._columns: dict[ClassId, Vector] = {}
        self._seen: IntColumn = np.zeros(count, dtype=np.int32)
        self._first: Numbers = np.zeros(count, dtype=np.int64)
        self._second: Numbers = np.zeros(count, dtype=np.int64)
        self._near: Vector = np.zeros(count, dtype=np.float32)
        self._next: Vector = np.zeros(count, dtype=np.float32)
        self._sum: Floats = np.ones(count)
        self._shift: Floats = np.zeros(count)
        self._norms: Vector = np.zeros(count, dtype=np.float32)

    def steps(
        self, ids: Numbers, arrivals: IntColumn, prototypes: Prototypes, embeddings: Rows
    ) -> Generator[float, None, tuple[BestTwo, Vector] | None]:
        """Follow the prototypes, and return the two likeliest classes of images.

        Parameters
        ----------
        ids : ndarray, shape (n,), int64
            Embedded images, ascending. Those left out are forgotten.
        arrivals : ndarray, shape (m,), int32
            By image id, when its embedding came; 1 or more for embedded images.
        prototypes : Prototypes
            Of at least one class, and frozen.
        embeddings : Rows
            By image id.

        Yields
        ------
        float
            Share of the work that is done; may be stopped there.

        Returns
        -------
        (BestTwo, ndarray of shape (n,), float32) or None
            Also the distance to the nearest prototype; to some 1e-6. None when there are too many
            images and classes to keep their distances.
        """
        if len(prototypes) * len(arrivals) > MOST_CELLS:
            self._prototypes = None
            self._start(0)
            return None
        changed, gone = self._differences(prototypes)
        self._make_room(len(arrivals))
        known = ids[self._seen[ids] == arrivals[ids]]
        measured = np.zeros((len(changed), len(known)), dtype=np.float32)
        if len(known):
            yield from self._measure_some(known, prototypes.only(changed), embeddings, measured)
        # From here to the next step nothing may stop: distances and prototypes belong together.
        self._prototypes = prototypes
        forgotten = np.ones(len(self._seen), dtype=bool)
        forgotten[known] = False
        self._seen[forgotten] = 0
        moved = {
            prototypes.class_ids[row]: column for row, column in zip(changed, measured, strict=True)
        }
        self._follow(known, moved, gone)
        stale = ids[self._seen[ids] == 0]
        for start in range(0, len(stale), BLOCK_ROWS):
            yield 0.5 + 0.5 * start / len(stale)
            self._measure_all(stale[start : start + BLOCK_ROWS], prototypes, embeddings)
            block = stale[start : start + BLOCK_ROWS]
            self._seen[block] = arrivals[block]
        return self._said(ids), self._near[ids]

    def _differences(self, prototypes: Prototypes) -> tuple[list[int], list[ClassId]]:
        """Return the rows of prototypes that are new or moved, and the classes that went.

        Where most of them moved, or distances are others, everything begins anew.
        """
        before = self._prototypes
        if before is None or (before.distance, before.normalise, before.dim) != (
            prototypes.distance,
            prototypes.normalise,
            prototypes.dim,
        ):
            self._start(0)
        held = self._columns
        compared = (
            {} if before is None else dict(zip(before.class_ids, before.compared, strict=True))
        )
        changed = [
            row
            for row, class_id in enumerate(prototypes.class_ids)
            if class_id not in held
            or not np.array_equal(compared.get(class_id, ()), prototypes.compared[row])
        ]
        living = set(prototypes.class_ids)
        if len(changed) > max(4, len(prototypes) // 4):
            self._start(0)
            return list(range(len(prototypes))), []
        return changed, [class_id for class_id in held if class_id not in living]

    def _make_room(self, count: int) -> None:
        before = len(self._seen)
        if count <= before:
            return
        names = ["_seen", "_first", "_second", "_near", "_next", "_sum", "_shift", "_norms"]
        held = {name: getattr(self, name) for name in names}
        columns = self._columns
        self._start(count)
        for name, column in held.items():
            getattr(self, name)[:before] = column
        for class_id, column in columns.items():
            self._columns[class_id] = np.append(column, np.zeros(count - before, dtype=np.float32))

    def _measure_some(
        self, ids: Numbers, prototypes: Prototypes, embeddings: Rows, measured: Vector
    ) -> Generator[float, None, None]:
        """Measure to a few prototypes; rows are classes."""
        is_cosine = prototypes.distance is Distance.COSINE
        turned = np.ascontiguousarray(prototypes.compared.T.astype(np.float32))
        for number, (places, rows) in enumerate(row_blocks(embeddings, ids)):
            if number % _BLOCKS_AT_ONCE == 0:
                yield 0.5 * places.start / len(ids)
            found = rows @ turned if is_cosine else prototypes.distances(rows)
            measured[:, places] = found.T
        if not is_cosine:
            return
        norms = self._norms[ids]
        with np.errstate(all="ignore"):  # odd rows are done again below
            measured /= norms
            np.subtract(1.0, measured, out=measured)
            np.clip(measured, 0.0, 2.0, out=measured)
        smallest, largest = SAFE_FLOAT32_NORMS
        for place in np.flatnonzero(~((norms > smallest) & (norms < largest))).tolist():
            measured[:, place] = prototypes.distances(embeddings[ids[place : place + 1]])[0]

    def _follow(self, ids: Numbers, moved: dict[ClassId, Vector], gone: list[ClassId]) -> None:
        """Take over the distances to prototypes that moved, and forget classes that went."""
        best = BestDistances(self._first[ids], self._second[ids], self._near[ids], self._next[ids])
        total, shift = self._sum[ids], self._shift[ids]
        touched = np.zeros(len(ids), dtype=bool)
        for class_id in gone:
            touched |= (best.first == class_id) | (best.second == class_id)
            total -= _weights(self._columns.pop(class_id)[ids] - shift)
        for class_id, distances in moved.items():
            column = self._columns.get(class_id)
            if column is None:
                column = self._columns[class_id] = np.zeros(len(self._seen), dtype=np.float32)
            else:
                total -= _weights(column[ids] - shift)
            column[ids] = distances
            total += _weights(distances - shift)
            touched |= best.move(class_id, distances)
        self._first[ids], self._second[ids] = best.first, best.second
        self._near[ids], self._next[ids], self._sum[ids] = best.near, best.following, total
        touched |= np.abs(shift - best.near) > _FURTHEST_SHIFT
        again = ids[touched]
        for start in range(0, len(again), BLOCK_ROWS):
            self._look_through(again[start : start + BLOCK_ROWS])

    def _measure_all(self, ids: Numbers, prototypes: Prototypes, embeddings: Rows) -> None:
        rows = embeddings[ids]
        self._norms[ids] = row_norms(rows)
        distances = np.asarray(prototypes.distances(rows), dtype=np.float32)
        for place, class_id in enumerate(prototypes.class_ids):
            if class_id not in self._columns:
                self._columns[class_id] = np.zeros(len(self._seen), dtype=np.float32)
            self._columns[class_id][ids] = distances[:, place]
        self._look_through(ids)

    def _look_through(self, ids: Numbers) -> None:
        """Find the two nearest classes of images among all, and the sum over all."""
        if not len(ids):
            return
        class_ids = np.array(sorted(self._columns), dtype=np.int64)
        distances = np.stack([self._columns[ClassId(k)][ids] for k in class_ids.tolist()])
        every = np.arange(len(ids))
        first = distances.argmin(axis=0)
        near = distances[first, every]
        self._first[ids], self._near[ids], self._shift[ids] = class_ids[first], near, near
        self._sum[ids] = _weights(distances - near.astype(np.float64)).sum(axis=0)
        if len(class_ids) == 1:
            self._second[ids], self._next[ids] = NO_CLASS, np.inf
            return
        distances[first, every] = np.inf
        second = distances.argmin(axis=0)
        self._second[ids], self._next[ids] = class_ids[second], distances[second, every]

    def _said(self, ids: Numbers) -> BestTwo:
        near = self._near[ids]
        above = (near - self._shift[ids]).astype(np.float32)
        chances = (_weights(above) / self._sum[ids]).astype(np.float32)
        # The second class is behind the first by what its distance is more.
        behind = chances * _weights(self._next[ids] - near)
        return BestTwo(self._first[ids], self._second[ids], chances, behind)


def _weights(further: FloatsOrVector) -> FloatsOrVector:
    """Return what being further away by so much counts for; by infinity, nothing."""
    found: FloatsOrVector = np.exp(-PROTOTYPE_SHARPNESS * further)
    return found
