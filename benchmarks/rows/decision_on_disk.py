"""From the decision to its bytes being safe on the disk, in a session of 100,000 images."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.harness.bench import Bench, percentile
from benchmarks.harness.deciding import decide, open_big
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.material.sessions import big_session
from iaia_desktop.core.types import Decision
from iaia_desktop.store.session_file import SessionStore

_BLOCK = bytes(4096)


def measure(bench: Bench) -> list[Measurement]:
    """Decide in the window; beside each decision write and sync a block of 4 KB."""
    size = bench.scaled(100_000, 2_000)
    session = big_session(bench.data, size, size)
    driver = open_big(session, bench.scratch, "home")
    commits: list[float] = []
    plain: list[float] = []
    append = SessionStore.append

    def timed(store: SessionStore, decision: Decision, **others: Any) -> Decision:
        started = time.perf_counter()
        try:
            return append(store, decision, **others)
        finally:
            commits.append(time.perf_counter() - started)

    beside = driver.session.store.path.with_name("beside")

    def each(act: Callable[[], None]) -> None:
        act()
        plain.append(_write(beside))

    SessionStore.append = timed  # type: ignore[method-assign, assignment]
    decide(driver, bench.scaled(500, 20), each)
    SessionStore.append = append  # type: ignore[method-assign]
    driver.quit()
    return [
        Measurement(
            what=f"a decision committed and synced, {size:,} decisions before, p95",
            value=1000 * percentile(commits, 0.95),
            unit="ms",
            target=Target(20.0),
            baseline=1000 * percentile(plain, 0.95),
            baseline_what="4 KB written and synced",
            details={
                "median_ms": 1000 * percentile(commits, 0.5),
                "longest_ms": 1000 * max(commits),
                "median_of_baseline_ms": 1000 * percentile(plain, 0.5),
                "decisions": len(commits),
            },
        )
    ]


def _write(path: Path) -> float:
    started = time.perf_counter()
    with path.open("ab", buffering=0) as stream:
        stream.write(_BLOCK)
        os.fsync(stream.fileno())
    return time.perf_counter() - started
