"""Bring the picture of the tile at the cursor into the closer look."""

from __future__ import annotations

from PySide6.QtCore import QObject

from iaia_desktop.core.types import ImageId
from iaia_desktop.session.workspace import Workspace
from iaia_desktop.ui.page_grid import PageGrid
from iaia_desktop.ui.page_tiles import PageTiles
from iaia_desktop.ui.page_zoom import PageZoom
from iaia_desktop.ui.painting import readable
from iaia_desktop.workers.picture_loader import Picture


class PageLooker(QObject):
    """Open and close the closer look, and let it follow the cursor.

    Parameters
    ----------
    grid : PageGrid
        Whose cursor is followed; the closer look lies over it.
    tiles : PageTiles
        Says what becomes of an image.
    workspace : Workspace
        Decodes the pictures.
    """

    def __init__(self, grid: PageGrid, tiles: PageTiles, workspace: Workspace) -> None:
        super().__init__(grid)
        self._grid = grid
        self._tiles = tiles
        self._workspace = workspace
        self._image_id: ImageId | None = None
        self.zoom = PageZoom(grid)
        self.zoom.close_requested.connect(self.close)
        grid.cursor_moved.connect(self._on_cursor_moved)
        workspace.views.ready.connect(self._on_ready)
        workspace.views.failed.connect(self._on_failed)

    @property
    def is_open(self) -> bool:
        """Whether a picture is shown large."""
        return self._image_id is not None

    def targets(self) -> list[ImageId]:
        """Return the image that is shown large: only that one can be meant then."""
        return [] if self._image_id is None else [self._image_id]

    def toggle(self) -> None:
        """Show the tile at the cursor large, or the page again."""
        if self.is_open:
            self.close()
            return
        ids = self._grid.tiles.ids
        cursor = self._grid.cursor_image()
        if cursor is None and ids:
            cursor = ids[0]
            self._grid.set_cursor(cursor)
        if cursor is not None:
            self.fit()
            self._show(cursor)
            self.zoom.show()
            self.zoom.raise_()

    def close(self) -> None:
        """Show the page again."""
        self._image_id = None
        self.zoom.hide()

    def fit(self) -> None:
        """Cover the grid."""
        self.zoom.setGeometry(self._grid.rect())

    def refresh(self) -> None:
        """Say anew what becomes of the image."""
        image_id = self._image_id
        if image_id is None:
            return
        given = self._tiles.given(image_id)
        name = readable(self._workspace.session.state.path(image_id))
        words = f"{name}   ·   {self._tiles.words(image_id)}"
        self.zoom.set_words(words, given.colour if given else "", name)

    def _show(self, image_id: ImageId) -> None:
        self._image_id = image_id
        ids = list(self._grid.tiles.ids)
        here = ids.index(image_id)
        around = [ids[at] for at in (here + 1, here - 1, here + 2) if 0 <= at < len(ids)]
        found = self._workspace.views.show(image_id, around)
        if isinstance(found, Picture):
            self.zoom.set_picture(found.image)
        elif isinstance(found, str):
            self.zoom.set_failed(found)
        else:
            size = self._grid.picture_size()
            self.zoom.set_waiting(self._workspace.thumbnails.pixmap(image_id, size))
        self.refresh()

    def _on_cursor_moved(self, image_id: int) -> None:
        if self.is_open:
            self._show(ImageId(image_id))

    def _on_ready(self, image_id: int, picture: Picture) -> None:
        if image_id == self._image_id:
            self.zoom.set_picture(picture.image)

    def _on_failed(self, image_id: int, reason: str) -> None:
        if image_id == self._image_id:
            self.zoom.set_failed(reason)
