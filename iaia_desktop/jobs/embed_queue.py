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
    """

    image_id: ImageId
    path: str
    known: FileInfo | None = None


class EmbedQueue:
    """A line of images, in which the one on screen may jump ahead.

    Safe from any thread: the window adds and hurries, the embedding job takes.
    """

    def __init__(self) -> None:
        self._line: deque[EmbedItem] = deque()
        self._urgent: deque[EmbedItem] = deque()
        self._waiting: dict[ImageId, EmbedItem] = {}
        self._closed = False
        self._paused = False
        self._condition = threading.Condition()

    def add(self, items: Iterable[EmbedItem]) -> None:
        """Put images at the end of the line; one that waits already stays where it is."""
        with self._condition:
            for item in items:
                if item.image_id not in self._waiting:
                    self._waiting[item.image_id] = item
                    self._line.append(item)
            self._condition.notify_all()

    def put_back(self, items: Sequence[EmbedItem]) -> None:
        """Put images that were taken back to the front of the line, in their order."""
        with self._condition:
            for item in reversed(items):
                if item.image_id not in self._waiting:
                    self._waiting[item.image_id] = item
                    self._line.appendleft(item)
            self._condition.notify_all()

    def hurry(self, image_ids: Iterable[ImageId]) -> None:
        """Bring these waiting images to the front, the first one foremost."""
        with self._condition:
            wanted = [self._waiting[i] for i in image_ids if i in self._waiting]
            self._urgent = deque(wanted)
            self._condition.notify_all()

    def set_paused(self, paused: bool) -> None:
        """Hold the line back, or let it go on; hurried images pass all the same."""
        with self._condition:
            self._paused = paused
            self._condition.notify_all()

    @property
    def paused(self) -> bool:
        """Whether the line is held back."""
        with self._condition:
            return self._paused

    def close(self) -> None:
        """Say that nothing more will be added."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def __len__(self) -> int:
        with self._condition:
            return len(self._waiting)

    @property
    def has_urgent(self) -> bool:
        """Whether an image on screen waits."""
        with self._condition:
            return any(item.image_id in self._waiting for item in self._urgent)

    def take_urgent(self) -> list[EmbedItem]:
        """Take the hurried images that still wait (at most a handful)."""
        with self._condition:
            taken = []
            while self._urgent:
                item = self._urgent.popleft()
                if self._waiting.pop(item.image_id, None) is not None:
                    taken.append(item)
            return taken

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

    def wait(self, timeout_s: float) -> bool:
        """Wait until something can be taken; return False when closed and empty."""
        with self._condition:
            if not self._closed and (self._paused or not self._waiting):
                self._condition.wait(timeout_s)
            return not self._closed or (bool(self._waiting) and not self._paused)
