"""A cancel token: set by one thread, looked at by another."""

from __future__ import annotations

import threading

from iaia_desktop.core.errors import CancelledError


class CancelToken:
    """Carry a wish to stop from the thread that asks to the thread that works.

    Jobs look at it between batches, so that work stops within 200 ms. Safe from any thread.
    """

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._event.set()

    def raise_if_cancelled(self) -> None:
        """Raise when somebody asked to stop.

        Raises
        ------
        CancelledError
            When the token is set.
        """
        if self._event.is_set():
            raise CancelledError

    def wait(self, timeout_s: float) -> bool:
        """Sleep for at most ``timeout_s`` seconds; return at once, and True, when cancelled."""
        return self._event.wait(timeout_s)
