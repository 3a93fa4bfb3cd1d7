"""The frame of every dialog: a headline, room for the content, buttons at the bottom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE


class DialogFrame(QDialog):
    """A dialog with the looks of the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = QLabel()
        self._headline.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._headline, "headline")
        self._explanation = QLabel()
        self._explanation.setTextFormat(Qt.TextFormat.PlainText)
        self._explanation.setWordWrap(True)
        set_role(self._explanation, "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.l)
        self._column.setSpacing(SPACE.m)
        self._column.addWidget(self._headline)
        self._column.addWidget(self._explanation)
        self.buttons = QDialogButtonBox()
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self.accept)

    def set_words(self, title: str, explanation: str = "") -> None:
        """Set the title of the window, which is its headline too, and a line below it."""
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._headline.setText(title)
        self._explanation.setText(explanation)
        self._explanation.setVisible(bool(explanation))

    def set_content(self, content: QWidget) -> None:
        """Put the content between headline and buttons; to be called once."""
        self._column.addWidget(content, 1)
        self._column.addSpacing(SPACE.s)
        self._column.addWidget(self.buttons)

    def fit(self, width_px: int) -> None:
        """Take this width, and the height at which every wrapped line is seen."""
        self.resize(width_px, max(self.sizeHint().height(), self._column.heightForWidth(width_px)))

    def grow(self) -> None:
        """Take more height when what has come since does not fit; never less, so nothing jumps."""
        for area in (*self.findChildren(QWidget), self):
            # What was changed just now tells its layouts with the next events only.
            if (layout := area.layout()) is not None:
                layout.invalidate()
        needed = max(self.sizeHint().height(), self._column.heightForWidth(self.width()))
        if needed > self.height():
            self.resize(self.width(), needed)

    def add_button(
        self, text: str, role: QDialogButtonBox.ButtonRole, *, primary: bool = False
    ) -> QPushButton:
        """Add a button at the bottom, the primary one answering Enter."""
        button = self.buttons.addButton(text, role)
        button.setAutoDefault(primary)
        button.setDefault(primary)
        if primary:
            set_role(button, "primary")
        return button


def resize_within_screen(window: QWidget, width_px: int, height_px: int) -> None:
    """Give a window this size, or as much of it as the screen has beside its frame and bars."""
    room = window.screen().availableSize()
    window.resize(min(width_px, room.width() - 32), min(height_px, room.height() - 64))


def keep_room(area: QWidget, words: QLabel) -> None:
    """Keep room for two lines of words in an area that comes and goes, so that nothing jumps."""
    words.setMinimumHeight(2 * words.fontMetrics().lineSpacing() + 2)
    policy = area.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    area.setSizePolicy(policy)
