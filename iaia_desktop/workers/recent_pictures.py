"""Load the pictures of the start page's cards, as a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtGui import QImage

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import ImageError
from iaia_desktop.images.thumbnails import ThumbnailCache
from iaia_desktop.workers.pictures import load_thumbnail

_SIDE_PX = 256


def recent_pictures_job(
    wanted: Sequence[tuple[str, Path]], cache: ThumbnailCache, cancel: CancelToken
) -> Iterator[tuple[str, QImage]]:
    """Yield each session's path with its picture; pictures that cannot be shown are left out."""
    for session_path, picture in wanted:
        cancel.raise_if_cancelled()
        try:
            yield session_path, load_thumbnail(picture, _SIDE_PX, cache).image
        except ImageError:
            continue
