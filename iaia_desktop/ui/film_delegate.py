"""How one image of the film strip is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from iaia_desktop.core.types import DecidedBy, FileStatus, ImageState
from iaia_desktop.session.views import ImageRow, ThumbnailSource
from iaia_desktop.ui.film_model import CURRENT_ROLE, ROW_ROLE
from iaia_desktop.ui.icons import icon_pixmap
from iaia_desktop.ui.painting import sized
from iaia_desktop.ui.state_caption import state_caption
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import Tokens

TILE_PX = 76
"""Side of the square that holds a thumbnail, unless the person wants another."""

PAD_PX = 5
"""From the edge of an item to its tile: room for the ring of the current one."""

TEXT_GAP_PX = 3


class FilmDelegate(QStyledItemDelegate):
    """Paint a thumbnail, what is decided about it, and whether it is on screen.

    Parameters
    ----------
    thumbnails : ThumbnailSource
        Asked for visible images only.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, thumbnails: ThumbnailSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.tile_px = TILE_PX

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of every item: they are all the same."""
        del index
        return item_size(option.font, self.tile_px)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one image."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ImageRow):
            return
        tokens = tokens_of(option.widget)
        ratio = painter.device().devicePixelRatioF()
        is_current = bool(index.data(CURRENT_ROLE))
        left, top, side = option.rect.x() + PAD_PX, option.rect.y() + PAD_PX, self.tile_px
        tile = QRectF(left, top, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_MouseOver and not is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 8, 8)
        self._paint_tile(painter, tile, row, tokens, ratio)
        self._paint_words(painter, QRectF(option.rect), row, tokens, option.font, is_current)
        if is_current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2.5))
            painter.drawRoundedRect(tile.adjusted(-3, -3, 3, 3), 8, 8)
        painter.restore()

    def _paint_tile(
        self, painter: QPainter, tile: QRectF, row: ImageRow, tokens: Tokens, ratio: float
    ) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(tile, 6, 6)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(tile, QColor(tokens.canvas))
        unreadable = row.status in {FileStatus.FAILED, FileStatus.MISSING}
        picture = None
        if row.status is not FileStatus.FAILED:
            side = round(self.tile_px * ratio)
            picture = self._thumbnails.pixmap(row.image_id, QSize(side, side))
        faded = row.state is ImageState.DISCARDED or row.status is FileStatus.MISSING
        if picture is not None and not picture.isNull():
            painter.setOpacity(0.35 if faded else 1.0)
            _draw_inside(painter, tile, picture, ratio)
            painter.setOpacity(1.0)
        elif not unreadable:
            _draw_icon(painter, tile, "image", 22, tokens.disabled, ratio)
        if unreadable:
            name = "image-off" if row.status is FileStatus.FAILED else "help"
            _draw_icon(painter, tile, name, 26, tokens.warning, ratio)
        elif row.state is ImageState.DISCARDED:
            _draw_icon(painter, tile, "archive", 26, tokens.text, ratio)
        if row.state is ImageState.LABELLED and row.colour:
            bar = QRectF(tile.left(), tile.bottom() - 5, tile.width(), 5)
            painter.fillRect(bar, QColor(row.colour))
        painter.restore()
        if row.state is ImageState.SKIPPED:
            _draw_mark(painter, tile, "skip-forward", tokens, ratio)
        elif row.state is ImageState.LABELLED and row.by is DecidedBy.MACHINE:
            _draw_mark(painter, tile, "machine", tokens, ratio)

    def _paint_words(
        self,
        painter: QPainter,
        item: QRectF,
        row: ImageRow,
        tokens: Tokens,
        font: QFont,
        is_current: bool,
    ) -> None:
        words = state_caption(row)
        if not words:
            return
        bold = QFont.Weight.DemiBold if is_current else QFont.Weight.Normal
        face = sized(font, 11 / 13, bold)
        top = item.top() + PAD_PX + self.tile_px + TEXT_GAP_PX
        place = QRectF(item.left() + 2, top, item.width() - 4, item.bottom() - top)
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        decided = row.state is ImageState.LABELLED
        painter.setPen(QColor(tokens.text if decided else tokens.muted))
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(centre), shown)


def item_size(font: QFont, tile_px: int = TILE_PX) -> QSize:
    """Return the size of an item, in logical pixels, for the font of the strip and its tiles."""
    line_px = QFontMetrics(sized(font, 11 / 13, QFont.Weight.DemiBold)).height()
    return QSize(tile_px + 2 * PAD_PX, PAD_PX + tile_px + TEXT_GAP_PX + line_px + 3)


def _draw_inside(painter: QPainter, tile: QRectF, picture: QPixmap, ratio: float) -> None:
    """Draw a picture whole and centred; a small one keeps its own size."""
    width, height = picture.width() / ratio, picture.height() / ratio
    shrink = min(1.0, tile.width() / width, tile.height() / height)
    width, height = width * shrink, height * shrink
    place = QRectF(
        round((tile.center().x() - width / 2) * ratio) / ratio,
        round((tile.center().y() - height / 2) * ratio) / ratio,
        width,
        height,
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrink < 1.0)
    painter.drawPixmap(place, picture, QRectF(0, 0, picture.width(), picture.height()))


def _draw_icon(
    painter: QPainter, tile: QRectF, name: str, size_px: float, colour: str, ratio: float
) -> None:
    corner = tile.center() - QPointF(size_px / 2, size_px / 2)
    painter.drawPixmap(corner, icon_pixmap(name, size_px, colour, ratio))


def _draw_mark(painter: QPainter, tile: QRectF, name: str, tokens: Tokens, ratio: float) -> None:
    """Draw a small sign on a round ground in the upper right corner."""
    centre = QPointF(tile.right() - 12, tile.top() + 12)
    painter.setPen(QPen(QColor(tokens.border), 1))
    painter.setBrush(QColor(tokens.raised))
    painter.drawEllipse(centre, 9, 9)
    corner = centre - QPointF(6.5, 6.5)
    painter.drawPixmap(corner, icon_pixmap(name, 13, tokens.text, ratio))
