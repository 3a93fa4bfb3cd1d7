"""Files that hold other bytes than when they were labelled: say so, and lead there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ImageId, ImageState
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.learning_feed import LearningFeed
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind

_LOOK = (NoticeAction(Saying("Look at it"), "show_replaced"),)
_LOOK_AT_ALL = (NoticeAction(Saying("Look at the next"), "show_replaced"),)


class ReplacedFiles(QObject):
    """Keep what a person should look at again. Lives on the GUI thread.

    The label stays with its image, as it is a decision; but it was made about another picture.

    Parameters
    ----------
    session : AnnotationSession
        Whose labels are concerned.
    learning : LearningFeed
        Says which files were replaced.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self, session: AnnotationSession, learning: LearningFeed, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._found: list[ImageId] = []
        learning.replaced.connect(self._on_replaced)

    @property
    def found(self) -> tuple[ImageId, ...]:
        """Labelled images with other content, that were not looked at since."""
        return tuple(self._found)

    def show_next(self) -> None:
        """Go to the next of them."""
        if self._found:
            self._session.navigator.go_to(self._found.pop(0))
            self._say()

    def _on_replaced(self, image_ids: Sequence[ImageId]) -> None:
        state = self._session.state
        new = [
            image_id
            for image_id in image_ids
            if state.verdict(image_id).state is ImageState.LABELLED and image_id not in self._found
        ]
        if new:
            self._found.extend(new)
            self._say()

    def _say(self) -> None:
        if not self._found:
            return
        state = self._session.state
        first = state.path(self._found[0])
        class_id = state.verdict(self._found[0]).class_id
        if len(self._found) > 1:
            text = Saying(
                "{n:,} labelled images have other files now, “{first}” the first of them. "
                "The label stays; see whether it still holds.",
                n=len(self._found),
                first=first,
            )
        elif class_id is None:
            text = Saying(
                "“{first}” was labelled, and its file is another one now. "
                "The label stays; see whether it still holds.",
                first=first,
            )
        else:
            text = Saying(
                "“{first}” was labelled as “{name}”, and its file is another one now. "
                "The label stays; see whether it still holds.",
                first=first,
                name=state.class_of(class_id).name,
            )
        ways = _LOOK if len(self._found) == 1 else _LOOK_AT_ALL
        self.noticed.emit(Notice(NoticeKind.WARNING, text, "replaced", ways))
