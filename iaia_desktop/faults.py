"""Faults of ours: logged with all details, shown once in words, and the program goes on."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
import traceback
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from iaia_desktop import __version__
from iaia_desktop.ui.main_window import MainWindow

_LOG_BYTES = 1_000_000
_log = logging.getLogger(__name__)


def start_logging(folder: Path) -> None:
    """Log to a rotating file; a folder that cannot be written means no log, never no program."""
    root = logging.getLogger("iaia_desktop")
    root.setLevel(logging.INFO)
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "iaia-desktop.log", maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    _log.info("IAIA Desktop %s starts", __version__)


class FaultReporter(QObject):
    """Catch exceptions that nobody expected, on any thread, and tell the person.

    Parameters
    ----------
    window : MainWindow
        Shows them in its message area.
    """

    _caught = Signal(str, str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._hooks = (sys.excepthook, threading.excepthook)
        self._caught.connect(self._show)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        """Leave exceptions to Python again."""
        sys.excepthook, threading.excepthook = self._hooks

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        _log.error("unexpected error\n%s", details)
        self._caught.emit(f"{kind.__name__}: {error}", details)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, summary: str, details: str) -> None:
        self._window.messages.show_message(
            "error",
            f"Something went wrong that should not have ({summary}). Your labels are saved; "
            "you can go on. Please report it with the details.",
            [("Copy details", partial(_copy, f"IAIA Desktop {__version__}\n{details}"))],
            "fault",
        )


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
