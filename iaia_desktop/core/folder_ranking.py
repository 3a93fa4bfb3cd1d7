"""What the memory says about every image that waits, at one moment."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import ClassId, ImageId

NO_CLASS = 0
"""Stands for "no class" in arrays of class ids, which count from 1."""


@dataclass(frozen=True, slots=True, eq=False)
class FolderRanking:
    """Rank the images that wait: undecided, readable and embedded.

    Attributes
    ----------
    image_ids : ndarray, shape (n,), int64
        The images, ascending.
    class_ids : ndarray, shape (n,), int64
        The most likely class of each; 0 while there is no class.
    runner_up_ids : ndarray, shape (n,), int64
        The second class; 0 where there is none.
    confidences : ndarray, shape (n,), float32
        Estimated chance that ``class_ids`` is right, from 0 to 1.
    margins : ndarray, shape (n,), float32
        How much nearer the first class is than the second, 0 or more.
    novelties : ndarray, shape (n,), float32
        How unlike every labelled image the image is: the distance that epsilon is compared with;
        infinity while nothing is labelled.
    new_chances : ndarray, shape (n,), float32, or None
        Estimated chance that the image is of no class yet; None while nobody knows.
        ``confidences`` are what is left of the chance of the class.
    nearest : ndarray, shape (n,), float32, or None
        How far the nearest labelled image is; worked out while classes are looked for only.
    typicality : ndarray, shape (n,), float32, or None
        How typical each image is of others in the folder; None while nobody knows.
    """

    image_ids: npt.NDArray[np.int64]
    class_ids: npt.NDArray[np.int64]
    runner_up_ids: npt.NDArray[np.int64]
    confidences: npt.NDArray[np.float32]
    margins: npt.NDArray[np.float32]
    novelties: npt.NDArray[np.float32]
    typicality: npt.NDArray[np.float32] | None = None
    new_chances: npt.NDArray[np.float32] | None = None
    nearest: npt.NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        count = len(self.image_ids)
        for column in (
            self.class_ids,
            self.runner_up_ids,
            self.confidences,
            self.margins,
            self.novelties,
            self.typicality,
            self.new_chances,
            self.nearest,
        ):
            if column is not None and column.shape != (count,):
                raise ValueError(f"{count} images, but a column of shape {column.shape}")

    def __len__(self) -> int:
        return len(self.image_ids)

    def taken(self, rows: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> FolderRanking:
        """Return the ranking of some rows, by a mask or by ascending places, with all columns."""
        kept: dict[str, Any] = {}
        for field in fields(self):
            column = getattr(self, field.name)
            kept[field.name] = None if column is None else column[rows]
        return FolderRanking(**kept)

    def row(self, image_id: ImageId) -> int | None:
        """Return the row of an image, or None when it is not ranked."""
        place = int(np.searchsorted(self.image_ids, image_id))
        found = place < len(self.image_ids) and int(self.image_ids[place]) == image_id
        return place if found else None

    def class_of(self, image_id: ImageId) -> ClassId | None:
        """Return the most likely class of an image; None when there is none."""
        row = self.row(image_id)
        class_id = NO_CLASS if row is None else int(self.class_ids[row])
        return None if class_id == NO_CLASS else ClassId(class_id)


def empty_ranking() -> FolderRanking:
    """Return the ranking of no image."""
    whole = np.zeros(0, dtype=np.int64)
    real = np.zeros(0, dtype=np.float32)
    return FolderRanking(whole, whole, whole, real, real, real)
