"""The dot of a class's colour as a widget."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from iaia_desktop.ui.row_painting import draw_dot
from iaia_desktop.ui.theme import tokens_of


class ClassDot(QWidget):
    """Show the colour of a class; the name beside it says the same in words."""

    def __init__(self, colour: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_colour(self, colour: str) -> None:
        """Show this colour (``#rrggbb``), or nothing for ""."""
        if colour != self._colour:
            self._colour = colour
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for the dot."""
        return QSize(14, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dot."""
        del event
        if self._colour:
            painter = QPainter(self)
            draw_dot(painter, self.rect(), self._colour, tokens_of(self))
            painter.end()
