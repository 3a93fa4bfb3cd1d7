"""Put one image file into the export: copied and verified, hard-linked or symbolically linked."""

from __future__ import annotations

import enum
import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import BinaryIO

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import KnownError
from iaia_desktop.export.rows import ExportMode

CHUNK_BYTES = 1 << 20

# What tells that this file system cannot make such a link, as opposed to a full or broken disk.
_NO_LINK = frozenset(
    {
        errno.EXDEV,
        errno.EPERM,
        errno.EACCES,
        errno.EMLINK,
        errno.ENOSYS,
        errno.ENOTSUP,
        errno.EOPNOTSUPP,
        errno.EINVAL,
    }
)
# What tells that this one name does not fit, while the next file may.
_BAD_NAME = frozenset({errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL})


class SourceFileError(KnownError):
    """One image cannot be exported; ``what`` is the short reason that lists show."""


class Placed(enum.Enum):
    """How a file arrived."""

    AS_ASKED = enum.auto()
    COPIED_INSTEAD = enum.auto()


def place_file(
    source: Path,
    destination: Path,
    *,
    mode: ExportMode,
    expected_hash: str | None,
    cancel: CancelToken,
) -> Placed:
    """Put a file where it is wanted, without ever overwriting.

    Parameters
    ----------
    source : Path
        The image file; it is only read.
    destination : Path
        Where it goes; must not exist, its folder must.
    mode : ExportMode
        COPY, HARDLINK or SYMLINK. Where a link is not possible the file is copied.
    expected_hash : str or None
        BLAKE2b-128 in hexadecimal that the source had when it was labelled. Only copies are
        compared: reading every file would take from links what they are for.
    cancel : CancelToken
        Looked at after each MiB.

    Returns
    -------
    Placed
        Whether it had to be copied in place of a link.

    Raises
    ------
    SourceFileError
        When this file cannot be read, has changed since, or cannot have this name.
    OSError
        When the destination fails (a full disk, say); no half file is left.
    CancelledError
        When the person cancelled; no half file is left.
    """
    # Resolved, because a hard link to a symbolic link would be the link, not the image.
    real = check_source(source)
    if mode is not ExportMode.COPY:
        try:
            if mode is ExportMode.HARDLINK:
                os.link(real, destination)
            else:
                destination.symlink_to(real)
        except NotImplementedError:
            pass
        except OSError as problem:
            if problem.errno not in _NO_LINK:
                _raise_for_name(problem)
                raise
        else:
            return Placed.AS_ASKED
    copy_verified(real, destination, expected_hash=expected_hash, cancel=cancel)
    return Placed.AS_ASKED if mode is ExportMode.COPY else Placed.COPIED_INSTEAD


def check_source(source: Path) -> Path:
    """Return the real path of an image file, once it is known to be one that can be opened.

    Parameters
    ----------
    source : Path
        The image file, or a symbolic link to it.

    Returns
    -------
    Path
        Absolute, without symbolic links.

    Raises
    ------
    SourceFileError
        When it is gone, out of reach, or not a regular file.
    """
    try:
        real = source.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError) as problem:  # RuntimeError: a loop of links, before 3.13
        raise source_error(problem) from problem
    if not stat.S_ISREG(mode):
        raise SourceFileError("It is not an ordinary file.")
    return real


def copy_verified(
    source: Path, destination: Path, *, expected_hash: str | None, cancel: CancelToken
) -> None:
    """Copy the bytes and the time of change, then read the copy back and compare.

    Parameters
    ----------
    source, destination : Path
        A readable file, and a name that is not taken.
    expected_hash : str or None
        BLAKE2b-128 in hexadecimal that the bytes must have.
    cancel : CancelToken
        Looked at after each MiB.

    Raises
    ------
    SourceFileError
        When the source cannot be read or is not what was labelled.
    OSError
        When the copy cannot be written, or reads back differently.
    CancelledError
        When the person cancelled.
    """
    try:
        reading = source.open("rb")
    except OSError as problem:
        raise source_error(problem) from problem
    with reading:
        try:
            writing = destination.open("xb")
        except OSError as problem:
            _raise_for_name(problem)
            raise
        try:
            with writing:
                digest = _copy_bytes(reading, writing, cancel)
            _verify(destination, digest, expected_hash)
            status = os.fstat(reading.fileno())
        except BaseException:
            destination.unlink(missing_ok=True)
            raise
    try:
        os.utime(destination, ns=(status.st_atime_ns, status.st_mtime_ns))
    except OSError:
        # Some file systems keep no times of ours; the bytes are what matters.
        return


def file_hash(path: Path) -> str:
    """Return the BLAKE2b-128 of a file's bytes in hexadecimal.

    Parameters
    ----------
    path : Path
        A readable file.

    Returns
    -------
    str
        32 hexadecimal digits.

    Raises
    ------
    OSError
        When it cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as reading:
        while chunk := reading.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def source_error(problem: OSError | RuntimeError) -> SourceFileError:
    """Return the short reason why a source cannot be read.

    Parameters
    ----------
    problem : OSError or RuntimeError
        As raised by opening, reading or resolving.

    Returns
    -------
    SourceFileError
        With a sentence for a list.
    """
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return SourceFileError("The file is gone.")
    if isinstance(problem, PermissionError):
        return SourceFileError("There is no permission to read the file.")
    words = problem.strerror if isinstance(problem, OSError) else None
    return SourceFileError(f"The file cannot be read ({words or problem}).")


def _copy_bytes(reading: BinaryIO, writing: BinaryIO, cancel: CancelToken) -> str:
    digest = hashlib.blake2b(digest_size=16)
    while True:
        cancel.raise_if_cancelled()
        try:
            chunk = reading.read(CHUNK_BYTES)
        except OSError as problem:
            raise source_error(problem) from problem
        if not chunk:
            return digest.hexdigest()
        digest.update(chunk)
        writing.write(chunk)


def _verify(destination: Path, digest: str, expected_hash: str | None) -> None:
    if expected_hash is not None and digest != expected_hash.lower():
        raise SourceFileError("The file has changed since it was labelled.")
    if file_hash(destination) != digest:
        raise OSError(errno.EIO, "The copy reads back differently", str(destination))


def _raise_for_name(problem: OSError) -> None:
    if problem.errno in _BAD_NAME:
        raise SourceFileError(
            f"The destination does not take this name ({problem.strerror})."
        ) from problem
