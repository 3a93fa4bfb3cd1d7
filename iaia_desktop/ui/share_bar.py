"""A bar cut into coloured parts, with a line of words for each."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.number_words import share_text
from iaia_desktop.ui.row_painting import blend, draw_text, small_font
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import SPACE

_BAR_PX = 14
_SWATCH_PX = 9


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the whole.

    Attributes
    ----------
    name : str
        What it is.
    count : int
        How much.
    tone : str
        Name of a colour token.
    strength : float
        How much of that colour, the rest being ground: tells parts of one tone apart.
    """

    name: str
    count: int
    tone: str
    strength: float = 1.0


class ShareBar(QWidget):
    """Paint the parts of a whole, side by side, and what each one is below.

    Parameters
    ----------
    name : str
        What the whole is.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is shown."""
        return self._parts

    def set_parts(self, parts: tuple[Part, ...]) -> None:
        """Show other parts; those of nothing keep their line."""
        before = len(self._parts)
        self._parts = parts
        self.setAccessibleDescription(", ".join(self._words(part) for part in parts))
        if len(parts) != before:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the bar and a line for each part."""
        return QSize(200, _BAR_PX + SPACE.s + self._line_px() * len(self._parts))

    def minimumSizeHint(self) -> QSize:
        """Return the one height there is."""
        return QSize(150, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, and a line for each part."""
        del event
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, 0, self.width(), _BAR_PX)
        shape = QPainterPath()
        shape.addRoundedRect(bar, 4, 4)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(bar, blend(tokens.text, tokens.raised, 0.10))
        whole = sum(part.count for part in self._parts)
        left = 0.0
        for part in self._parts:
            if not part.count:
                continue
            wide = bar.width() * part.count / whole
            painter.fillRect(QRectF(left, 0, wide, _BAR_PX), self._colour(part))
            left += wide
            # A gap of the ground parts neighbours that a weak eye would see as one.
            painter.fillRect(QRectF(left - 1, 0, 1, _BAR_PX), QColor(tokens.raised))
        painter.restore()
        painter.setFont(small_font(self.font(), tabular=True))
        for place, part in enumerate(self._parts):
            line = self._line(place)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(part))
            middle = QPointF(_SWATCH_PX / 2 + 1, line.center().y() + 0.5)
            swatch = QRectF(0, 0, _SWATCH_PX, _SWATCH_PX)
            swatch.moveCenter(middle)
            painter.drawRoundedRect(swatch, 2, 2)
            share = share_text(part.count / whole) if whole else ""
            right = QRect(line)
            share_px = painter.fontMetrics().horizontalAdvance("100.0 %")
            right.setLeft(line.right() - share_px)
            draw_text(painter, right, share, tokens.muted, Qt.AlignmentFlag.AlignRight)
            words = line.adjusted(_SWATCH_PX + 9, 0, -share_px - 8, 0)
            draw_text(painter, words, part.name, tokens.text if part.count else tokens.muted)
            draw_text(painter, words, f"{part.count:,}", tokens.text, Qt.AlignmentFlag.AlignRight)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say what the part below the mouse is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos().x(), event.pos().y())
            if words:
                QToolTip.showText(event.globalPos(), literal(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def words_at(self, x: int, y: int) -> str:
        """Return what the part at a place of the widget is; "" where there is none."""
        whole = sum(part.count for part in self._parts)
        if y <= _BAR_PX and whole:
            left = 0.0
            for part in self._parts:
                left += self.width() * part.count / whole
                if x < left:
                    return self._words(part)
        for place, part in enumerate(self._parts):
            if self._line(place).contains(x, y):
                return self._words(part)
        return ""

    def _words(self, part: Part) -> str:
        whole = sum(each.count for each in self._parts)
        share = f" ({share_text(part.count / whole)})" if whole else ""
        return f"{part.name}: {part.count:,}{share}"

    def _colour(self, part: Part) -> QColor:
        tokens = tokens_of(self)
        return blend(getattr(tokens, part.tone), tokens.raised, part.strength)

    def _line_px(self) -> int:
        return QFontMetrics(small_font(self.font())).height() + 5

    def _line(self, place: int) -> QRect:
        top = _BAR_PX + SPACE.s + place * self._line_px()
        return QRect(0, top, self.width(), self._line_px())
