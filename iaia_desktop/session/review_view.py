"""What the widgets of the review show."""

from __future__ import annotations

from dataclasses import dataclass, field

from iaia_desktop.core.review import ReviewItem
from iaia_desktop.session.notices import counted
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


def found_words(view: ReviewView) -> str:
    """Return how much was looked over, in a sentence."""
    words = f"{counted(view.labels, 'label')} looked over"
    if view.unseen:
        words += f", {view.unseen:,} still to be looked at"
    if not view.is_complete:
        words += "; so many that each image was compared with those of its region only"
    return words + "."
