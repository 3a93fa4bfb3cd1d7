"""Which image is on screen, and which one comes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.ordering import ImageOrder
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import FileStatus, ImageId, ImageState


class Navigator(QObject):
    """Hold the place in the order of the images. Lives on the GUI thread.

    Parameters
    ----------
    state : AnnotationState
        Looked at, never changed.
    order : ImageOrder
        The images in the order in which they are shown.
    stopped_at : ImageId or None
        Where the person stopped the last time.
    """

    current_changed = Signal(int)
    """The image on screen is another one."""

    went_on = Signal()
    """The next image is on screen because the one before was answered."""

    all_decided = Signal()
    """Someone wants to go on, but no image waits."""

    def __init__(
        self,
        state: AnnotationState,
        order: ImageOrder,
        stopped_at: ImageId | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._stopped_at = stopped_at
        self._current: ImageId | None = None
        self._asked_next: tuple[ImageId, ...] = ()
        self.order = order

    @property
    def current(self) -> ImageId | None:
        """The image on screen, or None while there is none."""
        return self._current

    def start(self) -> None:
        """Show the image where the person stopped, or the first one that waits."""
        if self._stopped_at is not None and self._stopped_at < len(self._state):
            self.go_to(self._stopped_at)
        elif len(self.order):
            first = self.order.ids[0]
            waiting = first if self.waits(first) else self.order.next_where(first, self.waits)
            self.go_to(first if waiting is None else waiting)

    def go_to(self, image_id: ImageId) -> None:
        """Show an image."""
        if image_id != self._current:
            self._current = image_id
            self.current_changed.emit(image_id)

    def go_on(self, image_id: ImageId) -> None:
        """Show the image that comes after one that was answered."""
        self.go_to(image_id)
        self.went_on.emit()

    def go_by(self, step: int) -> None:
        """Go forward or back without labelling; stays at the ends."""
        if self._current is not None:
            neighbour = self.order.neighbour(self._current, step)
            if neighbour is not None:
                self.go_to(neighbour)

    def go_to_place(self, place: int) -> None:
        """Go to a place in the order; negative ones count from the end."""
        image_id = self.order.at(place if place >= 0 else len(self.order) + place)
        if image_id is not None:
            self.go_to(image_id)

    def go_to_unlabelled(self) -> None:
        """Go to the next image that waits for a decision, then to skipped ones."""
        if self._current is None:
            return
        target = self.order.next_where(self._current, self.waits)
        if target is None:
            target = self.order.next_where(self._current, self._is_skipped)
        if target is not None:
            self.go_to(target)
        elif not self.waits(self._current):
            self.all_decided.emit()

    def leave_decided(self) -> None:
        """Go to the next image that waits, if there is one and the one on screen does not."""
        if self._current is not None and not self.waits(self._current):
            target = self.order.next_where(self._current, self.waits)
            if target is not None:
                self.go_to(target)

    def go_to_state(self, state: ImageState) -> bool:
        """Go to the next image in this state; return whether there is another one."""
        if self._current is None:
            return False
        target = self.order.next_where(
            self._current, lambda image_id: self._state.verdict(image_id).state is state
        )
        if target is not None:
            self.go_to(target)
        return target is not None

    def ask_next(self, image_ids: Sequence[ImageId]) -> None:
        """Let these images come after the next decisions, before the others; none by default."""
        self._asked_next = tuple(image_ids)

    def following(self, *, was_decided: bool) -> ImageId | None:
        """Return the image that comes after a decision about the one on screen, or None.

        In sequence while the person goes over decided images, else the next one that waits: first
        those that :meth:`ask_next` named.
        """
        if self._current is None:
            return None
        if was_decided:
            return self.order.neighbour(self._current, 1)
        for image_id in self._asked_next:
            if image_id != self._current and self.waits(image_id):
                return image_id
        return self.order.next_where(self._current, self.waits)

    def waits(self, image_id: ImageId) -> bool:
        """Return whether an image can be looked at and has no decision."""
        return self._state.verdict(image_id).state is ImageState.UNLABELLED and self._state.file(
            image_id
        ).status not in {FileStatus.FAILED, FileStatus.MISSING}

    def _is_skipped(self, image_id: ImageId) -> bool:
        return self._state.verdict(image_id).state is ImageState.SKIPPED
