"""Rank the folder and choose the next page of look-alikes, off the GUI thread."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.folder_ranking import NO_CLASS, FolderRanking
from iaia_desktop.core.pages import PagePlan, plan_next
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.rank_folder import rank_folder_job

_ASKED_AHEAD = 4
"""Single images planned ahead: a new plan comes after each answer anyway."""

SetAside = frozenset[tuple[ImageId, ClassId]]


@dataclass(frozen=True, slots=True, eq=False)
class PageRequest:
    """Hold what planning a page needs.

    Attributes
    ----------
    ranking : RankingRequest
        A snapshot that the engine made.
    size : int
        Images on a page at most.
    set_aside : frozenset of (ImageId, ClassId)
        Images that were taken out of a page of that class.
    insisted : bool
        Whether the person wants a page even where one image at a time would be quicker.
    """

    ranking: RankingRequest
    size: int
    set_aside: SetAside = frozenset()
    insisted: bool = False


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """Say what comes next.

    Attributes
    ----------
    plan : PagePlan
        A page, one image, or nothing.
    ranked : int
        Images that wait and have an embedding.
    knows_classes : bool
        Whether there is any class that an image can look like.
    following : tuple of ImageId
        The images that are likely to come after this page, to be loaded ahead of time; after one
        image, those to ask for next.
    """

    plan: PagePlan
    ranked: int
    knows_classes: bool
    following: tuple[ImageId, ...] = ()


def plan_page_job(
    request: PageRequest, cancel: CancelToken
) -> Generator[Progress, None, PlannedPage]:
    """Rank the images that wait, and plan.

    Yields
    ------
    Progress
        In images.

    Returns
    -------
    PlannedPage

    Raises
    ------
    CancelledError
        When the token is set.
    """
    ranking = yield from rank_folder_job(request.ranking, cancel)
    cancel.raise_if_cancelled()
    plan = plan_next(
        ranking,
        size=request.size,
        set_aside=request.set_aside,
        seek_new=request.ranking.seeks_new,
    )
    if request.insisted and not plan.is_page:
        plan = fullest_page(ranking, request.size, request.set_aside) or plan
    following: tuple[ImageId, ...] = ()
    if plan.class_id is not None:
        cancel.raise_if_cancelled()
        shown = {(image_id, plan.class_id) for image_id in plan.image_ids}
        following = plan_next(
            ranking, size=request.size, set_aside=request.set_aside | shown
        ).image_ids
    elif plan.image_ids:
        following = _asked_next(request, ranking, plan.image_ids[0], cancel)
    return PlannedPage(plan, len(ranking), bool((ranking.class_ids != NO_CLASS).any()), following)


def _asked_next(
    request: PageRequest, ranking: FolderRanking, image_id: ImageId, cancel: CancelToken
) -> tuple[ImageId, ...]:
    """Return the images to ask for after one, as if those before were labelled already."""
    following: list[ImageId] = []
    for _ in range(_ASKED_AHEAD):
        cancel.raise_if_cancelled()
        ranking = request.ranking.as_if_labelled(ranking, image_id)
        plan = plan_next(
            ranking,
            size=request.size,
            set_aside=request.set_aside,
            seek_new=request.ranking.seeks_new,
        )
        if plan.is_page or not plan.image_ids:
            break
        image_id = plan.image_ids[0]
        following.append(image_id)
    return tuple(following)


def fullest_page(ranking: FolderRanking, size: int, set_aside: SetAside) -> PagePlan | None:
    """Return the page of the class that most images look like, surest first; None without any.

    Parameters
    ----------
    ranking : FolderRanking
        What the memory says now.
    size : int
        Images on the page at most.
    set_aside : frozenset of (ImageId, ClassId)
        Not to be offered.
    """
    offered = ranking.class_ids != NO_CLASS
    for image_id, class_id in set_aside:
        row = ranking.row(image_id)
        if row is not None and ranking.class_ids[row] == class_id:
            offered[row] = False
    if not offered.any():
        return None
    classes, counts = np.unique(ranking.class_ids[offered], return_counts=True)
    best = int(classes[int(np.argmax(counts))])
    rows = np.flatnonzero(offered & (ranking.class_ids == best))
    rows = rows[np.argsort(-ranking.confidences[rows], kind="stable")][:size]
    return PagePlan(
        ClassId(best),
        tuple(ImageId(int(number)) for number in ranking.image_ids[rows]),
        tuple(float(chance) for chance in ranking.confidences[rows]),
    )
