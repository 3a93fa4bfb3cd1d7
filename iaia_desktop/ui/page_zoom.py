"""A closer look at one tile of a page: the picture over all of the others."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from iaia_desktop.ui.painting import Note, chip_size, paint_chip, paint_note
from iaia_desktop.ui.row_painting import small_font
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import RADIUS, SPACE

_MOST_ENLARGED = 4.0


class PageZoom(QWidget):
    """Lie over the grid and show one image; a click closes it. The grid keeps the keyboard."""

    close_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._scaled = QPixmap()
        self._scaled_for = QSize()
        self._placeholder: QPixmap | None = None
        self._failure = ""
        self._words = ""
        self._colour = ""
        self._hint = self.tr("Space or Esc: back to the page")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Closer look"))
        self.hide()

    def set_picture(self, image: QImage) -> None:
        """Show a decoded picture."""
        self._image = image
        self._failure = ""
        self._scaled_for = QSize()
        self.update()

    def set_waiting(self, placeholder: QPixmap | None) -> None:
        """Show the small picture, if there is one, until the large one is here."""
        self._image = QImage()
        self._failure = ""
        self._placeholder = placeholder
        self._scaled_for = QSize()
        self.update()

    def set_failed(self, reason: str) -> None:
        """Say why the picture cannot be shown."""
        self._image = QImage()
        self._placeholder = None
        self._failure = reason
        self.update()

    def set_words(self, words: str, colour: str, name: str) -> None:
        """Show what becomes of the image, with the colour of its class, and its file's name."""
        self._words, self._colour = words, colour
        self.setAccessibleDescription(f"{name}, {words}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go back to the page."""
        event.accept()
        self.close_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scale the picture anew."""
        super().resizeEvent(event)
        self._scaled_for = QSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture whole, with a line of words below."""
        del event
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.canvas))
        face = small_font(self.font())
        foot = QFontMetrics(face).height() + 2 * SPACE.m + 10
        room = QRectF(self.rect()).adjusted(SPACE.l, SPACE.l, -SPACE.l, -float(foot))
        if self._failure:
            note = Note("image-off", self.tr("This image cannot be shown"), (said(self._failure),))
            paint_note(painter, room, note, tokens, self.font(), self.devicePixelRatioF())
        else:
            self._paint_picture(painter, room)
        width, height = chip_size(self._words, face, dotted=bool(self._colour))
        centre = QPointF(self.rect().center().x(), self.height() - foot / 2)
        place = QRectF(0, 0, min(width, self.width() - 2.0 * SPACE.l), height)
        place.moveCenter(centre)
        paint_chip(painter, place, self._words, tokens, face, self._colour or None)
        painter.setFont(face)
        painter.setPen(QColor(tokens.muted))
        rest = QRectF(place.right() + SPACE.l, place.top(), self.width(), place.height())
        rest.setRight(self.width() - SPACE.l)
        if rest.width() > QFontMetrics(face).horizontalAdvance(self._hint):
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(rest, flags, self._hint)
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, RADIUS.s, RADIUS.s)
        painter.end()

    def _paint_picture(self, painter: QPainter, room: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        if not self._image.isNull():
            wanted = _fitting(QSize(self._image.size()), room, ratio)
            if self._scaled_for != wanted:
                scaled = self._image.scaled(
                    wanted,
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                self._scaled = QPixmap.fromImage(scaled)
                self._scaled_for = wanted
            picture, size = self._scaled, wanted
        elif self._placeholder is not None and not self._placeholder.isNull():
            picture = self._placeholder
            size = _fitting(picture.size(), room, ratio)
        else:
            note = Note("image", self.tr("The picture is on its way…"))
            paint_note(painter, room, note, tokens_of(self), self.font(), ratio)
            return
        width, height = size.width() / ratio, size.height() / ratio
        place = QRectF(
            round(room.center().x() - width / 2),
            round(room.center().y() - height / 2),
            width,
            height,
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, picture, QRectF(picture.rect()))


def _fitting(size: QSize, room: QRectF, ratio: float) -> QSize:
    """Return the size in device pixels at which a picture fits into a place."""
    scale = min(
        _MOST_ENLARGED * ratio,
        room.width() * ratio / max(1, size.width()),
        room.height() * ratio / max(1, size.height()),
    )
    return QSize(max(1, round(size.width() * scale)), max(1, round(size.height() * scale)))
