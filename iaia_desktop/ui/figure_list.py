"""Lists of the statistics: one or two classes a row, with a bar and figures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui import row_painting as paint
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import FONT_PX, RADIUS, Tokens

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
CHOSEN_ROLE = int(Qt.ItemDataRole.UserRole) + 2
ROW_HEIGHT_PX = 28
BAR_PX = 72

_ModelIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row.

    Attributes
    ----------
    key : object
        What the row stands for, so that it is found again when the figures change.
    first : ClassRow
        The class at the left.
    second : str
        The name of the class beside it; "" for none.
    second_colour : str
        Its colour; "" for no dot.
    has_second : bool
        Whether the row has two columns of classes.
    share : float or None
        Length of the bar, 0 to 1; None for none.
    tone : str
        Name of the bar's colour token.
    figures : tuple of str
        At the right, each in a column of its own.
    tip : str
        The row in words.
    """

    key: object
    first: ClassRow
    second: str
    second_colour: str
    has_second: bool
    share: float | None
    tone: str
    figures: tuple[str, ...]
    tip: str


class FigureModel(QAbstractListModel):
    """Hold the rows, and know which one was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FigureRow, ...] = ()
        self._chosen: object = None

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """The rows from the top down."""
        return self._rows

    def set_rows(self, rows: Sequence[FigureRow]) -> None:
        """Take other figures; where the rows stay the same ones, the view stays where it is."""
        same = [row.key for row in rows] == [row.key for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = tuple(rows)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def set_chosen(self, key: object) -> None:
        """Mark the row that stands for this, or none."""
        if key != self._chosen:
            self._chosen = key
            if self._rows:
                self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: _ModelIndex | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, its name, or the sentence that a screen reader says."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == CHOSEN_ROLE:
            return row.key == self._chosen
        if role == Qt.ItemDataRole.DisplayRole:
            return row.first.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.tip
        if role == Qt.ItemDataRole.ToolTipRole:
            return literal(row.tip)
        return None


class FigureDelegate(QStyledItemDelegate):
    """Paint a row: dots and names at the left, bar and figures at the right.

    Parameters
    ----------
    widest : tuple of str
        The widest text of each column of figures.
    """

    def __init__(self, widest: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest = widest

    def sizeHint(self, option: QStyleOptionViewItem, index: _ModelIndex) -> QSize:
        """Return the size of every row."""
        del index
        return QSize(200, max(ROW_HEIGHT_PX, option.fontMetrics.height() + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ModelIndex) -> None:
        """Paint one row."""
        row = index.data(ROW_ROLE)
        view = option.widget
        if not isinstance(row, FigureRow) or view is None:
            return
        tokens = tokens_of(view)
        rect: QRect = option.rect
        painter.save()
        if index.data(CHOSEN_ROLE):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS.m, RADIUS.m)
        paint.draw_row_ground(
            painter,
            rect,
            tokens,
            hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
            focused=bool(option.state & QStyle.StateFlag.State_HasFocus),
        )
        painter.setFont(paint.small_font(view.font(), tabular=True))
        cells, bar, names = self.columns(rect, view.font(), 2 if row.has_second else 1)
        for cell, text in zip(cells, row.figures, strict=True):
            paint.draw_text(painter, cell, text, tokens.text, Qt.AlignmentFlag.AlignRight)
        if row.share is not None:
            paint.draw_bar(painter, bar, row.share, getattr(tokens, row.tone), tokens)
        painter.setFont(paint.font_of(view.font(), FONT_PX.body))
        _draw_name(painter, names[0], row.first.colour, row.first.name, tokens)
        if row.has_second:
            _draw_name(painter, names[1], row.second_colour, row.second, tokens)
        painter.restore()

    def columns(
        self, rect: QRect, font: QFont, name_count: int
    ) -> tuple[list[QRect], QRect, list[QRect]]:
        """Return the places of figures, bar and names in a row.

        Parameters
        ----------
        rect : QRect
            The row.
        font : QFont
            Of the view.
        name_count : int
            How many columns of classes there are.
        """
        metrics = QFontMetrics(paint.small_font(font, tabular=True))
        top, height = rect.top(), rect.height()
        right = rect.right() - 8
        cells: list[QRect] = []
        for text in reversed(self._widest):
            wide = metrics.horizontalAdvance(text) + 2
            cells.insert(0, QRect(right - wide, top, wide, height))
            right -= wide + 10
        bar = QRect(right - BAR_PX, top, BAR_PX, height)
        left = rect.left() + 8
        room = (bar.left() - 10 - left) // name_count
        names = [QRect(left + n * room, top, room - 4, height) for n in range(name_count)]
        return cells, bar, names


class FigureHeader(QWidget):
    """The names of the columns, above a list.

    Parameters
    ----------
    view : QAbstractItemView
        The list.
    delegate : FigureDelegate
        Knows the columns.
    names : tuple of str
        Of the columns of classes.
    figures : tuple of str
        Of the columns of figures.
    """

    def __init__(
        self,
        view: QAbstractItemView,
        delegate: FigureDelegate,
        names: tuple[str, ...],
        figures: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._delegate = delegate
        self._names = names
        self._figures = figures
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        view.viewport().installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Return room for a line."""
        return QSize(200, QFontMetrics(paint.small_font(self.font())).height() + 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the list when its scroll bar comes or goes."""
        if event.type() == QEvent.Type.Resize:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names over their columns."""
        del event
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setFont(paint.font_of(self.font(), FONT_PX.small, strong=True))
        row = QRect(0, 0, self._view.viewport().width(), self.height())
        cells, bar, names = self._delegate.columns(row, self._view.font(), len(self._names))
        for cell, text in zip(cells, self._figures, strict=True):
            # A name may be wider than its figures: there is room where the bar is below.
            wide = cell.adjusted(-bar.width(), 0, 0, 0)
            paint.draw_text(painter, wide, text, tokens.muted, Qt.AlignmentFlag.AlignRight)
        for cell, text in zip(names, self._names, strict=True):
            paint.draw_text(painter, cell, text, tokens.muted)
        painter.end()


def _draw_name(painter: QPainter, rect: QRect, colour: str, name: str, tokens: Tokens) -> None:
    if colour:
        paint.draw_dot(painter, QRect(rect.left(), rect.top(), 12, rect.height()), colour, tokens)
    words = rect.adjusted(20, 0, 0, 0) if colour else rect
    paint.draw_text(painter, words, name, tokens.text if colour else tokens.muted)
