"""Faults of ours: logged with all details, shown once in words, and the program goes on."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from functools import partial
from types import TracebackType

from PySide6.QtCore import QObject, QSysInfo, Signal, qVersion
from PySide6.QtGui import QGuiApplication

from iaia_desktop import __version__
from iaia_desktop.core.shown import shown
from iaia_desktop.ui.main_window import MainWindow

_MOST_DETAILS = 20
"""Different faults whose details are kept for the person to copy."""

_FAULT_KEY = "fault"

_Note = Callable[[str, str, str], bool]

_log = logging.getLogger(__name__)


class FaultReporter(QObject):
    """Catch exceptions that nobody expected, on any thread, and tell the person, once each.

    Those that reach no frame of ours come by Python's hooks; those that a thread of ours caught,
    to live on, come by the log, where they are written with their traceback.

    Parameters
    ----------
    window : MainWindow
        Shows them in its message area.
    log_path : str
        Where the log lies, for the details; "" when unknown.
    """

    _caught = Signal(str, str)

    def __init__(self, window: MainWindow, log_path: str = "") -> None:
        super().__init__(window)
        self._window = window
        self._log_path = log_path
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._from_log = _CaughtElsewhere(self._note)
        # A fault in a paint event comes sixty times a second: each is told and logged once, and
        # counted after that. Any thread adds to it.
        self._guard = threading.Lock()
        self._counts: dict[str, int] = {}
        self._details: list[str] = []
        self._caught.connect(self._show)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        logging.getLogger("iaia_desktop").addHandler(self._from_log)

    def uninstall(self) -> None:
        """Leave exceptions to Python again, and log how often each one came."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        logging.getLogger("iaia_desktop").removeHandler(self._from_log)
        for origin, count in self._counts.items():
            if count > 1:
                _log.info("%d times: %s", count, origin)

    def tell_of_crash(self, details: str) -> None:
        """Say that an earlier run ended by a crash of the interpreter."""
        self._window.messages.show_message(
            "warning",
            self.tr(
                "The program ended unexpectedly the last time. Your labels are saved. "
                "Please report it with the details."
            ),
            [(self.tr("Copy details"), partial(_copy, self._with_versions(details)))],
            "crash",
        )

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
        during: str = "",
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        error = kind() if error is None else error
        details = "".join(traceback.format_exception(kind, error, trace))
        if self._note(f"{kind.__name__}: {error}", _origin(error, trace), details):
            _log.error("unexpected error%s\n%s", during, details)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        thread = "" if args.thread is None else f" in the thread {args.thread.name}"
        self._on_exception(args.exc_type, args.exc_value, args.exc_traceback, thread)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        self._on_exception(
            args.exc_type, args.exc_value, args.exc_traceback, f" ({args.err_msg or 'unraisable'})"
        )

    def _note(self, summary: str, origin: str, details: str) -> bool:
        """Count a fault, and pass it on when it is a new one; return whether it is. Any thread."""
        # Qt's text ends before a byte that is none, and names of files hold such bytes.
        details = details.encode("utf-8", "backslashreplace").decode()
        with self._guard:
            self._counts[origin] = self._counts.get(origin, 0) + 1
            if self._counts[origin] > 1:
                return False
            if len(self._details) < _MOST_DETAILS:
                self._details.append(details)
        self._caught.emit(shown(summary), details)
        return True

    def _show(self, summary: str, _details: str) -> None:
        with self._guard:
            details = "\n".join(self._details)
        self._window.messages.show_message(
            "error",
            self.tr(
                "Something went wrong that should not have ({summary}). Your labels are saved; "
                "you can go on. Please report it with the details."
            ).format(summary=summary),
            [(self.tr("Copy details"), partial(_copy, self._with_versions(details)))],
            _FAULT_KEY,
        )

    def _with_versions(self, details: str) -> str:
        where = f"\nLog: {self._log_path}" if self._log_path else ""
        return (
            f"IAIA Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
            f"{QSysInfo.prettyProductName()}, {QSysInfo.kernelVersion()}{where}\n\n{details}"
        )


class _CaughtElsewhere(logging.Handler):
    """Pass on the exceptions that threads of ours log at their outermost frame."""

    def __init__(self, note: _Note) -> None:
        super().__init__(logging.ERROR)
        self._note = note

    def emit(self, record: logging.LogRecord) -> None:
        """Look at one record."""
        if record.exc_info is None or record.exc_info[1] is None:
            return
        kind, error, trace = record.exc_info
        details = record.getMessage() + "\n"
        details += "".join(traceback.format_exception(kind, error, trace))
        self._note(f"{type(error).__name__}: {error}", _origin(error, trace), details)


def _origin(error: BaseException, trace: TracebackType | None) -> str:
    """Return what tells one fault from another: its kind, and the line that raised it."""
    frames = traceback.extract_tb(trace)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else str(error)
    return f"{type(error).__name__} at {place}"


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
