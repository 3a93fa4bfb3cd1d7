"""What a drag from a file manager holds."""

from __future__ import annotations

from PySide6.QtGui import QDropEvent


def dropped_path(event: QDropEvent) -> str:
    """Return the first local path that is dropped, or "" when nothing can be opened.

    Whether it is a folder is not asked here, which would read the disk; opening it tells.
    """
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return url.toLocalFile()
    return ""
