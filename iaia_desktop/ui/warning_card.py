"""A card in a dialog that says what stands against the choice, and goes when nothing does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from iaia_desktop.ui.dialog_frame import keep_room
from iaia_desktop.ui.painting import readable
from iaia_desktop.ui.theme import set_role, set_tone
from iaia_desktop.ui.theme_tokens import SPACE


class WarningCard(QFrame):
    """Show a problem in words; its room is kept, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        set_tone(self, "warning")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        inner = QHBoxLayout(self)
        inner.setContentsMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s)
        inner.addWidget(self._words)
        keep_room(self, self._words)

    @property
    def problem(self) -> str:
        """What stands against the choice; "" for nothing."""
        return self._words.text()

    def set_problem(self, problem: str) -> None:
        """Say what stands against the choice, or nothing for ""."""
        self._words.setText(readable(problem))
        self.setVisible(bool(problem))
