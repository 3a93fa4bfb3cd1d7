"""Find the images of a folder, as a job."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.images.scan import ScanBatch, scan_folder


def scan_job(root: Path, cancel: CancelToken) -> Iterator[ScanBatch]:
    """Yield the images of a folder in natural order, in batches, until cancelled.

    Raises
    ------
    FolderError
        When the folder is missing, is a file, or may not be read.
    CancelledError
        When the token is set.
    """
    yield from scan_folder(root, cancel=cancel)
