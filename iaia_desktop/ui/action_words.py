"""The words of the actions table in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from iaia_desktop.session.actions import Action, Menu


def action_text(row: Action) -> str:
    """Return the menu text, with its mnemonic."""
    return _tr(row.text)


def action_name(row: Action) -> str:
    """Return the text without mnemonic and dots, for lists."""
    return action_text(row).replace("&", "").removesuffix("…")


def action_tip(row: Action) -> str:
    """Return the line for tool tips and the sheet of keys."""
    return _tr(row.tip)


def submenu_title(row: Action) -> str:
    """Return the title of the menu within the menu where an action stands, with its mnemonic."""
    return _tr(row.submenu)


def menu_title(menu: Menu) -> str:
    """Return the title of a menu, with its mnemonic."""
    return _tr(f"&{menu.value}")


def menu_name(menu: Menu) -> str:
    """Return the title of a menu without its mnemonic."""
    return menu_title(menu).replace("&", "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
