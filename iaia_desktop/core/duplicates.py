"""Files with the same content: found by their hash, and labelled once.

A label that a person gives to an image is a label of its content. So the decision takes along the
copies that nobody decided about, in the same step for undo. A copy whose file is read only after
that waits for the person's next label and goes with it: files that arrive in the background never
make a decision of their own, so that undo always takes back what the person did last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from iaia_desktop.core.file_table import HASH_BYTES, ContentHashes
from iaia_desktop.core.types import (
    UNDECIDED,
    DecidedBy,
    Decision,
    DecisionKind,
    FileStatus,
    ImageChange,
    ImageId,
    ImageState,
    Verdict,
)

if TYPE_CHECKING:
    from iaia_desktop.core.annotations import Annotations

MOST_LATE = 200
"""Copies of images labelled before that one decision takes along: more could be noticed."""

_LABELLING = frozenset({
    DecisionKind.ACCEPT, DecisionKind.CORRECT, DecisionKind.NEW_CLASS, DecisionKind.CONFIRM_PAGE,
    DecisionKind.IMPORT,
})  # fmt: skip


class ContentIndex:
    """Know which images have the same content. Looking up costs O(log n), changing O(1).

    Parameters
    ----------
    stored : ContentHashes, optional
        Those of a session that is resumed: kept as columns, for a dictionary of 100,000 images
        takes its time and its memory.
    """

    def __init__(self, stored: ContentHashes | None = None) -> None:
        stored = stored or ContentHashes()
        self._stored = stored.hashes
        starts = np.frombuffer(stored.hashes, dtype=np.uint64)[:: HASH_BYTES // 8]
        hashed = np.flatnonzero(np.frombuffer(stored.hashed, dtype=np.uint8))
        order = np.argsort(starts[hashed], kind="stable")
        self._ids = hashed[order]
        self._starts = starts[self._ids]
        # Images that have another content now than the stored one.
        self._left: set[ImageId] = set()
        # Nearly every content is there once: no container for each of 100,000 images.
        self._images: dict[bytes, tuple[ImageId, ...]] = {}
        for number, content in stored.odd.items():
            self.move(ImageId(number), None, content)
        self._late: dict[ImageId, None] = {}

    def move(self, image_id: ImageId, before: bytes | None, after: bytes | None) -> None:
        """Note that an image has another content; None for one that is not known."""
        if before == after:
            return
        if before is not None:
            known = self._images.get(before, ())
            left = tuple(other for other in known if other != image_id)
            if len(left) == len(known):
                self._left.add(image_id)
            elif left:
                self._images[before] = left
            else:
                del self._images[before]
            self._late.pop(image_id, None)
        if after is not None:
            self._images[after] = (*self._images.get(after, ()), image_id)

    def images_with(self, content_hash: bytes | None) -> Sequence[ImageId]:
        """Return all images with this content, in the order in which that became known."""
        if content_hash is None:
            return ()
        stored = self._stored_with(content_hash) if len(self._ids) else ()
        return (*stored, *self._images.get(content_hash, ()))

    def _stored_with(self, content_hash: bytes) -> list[ImageId]:
        if len(content_hash) != HASH_BYTES:
            return []
        start = np.frombuffer(content_hash, dtype=np.uint64)[:1]
        first = int(np.searchsorted(self._starts, start, "left")[0])
        last = int(np.searchsorted(self._starts, start, "right")[0])
        return [
            ImageId(number)
            for number in self._ids[first:last].tolist()
            if number not in self._left
            and self._stored.startswith(content_hash, HASH_BYTES * number)
        ]

    @property
    def late(self) -> Sequence[ImageId]:
        """Images that turned out to be copies only after the label was given, oldest first."""
        return tuple(self._late)

    def set_late(self, image_id: ImageId, is_late: bool) -> None:
        """Note whether an image waits for the next label of the person."""
        if is_late:
            self._late[image_id] = None
        else:
            self._late.pop(image_id, None)


def copies_of(state: Annotations, image_id: ImageId) -> list[ImageId]:
    """Return the other images with the content of one."""
    same = state.contents.images_with(state.content_hash(image_id))
    return [other for other in same if other != image_id]


def note_content(state: Annotations, image_id: ImageId) -> None:
    """Note which images are late copies, now that the content of an image became known."""
    copies = copies_of(state, image_id)
    if not copies:
        return
    if _is_persons(state.verdict(image_id)):
        late: Iterable[ImageId] = copies
    elif any(_is_persons(state.verdict(other)) for other in copies):
        late = (image_id,)
    else:
        return
    for other in late:
        if state.verdict(other).state is ImageState.UNLABELLED:
            state.contents.set_late(other, is_late=True)


def note_decision(state: Annotations, decision: Decision) -> None:
    """Note which images are late copies, after a decision was applied.

    A copy that undo made undecided again, while an image of its content keeps a person's label, had
    gone along with a decision about others: it waits for the next one.
    """
    for change in decision.images:
        was_undone = decision.kind is DecisionKind.UNDO and change.after == UNDECIDED
        state.contents.set_late(
            change.image_id,
            is_late=was_undone
            and any(_is_persons(state.verdict(i)) for i in copies_of(state, change.image_id)),
        )


def with_copies(state: Annotations, decision: Decision) -> Decision:
    """Return a person's decision with what it means for images of the same content.

    - A label goes to copies that are undecided or that the machine labelled otherwise, and to those
      that had the label which the image had before.
    - Taking a label away takes it from the copies that have it.
    - Skipping and discarding are about one file, and so leave the copies alone.
    - Late copies get the label of their content.

    Where one decision says two things about one content, it stays as it is. What is added has no
    suggestion, so the metrics count each content once.

    Parameters
    ----------
    state : Annotations
        What is decided before.
    decision : Decision
        Fits the state; planned, not applied.
    """
    clears = decision.kind is DecisionKind.CLEAR
    labels = decision.kind in _LABELLING and decision.by is DecidedBy.HUMAN
    if not (clears or labels):
        return decision
    said: dict[bytes, set[Verdict]] = {}
    for change in decision.images:
        content = state.content_hash(change.image_id)
        if content is not None:
            said.setdefault(content, set()).add(change.after)
    seen = {change.image_id for change in decision.images}
    added: list[ImageChange] = []
    for change in decision.images:
        content = state.content_hash(change.image_id)
        if content is None or len(said[content]) > 1:
            continue
        for other in state.contents.images_with(content):
            if other not in seen and _follows(state, other, change):
                seen.add(other)
                added.append(ImageChange(other, state.verdict(other), change.after))
    if labels:
        added.extend(_late_changes(state, said, seen))
    return replace(decision, images=(*decision.images, *added)) if added else decision


def main_image(state: Annotations, decision: Decision) -> ImageId | None:
    """Return the image that a decision, its undoing or redoing is about; None for several."""
    changes = decision.images
    if len(changes) <= 1:
        return changes[0].image_id if changes else None
    judged = [change.image_id for change in changes if change.suggestion is not None]
    if len(judged) == 1:
        return judged[0]
    contents = {state.content_hash(change.image_id) for change in changes}
    if judged or len(contents) > 1 or None in contents:
        return None
    return changes[-1 if decision.kind is DecisionKind.UNDO else 0].image_id


def _follows(state: Annotations, other: ImageId, change: ImageChange) -> bool:
    """Return whether a copy follows what happens to an image."""
    now, before, after = state.verdict(other), change.before, change.after
    if now == after:
        return False
    had_same = now.class_id is not None and now.class_id == before.class_id
    if after.state is not ImageState.LABELLED:
        return had_same
    if now.state is ImageState.UNLABELLED:
        return state.status(other) is FileStatus.READY
    by_machine = now.by is DecidedBy.MACHINE and now.class_id != after.class_id
    return had_same or by_machine


def _late_changes(
    state: Annotations, said: dict[bytes, set[Verdict]], seen: set[ImageId]
) -> list[ImageChange]:
    added: list[ImageChange] = []
    for image_id in state.contents.late:
        now = state.verdict(image_id)
        is_ready = state.status(image_id) is FileStatus.READY
        waits = now.state is ImageState.UNLABELLED and is_ready
        if image_id in seen or not waits or state.content_hash(image_id) in said:
            continue
        labels = {state.verdict(other) for other in copies_of(state, image_id)}
        given = {verdict for verdict in labels if _is_persons(verdict)}
        if len(given) == 1:
            added.append(ImageChange(image_id, now, given.pop()))
        if len(added) == MOST_LATE:
            break
    return added


def _is_persons(verdict: Verdict) -> bool:
    return verdict.state is ImageState.LABELLED and verdict.by is DecidedBy.HUMAN
