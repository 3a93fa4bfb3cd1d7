"""Take many decisions one after the other, between which the window lives on."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.session.keeper import DecisionKeeper

IMAGES_PER_DECISION = 150
"""Images that are decided between two looks at the keyboard: some 30 ms."""


class DecisionSeries(QObject):
    """Run the steps of a long change, one for each turn of the event loop. GUI thread.

    Each step commits a decision of its own, which is safe on disk before the next one; with one
    time for all they are one step for undo. Other decisions are refused until the end.

    Parameters
    ----------
    keeper : DecisionKeeper
        Held while the series runs.
    """

    stepped = Signal(int)
    """What the last step gave: how far the series is."""

    ended = Signal()
    """No step is left, or the series was cancelled."""

    def __init__(self, keeper: DecisionKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._steps: Iterator[int] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether steps are left."""
        return self._steps is not None

    def start(self, steps: Iterator[int]) -> bool:
        """Begin; return whether that is possible now.

        Parameters
        ----------
        steps : iterator of int
            Each item is asked for in a turn of its own; taking it commits a decision.
        """
        if self.busy or not self._keeper.hold():
            return False
        self._steps = steps
        self._timer.start()
        return True

    def cancel(self) -> None:
        """Take no further step; what is decided stays, and can be undone in one step."""
        if self.busy:
            self._end()

    def stop(self) -> None:
        """Take no further step, and say nothing; the session closes."""
        self._timer.stop()
        self._steps = None

    def _step(self) -> None:
        if self._steps is None:
            return
        place = next(self._steps, None)
        if place is None:
            self._end()
        else:
            self.stepped.emit(place)
            self._timer.start()

    def _end(self) -> None:
        self.stop()
        self._keeper.release()
        self.ended.emit()
