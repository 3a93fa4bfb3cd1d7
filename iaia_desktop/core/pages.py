"""Choose the next page of look-alikes: images suggested as one class, surest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.folder_ranking import NO_CLASS, FolderRanking
from iaia_desktop.core.types import ClassId, ImageId

DEFAULT_PAGE_SIZE = 24

_NEW_ON_PAGE = 5.0
"""From so many images of no class yet, in expectation, one of them is asked for instead."""

_LEAST_SAVED = 0.5
"""Actions that a page must save, in expectation, to be worth a look at many tiles."""


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
    seek_new: bool = False,
) -> PagePlan:
    """Choose what saves the most actions.

    A page of n images of which e are wrong costs 1 + e actions, where one image at a time costs n.
    Of every class the surest images make a page, and the page that saves the most for each action
    that it is expected to cost comes first: so the sure pages come early, and the doubtful ones
    when more is known. Where no page is expected to save an action, one image at a time is better.

    Parameters
    ----------
    ranking : FolderRanking
        What the memory says now.
    size : int, optional
        Images on a page at most, at least 1.
    set_aside : collection of (ImageId, ClassId), optional
        Images that were deselected on a page of that class: not offered for it again.
    seek_new : bool, optional
        Ask for typical images unlike the labelled ones first, for classes that are not known yet:
        each would cost a correction on a page, and several more while it is missing.

    Returns
    -------
    PagePlan
    """
    if seek_new or not (ranking.class_ids != NO_CLASS).any():
        return _one(ranking, _likely_to_be_new(ranking))
    offered = ranking.class_ids != NO_CLASS
    for image_id, class_id in set_aside:
        row = ranking.row(image_id)
        if row is not None and ranking.class_ids[row] == class_id:
            offered[row] = False
    best: npt.NDArray[np.intp] | None = None
    most = 0.0
    for class_id in np.unique(ranking.class_ids[offered]).tolist():
        rows = np.flatnonzero(offered & (ranking.class_ids == class_id))
        rows = rows[np.argsort(-ranking.confidences[rows], kind="stable")][:size]
        wrong = float(np.sum(1.0 - ranking.confidences[rows], dtype=np.float64))
        saved = len(rows) - (1.0 + wrong)
        if saved >= _LEAST_SAVED and saved / (1.0 + wrong) > most:
            best, most = rows, saved / (1.0 + wrong)
    if best is None:
        return _one(ranking, _least_sure(ranking))
    if ranking.new_chances is not None:
        chances = ranking.new_chances[best]
        if float(chances.sum()) > _NEW_ON_PAGE:
            return _one(ranking, int(best[np.argmax(chances)]))
    return PagePlan(
        ClassId(int(ranking.class_ids[best[0]])),
        tuple(ImageId(int(number)) for number in ranking.image_ids[best]),
        tuple(float(chance) for chance in ranking.confidences[best]),
    )


def _one(ranking: FolderRanking, row: int | None) -> PagePlan:
    """Return the plan to ask for one image, or for none."""
    if row is None:
        return PagePlan(None, (), ())
    return PagePlan(
        None, (ImageId(int(ranking.image_ids[row])),), (float(ranking.confidences[row]),)
    )


def _likely_to_be_new(ranking: FolderRanking) -> int | None:
    """Return the row of a typical image that is unlike the labelled ones; None without images."""
    if not len(ranking):
        return None
    # Of few labels the nearest one tells more than several, most of which are of other classes.
    unlike = ranking.novelties if ranking.nearest is None else ranking.nearest
    novelty = np.where(np.isfinite(unlike), unlike, 1.0)
    typical = 1.0 if ranking.typicality is None else np.maximum(ranking.typicality, 0.0)
    return int(np.argmax(novelty * typical))


def _least_sure(ranking: FolderRanking) -> int | None:
    return int(np.argmin(ranking.margins)) if len(ranking) else None
