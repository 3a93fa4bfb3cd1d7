"""The sheet of keys: every action with its keys, and the keys of the classes, on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.core.names import rank_matches
from iaia_desktop.session.actions import ACTIONS, Menu
from iaia_desktop.session.views import ClassRow
from iaia_desktop.ui.action_words import action_name, action_tip, menu_name
from iaia_desktop.ui.class_dot import ClassDot
from iaia_desktop.ui.dialog_frame import resize_within_screen
from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.key_cap import KeyCap
from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE

_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class KeyWords:
    """What a line says.

    Attributes
    ----------
    text, tip : str
        What the keys do, in a few words and in a sentence.
    keys : sequence of str
        Portable texts.
    colour : str
        Of a class; "" for an action.
    """

    text: str
    keys: Sequence[str]
    tip: str = ""
    colour: str = ""


class KeyLine(QWidget):
    """One action or class with its keys.

    Parameters
    ----------
    words : KeyWords
        What it says.
    parent : QWidget
        Owner.
    """

    def __init__(self, words: KeyWords, parent: QWidget) -> None:
        super().__init__(parent)
        # Two keys that both read "Enter" to most people are shown as one.
        keys = [key for key in words.keys if key != "Return" or "Enter" not in words.keys]
        shown = [key_text(key) for key in keys]
        self.searched = " ".join((words.text, words.tip, *shown))
        name = ElidedLabel(parent=self)
        name.set_full_text(words.text, words.tip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(SPACE.xs)
        if words.colour:
            row.addWidget(ClassDot(words.colour, self))
        row.addWidget(name, 1)
        for key in keys:
            row.addWidget(KeyCap(key, self))
        self.setAccessibleName(f"{words.text}: {', '.join(shown)}")


class KeyGroup(QWidget):
    """The lines of one menu, or of the classes.

    Everything is made with its owner: a tree of widgets that moves is styled anew as a whole.
    """

    def __init__(self, title: str, lines: Sequence[KeyWords], parent: QWidget) -> None:
        super().__init__(parent)
        heading = QLabel(title, self)
        set_role(heading, "section")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE.m)
        column.setSpacing(0)
        column.addWidget(heading)
        column.addSpacing(SPACE.xs)
        self.lines = tuple(KeyLine(words, self) for words in lines)
        for line in self.lines:
            column.addWidget(line)

    def show_fitting(self, text: str) -> int:
        """Hide the lines in which the text does not occur; return how many stay."""
        wanted = text.strip().casefold()
        shown = 0
        for line in self.lines:
            fits = wanted in line.searched.casefold() or (
                len(wanted) > 1 and bool(rank_matches(wanted, (line.searched,)))
            )
            line.setVisible(fits)
            shown += fits
        self.setVisible(shown > 0)
        return shown


class KeysSheet(QDialog):
    """Show every key on one page, to be searched; Escape, F1 or ? closes it.

    Parameters
    ----------
    keys : mapping of str to tuple of str
        The effective keys of the actions.
    classes : sequence of ClassRow
        The classes; those with a key are listed.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        keys: Mapping[str, tuple[str, ...]],
        classes: Sequence[ClassRow] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._close_keys = {"F1", "?", *keys.get("show_keys", ())}
        self.setWindowTitle(self.tr("Sheet of keys"))
        self.setAccessibleName(self.tr("Sheet of keys"))
        headline = QLabel(self.tr("Sheet of keys"))
        set_role(headline, "headline")
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search actions and keys"))
        self._search.setAccessibleName(self.tr("Search actions and keys"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setMinimumWidth(240)
        self._nothing = QLabel(self.tr("No action fits the search."))
        set_role(self._nothing, "muted")
        self._nothing.hide()
        close = ElidedLabel(self.tr("Esc closes · keys are changed in the settings"))
        set_role(close, "small")
        scroll = QScrollArea(self)
        page = QWidget(scroll)
        self._groups = self._build_groups(keys, classes, page)

        top = QHBoxLayout()
        top.addWidget(headline, 1)
        top.addWidget(self._search)
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, SPACE.s, 0)
        across.setSpacing(SPACE.xl)
        for groups in _balanced(self._groups, _COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(SPACE.xs)
            for group in groups:
                column.addWidget(group)
            column.addStretch(1)
            across.addLayout(column, 1)
        set_role(scroll, "flat-list")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.tr("Keys"))
        scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.m)
        whole.setSpacing(SPACE.m)
        whole.addLayout(top)
        whole.addWidget(self._nothing)
        whole.addWidget(scroll, 1)
        whole.addWidget(close)
        resize_within_screen(self, 1100, 580)
        self._search.textChanged.connect(self._on_search)
        self._search.setFocus()

    @property
    def search(self) -> QLineEdit:
        """The search field."""
        return self._search

    @property
    def shown_lines(self) -> tuple[KeyLine, ...]:
        """The lines that fit the search."""
        return tuple(line for group in self._groups for line in group.lines if not line.isHidden())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with the keys that open it."""
        if event.text() == "?" and self._search.text():
            super().keyPressEvent(event)
        elif event.keyCombination().key() == Qt.Key.Key_F1:
            self.reject()
        else:
            super().keyPressEvent(event)

    def _on_search(self, text: str) -> None:
        if text in self._close_keys:
            # The field would take the key that closes the sheet for a search.
            self.reject()
            return
        shown = sum(group.show_fitting(text) for group in self._groups)
        self._nothing.setVisible(shown == 0)

    def _build_groups(
        self, keys: Mapping[str, tuple[str, ...]], classes: Sequence[ClassRow], page: QWidget
    ) -> list[KeyGroup]:
        groups = []
        for menu in Menu:
            lines = [
                KeyWords(action_name(row), keys[row.action_id], tip=action_tip(row))
                for row in ACTIONS
                if row.menu is menu and keys.get(row.action_id)
            ]
            if lines:
                groups.append(KeyGroup(menu_name(menu), lines, page))
        with_key = [KeyWords(row.name, (row.key,), colour=row.colour) for row in classes if row.key]
        if with_key:
            groups.append(KeyGroup(self.tr("Classes"), with_key, page))
        return groups


def _balanced(groups: Sequence[KeyGroup], columns: int) -> list[list[KeyGroup]]:
    """Return the groups in columns of about one length, the longest groups placed first."""
    filled: list[list[KeyGroup]] = [[] for _ in range(columns)]
    lengths = [0] * columns
    order = {id(group): place for place, group in enumerate(groups)}
    for group in sorted(groups, key=lambda one: -len(one.lines)):
        shortest = lengths.index(min(lengths))
        filled[shortest].append(group)
        lengths[shortest] += len(group.lines) + 2
    for column in filled:
        column.sort(key=lambda one: order[id(one)])
    filled.sort(key=lambda column: order[id(column[0])] if column else len(order))
    return filled
