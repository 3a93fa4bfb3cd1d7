"""The charts of the statistics: lines over a count or a share, and bars over time."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from iaia_desktop.ui.chart_base import Chart, count_ticks, nice_ceiling
from iaia_desktop.ui.row_painting import blend, small_font
from iaia_desktop.ui.theme_tokens import RADIUS, SPACE, Tokens

_SWATCH_PX = 16.0
_DOT_PX = 4.5


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a chart.

    Attributes
    ----------
    name : str
        In the legend, with the latest value; "" leaves it out of the legend.
    x, y : tuple of float
        Points, x ascending; a NaN in y is a gap.
    tone : str
        Name of a colour token.
    width_px : float
        Of the pen.
    """

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    tone: str = "accent"
    width_px: float = 2.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a chart that has a name."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart shows; y is a share from 0 to 1.

    Attributes
    ----------
    curves : tuple of Curve
        Painted from the last to the first; the cursor follows the first one.
    x_title, y_title : str
        What runs to the right, and upwards; "" for y where the legend says it.
    x_largest : float
        Where the axis ends; it begins at 0.
    x_is_share : bool
        Whether x is a share too, and the cursor goes to the nearest point, not to the nearest x.
    level : float or None
        A dashed line across, at this y.
    marks : tuple of Mark
        Places with names.
    tip_of : callable
        Returns the words for a point of the first curve, by place.
    sentence : str
        All of it in words, for screen readers.
    """

    curves: tuple[Curve, ...] = ()
    x_title: str = ""
    y_title: str = ""
    x_largest: float = 1.0
    x_is_share: bool = False
    level: float | None = None
    marks: tuple[Mark, ...] = ()
    tip_of: Callable[[int], str] = field(default=str)
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: from ``start`` to ``end``, ``height`` high, with words for it."""

    start: float
    end: float
    height: float
    tip: str


class LineChart(Chart):
    """Shares as lines: over a count, or over another share."""

    def __init__(self, name: str, empty_text: str, parent: QWidget | None = None) -> None:
        super().__init__(name, empty_text, parent)
        self._plot = Plot()

    @property
    def plot(self) -> Plot:
        """What is shown."""
        return self._plot

    def set_plot(self, plot: Plot) -> None:
        """Show other data."""
        self._plot = plot
        self._show_data(plot.sentence)

    def point_count(self) -> int:
        """Return the number of points of the first curve."""
        return len(self._plot.curves[0].x) if self._plot.curves else 0

    def tip(self, place: int) -> str:
        """Return the words for a point of the first curve."""
        return self._plot.tip_of(place)

    def position(self, place: int) -> QPointF:
        """Return where a point of the first curve is painted."""
        return self._place(place, self._area())

    def nearest(self, at: QPointF) -> int:
        """Return the point nearest to the mouse: along x, or in the plane."""
        area = self._area()

        def distance(place: int) -> float:
            away = self._place(place, area) - at
            return math.hypot(away.x(), away.y() if self._plot.x_is_share else 0.0)

        return min(range(self.point_count()), key=distance)

    def paint_content(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint axes, legend, lines, marks, and the cursor."""
        plot, area = self._plot, self._area()
        self._paint_axes(painter, tokens, self._x_ticks(), self._y_ticks(), plot.x_title)
        self._paint_legend(painter, tokens)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QPointF(4, painter.fontMetrics().ascent() + 4), plot.y_title)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if plot.level is not None:
            painter.setPen(QPen(QColor(tokens.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(
                self._at(0, plot.level, area), self._at(plot.x_largest, plot.level, area)
            )
        if self._cursor is not None and not plot.x_is_share:
            x = self.position(self._cursor).x()
            painter.setPen(QPen(QColor(tokens.border_strong), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        for curve in reversed(plot.curves):
            pen = QPen(QColor(getattr(tokens, curve.tone)), curve.width_px)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._path(curve, area))
        for mark in plot.marks:
            self._paint_mark(painter, tokens, mark)
        if self._cursor is not None:
            for curve in reversed(plot.curves):
                if self._cursor < len(curve.x) and not math.isnan(curve.y[self._cursor]):
                    at = self._at(curve.x[self._cursor], curve.y[self._cursor], area)
                    self._paint_dot(painter, tokens, at, curve.tone)

    def _top_px(self) -> float:
        named = any(curve.name for curve in self._plot.curves) or bool(self._plot.y_title)
        return 10.0 + (1.6 * QFontMetricsF(small_font(self.font())).height() if named else 0.0)

    def _place(self, place: int, area: QRectF) -> QPointF:
        curve = self._plot.curves[0]
        y = curve.y[place]
        return self._at(curve.x[place], 0.0 if math.isnan(y) else y, area)

    def _at(self, x: float, y: float, area: QRectF) -> QPointF:
        along = x / self._plot.x_largest if self._plot.x_largest else 0.0
        return QPointF(area.left() + along * area.width(), area.bottom() - y * area.height())

    def _path(self, curve: Curve, area: QRectF) -> QPainterPath:
        path, is_drawing = QPainterPath(), False
        for x, y in zip(curve.x, curve.y, strict=True):
            if math.isnan(y):
                is_drawing = False
            elif is_drawing:
                path.lineTo(self._at(x, y, area))
            else:
                path.moveTo(self._at(x, y, area))
                # One point alone is a line of no length, whose round cap shows.
                path.lineTo(self._at(x, y, area) + QPointF(0.01, 0))
                is_drawing = True
        return path

    def _x_ticks(self) -> list[tuple[float, str]]:
        if self._plot.x_is_share:
            return [(share, f"{share:.0%}".replace("%", " %")) for share in (0, 0.25, 0.5, 0.75, 1)]
        return count_ticks(self._plot.x_largest, self._area().width(), fractions=False)

    def _y_ticks(self) -> list[tuple[float, str]]:
        shares = (0, 0.25, 0.5, 0.75, 1) if self._area().height() >= 110 else (0, 0.5, 1)
        return [(share, f"{share:.0%}".replace("%", " %")) for share in shares]

    def _paint_legend(self, painter: QPainter, tokens: Tokens) -> None:
        left = self._area().left()
        line = painter.fontMetrics().height()
        for curve in self._plot.curves:
            if not curve.name:
                continue
            painter.setPen(QPen(QColor(getattr(tokens, curve.tone)), curve.width_px + 1))
            middle = line / 2 + 5
            painter.drawLine(QPointF(left, middle), QPointF(left + _SWATCH_PX, middle))
            left += _SWATCH_PX + 6
            wide = painter.fontMetrics().horizontalAdvance(curve.name)
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRectF(left, 5, wide + 2, line), 0, curve.name)
            left += wide + SPACE.l

    def _paint_dot(self, painter: QPainter, tokens: Tokens, at: QPointF, tone: str) -> None:
        painter.setPen(QPen(QColor(tokens.raised), 2))
        painter.setBrush(QColor(getattr(tokens, tone)))
        painter.drawEllipse(at, _DOT_PX, _DOT_PX)

    def _paint_mark(self, painter: QPainter, tokens: Tokens, mark: Mark) -> None:
        area = self._area()
        at = self._at(mark.x, mark.y, area)
        painter.setPen(QPen(QColor(tokens.raised), 2))
        painter.setBrush(QColor(tokens.text))
        painter.drawEllipse(at, _DOT_PX + 1, _DOT_PX + 1)
        metrics = QFontMetricsF(painter.font())
        size = metrics.size(0, mark.text)
        # The words stand where there is room: right of the mark, else left; above, else below.
        left = at.x() + 10
        if left + size.width() > area.right():
            left = at.x() - 10 - size.width()
        top = at.y() - size.height() - 6
        if top < area.top():
            top = at.y() + 8
        words = QRectF(left, top, size.width() + 1, size.height())
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QColor(tokens.raised)
        ground.setAlphaF(0.85)
        painter.setBrush(ground)
        painter.drawRoundedRect(words.adjusted(-3, -1, 3, 1), RADIUS.s, RADIUS.s)
        painter.setPen(QColor(tokens.text))
        painter.drawText(words, 0, mark.text)


class BarChart(Chart):
    """Bars over time."""

    def __init__(
        self, name: str, empty_text: str, x_title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, empty_text, parent)
        self._x_title = x_title
        self._bars: tuple[Bar, ...] = ()
        self._level: float | None = None
        self._highest = 1.0

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def set_bars(self, bars: tuple[Bar, ...], level: float | None, sentence: str) -> None:
        """Show other bars, with a dashed line at a level, and say in words what they tell."""
        self._bars = bars
        self._level = level
        self._highest = nice_ceiling(max((bar.height for bar in bars), default=1.0))
        self._show_data(sentence if bars else "")

    def point_count(self) -> int:
        """Return the number of bars."""
        return len(self._bars)

    def tip(self, place: int) -> str:
        """Return the words for a bar."""
        return self._bars[place].tip

    def position(self, place: int) -> QPointF:
        """Return the middle of a bar's upper edge."""
        rect = self._rect(self._bars[place])
        return QPointF(rect.center().x(), rect.top())

    def nearest(self, at: QPointF) -> int:
        """Return the bar above or below the mouse."""
        return min(range(len(self._bars)), key=lambda place: abs(self.position(place).x() - at.x()))

    def paint_content(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint axes and bars."""
        area = self._area()
        ticks = [(share, f"{share * self._highest:,g}") for share in (0, 0.5, 1)]
        x_ticks = count_ticks(self._bars[-1].end, area.width())
        self._paint_axes(painter, tokens, x_ticks, ticks, self._x_title)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, bar in enumerate(self._bars):
            rect = self._rect(bar)
            if rect.height() < 0.5:
                continue
            is_lit = place == self._cursor
            painter.setBrush(
                QColor(tokens.accent) if is_lit else blend(tokens.accent, tokens.raised, 0.72)
            )
            painter.drawRect(rect)
        if self._level is not None:
            y = area.bottom() - self._level / self._highest * area.height()
            painter.setPen(QPen(QColor(tokens.text), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))

    def _widest_y(self) -> str:
        return max((f"{share * self._highest:,g}" for share in (0.5, 1)), key=len)

    def _rect(self, bar: Bar) -> QRectF:
        area = self._area()
        whole = self._bars[-1].end or 1.0
        left = area.left() + bar.start / whole * area.width()
        right = area.left() + bar.end / whole * area.width()
        gap = 1.0 if right - left > 4 else 0.0
        height = bar.height / self._highest * area.height()
        return QRectF(left + gap, area.bottom() - height, max(1.0, right - left - 2 * gap), height)
