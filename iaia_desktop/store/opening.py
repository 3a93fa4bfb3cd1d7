"""Make and open session files: whose file it is, the lock, the format, the backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import iaia_desktop
from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.store.backups import back_up
from iaia_desktop.store.connection import (
    connect_for_reading,
    connect_for_writing,
    read_header,
    snapshot,
    sync_folder,
    transaction,
)
from iaia_desktop.store.faults import damaged, in_words
from iaia_desktop.store.later_checks import (
    NOT_OPENED,
    LaterChecks,
    can_be_put_off,
    log_is_empty,
)
from iaia_desktop.store.live_tables import write_meta
from iaia_desktop.store.locking import SessionLock
from iaia_desktop.store.migrations import format_version, migrate, require_not_newer
from iaia_desktop.store.schema import (
    APPLICATION_ID,
    FORMAT_VERSION,
    create_schema,
    schema_problems,
)

_NOT_MADE = "The session could not be created"


@dataclass(frozen=True)
class OpenedSession:
    """An open session file and what has to be closed with it.

    Attributes
    ----------
    path : Path
        Absolute.
    connection : sqlite3.Connection
        In autocommit mode; usable from any thread, by one at a time.
    resources : ExitStack
        Closes the connection and releases the lock.
    read_only : bool
        Whether it was opened for reading only.
    backup_problem : str
        Why no backup could be made; "" when all is well.
    later : LaterChecks or None
        What of opening was put off; None when all is done.
    """

    path: Path
    connection: sqlite3.Connection
    resources: ExitStack
    read_only: bool
    backup_problem: str = ""
    later: LaterChecks | None = None


def create_session(path: Path, *, folder: Path, created_at: float) -> OpenedSession:
    """Make a new session file, whole or not at all, and open it for writing.

    Parameters and errors are those of ``SessionStore.create``.
    """
    path = path.absolute()
    with ExitStack() as resources, in_words(path, _NOT_MADE):
        path.parent.mkdir(parents=True, exist_ok=True)
        _lock(path, resources)
        if path.exists():
            raise SessionFileError(
                f"{_NOT_MADE}: there is a file already ({path}).",
                "Open that one, or choose another name.",
            )
        # Ours alone while we hold the lock; a crash may have left one.
        unfinished = path.with_name(path.name + ".new")
        unfinished.unlink(missing_ok=True)
        try:
            _write_empty(unfinished, folder=folder.absolute(), created_at=created_at)
            unfinished.rename(path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise
        sync_folder(path.parent)
        connection = connect_for_writing(path, resources)
        return OpenedSession(path, connection, resources.pop_all(), read_only=False)


def open_session(path: Path, *, read_only: bool, put_off: bool = False) -> OpenedSession:
    """Open an existing session file.

    Parameters and errors are those of ``SessionStore.open``.
    """
    path = path.absolute()
    with ExitStack() as resources, in_words(path, NOT_OPENED):
        if read_only:
            connection = connect_read_only(path, resources)
            _require_whole(connection, path)
            return OpenedSession(path, connection, resources.pop_all(), read_only=True)
        _require_session_file(path)
        _lock(path, resources)
        log_was_empty = log_is_empty(path)
        connection = connect_for_writing(path, resources)
        migrated = migrate(connection, path)
        _require_schema(connection, path)
        if (
            put_off
            and not migrated
            and can_be_put_off(path, connection, log_was_empty=log_was_empty)
        ):
            later = LaterChecks(path)
            return OpenedSession(path, connection, resources.pop_all(), False, later=later)
        _require_whole(connection, path)
        # A backup that cannot be made is no reason to keep the person from working.
        problem = ""
        try:
            back_up(connection, path)
        except (sqlite3.Error, OSError) as error:
            problem = f"No automatic backup of {path} could be made: {error}."
        return OpenedSession(path, connection, resources.pop_all(), False, problem)


def connect_read_only(path: Path, resources: ExitStack) -> sqlite3.Connection:
    """Connect to a session for reading: whose it is and its format are checked, not all its pages.

    Parameters
    ----------
    path : Path
        Absolute.
    resources : ExitStack
        Gets what closes the connection.

    Raises
    ------
    SessionFileError
        When it is missing, foreign, of another format, or plainly damaged.
    sqlite3.Error, OSError
        When it cannot be read.
    """
    _require_session_file(path)
    connection = connect_for_reading(path, resources)
    version = format_version(connection)
    require_not_newer(path, version)
    if version < FORMAT_VERSION:
        raise SessionFileError(
            f"The session {path} has an older format, which cannot be read as it is.",
            "Open it for writing once: it is copied, then brought up to date.",
        )
    _require_schema(connection, path)
    return connection


@contextmanager
def session_snapshot(path: Path, doing: str) -> Iterator[sqlite3.Connection]:
    """Look at a session as it was committed last: no lock, no check of all pages, nothing written.

    Parameters
    ----------
    path : Path
        A session file; this program or another one may have it open.
    doing : str
        What could not be done, for the words of an error.

    Raises
    ------
    SessionFileError
        When the file is missing, foreign, of another version, damaged, or may not be read.
    """
    path = path.absolute()
    with ExitStack() as resources, in_words(path, doing):
        connection = connect_read_only(path, resources)
        with snapshot(connection):
            yield connection


def _lock(path: Path, resources: ExitStack) -> None:
    lock = SessionLock(path)
    lock.acquire()
    resources.callback(lock.release)


def _require_session_file(path: Path) -> None:
    if path.is_dir():
        raise SessionFileError(
            f"{NOT_OPENED}: {path} is a folder.", "Open it as a folder of images instead."
        )
    if not path.exists():
        raise SessionFileError(
            f"{NOT_OPENED}: there is no file {path}.",
            "Open the folder of images instead; a session for it is found or made.",
        )
    header = read_header(path)
    if not header.is_sqlite:
        if path.suffix == ".iaia":
            raise damaged(path, NOT_OPENED)
        raise SessionFileError(
            f"{NOT_OPENED}: {path} is not a session file.", "Choose a file that ends in .iaia."
        )
    if header.application_id not in {APPLICATION_ID, None}:
        raise SessionFileError(
            f"{NOT_OPENED}: {path} is a database of another program.",
            "Choose a file that this program made.",
        )


def _require_schema(connection: sqlite3.Connection, path: Path) -> None:
    if schema_problems(connection):
        raise damaged(path, NOT_OPENED)


def _require_whole(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise damaged(path, NOT_OPENED)


def _write_empty(path: Path, *, folder: Path, created_at: float) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with transaction(connection):
            create_schema(connection)
            write_meta(connection, "format_version", str(FORMAT_VERSION))
            write_meta(connection, "created", repr(float(created_at)))
            write_meta(connection, "folder", str(folder))
            write_meta(connection, "app_version", iaia_desktop.__version__)
        # Set here, where no log exists yet, so that the file is whole in itself when renamed.
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
