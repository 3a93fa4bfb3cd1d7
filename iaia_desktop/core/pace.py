"""How fast the work goes, from the times of a person's acts; pauses are left out.

All functions cost O(n).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from iaia_desktop.core.statistics import Flags, Floats, Ints

PAUSE_S = 120.0
"""A longer time between two acts is a pause, not work."""

_WIDTHS_S = (10, 30, 60, 120, 300, 600, 900, 1800, 3600)
"""How long the stretches of :func:`pace_bins` can be."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How much was done in how much time of work.

    Attributes
    ----------
    units : int
        What was done: labels, or images.
    work_s : float
        Seconds of work, pauses left out.
    """

    units: int
    work_s: float

    @property
    def per_minute(self) -> float | None:
        """Units a minute, never below 0; None when no time is known."""
        return max(0.0, self.units * 60.0 / self.work_s) if self.work_s > 0 else None


def working_gaps(at_s: Floats, *, pause_s: float = PAUSE_S) -> Floats:
    """Return the seconds of work that each act took: the time since the act before it.

    Parameters
    ----------
    at_s : ndarray, shape (n,), float64
        When the acts were, in the order in which they were done.
    pause_s : float
        A longer time is a pause.

    Returns
    -------
    ndarray, shape (n,), float64
        NaN for the first act, after a pause, and where the clock was set back: how long such an act
        took is not known.
    """
    gaps = np.diff(at_s, prepend=np.nan)
    return np.where((gaps >= 0) & (gaps <= pause_s), gaps, np.nan)


def pace(at_s: Floats, units: Ints, *, last_s: float | None = None) -> Pace:
    """Measure the pace of work, pauses of more than 2 minutes left out.

    Acts whose own time is not known (the first one, and the first after a pause) do not count.

    Parameters
    ----------
    at_s : ndarray, shape (n,), float64
        When the acts were, in order, in seconds.
    units : ndarray, shape (n,), int64
        What each act added; an undo takes away.
    last_s : float, optional
        Only the last so many seconds of work; all by default.
    """
    gaps, timed = _timed(at_s)
    if last_s is not None:
        until_now = np.cumsum(gaps[::-1])[::-1]
        timed &= until_now - gaps < last_s
    return Pace(int(units[timed].sum()), float(gaps[timed].sum()))


@dataclass(frozen=True, slots=True)
class PaceBin:
    """The pace within one stretch of work, in minutes of work since the session began."""

    start_min: float
    end_min: float
    per_minute: float


def pace_bins(at_s: Floats, units: Ints, *, most: int = 30) -> list[PaceBin]:
    """Return the pace over time, in stretches of equal work time.

    Parameters
    ----------
    at_s, units
        As for :func:`pace`.
    most : int
        Stretches are as short as ten seconds, or as long as it takes to have no more than these.
        The last one may be shorter.
    """
    gaps, timed = _timed(at_s)
    worked_s = np.cumsum(gaps)
    total_s = float(worked_s[-1]) if len(worked_s) else 0.0
    if total_s <= 0:
        return []
    longest = _WIDTHS_S[-1]
    several = longest * int(np.ceil(total_s / longest / most))
    width_s = next((width for width in _WIDTHS_S if total_s / width <= most), several)
    count = max(1, int(np.ceil(total_s / width_s - 1e-9)))
    # An act belongs to the stretch in which it ended; one that ends on an edge, to the one before.
    place = np.ceil(worked_s[timed] / width_s - 1e-9).astype(np.int64) - 1
    sums = np.bincount(np.clip(place, 0, count - 1), weights=units[timed], minlength=count)
    starts = width_s * np.arange(count)
    ends = np.minimum(starts + width_s, total_s)
    rates = np.maximum(0.0, sums * 60.0 / (ends - starts))
    return [
        PaceBin(float(start) / 60.0, float(end) / 60.0, float(rate))
        for start, end, rate in zip(starts, ends, rates, strict=True)
    ]


def _timed(at_s: Floats) -> tuple[Floats, Flags]:
    """Return the seconds of work of each act, 0 where they are not known, and where they are."""
    gaps = working_gaps(at_s)
    timed = ~np.isnan(gaps)
    return np.where(timed, gaps, 0.0), timed
