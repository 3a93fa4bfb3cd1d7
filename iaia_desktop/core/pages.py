"""Choose the next page of look-alikes: images suggested as one class, surest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from iaia_desktop.core.folder_ranking import NO_CLASS, FolderRanking
from iaia_desktop.core.types import ClassId, ImageId

DEFAULT_PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class PagePlan:
    """Say what the person should look at next.

    Attributes
    ----------
    class_id : ClassId or None
        The class of the page; None when one image at a time is better now (too doubtful, or
        nothing is labelled yet), or when no image waits.
    image_ids : tuple of ImageId
        The images of the page, surest first; for one at a time, the image to ask for; empty when
        none waits.
    confidences : tuple of float
        Estimated chance of each that the class is right.
    """

    class_id: ClassId | None
    image_ids: tuple[ImageId, ...]
    confidences: tuple[float, ...]

    @property
    def is_page(self) -> bool:
        """Whether a page is offered, rather than one image or none."""
        return self.class_id is not None


def plan_next(
    ranking: FolderRanking,
    *,
    size: int = DEFAULT_PAGE_SIZE,
    set_aside: Collection[tuple[ImageId, ClassId]] = (),
) -> PagePlan:
    """Choose what saves the most actions.

    Parameters
    ----------
    ranking : FolderRanking
        What the memory says now.
    size : int, optional
        Images on a page at most, at least 1.
    set_aside : collection of (ImageId, ClassId), optional
        Images that were deselected on a page of that class: not offered for it again.

    Returns
    -------
    PagePlan
    """
    aside = set(set_aside)
    rows = [
        row
        for row in range(len(ranking))
        if (int(ranking.image_ids[row]), int(ranking.class_ids[row])) not in aside
    ]
    best: list[int] = []
    for class_id in np.unique(ranking.class_ids[rows]).tolist():
        if class_id == NO_CLASS:
            continue
        mine = [row for row in rows if ranking.class_ids[row] == class_id]
        mine.sort(key=lambda row: -float(ranking.confidences[row]))
        if len(mine[:size]) > len(best):
            best = mine[:size]
    if len(best) < 2:
        one = [ImageId(int(i)) for i in ranking.image_ids[:1]]
        return PagePlan(None, tuple(one), tuple(float(c) for c in ranking.confidences[:1]))
    return PagePlan(
        ClassId(int(ranking.class_ids[best[0]])),
        tuple(ImageId(int(ranking.image_ids[row])) for row in best),
        tuple(float(ranking.confidences[row]) for row in best),
    )
