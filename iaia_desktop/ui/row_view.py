"""The list view under every list of classes: flat rows of one height, chosen by one click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from iaia_desktop.ui.row_painting import small_font
from iaia_desktop.ui.shortcut_guard import LIST_KEYS, ShortcutGuard
from iaia_desktop.ui.theme import set_role, tokens_of
from iaia_desktop.ui.theme_tokens import SPACE


class RowView(QListView):
    """Show rows of one height; a click, or Enter on the focused row, asks for it.

    Only Tab brings the keyboard focus here. A click leaves it where it was, so that the keys of
    the window go on to work after the mouse was used.

    Parameters
    ----------
    row_height_px : int
        Height of each row; a large system font may make it higher.
    visible_rows : int
        Rows the size hint has room for.
    parent : QWidget, optional
        Owner.
    """

    row_requested = Signal(int)

    def __init__(
        self, row_height_px: int, visible_rows: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row_height_px = row_height_px
        self._visible_rows = visible_rows
        self._empty_text = ""
        set_role(self, "flat-list")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(row_height_px)
        self.clicked.connect(self._on_clicked)
        ShortcutGuard(self, LIST_KEYS)

    def set_empty_text(self, text: str) -> None:
        """Show a text in the middle while there are no rows."""
        if text != self._empty_text:
            self._empty_text = text
            self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return room for the rows that should be visible."""
        frame = 2 * self.frameWidth()
        return QSize(240, self._visible_rows * self._row_height() + frame)

    def minimumSizeHint(self) -> QSize:
        """Return room for two rows."""
        return QSize(160, 2 * self._row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or the text that stands for them."""
        super().paintEvent(event)
        if self._empty_text and self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setFont(small_font(self.font()))
            painter.setPen(tokens_of(self).muted)
            margin = SPACE.m
            painter.drawText(
                self.viewport().rect().adjusted(margin, margin, -margin, -margin),
                int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
                | int(Qt.TextFlag.TextWordWrap),
                self._empty_text,
            )
            painter.end()

    def dataChanged(  # noqa: N802 - Qt's name
        self,
        top_left: QModelIndex | QPersistentModelIndex,
        bottom_right: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Repaint the rows, without the new layout that Qt makes: all have one height for ever."""
        if top_left.row() == bottom_right.row() or self.state() is self.State.EditingState:
            QAbstractItemView.dataChanged(self, top_left, bottom_right, roles)
            return
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the focused row with Enter or Space."""
        if self.state() is QAbstractItemView.State.EditingState:
            # The Enter that ends a renaming comes by here as well: it chooses nothing.
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            index = self.currentIndex()
            if index.isValid():
                self.row_requested.emit(index.row())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters alone: they are keys of classes."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the keyboard on the first row when no row has it."""
        super().focusInEvent(event)
        self._start_at_first_row()

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        """Take the model; with the keyboard here, it is on the first row of every new set."""
        super().setModel(model)
        if model is not None:
            # After the selection model's own slot, which forgets the current row.
            model.modelReset.connect(self._on_reset)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the row's tool tip beside the row, and none between rows."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            tip = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else None
            if not tip:
                QToolTip.hideText()
                return True
            rect: QRect = self.visualRect(index)
            QToolTip.showText(event.globalPos(), str(tip), self.viewport(), rect)
            return True
        return super().viewportEvent(event)

    def _on_reset(self) -> None:
        if self.hasFocus():
            self._start_at_first_row()

    def _start_at_first_row(self) -> None:
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def _row_height(self) -> int:
        return max(self._row_height_px, self.sizeHintForRow(0))

    def _on_clicked(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.row_requested.emit(index.row())
