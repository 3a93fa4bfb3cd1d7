"""Turn the session into the values that the widgets show."""

from __future__ import annotations

from iaia_desktop.core.annotator import Suggestion
from iaia_desktop.core.method import EpsilonMode
from iaia_desktop.core.new_class_place import place_of_new
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.shown import class_title
from iaia_desktop.core.types import (
    AnnotationClass,
    ClassId,
    FileStatus,
    ImageId,
    ImageState,
)
from iaia_desktop.images.reasons import recognised
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.session.order_feed import OrderFeed
from iaia_desktop.session.supervisor import Supervisor
from iaia_desktop.session.views import (
    ClassRow,
    ImageRow,
    RankedRow,
    StatusView,
    SuggestionKind,
    SuggestionView,
)

_EXAMPLES = 6
_BAR_SPREAD = 1.6
"""The bar of a class this many times as far as epsilon is empty."""


class Presenter:
    """Make views of a session. GUI thread; changes nothing.

    Parameters
    ----------
    session : AnnotationSession
        What is shown.
    encoders : EncoderFeed
        For the status bar.
    orders : OrderFeed
        For the status bar.
    supervisor : Supervisor
        For the status bar.
    """

    def __init__(
        self,
        session: AnnotationSession,
        encoders: EncoderFeed,
        orders: OrderFeed,
        supervisor: Supervisor,
    ) -> None:
        self._session = session
        self._supervisor = supervisor
        self._encoders = encoders
        self._orders = orders

    def class_rows(self) -> list[ClassRow]:
        """Return all classes, oldest first."""
        return [self._class_row(row) for row in self._session.state.classes()]

    def class_row(self, class_id: ClassId) -> ClassRow | None:
        """Return one class, or None when it does not live."""
        state = self._session.state
        return self._class_row(state.class_of(class_id)) if state.has_class(class_id) else None

    def image_row(self, image_id: ImageId) -> ImageRow:
        """Return an image as the film strip shows it."""
        state = self._session.state
        verdict = state.verdict(image_id)
        info = state.file(image_id)
        row = None if verdict.class_id is None else state.class_of(verdict.class_id)
        return ImageRow(
            image_id=image_id,
            path=state.path(image_id),
            state=verdict.state,
            status=info.status,
            reason=recognised(info.reason),
            class_name=class_title(row.name) if row else "",
            colour=row.colour if row else "",
            by=verdict.by,
        )

    def suggestion(self) -> SuggestionView:
        """Return what the suggestion panel shows for the image on screen."""
        session = self._session
        image_id = session.current
        if image_id is None:
            return SuggestionView(SuggestionKind.NO_IMAGE)
        verdict = session.state.verdict(image_id)
        info = session.state.file(image_id)
        said = session.suggest_current()
        decided = None if verdict.class_id is None else self.class_row(verdict.class_id)
        if info.status in {FileStatus.FAILED, FileStatus.MISSING}:
            return SuggestionView(
                SuggestionKind.UNREADABLE,
                reason=recognised(info.reason),
                state=verdict.state,
                decided_class=decided,
                decided_by=verdict.by,
            )
        ranked = self._ranked(said)
        epsilon = said.epsilon if said else session.engine.epsilon
        best = ranked[0] if ranked else None
        explained = best.row.class_id if best else (decided.class_id if decided else None)
        return SuggestionView(
            kind=self._kind(said),
            best=best,
            ranked=ranked,
            distance=said.distance if said and best else None,
            epsilon=epsilon,
            epsilon_automatic=session.engine.method.epsilon_mode is EpsilonMode.AUTOMATIC,
            is_novelty=said is not None and said.novelty is not None,
            new_chance=said.new_chance if said and ranked else None,
            new_place=place_of_new(said) if said and ranked else None,
            examples=self._examples(explained, image_id),
            state=verdict.state,
            decided_class=decided,
            decided_by=verdict.by,
            has_classes=bool(session.state.classes()),
        )

    def status(self) -> StatusView:
        """Return what the status bar shows."""
        session = self._session
        state = session.state
        order = session.navigator.order
        encoder = self._encoders.encoder
        learner = session.engine.learner
        rate = self._encoders.images_per_s()
        waiting = self._encoders.waiting_count
        return StatusView(
            position=0 if session.current is None else order.place(session.current) + 1,
            total=len(order),
            labelled=state.count_state(ImageState.LABELLED),
            skipped=state.count_state(ImageState.SKIPPED),
            discarded=state.count_state(ImageState.DISCARDED),
            failed=state.count_status(FileStatus.FAILED) + state.count_status(FileStatus.MISSING),
            accuracy=session.engine.metrics.accuracy,
            embedded=len(learner.embeddings) if learner else 0,
            images_per_s=rate,
            seconds_left=waiting / rate if rate > 0 and waiting else None,
            encoder=encoder.title if encoder else Saying("Loading the encoder"),
            device=encoder.device if encoder else "",
            paused=self._encoders.paused,
            order=self._orders.choice,
            order_is_cold=self._orders.is_cold,
            supervision=self._supervisor.level,
        )

    def _class_row(self, row: AnnotationClass) -> ClassRow:
        count = self._session.state.count_members(row.class_id)
        return ClassRow(row.class_id, class_title(row.name), row.colour, row.key, count)

    def _kind(self, said: Suggestion | None) -> SuggestionKind:
        state = self._session.state
        if not state.classes():
            return SuggestionKind.FIRST
        if said is None and self._encoders.is_absent and not self._encoders.waiting_count:
            return SuggestionKind.NOT_EMBEDDED
        if said is None or (not said.ranked and self._encoders.waiting_count):
            return SuggestionKind.WAITING
        if not said.ranked and not state.count_state(ImageState.LABELLED):
            awaited = self._session.engine.names.awaited
            return SuggestionKind.WAITING if awaited else SuggestionKind.FIRST
        return SuggestionKind.NEW if said.is_new else SuggestionKind.KNOWN

    def _ranked(self, said: Suggestion | None) -> tuple[RankedRow, ...]:
        """Rank the classes that have a prototype, or whose names the encoder reads."""
        if said is None or not said.ranked:
            return ()
        # One scale for all bars: the furthest class, or well beyond epsilon, has an empty one.
        furthest = max((row.distance for row in said.ranked if not row.by_name), default=0.0)
        epsilon = (said.epsilon or 0.0) if said.novelty is None else 0.0
        scale = max(_BAR_SPREAD * epsilon, 1.1 * furthest, 1e-9)
        return tuple(
            RankedRow(
                row,
                ranked.distance,
                0.0 if ranked.by_name else max(0.0, min(1.0, 1.0 - ranked.distance / scale)),
                by_name=ranked.by_name,
            )
            for ranked in said.ranked
            if (row := self.class_row(ranked.class_id)) is not None
        )

    def _examples(self, class_id: ClassId | None, image_id: ImageId) -> tuple[ImageId, ...]:
        if class_id is None:
            return ()
        return tuple(self._session.engine.nearest_members(class_id, image_id, _EXAMPLES))
