"""Read a picture from disk into a QImage; called on the threads of a ``PictureLoader``."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from iaia_desktop.images.decode import decode_for_view, decode_to_fit
from iaia_desktop.images.reading import content_hash, read_file, room_to_read
from iaia_desktop.images.thumbnails import ThumbnailCache, make_thumbnail
from iaia_desktop.workers.frame import Frame
from iaia_desktop.workers.picture_loader import Picture, to_qimage


def load_view(path: Path, max_side_px: int, frame: Frame | None = None) -> Picture:
    """Decode an image for the middle of the window, transparency kept.

    Parameters
    ----------
    max_side_px : int
        The longer side at most.
    frame : Frame, optional
        Where it is shown: a smooth copy of that size comes along.

    Raises
    ------
    ImageError
        With the reason, for a file that cannot be shown.
    """
    with room_to_read(path):
        view = decode_for_view(read_file(path), max_side_px=max_side_px)
    full_size = QSize(view.width_px, view.height_px)
    resting = None
    if frame is not None:
        shown = frame.fitted(full_size)
        size = (max(1, shown.width()), max(1, shown.height()))
        if size[0] < view.image.width and size[1] < view.image.height:
            resting = to_qimage(_scaled(view.image, size))
    return Picture(to_qimage(view.image), full_size, resting)


def load_fitted(path: Path, frame: Frame) -> Picture:
    """Decode an image to the very size at which it fits into a view; never enlarged.

    Raises
    ------
    ImageError
        With the reason, for a file that cannot be shown.
    """

    def fit(width: int, height: int) -> tuple[int, int]:
        shown = frame.fitted(QSize(width, height))
        return max(1, shown.width()), max(1, shown.height())

    with room_to_read(path):
        view = decode_to_fit(read_file(path), fit)
    return Picture(to_qimage(view.image), QSize(view.width_px, view.height_px))


def _scaled(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    # Premultiplied, or the colour of clear pixels would bleed into the others.
    if image.mode == "RGBA":
        premultiplied = image.convert("RGBa")
        return premultiplied.resize(size, Image.Resampling.BICUBIC).convert("RGBA")
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0)


def load_thumbnail(path: Path, size_px: int, cache: ThumbnailCache | None) -> Picture:
    """Return a small picture, from the cache when the file is as it was.

    Raises
    ------
    ImageError
        With the reason, for a file that cannot be shown.
    """
    key = _file_key(path)
    kept = cache.get(key, size_px) if cache is not None and key is not None else None
    if kept is not None:
        image = QImage.fromData(kept)
        if not image.isNull():
            return _picture(image)
    with room_to_read(path):
        small: Image.Image = make_thumbnail(read_file(path), size_px)
    if cache is not None and key is not None:
        cache.put(key, size_px, small)
    return _picture(to_qimage(small))


def _picture(image: QImage) -> Picture:
    return Picture(image, image.size())


def _file_key(path: Path) -> bytes | None:
    """Return a key that changes when the file is replaced; hashing its bytes would mean a read."""
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    return content_hash(os.fsencode(path) + f"|{stat.st_size}|{stat.st_mtime_ns}".encode())
