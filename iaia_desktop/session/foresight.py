"""Say which image comes next before the decision that brings it is on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.types import ImageId
from iaia_desktop.session.keeper import DecisionKeeper
from iaia_desktop.session.navigator import Navigator


class Foresight(QObject):
    """Let the next picture be painted before a decision is committed. Lives on the GUI thread.

    A commit waits for the disk, and a person need not: whoever can show the image that is foreseen
    does so at once. Nothing else runs ahead. What is on screen by name (``navigator.current``), the
    state and the history change when the decision is safe, within the same event, so that no key
    press falls between.

    Parameters
    ----------
    keeper : DecisionKeeper
        Says what it is about to commit.
    navigator : Navigator
        Knows which image came.
    """

    foreseen = Signal(int)
    """This image comes on screen next, if the decision that is being taken stands."""

    stayed = Signal()
    """It does not: the image that was on screen stays there."""

    def __init__(
        self, keeper: DecisionKeeper, navigator: Navigator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self._image_id: ImageId | None = None
        keeper.foreseen.connect(self._on_foreseen)

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """Take a decision and go on within; whatever goes wrong there, nobody is left ahead."""
        self._take()
        try:
            yield
        finally:
            foreseen = self._take()
            if foreseen is not None and foreseen != self._navigator.current:
                self.stayed.emit()

    def _take(self) -> ImageId | None:
        foreseen, self._image_id = self._image_id, None
        return foreseen

    def _on_foreseen(self, image_id: int) -> None:
        self._image_id = ImageId(image_id)
        self.foreseen.emit(image_id)
