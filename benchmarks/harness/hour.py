"""What a person does in an hour of labelling, one step after the other, in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from benchmarks.harness.window import WaitedTooLongError, WindowDriver
from iaia_desktop.core.types import ImageId
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.session.transfer_views import ExportChoice, ImportChoice, ImportSource
from iaia_desktop.ui.page_sheet import PageSheet

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_ORDERS = ("order_surest", "order_least_sure", "order_most_different", "order_by_class")
_PAUSE_S = 0.15


class ScriptedHour:
    """Drive a window through the work of an hour, without the time for thinking.

    Parameters
    ----------
    driver : WindowDriver
        The window.
    class_of : callable
        Returns the name of the class of an image, by its path.
    """

    def __init__(self, driver: WindowDriver, class_of: Callable[[str], str]) -> None:
        self._driver = driver
        self._class_of = class_of
        self.step = "nothing"
        """What is being done just now."""

    @contextmanager
    def doing(self, step: str) -> Iterator[None]:
        """Name what is done within."""
        before, self.step = self.step, step
        try:
            yield
        finally:
            self.step = before

    def truth(self, image_id: ImageId) -> str:
        """Return the name of the class that an image belongs to."""
        return self._class_of(self._driver.session.state.path(image_id))

    def label(self, count: int, step: str) -> None:
        """Label images one after the other, as the person knows them."""
        driver = self._driver
        with self.doing(step):
            for _ in range(count):
                driver.see_image()
                image_id = driver.session.current
                if image_id is None or not driver.session.navigator.waits(image_id):
                    driver.press(Qt.Key.Key_U)
                    driver.see_image()
                    image_id = driver.session.current
                if image_id is None:
                    return
                name = self.truth(image_id)
                driver.label_as(name)
                driver.live(_PAUSE_S)
                row = driver.session.state.class_named(name)
                if row is None or driver.session.state.verdict(image_id).class_id != row.class_id:
                    raise WaitedTooLongError(f"a key did not give “{name}” ({step})")

    def look_around(self) -> None:
        """Undo and redo, skip and discard, go to and fro, look closer."""
        driver = self._driver
        keys: list[tuple[str, Qt.Key, Qt.KeyboardModifier]] = [
            ("undo", Qt.Key.Key_Z, CONTROL),
            ("undo", Qt.Key.Key_Z, CONTROL),
            ("redo", Qt.Key.Key_Z, CONTROL | SHIFT),
            ("redo", Qt.Key.Key_Z, CONTROL | SHIFT),
            ("skip", Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier),
            ("discard", Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier),
            ("previous image", Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
            ("remove the label", Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
            ("last image", Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
            ("first image", Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
            ("actual size", Qt.Key.Key_1, CONTROL),
            ("fit", Qt.Key.Key_0, CONTROL),
            ("next unlabelled", Qt.Key.Key_U, Qt.KeyboardModifier.NoModifier),
        ]
        for step, key, modifier in keys:
            with self.doing(step):
                driver.see_image()
                driver.press(key, modifier)
                driver.live(_PAUSE_S)

    def confirm_pages(self, count: int) -> int:
        """Confirm pages of look-alikes, the wrong ones taken out; return how many came.

        Fewer come when single images teach more; at least one has to.
        """
        driver = self._driver
        done = 0
        with self.doing("pages: begin"):
            driver.press(Qt.Key.Key_G)
            driver.live(_PAUSE_S)
        for _ in range(count):
            with self.doing("pages: plan and show"):
                if not self._page_comes():
                    break
            with self.doing("pages: take out and confirm"):
                self._judge_page()
                done += 1
        with self.doing("pages: leave"):
            if driver.page.sheet is not None:
                driver.press(Qt.Key.Key_Escape)
            driver.see_image()
        if not done:
            raise WaitedTooLongError("no page came")
        return done

    def _page_comes(self) -> bool:
        driver = self._driver
        flow = driver.workspace.pages
        driver.until(
            lambda: not flow.active or (flow.page is not None and not flow.view.busy),
            "the next page is planned",
            60,
        )
        page = flow.page
        sheet = driver.page.sheet
        if page is None or not isinstance(sheet, PageSheet):
            return False
        driver.until(
            lambda: flow.page is not page or (sheet.armed and not sheet.grid.unpainted([])),
            "the page is on screen",
            60,
        )
        return flow.page is page

    def _judge_page(self) -> None:
        driver = self._driver
        flow = driver.workspace.pages
        page = flow.page
        sheet = driver.page.sheet
        if page is None or not isinstance(sheet, PageSheet):
            return
        name = driver.session.state.class_of(page.class_id).name
        wrong = [image_id for image_id in page.image_ids if self.truth(image_id) != name]
        if wrong:
            flow.take_out(wrong)
        shown = flow.view.image_ids
        for _ in range(100):
            view = flow.view
            if view.busy or view.image_ids != shown:
                return
            QTest.keyClick(sheet.grid, Qt.Key.Key_Return)
            driver.live(_PAUSE_S)
        raise WaitedTooLongError("a page was not taken")

    def sheets(self) -> None:
        """Look at the review and search."""
        driver = self._driver
        with self.doing("review"):
            driver.press(Qt.Key.Key_R)
            driver.until(lambda: not driver.workspace.review.view.busy, "the review is there")
            driver.live(0.5)
            driver.press(Qt.Key.Key_Escape)
            driver.see_image()
        for step, key in (("search", Qt.Key.Key_F), ("find images like this", Qt.Key.Key_L)):
            with self.doing(step):
                driver.press(key, CONTROL)
                driver.live(0.3)
                driver.until(lambda: not driver.workspace.search.busy, "something is found")
                driver.live(0.5)
                driver.press(Qt.Key.Key_Escape)
                driver.see_image()

    def statistics(self) -> None:
        """Label beside the open window of the statistics."""
        driver = self._driver
        with self.doing("statistics: open"):
            driver.press(Qt.Key.Key_T, CONTROL)
            driver.live(2.0)
            # Keys go to the window in front.
            driver.window.activateWindow()
            driver.live(_PAUSE_S)
        self.label(8, "label beside the statistics")
        with self.doing("statistics: close"):
            self._close_dialogs()

    def orders(self) -> None:
        """Ask for the images in every order."""
        driver = self._driver
        for order in (*_ORDERS, "order_folder"):
            with self.doing(order):
                driver.window.actions_by_id.action(order).trigger()
                driver.live(0.3)
                driver.until(lambda: not driver.workspace.ranker.busy, "the order is worked out")
                driver.live(0.7)
                driver.see_image()

    def dialogs(self) -> None:
        """Open what asks something, and close it again."""
        driver = self._driver
        for verb in ("open_settings", "export_labels", "show_keys", "auto_label", "show_problems"):
            with self.doing(verb):
                driver.window.commands.run(verb)
                driver.live(0.8)
                self._close_dialogs()

    def classes(self) -> None:
        """Rename a class, merge two, and take that back."""
        driver = self._driver
        session = driver.session
        first, second = session.state.classes()[:2]
        with self.doing("rename a class"):
            session.rename_class(first.class_id, f"{first.name} renamed")
            driver.live(_PAUSE_S)
            session.undo()
            driver.live(_PAUSE_S)
        with self.doing("merge classes"):
            session.merge_classes(second.class_id, first.class_id)
            driver.live(_PAUSE_S)
        with self.doing("undo a merge"):
            session.undo()
            driver.live(_PAUSE_S)

    def export(self, folder: Path, mode: ExportMode) -> None:
        """Export, and go on labelling meanwhile."""
        driver = self._driver
        with self.doing("export"):
            driver.window.transfers.export(driver.workspace, ExportChoice(str(folder), mode))
        self.label(5, "label while exporting")
        with self.doing("export"):
            driver.until(lambda: not driver.window.transfers.exporting, "the export is done")
        if driver.window.transfers.exported_to != folder:
            raise WaitedTooLongError("the export failed")

    def import_from(self, folder: Path) -> None:
        """Import the labels of an export, over the present ones."""
        driver = self._driver
        ended: list[bool] = []

        def note() -> None:
            ended.append(True)

        driver.window.transfers.import_ended.connect(note)
        with self.doing("import"):
            source = ImportSource.CLASS_FOLDERS
            choice = ImportChoice(source, str(folder), replace_labels=True)
            driver.window.transfers.import_labels(driver.workspace, choice)
            driver.until(lambda: bool(ended), "the labels are imported")
            driver.live(0.5)
        driver.window.transfers.import_ended.disconnect(note)

    def rescan(self) -> None:
        """Look for changes in the folder."""
        driver = self._driver
        with self.doing("rescan"):
            driver.press(Qt.Key.Key_F5)
            driver.live(0.2)
            driver.until(lambda: not driver.workspace.folder.scanning, "the folder is scanned")

    def _close_dialogs(self) -> None:
        for dialog in self._driver.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.close()
        self._driver.window.activateWindow()
        self._driver.live(0.2)
