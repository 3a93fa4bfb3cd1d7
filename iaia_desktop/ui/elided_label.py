"""A label that shortens its text with an ellipsis, and tells the whole of it in its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.painting import readable


class ElidedLabel(QLabel):
    """Show one line of plain text, shortened where there is no room for it.

    Parameters
    ----------
    text : str
        The text; never read as rich text, since names of classes and files may look like it.
    mode : Qt.TextElideMode
        Where the ellipsis stands; in the middle suits paths.
    parent : QWidget, optional
        Owner.
    """

    def __init__(
        self,
        text: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._full_text = ""
        self._tip = ""
        self._is_stale = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_full_text(text)

    @property
    def full_text(self) -> str:
        """The text without its ellipsis."""
        return self._full_text

    def set_full_text(self, text: str, tip: str = "") -> None:
        """Show a text; ``tip`` is added to, or stands for, the tool tip."""
        if text == self._full_text and tip == self._tip:
            return
        self._full_text = text
        self._tip = tip
        self.setAccessibleName(readable(text))
        self._elide()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size that the whole text would take."""
        hint = super().sizeHint()
        extra = super().minimumSizeHint().width() - self.fontMetrics().horizontalAdvance(
            self.text()
        )
        width = self.fontMetrics().horizontalAdvance(readable(self._full_text)) + max(extra, 0) + 2
        return QSize(width, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return room for an ellipsis, so that a long text never widens its window."""
        hint = super().minimumSizeHint()
        return QSize(min(self.sizeHint().width(), 24), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten for the new width."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Shorten again when the font changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            # A label that is being put in its place is styled anew at every step of the way there.
            self._is_stale = True
            if self.isVisible():
                self._elide()

    def showEvent(self, event: QShowEvent) -> None:
        """Shorten for a font that changed while nobody saw it."""
        super().showEvent(event)
        if self._is_stale:
            self._elide()

    def _elide(self) -> None:
        self._is_stale = False
        line = readable(self._full_text)
        room = self.contentsRect().width() - 2 * self.margin()
        shown = self.fontMetrics().elidedText(line, self._mode, max(room, 0))
        if shown != self.text():
            self.setText(shown)
        parts = [line if shown != line else "", self._tip]
        self.setToolTip(literal("\n".join(part for part in parts if part)))
