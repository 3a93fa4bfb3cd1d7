"""One batch at a time through a network, and long ones let short ones pass on the way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock whose patient holders step aside for the impatient when they get to a good place.

    The image on screen must not wait until a long batch of other images is through. Safe from any
    thread.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._taken = False
        self._impatient = 0
        self._stepped_aside = 0

    @contextmanager
    def turn(self, *, patient: bool = False) -> Iterator[None]:
        """Wait for the turn, and have it within the block; not to be nested.

        Parameters
        ----------
        patient : bool
            Whether to let everybody pass who is not, before the turn and, by ``step_aside``, in it.
        """
        with self._condition:
            if patient:
                # Whoever stepped aside began before.
                self._condition.wait_for(lambda: self._is_free() and not self._stepped_aside)
            else:
                self._impatient += 1
                try:
                    self._condition.wait_for(lambda: not self._taken)
                finally:
                    self._impatient -= 1
            self._taken = True
        try:
            yield
        finally:
            self._give_up()

    def step_aside(self) -> bool:
        """Let the impatient who wait have their turns; call with a patient turn.

        Returns
        -------
        bool
            Whether anybody passed.
        """
        with self._condition:
            if not self._impatient:
                return False
            self._taken = False
            self._stepped_aside += 1
            self._condition.notify_all()
            self._condition.wait_for(self._is_free)
            self._stepped_aside -= 1
            self._taken = True
            return True

    def _is_free(self) -> bool:
        return not self._taken and not self._impatient

    def _give_up(self) -> None:
        with self._condition:
            self._taken = False
            self._condition.notify_all()
