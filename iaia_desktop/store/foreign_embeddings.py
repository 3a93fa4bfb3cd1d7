"""Embeddings that were made elsewhere: what every layout comes down to.

A layout is a list of shards; each has a table of embeddings and the names of its rows. Both stay on
disk: rows are read when they are wanted, names are gone through in batches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.errors import EmbeddingsError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Vector
from iaia_desktop.store.stored_array import Rows, StoredArray

HASH_BYTES = 16
"""Length of the content hash of an image."""

Hashes = npt.NDArray[np.uint8]

_LARGEST_DIMENSION = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class NameBatch:
    """The names of some rows, in their order.

    Attributes
    ----------
    paths : sequence of str, length n
        The paths of the images where they were embedded; "" for a row without one.
    hashes : ndarray, shape (n, 16), uint8, or None
        Content hashes; all noughts for a row without one.
    """

    paths: list[str]
    hashes: Hashes | None = None


class RowNames(Protocol):
    """The names of the rows of a shard."""

    @property
    def has_hashes(self) -> bool:
        """Whether there are content hashes."""
        ...

    def __len__(self) -> int: ...

    def batches(self) -> Iterator[NameBatch]:
        """Go through the names in order; anew each time."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Shard:
    """A table of embeddings and the names of its rows, equally many.

    Attributes
    ----------
    vectors : StoredArray
        Shape (n, d), floating-point numbers.
    names : RowNames
        Of n rows.
    """

    vectors: StoredArray
    names: RowNames


@dataclass(frozen=True, slots=True, eq=False)
class ForeignEmbeddings:
    """Embeddings made elsewhere, looked at but not read.

    Attributes
    ----------
    place : Path
        The file or folder that was named.
    shards : tuple of Shard
        At least one, all with d numbers a row.
    encoder_id : str or None
        The encoder that made them; None where the layout does not say.
    spec : str or None
        The spec string of that encoder where it was used; None where the layout does not say.
    """

    place: Path
    shards: tuple[Shard, ...]
    encoder_id: str | None = None
    spec: str | None = None

    def __len__(self) -> int:
        return sum(len(shard.vectors) for shard in self.shards)

    @property
    def dim(self) -> int:
        """Length d of an embedding."""
        return self.shards[0].vectors.shape[1]

    @property
    def has_hashes(self) -> bool:
        """Whether every row has a content hash."""
        return all(shard.names.has_hashes for shard in self.shards)

    def vectors(self, rows: Rows) -> Vector:
        """Return embeddings by their numbers, counted through all shards.

        Parameters
        ----------
        rows : ndarray, shape (n,), int64
            In any order.

        Returns
        -------
        ndarray, shape (n, d), float32
            In the order asked for.

        Raises
        ------
        EmbeddingsError
            When they cannot be read any more, or hold a number that is not finite.
        """
        ends = np.cumsum([len(shard.vectors) for shard in self.shards])
        at = np.searchsorted(ends, rows, side="right")
        found = np.empty((len(rows), self.dim), dtype=np.float32)
        for number in np.unique(at).tolist():
            mine = np.flatnonzero(at == number)
            table = self.shards[number].vectors
            local = rows[mine] - (int(ends[number]) - len(table))
            with np.errstate(over="ignore"):  # a number too large becomes infinite, and is refused
                part = table.rows(local).astype(np.float32)
            good = np.isfinite(part).all(axis=1)
            if not good.all():
                bad = int(local[np.flatnonzero(~good)[0]])
                raise EmbeddingsError(
                    Saying(
                        "Row {row:,} of the embeddings in “{path}” (counted from 0) has a number "
                        "that is not finite.",
                        row=bad,
                        path=table.source,
                    ),
                    Saying("Make the embedding of that image again, or leave it out."),
                )
            found[mine] = part
        return found


def check_table(vectors: StoredArray) -> None:
    """Refuse what is no table of embeddings.

    Raises
    ------
    EmbeddingsError
        When it has another shape than (n, d), or holds anything but floating-point numbers.
    """
    plain = vectors.dtype.kind == "f" and vectors.dtype.itemsize <= 8
    if len(vectors.shape) != 2 or not plain or not 0 < vectors.shape[1] <= _LARGEST_DIMENSION:
        raise EmbeddingsError(
            Saying(
                "The embeddings in “{path}” are an array of shape {shape} and type {dtype}, "
                "not a table of floating-point numbers.",
                path=vectors.source,
                shape=vectors.shape,
                dtype=vectors.dtype,
            ),
            Saying("Give one row for each image."),
        )


def check_alike(place: Path, shards: tuple[Shard, ...]) -> None:
    """Refuse shards whose embeddings have different lengths, and a source without a row.

    Raises
    ------
    EmbeddingsError
        With the first shard that differs.
    """
    first = shards[0].vectors
    for shard in shards[1:]:
        if shard.vectors.shape[1] != first.shape[1]:
            raise EmbeddingsError(
                Saying(
                    "The embeddings in “{path}” have {count:,} numbers each, those in “{first}” "
                    "{first_count:,}.",
                    path=shard.vectors.source,
                    count=shard.vectors.shape[1],
                    first=first.source,
                    first_count=first.shape[1],
                ),
                Saying("Keep the embeddings of one encoder in a folder of their own."),
            )
    if not sum(len(shard.vectors) for shard in shards):
        raise EmbeddingsError(
            Saying("There are no embeddings in “{path}”.", path=place), Saying("Choose others.")
        )
