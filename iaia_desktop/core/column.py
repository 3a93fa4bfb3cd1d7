"""A whole number for each image, to look thousands of images up at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

IntColumn = npt.NDArray[np.int32]


class Column:
    """Hold one whole number for each image; 0 where none was set.

    Parameters
    ----------
    capacity : int, optional
        Images to make room for at first; the column doubles when it is full.
    """

    def __init__(self, capacity: int = 1024) -> None:
        self._numbers: IntColumn = np.zeros(max(1, capacity), dtype=np.int32)

    def __getitem__(self, image_id: int) -> int:
        return int(self._numbers[image_id]) if image_id < len(self._numbers) else 0

    def put(self, image_ids: Sequence[int] | int, number: int) -> None:
        """Set the number of one image or of several."""
        if isinstance(image_ids, int):
            self._make_room(image_ids + 1)
            self._numbers[image_ids] = number
        elif len(image_ids):
            self._make_room(max(image_ids) + 1)
            self._numbers[np.asarray(image_ids, dtype=np.intp)] = number

    def of(self, image_ids: Sequence[int]) -> list[int]:
        """Return the numbers of some images for which one was set."""
        found: list[int] = self._numbers[np.asarray(image_ids, dtype=np.intp)].tolist()
        return found

    def first(self, count: int) -> IntColumn:
        """Return a copy of the numbers of the first images, shape (count,), for any thread."""
        found = np.zeros(count, dtype=np.int32)
        held = self._numbers[:count]
        found[: len(held)] = held
        return found

    def _make_room(self, count: int) -> None:
        if count > len(self._numbers):
            grown = np.zeros(max(count, 2 * len(self._numbers)), dtype=np.int32)
            grown[: len(self._numbers)] = self._numbers
            self._numbers = grown
