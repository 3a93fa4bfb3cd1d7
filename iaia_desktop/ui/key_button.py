"""A button that shows the key which does the same."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.row_painting import draw_key_cap, key_cap_width
from iaia_desktop.ui.shortcut_guard import BUTTON_KEYS, ShortcutGuard
from iaia_desktop.ui.theme import set_role, tokens_of


class KeyButton(QPushButton):
    """A push button with a key cap at its right.

    Like the lists beside it, it takes the keyboard focus from Tab only.

    Parameters
    ----------
    text : str
        What it does.
    role : str
        Role of the theme: "primary", "quiet" or "".
    least_height_px : int
        The style's own height counts where it is larger.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        least_height_px: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._least_height_px = least_height_px
        self._key = ""
        self._role = role
        if role:
            set_role(self, role)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        ShortcutGuard(self, BUTTON_KEYS)

    def set_content(self, text: str, key: str) -> None:
        """Show a text and a key (portable text, "" for none)."""
        if text == self.text() and key == self._key:
            return
        self._key = key
        self.setText(text)
        shown = key_text(key)
        self.setAccessibleName(
            self.tr("{text}, key {key}").format(text=text, key=shown) if shown else text
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the text and the key."""
        hint = super().sizeHint()
        hint.setHeight(max(hint.height(), self._least_height_px))
        if self._key:
            # Twice, since the text stands in the middle.
            hint.setWidth(hint.width() + 2 * key_cap_width(self.font(), key_text(self._key)))
        return hint

    def minimumSizeHint(self) -> QSize:
        """Return the same: a button is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, then the key over its right end."""
        super().paintEvent(event)
        shown = key_text(self._key)
        if not shown or not self.isEnabled():
            return
        painter = QPainter(self)
        painter.setFont(QFont(self.font()))
        width = key_cap_width(self.font(), shown)
        draw_key_cap(
            painter,
            QRect(self.width() - width - 8, 0, width, self.height()),
            shown,
            tokens_of(self),
            loud=self._role == "primary",
        )
        painter.end()
