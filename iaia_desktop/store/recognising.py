"""Tell whose file it is, and of which format, before anything else looks into it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store.backups import backup_folder, list_backups
from iaia_desktop.store.connection import connect, read_header
from iaia_desktop.store.faults import damaged
from iaia_desktop.store.live_tables import IDENTITY, read_meta
from iaia_desktop.store.migrations import format_version, require_not_newer
from iaia_desktop.store.schema import APPLICATION_ID, schema_problems

NOT_OPENED = Saying("The session could not be opened")
"""How the sentence about a failure to open begins."""

_EMPTY = Saying("the session file is empty")
_NO_SESSION = Saying("the session file is damaged, or was never a session")


def require_session_file(path: Path) -> None:
    """Refuse what is no session file, each kind of thing in its own words.

    Raises
    ------
    SessionFileError
        For a folder, for nothing, a pipe or a device, a file of another program.
    SessionDamagedError
        For a file with a session's name that is no database.
    sqlite3.Error, OSError
        When it cannot be read.
    """
    if path.is_dir():
        raise SessionFileError(
            Saying("{doing}: {path} is a folder.", doing=NOT_OPENED, path=path),
            Saying("Open it as a folder of images instead."),
        )
    if not path.exists():
        raise SessionFileError(
            Saying("{doing}: there is no file {path}.", doing=NOT_OPENED, path=path),
            Saying("Open the folder of images instead; a session for it is found or made."),
        )
    if not path.is_file():
        # Reading from a pipe would wait for ever.
        raise SessionFileError(
            Saying(
                "{doing}: {path} is no file but a pipe or a device.", doing=NOT_OPENED, path=path
            ),
            Saying("Choose a file that ends in .iaia."),
        )
    _require_no_links(path)
    is_session = path.suffix == ".iaia"
    header = read_header(path)
    if not header.is_sqlite:
        if is_session:
            is_empty = path.stat().st_size == 0
            raise damaged(path, NOT_OPENED, _EMPTY if is_empty else _NO_SESSION)
        raise SessionFileError(
            Saying("{doing}: {path} is not a session file.", doing=NOT_OPENED, path=path),
            Saying("Choose a file that ends in .iaia."),
        )
    if header.application_id not in {APPLICATION_ID, None}:
        if is_session and list_backups(path):
            # There was a session of this name here, so its first bytes are what has changed.
            raise damaged(path, NOT_OPENED)
        raise SessionFileError(
            Saying(
                "{doing}: {path} is a database of another program.", doing=NOT_OPENED, path=path
            ),
            Saying("Choose a file that this program made."),
        )


def _require_no_links(path: Path) -> None:
    """Refuse backups that are links: of a session that a stranger packed, they may lead anywhere.

    SQLite and the lock refuse to follow links by themselves.
    """
    folder = backup_folder(path)
    entries = (folder, *folder.iterdir()) if folder.is_dir() else (folder,)
    linked = next((entry for entry in entries if entry.is_symlink()), None)
    if linked is not None:
        raise SessionFileError(
            Saying(
                "{doing}: {path}, where its backups lie, is a link to another place.",
                doing=NOT_OPENED,
                path=linked,
            ),
            Saying("Remove the link, and open the session again."),
        )


def known_version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the format version of a session file, which it tells in two places.

    Raises
    ------
    SessionNewerError
        When a newer program wrote it.
    SessionDamagedError
        When the two places tell different things.
    sqlite3.Error
        When it cannot be read.
    """
    version = format_version(connection)
    try:
        told = read_meta(connection, "format_version")
    except ValueError:
        told = ""
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        told = ""  # a newer format may keep it elsewhere
    if told.isdecimal() and int(told) != version:
        raise damaged(path, NOT_OPENED)
    require_not_newer(path, version)
    return version


def require_own_log(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file beside which the write-ahead log of another session lies.

    SQLite reads such a log as if it belonged to the file, and what it shows then is the other
    session, whole and sound.

    Parameters
    ----------
    connection : sqlite3.Connection
        Sees the file and its log.
    path : Path
        The file.

    Raises
    ------
    SessionDamagedError
        When the file by itself says that it is another session.
    """
    try:
        with closing(connect(path, "mode=ro&immutable=1")) as alone:
            own = _identity(alone)
    except sqlite3.DatabaseError:
        return  # without its log it cannot be read: a process died while it folded the log in
    if own is not None and own != _identity(connection):
        raise damaged(path, NOT_OPENED)


def _identity(connection: sqlite3.Connection) -> str | None:
    try:
        return read_meta(connection, IDENTITY)
    except ValueError:
        return None  # of an older format


def require_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file of the present version that has other tables or triggers than ours.

    Raises
    ------
    SessionDamagedError
        Then.
    """
    problems = schema_problems(connection)
    if problems:
        what = Saying(
            "the session file is damaged, or another program has changed it: {problem}",
            problem=problems[0],
        )
        raise damaged(path, NOT_OPENED, what)
