"""What a drag from a file manager holds."""

from __future__ import annotations

import os
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDropEvent


def dropped_path(event: QDropEvent) -> str:
    """Return the first local path that is dropped, or "" when nothing can be opened.

    Whether it is a folder is not asked here, which would read the disk; opening it tells.
    """
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return _path_of(url)
    return ""


def _path_of(url: QUrl) -> str:
    """Return a local path with the bytes that it has, also where they are no text."""
    if os.name != "posix" or url.host():
        return url.toLocalFile()
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return os.fsdecode(unquote_to_bytes(encoded))
