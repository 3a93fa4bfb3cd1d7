"""How long work still takes, in words, by the pace it had so far."""

from __future__ import annotations

import time
from collections.abc import Callable

from iaia_desktop.core.saying import Saying

_TELL_AFTER_S = 3.0
_MINUTE_S = 60
_HOUR_S = 3_600


class TimeLeft:
    """Estimate the rest of some work.

    Parameters
    ----------
    clock : callable, optional
        Returns seconds; never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began_at: float | None = None
        self._began_with = 0

    def words(self, done: int, total: int) -> str:
        """Return how long it still takes.

        Parameters
        ----------
        done, total : int
            In one unit; the total may change on the way.

        Returns
        -------
        str
            "about 12 minutes left", as a ``Saying``; "" while nobody can tell.
        """
        now = self._clock()
        if self._began_at is None:
            self._began_at, self._began_with = now, done
        elapsed, made = now - self._began_at, done - self._began_with
        if elapsed < _TELL_AFTER_S or made <= 0 or done >= total:
            return ""
        return _left((total - done) * elapsed / made)


def _left(seconds: float) -> Saying:
    if seconds < _MINUTE_S:
        return Saying("about {n:,} seconds left", n=max(5, 5 * round(seconds / 5)))
    if seconds < 2 * _HOUR_S:
        minutes = round(seconds / _MINUTE_S)
        return Saying.counted(minutes, "about 1 minute left", "about {n:,} minutes left")
    return Saying("about {n:,} hours left", n=round(seconds / _HOUR_S))
