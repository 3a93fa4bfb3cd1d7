"""The novelty of images against labelled ones: one minus the mean cosine of the three nearest."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.embeddings import Rows
from iaia_desktop.core.folder_features import unit_rows
from iaia_desktop.core.types import Vector

NEIGHBOURS = 3
"""So many labelled images that are most like an image are averaged over."""

BLOCK_CELLS = 4_000_000
"""Cosines worked out at a time: 16 MB."""


class ScoresNovelty(Protocol):
    """A frozen score of the images of a folder, for any thread."""

    def novelties(self, rows: Vector) -> Vector:
        """Return the score of embeddings, shape (n, d): shape (n,), infinity without labels."""
        ...


class NoveltySnapshot:
    """The labels compared with at one moment, to be used on any thread.

    Their embeddings are looked up when they are needed, so that taking a snapshot costs nothing.

    Parameters
    ----------
    numbers : ndarray, shape (m,), int64
        The images compared with; other pictures as -1 - n.
    serials : ndarray, shape (m,), int64
        A number for each that no other one ever has while the mean stays the same object.
    embeddings : Rows
        By image id.
    examples : mapping of int to ndarray, shape (d,)
        Embeddings of the other pictures, by n.
    mean : ndarray, shape (d,), float32
        Of the folder.
    """

    def __init__(
        self,
        numbers: npt.NDArray[np.int64],
        serials: npt.NDArray[np.int64],
        embeddings: Rows,
        examples: Mapping[int, Vector],
        mean: Vector,
    ) -> None:
        self._numbers = numbers
        self.serials = serials
        self._embeddings = embeddings
        self._examples = examples
        self.mean = mean

    @cached_property
    def references(self) -> Vector:
        """The rows compared with, centred, of length one, shape (m, d), float32."""
        return self.rows(np.arange(len(self._numbers)))

    def rows(self, places: npt.NDArray[np.intp]) -> Vector:
        """Return some of :attr:`references` only."""
        return reference_rows(self._numbers[places], self._embeddings, self._examples, self.mean)

    def novelties(self, rows: Vector) -> Vector:
        """Return how new images look, from 0 to 2; infinity while nothing is labelled.

        Costs 2 n m d operations for m references, some 3,000 at most.

        Parameters
        ----------
        rows : ndarray, shape (n, d)
            Embeddings as the encoder gave them.

        Returns
        -------
        ndarray, shape (n,), float32
        """
        found = np.full(len(rows), np.inf, dtype=np.float32)
        count = len(self._numbers)
        if not count:
            return found
        step = max(1, BLOCK_CELLS // count)
        for start in range(0, len(rows), step):
            block = centred(rows[start : start + step], self.mean)
            _, nearest = nearest_columns(block @ self.references.T)
            found[start : start + step] = np.clip(1.0 - nearest.mean(axis=1), 0.0, 2.0)
        return found


def reference_rows(
    numbers: npt.NDArray[np.int64], embeddings: Rows, examples: Mapping[int, Vector], mean: Vector
) -> Vector:
    """Return centred rows of images and other pictures, as for :class:`NoveltySnapshot`."""
    found = np.empty((len(numbers), len(mean)), dtype=np.float32)
    inside = numbers >= 0
    if inside.any():
        found[inside] = embeddings[numbers[inside]]
    for place in np.flatnonzero(~inside).tolist():
        found[place] = examples[-1 - int(numbers[place])]
    return centred(found, mean)


def centred(rows: Vector, mean: Vector) -> Vector:
    """Return embeddings, shape (n, d), as seen from a mean of unit rows: rows of length one."""
    return unit_rows(unit_rows(rows.astype(np.float32, copy=False)) - mean)


def nearest_columns(cosines: Vector) -> tuple[npt.NDArray[np.intp], Vector]:
    """Return the columns of the highest cosines, at most 3 a row, highest first, and the cosines.

    Where fewer are above minus infinity, the last ones are any columns, with minus infinity.
    """
    rows = np.arange(len(cosines))
    left = cosines.copy()
    columns = np.empty((len(cosines), min(NEIGHBOURS, cosines.shape[1])), dtype=np.intp)
    highest = np.empty(columns.shape, dtype=np.float32)
    # For so few, looking three times is far quicker than any partial sort.
    for place in range(columns.shape[1]):
        columns[:, place] = left.argmax(axis=1)
        highest[:, place] = left[rows, columns[:, place]]
        left[rows, columns[:, place]] = -np.inf
    return columns, highest


def exact_novelty(
    rows: Vector, references: Vector, columns: npt.NDArray[np.intp], cosines: Vector
) -> npt.NDArray[np.float64]:
    """Return the novelty of each row; infinity where all cosines are minus infinity.

    The cosines to the nearest are measured again, for a product of matrices rounds differently by
    place, and undo would change the last digit.

    Parameters
    ----------
    rows, references : ndarray, shape (n, d) and (m, d), float32
    columns, cosines : ndarray, shape (n, 3 or fewer)
        As :func:`nearest_columns` returns them.
    """
    if not columns.shape[1]:
        return np.full(len(rows), np.inf)
    exact = np.einsum("nkd,nd->nk", references[columns], rows)
    known = np.isfinite(cosines)
    counts = known.sum(axis=1)
    mean = np.where(known, exact, 0.0).sum(axis=1, dtype=np.float64) / np.maximum(counts, 1)
    found: npt.NDArray[np.float64] = np.where(counts > 0, np.clip(1.0 - mean, 0.0, 2.0), np.inf)
    return found
