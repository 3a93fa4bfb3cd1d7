"""The nearest labelled images of every labelled image, in blocks that bound memory and waiting."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.folder_features import IntArray, unit_rows
from iaia_desktop.core.types import Vector

Floats = npt.NDArray[np.float32]

NEIGHBOURS = 10
"""Neighbours of each image: as many as vote on a label."""

ALL_WITH_ALL = 20_000
"""Up to so many images each is compared with each; beyond, with those of its region."""

_REGION_ROWS = 8_000
_SAMPLE_ROWS = 5_000
_ROUNDS = 5
_BLOCK_NUMBERS = 4_000_000
"""Similarities worked out between two looks at the cancel token: some 100 ms, 16 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Who is near whom.

    Attributes
    ----------
    rows : ndarray, shape (n, k), int64
        Neighbours of each image, nearest first; -1 where there are fewer.
    similarities : ndarray, shape (n, k), float32
        Cosine; -2 where there are fewer.
    is_complete : bool
        Whether all images were compared with all: else only those of one region of the folder.
    """

    rows: IntArray
    similarities: Floats
    is_complete: bool


def neighbour_steps(features: Vector) -> Generator[float, None, Neighbours]:
    """Find the nearest images of each.

    Up to 20,000 images are compared exactly, in time O(n^2 d). More are parted into regions of some
    8,000 around centres of a sample first, and compared within their region: copies and variants of
    one picture lie in the same region, all but those at its very edge.

    Parameters
    ----------
    features : ndarray, shape (n, d), float32
        Rows of length 1.

    Yields
    ------
    float
        Share of the work that is done.

    Returns
    -------
    Neighbours
    """
    count = len(features)
    width = max(1, min(NEIGHBOURS, count - 1))
    rows = np.full((count, width), -1, dtype=np.int64)
    found = np.full((count, width), -2.0, dtype=np.float32)
    regions = [np.arange(count)]
    if count > ALL_WITH_ALL:
        regions = yield from _regions(features)
    total = max(1, sum(len(region) ** 2 for region in regions))
    done = 0
    for region in regions:
        if len(region) < 2:
            continue
        inside = features[region] if len(regions) > 1 else features
        step = max(1, _BLOCK_NUMBERS // len(region))
        for start in range(0, len(region), step):
            block = np.arange(start, min(start + step, len(region)))
            near, how_near = _nearest(inside, block, width)
            rows[region[block], : near.shape[1]] = region[near]
            found[region[block], : near.shape[1]] = how_near
            done += len(block) * len(region)
            yield done / total
    return Neighbours(rows, found, len(regions) == 1)


def _nearest(inside: Floats, block: IntArray, width: int) -> tuple[IntArray, Floats]:
    product: Floats = inside[block] @ inside.T
    product[np.arange(len(block)), block] = -2.0
    width = min(width, len(inside) - 1)
    near = np.argpartition(-product, width - 1, axis=1)[:, :width]
    how_near = np.take_along_axis(product, near, axis=1)
    order = np.argsort(-how_near, axis=1, kind="stable")
    return (
        np.take_along_axis(near, order, axis=1),
        np.take_along_axis(how_near, order, axis=1),
    )


def _regions(features: Floats) -> Generator[float, None, list[IntArray]]:
    """Part the images by the nearest of some centres (spherical k-means on a sample)."""
    count = -(-len(features) // _REGION_ROWS)
    random = np.random.default_rng(0)
    sample = features[random.permutation(len(features))[:_SAMPLE_ROWS]]
    centres = sample[:count].copy()
    for _ in range(_ROUNDS):
        nearest = (sample @ centres.T).argmax(axis=1)
        for number in range(count):
            members = sample[nearest == number]
            if len(members):
                centres[number] = members.mean(axis=0)
        centres = unit_rows(centres)
        yield 0.0
    region_of = np.empty(len(features), dtype=np.int64)
    step = max(1, _BLOCK_NUMBERS // count)
    for start in range(0, len(features), step):
        block = slice(start, start + step)
        region_of[block] = (features[block] @ centres.T).argmax(axis=1)
        yield 0.0
    return [np.flatnonzero(region_of == number) for number in range(count)]
