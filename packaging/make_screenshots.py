"""Make the screenshots of the documents from the demo pictures; anyone can run this.

    python packaging/make_screenshots.py [--output docs/screenshots] [--width 1120] [--height 700]

No screen is needed. Everything the program writes goes to a temporary folder. It takes some
minutes. Each picture is named by what it shows and by its colours.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from iaia_desktop.app import Application
from iaia_desktop.core.types import ImageState
from iaia_desktop.images.demo import demo_truth
from iaia_desktop.jobs.draw_demo import DEMO_COUNT
from iaia_desktop.session.views import SuggestionKind
from iaia_desktop.ui.page_header import PageHeader

_PATIENCE_S = 600.0

_COLOURS = 256
_FLAT_COLOURS = 128
"""How many of them may be colours of plain areas, which make up the window itself."""

_MOST_PAGES = 12

_DIALOG_WIDTH_PX = 1080
_WIDE_FROM_PX = 760


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

    def take(self, name: str, *schemes: str) -> None:
        """Save the window, with the dialog on top of it if there is one; light unless said."""
        for scheme in schemes or ("light",):
            self.application.theme.set_scheme(scheme)
            self.settle(0.5)
            dialogs = [row for row in self.window.findChildren(QDialog) if row.isVisible()]
            path = self._folder / f"{name}-{scheme}.png"
            (dialogs[-1] if dialogs else self.window).grab().save(str(path))
            _shrink(path)
        self.application.theme.set_scheme("light")

    def run(self, command: str) -> None:
        """Carry out an action, and let what it shows arrive."""
        self.window.commands.run(command)
        self.settle(1.0)

    def turn_to_page_of(self, name: str) -> None:
        """Pass pages of look-alikes over until one of a class comes."""
        for _ in range(_MOST_PAGES):
            self.settle(3.0)
            header = self.window.findChild(PageHeader)
            if header is not None and f"“{name}”" in header.title:
                return
            if header is not None:
                header.none_requested.emit()
        raise RuntimeError(f"no page of {name} came")

    def widen_dialog(self) -> None:
        """Make room in a dialog that holds more than a screen of its own size shows."""
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible() and dialog.width() > _WIDE_FROM_PX:
                dialog.resize(max(dialog.width(), _DIALOG_WIDTH_PX), dialog.height())

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

    def label(self, count: int, *, stop_at: SuggestionKind | None = None, wrong: int = 0) -> None:
        """Label as one who knows, with real key presses, until a kind of suggestion comes.

        Parameters
        ----------
        count : int
            Images at most.
        stop_at : SuggestionKind, optional
            Where to stop.
        wrong : int, optional
            How many of them get another class than they should: there is something to review then.
        """
        workspace = self.application.desk.workspace
        page = self.window.label_page()
        if workspace is None or page is None:
            raise RuntimeError("no session is open")
        session = workspace.session
        for number in range(count):
            self.wait_until(lambda: page.stage.can_be_judged)
            page.refresh_suggestion()
            if page.panel.view.kind is stop_at or session.current is None:
                break
            name = self._truth[session.state.path(session.current)]
            if number < wrong:
                name = next(row.name for row in session.state.classes() if row.name != name)
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

    def break_files(self) -> None:
        """Put files that cannot be read into the folder, and have them found."""
        workspace = self.application.desk.workspace
        if workspace is None:
            raise RuntimeError("no session is open")
        folder = workspace.session.store.folder
        whole = next(folder.rglob("*.jpg"), None) or next(folder.rglob("*.png"))
        (folder / "cut short.jpg").write_bytes(whole.read_bytes()[:700])
        (folder / "empty.png").write_bytes(b"")
        (folder / "a text.jpg").write_text("Not a picture.\n" * 50)
        self.run("rescan")
        self.wait_until(lambda: len(workspace.session.state.problems()) == 3)


def _shrink(path: Path) -> None:
    """Keep a picture small: few colours are enough for a document.

    Those of plain areas stay what they are, however few pixels they have: the dots of two classes
    must not look the same because of what a photo in the middle needs.
    """
    with Image.open(path) as large:
        whole = large.convert("RGB")
    pixels = np.asarray(whole)
    plain = (pixels[:, :-2] == pixels[:, 1:-1]).all(-1) & (pixels[:, 1:-1] == pixels[:, 2:]).all(-1)
    colours, counts = np.unique(pixels[:, :-2][plain], axis=0, return_counts=True)
    flat = colours[np.argsort(-counts)][:_FLAT_COLOURS]
    others = whole.quantize(_COLOURS - len(flat)).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*flat.ravel().tolist(), *others][: 3 * _COLOURS])
    whole.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def _photograph(photographer: Photographer) -> None:
    """Go through the program, and take its pictures on the way."""
    window = photographer.window
    photographer.open_demo()
    QTest.keyClick(window, Qt.Key.Key_N)
    photographer.settle()
    photographer.take("new-class")
    page = window.label_page()
    workspace = photographer.application.desk.workspace
    if page is None or workspace is None:
        raise RuntimeError("no session is open")
    page.picker.close_picker()
    photographer.label(48)
    photographer.label(80, stop_at=SuggestionKind.KNOWN)
    photographer.take("labelling", "light", "dark")
    photographer.label(30)
    size = window.size()
    window.resize(size.width() + 100, size.height() - 50)
    photographer.run("label_pages")
    photographer.turn_to_page_of("sea")
    photographer.take("page")
    window.resize(size)
    photographer.run("one_image")
    photographer.label(60)
    photographer.run("find_similar")
    photographer.settle(3.0)
    photographer.take("search")
    photographer.run("one_image")
    photographer.label(4, wrong=4)
    photographer.label(20)
    photographer.run("review_labels")
    photographer.wait_until(lambda: workspace.review.view.item is not None)
    photographer.settle(2.0)
    photographer.take("review")
    photographer.run("one_image")
    photographer.break_files()
    for name, command in (
        ("statistics", "show_statistics"),
        ("export", "export_labels"),
        ("settings", "open_settings"),
        ("problems", "show_problems"),
    ):
        photographer.run(command)
        photographer.widen_dialog()
        photographer.settle(1.5)
        photographer.take(name)
        photographer.close_dialogs()
    photographer.application.desk.close()
    photographer.settle(1.5)
    photographer.take("start-page")


def main() -> int:
    """Make all screenshots; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--width", type=int, default=1120)
    parser.add_argument("--height", type=int, default=700)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["IAIA_HOME"] = home
        photographer = Photographer(QApplication(sys.argv[:1]), options.output)
        window = photographer.window
        window.resize(options.width, options.height)
        _photograph(photographer)
        window.close()
        photographer.application.shut_down()
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
