"""How much memory all decoding may take together, and who waits when it is in use."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final


class Room:
    """A number of bytes that is lent out; who asks first is served first.

    Safe from any thread. Whoever holds some must not ask for more, or two might wait for each
    other.

    Parameters
    ----------
    total_bytes : int
        What may be lent at one time.
    """

    def __init__(self, total_bytes: int) -> None:
        self.total_bytes = total_bytes
        self._free_bytes = total_bytes
        self._line: deque[object] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, need_bytes: int) -> Iterator[None]:
        """Hold so many bytes inside the block, at most all there are; wait until they are free."""
        need = min(need_bytes, self.total_bytes)
        ticket = object()
        with self._changed:
            self._line.append(ticket)
            try:
                # First come, first served: a large one would wait for ever behind small ones.
                self._changed.wait_for(lambda: self._line[0] is ticket and self._free_bytes >= need)
                self._free_bytes -= need
            finally:
                self._line.remove(ticket)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._free_bytes += need
                self._changed.notify_all()


FILES: Final = Room(256 * 2**20)
"""For the bytes of files while they are decoded."""

PIXELS: Final = Room(576 * 2**20)
"""For decoded pixels and what decoders need besides. Always taken after ``FILES``, never before:
those who hold pixels wait for nobody, so all others get their turn."""


@contextmanager
def room_for_file(size_bytes: int) -> Iterator[None]:
    """Hold the memory of a file inside the block; wait until it is free.

    Only one file at a time may be larger than ``FILES``; what is beyond comes out of ``PIXELS``.
    Inside the block pixels may be asked for, once at a time.
    """
    with ExitStack() as held:
        held.enter_context(FILES.taken(size_bytes))
        if size_bytes > FILES.total_bytes:
            held.enter_context(PIXELS.taken(size_bytes - FILES.total_bytes))
        yield
