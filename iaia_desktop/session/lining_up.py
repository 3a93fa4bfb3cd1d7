"""Put the images of a session in line for the encoder, a slice at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.id_set import IdSet
from iaia_desktop.core.types import ImageId
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.session.encoder_feed import EncoderFeed

_SLICE_S = 0.008
_AT_ONCE = 64
"""Images between two looks at the clock."""

_MOST_IN_LINE = 4_000
"""Items are made when they are wanted: a hundred thousand of them would take 50 MB, and the
collector of garbage a quarter of a second to look through."""


class LiningUp(QObject):
    """Walk through a session's images between two events of the window. GUI thread.

    A hundred thousand images take half a second in all, which nobody may have to wait for.

    Parameters
    ----------
    encoders : EncoderFeed
        Whose line it is.
    items : callable
        Makes the items of some images.
    is_labelled : callable
        Tells whether an image is labelled now.
    """

    labelled_found = Signal(object)
    """Set of ImageId: every image that is labelled now is in line, or done."""

    def __init__(
        self,
        encoders: EncoderFeed,
        items: Callable[[Iterable[ImageId]], list[EmbedItem]],
        is_labelled: Callable[[ImageId], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._encoders = encoders
        self._items = items
        self._is_labelled = is_labelled
        self._walk: Iterator[None] | None = None
        self._before = IdSet()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether images are still to be put in line."""
        return self._walk is not None

    def start(self, image_ids: Sequence[ImageId]) -> None:
        """Put these in line, labelled ones first: they bring the prototypes back.

        Few are in line when this returns; others follow.
        """
        self._before = IdSet()
        self._walk = self._slices(image_ids)
        self._go_on()

    def put_before(self, image_ids: Iterable[ImageId]) -> None:
        """Put images in line now that would come later."""
        if self._walk is None:
            return
        new = [image_id for image_id in image_ids if image_id not in self._before]
        self._before.update(new)
        self._encoders.add(self._items(new))

    def fill_up(self) -> None:
        """Go on if the line has become short; call when embeddings have come."""
        if self._walk is not None and not self._timer.isActive():
            self._go_on()

    def stop(self) -> None:
        """Leave the rest out."""
        self._walk = None
        self._timer.stop()

    def _go_on(self) -> None:
        if self._encoders.encoder is None:
            # Stopped, or on the way to another encoder, for which all begins anew.
            self._walk = None
            return
        until = time.monotonic() + _SLICE_S
        while self._walk is not None:
            if self._encoders.in_line >= _MOST_IN_LINE:
                return
            if next(self._walk, _END) is _END:
                self._walk = None
            if time.monotonic() >= until:
                break
        if self._walk is not None:
            self._timer.start()

    def _slices(self, image_ids: Sequence[ImageId]) -> Iterator[None]:
        labelled: set[ImageId] = set()
        left = len(image_ids)
        self._encoders.announce(left)
        for part in _parts(image_ids):
            found = [image_id for image_id in part if self._is_labelled(image_id)]
            labelled.update(found)
            left -= len(found)
            self._add(found, left)
            yield
        self.labelled_found.emit(labelled)
        for part in _parts(image_ids):
            # What was labelled meanwhile belongs here still.
            rest = [image_id for image_id in part if image_id not in labelled]
            left -= len(rest)
            self._add(rest, left)
            yield

    def _add(self, image_ids: Sequence[ImageId], left: int) -> None:
        new = [image_id for image_id in image_ids if image_id not in self._before]
        self._before.update(new)
        self._encoders.add(self._items(new))
        self._encoders.announce(left)


_END = object()


def _parts(image_ids: Sequence[ImageId]) -> Iterator[Sequence[ImageId]]:
    for start in range(0, len(image_ids), _AT_ONCE):
        yield image_ids[start : start + _AT_ONCE]
