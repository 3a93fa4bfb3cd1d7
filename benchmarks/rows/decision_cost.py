"""What a decision costs the window after 100,000 others, against after 1,000."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from benchmarks.harness.bench import Bench
from benchmarks.harness.deciding import decide, open_big
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.material.sessions import BigSession, big_session


def measure(bench: Bench) -> list[Measurement]:
    """Decide in both sessions, and compare the time that the window's thread spends."""
    size = bench.scaled(100_000, 2_000)
    few = bench.scaled(1_000, 200)
    count = bench.scaled(100, 10)
    after_few = _cost(bench, big_session(bench.data, size, few), "few", count)
    after_many = _cost(bench, big_session(bench.data, size, size), "many", count)
    return [
        Measurement(
            what=f"a decision after {size:,} against after {few:,}, {size:,} images in both",
            value=after_many / after_few,
            unit="x",
            target=Target(1.5),
            note="processor time of the window's thread: key, commit, and all that follows",
            details={"after_many_ms": 1000 * after_many, "after_few_ms": 1000 * after_few},
        )
    ]


def _cost(bench: Bench, session: BigSession, name: str, count: int) -> float:
    """Return the median processor time of a decision, in s."""
    driver = open_big(session, bench.scratch, name)
    spent: list[float] = []

    def each(act: Callable[[], None]) -> None:
        started = time.thread_time()
        act()
        spent.append(time.thread_time() - started)

    decide(driver, count, each)
    driver.quit()
    return statistics.median(spent)
