"""From the start of the process to the painted window, and what was imported by then."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.harness.bench import Bench
from benchmarks.harness.measurement import Measurement, Target

# Both print the moment of the first painted frame and the heavy modules that are there by then.
_PROGRAM = """
import sys, time, os
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
from PySide6.QtCore import QObject, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from iaia_desktop.app import Application

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        heavy = [name for name in ("torch", "timm", "matplotlib") if name in sys.modules]
        print(repr(time.time()), ",".join(heavy) or "-", flush=True)
        QTimer.singleShot(0, qt.quit)

qt = QApplication(sys.argv[:1])
application = Application(qt)
eye = Eye()
application.window.installEventFilter(eye)
application.start(None)
qt.exec()
application.shut_down()
"""

_BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.tell)
    def tell(self):
        print(repr(time.time()), "-", flush=True)
        qt.quit()

qt = QApplication(sys.argv[:1])
window = Window()
window.show()
qt.exec()
"""


def measure(bench: Bench) -> list[Measurement]:
    """Start the program, and an empty window of Qt, several times in turn."""
    repeats = bench.scaled(11, 3)
    program, bare, heavy = [], [], set()
    for number in range(repeats + 1):
        ours, imported = _first_frame(_PROGRAM, bench.scratch / f"home-{number}")
        empty, _ = _first_frame(_BARE, bench.scratch)
        if number:  # the first one reads files that no cache holds yet
            program.append(ours)
            bare.append(empty)
            heavy.add(imported)
    return [
        Measurement(
            what="process start to painted window, median",
            value=statistics.median(program),
            unit="s",
            target=Target(1.0),
            baseline=statistics.median(bare),
            baseline_what="an empty window of Qt",
            note="heavy modules imported before: "
            + (", ".join(sorted(heavy)).replace("-", "none")),
            details={"longest_s": max(program), "shortest_s": min(program)},
        )
    ]


def _first_frame(program: str, home: Path) -> tuple[float, str]:
    environment = os.environ | {"IAIA_HOME": str(home)}
    started = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    moment, heavy = done.stdout.split()
    return float(moment) - started, heavy
