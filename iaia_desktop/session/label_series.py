"""Write many labels of the machine, in parts between which the window lives on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    DecisionKind,
    ImageId,
    SuggestionRecord,
)
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.annotation_session import AnnotationSession

IMAGES_PER_PART = 150
"""Images that are labelled between two looks at the keyboard: some 30 ms."""


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
        self._place = self._done = 0
        self._stamp = 0.0
        self._busy = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._label_part)

    @property
    def busy(self) -> bool:
        """Whether labels are being written just now."""
        return self._busy

    def start(self, labels: Sequence[tuple[ImageId, ClassId]]) -> bool:
        """Begin to label those of the images that still wait; return whether it began.

        Parameters
        ----------
        labels : sequence of (ImageId, ClassId)
            Each image once.
        """
        if self._busy or self._session.read_only or not self._session.keeper.hold():
            return False
        self._labels, self._place, self._done = labels, 0, 0
        self._stamp = self._clock()
        self._busy = True
        self._timer.start()
        return True

    def cancel(self) -> None:
        """Stop; what is labelled stays, and can be undone in one step."""
        if self._busy:
            self._end()

    def stop(self) -> None:
        """Label nothing more, and say nothing; the session closes."""
        self._timer.stop()
        self._busy = False

    def _label_part(self) -> None:
        state = self._session.state
        part = self._labels[self._place : self._place + IMAGES_PER_PART]
        self._place += len(part)
        still = [
            (image_id, class_id)
            for image_id, class_id in part
            if self._session.navigator.waits(image_id) and state.has_class(class_id)
        ]
        if still and not self._decide(still):
            self._end()
        elif self._place < len(self._labels):
            self.progressed.emit(Progress(self._place, len(self._labels), "Labelling the rest"))
            self._timer.start()
        else:
            self._end()

    def _decide(self, labels: Sequence[tuple[ImageId, ClassId]]) -> bool:
        # What was suggested is what is given; how near it was would take far longer to ask.
        encoder_id = self._session.engine.learner.encoder_id if self._session.engine.learner else ""
        records = {
            image_id: SuggestionRecord(class_id, False, None, None, encoder_id)
            for image_id, class_id in labels
        }
        decision = self._session.keeper.decide(
            lambda: self._session.state.plan_labels(
                labels,
                at=self._stamp,
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

    def _end(self) -> None:
        self._timer.stop()
        self._busy = False
        self._session.keeper.release()
        self._session.navigator.leave_decided()
        self.ended.emit(self._done, len(self._labels))
