"""Measure for how long the GUI thread leaves its event loop alone."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from sys import _current_frames

from PySide6.QtCore import QObject, QTimer

_TICK_MS = 2
_SAMPLE_S = 0.01


@dataclass(slots=True)
class Block:
    """A stretch in which the event loop did not turn.

    Attributes
    ----------
    seconds : float
        How long.
    cpu_seconds : float
        For how long the GUI thread itself computed in it; the rest it waited: for the disk, for
        another thread, or for a core.
    during : str
        What the script was doing, as it named it.
    stacks : list of str
        Where the GUI thread was, seen from another thread every 10 ms after the first 40 ms.
    """

    seconds: float
    cpu_seconds: float
    during: str
    stacks: list[str] = field(default_factory=list)


class Watchdog(QObject):
    """Note every stretch between two ticks of a timer of 2 ms on the GUI thread.

    A tick that comes late by t means that an event waited up to t. To say why, a thread of its own
    looks at the GUI thread's stack while it is late.

    Parameters
    ----------
    during : callable
        Returns what is being done just now.
    report_s : float
        Stretches from this length on are kept as blocks.
    """

    def __init__(self, during: Callable[[], str], report_s: float = 0.05) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.latencies: list[float] = []
        self._during = during
        self._report_s = report_s
        self._gui_thread = threading.get_ident()
        self._last = time.perf_counter()
        self._last_cpu = time.thread_time()
        self._stacks: list[str] = []
        self._stopped = threading.Event()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._thread = threading.Thread(target=self._look, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._last = time.perf_counter()
        self._last_cpu = time.thread_time()
        self._timer.start()
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()
        self._stopped.set()
        self._thread.join()

    @property
    def longest(self) -> float:
        """The longest stretch so far, in s."""
        return max(self.latencies, default=0.0)

    def _tick(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        late = now - self._last - _TICK_MS / 1000
        computed = cpu - self._last_cpu
        self._last, self._last_cpu = now, cpu
        self.latencies.append(max(0.0, late))
        stacks, self._stacks = self._stacks, []
        if late >= self._report_s:
            self.blocks.append(Block(late, computed, self._during(), stacks))

    def _look(self) -> None:
        while not self._stopped.wait(_SAMPLE_S):
            if time.perf_counter() - self._last > 0.04:
                frame = _current_frames().get(self._gui_thread)
                if frame is not None:
                    lines = traceback.format_stack(frame, limit=None)[-6:]
                    self._stacks.append("".join(lines))
