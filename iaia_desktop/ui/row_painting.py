"""The small shapes that list rows are painted with: key caps, colour dots, bars, texts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPen

from iaia_desktop.ui.theme_tokens import FONT_PX, RADIUS, Tokens


def font_of(base: QFont, size_px: float, *, strong: bool = False, tabular: bool = False) -> QFont:
    """Return a font of a size on the scale of type.

    Parameters
    ----------
    base : QFont
        The widget's font; where it is larger than the scale's body, the size grows with it.
    size_px : float
        One of `FONT_PX`.
    strong : bool
        Semi-bold.
    tabular : bool
        Figures of one width, so that columns of numbers stand still.

    Returns
    -------
    QFont
        Not to be changed: the same one for all who ask for it.
    """
    # A copy, for whoever owns the base may change it while it is a key of the memory below.
    return _made_font(QFont(base), size_px, strong, tabular)


@lru_cache(maxsize=64)
def _made_font(base: QFont, size_px: float, strong: bool, tabular: bool) -> QFont:
    """Make a font; every row that is painted asks for several."""
    font = QFont(base)
    scale = max(1.0, QFontInfo(base).pixelSize() / FONT_PX.body)
    font.setPixelSize(round(size_px * scale))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def small_font(base: QFont, *, tabular: bool = False) -> QFont:
    """Return the font of secondary text."""
    return font_of(base, FONT_PX.small, tabular=tabular)


def blend(front: str | QColor, back: str | QColor, share: float) -> QColor:
    """Return ``back`` with ``share`` (0 to 1) of ``front`` in it."""
    one, two = QColor(front), QColor(back)
    return QColor(
        round(one.red() * share + two.red() * (1 - share)),
        round(one.green() * share + two.green() * (1 - share)),
        round(one.blue() * share + two.blue() * (1 - share)),
    )


def draw_key_cap(
    painter: QPainter, rect: QRect, text: str, tokens: Tokens, *, loud: bool = False
) -> None:
    """Paint a key in the middle of a rectangle, or nothing without a text.

    Parameters
    ----------
    painter : QPainter
        Where to paint.
    rect : QRect
        Room for the cap.
    text : str
        The key.
    tokens : Tokens
        Colours.
    loud : bool
        On an accent surface.
    """
    if not text:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    base = painter.font()
    width = min(key_cap_width(base, text), rect.width())
    cap = QRectF(0, 0, width, key_cap_height(base))
    painter.setFont(font_of(base, FONT_PX.small, strong=True))
    cap.moveCenter(QPointF(rect.center()) + QPointF(0.5, 0.5))
    if loud:
        fill, edge, ink = QColor(tokens.on_accent), QColor(tokens.on_accent), tokens.on_accent
        fill.setAlphaF(0.16)
        edge.setAlphaF(0.45)
    else:
        fill, edge, ink = QColor(tokens.surface), QColor(tokens.border), tokens.muted
    painter.setPen(QPen(edge, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS.s, RADIUS.s)
    painter.setPen(QColor(ink))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def key_cap_width(font: QFont, text: str) -> int:
    """Return the width in pixels of a key's cap."""
    cap_font = font_of(font, FONT_PX.small, strong=True)
    return max(22, QFontMetrics(cap_font).horizontalAdvance(text) + 12)


def key_cap_height(font: QFont) -> int:
    """Return the height in pixels of a key's cap."""
    return max(20, QFontMetrics(font_of(font, FONT_PX.small, strong=True)).height() + 5)


def draw_dot(painter: QPainter, rect: QRect, colour: str, tokens: Tokens) -> None:
    """Paint the dot of a class's colour, 10 px wide, in the middle of a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # The rim keeps a dot visible whose colour is that of the ground.
    painter.setPen(QPen(blend(tokens.text, tokens.surface, 0.28), 1))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(rect.center()) + QPointF(0.5, 0.5), 4.5, 4.5)
    painter.restore()


def draw_bar(painter: QPainter, rect: QRect, share: float, colour: str, tokens: Tokens) -> None:
    """Paint a thin bar in the middle of a rectangle, filled from the left.

    Parameters
    ----------
    painter : QPainter
        Where to paint.
    rect : QRect
        Room for it.
    share : float
        Length filled, 0 to 1.
    colour : str
        Of the filled part.
    tokens : Tokens
        Colours of the rest.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    track = QRectF(rect.x(), rect.center().y() - 1.5, rect.width(), 5)
    painter.setBrush(blend(tokens.text, tokens.surface, 0.12))
    painter.drawRoundedRect(track, 2.5, 2.5)
    filled = max(0.0, min(1.0, share)) * track.width()
    if filled >= 1:
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(
            QRectF(track.x(), track.y(), max(filled, 5.0), track.height()), 2.5, 2.5
        )
    painter.restore()


def draw_row_ground(
    painter: QPainter, rect: QRect, tokens: Tokens, *, hovered: bool, focused: bool
) -> None:
    """Paint the ground of a row: tinted under the mouse, ringed with the keyboard focus."""
    if not (hovered or focused):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = QRectF(rect).adjusted(1, 1, -1, -1)
    painter.setPen(QPen(QColor(tokens.focus), 2) if focused else Qt.PenStyle.NoPen)
    painter.setBrush(blend(tokens.text, tokens.surface, 0.07) if hovered else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(body, RADIUS.m, RADIUS.m)
    painter.restore()


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    colour: str | QColor,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Paint one line of text in a rectangle, shortened where it has no room."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(alignment | Qt.AlignmentFlag.AlignVCenter), shown)


def draw_marked_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    spans: Sequence[tuple[int, int]],
    colour: str,
) -> None:
    """Paint one line of text with the stretches that match a search in semi-bold and underlined."""
    if not spans:
        draw_text(painter, rect, text, colour)
        return
    painter.save()
    painter.setPen(QColor(colour))
    plain = QFont(painter.font())
    strong = QFont(plain)
    strong.setWeight(QFont.Weight.Bold)
    strong.setUnderline(True)
    left, place = rect.left(), 0
    pieces: list[tuple[str, QFont]] = []
    for start, end in spans:
        pieces += [(text[place:start], plain), (text[start:end], strong)]
        place = end
    pieces.append((text[place:], plain))
    for piece, font in pieces:
        if not piece:
            continue
        painter.setFont(font)
        metrics = painter.fontMetrics()
        room = rect.right() - left + 1
        if metrics.horizontalAdvance(piece) > room:
            piece_shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, room)
            painter.drawText(
                QRect(left, rect.top(), room, rect.height()),
                int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
                piece_shown,
            )
            break
        width = metrics.horizontalAdvance(piece)
        painter.drawText(
            QRect(left, rect.top(), width + 2, rect.height()),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            piece,
        )
        left += width
    painter.restore()
