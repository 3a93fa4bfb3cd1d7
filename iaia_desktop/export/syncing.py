"""Have the disk take in what was written, where it can."""

from __future__ import annotations

import errno
import os
from pathlib import Path

# What tells that this file system cannot do it, as opposed to that it failed.
_CANNOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF})


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk.

    Parameters
    ----------
    path : Path
        A file or a folder; Windows brings the names by itself.

    Raises
    ------
    OSError
        When it is not on the disk; not where the file system has no way to say so.
    """
    if os.name == "nt":
        if path.is_dir():
            return
        flags = os.O_RDWR | getattr(os, "O_BINARY", 0)
    else:
        flags = os.O_RDONLY
    descriptor = os.open(path, flags)
    try:
        sync_open(descriptor)
    finally:
        os.close(descriptor)


def sync_open(descriptor: int) -> None:
    """Bring an open file to the disk; raises as `sync`.

    Parameters
    ----------
    descriptor : int
        Of the file.
    """
    try:
        os.fsync(descriptor)
    except OSError as problem:
        if problem.errno not in _CANNOT:
            raise


def forget_cached(descriptor: int) -> None:
    """Ask that what is read next comes from the disk, not from memory.

    Parameters
    ----------
    descriptor : int
        An open file that is on the disk already.
    """
    advise = getattr(os, "posix_fadvise", None)
    never_mind = getattr(os, "POSIX_FADV_DONTNEED", None)
    if advise is not None and never_mind is not None:
        try:
            advise(descriptor, 0, 0, never_mind)
        except OSError:
            return  # then it is read from wherever it is
