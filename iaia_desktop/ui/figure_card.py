"""Surfaces that the statistics lie on: a card with a title, and a tile with one figure."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.number_words import UNKNOWN
from iaia_desktop.ui.theme import set_role
from iaia_desktop.ui.theme_tokens import SPACE


class Card(QFrame):
    """A titled surface.

    Parameters
    ----------
    title : str
        Above the content.
    content : QWidget
        What it holds.
    corner : QWidget, optional
        At the right of the title.
    """

    def __init__(
        self,
        title: str,
        content: QWidget,
        corner: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, "card")
        heading = QLabel(title)
        set_role(heading, "title")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        set_role(self.note, "small")
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        if corner is not None:
            top.addWidget(corner)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        column.setSpacing(SPACE.s)
        column.addLayout(top)
        column.addWidget(content, 1)
        column.addWidget(self.note)
        self.note.hide()

    def set_note(self, text: str) -> None:
        """Show a line below the content."""
        self.note.setText(text)
        self.note.setVisible(bool(text))


class Tile(QFrame):
    """One figure in large type, with what it is below."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._caption = caption
        self.value = QLabel(UNKNOWN)
        self.value.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.value, "headline")
        below = QLabel(caption)
        set_role(below, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.s, SPACE.l, SPACE.s)
        column.setSpacing(0)
        column.addWidget(self.value)
        column.addWidget(below)

    def set_value(self, text: str, tip: str) -> None:
        """Show a figure; the tool tip says how it comes about."""
        self.value.setText(text)
        self.setToolTip(literal(tip))
        self.setAccessibleName(f"{self._caption}: {text}")
        self.setAccessibleDescription(tip)
