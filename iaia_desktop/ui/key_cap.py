"""A key as a widget: a little cap with its name."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from iaia_desktop.ui.key_text import key_text
from iaia_desktop.ui.row_painting import draw_key_cap, key_cap_height, key_cap_width
from iaia_desktop.ui.theme import tokens_of


class KeyCap(QWidget):
    """Show one key; without one it takes no width.

    Parameters
    ----------
    key : str
        In Qt's portable text, or a class's character.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_key(key)

    @property
    def key(self) -> str:
        """The key shown, portable."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show this key, or none for ""."""
        self._key = key
        shown = key_text(key)
        self.setAccessibleName(self.tr("Key {key}").format(key=shown) if shown else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the cap."""
        width = key_cap_width(self.font(), key_text(self._key)) if self._key else 0
        return QSize(width, key_cap_height(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap."""
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        draw_key_cap(painter, self.rect(), key_text(self._key), tokens_of(self))
        painter.end()
