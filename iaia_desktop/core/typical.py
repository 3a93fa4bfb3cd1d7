"""Which images stand for many others: what to ask for before anything is labelled.

Clusters of the folder by k-means (Lloyd 1982) from k-means++ seeds (Arthur and Vassilvitskii 2007),
on directions; the image nearest to the middle of a cluster is its most typical one. Typical images
are the better first questions while labels are few, doubtful ones later (Hacohen, Dekel and
Weinshall, "Active Learning on a Budget", ICML 2022).
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.folder_features import BLOCK_ROWS, IntArray, unit_rows
from iaia_desktop.core.types import Vector

MOST_FITTED = 20_000
"""Clusters are found among so many images drawn at random; all images are assigned to them."""

_ROUNDS = 12


def typical_steps(
    features: Vector,
    clusters: int,
    *,
    asked: npt.NDArray[np.bool_] | None = None,
    seed: int = 0,
) -> Generator[None, None, IntArray]:
    """Order images by how typical they are of different clusters.

    First the most typical image of each cluster, the largest cluster first; then the second ones,
    and so on.

    Parameters
    ----------
    features : ndarray, shape (n, d), float32
        Rows of length 1.
    clusters : int
        How many there are at most.
    asked : ndarray, shape (n,), bool, optional
        Images that were asked for already: they come first, and a cluster's turn counts them.
    seed : int, optional
        Of the draws; the same input gives the same order.

    Yields
    ------
    None
        After each part of the work.

    Returns
    -------
    ndarray, shape (n,), int64
        Every row once.
    """
    count = len(features)
    if count == 0 or clusters < 1:
        return np.arange(count, dtype=np.int64)
    random = np.random.default_rng(seed)
    sample = features
    if count > MOST_FITTED:
        sample = features[np.sort(random.choice(count, MOST_FITTED, replace=False))]
    centres = yield from _seeds(sample, min(clusters, len(sample)), random)
    for _ in range(_ROUNDS):
        owners, _ = _nearest(sample, centres)
        moved = _middles(sample, owners, centres)
        yield
        if np.allclose(moved, centres, atol=1e-4):
            break
        centres = moved
    owner_parts, closeness_parts = [], []
    for start in range(0, count, BLOCK_ROWS):
        owners, closeness = _nearest(features[start : start + BLOCK_ROWS], centres)
        owner_parts.append(owners)
        closeness_parts.append(closeness)
        yield
    closeness = np.concatenate(closeness_parts)
    if asked is not None:
        closeness = np.where(asked, np.float32(2.0), closeness)
    in_turn = _in_turn(np.concatenate(owner_parts), closeness)
    return in_turn if asked is None else in_turn[np.argsort(~asked[in_turn], kind="stable")]


def _seeds(rows: Vector, count: int, random: np.random.Generator) -> Generator[None, None, Vector]:
    """Draw centres far from each other: each with the squared distance to those before."""
    chosen = [int(random.integers(len(rows)))]
    nearest = 1.0 - rows @ rows[chosen[0]]
    while len(chosen) < count:
        weights = np.maximum(nearest, 0.0).astype(np.float64)
        total = float(weights.sum())
        if total <= 0.0:
            break
        # On directions 1 - cosine is half the squared distance.
        chosen.append(int(random.choice(len(rows), p=weights / total)))
        nearest = np.minimum(nearest, 1.0 - rows @ rows[chosen[-1]])
        yield
    return rows[chosen]


def _nearest(rows: Vector, centres: Vector) -> tuple[IntArray, Vector]:
    """Return the nearest centre of each row, and its cosine."""
    cosines = rows @ centres.T
    owners = np.argmax(cosines, axis=1)
    closeness: Vector = np.take_along_axis(cosines, owners[:, None], axis=1)[:, 0]
    return owners.astype(np.int64), closeness


def _middles(rows: Vector, owners: IntArray, centres: Vector) -> Vector:
    """Return the mean direction of each cluster; an empty one stays where it is."""
    order = np.argsort(owners, kind="stable")
    counts = np.bincount(owners, minlength=len(centres))
    held = np.flatnonzero(counts)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))[held]
    moved = centres.copy()
    moved[held] = unit_rows(np.add.reduceat(rows[order], starts, axis=0))
    return moved


def _in_turn(owners: IntArray, closeness: Vector) -> IntArray:
    """Take the most typical of each cluster in turn, the largest cluster first."""
    sizes = np.bincount(owners)
    order = np.lexsort((-closeness, owners))
    ends = np.cumsum(sizes)
    place_in_cluster = np.empty(len(owners), dtype=np.int64)
    place_in_cluster[order] = np.arange(len(owners)) - (ends - sizes)[owners[order]]
    return np.lexsort((owners, -sizes[owners], place_in_cluster)).astype(np.int64)
