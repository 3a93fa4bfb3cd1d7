"""The composition root: builds every object once, wires them, and owns start-up and shutdown."""

from __future__ import annotations

import logging
import signal
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from iaia_desktop import __version__
from iaia_desktop.faults import FaultReporter, start_logging
from iaia_desktop.images.thumbnails import ThumbnailCache
from iaia_desktop.jobs.freed_memory import return_freed_memory
from iaia_desktop.long_lived import LongLived
from iaia_desktop.session.desk import Desk
from iaia_desktop.session.elsewhere_wish import ElsewhereWish
from iaia_desktop.session.services import Services
from iaia_desktop.session.settings import SettingsFile
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.paths import program_folders
from iaia_desktop.ui.icons import application_icon
from iaia_desktop.ui.main_window import MainWindow
from iaia_desktop.ui.theme import Theme
from iaia_desktop.warm_up import WarmUp
from iaia_desktop.workers.task import TaskRunner

_THUMBNAIL_CACHE_BYTES = 512 << 20
_SIGNAL_POLL_MS = 200


class Application:
    """Everything that lives as long as the program.

    Parameters
    ----------
    qt : QApplication
        Qt's own.
    """

    def __init__(self, qt: QApplication) -> None:
        return_freed_memory()
        qt.setApplicationName("iaia-desktop")
        qt.setApplicationDisplayName("IAIA Desktop")
        qt.setApplicationVersion(__version__)
        qt.setDesktopFileName("iaia-desktop")
        qt.setWindowIcon(application_icon())
        folders = program_folders()
        self.settings = SettingsFile(folders.config / "settings.json")
        self.theme = Theme(qt, scheme=self.settings.value.theme)
        self.runner = TaskRunner()
        self.embeddings = EmbeddingCache(folders.embeddings)
        self.services = Services(
            folders=folders,
            settings=self.settings,
            runner=self.runner,
            embeddings=self.embeddings,
            thumbnails=ThumbnailCache(folders.thumbnails, _THUMBNAIL_CACHE_BYTES),
            clock=time.time,
        )
        self.desk = Desk(self.services)
        self.window = MainWindow(self.desk, self.services, self.theme)
        self.long_lived = LongLived(self.desk, self.window)
        self.warm_up = WarmUp()

    def start(
        self,
        target: Path | None,
        *,
        demo: bool = False,
        elsewhere: ElsewhereWish | None = None,
    ) -> None:
        """Show the window, and open what was asked for."""
        self.window.show()
        if demo:
            self.desk.open_demo()
        elif target is not None:
            self.desk.open(target, elsewhere=elsewhere)
        self.desk.look_up_recent()
        self.warm_up.start()

    def shut_down(self) -> None:
        """Stop in order: the session, then the tasks, then the caches."""
        self.warm_up.stop()
        self.desk.cancel_opening()
        self.desk.close()
        self.runner.shutdown()
        self.embeddings.close()


def run_window(
    target: Path | None, *, demo: bool = False, elsewhere: ElsewhereWish | None = None
) -> int:
    """Run the program with its window until it is closed.

    Parameters
    ----------
    target : Path or None
        A folder of images or a session file; None shows the start page.
    demo : bool
        Open the pictures that the program draws itself.
    elsewhere : ElsewhereWish or None
        Embeddings made elsewhere that the session uses.

    Returns
    -------
    int
        Exit code.
    """
    qt = QApplication(sys.argv[:1])
    start_logging(program_folders().logs)
    application = Application(qt)
    reporter = FaultReporter(application.window)
    reporter.install()
    # Python sees signals only while it runs: a timer lets it.
    poll = QTimer(interval=_SIGNAL_POLL_MS)
    poll.timeout.connect(_let_python_run)
    poll.start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: application.window.close())
    application.start(target, demo=demo, elsewhere=elsewhere)
    try:
        return qt.exec()
    finally:
        application.shut_down()
        reporter.uninstall()
        logging.shutdown()


def _let_python_run() -> None:
    """Do nothing: being called is enough."""
