"""A grid of thumbnails with a cursor and a selection, however many images there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from iaia_desktop.core.types import ImageId
from iaia_desktop.session.views import ThumbnailSource
from iaia_desktop.ui.painting import Note, paint_note
from iaia_desktop.ui.shortcut_guard import LIST_KEYS, ShortcutGuard
from iaia_desktop.ui.theme import set_role, tokens_of
from iaia_desktop.ui.thumbnail_delegate import ThumbnailDelegate, cell_size
from iaia_desktop.ui.thumbnail_model import ID_ROLE, ThumbnailModel, Tile

SMALLEST_TILE_PX = 72
LARGEST_TILE_PX = 320
_TILE_STEP_PX = 16

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WALKING = (LIST_KEYS - _ENTER - {Qt.Key.Key_Space}) | {Qt.Key.Key_Left, Qt.Key.Key_Right}
_Flag = QItemSelectionModel.SelectionFlag


_AT_ONCE = 5_000
"""Tiles that are laid out in one go, some 7 ms; more of them follow one lot after the other."""


class ThumbnailGrid(QListView):
    """Show images as tiles; paint and ask for the visible ones only.

    A click selects one tile, Ctrl+click adds or takes away, Shift+click selects all from the last
    plain click to here; a drag does the same. Arrows walk, with Shift they select. Ctrl+A selects
    all, Ctrl+wheel changes the size of the tiles. Letters are left to the window: they are keys of
    classes.

    Parameters
    ----------
    tile_of : callable
        Gives what there is to show about an image, a ``Tile``; on the GUI thread.
    thumbnails : ThumbnailSource
        Gives pictures without blocking.
    activates : bool, optional
        Whether Enter asks for the image under the cursor and Space selects it; otherwise these two
        keys are left to the window's verbs.
    parent : QWidget, optional
        Owner.
    """

    image_requested = Signal(int)
    """Double click, or Enter: the person wants to see this image."""

    tile_clicked = Signal(int)
    """A plain click on a tile, after the selection followed it."""

    cursor_moved = Signal(int)
    """The cursor is on this image."""

    selection_changed = Signal()
    """Other images are selected; ask :meth:`selected`."""

    tile_size_changed = Signal(int)
    """Side of the tiles, in logical pixels, after the person changed it."""

    def __init__(
        self,
        tile_of: Callable[[ImageId], Tile],
        thumbnails: ThumbnailSource,
        *,
        activates: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tiles = ThumbnailModel(tile_of, self)
        self._delegate = ThumbnailDelegate(thumbnails, self)
        self._activates = activates
        self._anchor: int | None = None
        self._note: Note | None = None
        self._wheel_rest = 0
        self.setModel(self._tiles)
        self.setItemDelegate(self._delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setBatchSize(_AT_ONCE)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The selection follows the order of the tiles, not rectangles: it is made here.
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoScroll(False)
        self.setMouseTracking(True)
        set_role(self, "thumbnail-grid")
        self.setAccessibleName(self.tr("Grid of images"))
        ShortcutGuard(self, _WALKING | (LIST_KEYS if activates else frozenset()))
        thumbnails.thumbnail_ready.connect(self._show_thumbnail)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._fit_cells()

    # --- what is shown ------------------------------------------------------------------------

    @property
    def tiles(self) -> ThumbnailModel:
        """The images of the grid."""
        return self._tiles

    @property
    def tile_px(self) -> int:
        """Side of the tiles, in logical pixels."""
        return self._delegate.tile_px

    def set_images(self, ids: Sequence[ImageId], *, keep: bool = False) -> None:
        """Show these images, in this order, instead of all before.

        Parameters
        ----------
        keep : bool, optional
            Whether images that stay keep cursor, selection and place of the scroll bar.
        """
        cursor, chosen, scroll = self.cursor_image(), self.selected(), self.verticalScrollBar()
        value = scroll.value()
        self._tiles.set_images(ids)
        many = len(ids) > _AT_ONCE
        self.setLayoutMode(
            QListView.LayoutMode.Batched if many else QListView.LayoutMode.SinglePass
        )
        self._anchor = None
        if keep:
            self.select([each for each in chosen if self._tiles.index_of(each).isValid()])
            if cursor is not None and self._tiles.index_of(cursor).isValid():
                self._put_cursor(self._tiles.index_of(cursor).row())
            # The layout of the new rows comes first, or the bar would still have the old range.
            self.doItemsLayout()
            scroll.setValue(value)
        else:
            self.scrollToTop()

    def refresh(self, image_ids: Iterable[ImageId]) -> None:
        """Look these images up again, after something was decided about them."""
        self._tiles.refresh(image_ids)

    def set_tile_px(self, side_px: int) -> None:
        """Show tiles of this side, in logical pixels; the tile under the cursor stays in view."""
        side_px = max(SMALLEST_TILE_PX, min(LARGEST_TILE_PX, side_px))
        if side_px == self._delegate.tile_px:
            return
        self._delegate.tile_px = side_px
        self._fit_cells()
        self.scheduleDelayedItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def set_note(self, note: Note | None) -> None:
        """Show a note in the middle while there are no images."""
        self._note = note
        self.setAccessibleDescription("" if note is None else note.title)
        self.viewport().update()

    # --- cursor and selection -----------------------------------------------------------------

    def cursor_image(self) -> ImageId | None:
        """Return the image under the cursor."""
        index = self.currentIndex()
        return ImageId(int(index.data(ID_ROLE))) if index.isValid() else None

    def set_cursor(self, image_id: ImageId) -> None:
        """Put the cursor on an image, and bring it into view; ranges begin there."""
        index = self._tiles.index_of(image_id)
        if index.isValid():
            self._anchor = index.row()
            self._put_cursor(index.row())

    def selected(self) -> list[ImageId]:
        """Return the selected images, in the order of the grid."""
        ids = self._tiles.ids
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(place) for place in range(chosen.count()))
        spans = sorted((span.top(), span.bottom()) for span in ranges)
        return [ids[row] for top, bottom in spans for row in range(top, bottom + 1)]

    def select(self, image_ids: Iterable[ImageId]) -> None:
        """Select these images and no others; those that are not in the grid are passed over."""
        chosen = QItemSelection()
        for image_id in image_ids:
            index = self._tiles.index_of(image_id)
            if index.isValid():
                chosen.select(index, index)
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)

    def select_all(self) -> None:
        """Select every image of the grid."""
        if self._tiles.rowCount():
            self._select_rows(0, self._tiles.rowCount() - 1)

    def columns(self) -> int:
        """Return how many tiles stand in a row."""
        count = self._tiles.rowCount()
        first = self.visualRect(self._tiles.index(0, 0)).top() if count else 0
        for row in range(1, count):
            if self.visualRect(self._tiles.index(row, 0)).top() != first:
                return row
        return max(1, count)

    # --- events -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and select with the keyboard."""
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if control and key == Qt.Key.Key_A:
            self.select_all()
        elif key in _WALKING and not control:
            self._walk(Qt.Key(key), extend=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif self._activates and key in _ENTER and self.currentIndex().isValid():
            self.image_requested.emit(int(self.currentIndex().data(ID_ROLE)))
        elif self._activates and key == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle(self.currentIndex().row())
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Leave letters alone: they are keys of classes."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, add, take away, or select a range."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            if event.button() is Qt.MouseButton.LeftButton:
                self.selectionModel().clearSelection()
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        modifiers = event.modifiers()
        row = index.row()
        if modifiers & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None:
            self._put_cursor(row)
            self._select_rows(self._anchor, row)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._put_cursor(row)
            self._toggle(row)
        else:
            self._anchor = row
            self._put_cursor(row)
            self._select_rows(row, row)
            self.tile_clicked.emit(int(index.data(ID_ROLE)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select a range by dragging."""
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton and self._anchor is not None:
            index = self.indexAt(event.position().toPoint())
            if index.isValid() and index.row() != self.currentIndex().row():
                self._put_cursor(index.row())
                self._select_rows(self._anchor, index.row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave the selection as pressing and dragging made it."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the image."""
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and plain:
            self.image_requested.emit(int(index.data(ID_ROLE)))
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the size of the tiles with Ctrl, else scroll."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel_rest += event.angleDelta().y()
        steps = int(self._wheel_rest / 120)
        self._wheel_rest -= steps * 120
        before = self.tile_px
        self.set_tile_px(before + steps * _TILE_STEP_PX)
        if self.tile_px != before:
            self.tile_size_changed.emit(self.tile_px)
        event.accept()

    def dataChanged(  # noqa: N802 - Qt's name
        self,
        top_left: QModelIndex | QPersistentModelIndex,
        bottom_right: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Repaint, without the new layout that Qt makes: all cells have one size."""
        del top_left, bottom_right, roles
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the tiles over the width."""
        self._fit_cells()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow another size of text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_cells()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles, or the note that stands for them."""
        super().paintEvent(event)
        if self._note is not None and self._tiles.rowCount() == 0:
            painter = QPainter(self.viewport())
            place = self.viewport().rect().toRectF()
            ratio = self.devicePixelRatioF()
            paint_note(painter, place, self._note, tokens_of(self), self.font(), ratio)
            painter.end()

    # --- inside -------------------------------------------------------------------------------

    def _walk(self, key: Qt.Key, *, extend: bool) -> None:
        count = self._tiles.rowCount()
        if not count:
            return
        here = self.currentIndex().row() if self.currentIndex().isValid() else None
        columns = self.columns()
        page = max(1, self.viewport().height() // max(1, self._cell().height())) * columns
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -count,
            Qt.Key.Key_End: count,
        }[key]
        target = 0 if here is None else here + step
        if here is not None and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            # Below a short last row the cursor goes to its end, above the first it stays.
            on_last_line = here // columns == (count - 1) // columns
            target = here if target < 0 or (target >= count and on_last_line) else target
        target = max(0, min(count - 1, target))
        if extend:
            if self._anchor is None:
                self._anchor = target if here is None else here
            self._put_cursor(target)
            self._select_rows(self._anchor, target)
        else:
            self._anchor = target
            self._put_cursor(target)
            self._select_rows(target, target)

    def _put_cursor(self, row: int) -> None:
        index = self._tiles.index(row, 0)
        moved = index != self.currentIndex()
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        self.scrollTo(index)
        if moved:
            self.cursor_moved.emit(int(index.data(ID_ROLE)))

    def _select_rows(self, one: int, other: int) -> None:
        first, last = min(one, other), max(one, other)
        span = QItemSelection(self._tiles.index(first, 0), self._tiles.index(last, 0))
        self.selectionModel().select(span, _Flag.ClearAndSelect)

    def _toggle(self, row: int) -> None:
        self._anchor = row
        self.selectionModel().select(self._tiles.index(row, 0), _Flag.Toggle)

    def _cell(self) -> QSize:
        return cell_size(self.font(), self._delegate.tile_px)

    def _fit_cells(self) -> None:
        """Share the width among as many columns as fit; room is always kept for the scroll bar."""
        cell = self._cell()
        bar = self.verticalScrollBar().sizeHint().width()
        room = max(cell.width(), self.width() - bar - 2)
        columns = max(1, room // cell.width())
        self._delegate.cell_width_px = room // columns
        self.setGridSize(QSize(room // columns, cell.height()))

    def _show_thumbnail(self, image_id: int) -> None:
        index: QModelIndex | QPersistentModelIndex = self._tiles.index_of(ImageId(image_id))
        if index.isValid():
            self.update(index)

    def _on_selection_changed(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self.selection_changed.emit()
