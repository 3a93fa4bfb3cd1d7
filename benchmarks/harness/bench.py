"""What a row is given to measure with."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the data lie, and how much of it is wanted.

    Attributes
    ----------
    data : Path
        Folder for made-up data, kept between runs.
    scratch : Path
        An empty folder that goes away after the row.
    quick : bool
        Whether small numbers will do: to see that a row works, not what it says.
    """

    data: Path
    scratch: Path
    quick: bool = False

    def scaled(self, full: int, quick: int) -> int:
        """Return how many of something to take."""
        return quick if self.quick else full


def seconds(work: Callable[[], object]) -> float:
    """Return how long a call takes, in s."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def median_seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """Return the median time of several calls, in s."""
    return statistics.median(seconds(work) for _ in range(repeats))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that a share (0 to 1) of the values does not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]
