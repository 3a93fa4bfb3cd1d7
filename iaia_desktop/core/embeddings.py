"""The embeddings of a session's images in one table, by image id, in half precision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.half import Halves, Shifts, narrow, widen
from iaia_desktop.core.types import ImageId, Vector

IdArray = npt.NDArray[np.int64] | npt.NDArray[np.intp]

BLOCK_ROWS = 8192
"""Images that the table makes room for at once."""

_CELLS_AT_ONCE = 2**18
"""Numbers of a block of :meth:`EmbeddingRows.blocks`: a megabyte stays in the cache."""


class Rows(Protocol):
    """Embeddings by image id: :class:`EmbeddingRows`, or a plain array."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Images that there is room for, and length of an embedding."""
        ...

    def __getitem__(self, image_ids: IdArray | list[int], /) -> Vector:
        """Return embeddings, shape (n, d), float32, in the order asked for."""
        ...


class EmbeddingRows:
    """What a table held at one moment, to be looked at from any thread.

    Rows of images that were not known hold anything. A table that grows, or takes in more images,
    leaves those known as they are; a row is written again only when the image's file was replaced.

    Parameters
    ----------
    halves : sequence of ndarray, shape (BLOCK_ROWS, d), float16
    shifts : sequence of ndarray, shape (BLOCK_ROWS,), int16
    """

    def __init__(self, halves: Sequence[Halves], shifts: Sequence[Shifts], dim: int) -> None:
        self._halves = tuple(halves)
        self._shifts = tuple(shifts)
        self._dim = dim

    @property
    def shape(self) -> tuple[int, int]:
        """Images that there is room for, and length of an embedding."""
        return len(self._halves) * BLOCK_ROWS, self._dim

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, image_ids: IdArray | Sequence[int]) -> Vector:
        """Return embeddings, shape (n, d), float32, in the order asked for."""
        ids = np.asarray(image_ids, dtype=np.intp)
        out = np.empty((len(ids), self._dim), dtype=np.float32)
        for start in range(0, len(ids), BLOCK_ROWS):
            block = slice(start, start + BLOCK_ROWS)
            widen(*self._picked(ids[block]), out=out[block])
        return out

    def blocks(self, image_ids: IdArray | Sequence[int]) -> Iterator[tuple[slice, Vector]]:
        """Go through embeddings a megabyte at a time, which takes no room for all of them.

        Parameters
        ----------
        image_ids : array of int, shape (n,)
            Quickest when they ascend.

        Yields
        ------
        places : slice
            Which of the images these are.
        rows : ndarray, shape (k, d), float32
            Theirs. Overwritten by the next step.
        """
        ids = np.asarray(image_ids, dtype=np.intp)
        step = max(1, _CELLS_AT_ONCE // self._dim)
        buffer = np.empty((min(step, len(ids)), self._dim), dtype=np.float32)
        for start in range(0, len(ids), step):
            part = ids[start : start + step]
            places = slice(start, start + len(part))
            yield places, widen(*self._picked(part), out=buffer[: len(part)])

    def _picked(self, ids: npt.NDArray[np.intp]) -> tuple[Halves, Shifts]:
        """Return the rows of at least one image; without copying them where they lie together."""
        start, count = int(ids[0]), len(ids)
        number, place = divmod(start, BLOCK_ROWS)
        if place + count <= BLOCK_ROWS and (ids == np.arange(start, start + count)).all():
            together = slice(place, place + count)
            return self._halves[number][together], self._shifts[number][together]
        numbers = ids // BLOCK_ROWS
        places = ids % BLOCK_ROWS
        first = int(numbers[0])
        if (numbers == first).all():
            return self._halves[first][places], self._shifts[first][places]
        halves = np.empty((len(ids), self._dim), dtype=np.float16)
        shifts = np.empty(len(ids), dtype=np.int16)
        for number in np.unique(numbers).tolist():
            here = numbers == number
            halves[here] = self._halves[number][places[here]]
            shifts[here] = self._shifts[number][places[here]]
        return halves, shifts


def row_blocks(
    embeddings: Rows, image_ids: npt.NDArray[np.int64]
) -> Iterator[tuple[slice, Vector]]:
    """Go through embeddings block by block, as :meth:`EmbeddingRows.blocks` does."""
    if isinstance(embeddings, EmbeddingRows):
        yield from embeddings.blocks(image_ids)
        return
    for start in range(0, len(image_ids), BLOCK_ROWS):
        part = image_ids[start : start + BLOCK_ROWS]
        yield slice(start, start + len(part)), embeddings[part]


class EmbeddingTable:
    """Hold one embedding for each image that has been embedded.

    In half precision: what comes out is what :func:`iaia_desktop.core.half.rounded` makes of what
    went in. The table grows block by block, so that nothing is copied and no reader is disturbed.

    Parameters
    ----------
    dim : int
        Length d of an embedding.
    capacity : int, optional
        Images to make room for at first.
    """

    def __init__(self, dim: int, capacity: int = 1024) -> None:
        if dim < 1:
            raise ValueError(f"an embedding has at least one number, not {dim}")
        self._dim = dim
        self._halves: list[Halves] = []
        self._shifts: list[Shifts] = []
        self._known: npt.NDArray[np.bool_] = np.zeros(max(1, capacity), dtype=bool)
        self._count = 0
        self._make_room(len(self._known))

    @property
    def dim(self) -> int:
        """Length of an embedding."""
        return self._dim

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
        self._make_room(max(image_ids) + 1)
        halves, shifts = narrow(vectors)
        index = np.asarray(image_ids, dtype=np.intp)
        numbers, places = index // BLOCK_ROWS, index % BLOCK_ROWS
        for number in np.unique(numbers).tolist():
            here = numbers == number
            self._halves[number][places[here]] = halves[here]
            self._shifts[number][places[here]] = shifts[here]
        self._count += int(np.count_nonzero(~self._known[np.unique(index)]))
        self._known[index] = True

    def check(self, image_ids: Sequence[ImageId], vectors: Vector) -> None:
        """Raise ValueError where :meth:`put` would."""
        if vectors.shape != (len(image_ids), self.dim):
            raise ValueError(f"{len(image_ids)} images but embeddings of shape {vectors.shape}")
        if not np.isfinite(vectors).all():
            raise ValueError("an embedding is not finite")

    def get(self, image_id: ImageId) -> Vector | None:
        """Return the image's embedding, shape (d,), float32, or None."""
        return self.rows([image_id])[0] if image_id in self else None

    def known_ids(self) -> npt.NDArray[np.intp]:
        """Return the ids of all embedded images, ascending."""
        return np.flatnonzero(self._known)

    def rows(self, image_ids: Sequence[ImageId] | IdArray) -> Vector:
        """Return the embeddings of images that all have one, shape (n, d), in the order given."""
        return self.all_rows()[image_ids]

    def all_rows(self) -> EmbeddingRows:
        """Return the whole table by image id, as it is now, for any thread. Costs nothing."""
        return EmbeddingRows(self._halves, self._shifts, self._dim)

    def forget(self, image_id: ImageId) -> None:
        """Drop one image's embedding (its file was replaced)."""
        if image_id in self:
            self._known[image_id] = False
            self._count -= 1

    def _make_room(self, images: int) -> None:
        while len(self._halves) * BLOCK_ROWS < images:
            self._halves.append(np.zeros((BLOCK_ROWS, self._dim), dtype=np.float16))
            self._shifts.append(np.zeros(BLOCK_ROWS, dtype=np.int16))
        if images > len(self._known):
            known = np.zeros(max(images, 2 * len(self._known)), dtype=bool)
            known[: len(self._known)] = self._known
            self._known = known
