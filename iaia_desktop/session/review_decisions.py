"""Answers of the review as decisions, each one step for undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from iaia_desktop.core.review import MergeOffer, ReviewItem, SplitOffer
from iaia_desktop.core.types import ClassId, DecisionKind, ImageId, SuggestionRecord
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.review_items import images_of, still_in


class ReviewDecisions:
    """Decide about items of the review. GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Commits.
    clock : callable
        Returns seconds since the epoch, UTC.
    class_keys : callable
        Returns the characters that may become class keys, in order.
    """

    def __init__(
        self,
        session: AnnotationSession,
        clock: Callable[[], float],
        class_keys: Callable[[], str],
    ) -> None:
        self._session = session
        self._clock = clock
        self._class_keys = class_keys

    def confirm(self, image_id: ImageId, class_id: ClassId) -> bool:
        """Make a label of the machine the person's own."""
        return self._label([image_id], class_id, DecisionKind.ACCEPT)

    def give(self, item: ReviewItem, class_id: ClassId) -> bool:
        """Give all that an item is about this class; return whether that stands."""
        state = self._session.state
        if isinstance(item, MergeOffer):
            return self._merge(item, class_id)
        if isinstance(item, SplitOffer):
            leaving = still_in(item.leaving, item.class_id, state)
            return class_id != item.class_id and self._label(leaving, class_id)
        others = [i for i in images_of(item) if state.verdict(i).class_id != class_id]
        return self._label(others, class_id)

    def found(self, item: ReviewItem, name: str) -> bool:
        """Found a class with what an item is about; return whether that stands."""
        state, chosen = self._session.state, images_of(item)
        if isinstance(item, SplitOffer):
            chosen = tuple(still_in(chosen, item.class_id, state))
        if not chosen:
            return False
        return self._session.decide(
            partial(
                state.plan_new_class,
                chosen,
                name,
                at=self._clock(),
                keys=self._class_keys(),
                suggestions=self._records(chosen),
            )
        )

    def _label(
        self,
        image_ids: Sequence[ImageId],
        class_id: ClassId,
        kind: DecisionKind = DecisionKind.CORRECT,
    ) -> bool:
        if not image_ids:
            return False
        return self._session.decide(
            partial(
                self._session.state.plan_label,
                image_ids,
                class_id,
                at=self._clock(),
                kind=kind,
                suggestions=self._records(image_ids),
            )
        )

    def _merge(self, item: MergeOffer, class_id: ClassId) -> bool:
        gone = item.source if class_id == item.target else item.target
        plan = partial(self._session.state.plan_merge, gone, class_id, at=self._clock())
        return self._session.decide(plan)

    def _records(self, image_ids: Sequence[ImageId]) -> dict[ImageId, SuggestionRecord]:
        """Return suggestions for images that were answered before, so that the answer counts.

        For others it would be measured against a memory that has learnt the image already.
        """
        answered = [i for i in image_ids if i in self._session.engine.metrics]
        return self._session.engine.records(answered)
