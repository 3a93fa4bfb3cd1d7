"""The novelty of images against labelled ones: one minus the mean cosine of the three nearest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.folder_features import unit_rows
from iaia_desktop.core.types import Vector

NEIGHBOURS = 3
"""So many labelled images that are most like an image are averaged over."""

BLOCK_CELLS = 4_000_000
"""Cosines worked out at a time: 16 MB."""


class NoveltySnapshot:
    """The labels compared with at one moment, to be used on any thread.

    Parameters
    ----------
    references : ndarray, shape (m, d), float32
        Centred, of length one.
    mean : ndarray, shape (d,), float32
        Of the folder.
    """

    def __init__(self, references: Vector, mean: Vector) -> None:
        self._references = references
        self._mean = mean

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
        count = len(self._references)
        if not count:
            return found
        step = max(1, BLOCK_CELLS // count)
        for start in range(0, len(rows), step):
            block = centred(rows[start : start + step], self._mean)
            cosines = block @ self._references.T
            nearest = np.take_along_axis(cosines, _nearest(cosines), axis=1)
            found[start : start + step] = np.clip(1.0 - nearest.mean(axis=1), 0.0, 2.0)
        return found


def centred(rows: Vector, mean: Vector) -> Vector:
    """Return embeddings, shape (n, d), as seen from a mean of unit rows: rows of length one."""
    return unit_rows(unit_rows(rows.astype(np.float32, copy=False)) - mean)


def _nearest(cosines: Vector) -> npt.NDArray[np.intp]:
    """Return the columns of the highest cosines, at most 3 a row, highest first."""
    rows = np.arange(len(cosines))
    left = cosines.copy()
    columns = np.empty((len(cosines), min(NEIGHBOURS, cosines.shape[1])), dtype=np.intp)
    # For so few, looking three times is far quicker than any partial sort.
    for place in range(columns.shape[1]):
        columns[:, place] = left.argmax(axis=1)
        left[rows, columns[:, place]] = -np.inf
    return columns


def exact_novelty(rows: Vector, references: Vector, cosines: Vector) -> npt.NDArray[np.float64]:
    """Return the novelty of each row; infinity where all cosines are minus infinity.

    The cosines say which references are near. They are measured again, for a product of matrices
    rounds differently by place, and undo would change the last digit.
    """
    near = _nearest(cosines)
    if not near.shape[1]:
        return np.full(len(rows), np.inf)
    exact = np.einsum("nkd,nd->nk", references[near], rows)
    known = np.isfinite(np.take_along_axis(cosines, near, axis=1))
    counts = known.sum(axis=1)
    mean = np.where(known, exact, 0.0).sum(axis=1, dtype=np.float64) / np.maximum(counts, 1)
    found: npt.NDArray[np.float64] = np.where(counts > 0, np.clip(1.0 - mean, 0.0, 2.0), np.inf)
    return found
