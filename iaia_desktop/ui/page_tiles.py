"""What the tiles of a page say, and the keys that go with them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from iaia_desktop.core.types import FileStatus, ImageId
from iaia_desktop.session.actions import effective_keys
from iaia_desktop.session.settings import Settings
from iaia_desktop.session.views import ClassRow
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.page_delegate import OUT_MARK, UNSHOWN_MARK
from iaia_desktop.ui.thumbnail_model import Tile

_BAD = frozenset({FileStatus.FAILED, FileStatus.MISSING})
_ZOOM_KEY = "Space"
"""The grid's own key: it does not confirm."""


@dataclass(frozen=True, slots=True)
class PageKeys:
    """The keys of a page, portable, and one line about them."""

    confirm: str
    one: str
    hints: str


class PageTiles:
    """Turn the images of the page on screen into tiles. GUI thread.

    Parameters
    ----------
    workspace : Workspace
        The open session.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._presenter = workspace.presenter
        self._flow = workspace.pages
        self._thumbnails = workspace.thumbnails

    def tile(self, image_id: ImageId) -> Tile:
        """Return what there is to show about an image of the page."""
        row = self._presenter.image_row(image_id)
        page = self._flow.page
        if page is None:
            return Tile(row)
        if page.is_out(image_id):
            unshown = self.failure(image_id) is not None
            return Tile(
                row,
                caption=self.words(image_id),
                mark=UNSHOWN_MARK if unshown else OUT_MARK,
                faded=True,
            )
        given = self.given(image_id)
        colour = given.colour if given is not None and page.is_corrected(image_id) else ""
        return Tile(row, caption=given.name if given else "", colour=colour)

    def given(self, image_id: ImageId) -> ClassRow | None:
        """Return the class that the image gets, if it gets one."""
        page = self._flow.page
        class_id = None if page is None else page.class_of(image_id)
        return None if class_id is None else self._presenter.class_row(class_id)

    def words(self, image_id: ImageId) -> str:
        """Return what becomes of the image when the page is confirmed."""
        given = self.given(image_id)
        if given is not None:
            return given.name
        if self.failure(image_id) is not None:
            return _tr("Cannot be shown: stays undecided")
        return _tr("Taken out: stays undecided")

    def failure(self, image_id: ImageId) -> str | None:
        """Return why the image cannot be shown, if it cannot."""
        row = self._presenter.image_row(image_id)
        if row.status in _BAD:
            return row.reason
        return self._thumbnails.failure(image_id)

    @staticmethod
    def keys_of(settings: Settings) -> PageKeys:
        """Return the keys of a page, where Space looks closer and so does not confirm."""
        keys = effective_keys(settings.keys)

        def first(action_id: str) -> str:
            others = [key for key in keys[action_id] if key != _ZOOM_KEY]
            # Most keyboards call it Enter; Qt calls that one Return.
            return "Enter" if "Enter" in others else (others[0] if others else "")

        hints = [
            _tr("Click or {key}: not this").format(key=key_text(first("discard"))),
            _tr("class key or {key}: another class").format(key=key_text(first("new_class"))),
            _tr("Shift+click: several"),
            _tr("Space: look closer"),
            _tr("{key}: undo").format(key=key_text(first("undo"))),
            _tr("Ctrl+wheel: size"),
        ]
        return PageKeys(first("accept"), first("one_image"), "   ·   ".join(hints))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PageTiles", text)
