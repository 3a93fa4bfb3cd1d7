"""The embeddings of a session's images in one table, by image id."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import ImageId, Vector


class EmbeddingTable:
    """Hold one float32 embedding for each image that has been embedded.

    Parameters
    ----------
    dim : int
        Length d of an embedding.
    capacity : int, optional
        Images to make room for at first; the table doubles when it is full.
    """

    def __init__(self, dim: int, capacity: int = 1024) -> None:
        if dim < 1:
            raise ValueError(f"an embedding has at least one number, not {dim}")
        self._rows: Vector = np.zeros((max(1, capacity), dim), dtype=np.float32)
        self._known: npt.NDArray[np.bool_] = np.zeros(max(1, capacity), dtype=bool)
        self._count = 0

    @property
    def dim(self) -> int:
        """Length of an embedding."""
        return int(self._rows.shape[1])

    def __len__(self) -> int:
        return self._count

    def __contains__(self, image_id: object) -> bool:
        return (
            isinstance(image_id, int)
            and 0 <= image_id < len(self._known)
            and bool(self._known[image_id])
        )

    def put(self, image_ids: Sequence[ImageId], vectors: Vector) -> None:
        """Keep the embeddings of these images.

        Parameters
        ----------
        image_ids : sequence of ImageId, length n
        vectors : ndarray, shape (n, d), float32

        Raises
        ------
        ValueError
            When the shapes differ, or a number is not finite.
        """
        if not len(image_ids):
            return
        self.check(image_ids, vectors)
        needed = max(image_ids) + 1
        if needed > len(self._known):
            self._grow(max(needed, 2 * len(self._known)))
        index = np.asarray(image_ids, dtype=np.intp)
        self._count += int(np.count_nonzero(~self._known[np.unique(index)]))
        self._rows[index] = vectors
        self._known[index] = True

    def check(self, image_ids: Sequence[ImageId], vectors: Vector) -> None:
        """Raise ValueError where :meth:`put` would."""
        if vectors.shape != (len(image_ids), self.dim):
            raise ValueError(f"{len(image_ids)} images but embeddings of shape {vectors.shape}")
        if not np.isfinite(vectors).all():
            raise ValueError("an embedding is not finite")

    def get(self, image_id: ImageId) -> Vector | None:
        """Return the image's embedding, shape (d,), or None."""
        return self._rows[image_id] if image_id in self else None

    def known_ids(self) -> npt.NDArray[np.intp]:
        """Return the ids of all embedded images, ascending."""
        return np.flatnonzero(self._known)

    def rows(self, image_ids: Sequence[ImageId] | npt.NDArray[np.intp]) -> Vector:
        """Return the embeddings of images that all have one, shape (n, d), in the order given."""
        return self._rows[np.asarray(image_ids, dtype=np.intp)]

    def all_rows(self) -> Vector:
        """Return the whole table by image id, shape (m, d), to be looked at only.

        Rows of images that are not known hold anything. A table that grows leaves this one as it
        is, so that another thread may go on reading the rows of images known now.
        """
        view = self._rows.view()
        view.flags.writeable = False
        return view

    def forget(self, image_id: ImageId) -> None:
        """Drop one image's embedding (its file was replaced)."""
        if image_id in self:
            self._known[image_id] = False
            self._count -= 1

    def _grow(self, capacity: int) -> None:
        rows = np.zeros((capacity, self.dim), dtype=np.float32)
        rows[: len(self._rows)] = self._rows
        known = np.zeros(capacity, dtype=bool)
        known[: len(self._known)] = self._known
        self._rows, self._known = rows, known
