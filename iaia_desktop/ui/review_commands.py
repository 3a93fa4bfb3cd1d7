"""The verbs of the review: show its sheet, and answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from iaia_desktop.session.desk import Desk
from iaia_desktop.session.services import Services

if TYPE_CHECKING:
    from iaia_desktop.ui.label_page import LabelPage


class PageSource(Protocol):
    """Knows the page that is on screen."""

    def label_page(self) -> LabelPage | None:
        """Return the page of the open session, or None."""
        ...


class ReviewCommands(QObject):
    """Make the sheet of the review when it is first wanted, and show it. GUI thread.

    Parameters
    ----------
    desk : Desk
        Holds the open session.
    pages : PageSource
        Knows the page on screen.
    services : Services
        Knows the keys of the person.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self, desk: Desk, pages: PageSource, services: Services, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pages = pages
        self._services = services

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers by action id.

        An answer without a question shows the review first.
        """
        return {"review_labels": self._show, "review_agree": self._show}

    def take_settings(self) -> None:
        """Let the sheet follow the person's keys."""
        page = self._pages.label_page()
        if page is None:
            return
        from iaia_desktop.ui.review_sheet import ReviewSheet

        sheet = page.findChild(ReviewSheet)
        if sheet is not None:
            sheet.take_settings(self._services.settings.value)

    def _show(self) -> None:
        page, workspace = self._pages.label_page(), self._desk.workspace
        if page is None or workspace is None:
            return
        from iaia_desktop.ui.review_sheet import ReviewSheet

        sheet = page.findChild(ReviewSheet)
        if sheet is None:
            sheet = ReviewSheet(workspace, self._services.settings.value, page)
            sheet.leave_requested.connect(self._leave)
            sheet.name_requested.connect(page.pick_new)
            sheet.class_requested.connect(page.pick_class)
            sheet.noticed.connect(self.noticed)
        page.show_sheet(sheet)

    def _leave(self) -> None:
        from iaia_desktop.ui.review_sheet import ReviewSheet

        page = self._pages.label_page()
        if page is not None and isinstance(page.sheet, ReviewSheet):
            page.show_sheet(None)
