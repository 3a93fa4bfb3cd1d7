"""Tell SQLite's and the system's errors in words, with a way out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from iaia_desktop.core.errors import SessionDamagedError, SessionFileError
from iaia_desktop.store.backups import list_backups

_FREE_SPACE = "Free some space and try again; everything saved before is safe."
_ACCESS = (
    "Check that you may use this file and its folder; "
    "where nothing may be written, open it for reading only."
)

_REASONS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("the disk is full", _FREE_SPACE),
    sqlite3.SQLITE_READONLY: ("it may only be read", _ACCESS),
    sqlite3.SQLITE_PERM: ("there is no permission", _ACCESS),
    sqlite3.SQLITE_AUTH: ("there is no permission", _ACCESS),
    sqlite3.SQLITE_CANTOPEN: ("the file or its folder cannot be reached", _ACCESS),
    sqlite3.SQLITE_IOERR: (
        "the drive reports an error",
        "Check that the drive is connected and has space left, then try again.",
    ),
    sqlite3.SQLITE_BUSY: (
        "another program is using it",
        "Close the other program and try again.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "another program is using it",
        "Close the other program and try again.",
    ),
    sqlite3.SQLITE_NOMEM: ("the memory is full", "Close other programs and try again."),
}
_BUGS = (
    sqlite3.IntegrityError,
    sqlite3.ProgrammingError,
    sqlite3.DataError,
    sqlite3.NotSupportedError,
)


class DamagedRowError(ValueError):
    """A row holds what this program never writes there."""


@contextmanager
def in_words(path: Path, doing: str) -> Iterator[None]:
    """Turn errors of the environment into a ``SessionFileError``; let bugs pass.

    Parameters
    ----------
    path : Path
        The session file, to be named.
    doing : str
        What failed, as the start of a sentence: "The decision could not be saved".

    Raises
    ------
    SessionFileError
        For a full disk, a lost drive, a file without permission, a damaged file.
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
        reason, remedy = _REASONS.get(primary, (str(error), ""))
        raise SessionFileError(f"{doing}: {reason} ({path}).", remedy) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SessionFileError(f"{doing}: {reason} ({path}).", _ACCESS) from error


def damaged(path: Path, doing: str) -> SessionDamagedError:
    """Return the error for a damaged session, naming the newest backup where there is one."""
    backups = list_backups(path)
    if backups:
        remedy = f"An automatic backup lies at {backups[-1]}; it can be restored."
    else:
        remedy = "Nothing was changed in it. If you have a copy of the file, put that in its place."
    return SessionDamagedError(
        f"{doing}: the session file is damaged ({path}).",
        remedy,
        path=path,
        backup=backups[-1] if backups else None,
    )
