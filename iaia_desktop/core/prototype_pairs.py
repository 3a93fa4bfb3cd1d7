"""The two distances of sampled labelled images, followed prototype by prototype.

The same as :func:`iaia_desktop.core.calibration.leave_one_out_pairs` measures; but a decision moves
one prototype or two, and only the distances to these are measured again. Each distance is worked
out by itself, so that it does not depend on what came before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.calibration import own_distances
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.prototypes import Array, cosine_to_distance, unit
from iaia_desktop.core.types import ClassId, Distance, Vector

Key = tuple[int, int, ClassId]
"""An image, a number that it has with this embedding only, and its class."""


class PrototypePairs:
    """Keep how far some images are from every prototype. Not thread-safe.

    Parameters
    ----------
    memory : PrototypeMemory
        Holds the images; only looked at.
    """

    def __init__(self, memory: PrototypeMemory) -> None:
        self._memory = memory
        self._keys: list[Key] = []
        self._classes: tuple[ClassId, ...] = ()
        self._column_of: dict[ClassId, int] = {}
        self._marks: dict[ClassId, int] = {}
        self._members: Array = np.zeros((0, memory.dim))
        self._compared: Array = self._members
        self._distances: Array = np.zeros((0, 0))
        self._own: Array = np.zeros(0)

    def measure(
        self, keys: Sequence[Key], rows: Callable[[list[int]], Vector]
    ) -> tuple[Array, Array]:
        """Return the two distances of each image.

        Parameters
        ----------
        keys : sequence of Key, length n
            The images, with classes that have members.
        rows : callable
            Returns the embeddings of some of them, by their places, shape (m, d), float32.

        Returns
        -------
        own, other : ndarray, shape (n,), float64
            As for ``leave_one_out_pairs``.
        """
        memory = self._memory
        classes = memory.class_ids
        if self._classes != classes:
            self._take_classes(classes)
        column_of = self._column_of
        marks = memory.marks()
        changed = [class_id for class_id, mark in marks.items() if self._marks[class_id] != mark]
        fresh = self._take_sample(list(keys), rows)
        for class_id in changed:
            self._distances[:, column_of[class_id]] = self._to(column_of[class_id])
            self._marks[class_id] = marks[class_id]
        for place in np.flatnonzero(fresh).tolist():
            self._distances[place] = self._of(place)
        columns = np.array([column_of[k] for _, _, k in keys], dtype=np.intp)
        moved = np.array([column_of[k] for k in changed], dtype=np.intp)
        again = np.flatnonzero(fresh | np.isin(columns, moved))
        if len(again):
            self._own[again] = own_distances(
                memory, self._members[again], [keys[place][2] for place in again.tolist()]
            )
        other = np.full(len(keys), np.nan)
        if len(classes) > 1 and len(keys):
            every = np.arange(len(keys))
            held = self._distances[every, columns]
            self._distances[every, columns] = np.inf
            other = self._distances.min(axis=1)
            self._distances[every, columns] = held
        return self._own.copy(), other

    def _take_classes(self, classes: tuple[ClassId, ...]) -> None:
        """Make a column for each class, and keep those that are known."""
        before = self._column_of
        distances = np.zeros((len(self._keys), len(classes)))
        kept = [column for column, class_id in enumerate(classes) if class_id in before]
        distances[:, kept] = self._distances[:, [before[classes[column]] for column in kept]]
        self._distances = distances
        self._marks = {class_id: self._marks.get(class_id, 0) for class_id in classes}
        self._column_of = {class_id: column for column, class_id in enumerate(classes)}
        self._classes = classes

    def _take_sample(
        self, keys: list[Key], rows: Callable[[list[int]], Vector]
    ) -> npt.NDArray[np.bool_]:
        """Make a row for each image; return which of them were not known."""
        fresh = np.zeros(len(keys), dtype=bool)
        if keys == self._keys:
            return fresh
        place_of = {key: place for place, key in enumerate(self._keys)}
        places = np.array([place_of.get(key, -1) for key in keys], dtype=np.intp)
        fresh = places < 0
        # A row more, for those that are not known to begin with: place -1.
        self._members = _with_one_more(self._members)[places]
        self._compared = _with_one_more(self._compared)[places]
        self._distances = _with_one_more(self._distances)[places]
        self._own = np.append(self._own, np.nan)[places]
        members = self._memory.prepared(rows(np.flatnonzero(fresh).tolist()))
        self._members[fresh] = members
        is_cosine = self._memory.distance is Distance.COSINE
        self._compared[fresh] = unit(members) if is_cosine else members
        self._keys = keys
        return fresh

    def _to(self, row: int) -> Array:
        """Measure from all images to one prototype."""
        prototype = self._memory.compared[row]
        if self._memory.distance is Distance.COSINE:
            return cosine_to_distance(np.einsum("nd,d->n", self._compared, prototype))
        difference = self._compared - prototype
        length: Array = np.sqrt(np.einsum("nd,nd->n", difference, difference))
        return length

    def _of(self, place: int) -> Array:
        """Measure from one image to all prototypes."""
        prototypes, image = self._memory.compared, self._compared[place]
        if self._memory.distance is Distance.COSINE:
            return cosine_to_distance(np.einsum("kd,d->k", prototypes, image))
        difference = prototypes - image
        length: Array = np.sqrt(np.einsum("kd,kd->k", difference, difference))
        return length


def _with_one_more(rows: Array) -> Array:
    return np.concatenate([rows, np.zeros((1, rows.shape[1]))])
