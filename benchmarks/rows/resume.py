"""From the wish to go on with a session to its picture on screen and a key that is obeyed."""

from __future__ import annotations

import os
import statistics
import time

from PySide6.QtGui import QPaintEvent

from benchmarks.harness.bench import Bench
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.harness.watchdog import Watchdog
from benchmarks.harness.window import WindowDriver
from benchmarks.material.sessions import BigSession, big_session
from iaia_desktop.core.types import ImageState
from iaia_desktop.ui.image_view import ImageView, Shown

_AFTER_S = 10.0


class _Eye:
    """See when an image view first paints a picture."""

    def __init__(self) -> None:
        self.painted_at: float | None = None
        paint = ImageView.paintEvent
        eye = self

        def paint_and_note(view: ImageView, event: QPaintEvent) -> None:
            paint(view, event)
            if view.shown is Shown.IMAGE and eye.painted_at is None:
                eye.painted_at = time.perf_counter()

        ImageView.paintEvent = paint_and_note  # type: ignore[method-assign, assignment]

    def first_painted(self) -> float:
        """Return when that was; 0 when it was not yet."""
        return self.painted_at or 0.0


def measure(bench: Bench) -> list[Measurement]:
    """Resume large and small sessions in turn, and watch the window afterwards."""
    size = bench.scaled(100_000, 2_000)
    large = big_session(bench.data, size, size)
    small = big_session(bench.data, 1_000, 1_000)
    # The home of the large one: its embeddings are those of the small one, too.
    eye = _Eye()
    driver = _start(large.copy_for(bench.scratch, "first"))
    _resume(driver, eye, small.copy_for(bench.scratch, "warm"))
    repeats = bench.scaled(3, 2)
    found: dict[str, list[tuple[float, float]]] = {"large": [], "small": []}
    for number in range(repeats):
        for name, session in (("large", large), ("small", small)):
            copy = session.copy_for(bench.scratch, f"{name}-{number}")
            found[name].append(_resume(driver, eye, copy))
    watchdog = Watchdog(lambda: "after resuming")
    driver.application.desk.close()
    driver.live(0.5)
    copy = large.copy_for(bench.scratch, "watched")
    driver.application.desk.open(copy.session, is_trusted=True)
    driver.until(lambda: driver.application.desk.workspace is not None, "a session is open")
    watchdog.start()
    driver.live(bench.scaled(int(_AFTER_S), 2))
    watchdog.stop()
    driver.quit()
    return [
        Measurement(
            what=f"resume {size:,} images and decisions, to the picture and an obeyed key",
            value=statistics.median(keyed for _, keyed in found["large"]),
            unit="s",
            target=Target(1.0),
            baseline=statistics.median(keyed for _, keyed in found["small"]),
            baseline_what="1,000 images and decisions",
            details={
                "to_the_picture_s": statistics.median(seen for seen, _ in found["large"]),
                "longest_s": max(keyed for _, keyed in found["large"]),
            },
        ),
        Measurement(
            what="longest block of the window in the 10 s from then on",
            value=1000 * watchdog.longest,
            unit="ms",
            target=Target(100.0),
            note=_places(watchdog) if os.environ.get("IAIA_BENCH_STACKS") else "",
        ),
    ]


def _start(session: BigSession) -> WindowDriver:
    os.environ["IAIA_HOME"] = str(session.home)
    driver = WindowDriver()
    driver.open(None)
    driver.live(1.0)
    return driver


def _resume(driver: WindowDriver, eye: _Eye, session: BigSession) -> tuple[float, float]:
    """Return how long it takes until the picture is painted, and until a key is obeyed, in s."""
    desk = driver.application.desk
    desk.close()
    driver.live(0.5)
    eye.painted_at = None
    started = time.perf_counter()
    desk.open(session.session, is_trusted=True)
    driver.until(lambda: desk.workspace is not None, "a session is open")
    driver.until(lambda: eye.painted_at is not None, "the picture is painted", 15)
    seen = eye.first_painted() - started
    opened = driver.session
    waiting = opened.state.count_state(ImageState.UNLABELLED)
    row = next(row for row in opened.state.classes() if row.key)
    driver.label_as(row.name)
    driver.until(
        lambda: opened.state.count_state(ImageState.UNLABELLED) < waiting, "a key is obeyed", 60
    )
    keyed = time.perf_counter() - started
    return seen, keyed


def _places(watchdog: Watchdog) -> str:
    worst = max(watchdog.blocks, key=lambda block: block.seconds, default=None)
    return "" if worst is None or not worst.stacks else worst.stacks[len(worst.stacks) // 2]
