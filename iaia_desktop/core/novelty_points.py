"""What labelled images look like to each other, followed label by label.

Each image of the sample remembers which references were nearest to it, once among all but itself
and once among those of other classes. A reference that comes or goes concerns the images that it is
among the nearest of, which are few; only those are measured again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.novelty_references import References
from iaia_desktop.core.novelty_score import NEIGHBOURS, exact_novelty, nearest_columns
from iaia_desktop.core.types import Vector

_MOST_FOLLOWED = 64
"""With more references that changed, all images are measured again."""

_DOUBT = np.float32(1e-5)
"""Products of matrices may differ by so much from one shape to another."""

_ROWS_AT_ONCE = 100

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


class _Sides(NamedTuple):
    """What is kept for each image of the sample, among all references or those of other classes.

    ``near`` are the places of the nearest, shape (n, 3), -1 for none; ``least`` the cosine that
    another one must pass to be among them; ``novelties`` what follows, infinity for none.
    """

    near: npt.NDArray[np.intp]
    least: Vector
    novelties: Floats


def _unknown(count: int) -> _Sides:
    return _Sides(
        np.full((count, NEIGHBOURS), -1, dtype=np.intp),
        np.full(count, -np.inf, dtype=np.float32),
        np.full(count, np.inf),
    )


class PointTable:
    """Keep the novelty of sampled labelled images, with and without their own class.

    Parameters
    ----------
    references : References
        What they are measured against; its ``changed`` is cleared here.
    """

    def __init__(self, references: References) -> None:
        self._references = references
        self._ids: Numbers = np.zeros(0, dtype=np.int64)
        self._classes: Numbers = np.zeros(0, dtype=np.int64)
        self._rows: Vector = np.zeros((0, references.rows.shape[1]), dtype=np.float32)
        self._own, self._other = _unknown(0), _unknown(0)

    @property
    def own(self) -> Floats:
        """Novelty of each image among all references but itself; infinity without any."""
        return self._own.novelties

    @property
    def other(self) -> Floats:
        """Novelty of each image among the references of other classes; infinity without any."""
        return self._other.novelties

    def follow(self, ids: Sequence[int], classes: Sequence[int], places: Numbers) -> Numbers:
        """Take over another sample; return which of its images have no row here yet.

        Parameters
        ----------
        ids, classes : sequence of int, length n
            The images and their classes.
        places : ndarray, shape (n,), int64
            For each image its place in the sample before; -1 when it was not there with this class
            and this embedding.
        """
        self._ids = np.array(ids, dtype=np.int64)
        self._classes = np.array(classes, dtype=np.int64)
        kept = np.flatnonzero(places >= 0)
        rows = np.zeros((len(ids), self._rows.shape[1]), dtype=np.float32)
        rows[kept] = self._rows[places[kept]]
        self._rows = rows
        sides = []
        for side in (self._own, self._other):
            fresh, before = _unknown(len(ids)), places[kept]
            fresh.near[kept] = side.near[before]
            fresh.least[kept] = side.least[before]
            fresh.novelties[kept] = side.novelties[before]
            sides.append(fresh)
        self._own, self._other = sides
        return np.flatnonzero(places < 0).astype(np.int64)

    def measure(self, fresh: Numbers, rows: Vector) -> None:
        """Measure what changed.

        Parameters
        ----------
        fresh : ndarray, shape (f,), int64
            Places in the sample of images that are new in it.
        rows : ndarray, shape (f, d), float32
            Theirs, centred.
        """
        self._rows[fresh] = rows
        changed = np.array(sorted(self._references.changed), dtype=np.intp)
        self._references.changed.clear()
        stale = np.zeros(len(self._ids), dtype=bool)
        if len(changed) > _MOST_FOLLOWED:
            stale[:] = True
        elif len(changed):
            stale = self._concerned(changed)
        stale[fresh] = True
        todo = np.flatnonzero(stale)
        for start in range(0, len(todo), _ROWS_AT_ONCE):
            self._measure(todo[start : start + _ROWS_AT_ONCE])

    def _concerned(self, changed: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
        """Return which images have a changed place among their nearest, or may get one."""
        references = self._references
        found = np.zeros(len(self._ids), dtype=bool)
        found |= np.isin(self._own.near, changed).any(axis=1)
        found |= np.isin(self._other.near, changed).any(axis=1)
        written = changed[references.serials[changed] > 0]
        if len(written):
            cosines = self._rows @ references.rows[written].T + _DOUBT
            own = cosines > self._own.least[:, np.newaxis]
            found |= (own & (references.numbers[written] != self._ids[:, np.newaxis])).any(axis=1)
            other = cosines > self._other.least[:, np.newaxis]
            stranger = references.class_ids[written] != self._classes[:, np.newaxis]
            found |= (other & stranger).any(axis=1)
        return found

    def _measure(self, todo: npt.NDArray[np.intp]) -> None:
        references = self._references
        rows = self._rows[todo]
        reach = slice(references.reach)
        cosines = rows @ references.rows[reach].T
        cosines[:, references.free_places()] = -np.inf
        cosines[references.numbers[reach] == self._ids[todo, np.newaxis]] = -np.inf
        self._note(self._own, todo, rows, cosines)
        cosines[references.class_ids[reach] == self._classes[todo, np.newaxis]] = -np.inf
        self._note(self._other, todo, rows, cosines)

    def _note(
        self, side: _Sides, todo: npt.NDArray[np.intp], rows: Vector, cosines: Vector
    ) -> None:
        near, highest = nearest_columns(cosines)
        width = near.shape[1]
        side.near[todo] = -1
        side.near[todo, :width] = np.where(np.isfinite(highest), near, -1)
        side.least[todo] = highest[:, -1] if width == NEIGHBOURS else -np.inf
        side.novelties[todo] = exact_novelty(rows, self._references.rows, near, highest)
