"""Read the bytes of an image file, and name them by their hash."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from iaia_desktop.core.errors import ImageError
from iaia_desktop.core.long_paths import LONGEST_USUAL, long_form
from iaia_desktop.images.reasons import (
    A_FOLDER,
    BEING_WRITTEN,
    EMPTY,
    GONE,
    LINK_TO_NOWHERE,
    LITTLE_MEMORY,
    NO_PERMISSION,
    NOT_ORDINARY,
    PATH_TOO_LONG,
    file_too_large,
    not_readable,
)
from iaia_desktop.images.room import room_for_file

MAX_FILE_BYTES: Final = 512 * 2**20
"""Files above this are refused: with its pixels, such an image would need more than 1 GB."""

_FLAGS: Final = (
    os.O_RDONLY
    # A pipe under an image's name must not make the reader wait for a writer.
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


_TRIES: Final = 3
"""A file that changes while it is read is read anew this often."""


class MissingImageError(ImageError):
    """The file of an image is no longer there."""


class UnreadableImageError(ImageError):
    """The file could not be read this time, which says nothing about what is in it.

    No permission, a disk that gives errors, somebody who is writing to it: it is worth another try.
    """


def read_file(path: Path) -> bytes:
    """Return the bytes of an image file.

    Parameters
    ----------
    path : Path
        The file; links are followed.

    Returns
    -------
    bytes
        Never empty, at most ``MAX_FILE_BYTES``.

    Raises
    ------
    MissingImageError
        The file, or a folder on the way to it, has gone, or a link leads nowhere.
    UnreadableImageError
        It may not be read, its disk gives errors, or it is being written to.
    ImageError
        It is empty, too large, a folder, a pipe or a device.
    """
    for _ in range(_TRIES):
        data = _read_once(path)
        if data is not None:
            return data
    raise UnreadableImageError(BEING_WRITTEN)


def folder_is_there(root: str | Path) -> bool:
    """Tell whether a folder can be looked into and holds anything.

    Of a drive that was unplugged, the folder is gone, or an empty one is left in its place.
    """
    try:
        with os.scandir(root) as entries:
            return next(entries, None) is not None
    except (OSError, ValueError):
        return False


def _read_once(path: Path) -> bytes | None:
    """Read a file; None when it changed meanwhile, for then it may be half of this and of that."""
    try:
        descriptor = os.open(long_form(path, from_length=LONGEST_USUAL), _FLAGS)
    except OSError as error:
        raise _as_image_error(error) from error
    except ValueError as error:  # a NUL in the name
        raise MissingImageError(GONE) from error
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise ImageError(A_FOLDER)
        if not stat.S_ISREG(status.st_mode):
            raise ImageError(NOT_ORDINARY)
        if status.st_size > MAX_FILE_BYTES:
            raise ImageError(file_too_large(status.st_size))
        data = _read_all(descriptor, status.st_size)
        after = os.fstat(descriptor)
    except OSError as error:
        raise _as_image_error(error) from error
    except MemoryError as error:
        raise UnreadableImageError(LITTLE_MEMORY) from error
    finally:
        os.close(descriptor)
    if (after.st_size, after.st_mtime_ns) != (len(data), status.st_mtime_ns):
        return None
    if not data:
        raise ImageError(EMPTY)
    return data


@contextmanager
def room_to_read(path: Path) -> Iterator[None]:
    """Hold, inside a block, the memory that the bytes of a file take; wait until it is free.

    For all who read a file in order to decode it: several large ones at once would take more memory
    than there may be. The bytes are let go of at the end of the block. Safe from any thread.
    """
    try:
        size_bytes = path.stat().st_size
    except (OSError, ValueError):
        size_bytes = 0  # reading says in words what is the matter
    with room_for_file(min(size_bytes, MAX_FILE_BYTES)):
        yield


def content_hash(data: bytes) -> bytes:
    """Return the identity of an image: BLAKE2b of its file, 16 bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()


def _read_all(descriptor: int, size: int) -> bytes:
    """Read as many bytes as the file had when it was opened, however few come at a time."""
    data = os.read(descriptor, size)
    if len(data) == size:
        return data
    parts = [data]
    missing = size - len(data)
    while missing > 0 and parts[-1]:
        parts.append(os.read(descriptor, missing))
        missing -= len(parts[-1])
    return b"".join(parts)


def _as_image_error(error: OSError) -> ImageError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return MissingImageError(GONE)
    if isinstance(error, PermissionError):
        return UnreadableImageError(NO_PERMISSION)
    if isinstance(error, IsADirectoryError):
        return ImageError(A_FOLDER)
    if error.errno == errno.ELOOP:
        return MissingImageError(LINK_TO_NOWHERE)
    if error.errno in {errno.ENXIO, errno.EOPNOTSUPP}:  # what opening a socket gives
        return ImageError(NOT_ORDINARY)
    if error.errno == errno.ENAMETOOLONG:
        return ImageError(PATH_TOO_LONG)
    return UnreadableImageError(not_readable(error))
