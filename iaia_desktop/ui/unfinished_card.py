"""A card in the export dialog that offers to go on with an unfinished export."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from iaia_desktop.ui.theme import set_role, set_tone
from iaia_desktop.ui.theme_tokens import SPACE


class UnfinishedCard(QFrame):
    """Say what is there, and let the person go on or begin anew; hidden while nothing is there.

    Attributes
    ----------
    changed : Signal()
        The person chose the other way.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        set_tone(self, "accent")
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._go_on = QRadioButton(self.tr("&Go on, and keep what is right"))
        self._begin = QRadioButton(self.tr("&Throw it away and begin anew"))
        self._go_on.setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s)
        column.setSpacing(SPACE.xs)
        column.addWidget(self._words)
        ways = QHBoxLayout()
        ways.setSpacing(SPACE.l)
        ways.addWidget(self._go_on)
        ways.addWidget(self._begin)
        ways.addStretch(1)
        column.addLayout(ways)
        self._begin.toggled.connect(self._on_toggled)
        self.hide()

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to go on with."""
        return bool(self._words.text())

    @property
    def anew(self) -> bool:
        """Whether what is there shall be thrown away."""
        return self.is_shown and self._begin.isChecked()

    def set_words(self, words: str) -> None:
        """Say what is there; "" for nothing, which also takes the choice back."""
        if words == self._words.text():
            return
        self._words.setText(words)
        self._go_on.setChecked(True)
        self.setVisible(bool(words))

    def _on_toggled(self) -> None:
        self.changed.emit()
