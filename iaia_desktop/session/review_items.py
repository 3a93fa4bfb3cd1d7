"""Findings of the review as things that a person settles one after the other."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable

from iaia_desktop.core.review import (
    Doubt,
    MergeOffer,
    NearDuplicates,
    ReviewFindings,
    ReviewItem,
    SplitOffer,
)
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import ClassId, DecidedBy, Decision, FileStatus, ImageId

_STILL_THERE = 0.8
"""An offer to split holds while so many of the images have the label."""

_LOOKED_AT = 200
"""So many of them are looked at to know."""


class ReviewKind(enum.StrEnum):
    """The filters of the review."""

    LABELS = "labels"
    DUPLICATES = "duplicates"
    CLASSES = "classes"


def items_of(findings: ReviewFindings, kind: ReviewKind) -> tuple[ReviewItem, ...]:
    """Return the findings of a kind, the worst first."""
    if kind is ReviewKind.LABELS:
        return findings.doubts
    if kind is ReviewKind.DUPLICATES:
        return findings.pairs
    return (*findings.merges, *findings.splits)


def key_of(item: ReviewItem) -> str:
    """Return how an item is remembered once the person wants to keep it as it is.

    It names the labels, so that an image whose label changes may be doubted anew.
    """
    if isinstance(item, Doubt):
        return f"label {item.image_id} {item.class_id}"
    if isinstance(item, NearDuplicates):
        return f"pair {item.first} {item.second} {item.first_class} {item.second_class}"
    if isinstance(item, MergeOffer):
        low, high = sorted((item.source, item.target))
        return f"merge {low} {high}"
    return f"split {item.class_id}"


def images_of(item: ReviewItem) -> tuple[ImageId, ...]:
    """Return the images that an answer is about."""
    if isinstance(item, Doubt):
        return (item.image_id,)
    if isinstance(item, NearDuplicates):
        return (item.first, item.second)
    return item.leaving if isinstance(item, SplitOffer) else ()


def holds(item: ReviewItem, state: AnnotationState) -> bool:
    """Return whether what was found is still so: the labels and classes are as they were."""
    if isinstance(item, Doubt):
        return _has(state, item.image_id, item.class_id) and state.has_class(item.likelier)
    if isinstance(item, NearDuplicates):
        return _has(state, item.first, item.first_class) and _has(
            state, item.second, item.second_class
        )
    if isinstance(item, MergeOffer):
        return state.has_class(item.source) and state.has_class(item.target)
    if not state.has_class(item.class_id):
        return False
    looked_at = item.leaving[:_LOOKED_AT]
    left = still_in(looked_at, item.class_id, state)
    return len(left) >= _STILL_THERE * len(looked_at) and bool(
        still_in(item.staying[:1], item.class_id, state)
    )


def is_touched(item: ReviewItem, decision: Decision) -> bool:
    """Return whether a decision is about an item."""
    if isinstance(item, MergeOffer):
        touched = {change.class_id for change in decision.classes}
        return item.source in touched or item.target in touched
    changed = {change.image_id for change in decision.images}
    return not changed.isdisjoint(images_of(item))


def still_in(
    image_ids: Iterable[ImageId], class_id: ClassId, state: AnnotationState
) -> list[ImageId]:
    """Return those of the images that have this label."""
    return [i for i in image_ids if state.verdict(i).class_id == class_id]


def is_machines(item: ReviewItem, state: AnnotationState) -> bool:
    """Return whether the machine gave a label that the item is about."""
    return any(
        state.verdict(image_id).by is DecidedBy.MACHINE for image_id in images_of(item)
    ) and not isinstance(item, MergeOffer | SplitOffer)


def in_order(
    items: Collection[ReviewItem], state: AnnotationState, *, machines_first: bool
) -> list[ReviewItem]:
    """Return the items as they are asked about."""
    if not machines_first:
        return list(items)
    return sorted(items, key=lambda item: not is_machines(item, state))


def _has(state: AnnotationState, image_id: ImageId, class_id: ClassId) -> bool:
    lost = state.file(image_id).status in (FileStatus.FAILED, FileStatus.MISSING)
    return state.verdict(image_id).class_id == class_id and not lost
