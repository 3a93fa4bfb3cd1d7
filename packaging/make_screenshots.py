"""Make the screenshots of the documents from the demo pictures; anyone can run this.

    python packaging/make_screenshots.py [--output docs/screenshots] [--width 1280] [--height 800]

No screen is needed. Everything the program writes goes to a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from iaia_desktop.app import Application
from iaia_desktop.core.types import ImageState
from iaia_desktop.images.demo import demo_truth
from iaia_desktop.jobs.draw_demo import DEMO_COUNT
from iaia_desktop.session.views import SuggestionKind

_PATIENCE_S = 180.0


class Photographer:
    """Drive the program and take its picture.

    Parameters
    ----------
    qt : QApplication
        Qt's own.
    folder : Path
        Where the pictures go.
    """

    def __init__(self, qt: QApplication, folder: Path) -> None:
        self._qt = qt
        self._folder = folder
        self._truth = demo_truth(DEMO_COUNT)
        self.application = Application(qt)
        self.application.settings.change(encoder_spec="builtin")
        self.window = self.application.window

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Let the program work until a condition holds."""
        end = time.monotonic() + _PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("the program did not get there in time")
            self._qt.processEvents()
            time.sleep(0.005)

    def settle(self, seconds: float = 0.6) -> None:
        """Let thumbnails and delayed painting arrive."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._qt.processEvents()
            time.sleep(0.005)

    def take(self, name: str) -> None:
        """Save the window, with the dialog on top of it if there is one, light and dark."""
        for scheme in ("light", "dark"):
            self.application.theme.set_scheme(scheme)
            self.settle(0.4)
            dialogs = [row for row in self.window.findChildren(QDialog) if row.isVisible()]
            picture = (dialogs[-1] if dialogs else self.window).grab()
            path = self._folder / f"{name}-{scheme}.png"
            picture.save(str(path))
            # 256 colours are enough for a document, and a third of the size.
            with Image.open(path) as large:
                small = large.convert("RGB").quantize(256)
            small.save(path, optimize=True)
        self.application.theme.set_scheme("light")

    def close_dialogs(self) -> None:
        """Close what is open."""
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()
        self.settle(0.2)

    def open_demo(self) -> None:
        """Open the demo and wait until every picture is embedded."""
        self.application.start(None, demo=True)
        desk = self.application.desk
        self.wait_until(lambda: desk.workspace is not None)
        workspace = desk.workspace
        assert workspace is not None  # noqa: S101 - waited for
        self.wait_until(lambda: len(workspace.session.state) == DEMO_COUNT)
        self.wait_until(lambda: workspace.encoders.encoder is not None)
        self.wait_until(lambda: workspace.encoders.waiting_count == 0)
        self.settle()

    def label(self, count: int, *, stop_at: SuggestionKind | None = None) -> None:
        """Label as one who knows, with real key presses, until a kind of suggestion comes."""
        workspace = self.application.desk.workspace
        page = self.window.label_page()
        if workspace is None or page is None:
            raise RuntimeError("no session is open")
        session = workspace.session
        for _ in range(count):
            self.wait_until(lambda: page.stage.can_be_judged)
            page.refresh_suggestion()
            if page.panel.view.kind is stop_at or session.current is None:
                break
            name = self._truth[session.state.path(session.current)]
            row = session.state.class_named(name)
            if row is None:
                QTest.keyClick(self.window, Qt.Key.Key_N)
                QTest.keyClicks(page.picker.field, name)
                QTest.keyClick(page.picker.field, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(self.window, row.key)
            if session.state.count_state(ImageState.UNLABELLED) == 0:
                break
        self.settle()


def main() -> int:
    """Make all screenshots; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=800)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["IAIA_HOME"] = home
        photographer = Photographer(QApplication(sys.argv[:1]), options.output)
        window = photographer.window
        window.resize(options.width, options.height)
        photographer.open_demo()
        photographer.take("first-image")
        photographer.label(46)
        photographer.label(80, stop_at=SuggestionKind.KNOWN)
        photographer.take("labelling")
        photographer.label(120, stop_at=SuggestionKind.NEW)
        photographer.take("new-class")
        QTest.keyClick(window, Qt.Key.Key_N)
        photographer.settle()
        photographer.take("naming")
        page = window.label_page()
        if page is not None:
            page.picker.close_picker()
        for name, command in (
            ("keys", "show_keys"),
            ("settings", "open_settings"),
            ("export", "export_labels"),
            ("import", "import_labels"),
            ("about", "about"),
        ):
            window.commands.run(command)
            photographer.settle()
            photographer.take(name)
            photographer.close_dialogs()
        photographer.application.desk.close()
        photographer.settle(1.5)
        photographer.take("start-page")
        window.close()
        photographer.application.shut_down()
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
