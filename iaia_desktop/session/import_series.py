"""Take imported labels over, in parts between which the window lives on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageId, ImageState
from iaia_desktop.jobs.import_labels import MatchedLabels
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.decision_series import IMAGES_PER_DECISION, DecisionSeries

_GROUPED_AT_ONCE = 5_000
"""Labels that are sorted by content between two looks at the keyboard: some 10 ms."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What became of imported labels.

    Attributes
    ----------
    taken : int
        Labels that were taken over.
    kept : int
        Images that kept the decision made before.
    complete : bool
        Whether all came to their end; else the rest was given up.
    """

    taken: int
    kept: int
    complete: bool


class ImportSeries(QObject):
    """Write imported labels one part after the other. Lives on the GUI thread.

    One undo takes all of them back, see :class:`DecisionSeries`.

    Parameters
    ----------
    session : AnnotationSession
        Decides.
    found : MatchedLabels
        The labels.
    replace_labels : bool
        Whether decisions there already give way.
    clock : callable
        Returns seconds since the epoch, UTC.
    """

    progressed = Signal(object)
    """Progress, in images."""

    ended = Signal(object)
    """TakenOver."""

    def __init__(
        self,
        session: AnnotationSession,
        found: MatchedLabels,
        *,
        replace_labels: bool,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._found = found
        self._replace_labels = replace_labels
        self._at = clock()
        self._taken = self._kept = 0
        self._complete = False
        self._series = DecisionSeries(session.keeper, self)
        self._series.stepped.connect(self._on_stepped)
        self._series.ended.connect(self._on_ended)

    def start(self) -> bool:
        """Begin; return whether that is possible now."""
        return self._series.start(self._steps())

    def cancel(self) -> None:
        """Stop; what is taken over stays, and one undo takes it back."""
        self._series.cancel()

    def stop(self) -> None:
        """Take nothing more over, and say nothing; the session closes."""
        self._series.stop()

    def _steps(self) -> Iterator[int]:
        place = 0
        examples = self._found.examples
        for part in self._parts():
            if part is None:
                yield place
                continue
            place += len(part)
            wanted = [label for label in part if self._gives_way(label[0])]
            if wanted or examples:
                # Examples come with the first decision, which founds their classes.
                if not self._session.import_labels(wanted, examples, at=self._at, holding=True):
                    return
                examples = ()
            self._taken += len(wanted)
            self._kept += len(part) - len(wanted)
            yield place
        self._complete = True

    def _gives_way(self, image_id: ImageId) -> bool:
        verdict = self._session.state.verdict(image_id)
        return self._replace_labels or verdict.state is ImageState.UNLABELLED

    def _parts(self) -> Iterator[Sequence[tuple[ImageId, str]] | None]:
        """Yield the labels in parts, those of one content never in two, and None for a breath.

        A label goes to identical copies too, unless the same decision says otherwise about them.
        """
        by_content: dict[object, list[tuple[ImageId, str]]] = {}
        for number, (image_id, name) in enumerate(self._found.labels, start=1):
            content = self._session.state.content_hash(image_id)
            by_content.setdefault(content or image_id, []).append((image_id, name))
            if not number % _GROUPED_AT_ONCE:
                yield None
        part: list[tuple[ImageId, str]] = []
        for labels in by_content.values():
            part.extend(labels)
            if len(part) >= IMAGES_PER_DECISION:
                yield part
                part = []
        if part or not self._found.labels:
            yield part

    def _on_stepped(self, place: int) -> None:
        total = len(self._found.labels)
        self.progressed.emit(Progress(place, total, Saying("Taking the labels over")))

    def _on_ended(self) -> None:
        self.ended.emit(TakenOver(self._taken, self._kept, self._complete))
