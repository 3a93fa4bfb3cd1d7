"""The page of the settings where keys are changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from iaia_desktop.session.actions import ACTIONS, action
from iaia_desktop.session.key_choices import KeyChoices, normal_key
from iaia_desktop.ui.action_words import action_name, action_tip, menu_name
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.settings_pages import explanation, heading, page_column
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_ID_ROLE = Qt.ItemDataRole.UserRole


class KeysPage(QWidget):
    """Change the keys of every action; a key that is taken is told in words, and can be moved.

    Parameters
    ----------
    class_keys : mapping of str to str
        Keys of classes in the open session, with their names.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, class_keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._class_keys = {key.lower(): name for key, name in class_keys.items()}
        self._choices = KeyChoices({})
        self._items: dict[str, QTreeWidgetItem] = {}

        self._tree = QTreeWidget()
        self._tree.setColumnCount(2)
        self._tree.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self._tree.setAccessibleName(self.tr("Actions and their keys"))
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._tree.setRootIsDecorated(False)
        self._tree.setIndentation(SPACE.m)
        self._tree.setUniformRowHeights(True)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.header().setStretchLastSection(False)
        self._fill()

        self._tip = explanation(self.tr("Choose an action to change its keys."))
        self._edit = QKeySequenceEdit()
        self._edit.setMaximumSequenceLength(1)
        self._edit.setAccessibleName(self.tr("New key: press it here"))
        field = self._edit.findChild(QLineEdit)
        if field is not None:
            # Qt's own words are longer than the field in some languages.
            field.setPlaceholderText(self.tr("Press here"))
        self._add = QPushButton(self.tr("Add"))
        self._add.setToolTip(self.tr("Give the action this key as well"))
        self._replace = QPushButton(self.tr("Replace"))
        self._replace.setToolTip(self.tr("Give the action this key instead of those it has"))
        self._clear = QPushButton(self.tr("No key"))
        self._reset = QPushButton(self.tr("Default"))
        self._reset.setToolTip(self.tr("Give the action its default keys back"))
        self._reset_all = QPushButton(self.tr("All keys as they were at first"))
        self._message = explanation("")
        self._move = QPushButton(self.tr("Take it"))
        choosing = (self._add, self._replace, self._clear, self._reset)
        for button in (*choosing, self._reset_all, self._move):
            button.setAutoDefault(False)
        set_role(self._reset_all, "link")
        self._lay_out()

        self._tree.currentItemChanged.connect(self._on_current)
        self._edit.keySequenceChanged.connect(self._say)
        self._add.clicked.connect(self._on_add)
        self._replace.clicked.connect(self._on_replace)
        self._clear.clicked.connect(self._on_clear)
        self._reset.clicked.connect(self._on_reset)
        self._reset_all.clicked.connect(self._on_reset_all)
        self._move.clicked.connect(self._on_move)
        self._on_current()

    def _lay_out(self) -> None:
        column = page_column(self)
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("Keys")), 1)
        top.addWidget(self._reset_all)
        column.addLayout(top)
        column.addWidget(self._tree, 1)
        column.addWidget(self._tip)
        row = QHBoxLayout()
        label = QLabel(self.tr("New &key"))
        label.setBuddy(self._edit)
        row.addWidget(label)
        row.addWidget(self._edit, 1)
        for button in (self._add, self._replace, self._clear, self._reset):
            row.addWidget(button)
        column.addLayout(row)
        below = QHBoxLayout()
        below.addWidget(self._message, 1)
        below.addWidget(self._move)
        host = QWidget()
        host.setLayout(below)
        below.setContentsMargins(0, 0, 0, 0)
        # One height with and without words, so that the list does not jump.
        host.setMinimumHeight(max(36, self._move.sizeHint().height()))
        column.addWidget(host)

    @property
    def changed_keys(self) -> dict[str, tuple[str, ...]]:
        """The keys that differ from the default ones."""
        return self._choices.changed

    @property
    def message(self) -> str:
        """What is said about the key that was pressed."""
        return self._message.text()

    def set_changed_keys(self, changed: Mapping[str, tuple[str, ...]]) -> None:
        """Show these keys."""
        self._choices = KeyChoices(changed)
        self._show_keys()

    def choose_action(self, action_id: str) -> None:
        """Choose an action of the list."""
        self._tree.setCurrentItem(self._items[action_id])

    def _fill(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for row in ACTIONS:
            group = groups.get(row.menu)
            if group is None:
                group = QTreeWidgetItem(self._tree, [menu_name(row.menu)])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = group.font(0)
                font.setBold(True)
                group.setFont(0, font)
                groups[row.menu] = group
            item = QTreeWidgetItem(group, [action_name(row)])
            item.setData(0, _ID_ROLE, row.action_id)
            item.setToolTip(0, action_tip(row))
            self._items[row.action_id] = item
        self._tree.expandAll()

    def _show_keys(self) -> None:
        changed = self._choices.changed
        for action_id, item in self._items.items():
            words = ", ".join(key_text(key) for key in self._choices.keys_of(action_id))
            item.setText(1, words or self.tr("none"))
            font = item.font(1)
            font.setBold(action_id in changed)
            item.setFont(1, font)

    def _current_id(self) -> str:
        item = self._tree.currentItem()
        value = item.data(0, _ID_ROLE) if item is not None else None
        return value if isinstance(value, str) else ""

    def _key(self) -> str:
        return self._edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _on_current(self) -> None:
        action_id = self._current_id()
        with QSignalBlocker(self._edit):
            self._edit.clear()
        self._tip.setText(
            action_tip(action(action_id))
            if action_id
            else self.tr("Choose an action to change its keys.")
        )
        for widget in (self._edit, self._clear, self._reset):
            widget.setEnabled(bool(action_id))
        self._say()

    def _say(self) -> None:
        key, action_id = self._key(), self._current_id()
        words, free, movable = "", bool(key and action_id), False
        shown = key_text(key)
        owner = self._choices.owner_of(key) if key else None
        if not free:
            pass
        elif self._choices.is_reserved(key):
            free = False
            words = self.tr("“{key}” is kept for other things. Choose another key.")
        elif owner == action_id:
            free = False
            words = self.tr("This action has “{key}” already.")
        elif owner is not None:
            free, movable = False, True
            words = self.tr("“{key}” is the key of “{owner}”.")
        elif key.lower() in self._class_keys:
            words = self.tr("“{key}” is the key of the class “{name}”, which gets another one.")
        name = self._class_keys.get(key.lower(), "")
        owner_text = action_name(action(owner)) if owner else ""
        self._message.setText(words.format(key=shown, owner=owner_text, name=name))
        self._add.setEnabled(free)
        self._replace.setEnabled(free)
        self._move.setVisible(movable)

    def _give(self, keys: tuple[str, ...]) -> None:
        self._choices.set_keys(self._current_id(), keys)
        self._refresh()

    def _refresh(self) -> None:
        self._show_keys()
        with QSignalBlocker(self._edit):
            self._edit.clear()
        self._say()

    def _on_add(self) -> None:
        self._give((*self._choices.keys_of(self._current_id()), normal_key(self._key())))

    def _on_replace(self) -> None:
        self._give((normal_key(self._key()),))

    def _on_clear(self) -> None:
        self._give(())

    def _on_move(self) -> None:
        self._on_add()

    def _on_reset(self) -> None:
        self._choices.reset(self._current_id())
        self._refresh()

    def _on_reset_all(self) -> None:
        self._choices.reset_all()
        self._refresh()
