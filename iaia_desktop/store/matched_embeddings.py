"""Embeddings made elsewhere, matched to the images of a session: what the pipeline asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import ImageId, Vector
from iaia_desktop.store.foreign_embeddings import HASH_BYTES, ForeignEmbeddings, Hashes
from iaia_desktop.store.stored_array import Rows

NO_ROW = -1
"""The row of an image that has none."""


class HashIndex:
    """Find rows by content hash; 24 bytes a row.

    Parameters
    ----------
    hashes : ndarray, shape (n, 16), uint8
        Noughts for a row without a hash.
    """

    def __init__(self, hashes: Hashes) -> None:
        halves = np.ascontiguousarray(hashes).view(np.uint64).reshape(-1, 2)
        order = np.argsort(halves[:, 0], kind="stable")
        order = order[halves[order].any(axis=1)]
        self._first: npt.NDArray[np.uint64] = halves[order, 0]
        self._second: npt.NDArray[np.uint64] = halves[order, 1]
        self._rows: Rows = order.astype(np.int64)

    def find(self, digest: bytes) -> int:
        """Return the first row with this hash, or ``NO_ROW``."""
        if len(digest) != HASH_BYTES:
            return NO_ROW
        first, second = np.frombuffer(digest, dtype=np.uint64)
        start = int(np.searchsorted(self._first, first, side="left"))
        stop = int(np.searchsorted(self._first, first, side="right"))
        for place in range(start, stop):
            if self._second[place] == second:
                return int(self._rows[place])
        return NO_ROW


@dataclass(frozen=True, slots=True, eq=False)
class MatchedEmbeddings:
    """Embeddings made elsewhere, by image. Safe from any thread.

    Attributes
    ----------
    source : ForeignEmbeddings
        Where they are read from when they are wanted.
    rows : ndarray, shape (k,), int64
        The row of each image, by its number; -1 for none.
    hashes : ndarray, shape (k, 16), uint8, or None
        The content hash that the source gives for each image's row.
    by_content : HashIndex or None
        For images that have no row by their path.
    unit_length : bool
        Whether all have length 1, as clip-retrieval makes them.
    asked : int
        How many images were looked for.
    """

    source: ForeignEmbeddings
    rows: Rows
    hashes: Hashes | None
    by_content: HashIndex | None
    unit_length: bool
    asked: int

    @property
    def matched(self) -> int:
        """How many images have an embedding here."""
        return int((self.rows != NO_ROW).sum())

    @property
    def is_complete(self) -> bool:
        """Whether all images that were looked for have an embedding here."""
        return self.matched == self.asked

    def by_image(self, images: Iterable[tuple[ImageId, bytes | None]]) -> dict[ImageId, Vector]:
        """Return the embeddings of images by their number.

        Parameters
        ----------
        images : iterable of ImageId and bytes or None
            With the content hash where it is known. A row that was made of other content is not
            that image's; then, and where its path has no row, its content is looked for.

        Raises
        ------
        EmbeddingsError
            When the files cannot be read any more.
        """
        found: list[ImageId] = []
        rows: list[int] = []
        for image_id, digest in images:
            row = int(self.rows[image_id]) if image_id < len(self.rows) else NO_ROW
            if digest is not None and (row == NO_ROW or self._differs(image_id, digest)):
                row = NO_ROW if self.by_content is None else self.by_content.find(digest)
            if row != NO_ROW:
                found.append(image_id)
                rows.append(row)
        if not found:
            return {}
        vectors = self.source.vectors(np.array(rows, dtype=np.int64))
        return dict(zip(found, vectors, strict=True))

    def with_content(self, digest: bytes | None) -> Vector | None:
        """Return the embedding of a file by its content hash, or None.

        Raises
        ------
        EmbeddingsError
            When the files cannot be read any more.
        """
        if self.by_content is None or digest is None:
            return None
        row = self.by_content.find(digest)
        if row == NO_ROW:
            return None
        found: Vector = self.source.vectors(np.array([row], dtype=np.int64))[0]
        return found

    def renumbered(self, numbers: Sequence[int | None]) -> MatchedEmbeddings:
        """Return the same for images that have other numbers now.

        Parameters
        ----------
        numbers : sequence of int or None
            For each image its former number; None for one that was not looked for: by its content
            it may be found all the same.
        """
        rows = np.full(len(numbers), NO_ROW, dtype=np.int64)
        hashes = None if self.hashes is None else np.zeros((len(rows), HASH_BYTES), dtype=np.uint8)
        for number, former in enumerate(numbers):
            if former is not None:
                rows[number] = self.rows[former]
                if hashes is not None and self.hashes is not None:
                    hashes[number] = self.hashes[former]
        return replace(self, rows=rows, hashes=hashes)

    def _differs(self, image_id: ImageId, digest: bytes) -> bool:
        if self.hashes is None:
            return False
        known = self.hashes[image_id].tobytes()
        return any(known) and known != digest
