"""What the class picker says between its field and its rows."""

from __future__ import annotations

import enum

from PySide6.QtCore import QCoreApplication

from iaia_desktop.ui.pick_list import Picks


class PickMode(enum.StrEnum):
    """What the picker is open for."""

    NEW = "new"
    FIND = "find"
    CHOICE = "choice"


def picker_hint(mode: PickMode, picks: Picks, name: str, *, asked: bool) -> str:
    """Return the line that says what the keys do now.

    Parameters
    ----------
    mode : PickMode
        What the picker is open for.
    picks : Picks
        The rows shown.
    name : str
        What is typed, normalised.
    asked : bool
        Whether the person was asked if a class much like it is meant.
    """
    near = picks.near
    if near is not None and mode is not PickMode.CHOICE:
        if asked:
            return _tr(
                "Did you mean “{near}”? Enter again uses “{near}” · "
                "Shift+Enter makes a new class “{name}”"
            ).format(near=near.name, name=name)
        return _tr("Much like “{near}” · Shift+Enter makes a new class “{name}”").format(
            near=near.name, name=name
        )
    if mode is PickMode.NEW:
        if not name and picks.rows:
            return _tr("Type a name, or choose one: 1 to {n} or ↓, then Enter").format(
                n=len(picks.rows)
            )
        if not name:
            return _tr("Enter names it · Esc closes")
        first = picks.rows[0]
        if first.row is not None:
            return _tr("This class exists: Enter labels the image with it.")
        return _tr("Enter makes the class · ↓ picks one there is · Esc closes")
    if not picks.rows:
        return _tr("No class fits.") if name else _tr("There are no classes yet.")
    if picks.rows[0].row is None:
        return _tr("No class fits. Enter makes a new one.")
    return _tr("Enter picks · ↑ ↓ choose · Esc closes")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClassPicker", text)
