"""The class list: every class with its colour, count and key, and all that can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.types import ClassId
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.class_menu import ClassMenu, delete_text
from iaia_desktop.ui.class_model import ClassDelegate, ClassModel, SortOrder
from iaia_desktop.ui.class_picker import ClassPicker
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.row_view import RowView
from iaia_desktop.ui.shortcut_guard import FIELD_KEYS, ShortcutGuard
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE


class ClassList(QFrame):
    """List the classes; nothing changes here until new rows are set.

    A click on a row labels the image with it, exactly as a click in the suggestion panel does; of
    a double click only the first one counts. Renaming is F2 or the menu, never a second click, so
    that fast labelling cannot open an editor.

    Signals
    -------
    class_requested : int
        Label with this class.
    rename_requested : int, str
        Give a class this name.
    key_requested : int, str
        Give a class this key, "" for none. The key may be another class's, which then loses it.
    colour_requested : int, str
        Give a class this colour, ``#rrggbb``.
    merge_requested : int, int
        Put the first class's images into the second.
    delete_requested : int
        Delete a class, with the labels of its images.
    new_class_requested
        Name a new class.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    class_requested = Signal(int)
    rename_requested = Signal(int, str)
    key_requested = Signal(int, str)
    colour_requested = Signal(int, str)
    merge_requested = Signal(int, int)
    delete_requested = Signal(int)
    new_class_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self.setAccessibleName(self.tr("Classes"))
        self._taken_keys: dict[str, str] = {}
        self._menu: QMenu | None = None
        self._merge_source: ClassId | None = None

        title = QLabel(self.tr("Classes"))
        set_role(title, "title")
        self._count = QLabel("0")
        set_role(self._count, "pill")
        self._sort = QToolButton()
        set_role(self._sort, "quiet")
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._sort.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._sort.setToolTip(self.tr("Sort the classes"))
        self._new = QToolButton()
        set_role(self._new, "quiet")
        self._new.setIcon(icon("plus"))
        self._new.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._new.setToolTip(self.tr("Name a new class"))
        self._new.setAccessibleName(self.tr("New class"))
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search classes"))
        self._search.setAccessibleName(self.tr("Search classes"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._model = ClassModel(self)
        self._delegate = ClassDelegate(self)
        self._view = RowView(30, 8)
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._view.setAccessibleName(self.tr("Classes"))
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._picker = ClassPicker(self)
        self._had_keyboard = False
        self._build_sort_menu()
        self._lay_out(title)

        ShortcutGuard(self._search, FIELD_KEYS)
        self._search.installEventFilter(self)
        self._view.installEventFilter(self)
        self._new.clicked.connect(self.new_class_requested)
        self._search.textChanged.connect(self._on_search)
        self._view.row_requested.connect(self._on_row_requested)
        self._view.customContextMenuRequested.connect(self._on_menu_asked)
        self._model.renamed.connect(self.rename_requested)
        self._delegate.closeEditor.connect(self._on_renaming_ended)
        self._picker.class_picked.connect(self._on_merge_target)
        self._say_emptiness()

    def _lay_out(self, title: QLabel) -> None:
        header = QHBoxLayout()
        header.setSpacing(SPACE.s)
        header.addWidget(title)
        header.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        header.addStretch(1)
        header.addWidget(self._sort)
        header.addWidget(self._new)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s)
        column.setSpacing(SPACE.s)
        column.addLayout(header)
        column.addWidget(self._search)
        column.addWidget(self._view, 1)

    @property
    def model(self) -> ClassModel:
        """The rows as shown."""
        return self._model

    @property
    def view(self) -> RowView:
        """The list itself."""
        return self._view

    def set_classes(self, rows: Sequence[ClassRow]) -> None:
        """Show these classes."""
        self._model.set_classes(rows)
        self._count.setText(str(len(rows)))
        self._count.setAccessibleName(
            self.tr("1 class") if len(rows) == 1 else self.tr("{n} classes").format(n=len(rows))
        )
        self._say_emptiness()

    def set_taken_keys(self, taken: Mapping[str, str]) -> None:
        """Tell which plain keys no class may have, and what each one does.

        Parameters
        ----------
        taken : mapping of str to str
            From the key in lower case to the name of its action.
        """
        self._taken_keys = {key.lower(): text for key, text in taken.items()}

    def set_new_class_key(self, key: str) -> None:
        """Tell the key for a new class (portable text) in the tool tip."""
        self._new.setToolTip(f"{self.tr('Name a new class')} ({key_text(key)})")

    def begin_rename(self, class_id: ClassId) -> None:
        """Open the editor over a class's name."""
        place = self._model.row_of(class_id)
        if place is not None:
            index = self._model.index(place)
            self._had_keyboard = self._view.hasFocus()
            self._view.setCurrentIndex(index)
            self._view.edit(index)

    def _on_renaming_ended(self) -> None:
        # The editor leaves the keyboard to the list, where Space labels with the focused class.
        if not self._had_keyboard and self._view.hasFocus():
            self._view.clearFocus()

    def begin_key(self, class_id: ClassId) -> None:
        """Wait for the key that a class shall have; Escape leaves it, Backspace takes it away."""
        place = self._model.row_of(class_id)
        if place is None:
            return
        self._delegate.capturing = class_id
        self._delegate.note = self.tr("Press a key (Esc: leave it)")
        self._view.setCurrentIndex(self._model.index(place))
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._view.viewport().update()

    def begin_merge(self, class_id: ClassId) -> None:
        """Ask by typing which class takes the images of this one."""
        source = next((row for row in self._model.classes if row.class_id == class_id), None)
        if source is None:
            return
        self._merge_source = class_id
        others = [row for row in self._model.classes if row.class_id != class_id]
        title = self.tr("Merge “{name}” into").format(name=source.name)
        self._picker.open_choice(others, title)

    def menu_for(self, row: ClassRow) -> QMenu:
        """Return the menu of a class, connected."""
        menu = ClassMenu(row, len(self._model.classes) - 1, self)
        class_id = row.class_id
        menu.label_action.triggered.connect(lambda: self.class_requested.emit(class_id))
        menu.rename_action.triggered.connect(lambda: self.begin_rename(class_id))
        menu.key_action.triggered.connect(lambda: self.begin_key(class_id))
        menu.merge_action.triggered.connect(lambda: self.begin_merge(class_id))
        menu.delete_action.triggered.connect(lambda: self.delete_requested.emit(class_id))
        menu.colour_menu.other_action.triggered.connect(lambda: self._ask_colour(row))
        menu.colour_menu.triggered.connect(lambda entry: self._take_colour(class_id, entry))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer keys of the list and of the search field."""
        kind = event.type()
        if watched is self._view:
            if self._delegate.capturing is not None:
                if kind == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                    self._capture(event)
                    return True
                if kind == QEvent.Type.FocusOut:
                    self._end_capture()
            elif isinstance(event, QKeyEvent) and self._answers(event.key()):
                if kind == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                if kind == QEvent.Type.KeyPress:
                    self._on_list_key(event.key())
                    return True
        elif (
            watched is self._search
            and kind == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._on_search_key(event.key())
        ):
            return True
        return super().eventFilter(watched, event)

    def _answers(self, key: int) -> bool:
        return self._view.currentIndex().isValid() and key in {
            Qt.Key.Key_F2,
            Qt.Key.Key_Delete,
            Qt.Key.Key_Menu,
        }

    def _on_list_key(self, key: int) -> None:
        row = self._row_at(self._view.currentIndex().row())
        if row is None:
            return
        if key == Qt.Key.Key_F2:
            self.begin_rename(row.class_id)
            return
        below = self._view.visualRect(self._view.currentIndex()).bottomLeft()
        if key == Qt.Key.Key_Menu:
            self._show_menu(self.menu_for(row), below)
            return
        # Delete also means "remove the label" in the window: here it asks first, by a menu.
        menu = QMenu(self)
        delete = menu.addAction(icon("trash"), delete_text(row))
        class_id = row.class_id
        delete.triggered.connect(lambda: self.delete_requested.emit(class_id))
        menu.addAction(self.tr("Leave it"))
        self._show_menu(menu, below)

    def _on_search_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self._search.clear()
            self._search.clearFocus()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            row = self._row_at(0)
            if row is not None and self._search.text().strip():
                self._search.clear()
                self._search.clearFocus()
                self.class_requested.emit(row.class_id)
            return True
        if key == Qt.Key.Key_Down and self._model.rowCount():
            self._view.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _capture(self, event: QKeyEvent) -> None:
        class_id = self._delegate.capturing
        if class_id is None:
            return
        if event.key() == Qt.Key.Key_Escape:
            self._end_capture()
            return
        if event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._end_capture()
            self.key_requested.emit(class_id, "")
            return
        character = event.text().lower()
        if len(character) != 1 or not character.isprintable() or character.isspace():
            return
        if character in self._taken_keys:
            self._delegate.note = self.tr("{key} is taken: {action}").format(
                key=key_text(character), action=self._taken_keys[character]
            )
            self._view.viewport().update()
            return
        self._end_capture()
        self.key_requested.emit(class_id, character)

    def _end_capture(self) -> None:
        self._delegate.capturing = None
        self._view.viewport().update()
        if self._view.hasFocus():
            self._view.clearFocus()

    def _row_at(self, place: int) -> ClassRow | None:
        shown = self._model.shown
        return shown[place] if 0 <= place < len(shown) else None

    def _on_row_requested(self, place: int) -> None:
        row = self._row_at(place)
        if row is not None:
            self.class_requested.emit(row.class_id)

    def _on_menu_asked(self, point: QPoint) -> None:
        row = self._row_at(self._view.indexAt(point).row())
        if row is not None:
            self._show_menu(self.menu_for(row), point)

    def _show_menu(self, menu: QMenu, point: QPoint) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu
        menu.popup(self._view.viewport().mapToGlobal(point))

    def _take_colour(self, class_id: ClassId, entry: QAction) -> None:
        colour = entry.data()
        if isinstance(colour, str):
            self.colour_requested.emit(class_id, colour)

    def _ask_colour(self, row: ClassRow) -> None:
        dialog = QColorDialog(QColor(row.colour), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Colour of “{name}”").format(name=row.name))
        class_id = row.class_id
        dialog.colorSelected.connect(
            lambda colour: self.colour_requested.emit(class_id, colour.name())
        )
        dialog.open()

    def _on_merge_target(self, target: int) -> None:
        if self._merge_source is not None:
            self.merge_requested.emit(self._merge_source, target)
        self._merge_source = None

    def _on_search(self, text: str) -> None:
        self._model.set_search(text)
        self._view.scrollToTop()
        self._say_emptiness()

    def _say_emptiness(self) -> None:
        self._view.set_empty_text(
            self.tr("No class fits the search.")
            if self._model.classes
            else self.tr("No classes yet. Press N, or +, to name the first one.")
        )

    def _build_sort_menu(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(self)
        texts = {
            SortOrder.AGE: self.tr("Age"),
            SortOrder.NAME: self.tr("Name"),
            SortOrder.COUNT: self.tr("Count"),
        }
        for order, text in texts.items():
            entry = menu.addAction(text)
            entry.setCheckable(True)
            entry.setData(order)
            entry.setChecked(order is SortOrder.AGE)
            group.addAction(entry)
        group.triggered.connect(self._on_sorted)
        self._sort.setMenu(menu)
        self._show_order(texts[SortOrder.AGE])
        self._sort.setAccessibleName(self.tr("Sort the classes"))

    def _show_order(self, order: str) -> None:
        self._sort.setText(f"{order} ▾")

    def _on_sorted(self, entry: QAction) -> None:
        self._model.set_order(SortOrder(entry.data()))
        self._show_order(entry.text())
        self._view.scrollToTop()
