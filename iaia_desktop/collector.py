"""Let Python's garbage collector work on the GUI thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer

_LOOK_EVERY_MS = 500


def collect_if_due() -> None:
    """Do what Python's collector would do by itself, here and now on the calling thread."""
    numbers, limits = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if numbers[generation] > limits[generation] > 0:
            gc.collect(generation)
            return


class Collector(QObject):
    """Collect garbage where Qt's objects may be destroyed. Lives on the GUI thread.

    Left to itself, the collector runs on whichever thread happens to make an object too many. What
    it finds there may hold objects of Qt (a closed session does: models' indexes, timers, tasks),
    and destroying these on a thread that is not theirs ends the program, now and then, with a
    segmentation fault. So it is switched off, and this timer does its work.

    Parameters
    ----------
    parent : QObject, optional
        Qt's parent.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_wanted = False
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Take over from Python."""
        gc.disable()
        self._timer.start()

    def want_all(self) -> None:
        """Look through everything soon: something large was let go of."""
        self._is_wanted = True

    def stop(self) -> None:
        """Rest. Python's own stays switched off: other threads may still come to their ends."""
        self._timer.stop()

    def settle(self) -> None:
        """Look through everything now, if that is wanted."""
        if self._is_wanted:
            self._is_wanted = False
            gc.collect()

    def _look(self) -> None:
        if self._is_wanted:
            self.settle()
        else:
            collect_if_due()
