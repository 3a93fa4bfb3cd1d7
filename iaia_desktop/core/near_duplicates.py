"""Images that are nearly the same and have different labels: one of the two is likely to be wrong.

How similar is nearly the same depends on the encoder and the folder, so it is measured there: the
distance from an image to its nearest one has a typical size. Re-encoded and halved pictures lie
within 0.13 of it, slightly cropped ones mostly within 0.17; of the images of five folders some 1 %
have a neighbour within 0.25 (3 % where there are true near-duplicates, 5 % among plain sketches).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.folder_features import IntArray
from iaia_desktop.core.near_neighbours import Neighbours

NEAR_SHARE = 0.25
"""Of the typical distance to the nearest image: within it two images are nearly the same."""

SAME_DISTANCE = 1e-4
"""Cosine distance up to which features are equal but for rounding."""


def near_distance(neighbours: Neighbours) -> float:
    """Return the distance within which two images of this folder are nearly the same.

    Copies do not count for what is typical, so that a folder full of them has a measure, too.
    """
    if not neighbours.similarities.size:
        return SAME_DISTANCE
    nearest = 1.0 - neighbours.similarities[:, 0].astype(np.float64)
    typical = nearest[(nearest > SAME_DISTANCE) & (neighbours.rows[:, 0] >= 0)]
    return max(SAME_DISTANCE, NEAR_SHARE * float(np.median(typical)) if len(typical) else 0.0)


def differing_pairs(
    neighbours: Neighbours, columns: IntArray
) -> tuple[IntArray, npt.NDArray[np.float32]]:
    """Find pairs that are nearly the same and have different labels, the most similar first.

    Parameters
    ----------
    neighbours : Neighbours
        Of n labelled images.
    columns : ndarray, shape (n,), int64
        Their labels.

    Returns
    -------
    pairs : ndarray, shape (p, 2), int64
        Rows, the lower one first; of each image only the nearest one with another label.
    similarities : ndarray, shape (p,), float32
        Of the pairs.
    """
    near, how_near = neighbours.rows, neighbours.similarities
    differs = (columns[near] != columns[:, np.newaxis]) & (near >= 0)
    differs &= how_near >= 1.0 - near_distance(neighbours)
    rows = np.flatnonzero(differs.any(axis=1))
    first = differs[rows].argmax(axis=1)
    pairs = np.sort(np.stack([rows, near[rows, first]], axis=1), axis=1).astype(np.int64)
    pairs, places = np.unique(pairs, axis=0, return_index=True)
    similarities = how_near[rows, first][places]
    order = np.argsort(-similarities, kind="stable")
    return pairs[order], similarities[order]
