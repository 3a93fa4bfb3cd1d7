"""Import what the next steps need while nobody asks for anything.

The window shows before the modules of a session and of the dialogs are imported: they take longer
than everything else at the start. Whoever needs one imports it where it is used. So that opening a
folder does not wait for all of them at once, they are imported here one after the other, between
the events of the window: each takes a few milliseconds.
"""

from __future__ import annotations

import importlib
import linecache
import logging
import pkgutil
import sys
import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

PACKAGES = ("core", "images", "store", "export", "jobs", "workers", "session", "ui")
"""Those whose modules a session needs, in the order of the layers: the lower ones first, so that
no module brings many others with it. Encoders and experiments import heavy libraries of others."""

LIBRARIES = ("numpy.ma",)
"""What libraries put off: numpy imports this when ``unique`` is first called."""

_AFTER_MS = 60
_SLICE_S = 0.01

_log = logging.getLogger(__name__)


class WarmUp(QObject):
    """Import the modules of the program in slices of idle time. Lives on the GUI thread.

    Parameters
    ----------
    packages : sequence of str
        Of this program, in this order.
    """

    finished = Signal()
    """Everything that can be imported is."""

    def __init__(self, packages: Sequence[str] = PACKAGES, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = _modules_of(packages)
        # Not at once: the first frame goes before.
        self._timer = QTimer(self, interval=_AFTER_MS)
        self._timer.timeout.connect(self._import_some)

    def start(self) -> None:
        """Begin soon."""
        self._timer.start()

    def stop(self) -> None:
        """Leave the rest to whoever needs it."""
        self._timer.stop()

    def _import_some(self) -> None:
        self._timer.setInterval(0)
        until = time.perf_counter() + _SLICE_S
        for name in self._names:
            if name not in sys.modules:
                try:
                    importlib.import_module(name)
                except ImportError:
                    # A library that only some need; they say what is missing when they need it.
                    _log.info("not imported ahead: %s", name, exc_info=True)
            if time.perf_counter() > until:
                return
        self._timer.stop()
        # PySide looks at the source of every module that imports it, and Python keeps the lines of
        # what was looked at: 16 MB. Who prints a traceback has them read again.
        linecache.clearcache()
        self.finished.emit()


def _modules_of(packages: Sequence[str]) -> Iterator[str]:
    yield from LIBRARIES
    for package in packages:
        prefix = f"{__package__}.{package}"
        path = importlib.import_module(prefix).__path__
        for module in pkgutil.iter_modules(path, f"{prefix}."):
            yield module.name
