"""At which place of an order each image stands, in four bytes an image."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import ImageId

_NOWHERE = -1


class Places:
    """Map images to their places in an order. A dict of 100,000 takes 8 MB, this takes 0.4.

    Parameters
    ----------
    image_ids : sequence of ImageId
        Each once, in order.
    """

    def __init__(self, image_ids: Sequence[ImageId] = ()) -> None:
        self._places: npt.NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._count = 0
        self.append(image_ids)

    def append(self, image_ids: Sequence[ImageId]) -> None:
        """Let these images, which are none of those before, stand at the end."""
        if not len(image_ids):
            return
        ids = np.asarray(image_ids, dtype=np.int64)
        needed = int(ids.max()) + 1
        if needed > len(self._places):
            places = np.full(max(needed, len(self._places) * 5 // 4), _NOWHERE, dtype=np.int32)
            places[: len(self._places)] = self._places
            self._places = places
        self._places[ids] = np.arange(self._count, self._count + len(ids), dtype=np.int32)
        self._count += len(ids)

    def get(self, image_id: ImageId) -> int | None:
        """Return the image's place, from 0, or None for a stranger."""
        if not 0 <= image_id < len(self._places):
            return None
        place = int(self._places[image_id])
        return None if place == _NOWHERE else place

    def __getitem__(self, image_id: ImageId) -> int:
        """Return the image's place, from 0; raises KeyError for a stranger."""
        place = self.get(image_id)
        if place is None:
            raise KeyError(image_id)
        return place

    def __contains__(self, image_id: ImageId) -> bool:
        return self.get(image_id) is not None
