"""What still has to be embedded, with the image on screen first; shared between two threads."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from iaia_desktop.core.types import FileInfo, ImageId


@dataclass(frozen=True, slots=True)
class EmbedItem:
    """An image to embed.

    Attributes
    ----------
    image_id : ImageId
        The image.
    path : str
        Relative to the session's folder.
    known : FileInfo or None
        What an earlier reading told; with an equal size and time its hash is trusted.
    looked_up : bool
        Whether it was looked for among the embeddings at hand already, in vain.
    """

    image_id: ImageId
    path: str
    known: FileInfo | None = None
    looked_up: bool = False


class EmbedQueue:
    """A line of images, in which the one on screen may jump ahead.

    Safe from any thread: the window adds and hurries, the embedding job takes.
    """

    def __init__(self) -> None:
        self._line: deque[EmbedItem] = deque()
        self._waiting: dict[ImageId, EmbedItem] = {}
        self._hurried: tuple[ImageId, ...] = ()
        self._closed = False
        self._paused = False
        self._news = 0
        self._condition = threading.Condition()

    def add(self, items: Iterable[EmbedItem]) -> None:
        """Put images at the end of the line; one that waits already stays where it is."""
        with self._condition:
            for item in items:
                if item.image_id not in self._waiting:
                    self._waiting[item.image_id] = item
                    self._line.append(item)
            self._tell()

    def put_back(self, items: Sequence[EmbedItem]) -> None:
        """Put images that were taken back to the front of the line, in their order."""
        with self._condition:
            for item in reversed(items):
                if item.image_id not in self._waiting:
                    self._waiting[item.image_id] = item
                    self._line.appendleft(item)
            self._tell()

    def hurry(self, image_ids: Iterable[ImageId]) -> None:
        """Have these images done before all others, the first one foremost.

        The wish holds until the next one, also for images that are put in line, or back, later.
        """
        with self._condition:
            self._hurried = tuple(image_ids)
            self._tell()

    @property
    def hurried(self) -> tuple[ImageId, ...]:
        """The images wished for last, whether they wait here, are taken, or are done."""
        with self._condition:
            return self._hurried

    def set_paused(self, paused: bool) -> None:
        """Hold the line back, or let it go on; hurried images pass all the same."""
        with self._condition:
            self._paused = paused
            self._tell()

    @property
    def paused(self) -> bool:
        """Whether the line is held back."""
        with self._condition:
            return self._paused

    def close(self) -> None:
        """Say that nothing more will be added."""
        with self._condition:
            self._closed = True
            self._tell()

    def __len__(self) -> int:
        with self._condition:
            return len(self._waiting)

    @property
    def has_urgent(self) -> bool:
        """Whether a hurried image waits."""
        with self._condition:
            return self._has_urgent()

    def take_urgent(self) -> list[EmbedItem]:
        """Take the hurried images that wait (at most a handful)."""
        with self._condition:
            wanted = [image_id for image_id in self._hurried if image_id in self._waiting]
            return [self._waiting.pop(image_id) for image_id in dict.fromkeys(wanted)]

    def take(self, count: int) -> list[EmbedItem]:
        """Take up to ``count`` images from the front of the line, without waiting."""
        with self._condition:
            taken: list[EmbedItem] = []
            while not self._paused and self._line and len(taken) < count:
                item = self._line.popleft()
                if self._waiting.get(item.image_id) is item:
                    del self._waiting[item.image_id]
                    taken.append(item)
            return taken

    @property
    def news(self) -> int:
        """A number that grows with every change and every call of ``wake``."""
        with self._condition:
            return self._news

    def wait_for_news(self, known: int, timeout_s: float) -> None:
        """Wait until ``news`` is another number than the one known."""
        with self._condition:
            self._condition.wait_for(lambda: self._news != known, timeout_s)

    def wake(self) -> None:
        """Have whoever waits for news look again."""
        with self._condition:
            self._tell()

    @property
    def is_done(self) -> bool:
        """Whether nothing can be taken, and never will be."""
        with self._condition:
            return self._closed and not self._can_take()

    def wait(self, timeout_s: float) -> bool:
        """Wait until something can be taken; return False when that will never be."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._can_take(), timeout_s)
            return not self._closed or self._can_take()

    def _tell(self) -> None:
        self._news += 1
        self._condition.notify_all()

    def _has_urgent(self) -> bool:
        return any(image_id in self._waiting for image_id in self._hurried)

    def _can_take(self) -> bool:
        return self._has_urgent() or (bool(self._waiting) and not self._paused)
