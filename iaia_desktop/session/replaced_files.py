"""Files that hold other bytes than when they were labelled: say so, and lead there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.types import ImageId, ImageState
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.learning_feed import LearningFeed
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind, counted

_LOOK = (NoticeAction("Look at it", "show_replaced"),)
_LOOK_AT_ALL = (NoticeAction("Look at the next", "show_replaced"),)


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
        label = f" as “{state.class_of(class_id).name}”" if class_id is not None else ""
        if len(self._found) == 1:
            text = f"“{first}” was labelled{label}, and its file is another one now."
        else:
            text = (
                f"{counted(len(self._found), 'labelled image')} have other files now, "
                f"“{first}” the first of them."
            )
        text += " The label stays; see whether it still holds."
        ways = _LOOK if len(self._found) == 1 else _LOOK_AT_ALL
        self.noticed.emit(Notice(NoticeKind.WARNING, text, "replaced", ways))
