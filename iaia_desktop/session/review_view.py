"""What the widgets of the review show."""

from __future__ import annotations

from dataclasses import dataclass, field

from iaia_desktop.core.review import ReviewItem
from iaia_desktop.core.saying import Saying
from iaia_desktop.session.review_items import ReviewKind


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The state of the review as the widgets show it.

    Attributes
    ----------
    kind : ReviewKind
        The filter in force.
    item : ReviewItem or None
        What is asked about.
    place : int
        Of the item among the open ones of its kind, from 1; 0 without one.
    counts : dict of ReviewKind to int
        Open items.
    answered : int
        Items of this kind that were answered since the labels were looked over.
    labels : int
        Labels that were looked over.
    unseen : int
        Labels without an embedding, which could not be.
    busy : bool
        Whether the labels are being looked over.
    is_complete : bool
        Whether each image was compared with all others.
    """

    kind: ReviewKind
    item: ReviewItem | None = None
    place: int = 0
    counts: dict[ReviewKind, int] = field(default_factory=dict)
    answered: int = 0
    labels: int = 0
    unseen: int = 0
    busy: bool = False
    is_complete: bool = True


def found_words(view: ReviewView) -> Saying:
    """Return how much was looked over, in a sentence."""
    if not view.is_complete:
        return _regions_words(view)
    if view.unseen:
        return Saying.counted(
            view.labels,
            "1 label looked over, {unseen:,} still to be looked at.",
            "{n:,} labels looked over, {unseen:,} still to be looked at.",
            unseen=view.unseen,
        )
    return Saying.counted(view.labels, "1 label looked over.", "{n:,} labels looked over.")


def _regions_words(view: ReviewView) -> Saying:
    """Return the same of labels so many that not all were compared with each other."""
    if view.unseen:
        return Saying(
            "{n:,} labels looked over, {unseen:,} still to be looked at; so many that each image "
            "was compared with those of its region only.",
            n=view.labels,
            unseen=view.unseen,
        )
    return Saying(
        "{n:,} labels looked over; so many that each image was compared with those of its region "
        "only.",
        n=view.labels,
    )
