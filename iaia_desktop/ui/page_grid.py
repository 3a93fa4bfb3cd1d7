"""The tiles of a page of look-alikes: they fit the window, and it is known which ones were seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from iaia_desktop.core.pages import DEFAULT_PAGE_SIZE
from iaia_desktop.core.types import ImageId
from iaia_desktop.session.views import ThumbnailSource
from iaia_desktop.ui.page_delegate import PageDelegate, page_cell_size
from iaia_desktop.ui.shortcut_guard import ShortcutGuard
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.thumbnail_grid import LARGEST_TILE_PX, SMALLEST_TILE_PX, ThumbnailGrid
from iaia_desktop.ui.thumbnail_model import ID_ROLE, Tile

MOST_TILES = 200
"""More are not looked at with care, however small the tiles and large the screen."""

_TILE_STEP_PX = 16
_SETTLE_MS = 60
_USUAL_TILE_PX = 180
"""Tiles grow with the window up to this; larger ones are for the person to choose."""


class WatchedThumbnails(QObject):
    """Pass thumbnails on, and note of which images a picture was there when it was painted.

    Parameters
    ----------
    source : ThumbnailSource
        Gives the pictures.
    """

    thumbnail_ready = Signal(int)

    def __init__(self, source: ThumbnailSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.painted: set[ImageId] = set()
        self.fresh: set[ImageId] = set()
        """Those painted since somebody cleared this."""

        source.thumbnail_ready.connect(self.thumbnail_ready)

    def pixmap(self, image_id: ImageId, size: QSize) -> QPixmap | None:
        """Return the thumbnail, or None and ask for it."""
        picture = self._source.pixmap(image_id, size)
        if picture is not None:
            self.painted.add(image_id)
            self.fresh.add(image_id)
        return picture


class PageGrid(ThumbnailGrid):
    """Show the images of one page.

    A plain click asks to take a tile out, or to put it back; a double click and Space ask for a
    closer look. Enter and letters are left to the window. Unless the person chose a size, tiles are
    as large as lets a whole page of 24 fit into the window.

    Parameters
    ----------
    tile_of : callable
        Gives what there is to show about an image.
    thumbnails : ThumbnailSource
        Gives pictures without blocking.
    """

    tile_toggled = Signal(int)
    """A plain click on a tile."""

    zoom_requested = Signal()
    """The tile at the cursor is to be shown large, or no longer."""

    capacity_changed = Signal(int)
    """So many images make a page in this window."""

    def __init__(
        self,
        tile_of: Callable[[ImageId], Tile],
        thumbnails: ThumbnailSource,
        *,
        parent: QWidget | None = None,
    ) -> None:
        self._watched = WatchedThumbnails(thumbnails)
        self._chosen_px = 0
        self._capacity = 0
        self._pressed: ImageId | None = None
        self._seen: set[ImageId] = set()
        # While a window is laid out it passes through sizes that nobody sees.
        self._settling = QTimer(singleShot=True, interval=_SETTLE_MS)
        super().__init__(tile_of, self._watched, activates=False, parent=parent)
        self._watched.setParent(self)
        self._settling.setParent(self)
        self._settling.timeout.connect(self._say_capacity)
        self._delegate = PageDelegate(self._watched, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Images of the page"))
        set_role(self, "page-grid")
        ShortcutGuard(self, {Qt.Key.Key_Space})
        self.tile_size_changed.connect(self._choose)
        self.tile_clicked.connect(self._on_tile_pressed)
        self._fit_cells()

    # --- what is shown ------------------------------------------------------------------------

    def set_images(self, ids: Sequence[ImageId], *, keep: bool = False) -> None:
        """Show these images; on a new page nothing is selected, and no tile has the cursor."""
        super().set_images(ids, keep=keep)
        if not keep:
            self._seen.clear()
            self._watched.painted.clear()
            self.setCurrentIndex(QModelIndex())

    def targets(self) -> list[ImageId]:
        """Return the images that a key is about: those selected, else the one at the cursor."""
        chosen = self.selected()
        cursor = self.cursor_image()
        return chosen or ([] if cursor is None else [cursor])

    def unseen(self, image_ids: Iterable[ImageId]) -> list[ImageId]:
        """Return those whose picture was never on screen, for the greater part at least."""
        return [image_id for image_id in image_ids if image_id not in self._seen]

    def unpainted(self, image_ids: Iterable[ImageId]) -> list[ImageId]:
        """Return those whose picture was not there when their tile was painted."""
        return [image_id for image_id in image_ids if image_id not in self._watched.painted]

    def picture_size(self) -> QSize:
        """Return the size of the pictures, in device pixels, as they are asked for."""
        side = round(self.tile_px * self.devicePixelRatioF())
        return QSize(side, side)

    def scroll_to(self, image_id: ImageId) -> None:
        """Bring a tile into view; the cursor stays where it is."""
        index = self._tiles.index_of(image_id)
        if index.isValid():
            self.scrollTo(index)

    # --- how large ----------------------------------------------------------------------------

    @property
    def chosen_px(self) -> int:
        """The side of the tiles that the person chose; 0 for what suits the window."""
        return self._chosen_px

    @property
    def capacity(self) -> int:
        """How many images make a page in this window."""
        return self._capacity

    def choose_px(self, side_px: int) -> None:
        """Show tiles of this side, in logical pixels; 0 for what suits the window."""
        self._chosen_px = side_px
        self._fit()

    def step_px(self, steps: int) -> None:
        """Make the tiles larger or smaller by so many steps."""
        before = self.tile_px
        self.set_tile_px(before + steps * _TILE_STEP_PX)
        if self.tile_px != before:
            self.tile_size_changed.emit(self.tile_px)

    def showEvent(self, event: QShowEvent) -> None:
        """Say how large a page is once the layout has settled."""
        super().showEvent(event)
        self._settling.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the tiles anew."""
        super().resizeEvent(event)
        self._fit()

    def _choose(self, side_px: int) -> None:
        self._chosen_px = side_px
        self._fit()

    def _fit(self) -> None:
        side_px = self._chosen_px or self._fitting_px()
        self.set_tile_px(side_px)
        fits = self._count_fitting(self.tile_px)
        capacity = min(fits, MOST_TILES if self._chosen_px else DEFAULT_PAGE_SIZE)
        if capacity != self._capacity:
            self._capacity = capacity
            self._settling.start()

    def _say_capacity(self) -> None:
        if self.isVisible():
            self.capacity_changed.emit(self._capacity)

    def _fitting_px(self) -> int:
        for side_px in range(min(_USUAL_TILE_PX, LARGEST_TILE_PX), SMALLEST_TILE_PX, -2):
            if self._count_fitting(side_px) >= DEFAULT_PAGE_SIZE:
                return side_px
        return SMALLEST_TILE_PX

    def _count_fitting(self, side_px: int) -> int:
        cell = page_cell_size(side_px)
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2
        columns = max(1, room // cell.width())
        return columns * max(1, self.viewport().height() // cell.height())

    def _cell(self) -> QSize:
        return page_cell_size(self._delegate.tile_px)

    # --- events -------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus without putting the cursor on a tile that nobody chose."""
        had_cursor = self.currentIndex().isValid()
        super().focusInEvent(event)
        if not had_cursor:
            self.setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a closer look with Space; walk and select with the arrows."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.zoom_requested.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Toggle a tile that was pressed and not dragged from."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self.selected() == [pressed]:
            self.tile_toggled.emit(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for a closer look, and take back what the first click did."""
        index = self.indexAt(event.position().toPoint())
        if (
            event.button() is not Qt.MouseButton.LeftButton
            or event.modifiers() != Qt.KeyboardModifier.NoModifier
            or not index.isValid()
        ):
            self.mousePressEvent(event)
            return
        self.tile_toggled.emit(int(index.data(ID_ROLE)))
        self.zoom_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles, and note which ones are seen by that."""
        super().paintEvent(event)
        self._note_seen(self._watched.fresh - self._seen)
        self._watched.fresh.clear()

    def _note_seen(self, painted: Collection[ImageId]) -> None:
        window = self.viewport().rect()
        for image_id in painted:
            place = self.visualRect(self._tiles.index_of(image_id))
            # A tile of which only an edge shows has not been looked at.
            if place.isValid() and window.contains(place.center()):
                self._seen.add(image_id)

    def _on_tile_pressed(self, image_id: int) -> None:
        self._pressed = ImageId(image_id)
