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

# What ``python -m iaia_desktop`` does, command line and all, with an eye on the window: the moment
# after its first painted frame is printed, with the heavy modules that are there by then.
_PROGRAM = """
import runpy, sys, time
from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QtWidgets.QMainWindow):
            qt.removeEventFilter(self)
            self.window = watched
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        heavy = [name for name in ("torch", "timm", "matplotlib") if name in sys.modules]
        print(repr(time.time()), ",".join(heavy) or "-", flush=True)
        self.window.close()

class Watched(QtWidgets.QApplication):
    def __init__(self, arguments):
        global qt
        super().__init__(arguments)
        qt = self
        self.eye = Eye()
        self.installEventFilter(self.eye)

QtWidgets.QApplication = Watched
sys.argv = ["iaia-desktop"]
runpy.run_module("iaia_desktop", run_name="__main__", alter_sys=True)
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
    first = 0.0
    for number in range(repeats + 1):
        ours, imported = _first_frame(_PROGRAM, bench.scratch / f"home-{number}", bench.scratch)
        empty, _ = _first_frame(_BARE, bench.scratch, bench.scratch)
        heavy.add(imported)
        if number:
            program.append(ours)
            bare.append(empty)
        else:  # nothing is compiled yet, and no cache holds the files
            first = ours
    return [
        Measurement(
            what="process start to painted window, median",
            value=statistics.median(program),
            unit="s",
            target=Target(1.0),
            baseline=statistics.median(bare),
            baseline_what="an empty window of Qt",
            note="heavy modules imported before: "
            + (", ".join(sorted(heavy)).replace("-", "none"))
            + f"; the very first start, with nothing compiled: {first:.2f} s",
            details={"longest_s": max(program), "shortest_s": min(program), "first_s": first},
        )
    ]


def _first_frame(program: str, home: Path, scratch: Path) -> tuple[float, str]:
    """Return when the window was painted, in s from the start, and what was imported by then.

    Python keeps compiled modules as it does for an installed program, in a folder of this row: a
    shell that forbids it would have every start compile everything.
    """
    environment = os.environ | {"IAIA_HOME": str(home), "PYTHONPYCACHEPREFIX": str(scratch / "pyc")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
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
