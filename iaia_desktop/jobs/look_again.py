"""Look whether files that could not be read may be readable now."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import FileInfo, FileStatus, ImageId
from iaia_desktop.images.reading import MAX_FILE_BYTES, folder_is_there
from iaia_desktop.jobs.progress import Progress


@dataclass(frozen=True, slots=True)
class LookedAgain:
    """What a second look found.

    Attributes
    ----------
    folder_is_there : bool
        Whether the folder can be looked into and holds anything.
    image_ids : tuple of ImageId
        Images worth another reading, in the order given.
    """

    folder_is_there: bool
    image_ids: tuple[ImageId, ...]


def look_again_job(
    root: Path, images: Sequence[tuple[str, FileInfo]], cancel: CancelToken
) -> Generator[Progress, None, LookedAgain]:
    """Look at files that could not be read, without reading them.

    Parameters
    ----------
    root : Path
        The session's folder.
    images : sequence of (str, FileInfo)
        Paths below it, and what the last reading told.

    Raises
    ------
    CancelledError
        When the token is set.
    """
    yield Progress(0, len(images), Saying("Looking again at problem files"))
    if not folder_is_there(root):
        return LookedAgain(folder_is_there=False, image_ids=())
    found = []
    for path, info in images:
        cancel.raise_if_cancelled()
        if may_be_read_now(root / path, info):
            found.append(info.image_id)
    return LookedAgain(folder_is_there=True, image_ids=tuple(found))


def may_be_read_now(path: Path, info: FileInfo) -> bool:
    """Tell whether another reading of a problem file may end otherwise.

    What is wrong with its bytes stays wrong until they change. What kept them from being read (no
    permission, a disk's errors, somebody who wrote to it) may be over whenever the file is there.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or not 0 < status.st_size <= MAX_FILE_BYTES:
            return False
        if info.status is FileStatus.FAILED and info.content_hash is not None:
            return (status.st_size, status.st_mtime_ns) != (info.size_bytes, info.mtime_ns)
        return os.access(path, os.R_OK)
    except (OSError, ValueError):
        return False
