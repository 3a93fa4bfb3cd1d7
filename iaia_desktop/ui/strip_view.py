"""A view of a list as one row of items that all have one size, however many they are.

Qt's own list view lays out every item whenever one is added: 0.3 s for 100,000 images, at each of
the hundreds of times in which a scan brings some. Here the place of an item is a multiplication.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex

_FORWARD = frozenset({
    QAbstractItemView.CursorAction.MoveNext, QAbstractItemView.CursorAction.MoveRight,
    QAbstractItemView.CursorAction.MoveDown,
})  # fmt: skip
_BACK = frozenset({
    QAbstractItemView.CursorAction.MovePrevious, QAbstractItemView.CursorAction.MoveLeft,
    QAbstractItemView.CursorAction.MoveUp,
})  # fmt: skip


class StripView(QAbstractItemView):
    """Show a list in one row that scrolls sideways; nothing it does grows with the list.

    Parameters
    ----------
    items : QAbstractItemModel
        The list; belongs to the view from now on.
    item_size : QSize
        Size of every item, in logical pixels.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self, items: QAbstractItemModel, item_size: QSize, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._items = items
        self._item_size = item_size
        items.setParent(self)
        self.setModel(items)
        self._pointed_at = QPersistentModelIndex()
        self.entered.connect(self._point_at)
        self.viewportEntered.connect(self._point_nowhere)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    @property
    def item_size(self) -> QSize:
        """Size of every item, in logical pixels."""
        return self._item_size

    def set_item_size(self, size: QSize) -> None:
        """Show all items in another size."""
        if size != self._item_size:
            self._item_size = size
            self.updateGeometries()
            self.viewport().update()

    # --- where items are ----------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        """Return where an item is in the viewport; an empty rectangle for none."""
        if not index.isValid():
            return QRect()
        left = index.row() * self._item_size.width() - self.horizontalOffset()
        return QRect(QPoint(left, 0), self._item_size)

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """Return the item at a point of the viewport; an invalid index for none."""
        if not 0 <= point.y() < self._item_size.height():
            return QModelIndex()
        row = (point.x() + self.horizontalOffset()) // self._item_size.width()
        return self._items.index(row, 0) if 0 <= row < self._count() else QModelIndex()

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring an item into sight."""
        if not index.isValid():
            return
        bar = self.horizontalScrollBar()
        width, room = self._item_size.width(), self.viewport().width()
        left = index.row() * width
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(left - (room - width) // 2)
        elif hint is QAbstractItemView.ScrollHint.PositionAtTop or left < bar.value():
            bar.setValue(left)
        elif hint is QAbstractItemView.ScrollHint.PositionAtBottom or left + width > (
            bar.value() + room
        ):
            bar.setValue(left + width - room)

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Return how far the row is scrolled."""
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Return 0: there is one row."""
        return 0

    def isIndexHidden(self, index: Index) -> bool:  # noqa: N802 - Qt's name
        """Return False: every item has its place."""
        del index
        return False

    def moveCursor(  # noqa: N802 - Qt's name
        self,
        cursor_action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Return the item that a key leads to."""
        del modifiers
        last = self._count() - 1
        if last < 0:
            return QModelIndex()
        row = self.currentIndex().row()
        if cursor_action is QAbstractItemView.CursorAction.MoveHome:
            row = 0
        elif cursor_action is QAbstractItemView.CursorAction.MoveEnd:
            row = last
        else:
            row += (cursor_action in _FORWARD) - (cursor_action in _BACK)
        return self._items.index(max(0, min(last, row)), 0)

    def setSelection(  # noqa: N802 - Qt's name
        self, rect: QRect, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select nothing: a row of pictures has a current one, and no selection."""

    def visualRegionForSelection(self, selection: object) -> QRegion:  # noqa: N802 - Qt's name
        """Return an empty region: nothing is selected."""
        del selection
        return QRegion()

    # --- following the list -------------------------------------------------------------------

    def reset(self) -> None:
        """Show a list that is another one now."""
        super().reset()
        self.updateGeometries()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:  # noqa: N802 - Qt's name
        """Make room for more items."""
        super().rowsInserted(parent, start, end)
        self.updateGeometries()
        left = start * self._item_size.width() - self.horizontalOffset()
        if left < self.viewport().width():
            self.viewport().update()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Let the scroll bar reach from the first item to the last."""
        bar = self.horizontalScrollBar()
        room = self.viewport().width()
        bar.setPageStep(room)
        bar.setSingleStep(self._item_size.width())
        bar.setRange(0, max(0, self._count() * self._item_size.width() - room))
        super().updateGeometries()

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the delegate paint the items that the event touches."""
        painter = QPainter(self.viewport())
        width, offset = self._item_size.width(), self.horizontalOffset()
        touched = event.rect()
        first = max(0, (touched.left() + offset) // width)
        last = min(self._count() - 1, (touched.right() + offset) // width)
        for row in range(first, last + 1):
            index = self._items.index(row, 0)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = self.visualRect(index)
            if index == self._pointed_at:
                option.state |= QStyle.StateFlag.State_MouseOver
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    def _point_at(self, index: QModelIndex) -> None:
        self._pointed_at = QPersistentModelIndex(index)
        self.viewport().update()

    def _point_nowhere(self) -> None:
        self._pointed_at = QPersistentModelIndex()
        self.viewport().update()

    def _count(self) -> int:
        return self._items.rowCount()
