"""How long the GUI thread leaves its event loop alone in a scripted hour's work."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.harness.bench import Bench, percentile
from benchmarks.harness.hour import ScriptedHour
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.harness.watchdog import Watchdog
from benchmarks.harness.window import WindowDriver
from benchmarks.material.embeddings import clouds
from benchmarks.material.folders import small_photos
from benchmarks.material.sessions import SEED, big_session
from iaia_desktop.encoders.builtin import BuiltinEncoder
from iaia_desktop.export.rows import ExportMode

_CLASSES = 12
_ORIGINALS = 64
_SETTLED_S = 0.5
_SHOWN = 8
"""Blocks whose stacks are printed."""


def class_by_number(path: str) -> str:
    """Return the class of a photo: those drawn from one original belong together."""
    number = int(path[-10:-4])
    return f"class {number % _ORIGINALS % _CLASSES + 1}"


def measure(bench: Bench) -> list[Measurement]:
    """Do the work of an hour in a new folder, and in a session of 100,000 images."""
    return [_new_folder(bench), _large_session(bench)]


def _new_folder(bench: Bench) -> Measurement:
    """Scan, embed, label, confirm pages, look at everything, export, import, and come again."""
    count = bench.scaled(3_000, 300)
    folder = small_photos(bench.data, count)
    driver = WindowDriver()
    hour = ScriptedHour(driver, class_by_number)
    driver.open(None)
    driver.live(_SETTLED_S)
    with watching(hour) as watchdog:
        _open(driver, hour, folder)
        hour.label(bench.scaled(60, 24), "label while embedding")
        with hour.doing("embed"):
            driver.embed_all()
        pages = _work(hour, bench, labels=60, pages=30, mode=ExportMode.COPY)
        _open(driver, hour, folder)
        with hour.doing("settle"):
            driver.embed_all()
    driver.quit()
    return _row(watchdog, f"a new folder of {count:,}, {pages} pages")


def _large_session(bench: Bench) -> Measurement:
    """Come back to a session of which a fifth is decided, and do the same there."""
    count = bench.scaled(100_000, 2_000)
    session = big_session(bench.data, count, count // 5).copy_for(bench.scratch)
    os.environ["IAIA_HOME"] = str(session.home)
    labels = clouds(count, BuiltinEncoder().dim, 100, seed=SEED)[1]
    driver = WindowDriver()

    def class_of(path: str) -> str:
        return f"Class {labels[int(path[-10:-4])] + 1}"

    hour = ScriptedHour(driver, class_of)
    driver.open(None)
    driver.live(_SETTLED_S)
    with watching(hour) as watchdog:
        _open(driver, hour, session.session)
        hour.label(bench.scaled(20, 5), "label after coming back")
        with hour.doing("settle"):
            driver.embed_all()
            driver.live(bench.scaled(20, 2))
        pages = _work(hour, bench, labels=20, pages=5, mode=ExportMode.HARDLINK)
    driver.quit()
    return _row(watchdog, f"a session of {count:,}, {pages} pages")


def _work(hour: ScriptedHour, bench: Bench, *, labels: int, pages: int, mode: ExportMode) -> int:
    """Do everything that is done with a session whose images are embedded; return the pages."""
    hour.look_around()
    hour.label(bench.scaled(labels, labels // 4), "label")
    came = hour.confirm_pages(bench.scaled(pages, pages // 2))
    hour.sheets()
    hour.statistics()
    hour.orders()
    hour.dialogs()
    hour.classes()
    out = bench.scratch / f"export-{mode}"
    hour.export(out, mode)
    hour.import_from(out)
    hour.rescan()
    return came


def _open(driver: WindowDriver, hour: ScriptedHour, target: Path) -> None:
    with hour.doing("open"):
        driver.application.desk.open(target)
        driver.until(lambda: driver.application.desk.workspace is not None, "it is open")
        driver.until(lambda: driver.session.current is not None, "there is an image")
        driver.see_image()


@contextmanager
def watching(hour: ScriptedHour) -> Iterator[Watchdog]:
    """Watch the GUI thread meanwhile."""
    watchdog = Watchdog(lambda: hour.step)
    watchdog.start()
    try:
        yield watchdog
    finally:
        watchdog.stop()


def _row(watchdog: Watchdog, what: str) -> Measurement:
    by_step: dict[str, float] = defaultdict(float)
    computed: dict[str, float] = defaultdict(float)
    for block in watchdog.blocks:
        by_step[block.during] = max(by_step[block.during], block.seconds)
        computed[block.during] = max(computed[block.during], block.cpu_seconds)
    for step, seconds in sorted(by_step.items(), key=lambda item: -item[1]):
        cpu = 1000 * computed[step]
        print(f"{1000 * seconds:6.0f} ms ({cpu:.0f} computing)  {step}", file=sys.stderr)
    for block in sorted(watchdog.blocks, key=lambda block: -block.cpu_seconds)[:_SHOWN]:
        cpu = 1000 * block.cpu_seconds
        print(f"--- {cpu:.0f} ms computing during {block.during}", file=sys.stderr)
        for stack in block.stacks[:2]:
            print(stack, file=sys.stderr)
    return Measurement(
        what=f"longest block of the GUI thread in a scripted hour: {what}",
        value=1000 * watchdog.longest,
        unit="ms",
        target=Target(100),
        baseline=1000 * percentile(watchdog.latencies, 0.5),
        baseline_what="median wait of an event",
        details={f"{step} (ms)": round(1000 * seconds) for step, seconds in by_step.items()}
        | {"p99_ms": 1000 * percentile(watchdog.latencies, 0.99)},
    )
