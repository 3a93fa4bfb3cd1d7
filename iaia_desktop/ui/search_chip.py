"""The chip that says which image others are compared with."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from iaia_desktop.ui.elided_label import ElidedLabel
from iaia_desktop.ui.icons import icon
from iaia_desktop.ui.painting import readable
from iaia_desktop.ui.theme import set_role, tokens_of
from iaia_desktop.ui.theme_tokens import RADIUS, SPACE

PICTURE_PX = 32
_NAME_PX = 190


class SmallPicture(QWidget):
    """Show a picture in a small square, cut to fill it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self.setFixedSize(PICTURE_PX, PICTURE_PX)

    def set_picture(self, picture: QPixmap | None) -> None:
        """Show this picture, or a quiet ground."""
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS.s, RADIUS.s)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(tokens_of(self).canvas))
        if self._picture is not None and not self._picture.isNull():
            side = min(self._picture.width(), self._picture.height())
            source = QRectF(
                (self._picture.width() - side) / 2, (self._picture.height() - side) / 2, side, side
            )
            painter.drawPixmap(QRectF(self.rect()), self._picture, source)
        painter.end()


class SearchChip(QFrame):
    """Name the image, with its picture, and let the person take it away."""

    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "search-chip")
        self._picture = SmallPicture()
        self._name = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._name.setMaximumWidth(_NAME_PX)
        self._name.setMinimumWidth(90)
        self._remove = QToolButton()
        self._remove.setIcon(icon("x"))
        self._remove.setIconSize(QSize(14, 14))
        self._remove.setToolTip(self.tr("Do not compare with this image"))
        self._remove.setAccessibleName(self.tr("Do not compare with this image"))
        self._remove.clicked.connect(self.removed)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, SPACE.xs, 1)
        row.setSpacing(SPACE.s)
        row.addWidget(self._picture)
        row.addWidget(self._name)
        row.addWidget(self._remove)

    def set_name(self, name: str) -> None:
        """Show the name of the image."""
        shown = readable(name).rsplit("/", 1)[-1]
        self._name.set_full_text(self.tr("Like {name}").format(name=shown), readable(name))
        self._picture.set_picture(None)

    def set_picture(self, picture: QPixmap | None) -> None:
        """Show the picture of the image."""
        self._picture.set_picture(picture)
