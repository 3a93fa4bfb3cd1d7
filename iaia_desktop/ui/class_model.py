"""The classes as rows: sorted, searched, and painted with colour, name, count and key."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from iaia_desktop.core.names import normalise_name, rank_matches
from iaia_desktop.core.types import ClassId
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui import row_painting as paint
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.shortcut_guard import FIELD_KEYS, ShortcutGuard
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import FONT_PX

CLASS_ROLE = Qt.ItemDataRole.UserRole
"""The `ClassRow` behind an index."""

SPANS_ROLE = Qt.ItemDataRole.UserRole + 1
"""The stretches of the name that match the search."""

ROW_HEIGHT_PX = 30
_ModelIndex = QModelIndex | QPersistentModelIndex


class SortOrder(enum.StrEnum):
    """The orders of the class list."""

    AGE = "age"
    NAME = "name"
    COUNT = "count"


class ClassModel(QAbstractListModel):
    """Hold the classes, and show those that fit the search in the order chosen."""

    renamed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ClassRow, ...] = ()
        self._shown: list[ClassRow] = []
        self._spans: dict[ClassId, tuple[tuple[int, int], ...]] = {}
        self._order = SortOrder.AGE
        self._search = ""

    @property
    def classes(self) -> tuple[ClassRow, ...]:
        """All classes, as given."""
        return self._all

    @property
    def shown(self) -> tuple[ClassRow, ...]:
        """The rows from the top down."""
        return tuple(self._shown)

    def set_classes(self, rows: Sequence[ClassRow]) -> None:
        """Take the classes."""
        self._all = tuple(rows)
        self._refresh()

    def set_order(self, order: SortOrder) -> None:
        """Sort by this."""
        self._order = order
        self._refresh()

    def set_search(self, text: str) -> None:
        """Show the classes that fit these letters, best first; all for ""."""
        self._search = normalise_name(text)
        self._refresh()

    def row_of(self, class_id: ClassId) -> int | None:
        """Return where a class stands, or None when it is not shown."""
        for place, row in enumerate(self._shown):
            if row.class_id == class_id:
                return place
        return None

    def rowCount(self, parent: _ModelIndex | None = None) -> int:
        """Return how many classes are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def flags(self, index: _ModelIndex) -> Qt.ItemFlag:
        """Let every name be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a class, its name, or the sentence that a screen reader says."""
        if not 0 <= index.row() < len(self._shown):
            return None
        row = self._shown[index.row()]
        if role == CLASS_ROLE:
            return row
        if role == SPANS_ROLE:
            return self._spans.get(row.class_id, ())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return row.name
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            images = self.tr("1 image") if row.count == 1 else self.tr("{n} images")
            parts = [row.name, images.format(n=row.count)]
            if row.key:
                parts.append(self.tr("key {key}").format(key=key_text(row.key)))
            words = ", ".join(parts)
            return literal(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def setData(
        self, index: _ModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Ask for another name; the model itself changes when the session says so."""
        if role != Qt.ItemDataRole.EditRole or not 0 <= index.row() < len(self._shown):
            return False
        row = self._shown[index.row()]
        name = normalise_name(str(value))
        if name and name != row.name:
            self.renamed.emit(row.class_id, name)
        return True

    def _refresh(self) -> None:
        shown = list(self._all)
        if self._order is SortOrder.NAME:
            shown.sort(key=lambda row: (row.name.casefold(), row.class_id))
        elif self._order is SortOrder.COUNT:
            shown.sort(key=lambda row: (-row.count, row.class_id))
        spans: dict[ClassId, tuple[tuple[int, int], ...]] = {}
        if self._search:
            matches = rank_matches(self._search, [row.name for row in shown])
            spans = {shown[match.index].class_id: match.spans for match in matches}
            shown = [shown[match.index] for match in matches]
        if [row.class_id for row in shown] == [row.class_id for row in self._shown]:
            # The same rows in the same places: an open editor and the scroll position stay.
            before, self._shown = self._shown, shown
            if spans != self._spans:
                self._spans = spans
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
                return
            # A decision changes one count or two: the other rows are not painted anew.
            for place, (old, new) in enumerate(zip(before, shown, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self._shown, self._spans = shown, spans
        self.endResetModel()


class ClassDelegate(QStyledItemDelegate):
    """Paint a class: dot, name, count, key. The name is edited where it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.capturing: ClassId | None = None
        self.note = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: _ModelIndex) -> QSize:
        """Return the size of every row."""
        del index
        return QSize(160, max(ROW_HEIGHT_PX, option.fontMetrics.height() + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ModelIndex) -> None:
        """Paint one row, or what its waiting for a key has to say."""
        row = index.data(CLASS_ROLE)
        view = option.widget
        if not isinstance(row, ClassRow) or view is None:
            return
        tokens = tokens_of(view)
        rect: QRect = option.rect
        paint.draw_row_ground(
            painter,
            rect,
            tokens,
            hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
            focused=bool(option.state & QStyle.StateFlag.State_HasFocus),
        )
        painter.save()
        body = paint.font_of(view.font(), FONT_PX.body)
        painter.setFont(body)
        left, top, height = rect.left() + 6, rect.top(), rect.height()
        paint.draw_dot(painter, QRect(left, top, 12, height), row.colour, tokens)
        left += 12 + 8
        right = rect.right() - 6
        if self.capturing == row.class_id:
            words = QRect(left, top, right - left, height)
            paint.draw_text(painter, words, self.note, tokens.accent)
            painter.restore()
            return
        cap_width = 24
        cap = QRect(right - cap_width, top, cap_width, height)
        paint.draw_key_cap(painter, cap, key_text(row.key), tokens)
        small = paint.small_font(view.font(), tabular=True)
        count_width = max(24, QFontMetrics(small).horizontalAdvance(str(row.count)))
        count = QRect(cap.left() - 8 - count_width, top, count_width, height)
        name = QRect(left, top, count.left() - 8 - left, height)
        paint.draw_marked_text(painter, name, row.name, index.data(SPANS_ROLE) or (), tokens.text)
        painter.setFont(small)
        paint.draw_text(painter, count, str(row.count), tokens.muted, Qt.AlignmentFlag.AlignRight)
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: _ModelIndex
    ) -> QWidget:
        """Return a line edit for the name."""
        del option
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("New name of “{name}”").format(name=index.data()))
        ShortcutGuard(editor, FIELD_KEYS)
        return editor

    def setEditorData(self, editor: QWidget, index: _ModelIndex) -> None:
        """Begin with the present name, all of it selected, unless one is being typed."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _ModelIndex) -> None:
        """Hand the typed name on."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: _ModelIndex
    ) -> None:
        """Lay the editor over the row, right of the dot."""
        del index
        editor.setGeometry(option.rect.adjusted(22, 1, -2, -1))
