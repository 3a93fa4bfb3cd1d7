"""Accuracy as it went, step by step, and what repeats of it have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.experiments.figures import Values
from iaia_desktop.experiments.results import Flags, SimulationResult


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Hold the mean of repeated series, and the mean less and plus a standard deviation.

    Attributes
    ----------
    mean : ndarray, shape (n,), float64
    low, high : ndarray, shape (n,), or None
        None for a single series. Within 0 and 1.
    """

    mean: Values
    low: Values | None
    high: Values | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Hold the mean of a figure over repeats and its standard deviation (None for one run)."""

    mean: float
    deviation: float | None

    def percent(self) -> str:
        """Return it in words: ``84.2%``, or ``84.2 ± 0.3%``."""
        if self.deviation is None:
            return f"{self.mean:.1%}"
        return f"{100 * self.mean:.1f} ± {100 * self.deviation:.1f}%"


def spread_of(values: Sequence[float | None]) -> Spread | None:
    """Return mean and standard deviation of the population; None if any is missing or NaN."""
    present = [value for value in values if value is not None and not np.isnan(value)]
    if not present or len(present) < len(values):
        return None
    deviation = float(np.std(present)) if len(present) > 1 else None
    return Spread(float(np.mean(present)), deviation)


def growing_accuracy(result: SimulationResult) -> Values:
    """Return the accuracy so far after each step: the paper's moving average, its window growing.

    Returns
    -------
    ndarray, shape (n,), float64
        First images of a class are not counted; NaN before there is anything to count.
    """
    counted = ~result.was_new
    return _shares(np.cumsum(result.correct & counted), np.cumsum(counted))


def recent_accuracy(result: SimulationResult, window: int) -> Values:
    """Return the accuracy over the last ``window`` steps after each step, shape (n,).

    First images of a class are not counted; NaN where nothing is.
    """
    counted = ~result.was_new
    return _shares(_last(result.correct & counted, window), _last(counted, window))


def band_of(series: Sequence[Values]) -> Band:
    """Return the mean of series, cut to the shortest, with a band where there are several."""
    size = min(len(values) for values in series)
    table = np.stack([values[:size] for values in series])
    if len(series) == 1:
        return Band(table[0], None, None)
    # A step counts only where every repeat has a figure.
    mean, deviation = table.mean(axis=0), table.std(axis=0)
    return Band(mean, np.clip(mean - deviation, 0.0, 1.0), np.clip(mean + deviation, 0.0, 1.0))


def last_percent(values: Values) -> str:
    """Return the last value of a series in per cent; "" when there is none to tell."""
    return "" if np.isnan(values[-1]) else f"{values[-1]:.1%}"


def window_for(size: int) -> int:
    """Return how many steps the recent accuracy looks back in a stream of ``size`` steps."""
    if size >= 4000:
        return 200
    return 100 if size >= 1000 else max(10, size // 10)


def steps(size: int) -> Values:
    """Return 1, 2, ... ``size``: how many images have been seen after each step."""
    return np.arange(1, size + 1, dtype=np.float64)


def _shares(parts: npt.NDArray[np.int_], wholes: npt.NDArray[np.int_]) -> Values:
    undefined: Values = np.full(len(parts), np.nan)
    shares: Values = np.divide(parts, wholes, out=undefined, where=wholes > 0)
    return shares


def _last(flags: Flags, window: int) -> npt.NDArray[np.int_]:
    sums = np.concatenate(([0], np.cumsum(flags)))
    ends = np.arange(1, len(flags) + 1)
    windowed: npt.NDArray[np.int_] = sums[ends] - sums[np.maximum(ends - window, 0)]
    return windowed
