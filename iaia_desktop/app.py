"""The composition root: builds every object once, wires them, and owns start-up and shutdown."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
import traceback
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from iaia_desktop import __version__
from iaia_desktop.collector import Collector
from iaia_desktop.fault_log import FaultLog
from iaia_desktop.faults import FaultReporter
from iaia_desktop.images.thumbnails import ThumbnailCache
from iaia_desktop.jobs.freed_memory import return_freed_memory
from iaia_desktop.long_lived import LongLived
from iaia_desktop.session.desk import Desk
from iaia_desktop.session.elsewhere_wish import ElsewhereWish
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.services import Services
from iaia_desktop.session.settings import SettingsFile
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.store.paths import program_folders
from iaia_desktop.task_bar import claim_place_in_task_bar
from iaia_desktop.ui.desktop_application import DesktopApplication
from iaia_desktop.ui.icons import application_icon
from iaia_desktop.ui.language import install_language
from iaia_desktop.ui.main_window import MainWindow
from iaia_desktop.ui.theme import Theme
from iaia_desktop.warm_up import WarmUp
from iaia_desktop.workers.task import TaskRunner

_THUMBNAIL_CACHE_BYTES = 512 << 20
_SIGNAL_POLL_MS = 200

_log = logging.getLogger(__name__)


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
        self.language = install_language(qt, self.settings.value.language)
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
        self.settings.watch(self._tell_of_settings)
        self.collector = Collector()
        self.long_lived = LongLived(self.desk, self.collector, self.window)
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
        self.collector.start()

    @property
    def is_stuck(self) -> bool:
        """Whether a thread went on working after the end, as in a library or a disk that hangs."""
        return self.runner.is_closed and bool(self.runner.running)

    def shut_down(self) -> None:
        """Stop in order: the session, then the tasks, then the caches; each of them in any case."""
        with ExitStack() as last_first:
            last_first.callback(self._close_caches)
            last_first.callback(self.runner.shutdown)
            last_first.callback(self.desk.close)
            last_first.callback(self.desk.cancel_opening)
            last_first.callback(self.collector.stop)
            last_first.callback(self.warm_up.stop)

    def _tell_of_settings(self, words: str) -> None:
        self.window.show_notice(Notice(NoticeKind.WARNING, words))

    def _close_caches(self) -> None:
        # A thread that is stuck may hold on to them; embeddings are on disk as they come.
        if not self.is_stuck:
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
    claim_place_in_task_bar()
    qt = DesktopApplication(sys.argv[:1])
    log = FaultLog(program_folders().logs)
    log.start()
    try:
        application = Application(qt)
    except Exception:  # noqa: BLE001 - there may be no terminal where it would be seen
        _log.exception("the program could not start")
        _say_not_started(traceback.format_exc(), log.path)
        log.stop()
        return 1
    reporter = FaultReporter(application.window, str(log.path))
    reporter.install()
    qt.opening_requested.connect(application.desk.open)
    # Python sees signals only while it runs: a timer lets it.
    poll = QTimer(interval=_SIGNAL_POLL_MS)
    poll.timeout.connect(_let_python_run)
    poll.start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: application.window.close())
    application.start(target, demo=demo, elsewhere=elsewhere)
    crashes = log.take_crashes()
    if crashes:
        reporter.tell_of_crash(crashes)
    code = 1
    try:
        code = qt.exec()
        return code
    finally:
        try:
            application.shut_down()
        except Exception:  # noqa: BLE001 - the window is gone: the log is where it is seen
            _log.exception("not everything was stopped")
        reporter.uninstall()
        log.stop()
        logging.shutdown()
        if application.is_stuck:
            # Everything is on disk. Python would wait for that thread for ever, and Qt would end
            # the program as if it had crashed.
            os._exit(code)


def _say_not_started(details: str, log_path: Path) -> None:
    """Say so where there may be no terminal to say it in."""
    title = QCoreApplication.translate("Application", "IAIA Desktop could not start.")
    words = QCoreApplication.translate(
        "Application",
        "Your labels are as you left them. Please report it with the details, which are in "
        "{path}, too.",
    )
    box = QMessageBox(QMessageBox.Icon.Critical, "IAIA Desktop", title)
    box.setInformativeText(words.format(path=log_path))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setDetailedText(details)
    box.exec()


def _let_python_run() -> None:
    """Do nothing: being called is enough."""
