"""The pixels of one image, ready to be painted fast and sharp at any zoom."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

BLOCKS_FROM_ZOOM = 4.0
"""From here on pixels of the file show as squares, which is what one zooms in for."""

MAX_RESTING_PX = 12_000_000
"""A larger picture is never scaled as a whole: only its visible part is, while painting."""


class ImagePixels:
    """Hold an image, halves of it for fast drawing, and one copy of the very size on screen.

    Parameters
    ----------
    image : QImage
        Any format; one of 32 bits saves a conversion.
    resting : QImage, optional
        A smooth copy of it that was made elsewhere, for the size on screen that it has.
    """

    def __init__(self, image: QImage, resting: QImage | None = None) -> None:
        wanted = (
            QImage.Format.Format_ARGB32_Premultiplied
            if image.hasAlphaChannel()
            else QImage.Format.Format_RGB32
        )
        self._levels = [image if image.format() == wanted else image.convertToFormat(wanted)]
        self._resting = resting

    @property
    def size(self) -> QSize:
        """Size of the image in its own pixels."""
        return self._levels[0].size()

    @property
    def has_transparency(self) -> bool:
        """Whether the ground may show through."""
        return self._levels[0].hasAlphaChannel()

    def rest_at(self, size: QSize) -> None:
        """Make the smooth copy for this size on screen, in device pixels, where it pays."""
        if self._resting is not None and self._resting.size() == size:
            return
        smaller = size.width() < self.size.width() or size.height() < self.size.height()
        if size.isEmpty() or not smaller or size.width() * size.height() > MAX_RESTING_PX:
            self._resting = None
            return
        # From the whole image: halves of halves are softer.
        self._resting = self._levels[0].scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )

    def draw(
        self, painter: QPainter, target: QRectF, visible: QRectF, device_pixel_ratio: float
    ) -> None:
        """Paint the image.

        Parameters
        ----------
        painter : QPainter
            In logical pixels.
        target : QRectF
            Where the whole image lies.
        visible : QRectF
            The part of the view to paint.
        device_pixel_ratio : float
            Device pixels for each logical one.
        """
        size = QSize(
            round(target.width() * device_pixel_ratio), round(target.height() * device_pixel_ratio)
        )
        if self._resting is not None and self._resting.size() == size:
            source, smooth = self._resting, False
        else:
            source = self._level_for(size)
            zoom = size.width() / max(1, self.size.width())
            smooth = size != source.size() and zoom < BLOCKS_FROM_ZOOM
        shown = target & visible
        if shown.isEmpty():
            return
        across = source.width() / target.width()
        down = source.height() / target.height()
        part = QRectF(
            (shown.x() - target.x()) * across,
            (shown.y() - target.y()) * down,
            shown.width() * across,
            shown.height() * down,
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(shown, source, part)

    def _level_for(self, size: QSize) -> QImage:
        """Return the smallest halving that is not smaller than ``size``."""
        level = 0
        while True:
            half = QSize(self._levels[level].width() // 2, self._levels[level].height() // 2)
            if half.isEmpty() or half.width() < size.width() or half.height() < size.height():
                return self._levels[level]
            level += 1
            if level == len(self._levels):
                self._levels.append(
                    self._levels[-1].scaled(
                        half,
                        Qt.AspectRatioMode.IgnoreAspectRatio,
                        Qt.TransformationMode.SmoothTransformation,
                    )
                )
