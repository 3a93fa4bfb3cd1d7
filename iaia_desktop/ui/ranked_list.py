"""The classes likeliest for the image on screen, and "new class" in its place among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from iaia_desktop.core.types import ClassId
from iaia_desktop.session.views import RankedRow
from iaia_desktop.ui import row_painting as paint
from iaia_desktop.ui.icons import icon_pixmap
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.row_view import RowView
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import FONT_PX

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The `RankedRow` or the `NewClassRow` behind an index."""

ROW_HEIGHT_PX = 30
_ModelIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class NewClassRow:
    """The row that stands for a class which does not exist yet.

    Attributes
    ----------
    chance : float
        Estimated chance that the image founds a class, from 0 to 1.
    key : str
        The key (portable text) that names a new class.
    """

    chance: float
    key: str = ""


AnyRow = RankedRow | NewClassRow


class RankedModel(QAbstractListModel):
    """Hold the ranked rows; setting a thousand of them copies nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[AnyRow, ...] = ()

    @property
    def rows(self) -> tuple[AnyRow, ...]:
        """The rows, likeliest first."""
        return self._rows

    def set_rows(self, rows: Sequence[AnyRow]) -> None:
        """Show these rows."""
        fresh = tuple(rows)
        if len(fresh) == len(self._rows):
            if fresh != self._rows:
                self._rows = fresh
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def rowCount(self, parent: _ModelIndex | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, its name, or the sentence that a screen reader says."""
        if not 0 <= index.row() < len(self._rows):
            return None
        ranked = self._rows[index.row()]
        if role == ROW_ROLE:
            return ranked
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("New class") if isinstance(ranked, NewClassRow) else ranked.row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(ranked)
        if role == Qt.ItemDataRole.ToolTipRole:
            return literal(self._sentence(ranked))
        return None

    def _sentence(self, ranked: AnyRow) -> str:
        if isinstance(ranked, NewClassRow):
            words = self.tr("New class, chance {chance}").format(chance=chance_text(ranked.chance))
            key = self.tr("key {key}").format(key=key_text(ranked.key))
            return f"{words}, {key}" if ranked.key else words
        row = ranked.row
        images = self.tr("1 image") if row.count == 1 else self.tr("{n} images")
        parts = [
            row.name,
            self.tr("by its name")
            if ranked.by_name
            else self.tr("distance {distance:.3f}").format(distance=ranked.distance),
            images.format(n=row.count),
        ]
        if row.key:
            parts.append(self.tr("key {key}").format(key=key_text(row.key)))
        return ", ".join(parts)


class RankedDelegate(QStyledItemDelegate):
    """Paint a ranked class: key, dot, name, count, bar, distance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.decided_id: ClassId | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: _ModelIndex) -> QSize:
        """Return the size of every row."""
        del index
        return QSize(200, max(ROW_HEIGHT_PX, option.fontMetrics.height() + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ModelIndex) -> None:
        """Paint one row."""
        ranked = index.data(ROW_ROLE)
        view = option.widget
        if not isinstance(ranked, RankedRow | NewClassRow) or view is None:
            return
        tokens = tokens_of(view)
        rect: QRect = option.rect
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        paint.draw_row_ground(painter, rect, tokens, hovered=hovered, focused=focused)
        if isinstance(ranked, NewClassRow):
            _draw_new_class(painter, rect, ranked, self.tr("New class"), view)
            return
        row = ranked.row
        painter.save()
        painter.setFont(paint.font_of(view.font(), FONT_PX.body))
        left, top, height = rect.left() + 4, rect.top(), rect.height()
        cap_width = 24
        paint.draw_key_cap(painter, QRect(left, top, cap_width, height), key_text(row.key), tokens)
        left += cap_width + 6
        decided = row.class_id == self.decided_id
        mark = QRect(left, top, 12, height)
        if decided:
            _draw_check(painter, mark, tokens.success, view)
        else:
            paint.draw_dot(painter, mark, row.colour, tokens)
        left += 12 + 6

        small = paint.small_font(view.font(), tabular=True)
        metrics = QFontMetrics(small)
        right = rect.right() - 6
        number_width = metrics.horizontalAdvance("0.000")
        number = QRect(right - number_width, top, number_width + 1, height)
        bar_width = max(36, rect.width() // 6)
        bar = QRect(number.left() - 8 - bar_width, top, bar_width, height)
        count_width = max(
            metrics.horizontalAdvance("000"), metrics.horizontalAdvance(str(row.count))
        )
        count = QRect(bar.left() - 8 - count_width, top, count_width, height)

        painter.setFont(paint.font_of(view.font(), FONT_PX.body, strong=decided))
        paint.draw_text(
            painter, QRect(left, top, count.left() - 6 - left, height), row.name, tokens.text
        )
        painter.setFont(small)
        right_aligned = Qt.AlignmentFlag.AlignRight
        paint.draw_text(painter, count, str(row.count), tokens.muted, right_aligned)
        if ranked.by_name:
            words = self.tr("by name")
            paint.draw_text(painter, bar.united(number), words, tokens.muted, right_aligned)
        else:
            paint.draw_bar(painter, bar, ranked.closeness, row.colour, tokens)
            distance = distance_text(ranked.distance)
            paint.draw_text(painter, number, distance, tokens.muted, right_aligned)
        painter.restore()


class RankedList(RowView):
    """The ranked classes, and "new class" among them; a click labels the image, or names one."""

    class_requested = Signal(int)
    new_class_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT_PX, 8, parent)
        self._model = RankedModel(self)
        self._delegate = RankedDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.row_requested.connect(self._on_row_requested)

    @property
    def rows(self) -> tuple[RankedRow, ...]:
        """The classes shown, likeliest first."""
        return tuple(row for row in self._model.rows if isinstance(row, RankedRow))

    @property
    def new_place(self) -> int | None:
        """The row of "new class"; None when it is not shown."""
        found = (n for n, row in enumerate(self._model.rows) if isinstance(row, NewClassRow))
        return next(found, None)

    def set_rows(
        self,
        rows: Sequence[RankedRow],
        decided_id: ClassId | None,
        new_class: NewClassRow | None = None,
        new_place: int = 0,
    ) -> None:
        """Show the rows from the likeliest on.

        Parameters
        ----------
        rows : sequence of RankedRow
            The classes.
        decided_id : ClassId or None
            The class decided upon, which gets a tick.
        new_class : NewClassRow, optional
            The row for a new class.
        new_place : int
            Before which class it stands.
        """
        if decided_id != self._delegate.decided_id:
            self._delegate.decided_id = decided_id
            self.viewport().update()
        if new_class is None:
            self._model.set_rows(rows)
        else:
            self._model.set_rows((*rows[:new_place], new_class, *rows[new_place:]))
        self.scrollToTop()

    def _on_row_requested(self, row: int) -> None:
        if not 0 <= row < len(self._model.rows):
            return
        chosen = self._model.rows[row]
        if isinstance(chosen, NewClassRow):
            self.new_class_requested.emit()
        else:
            self.class_requested.emit(chosen.row.class_id)


def distance_text(distance: float) -> str:
    """Return a distance as five characters or so: three decimals, fewer for large numbers."""
    if abs(distance) < 10:
        return f"{distance:.3f}"
    return f"{distance:.1f}" if abs(distance) < 1000 else f"{distance:.2g}"


def chance_text(chance: float) -> str:
    """Return a chance in whole per cent, and what is next to nothing or to all as such."""
    if chance < 0.005:
        return "< 1 %"
    return "> 99 %" if chance > 0.995 else f"{100 * chance:.0f} %"


def _draw_new_class(
    painter: QPainter, rect: QRect, row: NewClassRow, name: str, view: QWidget
) -> None:
    """Paint the row of a class that does not exist yet: key, an empty dot, name, chance."""
    tokens = tokens_of(view)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(paint.font_of(view.font(), FONT_PX.body))
    left, top, height = rect.left() + 4, rect.top(), rect.height()
    paint.draw_key_cap(painter, QRect(left, top, 24, height), key_text(row.key), tokens)
    left += 24 + 6
    # A dashed ring where a class has its dot: a place that is still free.
    ring = QRectF(left + 1.5, top + height / 2 - 4.5, 9, 9)
    painter.setPen(QPen(QColor(tokens.muted), 1.4, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    left += 12 + 6
    small = paint.small_font(view.font(), tabular=True)
    text = chance_text(row.chance)
    width = QFontMetrics(small).horizontalAdvance(text)
    right = rect.right() - 6 - width
    paint.draw_text(painter, QRect(left, top, right - 8 - left, height), name, tokens.text)
    painter.setFont(small)
    aligned = Qt.AlignmentFlag.AlignRight
    paint.draw_text(painter, QRect(right, top, width + 1, height), text, tokens.muted, aligned)
    painter.restore()


def _draw_check(painter: QPainter, rect: QRect, colour: str, view: QWidget) -> None:
    pixmap = icon_pixmap("check", 14, colour, view.devicePixelRatioF())
    place = QRect(0, 0, 14, 14)
    place.moveCenter(rect.center())
    painter.drawPixmap(place, pixmap)
