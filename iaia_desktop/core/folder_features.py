"""Embeddings seen from the middle of their folder: what images are compared by without labels."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.embeddings import Rows
from iaia_desktop.core.types import Vector

IntArray = npt.NDArray[np.int64]

BLOCK_ROWS = 8192
"""Rows between two steps: some 20 ms, so that work stops soon when asked to."""

_SAMPLE_ROWS = 5_000
"""Principal axes of so many rows are as good as those of all."""

_SMALLEST_NORM = 1e-12
_SMALLEST_SHARE = 1e-6
"""Of the strongest axis: what is weaker is rounding."""


def mean_steps(table: Rows, ids: IntArray) -> Generator[None, None, Vector]:
    """Work out the mean of the normalised embeddings of some images.

    Embeddings of one encoder all point roughly the same way; what tells images apart is what is
    left without that common part.

    Parameters
    ----------
    table : ndarray, shape (m, d)
        Embeddings by image id.
    ids : ndarray, shape (n,)
        The images that count.

    Yields
    ------
    None
        After each block.

    Returns
    -------
    ndarray, shape (d,), float32
        Zero for no image.
    """
    total = np.zeros(table.shape[1], dtype=np.float64)
    for start in range(0, len(ids), BLOCK_ROWS):
        rows = table[ids[start : start + BLOCK_ROWS]]
        # The sum of the normalised rows, without a table of them.
        total += (1.0 / np.maximum(row_norms(rows), _SMALLEST_NORM)) @ rows
        yield
    return (total / max(1, len(ids))).astype(np.float32)


def row_norms(rows: Vector) -> Vector:
    """Return the length of each row."""
    norms: Vector = np.sqrt(np.einsum("nd,nd->n", rows, rows))
    return norms


def unit_rows(rows: Vector) -> Vector:
    """Return rows of length 1 and the same direction; a zero row stays zero."""
    norms = np.maximum(row_norms(rows), _SMALLEST_NORM)[:, None]
    found: Vector = (rows / norms).astype(np.float32, copy=False)
    return found


def feature_steps(
    table: Rows, ids: IntArray, dims: int = 0
) -> Generator[None, None, tuple[Vector, Vector]]:
    """Centre and normalise embeddings, one block after the other.

    Parameters
    ----------
    table : ndarray, shape (m, d)
        Embeddings by image id.
    ids : ndarray, shape (n,)
        The images, whose mean is the middle.
    dims : int, optional
        Principal axes to keep; 0, or more than d, for all.

    Yields
    ------
    None
        After each block.

    Returns
    -------
    features : ndarray, shape (n, d or dims), float32
        Rows of length 1.
    mean : ndarray, shape (d,)
        The middle.
    """
    mean = yield from mean_steps(table, ids)
    axes = None
    if 0 < dims < table.shape[1]:
        sample = ids[:: max(1, len(ids) // _SAMPLE_ROWS)]
        axes = _principal_axes(unit_rows(table[sample]) - mean, dims)
        yield
    width = table.shape[1] if axes is None else dims
    features = np.empty((len(ids), width), dtype=np.float32)
    for start in range(0, len(ids), BLOCK_ROWS):
        block: Vector = unit_rows(table[ids[start : start + BLOCK_ROWS]]) - mean
        if axes is not None:
            block = np.matmul(block, axes)
        features[start : start + BLOCK_ROWS] = unit_rows(block)
        yield
    return features, mean


def _principal_axes(rows: Vector, dims: int) -> Vector:
    """Return axes that span about what the first principal ones do, shape (d, dims).

    By three rounds of subspace iteration (Halko, Martinsson and Tropp 2011): a full decomposition
    of 1,024 x 1,024 takes seconds on a busy machine, and cannot be stopped.
    """
    random = np.random.default_rng(0)
    axes: Vector = random.standard_normal((rows.shape[1], dims), dtype=np.float32)
    for _ in range(3):
        axes, _ = np.linalg.qr(rows.T @ (rows @ axes))
    return axes
