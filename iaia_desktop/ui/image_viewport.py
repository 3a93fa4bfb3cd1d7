"""Where the image lies in the view: zoom, place, and how both follow a cursor; arithmetic only."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

from iaia_desktop.workers.frame import Frame

MAX_ZOOM = 32.0
"""Screen pixels for one pixel of the image, at most."""

ZOOM_STEP = 1.25
"""Factor of one notch of the wheel and of one press of a zoom key."""


class ImageViewport:
    """Map an image to a view.

    ``zoom`` counts device pixels for each pixel of the image, so 1.0 is the actual size on any
    screen. Points and rectangles of the view are in logical pixels.

    Parameters
    ----------
    margin_px : int
        Space left round an image that is fitted, in logical pixels.
    """

    def __init__(self, margin_px: int = 12) -> None:
        self._margin_px = margin_px
        self._view = QSizeF(1, 1)
        self._image = QSizeF(1, 1)
        self._ratio = 1.0
        self._zoom = 1.0
        self._centre = QPointF(0.5, 0.5)
        # Where the person looked last: a smaller image or window in between does not lose it.
        self._wanted = QPointF(0.5, 0.5)
        self._is_fit = True

    @property
    def zoom(self) -> float:
        """Device pixels for each pixel of the image."""
        return self._zoom

    @property
    def is_fit(self) -> bool:
        """Whether the whole image is shown, as large as it goes."""
        return self._is_fit

    @property
    def centre(self) -> QPointF:
        """The point of the image at the centre of the view, each coordinate from 0 to 1."""
        return QPointF(self._centre)

    @property
    def fit_zoom(self) -> float:
        """The zoom at which the whole image just fits."""
        return self.frame.zoom(self._image.width(), self._image.height())

    @property
    def frame(self) -> Frame:
        """The room in which an image is fitted."""
        room_x = max(1.0, self._view.width() - 2 * self._margin_px)
        room_y = max(1.0, self._view.height() - 2 * self._margin_px)
        return Frame(room_x, room_y, self._ratio, MAX_ZOOM)

    @property
    def can_pan(self) -> bool:
        """Whether a part of the image lies outside the view."""
        size = self._shown_size()
        return size.width() > self._view.width() + 0.5 or size.height() > self._view.height() + 0.5

    def set_view(self, size: QSize, device_pixel_ratio: float) -> None:
        """Take the size of the view (logical pixels); a fitted image stays fitted."""
        self._view = QSizeF(max(1, size.width()), max(1, size.height()))
        self._ratio = device_pixel_ratio
        self._centre = QPointF(self._wanted)
        self._settle(self.fit_zoom if self._is_fit else self._zoom)

    def set_image(self, size: QSize, *, keep: bool) -> None:
        """Take the size of another image.

        Parameters
        ----------
        size : QSize
            Full, upright size in pixels.
        keep : bool
            Keep the zoom and the relative place instead of fitting the image.
        """
        self._image = QSizeF(max(1, size.width()), max(1, size.height()))
        if keep and not self._is_fit:
            self._centre = QPointF(self._wanted)
            self._settle(self._zoom)
        else:
            self.fit()

    def fit(self) -> None:
        """Show the whole image."""
        self._is_fit = True
        self._settle(self.fit_zoom)
        self._wanted = QPointF(self._centre)

    def zoom_to(self, zoom: float, at: QPointF) -> None:
        """Change the zoom, and keep the point of the image under ``at`` where it is.

        Parameters
        ----------
        zoom : float
            Device pixels for each pixel of the image; held within the limits.
        at : QPointF
            A point of the view.
        """
        under = self.image_point(at)
        lowest = min(self.fit_zoom, 1.0)
        zoom = min(max(zoom, lowest), max(MAX_ZOOM, self.fit_zoom))
        self._is_fit = abs(zoom - self.fit_zoom) < 1e-9 * zoom
        self._zoom = zoom
        scale = zoom / self._ratio
        offset = QPointF(
            (at.x() - self._view.width() / 2) / scale, (at.y() - self._view.height() / 2) / scale
        )
        self._centre = QPointF(
            (under.x() - offset.x()) / self._image.width(),
            (under.y() - offset.y()) / self._image.height(),
        )
        self._settle(zoom)
        self._wanted = QPointF(self._centre)

    def zoom_by(self, factor: float, at: QPointF) -> None:
        """Multiply the zoom; a step across "fit" or "actual size" stops there once.

        Parameters
        ----------
        factor : float
            Above 1 to look closer.
        at : QPointF
            A point of the view, which keeps its place.
        """
        wanted = self._zoom * factor
        for stop in sorted((1.0, self.fit_zoom), key=lambda stop: abs(stop - self._zoom)):
            # Not at a stop where the step begins: it could never be left again.
            if (self._zoom / stop - 1) * (wanted / stop - 1) < -1e-12:
                wanted = stop
                break
        self.zoom_to(wanted, at)

    def pan(self, delta: QPointF) -> None:
        """Move the image by logical pixels of the view, as far as it goes."""
        scale = self._zoom / self._ratio
        self._centre -= QPointF(
            delta.x() / scale / self._image.width(), delta.y() / scale / self._image.height()
        )
        self._settle(self._zoom)
        self._wanted = QPointF(self._centre)

    def image_point(self, at: QPointF) -> QPointF:
        """Return the point of the image, in its pixels, that lies under a point of the view."""
        corner = self.target().topLeft()
        scale = self._zoom / self._ratio
        return QPointF((at.x() - corner.x()) / scale, (at.y() - corner.y()) / scale)

    def target(self) -> QRectF:
        """Return where the whole image lies, in the view; it may reach far outside."""
        size = self._shown_size()
        return QRectF(
            self._view.width() / 2 - self._centre.x() * size.width(),
            self._view.height() / 2 - self._centre.y() * size.height(),
            size.width(),
            size.height(),
        )

    def _shown_size(self) -> QSizeF:
        return self._image * (self._zoom / self._ratio)

    def _settle(self, zoom: float) -> None:
        self._zoom = zoom
        size = self._shown_size()
        self._centre = QPointF(
            _held(self._centre.x(), self._view.width(), size.width()),
            _held(self._centre.y(), self._view.height(), size.height()),
        )


def _held(centre: float, view_px: float, shown_px: float) -> float:
    """Keep the image over the view along one axis, or centred where it is smaller."""
    if shown_px <= view_px:
        return 0.5
    half = view_px / 2 / shown_px
    return min(max(centre, half), 1 - half)
