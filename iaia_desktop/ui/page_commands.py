"""The verb that shows pages of look-alikes, and what goes on between them and the one image."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.session.desk import Desk
from iaia_desktop.session.services import Services

if TYPE_CHECKING:
    from iaia_desktop.ui.label_page import LabelPage
    from iaia_desktop.ui.page_sheet import PageSheet

_SAVE_AFTER_MS = 400


class PageSource(Protocol):
    """Knows the page that is on screen."""

    def label_page(self) -> LabelPage | None:
        """Return the page of the open session, or None."""
        ...


class PageCommands(QObject):
    """Make the sheet of pages for a session when it is first wanted, and show it. GUI thread.

    Parameters
    ----------
    desk : Desk
        Holds the open session.
    pages : PageSource
        Knows the page on screen.
    services : Services
        Keeps the size of the tiles.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    command_requested = Signal(str)
    """A verb of the actions table."""

    def __init__(
        self, desk: Desk, pages: PageSource, services: Services, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages = pages
        self._services = services
        self._tile_px = services.settings.value.page_tile_px
        self._save_timer = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._save_timer.timeout.connect(self._save_tile_size)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers by action id."""
        return {"label_pages": self._show, "undo": self._undo}

    def take_settings(self) -> None:
        """Let the sheet follow the person's keys."""
        sheet = self._sheet()
        if sheet is not None:
            sheet.take_settings(self._services.settings.value)

    def _show(self) -> None:
        page = self._pages.label_page()
        if page is not None:
            page.show_sheet(self._sheet() or self._made(page))

    def _undo(self) -> None:
        """Take the last decision back; a page is shown again for it."""
        page = self._pages.label_page()
        workspace = self._desk.workspace
        if page is None or workspace is None:
            return
        if page.sheet is None and workspace.pages.is_undone_next:
            if self._sheet() is None:
                self._made(page)
            workspace.pages.undo()
        else:
            workspace.session.undo()

    def _sheet(self) -> PageSheet | None:
        page = self._pages.label_page()
        if page is None:
            return None
        from iaia_desktop.ui.page_sheet import PageSheet

        return page.findChild(PageSheet)

    def _made(self, page: LabelPage) -> PageSheet | None:
        workspace = self._desk.workspace
        if workspace is None:
            return None
        from iaia_desktop.ui.page_sheet import PageSheet

        sheet = PageSheet(workspace, self._services.settings.value, page)
        sheet.leave_requested.connect(self._leave)
        sheet.shown_again.connect(self._come_back)
        sheet.name_requested.connect(page.pick_new)
        sheet.class_requested.connect(page.pick_class)
        sheet.export_requested.connect(partial(self.command_requested.emit, "export_labels"))
        sheet.tile_size_chosen.connect(self._keep_tile_size)
        sheet.noticed.connect(self.noticed)
        return sheet

    def _leave(self) -> None:
        page = self._pages.label_page()
        if page is None or page.sheet is not self._sheet():
            return
        page.show_sheet(None)
        workspace = self._desk.workspace
        if workspace is not None:
            workspace.session.navigator.leave_decided()

    def _come_back(self) -> None:
        page = self._pages.label_page()
        workspace = self._desk.workspace
        if page is None or workspace is None:
            return
        if page.sheet is None and not page.picker.isVisible():
            self._show()
        else:
            # Something else has the person's attention.
            workspace.pages.postpone()

    def _keep_tile_size(self, side_px: int) -> None:
        self._tile_px = side_px
        self._save_timer.start()

    def _save_tile_size(self) -> None:
        if self._tile_px != self._services.settings.value.page_tile_px:
            self._services.settings.change(page_tile_px=self._tile_px)
