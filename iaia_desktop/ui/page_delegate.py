"""How one tile of a page of look-alikes is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from iaia_desktop.ui.icons import icon_pixmap
from iaia_desktop.ui.painting import chip_size, paint_chip
from iaia_desktop.ui.row_painting import small_font
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import RADIUS, SPACE, Tokens
from iaia_desktop.ui.thumbnail_delegate import ThumbnailDelegate, draw_picture
from iaia_desktop.ui.thumbnail_model import TILE_ROLE, Tile

OUT_MARK = "x"
"""The mark of a tile that was taken out of the page."""

UNSHOWN_MARK = "image-off"
"""The mark of a tile whose picture cannot be shown."""

PAD_PX = 6
_RING_PX = 2.5
_OUT_OPACITY = 0.22


class PageDelegate(ThumbnailDelegate):
    """Paint a tile that will be confirmed calmly, and what the person marked clearly.

    A tile that was taken out (``Tile.faded``) fades and gets a mark; one that gets another class
    (``Tile.colour``) wears a frame of its colour and its name. The cursor is a ring, the selection
    a ground.
    """

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of every cell: they are all the same."""
        del option, index
        size = page_cell_size(self.tile_px)
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
        cell = QRectF(option.rect)
        left = round(cell.center().x() - self.tile_px / 2 + 0.5)
        square = QRectF(left, cell.top() + PAD_PX, self.tile_px, self.tile_px)
        box = square.adjusted(-PAD_PX + 1, -PAD_PX + 1, PAD_PX - 1, PAD_PX - 1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            edge = QPen(QColor(tokens.accent), 1) if selected else QPen(Qt.PenStyle.NoPen)
            painter.setPen(edge)
            painter.setBrush(QColor(tokens.accent_soft if selected else tokens.hover))
            painter.drawRoundedRect(box, RADIUS.l, RADIUS.l)
        self._paint_square(painter, square, tile, tokens, ratio)
        if tile.faded:
            _paint_out(painter, square, tile, tokens, ratio)
        elif tile.colour:
            _paint_class(painter, square, tile, tokens, option.font)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), _RING_PX))
            painter.drawRoundedRect(box, RADIUS.l, RADIUS.l)
        painter.restore()

    def _paint_square(
        self, painter: QPainter, square: QRectF, tile: Tile, tokens: Tokens, ratio: float
    ) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(square, RADIUS.m, RADIUS.m)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(square, QColor(tokens.canvas))
        side = round(self.tile_px * ratio)
        picture = self._thumbnails.pixmap(tile.row.image_id, QSize(side, side))
        if picture is not None and not picture.isNull():
            painter.setOpacity(_OUT_OPACITY if tile.faded else 1.0)
            draw_picture(painter, square, picture, ratio)
        elif tile.mark != UNSHOWN_MARK:
            _draw_icon(painter, square.center(), "image", 26, tokens.disabled, ratio)
        painter.restore()


def page_cell_size(tile_px: int) -> QSize:
    """Return the size of the smallest cell for tiles of this side, in logical pixels."""
    return QSize(tile_px + 2 * PAD_PX + 2, tile_px + 2 * PAD_PX)


def _paint_out(painter: QPainter, square: QRectF, tile: Tile, tokens: Tokens, ratio: float) -> None:
    pen = QPen(QColor(tokens.border_strong), 1.5, Qt.PenStyle.DashLine)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), RADIUS.m, RADIUS.m)
    painter.setPen(QPen(QColor(tokens.border_strong), 1))
    painter.setBrush(QColor(tokens.raised))
    painter.drawEllipse(square.center(), 17, 17)
    _draw_icon(painter, square.center(), tile.mark or OUT_MARK, 20, tokens.text, ratio)


def _paint_class(
    painter: QPainter, square: QRectF, tile: Tile, tokens: Tokens, font: QFont
) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.window), 6))
    painter.drawRoundedRect(square.adjusted(2, 2, -2, -2), RADIUS.m, RADIUS.m)
    painter.setPen(QPen(QColor(tile.colour), 4))
    painter.drawRoundedRect(square.adjusted(1, 1, -1, -1), RADIUS.m, RADIUS.m)
    face = small_font(font)
    width, height = chip_size(tile.caption, face, dotted=True)
    width = min(width, square.width() - 2 * SPACE.s)
    least = QFontMetrics(face).height() + 6
    height = min(height, max(float(least), 22.0))
    place = QRectF(0, 0, width, height)
    place.moveCenter(QPointF(square.center().x(), square.bottom() - SPACE.s - height / 2))
    paint_chip(painter, place, tile.caption, tokens, face, tile.colour)


def _draw_icon(
    painter: QPainter, centre: QPointF, name: str, size_px: float, colour: str, ratio: float
) -> None:
    corner = centre - QPointF(size_px / 2, size_px / 2)
    painter.drawPixmap(corner, icon_pixmap(name, size_px, colour, ratio))
