"""The class picker: a light card over the window to name a class, or to find one by typing."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.names import find_duplicate, normalise_name
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.pick_list import (
    ROW_HEIGHT_PX,
    PickDelegate,
    PickModel,
    Picks,
    picks_for_find,
    picks_for_new,
)
from iaia_desktop.ui.picker_words import PickMode, picker_hint
from iaia_desktop.ui.row_view import RowView
from iaia_desktop.ui.shortcut_guard import FIELD_KEYS, ShortcutGuard
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_CARD_WIDTH_PX = 460
_MOST_VISIBLE_ROWS = 8
_LONGEST_NAME = 200
_MOST_PROPOSALS = 5


class ClassPicker(QWidget):
    """Lie over the whole window, with a card for typing; a click beside the card closes it.

    Enter takes the tinted row (asking first where it is only much like what was typed),
    Shift+Enter makes a new class of what was typed, Tab completes,
    arrows choose, Escape closes. Closing gives the keyboard focus back to where it was.

    Signals
    -------
    class_picked : int
        An existing class.
    class_named : str
        The name of a new class, normalised; no class is called so.
    cancelled
        Closed without a choice.

    Parameters
    ----------
    host : QWidget
        A widget of the window to lie over.
    """

    class_picked = Signal(int)
    class_named = Signal(str)
    cancelled = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._mode = PickMode.FIND
        self._classes: tuple[ClassRow, ...] = ()
        self._picks = Picks()
        self._focus_before: QWidget | None = None
        self._asked = False
        self._proposals: tuple[str, ...] = ()
        # A digit that chose a proposal, but may be the beginning of a name.
        self._digit = ""
        self.hide()

        self._card = QFrame(self)
        set_role(self._card, "card")
        self._title = ElidedLabel()
        set_role(self._title, "section")
        self._field = QLineEdit()
        self._field.setMaxLength(_LONGEST_NAME)
        self._field.setMinimumHeight(36)
        self._glass = self._field.addAction(
            icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._hint = QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        set_role(self._hint, "small")
        self._model = PickModel(self)
        self._view = RowView(ROW_HEIGHT_PX, _MOST_VISIBLE_ROWS)
        self._view.setModel(self._model)
        self._view.setItemDelegate(PickDelegate(self))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self._view.setAccessibleName(self.tr("Classes that fit"))
        column = QVBoxLayout(self._card)
        column.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        column.setSpacing(SPACE.s)
        for widget in (self._title, self._field, self._hint, self._view):
            column.addWidget(widget)
        shadow = QGraphicsDropShadowEffect(self._card)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 110))
        self._card.setGraphicsEffect(shadow)

        ShortcutGuard(self._field, FIELD_KEYS)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._refresh)
        self._view.row_requested.connect(self._take_row)

    @property
    def mode(self) -> PickMode:
        """What it is open for, or was last."""
        return self._mode

    @property
    def field(self) -> QLineEdit:
        """Where the name is typed."""
        return self._field

    @property
    def picks(self) -> Picks:
        """The rows shown."""
        return self._picks

    @property
    def hint(self) -> str:
        """The line between field and rows."""
        return self._hint.text()

    def open_new(
        self, classes: Sequence[ClassRow], text: str = "", proposals: Sequence[str] = ()
    ) -> None:
        """Open for naming a new class.

        Parameters
        ----------
        classes : sequence of ClassRow
            All classes there are.
        text : str
            To begin with.
        proposals : sequence of str
            Names to choose from while nothing is typed, by digit, arrow, Tab or click.
        """
        self._proposals = tuple(proposals[:_MOST_PROPOSALS])
        self._open(PickMode.NEW, classes, self.tr("New class"), self.tr("Name of the class"), text)

    def open_find(self, classes: Sequence[ClassRow], text: str = "") -> None:
        """Open for finding a class; a name that none has is offered as a new one.

        Parameters
        ----------
        classes : sequence of ClassRow
            All classes there are, in the order to show them in before anything is typed.
        text : str
            To begin with.
        """
        self._open(
            PickMode.FIND,
            classes,
            self.tr("Find a class"),
            self.tr("Type a few letters of a class"),
            text,
        )

    def open_choice(self, classes: Sequence[ClassRow], title: str) -> None:
        """Open for choosing one of these classes, and nothing else."""
        self._open(PickMode.CHOICE, classes, title, self.tr("Type a few letters of a class"), "")

    def close_picker(self) -> None:
        """Close without a choice."""
        if self.isVisible():
            self._dismiss()
            self.cancelled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer the keys of the field, and follow the size of the window."""
        if watched is self._field:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            if isinstance(event, QFocusEvent) and event.lostFocus():
                self._on_focus_lost(event.reason())
        elif watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click beside the card."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_picker()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the window a little; the image stays in sight."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(0, 0, 0, 40))
        painter.end()

    def _open(
        self,
        mode: PickMode,
        classes: Sequence[ClassRow],
        title: str,
        placeholder: str,
        text: str,
    ) -> None:
        window = self._host.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        window.installEventFilter(self)
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
        self._mode = mode
        self._classes = tuple(classes)
        self._title.set_full_text(title)
        self._field.setPlaceholderText(placeholder)
        self._field.setAccessibleName(title)
        self._glass.setIcon(icon("plus" if mode is PickMode.NEW else "search"))
        self._field.setText(text)
        self._field.selectAll()
        self._refresh()
        self.show()
        self.raise_()
        self._place()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _refresh(self) -> None:
        text = self._field.text()
        self._asked = False
        self._digit = ""
        if self._mode is PickMode.NEW:
            self._picks = picks_for_new(text, self._classes, self._proposals)
        else:
            may_create = self._mode is PickMode.FIND
            self._picks = picks_for_find(text, self._classes, may_create=may_create)
        self._model.set_rows(self._picks.rows)
        self._select(self._picks.current)
        set_role(self._hint, "small")
        self._show_hint()
        self._place()

    def _on_focus_lost(self, reason: Qt.FocusReason) -> None:
        # Another window, or the menu of the field, may have the focus for a while.
        if reason in {
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        }:
            self._focus_before = None
            self.close_picker()

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_picker()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._make_new()
            elif self._must_ask():
                self._ask()
            else:
                self._take_row(self._view.currentIndex().row())
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self._step(_MOST_VISIBLE_ROWS if key == Qt.Key.Key_PageDown else -_MOST_VISIBLE_ROWS)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._complete()
        else:
            return self._choose_by_digit(event.text())
        return True

    def _choose_by_digit(self, text: str) -> bool:
        """Choose a proposal by its digit; letters after it show that it began a name."""
        digit, self._digit = self._digit, ""
        if not text.isprintable() or not text or self._field.text():
            return False
        place = next((n for n, row in enumerate(self._picks.rows) if str(row.digit) == text), -1)
        if digit:
            self._field.setText(digit)
        elif place >= 0:
            self._digit = text
            self._select(place)
            return True
        return False

    def _must_ask(self) -> bool:
        """Return whether Enter would take a class that was not what was typed, unasked."""
        return (
            self._mode is PickMode.NEW
            and self._picks.near is not None
            and not self._asked
            and self._view.currentIndex().row() == self._picks.current
        )

    def _ask(self) -> None:
        self._asked = True
        set_role(self._hint, "title")
        self._show_hint()
        self._place()

    def _show_hint(self) -> None:
        name = normalise_name(self._field.text())
        hint = picker_hint(self._mode, self._picks, name, asked=self._asked)
        self._hint.setText(hint)
        self._field.setAccessibleDescription(hint)

    def _step(self, by: int) -> None:
        count = len(self._picks.rows)
        if count:
            place = self._view.currentIndex().row() + by
            self._select(max(0, min(count - 1, place)))

    def _select(self, place: int) -> None:
        index = self._model.index(place)
        self._view.setCurrentIndex(index)
        if index.isValid():
            self._view.scrollTo(index)

    def _complete(self) -> None:
        rows = self._picks.rows
        place = self._view.currentIndex().row()
        if place < 0 and rows and rows[0].digit:
            place = 0
        if 0 <= place < len(rows) and rows[place].row is None:
            place = next((n for n, pick in enumerate(rows) if pick.row is not None), place)
        if 0 <= place < len(rows):
            self._field.setText(rows[place].name)

    def _make_new(self) -> None:
        name = normalise_name(self._field.text())
        if not name or self._mode is PickMode.CHOICE:
            return
        same = find_duplicate(name, [row.name for row in self._classes])
        self._dismiss()
        if same is None:
            self.class_named.emit(name)
        else:
            self.class_picked.emit(self._classes[same].class_id)

    def _take_row(self, place: int) -> None:
        if not 0 <= place < len(self._picks.rows):
            return
        pick = self._picks.rows[place]
        self._dismiss()
        if pick.row is None:
            self.class_named.emit(pick.name)
        else:
            self.class_picked.emit(pick.row.class_id)

    def _dismiss(self) -> None:
        before, self._focus_before = self._focus_before, None
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)
        self.hide()
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        rows = min(len(self._picks.rows), _MOST_VISIBLE_ROWS)
        height = max(self._view.sizeHintForRow(0), ROW_HEIGHT_PX) if rows else 0
        self._view.setFixedHeight(rows * height)
        self._view.setVisible(rows > 0)
        width = min(_CARD_WIDTH_PX, self.width() - 2 * SPACE.l)
        layout = self._card.layout()
        wanted = layout.heightForWidth(width) if layout is not None else 0
        if wanted <= 0:
            wanted = self._card.sizeHint().height()
        top = max(SPACE.l, self.height() // 6)
        self._card.setGeometry((self.width() - width) // 2, top, width, wanted)
