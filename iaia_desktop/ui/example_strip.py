"""The nearest labelled pictures of the suggested class: why it is suggested."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from iaia_desktop.core.types import ImageId
from iaia_desktop.session.views import ThumbnailSource
from iaia_desktop.ui.literal import literal
from iaia_desktop.ui.row_painting import blend, small_font
from iaia_desktop.ui.shortcut_guard import BUTTON_KEYS, ShortcutGuard
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import RADIUS, SPACE

MOST_EXAMPLES = 5
_SIDE_PX = 58


class ExampleButton(QAbstractButton):
    """One small picture; empty, it is a quiet square that keeps its room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap: QPixmap | None = None
        self.image_id: ImageId | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        ShortcutGuard(self, BUTTON_KEYS)

    def show_image(self, image_id: ImageId | None, pixmap: QPixmap | None) -> None:
        """Show a picture, a square waiting for it, or nothing."""
        self.image_id = image_id
        self._pixmap = pixmap
        self.setEnabled(image_id is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(_SIDE_PX, _SIDE_PX)

    def minimumSizeHint(self) -> QSize:
        """Return a narrower one: five fit into the narrowest panel."""
        return QSize(40, _SIDE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, cut to the square, with a ring under the mouse or the focus."""
        del event
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(box, RADIUS.m, RADIUS.m)
        share = 0.05 if self.image_id is None else 0.10
        painter.fillPath(shape, blend(tokens.text, tokens.surface, share))
        if self._pixmap is not None and not self._pixmap.isNull():
            painter.setClipPath(shape)
            size = self._pixmap.deviceIndependentSize()
            scale = max(box.width() / size.width(), box.height() / size.height())
            target = QRectF(0, 0, size.width() * scale, size.height() * scale)
            target.moveCenter(box.center())
            painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
            painter.setClipping(False)
        if self.isEnabled() and (self.underMouse() or self.hasFocus()):
            painter.setPen(QPen(QColor(tokens.focus if self.hasFocus() else tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape)
        painter.end()


class ExampleStrip(QWidget):
    """A row of up to five small pictures, always of one height.

    Parameters
    ----------
    thumbnails : ThumbnailSource
        Where the pictures come from.
    parent : QWidget, optional
        Owner.
    """

    image_requested = Signal(int)

    def __init__(self, thumbnails: ThumbnailSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._class_name = ""
        self._empty_text = ""
        self._buttons = [ExampleButton(self) for _ in range(MOST_EXAMPLES)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs + 2)
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        thumbnails.thumbnail_ready.connect(self._on_thumbnail_ready)

    def set_examples(
        self, image_ids: Sequence[ImageId], class_name: str, empty_text: str = ""
    ) -> None:
        """Show the first few of these images.

        Parameters
        ----------
        image_ids : sequence of ImageId
            Nearest first.
        class_name : str
            Their class, for tool tips.
        empty_text : str
            Shown where there are none.
        """
        self._class_name = class_name
        self._empty_text = "" if image_ids else empty_text
        for place, button in enumerate(self._buttons):
            image_id = image_ids[place] if place < len(image_ids) else None
            pixmap = None if image_id is None else self._pixmap(image_id)
            button.show_image(image_id, pixmap)
            button.setVisible(not self._empty_text)
            words = (
                ""
                if image_id is None
                else self.tr("Go to this picture, labelled “{name}”").format(name=class_name)
            )
            button.setToolTip(literal(words))
            button.setAccessibleName(words or self.tr("No picture"))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the one height of every state."""
        return QSize(240, _SIDE_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the one height of every state."""
        return QSize(200, _SIDE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words that stand for pictures."""
        super().paintEvent(event)
        if not self._empty_text:
            return
        painter = QPainter(self)
        painter.setFont(small_font(self.font()))
        painter.setPen(QColor(tokens_of(self).muted))
        painter.drawText(
            self.rect(),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            | int(Qt.TextFlag.TextWordWrap),
            self._empty_text,
        )
        painter.end()

    def _pixmap(self, image_id: ImageId) -> QPixmap | None:
        return self._thumbnails.pixmap(image_id, QSize(_SIDE_PX, _SIDE_PX))

    def _on_thumbnail_ready(self, image_id: int) -> None:
        for button in self._buttons:
            if button.image_id == image_id:
                button.show_image(button.image_id, self._pixmap(ImageId(image_id)))

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, ExampleButton) and button.image_id is not None:
            self.image_requested.emit(button.image_id)
