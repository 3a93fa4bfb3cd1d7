"""The labelled images as the rankers see them: features with a column for each class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.types import ClassId

LARGEST = 10_000
"""Labelled images that a ranker is fitted to at most, taken evenly from every class."""


@dataclass(frozen=True, slots=True, eq=False)
class LabelledSet:
    """Hold the features of labelled images.

    Attributes
    ----------
    class_ids : tuple of ClassId, length K
        The classes with at least one image, oldest first.
    features : ndarray, shape (n, q), float32
        One row an image.
    columns : ndarray, shape (n,), int64
        Place of each image's class in ``class_ids``.
    """

    class_ids: tuple[ClassId, ...]
    features: Features
    columns: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """Images of each class, shape (K,)."""
        return np.bincount(self.columns, minlength=len(self.class_ids)).astype(np.int64)

    def one_hot(self) -> Features:
        """Return 1 in the column of each image's class and 0 elsewhere, shape (n, K)."""
        marks = np.zeros((len(self), len(self.class_ids)), dtype=np.float32)
        marks[np.arange(len(self)), self.columns] = 1.0
        return marks

    def means(self) -> Features:
        """Return the mean features of each class, shape (K, q)."""
        sums = np.zeros((len(self.class_ids), self.features.shape[1]))
        np.add.at(sums, self.columns, self.features)
        result: Features = (sums / self.counts[:, np.newaxis]).astype(np.float32)
        return result


def chosen_rows(
    class_of: Sequence[int] | npt.NDArray[np.int64], limit: int = LARGEST
) -> npt.NDArray[np.intp]:
    """Return which labelled images a ranker is fitted to, ascending.

    All of them up to the limit; beyond it every class keeps an equal share as far as it has so
    many, evenly spread over its images.
    """
    if len(class_of) <= limit:
        return np.arange(len(class_of))
    ids = np.asarray(class_of, dtype=np.int64)
    order = np.argsort(ids, kind="stable")
    _, starts, counts = np.unique(ids[order], return_index=True, return_counts=True)
    share = _fair_share(counts, limit)
    kept = [
        order[start + np.linspace(0, count - 1, min(count, share)).astype(np.intp)]
        for start, count in zip(starts, counts, strict=True)
    ]
    return np.sort(np.concatenate(kept))


def _fair_share(counts: npt.NDArray[np.intp], limit: int) -> int:
    """Return the largest share for which ``sum(min(count, share))`` stays within the limit."""
    low, high = 1, int(counts.max())
    while low < high:
        middle = (low + high + 1) // 2
        if int(np.minimum(counts, middle).sum()) <= limit:
            low = middle
        else:
            high = middle - 1
    return low
