"""The rows under the class picker: classes that fit, and the offer to make a new one."""

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
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from iaia_desktop.core.names import find_duplicate, near_duplicates, normalise_name, rank_matches
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui import row_painting as paint
from iaia_desktop.ui.icons import icon_pixmap
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import FONT_PX, RADIUS

PICK_ROLE = Qt.ItemDataRole.UserRole
"""The `PickRow` behind an index."""

ROW_HEIGHT_PX = 32
_ModelIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PickRow:
    """An existing class, or with ``row`` None the offer of a new one called ``name``.

    Attributes
    ----------
    name : str
        Of the class.
    row : ClassRow or None
        The class, when it exists.
    spans : tuple of (int, int)
        The stretches of the name that were typed.
    digit : int
        For a name that was not typed but is proposed: its key from 1 on; else 0.
    """

    name: str
    row: ClassRow | None = None
    spans: tuple[tuple[int, int], ...] = ()
    digit: int = 0


@dataclass(frozen=True, slots=True)
class Picks:
    """What fits the text typed.

    Attributes
    ----------
    rows : tuple of PickRow
        From the top down.
    current : int
        The row that Enter takes; -1 for none.
    near : ClassRow or None
        The class that is probably meant although another name was typed.
    """

    rows: tuple[PickRow, ...] = ()
    current: int = -1
    near: ClassRow | None = None


def picks_for_new(text: str, classes: Sequence[ClassRow], proposals: Sequence[str] = ()) -> Picks:
    """Return the rows for naming a new class: the same name picks, a near one is asked about.

    While nothing is typed the proposals are shown, and none of them is chosen.
    """
    name = normalise_name(text)
    names = [row.name for row in classes]
    if not name:
        return Picks(tuple(PickRow(word, digit=n) for n, word in enumerate(proposals, start=1)))
    fitting = _fitting(name, classes)
    same = find_duplicate(name, names)
    if same is not None:
        first = PickRow(names[same], classes[same], ((0, len(names[same])),))
        rest = [pick for pick in fitting if pick.row is not classes[same]]
        return Picks((first, *rest), 0)
    create = PickRow(name)
    near = [classes[place] for place in near_duplicates(name, names)]
    if not near:
        return Picks((create, *fitting), 0)
    rest = [pick for pick in fitting if pick.row not in near]
    return Picks((*(PickRow(row.name, row) for row in near), create, *rest), 0, near[0])


def picks_for_find(text: str, classes: Sequence[ClassRow], *, may_create: bool) -> Picks:
    """Return the rows for finding a class: those that fit, or near ones and a new one."""
    fitting = _fitting(text, classes)
    if fitting:
        return Picks(tuple(fitting), 0)
    near = [classes[place] for place in near_duplicates(text, [row.name for row in classes])]
    rows = [PickRow(row.name, row) for row in near]
    name = normalise_name(text)
    if may_create and name:
        rows.append(PickRow(name))
    return Picks(tuple(rows), 0 if rows else -1, near[0] if near else None)


def _fitting(text: str, classes: Sequence[ClassRow]) -> list[PickRow]:
    matches = rank_matches(text, [row.name for row in classes])
    return [
        PickRow(classes[match.index].name, classes[match.index], match.spans) for match in matches
    ]


class PickModel(QAbstractListModel):
    """Hold the rows of the picker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PickRow, ...] = ()

    @property
    def rows(self) -> tuple[PickRow, ...]:
        """The rows from the top down."""
        return self._rows

    def set_rows(self, rows: Sequence[PickRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _ModelIndex | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or its words."""
        if not 0 <= index.row() < len(self._rows):
            return None
        pick = self._rows[index.row()]
        if role == PICK_ROLE:
            return pick
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        }:
            words = self._words(pick, role)
            return literal(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def _words(self, pick: PickRow, role: int) -> str:
        if pick.row is not None or (pick.digit and role == Qt.ItemDataRole.DisplayRole):
            return pick.name
        if pick.digit:
            return self.tr("Proposed: {name}, key {n}").format(name=pick.name, n=pick.digit)
        return self.tr("New class “{name}”").format(name=pick.name)


class PickDelegate(QStyledItemDelegate):
    """Paint a row of the picker."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _ModelIndex) -> QSize:
        """Return the size of every row."""
        del index
        return QSize(200, max(ROW_HEIGHT_PX, option.fontMetrics.height() + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ModelIndex) -> None:
        """Paint one row; the one that Enter takes on a tinted ground."""
        pick = index.data(PICK_ROLE)
        view = option.widget
        if not isinstance(pick, PickRow) or view is None:
            return
        tokens = tokens_of(view)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS.m, RADIUS.m)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.draw_row_ground(painter, rect, tokens, hovered=True, focused=False)
        painter.setFont(paint.font_of(view.font(), FONT_PX.body))
        left, top, height = rect.left() + 8, rect.top(), rect.height()
        right = rect.right() - 8
        mark = QRect(left, top, 16, height)
        left += 16 + 8
        if pick.row is None:
            sign = "sparkles" if pick.digit else "plus"
            pixmap = icon_pixmap(sign, 16, tokens.accent, view.devicePixelRatioF())
            painter.drawPixmap(mark.left(), mark.center().y() - 7, pixmap)
            if pick.digit:
                cap = QRect(right - 26, top, 26, height)
                paint.draw_key_cap(painter, cap, str(pick.digit), tokens)
                right = cap.left() - 8
            words = str(index.data(Qt.ItemDataRole.DisplayRole))
            paint.draw_text(painter, QRect(left, top, right - left, height), words, tokens.text)
            painter.restore()
            return
        paint.draw_dot(painter, mark, pick.row.colour, tokens)
        key = key_text(pick.row.key)
        cap_width = 26
        paint.draw_key_cap(painter, QRect(right - cap_width, top, cap_width, height), key, tokens)
        small = paint.small_font(view.font(), tabular=True)
        count = str(pick.row.count)
        count_width = max(28, QFontMetrics(small).horizontalAdvance(count))
        place = QRect(right - cap_width - 8 - count_width, top, count_width, height)
        name = QRect(left, top, place.left() - 8 - left, height)
        paint.draw_marked_text(painter, name, pick.name, pick.spans, tokens.text)
        painter.setFont(small)
        paint.draw_text(painter, place, count, tokens.muted, Qt.AlignmentFlag.AlignRight)
        painter.restore()
