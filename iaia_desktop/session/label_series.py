"""Write many labels of the machine, in parts between which the window lives on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    DecisionKind,
    ImageId,
    SuggestionRecord,
)
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.decision_series import IMAGES_PER_DECISION, DecisionSeries


class LabelSeries(QObject):
    """Label images one part after the other. Lives on the GUI thread.

    Each part is a decision of its own, safe on disk before the next one; all have the same time,
    and so are one step for undo. Other decisions are refused until the end.

    Parameters
    ----------
    session : AnnotationSession
        Decides.
    clock : callable
        Returns seconds since the epoch, UTC.
    """

    progressed = Signal(object)
    """Progress, in images."""

    ended = Signal(int, int)
    """So many images were labelled, of so many."""

    def __init__(
        self,
        session: AnnotationSession,
        *,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = clock
        self._labels: Sequence[tuple[ImageId, ClassId]] = ()
        self._done = 0
        self._series = DecisionSeries(session.keeper, self)
        self._series.stepped.connect(self._on_stepped)
        self._series.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether labels are being written just now."""
        return self._series.busy

    def start(self, labels: Sequence[tuple[ImageId, ClassId]]) -> bool:
        """Begin to label those of the images that still wait; return whether it began.

        Parameters
        ----------
        labels : sequence of (ImageId, ClassId)
            Each image once.
        """
        if self._session.read_only or self.busy:
            return False
        self._labels, self._done = labels, 0
        return self._series.start(self._steps(labels, self._clock()))

    def cancel(self) -> None:
        """Stop; what is labelled stays, and can be undone in one step."""
        self._series.cancel()

    def stop(self) -> None:
        """Label nothing more, and say nothing; the session closes."""
        self._series.stop()

    def _steps(self, labels: Sequence[tuple[ImageId, ClassId]], at: float) -> Iterator[int]:
        """Label one part after the other, and yield how many images are dealt with."""
        state = self._session.state
        for start in range(0, len(labels), IMAGES_PER_DECISION):
            part = labels[start : start + IMAGES_PER_DECISION]
            still = [
                (image_id, class_id)
                for image_id, class_id in part
                if self._session.navigator.waits(image_id) and state.has_class(class_id)
            ]
            if still and not self._decide(still, at):
                return
            yield start + len(part)

    def _decide(self, labels: Sequence[tuple[ImageId, ClassId]], at: float) -> bool:
        # What was suggested is what is given; how near it was would take far longer to ask.
        encoder_id = self._session.engine.learner.encoder_id if self._session.engine.learner else ""
        records = {
            image_id: SuggestionRecord(class_id, False, None, None, encoder_id)
            for image_id, class_id in labels
        }
        decision = self._session.keeper.decide(
            lambda: self._session.state.plan_labels(
                labels,
                at=at,
                by=DecidedBy.MACHINE,
                kind=DecisionKind.AUTOMATIC,
                suggestions=records,
            ),
            holding=True,
        )
        if decision is None:
            return False
        self._done += len(labels)
        return True

    def _on_stepped(self, place: int) -> None:
        words = Saying("Labelling the rest")
        self.progressed.emit(Progress(place, len(self._labels), words))

    def _on_ended(self) -> None:
        self._session.navigator.leave_decided()
        self.ended.emit(self._done, len(self._labels))
