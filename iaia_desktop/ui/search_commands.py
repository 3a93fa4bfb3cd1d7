"""The verbs that search: show the sheet, and look for images like one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from iaia_desktop.session.desk import Desk

if TYPE_CHECKING:
    from iaia_desktop.core.types import ImageId
    from iaia_desktop.ui.label_page import LabelPage
    from iaia_desktop.ui.search_sheet import SearchSheet


class PageSource(Protocol):
    """Knows the page that is on screen."""

    def label_page(self) -> LabelPage | None:
        """Return the page of the open session, or None."""
        ...


class SearchCommands(QObject):
    """Make the search sheet of a session when it is first wanted, and show it. GUI thread.

    Parameters
    ----------
    desk : Desk
        Holds the open session.
    pages : PageSource
        Knows the page on screen.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(self, desk: Desk, pages: PageSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages = pages

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers by action id."""
        return {"search_images": self._search, "find_similar": self._find_similar}

    def _search(self) -> None:
        sheet = self._shown()
        if sheet is not None:
            sheet.bar.focus_field()

    def _find_similar(self) -> None:
        image_id = self._image_looked_at()
        sheet = None if image_id is None else self._shown()
        if sheet is not None and image_id is not None:
            sheet.find_like(image_id)

    def _image_looked_at(self) -> ImageId | None:
        """Return the image under the cursor of another sheet, or the one on screen."""
        page, workspace = self._pages.label_page(), self._desk.workspace
        if page is None or workspace is None:
            return None
        if page.sheet is not None:
            from iaia_desktop.ui.thumbnail_grid import ThumbnailGrid

            grid = page.sheet.findChild(ThumbnailGrid)
            if grid is not None and grid.cursor_image() is not None:
                return grid.cursor_image()
        return workspace.session.current

    def _shown(self) -> SearchSheet | None:
        page, workspace = self._pages.label_page(), self._desk.workspace
        if page is None or workspace is None:
            return None
        from iaia_desktop.ui.search_sheet import SearchSheet

        sheet = page.findChild(SearchSheet)
        if sheet is None:
            sheet = SearchSheet(workspace, page)
            sheet.leave_requested.connect(self._leave)
            sheet.name_requested.connect(page.pick_new)
            sheet.class_requested.connect(page.pick_class)
            sheet.noticed.connect(self.noticed)
        page.show_sheet(sheet)
        return sheet

    def _leave(self) -> None:
        page = self._pages.label_page()
        if page is not None:
            page.show_sheet(None)
