"""The log: a rotating file, with Qt's warnings, and what a crash of the interpreter left behind."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from iaia_desktop import __version__
from iaia_desktop.core.shown import shown

LOG_NAME = "iaia-desktop.log"

_LOG_BYTES = 1_000_000
_KEPT_LOGS = 3
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("iaia_desktop.qt")


class _QuietFile(logging.handlers.RotatingFileHandler):
    """A log that is never worth an error: a full disk, or another instance that turns the file."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Let the record go."""


class _EntryFormatter(logging.Formatter):
    """Write an entry such that no name of a file in it looks like another entry.

    Further lines of an entry, as those of a traceback, are set in.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return an entry."""
        return "\n  ".join(shown(line) for line in super().format(record).split("\n"))


class FaultLog:
    """Write the log, and keep a file ready for what the interpreter says when it dies.

    Parameters
    ----------
    folder : Path
        Where the files lie; made when needed. Where nothing can be written, the log goes to
        standard error and crashes leave no trace: no log never means no program.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handler: logging.Handler | None = None
        self._crash_file: IO[str] | None = None
        self._qt_handler_before: Callable[..., object] | None = None
        self._is_started = False

    @property
    def path(self) -> Path:
        """The newest log file."""
        return self._folder / LOG_NAME

    def start(self) -> None:
        """Log from now on, Qt's own messages too."""
        root = logging.getLogger("iaia_desktop")
        root.setLevel(logging.INFO)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._handler = _QuietFile(
                self.path, maxBytes=_LOG_BYTES, backupCount=_KEPT_LOGS, encoding="utf-8"
            )
            # A crash in C code cannot be caught: it can only be told the next time.
            self._crash_file = self._crash_path().open("w", encoding="utf-8")
            faulthandler.enable(self._crash_file)
        except OSError:
            if self._handler is None:
                self._handler = logging.StreamHandler(sys.stderr)
        self._handler.setFormatter(
            _EntryFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
        )
        root.addHandler(self._handler)
        self._qt_handler_before = qInstallMessageHandler(_log_qt)
        self._is_started = True
        _log.info("IAIA Desktop %s starts", __version__)

    def stop(self) -> None:
        """Stop logging, and note that this run came to a good end."""
        if not self._is_started:
            return
        self._is_started = False
        qInstallMessageHandler(self._qt_handler_before)
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
            self._crash_file = None
            with suppress(OSError):
                self._crash_path().unlink()
        _log.info("IAIA Desktop ends")
        if self._handler is not None:
            logging.getLogger("iaia_desktop").removeHandler(self._handler)
            with suppress(OSError):  # a full disk refuses what still waits to be written
                self._handler.close()
            self._handler = None

    def take_crashes(self) -> str:
        """Return what the interpreter said in earlier runs that crashed, and clear it away.

        Returns
        -------
        str
            Where each thread was; "" when there was no crash. It is copied into the log, too.
        """
        told: list[str] = []
        with suppress(OSError):
            for path in sorted(self._folder.glob("crash-*.txt")):
                if path == self._crash_path() or _is_running(path):
                    continue
                text = path.read_text(encoding="utf-8", errors="replace").strip()
                path.unlink()
                if text:
                    told.append(text)
        crashes = "\n\n".join(told)
        if crashes:
            _log.error("an earlier run crashed\n%s", crashes)
        return crashes

    def _crash_path(self) -> Path:
        return self._folder / f"crash-{os.getpid()}.txt"


def _is_running(path: Path) -> bool:
    """Return whether the instance that a crash file belongs to may still be there."""
    number = path.stem.partition("-")[2]
    # Windows refuses to delete what another instance holds open, and has no signal that only asks.
    if sys.platform != "win32" and number.isdigit():
        try:
            os.kill(int(number), 0)
        except PermissionError:
            return True
        except (OSError, OverflowError):
            return False
        return True
    return False


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)
