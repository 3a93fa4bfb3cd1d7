"""How one tile of a grid of thumbnails is painted."""

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
from iaia_desktop.session.views import ThumbnailSource
from iaia_desktop.ui.icons import icon_pixmap
from iaia_desktop.ui.painting import sized
from iaia_desktop.ui.state_caption import state_caption
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import RADIUS, SPACE, Tokens
from iaia_desktop.ui.thumbnail_model import TILE_ROLE, Tile

_PAD_PX = SPACE.s
_GAP_PX = SPACE.xs
_BAR_PX = 5
_MOST_ENLARGED = 2.0
"""Thumbnails smaller than their tile are enlarged up to this."""


class ThumbnailDelegate(QStyledItemDelegate):
    """Paint a thumbnail, what is decided about it, whether it is selected and has the cursor.

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
        self.tile_px = 148
        self.cell_width_px = 0
        """Width of a cell; 0 for just what a tile needs."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of every cell: they are all the same."""
        del index
        size = cell_size(option.font, self.tile_px)
        return QSize(max(size.width(), self.cell_width_px), size.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one tile."""
        tile = index.data(TILE_ROLE)
        if not isinstance(tile, Tile):
            return
        tokens = tokens_of(option.widget)
        ratio = painter.device().devicePixelRatioF()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        has_cursor = bool(option.state & QStyle.StateFlag.State_HasFocus)
        side = self.tile_px
        cell = QRectF(option.rect)
        left = round(cell.center().x() - side / 2 + 0.5)
        box = QRectF(left - _PAD_PX, cell.top() + 2, side + 2 * _PAD_PX, cell.height() - 4)
        square = QRectF(left, cell.top() + _PAD_PX, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft if selected else tokens.hover))
            painter.drawRoundedRect(box, RADIUS.l, RADIUS.l)
        self._paint_picture(painter, square, tile, tokens, ratio)
        self._paint_words(painter, square, cell, tile, tokens, option.font)
        if selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS.l, RADIUS.l)
            _draw_mark(painter, square.topLeft() + QPointF(14, 14), "check", tokens, ratio, True)
        if has_cursor:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(square.adjusted(2, 2, -2, -2), RADIUS.s, RADIUS.s)
        painter.restore()

    def _paint_picture(
        self, painter: QPainter, square: QRectF, tile: Tile, tokens: Tokens, ratio: float
    ) -> None:
        row = tile.row
        shape = QPainterPath()
        shape.addRoundedRect(square, RADIUS.m, RADIUS.m)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(square, QColor(tokens.canvas))
        unreadable = row.status in {FileStatus.FAILED, FileStatus.MISSING}
        picture = None
        if row.status is not FileStatus.FAILED:
            side = round(self.tile_px * ratio)
            picture = self._thumbnails.pixmap(row.image_id, QSize(side, side))
        faded = tile.faded or row.state is ImageState.DISCARDED or unreadable
        if picture is not None and not picture.isNull():
            painter.setOpacity(0.35 if faded else 1.0)
            draw_picture(painter, square, picture, ratio)
            painter.setOpacity(1.0)
        elif not unreadable:
            _draw_icon(painter, square.center(), "image", 26, tokens.disabled, ratio)
        if unreadable:
            name = "image-off" if row.status is FileStatus.FAILED else "help"
            _draw_icon(painter, square.center(), name, 30, tokens.warning, ratio)
        elif row.state is ImageState.DISCARDED:
            _draw_icon(painter, square.center(), "archive", 30, tokens.text, ratio)
        colour = tile.colour or (row.colour if row.state is ImageState.LABELLED else "")
        if colour:
            bar = QRectF(square.left(), square.bottom() - _BAR_PX, square.width(), _BAR_PX)
            painter.fillRect(bar, QColor(colour))
        painter.restore()
        mark = tile.mark or _state_mark(tile)
        if mark:
            corner = square.topRight() + QPointF(-14, 14)
            _draw_mark(painter, corner, mark, tokens, ratio, False)

    def _paint_words(
        self,
        painter: QPainter,
        square: QRectF,
        cell: QRectF,
        tile: Tile,
        tokens: Tokens,
        font: QFont,
    ) -> None:
        caption = tile.caption or state_caption(tile.row)
        face = sized(font, 12 / 13)
        metrics = QFontMetricsF(face)
        top = square.bottom() + _GAP_PX
        room = QRectF(square.left(), top, square.width(), cell.bottom() - _PAD_PX - top)
        painter.setFont(face)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if tile.detail:
            width = metrics.horizontalAdvance(tile.detail)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(room, right, tile.detail)
            room.setRight(room.right() - width - SPACE.s)
        if caption:
            decided = tile.row.state is ImageState.LABELLED or bool(tile.caption)
            painter.setPen(QColor(tokens.text if decided and not tile.faded else tokens.muted))
            shown = metrics.elidedText(caption, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, left, shown)


def cell_size(font: QFont, tile_px: int) -> QSize:
    """Return the size of the smallest cell for tiles of this side, in logical pixels."""
    line_px = QFontMetrics(sized(font, 12 / 13)).height()
    return QSize(tile_px + 2 * _PAD_PX + 4, tile_px + 2 * _PAD_PX + _GAP_PX + line_px)


def _state_mark(tile: Tile) -> str:
    if tile.row.state is ImageState.SKIPPED:
        return "skip-forward"
    by_machine = tile.row.state is ImageState.LABELLED and tile.row.by is DecidedBy.MACHINE
    return "machine" if by_machine else ""


def draw_picture(painter: QPainter, square: QRectF, picture: QPixmap, ratio: float) -> None:
    """Draw a picture whole and centred."""
    width, height = picture.width() / ratio, picture.height() / ratio
    scale = min(_MOST_ENLARGED, square.width() / width, square.height() / height)
    width, height = width * scale, height * scale
    place = QRectF(
        round((square.center().x() - width / 2) * ratio) / ratio,
        round((square.center().y() - height / 2) * ratio) / ratio,
        width,
        height,
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, abs(scale - 1.0) > 0.01)
    painter.drawPixmap(place, picture, QRectF(0, 0, picture.width(), picture.height()))


def _draw_icon(
    painter: QPainter, centre: QPointF, name: str, size_px: float, colour: str, ratio: float
) -> None:
    corner = centre - QPointF(size_px / 2, size_px / 2)
    painter.drawPixmap(corner, icon_pixmap(name, size_px, colour, ratio))


def _draw_mark(
    painter: QPainter, centre: QPointF, name: str, tokens: Tokens, ratio: float, accented: bool
) -> None:
    """Draw a small sign on a round ground."""
    painter.setPen(QPen(QColor(tokens.accent if accented else tokens.border), 1))
    painter.setBrush(QColor(tokens.accent if accented else tokens.raised))
    painter.drawEllipse(centre, 10, 10)
    _draw_icon(painter, centre, name, 14, tokens.on_accent if accented else tokens.text, ratio)
