"""A page of a dialog that is built when somebody turns to it, so that the dialog opens at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from iaia_desktop.ui.theme import set_role

Page = TypeVar("Page", bound=QWidget)


class LatePage(QWidget, Generic[Page]):
    """Stand in for a page until it is shown or asked for.

    Parameters
    ----------
    build : callable
        Takes the owner and returns the page, filled in. Called once.
    scrolls : bool
        Whether the page scrolls where there is too little room for it.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        build: Callable[[QWidget], Page],
        *,
        scrolls: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._build = build
        self._scrolls = scrolls
        self._page: Page | None = None

    @property
    def is_built(self) -> bool:
        """Whether the page is there, so that its widgets say more than what it was built from."""
        return self._page is not None

    @property
    def page(self) -> Page:
        """The page; built now if it was not."""
        if self._page is None:
            self._page = self._lay_out()
        return self._page

    def showEvent(self, event: QShowEvent) -> None:
        """Build the page before it is seen."""
        super().showEvent(event)
        _ = self.page

    def _lay_out(self) -> Page:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        # With its owner from the beginning: a tree of widgets that moves is styled anew as a whole.
        if not self._scrolls:
            page = self._build(self)
            column.addWidget(page)
            return page
        scroll = QScrollArea(self)
        set_role(scroll, "flat-list")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(scroll)
        page = self._build(scroll)
        scroll.setWidget(page)
        self.setFocusProxy(page)
        return page
