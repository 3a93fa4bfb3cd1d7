"""Read one image file for the export: copied and hashed, hard-linked or symbolically linked."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.long_paths import LONGEST_USUAL, long_form
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.export.rows import ExportMode
from iaia_desktop.export.syncing import forget_cached, sync_open

CHUNK_BYTES = 1 << 20
_SYNC_BYTES = 8 << 20

_READ_FLAGS = (
    os.O_RDONLY
    # A pipe that takes an image's place must not make the export wait for a writer.
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_WRITE_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)

# What tells that this file system cannot make such a link, as opposed to a full or broken disk.
NO_LINK = frozenset(
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


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy, as it was written.

    Attributes
    ----------
    hash : str
        BLAKE2b-128 of the bytes that were read and written, in hexadecimal.
    size : int
        How many these were.
    source_mtime_ns : int
        Of the image.
    """

    hash: str
    size: int
    source_mtime_ns: int


def link_file(source: Path, destination: Path, mode: ExportMode) -> bool:
    """Link a file to where it is wanted, without ever overwriting.

    Parameters
    ----------
    source : Path
        As `check_source` returned it: a hard link to a symbolic link would be the link.
    destination : Path
        Where it goes; must not exist, its folder must.
    mode : ExportMode
        HARDLINK or SYMLINK.

    Returns
    -------
    bool
        Whether there is a link; False where such links are not possible, and nothing was made.

    Raises
    ------
    SourceFileError
        When it cannot have this name.
    OSError
        When the destination fails (a full disk, say).
    """
    try:
        if mode is ExportMode.HARDLINK:
            os.link(source, destination)
        else:
            destination.symlink_to(source)
    except NotImplementedError:
        return False
    except OSError as problem:
        if problem.errno in NO_LINK:
            return False
        if not source.exists():
            raise source_error(problem) from problem
        raise_for_name(problem)
        raise
    return True


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
        real = long_form(source, from_length=LONGEST_USUAL).resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError) as problem:  # RuntimeError: a loop of links, before 3.13
        raise source_error(problem) from problem
    if not stat.S_ISREG(mode):
        raise SourceFileError(Saying("It is not an ordinary file."))
    return real


def copy_file(
    source: Path, destination: Path, *, expected_hash: str | None, cancel: CancelToken
) -> Generator[int, None, Copied]:
    """Copy the bytes and the time of change, and hash what is copied.

    Parameters
    ----------
    source, destination : Path
        A readable file, and a name that is not taken.
    expected_hash : str or None
        BLAKE2b-128 in hexadecimal that the bytes must have.
    cancel : CancelToken
        Looked at after each MiB.

    Yields
    ------
    int
        Bytes that were copied since the last time.

    Returns
    -------
    Copied
        What was written.

    Raises
    ------
    SourceFileError
        When the source cannot be read or is not what was labelled.
    OSError
        When the copy cannot be written; no half file is left, as after the other errors.
    CancelledError
        When the person cancelled.
    """
    reading = _open_source(source)
    try:
        before = _status(reading)
        writing = os.open(destination, _WRITE_FLAGS, 0o666)
        try:
            try:
                digest, size = yield from _copy_bytes(reading, writing, cancel)
            finally:
                os.close(writing)
            _refuse_changed(before, _status(reading), digest, expected_hash)
            with suppress(OSError):
                # Some file systems keep no times of ours; the bytes are what matters.
                os.utime(destination, ns=(before.st_atime_ns, before.st_mtime_ns))
        except BaseException:
            with suppress(OSError):
                destination.unlink()
            raise
    finally:
        os.close(reading)
    return Copied(digest, size, before.st_mtime_ns)


def hash_file(path: Path, cancel: CancelToken, *, from_disk: bool) -> Generator[int, None, str]:
    """Read a file and return its hash.

    Parameters
    ----------
    path : Path
        A readable file.
    cancel : CancelToken
        Looked at after each MiB.
    from_disk : bool
        Whether what the system keeps of it in memory does not count, where it can be asked to.

    Yields
    ------
    int
        Bytes that were read since the last time.

    Returns
    -------
    str
        BLAKE2b-128 in 32 hexadecimal digits.

    Raises
    ------
    OSError
        When it cannot be read.
    CancelledError
        When the person cancelled.
    """
    digest = hashlib.blake2b(digest_size=16)
    descriptor = os.open(path, _READ_FLAGS)
    try:
        if from_disk:
            forget_cached(descriptor)
        while chunk := os.read(descriptor, CHUNK_BYTES):
            digest.update(chunk)
            yield len(chunk)
            cancel.raise_if_cancelled()
    finally:
        os.close(descriptor)
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
        return SourceFileError(Saying("The file is gone."))
    if isinstance(problem, PermissionError):
        return SourceFileError(Saying("There is no permission to read the file."))
    return SourceFileError(
        Saying("The file cannot be read ({reason}).", reason=system_words(problem))
    )


def raise_for_name(problem: OSError) -> None:
    """Raise the reason why one file cannot have its name, if that is the problem.

    Parameters
    ----------
    problem : OSError
        As raised by making, linking or renaming it.

    Raises
    ------
    SourceFileError
        When another name might do.
    """
    if problem.errno in _BAD_NAME:
        raise SourceFileError(
            Saying(
                "The destination does not take this name ({reason}).", reason=system_words(problem)
            )
        ) from problem


def _open_source(source: Path) -> int:
    try:
        reading = os.open(source, _READ_FLAGS)
    except OSError as problem:
        raise source_error(problem) from problem
    try:
        is_file = stat.S_ISREG(_status(reading).st_mode)
    except SourceFileError:
        os.close(reading)
        raise
    if not is_file:
        os.close(reading)
        raise SourceFileError(Saying("It is not an ordinary file."))
    return reading


def _status(reading: int) -> os.stat_result:
    try:
        return os.fstat(reading)
    except OSError as problem:
        raise source_error(problem) from problem


def _copy_bytes(
    reading: int, writing: int, cancel: CancelToken
) -> Generator[int, None, tuple[str, int]]:
    digest = hashlib.blake2b(digest_size=16)
    size = unsynced = 0
    while True:
        cancel.raise_if_cancelled()
        try:
            chunk = os.read(reading, CHUNK_BYTES)
        except OSError as problem:
            raise source_error(problem) from problem
        if not chunk:
            return digest.hexdigest(), size
        digest.update(chunk)
        rest = memoryview(chunk)
        while rest:
            rest = rest[os.write(writing, rest) :]
        size += len(chunk)
        unsynced += len(chunk)
        if unsynced >= _SYNC_BYTES:
            # Bit by bit, so that neither a cancel nor a decision waits for a large file at once.
            unsynced = 0
            sync_open(writing)
        yield len(chunk)


def _refuse_changed(
    before: os.stat_result, after: os.stat_result, digest: str, expected_hash: str | None
) -> None:
    if expected_hash is not None:
        if digest != expected_hash.lower():
            raise SourceFileError(Saying("The file has changed since it was labelled."))
    elif (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise SourceFileError(Saying("The file changed while it was being copied."))
