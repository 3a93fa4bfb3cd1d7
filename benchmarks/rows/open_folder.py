"""From opening a folder that no session knows to its first picture and keys that work.

In the real window, the scan and the embedding going on behind. The same folder as many small ones
and as a single flat one, since a flat one has to be read whole before its first name is known.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtTest import QTest

from benchmarks.harness.bench import Bench
from benchmarks.harness.measurement import Measurement, Target
from benchmarks.harness.watchdog import Watchdog
from benchmarks.harness.window import WaitedTooLongError, WindowDriver
from benchmarks.material.folders import tiny_photos
from iaia_desktop.core.types import ImageState
from iaia_desktop.ui.image_view import ImageView, Shown

_TARGET_S = 1.5
_LEAST_CONTRAST = 5.0
"""Standard deviation of the grey levels where a picture is, at least; a plain ground has none."""


@dataclass(frozen=True, slots=True)
class _First:
    """When something was there for the first time, in s from opening."""

    painted_s: float
    decided_s: float


@dataclass(frozen=True, slots=True)
class _Scan:
    """What a scan to its end took, and what the window felt of it."""

    complete_s: float
    images: int
    longest_block_ms: float
    during: str


def measure(bench: Bench) -> list[Measurement]:
    """Open folders anew, watch a scan to its end, and open the folder once more."""
    count, few = bench.scaled(100_000, 2_000), bench.scaled(1_000, 200)
    many_folders, small = tiny_photos(bench.data, count), tiny_photos(bench.data, few)
    flat = _flat(many_folders, bench.data / f"flat-{count}")
    eye = _Eye()
    driver = WindowDriver()
    driver.open(None)
    driver.until(_quiet_after_start(driver), "the window is at rest")
    repeats = bench.scaled(3, 1)
    _first(driver, eye, small)  # what is imported or compiled once is not the folder's doing
    rows = []
    base = statistics.median(_first(driver, eye, small).decided_s for _ in range(repeats))
    for folder, name in ((many_folders, f"in {count // 1000} folders"), (flat, "in one folder")):
        firsts = [_first(driver, eye, folder) for _ in range(repeats)]
        scan = _scan(driver, eye, folder)
        again = _again(driver, folder)
        what = f"{count:,} images {name}"
        rows += [
            Measurement(
                what=f"{what}: opened to the first picture painted and a decision made by keys",
                value=statistics.median(first.decided_s for first in firsts),
                unit="s",
                target=Target(_TARGET_S),
                baseline=base,
                baseline_what=f"a folder of {few:,}",
                note=f"painted after {statistics.median(f.painted_s for f in firsts):.2f} s",
                details={
                    "painted_s": statistics.median(first.painted_s for first in firsts),
                    "longest_s": max(first.decided_s for first in firsts),
                },
            ),
            Measurement(
                what=f"{what}: longest block of the GUI thread until the scan ended",
                value=scan.longest_block_ms,
                unit="ms",
                target=Target(100),
                note=f"the scan ended after {scan.complete_s:.1f} s, images being embedded "
                f"behind it; {scan.during}",
                details={"scan_complete_s": scan.complete_s, "images": scan.images},
            ),
            again.row(what),
        ]
    driver.quit()
    return rows


@dataclass(frozen=True, slots=True)
class _Again:
    """Opening a folder that a session knows."""

    seen_s: float
    compared_s: float
    longest_block_ms: float

    def row(self, what: str) -> Measurement:
        """Return the row of the table."""
        return Measurement(
            what=f"{what}: opened again to the folder compared",
            value=self.compared_s,
            unit="s",
            note=f"first picture after {self.seen_s:.2f} s; "
            f"longest block {self.longest_block_ms:.0f} ms",
            details={"painted_s": self.seen_s, "longest_block_ms": self.longest_block_ms},
        )


class _Eye:
    """See the first picture that an image view really paints."""

    def __init__(self) -> None:
        self.moments: list[float] = []
        """When a picture was painted for the first time."""

        paint = ImageView.paintEvent
        eye = self

        def paint_and_note(view: ImageView, event: QPaintEvent) -> None:
            paint(view, event)
            if not eye.moments and view.shown is Shown.IMAGE and _contrast(view) > _LEAST_CONTRAST:
                eye.moments.append(time.perf_counter())

        ImageView.paintEvent = paint_and_note  # type: ignore[assignment, method-assign]


def _contrast(view: ImageView) -> float:
    """Return the spread of the grey levels in the middle of what a view has painted."""
    device = view.window().backingStore().paintDevice()
    if not isinstance(device, QImage):
        raise TypeError("this platform does not paint into an image")
    middle = QRect(QPoint(0, 0), view.size() / 4)
    middle.moveCenter(QRect(view.mapTo(view.window(), QPoint(0, 0)), view.size()).center())
    grey = device.copy(middle).convertToFormat(QImage.Format.Format_Grayscale8)
    return float(np.frombuffer(grey.constBits(), dtype=np.uint8).std())


def _quiet_after_start(driver: WindowDriver) -> Callable[[], bool]:
    """Tell when what the program does in idle time after its start is done."""
    done: list[bool] = []
    driver.application.warm_up.finished.connect(lambda: done.append(True))
    return lambda: bool(done)


def _forget(driver: WindowDriver) -> None:
    """Close what is open and forget it: the next time, its folder is new."""
    driver.application.desk.close()
    driver.live(0.3)
    shutil.rmtree(driver.application.services.folders.sessions, ignore_errors=True)


def _first(driver: WindowDriver, eye: _Eye, folder: Path) -> _First:
    """Open a folder that no session knows, and name the class of its first picture."""
    _forget(driver)
    opened = time.perf_counter()
    first = _open_and_decide(driver, eye, folder, opened)
    _forget(driver)
    return first


def _open_and_decide(driver: WindowDriver, eye: _Eye, folder: Path, opened: float) -> _First:
    eye.moments.clear()
    driver.application.desk.open(folder)
    driver.until(lambda: bool(eye.moments), "the first picture is painted")
    if not driver.window.actions_by_id.action("new_class").isEnabled():
        raise WaitedTooLongError("a picture is on screen, and its class cannot be named")
    driver.press(Qt.Key.Key_N)
    field = driver.page.picker.field
    driver.until(field.isVisible, "a name can be typed")
    QTest.keyClicks(field, "a")
    QTest.keyClick(field, Qt.Key.Key_Return)
    state = driver.session.state
    driver.until(lambda: state.count_state(ImageState.LABELLED) == 1, "the decision stands")
    decided = time.perf_counter()
    if driver.session.store.counts().decisions != 1:
        raise WaitedTooLongError("the decision is not in the session file")
    return _First(eye.moments[0] - opened, decided - opened)


def _scan(driver: WindowDriver, eye: _Eye, folder: Path) -> _Scan:
    """Open a folder that no session knows, and watch the window until the scan is at its end."""
    _forget(driver)
    watchdog = Watchdog(lambda: "opening and scanning")
    watchdog.start()
    opened = time.perf_counter()
    _open_and_decide(driver, eye, folder, opened)
    driver.until(lambda: not driver.workspace.folder.scanning, "the folder is scanned")
    complete_s = time.perf_counter() - opened
    driver.live(0.5)
    watchdog.stop()
    worst = max(watchdog.blocks, key=lambda block: block.seconds, default=None)
    for block in sorted(watchdog.blocks, key=lambda block: -block.seconds)[:4]:
        cpu = 1000 * block.cpu_seconds
        print(f"--- {1000 * block.seconds:.0f} ms ({cpu:.0f} computing)", file=sys.stderr)
        for stack in block.stacks[:2]:
            print(stack, file=sys.stderr)
    return _Scan(
        complete_s,
        len(driver.session.state),
        1000 * watchdog.longest,
        "" if worst is None else f"{1000 * worst.cpu_seconds:.0f} ms of it computing",
    )


def _again(driver: WindowDriver, folder: Path) -> _Again:
    """Open the folder whose session is there, and wait until the two are compared."""
    driver.application.desk.close()
    driver.live(0.5)
    watchdog = Watchdog(lambda: "opening again")
    watchdog.start()
    opened = time.perf_counter()
    driver.application.desk.open(folder)
    driver.until(lambda: driver.application.desk.workspace is not None, "the session is open")
    driver.until(lambda: driver.session.current is not None, "there is an image")
    driver.see_image()
    seen_s = time.perf_counter() - opened
    driver.until(lambda: not driver.workspace.folder.scanning, "the folder is compared")
    compared_s = time.perf_counter() - opened
    watchdog.stop()
    _forget(driver)
    return _Again(seen_s, compared_s, 1000 * watchdog.longest)


def _flat(folder: Path, flat: Path) -> Path:
    """Return a single folder with the same files, which take no further room."""
    if not flat.is_dir():
        unfinished = flat.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for path in folder.glob("*/*.jpg"):
            (unfinished / path.name).hardlink_to(path)
        unfinished.rename(flat)
    return flat
