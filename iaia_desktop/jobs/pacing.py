"""Let a job run no further ahead of whoever takes its results than a few of them."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import TypeVar

from iaia_desktop.core.cancel import CancelToken

_Event = TypeVar("_Event")
_LOOK_AGAIN_S = 0.1


class Pace:
    """Count what was handed over and is not taken yet. Safe from any thread.

    Parameters
    ----------
    most : int
        How many results may wait to be taken.
    """

    def __init__(self, most: int) -> None:
        self._free = threading.Semaphore(most)

    def taken(self) -> None:
        """Say that one more result is done with."""
        self._free.release()

    def keep(self, events: Generator[_Event, None, None], cancel: CancelToken) -> Iterator[_Event]:
        """Hand events on, each when there is room for it.

        Raises
        ------
        CancelledError
            When the token is set while it waits.
        """
        with closing(events):
            for event in events:
                while not self._free.acquire(timeout=_LOOK_AGAIN_S):
                    cancel.raise_if_cancelled()
                yield event
