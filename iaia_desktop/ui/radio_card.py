"""Choices as cards: a radio button with a line that explains it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iaia_desktop.ui.theme import set_role, set_tone
from iaia_desktop.ui.theme_tokens import SPACE


class RadioCard(QFrame):
    """One choice; a click anywhere on the card chooses it.

    Parameters
    ----------
    value : str
        What is chosen.
    title, note : str
        Its name, and one line about it.
    tag, tone : str
        A short remark at the right, and its tone.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        value: str,
        title: str,
        note: str,
        *,
        tag: str = "",
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.value = value
        set_role(self, "card")
        self.button = QRadioButton(title)
        self.button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.button.setAccessibleName(title)
        self.button.setAccessibleDescription(f"{note} {tag}".strip())
        self._note = QLabel(note)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        set_role(self._note, "small")
        first = QHBoxLayout()
        first.addWidget(self.button, 1)
        if tag:
            pill = QLabel(tag)
            set_role(pill, "pill")
            set_tone(pill, tone)
            first.addWidget(pill)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s)
        column.setSpacing(2)
        column.addLayout(first)
        indent = QHBoxLayout()
        indent.setContentsMargins(SPACE.xl, 0, 0, 0)
        indent.addWidget(self._note)
        column.addLayout(indent)
        column.addStretch(1)

    def set_note(self, note: str) -> None:
        """Change the line that explains."""
        self._note.setText(note)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this card."""
        if self.button.isEnabled():
            self.button.setChecked(True)
        super().mousePressEvent(event)


class RadioCards(QWidget):
    """Cards, of which one is chosen.

    Parameters
    ----------
    columns : int
        How many stand side by side.
    parent : QWidget, optional
        Owner.

    Signals
    -------
    changed : str
        Another value is chosen.
    """

    changed = Signal(str)

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._cards: list[RadioCard] = []
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._on_toggled)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE.s)

    @property
    def value(self) -> str:
        """The value chosen; "" for none."""
        return next((card.value for card in self._cards if card.button.isChecked()), "")

    @property
    def cards(self) -> tuple[RadioCard, ...]:
        """The cards from the top down."""
        return tuple(self._cards)

    def add(self, value: str, title: str, note: str, *, tag: str = "", tone: str = "") -> RadioCard:
        """Add a card after the others."""
        card = RadioCard(value, title, note, tag=tag, tone=tone)
        self._cards.append(card)
        self._group.addButton(card.button)
        row, column = divmod(len(self._cards) - 1, self._columns)
        self._grid.addWidget(card, row, column)
        self._grid.setColumnStretch(column, 1)
        return card

    def choose(self, value: str) -> bool:
        """Choose the card with this value; tell whether there is one."""
        for card in self._cards:
            if card.value == value:
                card.button.setChecked(True)
                return True
        return False

    def _on_toggled(self, button: object, checked: bool) -> None:
        for card in self._cards:
            if card.button is button:
                set_tone(card, "accent" if checked else "")
        if checked:
            self.changed.emit(self.value)
