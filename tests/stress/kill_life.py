"""One life of a driver: start it, listen, kill it at the moment that was drawn."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from iaia_desktop.core.types import Decision
from tests.stress.kill_driver import Part, live

_PATIENCE_S = 240


@dataclass
class Life:
    """What a driver told before it died.

    Attributes
    ----------
    told : list of tuple
        Everything, in order.
    code : int
        How the process ended; negative for a signal.
    """

    told: list[tuple[Any, ...]] = field(default_factory=list)
    code: int | None = None

    def words(self, word: str) -> list[tuple[Any, ...]]:
        """Return what was told with a word, without it."""
        return [each[1:] for each in self.told if each[0] == word]

    @property
    def asked(self) -> list[Decision]:
        """What was about to be committed."""
        return [each[0] for each in self.words("asked")]

    @property
    def done(self) -> list[Decision]:
        """What was acknowledged."""
        return [each[0] for each in self.words("done")]


class Drivers:
    """Start drivers, each in a process of its own.

    On Linux they are forked from a process that has imported everything, within milliseconds.
    """

    def __init__(self) -> None:
        if sys.platform == "linux":
            self._context: Any = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload(["pytest", live.__module__])
        else:
            self._context = multiprocessing.get_context("spawn")

    def live(self, part: Part, is_time: Callable[[Life], bool] | None, within_s: float) -> Life:
        """Let a driver live until it is time, and a moment longer; then kill it.

        Parameters
        ----------
        part : Part
            What it does.
        is_time : callable or None
            Asked after each word; None lets the driver come to its own end.
        within_s : float
            How much longer.
        """
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=live, args=(theirs, part), daemon=True)
        process.start()
        theirs.close()
        life = Life()
        try:
            give_up = time.monotonic() + _PATIENCE_S
            while (is_time is None or not is_time(life)) and time.monotonic() < give_up:
                if not _listen(ours, life, give_up):
                    break
            end = time.monotonic() + within_s
            while is_time is not None and time.monotonic() < end and _listen(ours, life, end):
                pass
        finally:
            process.kill() if is_time is not None else process.join(_PATIENCE_S)
            process.join()
            # What was still in the pipe had been acknowledged, too.
            while _listen(ours, life, None):
                pass
            ours.close()
            life.code = process.exitcode
            process.close()
        return life


def _listen(pipe: Connection, life: Life, until: float | None) -> bool:
    """Wait for the next word; return whether more may come."""
    try:
        if until is not None and not pipe.poll(max(0.0, until - time.monotonic())):
            return True
        life.told.append(pipe.recv())
    except (EOFError, OSError):
        return False
    return True
