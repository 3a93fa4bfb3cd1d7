"""What the start of the program waits for, and what it leaves for later."""

from __future__ import annotations

import linecache
import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from iaia_desktop.warm_up import PACKAGES, WarmUp

LATER = (
    "torch",
    "open_clip",
    "timm",
    "matplotlib",
    "iaia_desktop.session.workspace",
    "iaia_desktop.core.engine",
    "iaia_desktop.images.demo",
    "iaia_desktop.experiments",
    "iaia_desktop.ui.label_page",
    "iaia_desktop.ui.page_sheet",
    "iaia_desktop.ui.search_sheet",
    "iaia_desktop.ui.review_sheet",
    "iaia_desktop.ui.check_sheet",
    "iaia_desktop.ui.auto_label_dialog",
    "iaia_desktop.ui.settings_dialog",
    "iaia_desktop.ui.statistics_dialog",
    "iaia_desktop.ui.export_dialog",
)

# The window as the command line builds it; it is closed before the rest is imported in idle time.
START = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import iaia_desktop.app as app
from iaia_desktop.cli import main

def shown(self):
    real(self)
    print(*(name for name in sys.modules))
    QTimer.singleShot(0, self.close)

real = app.MainWindow.show
app.MainWindow.show = shown
sys.exit(main([]))
"""


def test_the_start_page_waits_for_nothing_that_a_session_needs(tmp_path: Path) -> None:
    environment = os.environ | {"IAIA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "iaia_desktop.ui.start_page" in loaded
    assert sorted(loaded.intersection(LATER)) == []


def test_idle_time_brings_the_rest(qtbot: QtBot) -> None:
    warm_up = WarmUp()
    with qtbot.waitSignal(warm_up.finished, timeout=60_000):
        warm_up.start()
    names = {name for name in LATER if name.startswith("iaia_desktop.")}
    names = {name for name in names if name.split(".")[1] in PACKAGES}
    assert names <= set(sys.modules)
    # Thousands of lines of source, which PySide looked at once.
    assert not [name for name in linecache.cache if "iaia_desktop" in name]


def test_a_module_that_cannot_be_imported_stops_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    from iaia_desktop import core

    (tmp_path / "aaa_needs_more.py").write_text("import no_such_library\n", encoding="utf-8")
    core.__path__.insert(0, str(tmp_path))
    try:
        warm_up = WarmUp(("core",))
        with qtbot.waitSignal(warm_up.finished, timeout=60_000):
            warm_up.start()
    finally:
        core.__path__.remove(str(tmp_path))
    assert "iaia_desktop.core.aaa_needs_more" not in sys.modules


def test_it_can_be_stopped(qtbot: QtBot) -> None:
    warm_up = WarmUp()
    ended: list[bool] = []
    warm_up.finished.connect(lambda: ended.append(True))
    warm_up.start()
    warm_up.stop()
    qtbot.wait(120)
    assert ended == []
