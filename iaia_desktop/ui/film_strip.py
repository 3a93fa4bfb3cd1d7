"""The film strip: every image of the session in one row below the one on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from iaia_desktop.core.types import ImageId
from iaia_desktop.session.views import ImageRow, ThumbnailSource
from iaia_desktop.ui.film_delegate import FilmDelegate, item_size
from iaia_desktop.ui.film_model import ID_ROLE, FilmModel
from iaia_desktop.ui.strip_view import StripView
from iaia_desktop.ui.theme import set_role

SCROLL_BAR_PX = 12


class FilmStrip(StripView):
    """Show the images in a row, however many; it paints and asks for the visible ones only.

    It never takes the keyboard: the arrows belong to the window.

    Parameters
    ----------
    row_of : callable
        Gives what there is to show about an image, an ``ImageRow``; on the GUI thread.
    thumbnails : ThumbnailSource
        Gives pictures without blocking.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    image_requested : Signal(int)
        The person wants to see this image.
    """

    image_requested = Signal(int)

    def __init__(
        self,
        row_of: Callable[[ImageId], ImageRow],
        thumbnails: ThumbnailSource,
        parent: QWidget | None = None,
    ) -> None:
        self._rows = FilmModel(row_of)
        super().__init__(self._rows, QSize(1, 1), parent)
        self._wheel_rest = 0.0
        self._delegate = FilmDelegate(thumbnails, self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoScroll(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        set_role(self, "film-strip")
        self.setAccessibleName(self.tr("Film strip"))
        self.clicked.connect(self._ask)
        thumbnails.thumbnail_ready.connect(self._show_thumbnail)
        bar = self.horizontalScrollBar()
        bar.rangeChanged.connect(self._show_handle)
        self._show_handle(bar.minimum(), bar.maximum())
        self._fit_height()

    @property
    def rows(self) -> FilmModel:
        """The images of the strip."""
        return self._rows

    def set_rows(self, ids: Sequence[ImageId]) -> None:
        """Show these images, in this order, instead of all before."""
        self._rows.set_rows(ids)
        self._centre()

    def reorder(self, ids: Sequence[ImageId]) -> None:
        """Show the same images in another order; the one on screen stays where it is in the view.

        So a strip that the person scrolled does not jump when images are sorted in the background.
        """
        current = self._rows.current
        here = QModelIndex() if current is None else self._rows.index_of(current)
        before_px = self.visualRect(here).x() if here.isValid() else None
        self._rows.reorder(ids)
        there = QModelIndex() if current is None else self._rows.index_of(current)
        if before_px is None or not there.isValid():
            self._centre()
            return
        self.setCurrentIndex(there)
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + self.visualRect(there).x() - before_px)

    def append_rows(self, ids: Sequence[ImageId]) -> None:
        """Show more images at the end."""
        self._rows.append_rows(ids)

    def refresh(self, image_ids: Iterable[ImageId]) -> None:
        """Look these images up again, after something was decided about them."""
        self._rows.refresh(image_ids)

    def set_current(self, image_id: ImageId | None) -> None:
        """Mark the image on screen, and bring it to the middle."""
        self._rows.set_current(image_id)
        self._centre()

    def dataChanged(  # noqa: N802 - Qt's name
        self,
        top_left: QModelIndex | QPersistentModelIndex,
        bottom_right: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Repaint what is in sight: a decision changes data, often of many images."""
        del top_left, bottom_right, roles
        self.viewport().update()

    def set_tile_px(self, side_px: int) -> None:
        """Show thumbnails of this size, in logical pixels."""
        if side_px != self._delegate.tile_px:
            self._delegate.tile_px = side_px
            self._fit_height()
            self._centre()

    def sizeHint(self) -> QSize:
        """Return a size of the right height."""
        return QSize(600, self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the wheel, either way, into a move along the strip."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        if not pixels.isNull():
            along: float = pixels.x() or pixels.y()
        else:
            notches = (angle.x() or angle.y()) / 120
            along = notches * self.item_size.width()
        self._wheel_rest += along
        step = int(self._wheel_rest)
        self._wheel_rest -= step
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - step)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current image in the middle."""
        super().resizeEvent(event)
        self._centre()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another size of text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_height()

    def _fit_height(self) -> None:
        item = item_size(self.font(), self._delegate.tile_px)
        self.set_item_size(item)
        self.setFixedHeight(item.height() + SCROLL_BAR_PX + 8)

    def _show_handle(self, least: int, most: int) -> None:
        """Paint no handle where all images are in sight; the bar keeps its place."""
        self.horizontalScrollBar().setEnabled(most > least)

    def _centre(self) -> None:
        if self._rows.current is None:
            return
        index = self._rows.index_of(self._rows.current)
        if index.isValid():
            # The current index of the view is what screen readers follow.
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _ask(self, index: QModelIndex) -> None:
        self.image_requested.emit(int(index.data(ID_ROLE)))

    def _show_thumbnail(self, image_id: int) -> None:
        index = self._rows.index_of(ImageId(image_id))
        if index.isValid():
            self.update(index)
