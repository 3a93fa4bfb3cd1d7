"""Tell SQLite's and the system's errors in words, with a way out."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from iaia_desktop.core.errors import (
    SessionDamagedError,
    SessionFileError,
    SessionUnreachableError,
    SessionUnwritableError,
)
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.store.backups import list_backups

_FREE_SPACE = Saying("Free some space and try again; everything saved before is safe.")
_ACCESS = Saying(
    "Check that you may use this file and its folder; "
    "where nothing may be written, open it for reading only."
)
_DRIVE = Saying("Check that the drive is connected and has space left, then try again.")
_BACK = Saying("Check that its drive is connected and that you may use its folder, then try again.")
_MEMORY = Saying("Close other programs and try again.")
_OTHER_PROGRAM = Saying("Close the other program and try again.")

_FULL = (Saying("the disk is full"), _FREE_SPACE)
_ONLY_READ = (Saying("it may only be read"), _ACCESS)
_NO_PERMISSION = (Saying("there is no permission"), _ACCESS)
_AWAY = (Saying("the file or its folder cannot be reached"), _BACK)
_DRIVE_ERROR = (Saying("the drive reports an error"), _DRIVE)
_IN_USE = (Saying("another program is using it"), _OTHER_PROGRAM)
_NO_MEMORY = (Saying("the memory is full"), _MEMORY)
_TOO_MANY_FILES = (Saying("too many files are open"), _MEMORY)

_Reason = tuple[str, str]
_REASONS: dict[int, _Reason] = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _ONLY_READ,
    sqlite3.SQLITE_PERM: _NO_PERMISSION,
    sqlite3.SQLITE_AUTH: _NO_PERMISSION,
    sqlite3.SQLITE_CANTOPEN: _AWAY,
    sqlite3.SQLITE_IOERR: _DRIVE_ERROR,
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_PROTOCOL: _IN_USE,
    sqlite3.SQLITE_NOMEM: _NO_MEMORY,
}
_REASONS_IN_DETAIL: dict[int, _Reason] = {sqlite3.SQLITE_READONLY_DBMOVED: _AWAY}
_REASONS_OF_SYSTEM: dict[int, _Reason] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: (Saying("your share of the disk is full"), _FREE_SPACE),
    errno.EROFS: _ONLY_READ,
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.ENOENT: _AWAY,
    errno.ENODEV: _AWAY,
    errno.ENOTDIR: (Saying("a file lies where its folder should be"), _ACCESS),
    errno.ENAMETOOLONG: (Saying("its name is too long for this drive"), _ACCESS),
    errno.ENXIO: _AWAY,
    errno.ESTALE: _AWAY,
    errno.EIO: _DRIVE_ERROR,
    errno.ENOMEM: _NO_MEMORY,
    errno.EMFILE: _TOO_MANY_FILES,
    errno.ENFILE: _TOO_MANY_FILES,
    errno.ENOLCK: (Saying("files cannot be locked on this drive"), _ACCESS),
}
_DAMAGED = Saying("the session file is damaged")
_UNREACHABLE = {_AWAY, _DRIVE_ERROR}
_UNWRITABLE = {_ONLY_READ, _NO_PERMISSION, _REASONS_OF_SYSTEM[errno.ENOLCK]}
_BUGS = (
    sqlite3.IntegrityError,
    sqlite3.ProgrammingError,
    sqlite3.DataError,
    sqlite3.NotSupportedError,
)


class DamagedRowError(ValueError):
    """A row holds what this program never writes there."""


def reason_of(error: sqlite3.Error | OSError) -> _Reason:
    """Return why something failed, as the end of a sentence, and what to do, as another one."""
    if isinstance(error, OSError):
        known = _REASONS_OF_SYSTEM.get(error.errno or 0)
        return known or (system_words(error), _ACCESS)
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    known = _REASONS_IN_DETAIL.get(code) or _REASONS.get(code & 0xFF)
    return known or (str(error), "")


def no_backup(path: Path, error: sqlite3.Error | OSError) -> Saying:
    """Tell that a copy of a session could not be made: no reason to stop working."""
    reason, _ = reason_of(error)
    return Saying(
        "No automatic backup of {path} could be made: {reason}. You can go on: "
        "every decision is kept in the session itself.",
        path=path,
        reason=reason,
    )


@contextmanager
def in_words(path: Path, doing: Saying, *, access: Saying = _ACCESS) -> Iterator[None]:
    """Turn errors of the environment into a ``SessionFileError``; let bugs pass.

    Parameters
    ----------
    path : Path
        The session file, to be named.
    doing : Saying
        What failed, as the start of a sentence: "The decision could not be saved".
    access : str
        What to do where there is no permission.

    Raises
    ------
    SessionUnreachableError
        For a lost drive or folder.
    SessionUnwritableError
        Where nothing may be written.
    SessionDamagedError
        For a damaged file.
    SessionFileError
        For a full disk, and all else.
    """
    try:
        yield
    # SQLite's complaint about a damaged schema may quote bytes that are not UTF-8.
    except (DamagedRowError, UnicodeDecodeError) as error:
        raise damaged(path, doing) from error
    except sqlite3.DatabaseError as error:
        # An error without a code is text that is not UTF-8.
        code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        primary = code & 0xFF
        if isinstance(error, _BUGS) or primary == sqlite3.SQLITE_ERROR:
            raise
        if primary in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}:
            raise damaged(path, doing) from error
        raise _told(path, doing, reason_of(error), access) from error
    except OSError as error:
        raise _told(path, doing, reason_of(error), access) from error


def _told(path: Path, doing: Saying, why: _Reason, access: Saying) -> SessionFileError:
    reason, remedy = why
    kind: type[SessionFileError] = SessionFileError
    if why in _UNREACHABLE:
        kind = SessionUnreachableError
    elif why in _UNWRITABLE:
        kind = SessionUnwritableError
    words = Saying("{doing}: {reason} ({path}).", doing=doing, reason=reason, path=path)
    return kind(words, access if remedy == _ACCESS else remedy)


def damaged(path: Path, doing: Saying, what: Saying = _DAMAGED) -> SessionDamagedError:
    """Return the error for a damaged session, naming the newest backup where there is one."""
    backups = list_backups(path)
    if backups:
        remedy = Saying(
            "It can be brought back from the automatic backup and the log of decisions in "
            "{folder}.",
            folder=backups[-1].parent,
        )
    else:
        remedy = Saying(
            "Nothing was changed in it. If you have a copy of the file, put that in its place."
        )
    return SessionDamagedError(
        Saying("{doing}: {what} ({path}).", doing=doing, what=what, path=path),
        remedy,
        path=path,
        backup=backups[-1] if backups else None,
    )
