"""The labelled images that novelty is measured against, each in a place of its own.

A label more or less changes one place and leaves all others as they are, so that whoever keeps
something for each place knows what to work out anew.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import Vector

NOBODY = -(2**62)
"""The number at a place that is free."""

_FIRST_CAPACITY = 64

Numbers = npt.NDArray[np.int64]


class References:
    """Hold centred rows, what they are of, and their classes. Not thread-safe.

    Parameters
    ----------
    dim : int
        Length d of a row.

    Attributes
    ----------
    rows : ndarray, shape (c, d), float32
        Of length one; zeros at places that are free.
    numbers : ndarray, shape (c,), int64
        Image ids, other pictures below 0; NOBODY at places that are free.
    class_ids : ndarray, shape (c,), int64
        Their classes; 0 at places that are free.
    serials : ndarray, shape (c,), int64
        A number that no other row ever has; 0 at places that are free.
    changed : set of int
        Places that were written since this was cleared last.
    """

    def __init__(self, dim: int) -> None:
        self.rows: Vector = np.zeros((0, dim), dtype=np.float32)
        self.numbers: Numbers = np.zeros(0, dtype=np.int64)
        self.class_ids: Numbers = np.zeros(0, dtype=np.int64)
        self.serials: Numbers = np.zeros(0, dtype=np.int64)
        self.changed: set[int] = set()
        self._place_of: dict[int, int] = {}
        self._free: list[int] = []
        self._serial = 0
        self._reach = 0
        self._holes: npt.NDArray[np.intp] | None = None

    def __len__(self) -> int:
        return len(self._place_of)

    def __contains__(self, number: object) -> bool:
        return number in self._place_of

    def put(self, numbers: Sequence[int], class_ids: Sequence[int], rows: Vector) -> list[int]:
        """Take rows in, none of which is here already.

        Parameters
        ----------
        numbers, class_ids : sequence of int, length n
            What the rows are of, and their classes.
        rows : ndarray, shape (n, d), float32

        Returns
        -------
        list of int
            Their places.
        """
        while len(self._free) < len(numbers):
            self._grow()
        # The lowest first, so that all lie together.
        places = [self._free.pop() for _ in numbers]
        self.rows[places] = rows
        self.numbers[places] = numbers
        self.class_ids[places] = class_ids
        self.serials[places] = np.arange(self._serial + 1, self._serial + 1 + len(places))
        self._serial += len(places)
        self._holes = None
        self._reach = max(self._reach, *(place + 1 for place in places), 0)
        self._place_of.update(zip(numbers, places, strict=True))
        self.changed.update(places)
        return places

    def drop(self, numbers: Sequence[int]) -> None:
        """Let go of rows; KeyError when one is not here."""
        places = [self._place_of.pop(number) for number in numbers]
        self.rows[places] = 0.0
        self.numbers[places] = NOBODY
        self.class_ids[places] = 0
        self.serials[places] = 0
        self._free.extend(places)
        self._holes = None
        self.changed.update(places)

    @property
    def reach(self) -> int:
        """All places from this one on are free."""
        return self._reach

    def free_places(self) -> npt.NDArray[np.intp]:
        """Return the places below :attr:`reach` that hold nothing."""
        if self._holes is None:
            self._holes = np.flatnonzero(self.serials[: self._reach] == 0)
        return self._holes

    def _grow(self) -> None:
        before = len(self.numbers)
        count = max(_FIRST_CAPACITY, before // 2)
        self.rows = np.concatenate([self.rows, np.zeros((count, self.rows.shape[1]), np.float32)])
        self.numbers = np.append(self.numbers, np.full(count, NOBODY, dtype=np.int64))
        self.class_ids = np.append(self.class_ids, np.zeros(count, dtype=np.int64))
        self.serials = np.append(self.serials, np.zeros(count, dtype=np.int64))
        self._free.extend(range(before + count - 1, before - 1, -1))
