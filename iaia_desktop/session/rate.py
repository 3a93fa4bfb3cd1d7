"""How fast something goes, over the last seconds."""

from __future__ import annotations

from collections import deque


class Rate:
    """Measure units a second over a sliding window.

    Parameters
    ----------
    window_s : float
        How far to look back.
    """

    def __init__(self, window_s: float = 10.0) -> None:
        self._window_s = window_s
        self._marks: deque[tuple[float, int]] = deque()

    def note(self, at_s: float, units: int) -> None:
        """Note that ``units`` were done at a moment of a monotonic clock."""
        self._marks.append((at_s, units))
        while self._marks and self._marks[0][0] < at_s - self._window_s:
            self._marks.popleft()

    def reset(self) -> None:
        """Forget everything."""
        self._marks.clear()

    def per_second(self, now_s: float) -> float:
        """Return the units a second; 0 while nothing is known."""
        if len(self._marks) < 2:
            return 0.0
        span_s = max(now_s, self._marks[-1][0]) - self._marks[0][0]
        if span_s <= 0 or now_s - self._marks[-1][0] > self._window_s:
            return 0.0
        # The first mark only opens the span: what it counted was done before it.
        return sum(units for _, units in list(self._marks)[1:]) / span_s
