"""The actions table as Qt actions: one for each row, with its keys, in its menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from iaia_desktop.session.actions import (
    ACTIONS,
    Menu,
    Needs,
    class_keys_available,
    effective_keys,
)
from iaia_desktop.ui.action_words import action_text, action_tip, menu_title, submenu_title
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.key_text import key_text

_REPEATING = frozenset({"previous_image", "next_image", "zoom_in", "zoom_out"})
"""Held keys repeat these; a held key must never label image after image."""


class ActionSet(QObject):
    """Make the actions for a window.

    Parameters
    ----------
    window : QWidget
        Gets the actions, so that their keys work in all of it.
    """

    triggered = Signal(str)
    """Action id."""

    toggled = Signal(str, bool)
    """Action id and state of a switch."""

    class_key_pressed = Signal(str)
    """The key of a class."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._class_shortcuts: list[QShortcut] = []
        self._class_keys_enabled = True
        self._enabled_now: dict[Needs, bool] = {}
        groups: dict[str, QActionGroup] = {}
        for row in ACTIONS:
            action = QAction(action_text(row), window)
            action.setObjectName(row.action_id)
            if row.icon:
                action.setIcon(icon(row.icon))
            action.setAutoRepeat(row.action_id in _REPEATING)
            action.setMenuRole(_role(row.action_id))
            if row.checkable:
                action.setCheckable(True)
                if row.submenu:
                    group = groups.setdefault(row.submenu, QActionGroup(window))
                    group.addAction(action)
                action.toggled.connect(partial(self.toggled.emit, row.action_id))
            else:
                action.triggered.connect(partial(self._on_triggered, row.action_id))
            window.addAction(action)
            self._actions[row.action_id] = action
        self.set_keys({})

    def action(self, action_id: str) -> QAction:
        """Return the Qt action of a row."""
        return self._actions[action_id]

    def set_keys(self, changed: Mapping[str, tuple[str, ...]]) -> None:
        """Give the actions the person's keys, and class keys to what is left."""
        keys = effective_keys(changed)
        for row in ACTIONS:
            action = self._actions[row.action_id]
            sequences = [QKeySequence(key) for key in keys[row.action_id]]
            action.setShortcuts(sequences)
            shown = f" ({key_text(keys[row.action_id][0])})" if keys[row.action_id] else ""
            action.setToolTip(action_tip(row) + shown)
            action.setStatusTip(action_tip(row))
        for shortcut in self._class_shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._class_shortcuts = []
        for key in class_keys_available(keys):
            shortcut = QShortcut(QKeySequence(key.upper()), self._window)
            shortcut.setAutoRepeat(False)
            shortcut.setEnabled(self._class_keys_enabled)
            shortcut.activated.connect(partial(self.class_key_pressed.emit, key))
            self._class_shortcuts.append(shortcut)

    def enable(self, is_enabled: Callable[[Needs], bool]) -> None:
        """Enable what can be carried out now; with every decision, so only what changes is told."""
        enabled = {needs: is_enabled(needs) for needs in Needs}
        if enabled == self._enabled_now:
            return
        before, self._enabled_now = self._enabled_now, enabled
        for row in ACTIONS:
            if before.get(row.needs) is not enabled[row.needs]:
                self._actions[row.action_id].setEnabled(enabled[row.needs])
        if self._class_keys_enabled is enabled[Needs.IMAGE] and before:
            return
        self._class_keys_enabled = enabled[Needs.IMAGE]
        for shortcut in self._class_shortcuts:
            shortcut.setEnabled(self._class_keys_enabled)

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into the menus of a menu bar."""
        for menu in Menu:
            target = bar.addMenu(menu_title(menu))
            target.setToolTipsVisible(True)
            within: dict[str, QMenu] = {}
            for row in ACTIONS:
                if row.menu is not menu:
                    continue
                if row.separated:
                    target.addSeparator()
                if row.submenu and row.submenu not in within:
                    within[row.submenu] = target.addMenu(submenu_title(row))
                    within[row.submenu].setToolTipsVisible(True)
                place = within[row.submenu] if row.submenu else target
                place.addAction(self._actions[row.action_id])

    def _on_triggered(self, action_id: str, _checked: bool = False) -> None:
        self.triggered.emit(action_id)


def _role(action_id: str) -> QAction.MenuRole:
    roles = {
        "open_settings": QAction.MenuRole.PreferencesRole,
        "about": QAction.MenuRole.AboutRole,
        "quit": QAction.MenuRole.QuitRole,
    }
    return roles.get(action_id, QAction.MenuRole.NoRole)
