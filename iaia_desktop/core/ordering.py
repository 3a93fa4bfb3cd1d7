"""Where to go next: the order of the images, and the next one that waits for a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.places import Places
from iaia_desktop.core.types import ImageId


class ImageOrder:
    """Hold the images in the order in which they are shown.

    Parameters
    ----------
    image_ids : sequence of ImageId
        Each once.
    """

    def __init__(self, image_ids: Sequence[ImageId] = ()) -> None:
        self._ids: list[ImageId] = []
        self._places = Places()
        self.replace(image_ids)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> Sequence[ImageId]:
        """All images in order. Not to be changed by the caller."""
        return self._ids

    def replace(self, image_ids: Sequence[ImageId]) -> None:
        """Take another order."""
        self._ids = list(image_ids)
        self._places = Places(self._ids)

    def append(self, image_ids: Sequence[ImageId]) -> None:
        """Add images at the end."""
        self._ids.extend(image_ids)
        self._places.append(image_ids)

    def place(self, image_id: ImageId) -> int:
        """Return the image's place, from 0; raises KeyError for a stranger."""
        return self._places[image_id]

    def at(self, place: int) -> ImageId | None:
        """Return the image at a place, or None beyond the ends."""
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def neighbour(self, image_id: ImageId, step: int) -> ImageId | None:
        """Return the image ``step`` places further (negative: back), or None beyond the ends."""
        return self.at(self._places[image_id] + step)

    def next_where(self, image_id: ImageId, wanted: Callable[[ImageId], bool]) -> ImageId | None:
        """Return the next image that fulfils ``wanted``, going round once; never the same one."""
        here = self._places[image_id]
        count = len(self._ids)
        for offset in range(1, count):
            candidate = self._ids[(here + offset) % count]
            if wanted(candidate):
                return candidate
        return None


def placed(
    now: Sequence[ImageId],
    waiting: npt.NDArray[np.int64],
    settled: npt.NDArray[np.bool_],
    current: ImageId | None,
) -> list[ImageId]:
    """Put the images that wait into another order, without moving what the person has behind them.

    First come the images that have a decision, as they stand now, so that going back goes over what
    was just done; then the image on screen; then those that wait, in the given order; at the end
    all that cannot be ordered (no embedding yet, or unreadable), as they stand now.

    Parameters
    ----------
    now : sequence of ImageId
        All images in the present order.
    waiting : ndarray, shape (n,), int64
        Images in the order in which they are to be asked for; those that were decided meanwhile
        are passed over.
    settled : ndarray, shape (m,), bool
        By image id: whether the image has a decision.
    current : ImageId or None
        The image on screen.

    Returns
    -------
    list of ImageId
        A permutation of ``now``.
    """
    present = np.asarray(now, dtype=np.int64)
    asked = waiting[~settled[waiting]]
    ordered = np.zeros(len(settled), dtype=bool)
    ordered[asked] = True
    decided = settled[present]
    rest = present[~decided & ~ordered[present]]
    front = present[decided]
    if current is not None and not settled[current]:
        asked, rest = asked[asked != current], rest[rest != current]
        front = np.append(front, current)
    order: list[ImageId] = np.concatenate((front, asked, rest)).tolist()
    return order
