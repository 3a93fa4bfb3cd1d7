"""What all charts have: axes, a cursor that follows the mouse or the arrow keys, a tool tip.

Every chart says what it shows in its accessible description; the exact values of the point under
the cursor stand in the tool tip, and in the description too.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.row_painting import small_font
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import RADIUS, SPACE, Tokens

_STEPS = (1, 2, 5, 10)
_CEILINGS = (1, 2, 3, 4, 6, 8, 10)


class Chart(QWidget):
    """Axes, a cursor and a tool tip: what all charts have.

    Parameters
    ----------
    name : str
        What the chart is called.
    empty_text : str
        What stands in the middle while there is nothing to show.
    """

    def __init__(self, name: str, empty_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty_text = empty_text
        self._cursor: int | None = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(empty_text)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def cursor_place(self) -> int | None:
        """The point under the cursor, or None."""
        return self._cursor

    def sizeHint(self) -> QSize:
        """Return a size at which the curve can be read."""
        return QSize(380, 200)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size with room for axes and a curve."""
        return QSize(220, 130)

    def point_count(self) -> int:
        """Return over how many points the cursor goes."""
        raise NotImplementedError

    def tip(self, place: int) -> str:
        """Return the words for a point."""
        raise NotImplementedError

    def position(self, place: int) -> QPointF:
        """Return where a point is painted."""
        raise NotImplementedError

    def nearest(self, at: QPointF) -> int:
        """Return the point that belongs to a place of the mouse."""
        raise NotImplementedError

    def paint_content(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint axes and data."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the data, or why there are none."""
        del event
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setFont(small_font(self.font(), tabular=True))
        if self.point_count():
            self.paint_content(painter, tokens)
        else:
            painter.setPen(QColor(tokens.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            margin = SPACE.xl
            room = QRectF(self.rect()).adjusted(margin, 0, -margin, 0)
            painter.drawText(room, int(flags), self._empty_text)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(body, RADIUS.m, RADIUS.m)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Put the cursor on the point below the mouse."""
        if self.point_count() and self._area().adjusted(-8, -8, 8, 8).contains(event.position()):
            self._put_cursor(self.nearest(event.position()))
        else:
            self._put_cursor(None)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the cursor away."""
        super().leaveEvent(event)
        self._put_cursor(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead the cursor along the points with the arrow keys, Home and End."""
        last = self.point_count() - 1
        here = last if self._cursor is None else self._cursor
        moved = {
            Qt.Key.Key_Left: here - 1,
            Qt.Key.Key_Right: here + 1 if self._cursor is not None else here,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if moved is None or last < 0:
            super().keyPressEvent(event)
            return
        self._put_cursor(max(0, min(last, moved)))

    def _put_cursor(self, place: int | None) -> None:
        if place == self._cursor:
            return
        self._cursor = place
        self.update()
        if place is None:
            QToolTip.hideText()
            return
        words = self.tip(place)
        self.setAccessibleDescription(words)
        at = self.position(place) + QPointF(4, -8)
        QToolTip.showText(self.mapToGlobal(at.toPoint()), literal(words), self)

    def _show_data(self, sentence: str) -> None:
        """Take the cursor from points that may be gone, and say what is shown now."""
        if self._cursor is not None and self._cursor >= self.point_count():
            self._cursor = None
        self.setAccessibleDescription(sentence or self._empty_text)
        self.update()

    # --- axes ---------------------------------------------------------------------------------

    def _top_px(self) -> float:
        return 10.0

    def _widest_y(self) -> str:
        return "100 %"

    def _area(self) -> QRectF:
        """Return where the data are painted, within the axes."""
        metrics = QFontMetricsF(small_font(self.font(), tabular=True))
        left = metrics.horizontalAdvance(self._widest_y()) + 12
        below = 2 * metrics.height() + 11
        return QRectF(
            left, self._top_px(), self.width() - left - 14, self.height() - self._top_px() - below
        )

    def _paint_axes(
        self,
        painter: QPainter,
        tokens: Tokens,
        x_ticks: list[tuple[float, str]],
        y_ticks: list[tuple[float, str]],
        x_title: str,
    ) -> None:
        """Paint thin lines across and the words of both axes; ticks are places from 0 to 1."""
        area = self._area()
        line = painter.fontMetrics().height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for share, text in y_ticks:
            y = area.bottom() - share * area.height()
            painter.setPen(QPen(QColor(tokens.border_strong if share == 0 else tokens.border), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(tokens.muted))
            words = QRectF(2, y - line / 2, area.left() - 10, line)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignRight), text)
        for share, text in x_ticks:
            x = area.left() + share * area.width()
            painter.setPen(QPen(QColor(tokens.border_strong), 1))
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3))
            painter.setPen(QColor(tokens.muted))
            wide = painter.fontMetrics().horizontalAdvance(text) + 2.0
            left = max(0.0, min(x - wide / 2, self.width() - wide))
            words = QRectF(left, area.bottom() + 5, wide, line)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setPen(QColor(tokens.muted))
        below = QRectF(area.left(), area.bottom() + 5 + line, area.width(), line + 2)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), x_title)


def nice_ceiling(value: float) -> float:
    """Return the smallest of 1, 2, 3, 4, 6, 8, 10, 20, ... (or a tenth so) that is not below."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(factor * power for factor in _CEILINGS if factor * power >= value - 1e-12)


def count_ticks(
    largest: float, room_px: float, *, fractions: bool = True
) -> list[tuple[float, str]]:
    """Return round numbers from 0 to ``largest`` as ticks: places from 0 to 1, and words.

    Parameters
    ----------
    largest : float
        Where the axis ends, above 0.
    room_px : float
        How long it is; a tick needs some 70 pixels.
    fractions : bool
        Whether there is anything between 0 and 1.
    """
    if largest <= 0:
        return [(0.0, "0")]
    most = max(2.0, min(8.0, room_px / 70))
    power = 10.0 ** math.floor(math.log10(largest / most))
    step = next(factor * power for factor in _STEPS if factor * power >= largest / most - 1e-12)
    step = step if fractions else max(1.0, step)
    count = math.floor(largest / step + 1e-9)
    return [(number * step / largest, f"{number * step:,g}") for number in range(count + 1)]
