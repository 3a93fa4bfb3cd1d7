"""Keep a job from running ahead of whoever takes what it yields."""

from __future__ import annotations

import threading

from iaia_desktop.core.cancel import CancelToken

_LOOK_EVERY_S = 0.05


class HandOver:
    """Let a job go on only when what it handed over was taken. Safe from any thread.

    A job that finds things faster than the window can take them in would fill the window's line of
    events, and keys and pictures would wait at the end of it.

    Parameters
    ----------
    ahead : int
        So many pieces may be under way.
    """

    def __init__(self, ahead: int = 1) -> None:
        self._free = threading.Semaphore(ahead)

    def wait(self, cancel: CancelToken) -> None:
        """Wait until the next piece may be handed over; called by the job.

        Raises
        ------
        CancelledError
            When the token is set.
        """
        cancel.raise_if_cancelled()
        while not self._free.acquire(timeout=_LOOK_EVERY_S):
            cancel.raise_if_cancelled()

    def taken(self) -> None:
        """Say that a piece was taken; called by whoever takes them."""
        self._free.release()
