"""Small things that several widgets paint: chips, a spinner, a note in the middle of nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from iaia_desktop.core.shown import shown
from iaia_desktop.ui.icons import icon_pixmap
from iaia_desktop.ui.theme_tokens import SPACE, Tokens


def readable(text: str) -> str:
    r"""Return words with paths and names in them as they can be shown, on one line.

    What cannot be shown becomes ``\n``, ``\u202e`` or ``\udce9``. Nothing else may reach Qt, whose
    texts end before a byte that is no text.
    """
    return shown(text)


@dataclass(frozen=True, slots=True)
class Note:
    """A note in the middle of an empty place.

    Attributes
    ----------
    icon : str
        Name of an icon, or "".
    title : str
        The words that matter.
    lines : tuple of str
        Words below, quieter.
    tone : str
        ``muted`` or the name of another token for the icon.
    """

    icon: str
    title: str
    lines: tuple[str, ...] = ()
    tone: str = "muted"


def sized(font: QFont, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return a font of another size and weight, sizes being factors of the given one."""
    other = QFont(font)
    if font.pixelSize() > 0:
        other.setPixelSize(max(1, round(font.pixelSize() * factor)))
    else:
        other.setPointSizeF(max(1.0, font.pointSizeF() * factor))
    other.setWeight(weight)
    return other


def paint_note(
    painter: QPainter, place: QRectF, note: Note, tokens: Tokens, font: QFont, ratio: float
) -> None:
    """Paint a note, centred in a place; ``ratio`` is the device pixel ratio."""
    width = max(40.0, min(place.width() - 2 * SPACE.xl, 520.0))
    title_font = sized(font, 1.15, QFont.Weight.DemiBold)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    flags |= Qt.TextFlag.TextWrapAnywhere
    room = QRectF(0, 0, width, 10_000)
    blocks = [(note.title, title_font, tokens.text)]
    blocks += [(line, font, tokens.muted) for line in note.lines if line]
    heights = [
        QFontMetricsF(face).boundingRect(room, int(flags), text).height()
        for text, face, _ in blocks
    ]
    icon_px = 40.0 if note.icon else 0.0
    gap = float(SPACE.m) if note.icon else 0.0
    total = icon_px + gap + sum(heights) + SPACE.xs * (len(blocks) - 1)
    y = place.center().y() - total / 2
    x = place.center().x() - width / 2
    if note.icon:
        picture = icon_pixmap(note.icon, icon_px, getattr(tokens, note.tone), ratio)
        painter.drawPixmap(QPointF(round(place.center().x() - icon_px / 2), round(y)), picture)
        y += icon_px + gap
    for (text, face, colour), height in zip(blocks, heights, strict=True):
        painter.setFont(face)
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(x, y, width, height + 1), int(flags), text)
        y += height + SPACE.xs


def paint_spinner(painter: QPainter, centre: QPointF, turn: float, tokens: Tokens) -> None:
    """Paint a calm ring with a moving arc; ``turn`` goes from 0 to 1 in a round."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = QRectF(centre.x() - 13, centre.y() - 13, 26, 26)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.border), 3))
    painter.drawEllipse(ring)
    pen = QPen(QColor(tokens.accent), 3)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawArc(ring, round((90 - 360 * turn) * 16), -80 * 16)


def chip_size(text: str, font: QFont, *, dotted: bool) -> tuple[float, float]:
    """Return the width and height of a chip in logical pixels."""
    metrics = QFontMetricsF(font)
    dot = 10 + 7 if dotted else 0
    return metrics.horizontalAdvance(text) + 22 + dot, max(26.0, metrics.height() + 10)


def paint_chip(
    painter: QPainter, place: QRectF, text: str, tokens: Tokens, font: QFont, dot: str | None = None
) -> None:
    """Paint words on a small raised ground, with a coloured dot before them if one is given."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QColor(tokens.raised)
    ground.setAlphaF(0.94)
    edge = QColor(tokens.border_strong)
    edge.setAlphaF(0.55)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(ground)
    box = place.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    words = place.adjusted(11, 0, -11, 0)
    if dot is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(dot))
        painter.drawEllipse(QPointF(place.left() + 11 + 5, place.center().y()), 5, 5)
        words.setLeft(words.left() + 17)
    painter.setFont(font)
    painter.setPen(QColor(tokens.text))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width() + 1)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def paint_focus_ring(painter: QPainter, place: QRectF, tokens: Tokens) -> None:
    """Paint the ring of the keyboard focus just inside a place."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.focus), 2))
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)


def checkerboard(tokens: Tokens, square_px: int = 8) -> QBrush:
    """Return the board that shows through transparent images."""
    tile = QPixmap(2 * square_px, 2 * square_px)
    tile.fill(QColor(tokens.check_light))
    painter = QPainter(tile)
    painter.fillRect(0, 0, square_px, square_px, QColor(tokens.check_dark))
    painter.fillRect(square_px, square_px, square_px, square_px, QColor(tokens.check_dark))
    painter.end()
    return QBrush(tile)
