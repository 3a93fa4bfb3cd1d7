"""The classes nearest to the image on screen, as rows with a bar for the distance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from iaia_desktop.core.types import ClassId
from iaia_desktop.session.views import RankedRow
from iaia_desktop.ui import row_painting as paint
from iaia_desktop.ui.icons import icon_pixmap
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.row_view import RowView
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import FONT_PX

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The `RankedRow` behind an index."""

ROW_HEIGHT_PX = 30
_ModelIndex = QModelIndex | QPersistentModelIndex


class RankedModel(QAbstractListModel):
    """Hold the ranked rows; setting a thousand of them copies nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RankedRow, ...] = ()

    @property
    def rows(self) -> tuple[RankedRow, ...]:
        """The rows, nearest first."""
        return self._rows

    def set_rows(self, rows: Sequence[RankedRow]) -> None:
        """Show these rows."""
        fresh = tuple(rows)
        if len(fresh) == len(self._rows):
            if fresh:
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
            return ranked.row.name
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._sentence(ranked)
        return None

    def _sentence(self, ranked: RankedRow) -> str:
        row = ranked.row
        images = self.tr("1 image") if row.count == 1 else self.tr("{n} images")
        parts = [
            row.name,
            self.tr("distance {distance:.3f}").format(distance=ranked.distance),
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
        if not isinstance(ranked, RankedRow) or view is None:
            return
        tokens = tokens_of(view)
        rect: QRect = option.rect
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        paint.draw_row_ground(painter, rect, tokens, hovered=hovered, focused=focused)
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
        paint.draw_bar(painter, bar, ranked.closeness, row.colour, tokens)
        paint.draw_text(
            painter, number, distance_text(ranked.distance), tokens.muted, right_aligned
        )
        painter.restore()


class RankedList(RowView):
    """The ranked classes; a click labels the image."""

    class_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT_PX, 8, parent)
        self._model = RankedModel(self)
        self._delegate = RankedDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.row_requested.connect(self._on_row_requested)

    @property
    def rows(self) -> tuple[RankedRow, ...]:
        """The rows shown, nearest first."""
        return self._model.rows

    def set_rows(self, rows: Sequence[RankedRow], decided_id: ClassId | None) -> None:
        """Show the rows from the nearest on, the class decided upon with a tick."""
        self._delegate.decided_id = decided_id
        self._model.set_rows(rows)
        self.scrollToTop()
        self.viewport().update()

    def _on_row_requested(self, row: int) -> None:
        if 0 <= row < len(self._model.rows):
            self.class_requested.emit(self._model.rows[row].row.class_id)


def distance_text(distance: float) -> str:
    """Return a distance as five characters or so: three decimals, fewer for large numbers."""
    if abs(distance) < 10:
        return f"{distance:.3f}"
    return f"{distance:.1f}" if abs(distance) < 1000 else f"{distance:.2g}"


def _draw_check(painter: QPainter, rect: QRect, colour: str, view: QWidget) -> None:
    pixmap = icon_pixmap("check", 14, colour, view.devicePixelRatioF())
    place = QRect(0, 0, 14, 14)
    place.moveCenter(rect.center())
    painter.drawPixmap(place, pixmap)
