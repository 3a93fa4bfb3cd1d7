"""The image in the middle of the window: fit, actual size, zoom at the cursor, pan."""

from __future__ import annotations

import enum

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QImage,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from iaia_desktop.ui.image_pixels import ImagePixels
from iaia_desktop.ui.image_viewport import ImageViewport
from iaia_desktop.ui.painting import (
    Note,
    checkerboard,
    chip_size,
    paint_chip,
    paint_focus_ring,
    paint_note,
    paint_spinner,
    readable,
    sized,
)
from iaia_desktop.ui.said import said
from iaia_desktop.ui.theme import tokens_of
from iaia_desktop.ui.theme_tokens import SPACE, Tokens
from iaia_desktop.ui.zoom_canvas import ZoomCanvas
from iaia_desktop.workers.frame import Frame

LATE_MS = 200
"""Loading that is done within this time shows no sign of itself, so that nothing flashes."""

SETTLE_MS = 80
"""After this rest the image is scaled once more, smoothly."""


class Shown(enum.Enum):
    """What the view shows."""

    EMPTY = "empty"
    LOADING = "loading"
    FAILED = "failed"
    PLACEHOLDER = "placeholder"
    IMAGE = "image"


class ImageView(ZoomCanvas):
    """Show one image, or say why there is none.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    full_detail_requested : Signal()
        The person looks closer than the pixels at hand allow; emitted once for an image whose
        full size is larger than the picture given.
    """

    full_detail_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixels: ImagePixels | None = None
        self._shown = Shown.EMPTY
        self._note = Note("image", self.tr("No image"))
        self._name = ""
        self._full_size = QSize()
        self._badge = ""
        self._badge_colour: str | None = None
        self._is_waiting = False
        self._is_seen = False
        self._detail_asked = False
        self._ring = False
        self._clock = QElapsedTimer()
        self._late_timer = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late_timer.timeout.connect(self._show_loading)
        self._spin_timer = QTimer(self, interval=40)
        self._spin_timer.timeout.connect(self.update)
        self._settle_timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle_timer.timeout.connect(self._settle)
        self.keep_zoom = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._tell_accessibility()

    # What to show -------------------------------------------------------------------------------

    @property
    def shown(self) -> Shown:
        """What the view shows at this moment."""
        return self._shown

    @property
    def is_seen(self) -> bool:
        """Whether what was given last is painted: before that, the screen shows something else."""
        return self._is_seen

    @property
    def frame(self) -> Frame:
        """The room in which an image is fitted: what is decoded for it needs no scaling."""
        # Not of the one in use, which learns of a new size only once the view is shown.
        room = ImageViewport()
        room.set_view(self.size(), self.devicePixelRatioF())
        return room.frame

    def set_image(
        self, image: QImage, full_size: QSize, name: str = "", resting: QImage | None = None
    ) -> None:
        """Show an image.

        The zoom stays when it is the image whose placeholder is on screen, or one of the same
        name; otherwise ``keep_zoom`` decides.

        Parameters
        ----------
        image : QImage
            Upright pixels, perhaps fewer than the file has.
        full_size : QSize
            Upright size of the file's image.
        name : str
            What to call it, for screen readers; the name given to ``set_loading`` if empty.
        resting : QImage, optional
            A smooth copy of the image, of the size at which it is fitted.
        """
        same = not self._is_waiting and (
            self._shown is Shown.PLACEHOLDER
            or (self._shown is Shown.IMAGE and bool(name) and readable(name) == self._name)
        )
        self._take_pixels(ImagePixels(image, resting), full_size, name, same=same)
        self._shown = Shown.IMAGE
        if self.is_fit:
            self._settle()
        else:
            # At a zoom that was kept, only what is in sight is scaled, and more asked for.
            self.moved()

    def set_placeholder(self, pixmap: QPixmap, full_size: QSize, name: str = "") -> None:
        """Show a small picture in the place of the image until the image itself arrives."""
        self._take_pixels(ImagePixels(pixmap.toImage()), full_size, name, same=False)
        self._shown = Shown.PLACEHOLDER
        self.update()

    def set_loading(self, name: str) -> None:
        """Say that another image is on its way; what is on screen stays for a moment."""
        self._name = readable(name)
        self._is_waiting = True
        self._is_seen = False
        self._late_timer.start()
        self._tell_accessibility()
        self.update()

    def set_failed(self, title: str, reason: str, path: str = "") -> None:
        """Say that the image cannot be shown.

        Parameters
        ----------
        title : str
            What happened, in few words.
        reason : str
            Why.
        path : str
            The file.
        """
        lines = (readable(said(reason)), readable(path))
        self._name = readable(path) or self._name
        self._show_note(Shown.FAILED, Note("image-off", readable(title), lines, "warning"))

    def set_empty(self, text: str) -> None:
        """Say that there is nothing to show."""
        self._name = ""
        self._show_note(Shown.EMPTY, Note("image", text))

    def set_badge(self, text: str, colour: str | None = None) -> None:
        """Say in the corner what is decided about the image.

        Parameters
        ----------
        text : str
            The class, or "Skipped"; "" for no badge.
        colour : str or None
            ``#rrggbb`` of the class, for a dot.
        """
        if (text, colour) == (self._badge, self._badge_colour):
            return
        self._badge, self._badge_colour = text, colour
        self._tell_accessibility()
        self.update()

    def set_keep_zoom(self, keep: bool) -> None:
        """Keep the zoom and the place from image to image, or fit each."""
        self.keep_zoom = keep

    # Qt and ZoomCanvas --------------------------------------------------------------------------

    def has_picture(self) -> bool:
        """Return whether an image or its placeholder is on screen."""
        return self._shown in {Shown.IMAGE, Shown.PLACEHOLDER} and self._pixels is not None

    def moved(self) -> None:
        """Repaint, and scale smoothly once the hand rests."""
        super().moved()
        self._settle_timer.start()
        if self._shown is not Shown.IMAGE or self._pixels is None or self._detail_asked:
            return
        given_px = self._pixels.size.width()
        wanted_px = self.zoom * self._full_size.width()
        if given_px < self._full_size.width() and not self.is_fit and wanted_px > given_px * 1.05:
            self._detail_asked = True
            self.full_detail_requested.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus here."""
        self._ring = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        }
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring = False
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the image or a note, and the chips in the corners."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens.canvas))
        if self.has_picture():
            self._paint_picture(painter, QRectF(event.rect()), tokens)
            self._paint_chips(painter, tokens)
        elif self._shown is Shown.LOADING:
            self._paint_loading(painter, tokens)
        else:
            place = QRectF(self.rect())
            ratio = self.devicePixelRatioF()
            paint_note(painter, place, self._note, tokens, self.font(), ratio)
            if self._shown is Shown.FAILED:
                self._paint_chips(painter, tokens)
        if self._ring:
            paint_focus_ring(painter, QRectF(self.rect()), tokens)
        painter.end()
        self._is_seen = not self._is_waiting

    # Inside -------------------------------------------------------------------------------------

    def _take_pixels(self, pixels: ImagePixels, full_size: QSize, name: str, *, same: bool) -> None:
        self._stop_waiting()
        self._is_seen = same and self._is_seen
        self._pixels = pixels
        unchanged = same and full_size == self._full_size
        self._full_size = QSize(full_size)
        if name:
            self._name = readable(name)
        if not unchanged:
            self._detail_asked = False
            self._viewport.set_view(self.size(), self.devicePixelRatioF())
            self._viewport.set_image(full_size, keep=self.keep_zoom)
        self._tell_accessibility()
        self.moved()

    def _show_note(self, shown: Shown, note: Note) -> None:
        self._stop_waiting()
        self._is_seen = False
        self._shown, self._note, self._pixels = shown, note, None
        self._tell_accessibility()
        self.update_cursor()
        self.update()

    def _show_loading(self) -> None:
        self._shown, self._pixels = Shown.LOADING, None
        self._clock.start()
        self._spin_timer.start()
        self.update_cursor()
        self.update()

    def _stop_waiting(self) -> None:
        self._is_waiting = False
        self._late_timer.stop()
        self._spin_timer.stop()

    def _settle(self) -> None:
        self._settle_timer.stop()
        if self._pixels is not None:
            ratio = self.devicePixelRatioF()
            target = self._viewport.target()
            self._pixels.rest_at(
                QSize(round(target.width() * ratio), round(target.height() * ratio))
            )
            self.update()

    def _tell_accessibility(self) -> None:
        if self._is_waiting:
            words = [self.tr("Loading"), self._name]
        elif self._shown is Shown.IMAGE or self._pixels is not None:
            size = self.tr("{width} by {height} pixels").format(
                width=self._full_size.width(), height=self._full_size.height()
            )
            words = [self.tr("Image"), self._name, size, self._badge]
        else:
            words = [self._note.title, *self._note.lines, self._badge]
        self.setAccessibleName(", ".join(word for word in words if word))

    def _paint_picture(self, painter: QPainter, visible: QRectF, tokens: Tokens) -> None:
        if self._pixels is None:
            return
        ratio = self.devicePixelRatioF()
        target = self._viewport.target()
        # On whole device pixels, or the actual size would be blurred.
        target.moveTo(round(target.x() * ratio) / ratio, round(target.y() * ratio) / ratio)
        target.setWidth(round(target.width() * ratio) / ratio)
        target.setHeight(round(target.height() * ratio) / ratio)
        if self._pixels.has_transparency:
            painter.setBrushOrigin(target.topLeft())
            painter.fillRect(target & visible, checkerboard(tokens))
        self._pixels.draw(painter, target, visible, ratio)

    def _paint_chips(self, painter: QPainter, tokens: Tokens) -> None:
        font = sized(self.font(), 1.0, QFont.Weight.DemiBold)
        margin = float(SPACE.m)
        if self._badge and not self._is_waiting:
            dotted = self._badge_colour is not None
            width, height = chip_size(self._badge, font, dotted=dotted)
            width = min(width, self.width() - 2 * margin)
            place = QRectF(margin, margin, width, height)
            paint_chip(painter, place, self._badge, tokens, font, self._badge_colour)
        if self.has_picture() and not self._viewport.is_fit:
            text = f"{self._viewport.zoom:.0%}"
            font = sized(self.font(), 0.92)
            width, height = chip_size(text, font, dotted=False)
            corner = QPointF(self.width() - margin - width, self.height() - margin - height)
            place = QRectF(corner.x(), corner.y(), width, height)
            paint_chip(painter, place, text, tokens, font)

    def _paint_loading(self, painter: QPainter, tokens: Tokens) -> None:
        middle = self._middle()
        turn = (self._clock.elapsed() % 1200) / 1200
        paint_spinner(painter, middle - QPointF(0, 18), turn, tokens)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self.font())
        place = QRectF(SPACE.l, middle.y() + 10, self.width() - 2 * SPACE.l, 40)
        words = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideMiddle, int(place.width())
        )
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(place, int(top), words)
