"""The two likeliest classes of images: all that a ranking keeps of the chances of all classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.folder_ranking import NO_CLASS
from iaia_desktop.core.types import ClassId

Numbers = npt.NDArray[np.int64]


class BestTwo(NamedTuple):
    """The two likeliest classes of n images.

    Attributes
    ----------
    first, second : ndarray, shape (n,), int64
        Class ids; 0 where there is none.
    chances, behind : ndarray, shape (n,), float32
        The chances of the two.
    """

    first: Numbers
    second: Numbers
    chances: Features
    behind: Features

    def taken(self, rows: npt.NDArray[np.intp]) -> BestTwo:
        """Return those of some images."""
        return BestTwo(self.first[rows], self.second[rows], self.chances[rows], self.behind[rows])

    def put(self, rows: npt.NDArray[np.intp], others: BestTwo) -> None:
        """Write over those of some images."""
        self.first[rows], self.second[rows] = others.first, others.second
        self.chances[rows], self.behind[rows] = others.chances, others.behind


def no_classes(count: int) -> BestTwo:
    """Return the two of images while there is no class."""
    none, nought = np.full(count, NO_CLASS, dtype=np.int64), np.zeros(count, dtype=np.float32)
    return BestTwo(none, none.copy(), nought, nought.copy())


def best_two(class_ids: Sequence[ClassId], chances: Features) -> BestTwo:
    """Choose the two likeliest classes; of equals the one that comes first.

    Parameters
    ----------
    class_ids : sequence of ClassId, length K
        The columns.
    chances : ndarray, shape (n, K), float32
        Written over.
    """
    found = no_classes(len(chances))
    if not class_ids:
        return found
    classes, rows = np.array(class_ids, dtype=np.int64), np.arange(len(chances))
    first = chances.argmax(axis=1)
    found.first[:] = classes[first]
    found.chances[:] = chances[rows, first]
    if len(classes) > 1:
        chances[rows, first] = -1.0
        second = chances.argmax(axis=1)
        found.second[:] = classes[second]
        found.behind[:] = chances[rows, second]
    return found


def joined(parts: Sequence[BestTwo]) -> BestTwo:
    """Join those of successive images; at least one part."""
    return BestTwo(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
