"""Decide about several images that the person chose, in one step for undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ClassId, Decision, FileStatus, ImageId, ImageState
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.notices import Notice, NoticeKind


class ChosenImages(QObject):
    """Label, skip or clear several images at once. Lives on the GUI thread.

    Images that have the label already are left as they are; files that cannot be read get none.

    Parameters
    ----------
    session : AnnotationSession
        Decides.
    clock : callable
        Returns seconds since the epoch, UTC.
    class_keys : callable
        Returns the characters that may become class keys, in order.
    """

    done = Signal(object)
    """What was done, in a sentence; a ``Saying``."""

    noticed = Signal(object)
    """Notice for the message area: why nothing was done."""

    def __init__(
        self,
        session: AnnotationSession,
        *,
        clock: Callable[[], float],
        class_keys: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = clock
        self._class_keys = class_keys

    def label(self, image_ids: Sequence[ImageId], class_id: ClassId) -> bool:
        """Give images a class that exists; return whether that stands."""
        state = self._session.state
        chosen = [
            image_id
            for image_id in self._readable(image_ids)
            if state.verdict(image_id).class_id != class_id
        ]
        name = state.class_of(class_id).name
        return self._decide(
            chosen,
            lambda: state.plan_label(chosen, class_id, at=self._clock()),
            _labelled(len(chosen), name),
        )

    def label_new(self, image_ids: Sequence[ImageId], name: str) -> bool:
        """Found a class with images; an existing name is that class."""
        state = self._session.state
        existing = state.class_named(name)
        if existing is not None:
            return self.label(image_ids, existing.class_id)
        chosen = self._readable(image_ids)
        return self._decide(
            chosen,
            lambda: state.plan_new_class(chosen, name, at=self._clock(), keys=self._class_keys()),
            _labelled(len(chosen), name),
        )

    def set_state(self, image_ids: Sequence[ImageId], wanted: ImageState) -> bool:
        """Skip, discard, or clear images."""
        state = self._session.state
        chosen = [each for each in image_ids if state.verdict(each).state is not wanted]
        return self._decide(
            chosen,
            lambda: state.plan_state(chosen, wanted, at=self._clock()),
            _set_to(wanted, len(chosen)),
        )

    def _readable(self, image_ids: Sequence[ImageId]) -> list[ImageId]:
        bad = (FileStatus.FAILED, FileStatus.MISSING)
        return [i for i in image_ids if self._session.state.file(i).status not in bad]

    def _decide(
        self, chosen: Sequence[ImageId], plan: Callable[[], Decision], what: Saying
    ) -> bool:
        if self._session.read_only:
            text = Saying("This window only shows the session; nothing you press here is kept.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "read-only-press"))
            return False
        if not chosen:
            text = Saying("Nothing to change: the images are so already, or cannot be read.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "chosen-images"))
            return False
        undecided = ImageState.UNLABELLED
        decided = sum(self._session.state.verdict(i).state is not undecided for i in chosen)
        if not self._session.decide(plan):
            return False
        text = Saying("{what}; undo takes it back", what=what)
        if decided:
            text = Saying(
                "{what} ({decided:,} decided otherwise before); undo takes it back",
                what=what,
                decided=decided,
            )
        self.done.emit(text)
        return True


def _labelled(count: int, name: str) -> Saying:
    return Saying.counted(
        count, "1 image labelled {name}", "{n:,} images labelled {name}", name=name
    )


def _set_to(state: ImageState, count: int) -> Saying:
    if state is ImageState.SKIPPED:
        return Saying.counted(count, "1 image skipped", "{n:,} images skipped")
    if state is ImageState.DISCARDED:
        return Saying.counted(count, "1 image discarded", "{n:,} images discarded")
    return Saying.counted(
        count, "1 image made undecided again", "{n:,} images made undecided again"
    )
