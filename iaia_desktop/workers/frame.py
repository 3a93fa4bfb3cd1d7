"""How large a picture is that just fits into a view; arithmetic only, for any thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a picture in a view.

    Pictures are decoded to the very size at which they are shown, so that painting one is a plain
    copy: decoder and view have to come to the same size, and so both ask here.

    Attributes
    ----------
    width, height : float
        The room in logical pixels, at least 1.
    ratio : float
        Device pixels for each logical one.
    max_zoom : float
        Device pixels for each pixel of the picture, at most.
    """

    width: float
    height: float
    ratio: float = 1.0
    max_zoom: float = 1.0

    def zoom(self, width_px: float, height_px: float) -> float:
        """Return the zoom at which a picture of this size just fits."""
        fitting = min(self.width / width_px, self.height / height_px) * self.ratio
        return min(fitting, self.max_zoom)

    def fitted(self, full_size: QSize) -> QSize:
        """Return the size, in device pixels, at which a whole picture is shown."""
        width_px, height_px = max(1, full_size.width()), max(1, full_size.height())
        scale = self.zoom(width_px, height_px) / self.ratio
        return QSize(round(width_px * scale * self.ratio), round(height_px * scale * self.ratio))

    @property
    def most_bytes(self) -> int:
        """Memory for a picture that fills the room, at 4 bytes a pixel."""
        return int(4 * self.width * self.height * self.ratio**2)
