"""A ground on which one picture is zoomed and moved, by wheel, pad, pinch, drag and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QInputDevice, QMouseEvent, QNativeGestureEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from iaia_desktop.ui.image_viewport import ZOOM_STEP, ImageViewport


class ZoomCanvas(QWidget):
    """Turn what hands do into the zoom and place of a picture that a subclass paints.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    zoom_changed : Signal(float)
        Device pixels for each pixel of the image; 1.0 is the actual size.
    """

    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = ImageViewport()
        self._told_zoom = 0.0
        self._drag_from: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)

    @property
    def zoom(self) -> float:
        """Device pixels for each pixel of the image."""
        return self._viewport.zoom

    @property
    def is_fit(self) -> bool:
        """Whether the whole image is shown, as large as it goes."""
        return self._viewport.is_fit

    @property
    def viewport(self) -> ImageViewport:
        """Where the image lies."""
        return self._viewport

    def has_picture(self) -> bool:
        """Return whether there is something to zoom; subclasses say so."""
        return False

    def moved(self) -> None:
        """Repaint after the zoom or the place changed; subclasses add to it."""
        self.update_cursor()
        self.update()
        if self._viewport.zoom != self._told_zoom:
            self._told_zoom = self._viewport.zoom
            self.zoom_changed.emit(self._told_zoom)

    def zoom_fit(self) -> None:
        """Show the whole image."""
        self._viewport.fit()
        self.moved()

    def zoom_actual(self) -> None:
        """Show one pixel of the image on one pixel of the screen, around the centre."""
        self._viewport.zoom_to(1.0, self._middle())
        self.moved()

    def zoom_in(self) -> None:
        """Look closer, around the centre."""
        self._viewport.zoom_by(ZOOM_STEP, self._middle())
        self.moved()

    def zoom_out(self) -> None:
        """Look from further away, around the centre."""
        self._viewport.zoom_by(1 / ZOOM_STEP, self._middle())
        self.moved()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(800, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted image fitted."""
        super().resizeEvent(event)
        self._follow_geometry()

    def event(self, event: QEvent) -> bool:
        """Take pinches, and moves to a screen of another scale."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._zoom_at(1 + event.value(), event.position())
                return True
        elif event.type() == QEvent.Type.DevicePixelRatioChange:
            self._follow_geometry()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor; two fingers on a pad move the image instead, unless Ctrl is held."""
        if not self.has_picture():
            event.ignore()
            return
        event.accept()
        modifiers = event.modifiers()
        pixels, angle = event.pixelDelta(), event.angleDelta()
        ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        on_pad = event.device().type() == QInputDevice.DeviceType.TouchPad
        if not ctrl and on_pad and self._viewport.can_pan and not pixels.isNull():
            self._pan(QPointF(pixels))
        elif not ctrl and modifiers & Qt.KeyboardModifier.ShiftModifier:
            # Some systems turn the delta round with Shift, some leave that to the program.
            self._pan(QPointF((angle.x() or angle.y()) / 2, 0))
        elif not ctrl and angle.x() and not angle.y():
            self._pan(QPointF(angle.x() / 2, 0))
        else:
            notches = angle.y() / 120 if angle.y() else pixels.y() / 60
            if notches:
                self._zoom_at(ZOOM_STEP**notches, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._drag_from = event.position()
            self.update_cursor()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the image."""
        if self._drag_from is not None:
            self._pan(event.position() - self._drag_from)
            self._drag_from = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        self._drag_from = None
        self.update_cursor()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change between the whole image and the actual size at the cursor."""
        if event.button() != Qt.MouseButton.LeftButton or not self.has_picture():
            event.ignore()
        elif self.is_fit:
            self._viewport.zoom_to(1.0, event.position())
            self.moved()
        else:
            self.zoom_fit()

    def update_cursor(self) -> None:
        """Show a hand where the image can be moved."""
        if not (self.has_picture() and self._viewport.can_pan):
            self.unsetCursor()
        elif self._drag_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _follow_geometry(self) -> None:
        self._viewport.set_view(self.size(), self.devicePixelRatioF())
        self.moved()

    def _zoom_at(self, factor: float, at: QPointF) -> None:
        if self.has_picture():
            self._viewport.zoom_by(factor, at)
            self.moved()

    def _pan(self, delta: QPointF) -> None:
        if self.has_picture() and self._viewport.can_pan:
            self._viewport.pan(delta)
            self.update()

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)
