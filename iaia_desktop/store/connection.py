"""Open SQLite connections the one way that a session file wants them."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes

from iaia_desktop.core.errors import CancelledError
from iaia_desktop.store.checksums import add_function

BUSY_TIMEOUT_S = 2.0
"""How long another program may hold the file before a statement gives up."""

_STEPS_BETWEEN_LOOKS = 20_000
"""Of SQLite's virtual machine: less than a millisecond, and nothing to be felt."""


@dataclass(frozen=True)
class FileHeader:
    """What the first bytes of a file tell, without a trace in it or beside it.

    Attributes
    ----------
    is_sqlite : bool
        Whether the file starts as an SQLite database does.
    application_id : int or None
        The program that made it; 0 when none is named, None when the file cannot be understood
        without its write-ahead log: a process died while it folded the log in.
    """

    is_sqlite: bool
    application_id: int | None


def read_header(path: Path) -> FileHeader:
    """Read whose file this is, leaving no trace in it or beside it.

    It is SQLite that reads, for only SQLite may open a session file. The system drops all locks
    that a process has on a file as soon as the process closes the file once, through whatever
    handle. Without its locks a connection of this process is nobody to other programs: the next one
    that looks at the session would take the write-ahead log away, and with it what is decided from
    then on.

    Raises
    ------
    sqlite3.Error, OSError
        When the file cannot be read.
    """
    with closing(connect(path, "mode=ro&immutable=1")) as connection:
        try:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        except sqlite3.DatabaseError as error:
            code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_NOTADB)
            if code & 0xFF == sqlite3.SQLITE_CORRUPT:
                return FileHeader(is_sqlite=True, application_id=None)
            if code & 0xFF != sqlite3.SQLITE_NOTADB:
                raise
            pages, application_id = 0, 0
    return FileHeader(is_sqlite=pages > 0, application_id=application_id)


def database_uri(path: Path, query: str) -> str:
    """Return the ``file:`` URI of an absolute path, for any bytes in its name and for UNC paths."""
    text = path.as_posix()
    if not text.startswith("/"):  # a Windows drive
        text = "/" + text
    return f"file://{quote_from_bytes(os.fsencode(text))}?{query}"


def connect(path: Path, query: str) -> sqlite3.Connection:
    """Connect to an existing file, in autocommit mode, usable from any thread.

    Parameters
    ----------
    path : Path
        Absolute.
    query : str
        ``mode=rw``, ``mode=ro`` or ``mode=ro&immutable=1``; never creates a file.

    Raises
    ------
    sqlite3.Error
        When the file cannot be opened.
    """
    connection = sqlite3.connect(
        database_uri(path, query),
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        # A session may come from a stranger: its schema gets no functions with side effects.
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        add_function(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_for_writing(path: Path, resources: ExitStack) -> sqlite3.Connection:
    """Connect with every commit forced to the disk; ``resources`` closes the connection.

    Raises
    ------
    sqlite3.Error, OSError
        When the file cannot be opened, or may not be written.
    """
    # SQLite opens such a file for reading, and would tell so with the first decision.
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    connection = connect(path, "mode=rw")
    resources.callback(connection.close)
    # A file system without shared memory (some network drives) keeps the rollback journal, which
    # is as safe, only slower.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    return connection


def allow_writing_beside(path: Path) -> None:
    """Give the parts of a session the rights of its file.

    Whoever looked at the file while it could only be read left its index with no more rights, and
    nothing could be saved any more after that.
    """
    for part in (_log_of(path), path.with_name(path.name + "-shm")):
        with suppress(OSError):
            if not os.access(part, os.W_OK):
                part.chmod(stat.S_IMODE(path.stat().st_mode))


def connect_for_reading(path: Path, resources: ExitStack) -> sqlite3.Connection:
    """Connect without ever writing to the session, also when another instance is writing to it.

    In a folder where nothing may be written SQLite cannot make the index of its write-ahead log:
    a file without such a log is then read as it is, one with a log is read from a temporary copy.

    Parameters
    ----------
    path : Path
        Absolute.
    resources : ExitStack
        Gets what closes the connection and removes the temporary copy.

    Raises
    ------
    sqlite3.Error
        When the file cannot be read.
    """
    log_was_there = _log_of(path).exists()
    try:
        connection = connect(path, "mode=ro")
    except sqlite3.OperationalError:
        return _connect_frozen(path, resources)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            # Somebody is writing: a copy of both files might be of two different moments.
            raise
        return _connect_frozen(path, resources)
    except BaseException:
        connection.close()
        raise
    if not log_was_there:
        resources.callback(_remove_empty_log, path)
    resources.callback(connection.close)
    return connection


def _connect_frozen(path: Path, resources: ExitStack) -> sqlite3.Connection:
    log = _log_of(path)
    if log.exists() and log.stat().st_size > 0:
        folder = Path(resources.enter_context(tempfile.TemporaryDirectory(prefix="iaia-")))
        copy = folder / "session.iaia"
        shutil.copyfile(path, copy)
        shutil.copyfile(log, _log_of(copy))
        connection = connect(copy, "mode=rw")
    else:
        connection = connect(path, "mode=ro&immutable=1")
    resources.callback(connection.close)
    return connection


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _remove_empty_log(path: Path) -> None:
    # A reading connection leaves an empty log behind; a writing one that closes last clears it
    # away, by SQLite's own rules, so that others who use the file are safe.
    with suppress(sqlite3.Error, OSError):
        connection = connect(path, "mode=rw")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()


Asked = Callable[[], bool]
"""Tells whether to give up."""


def never() -> bool:
    """Say that nobody wants to stop."""
    return False


@contextmanager
def stoppable(connection: sqlite3.Connection, stop: Asked) -> Iterator[None]:
    """Let a long query be given up.

    Parameters
    ----------
    connection : sqlite3.Connection
        What it works on within stops as soon as ``stop`` returns True.
    stop : callable
        Asked some thousand times a second, on the thread of the query.

    Raises
    ------
    CancelledError
        When it was stopped.
    """
    connection.set_progress_handler(stop, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_INTERRUPT:
            raise
        raise CancelledError from error
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit everything done inside, or nothing of it.

    Raises
    ------
    sqlite3.Error
        When it could not be committed; it is rolled back then, and the connection stays usable.
    """
    if connection.in_transaction:  # an earlier rollback failed with the disk
        connection.execute("ROLLBACK")
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Let several queries see one state of the file."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def sync_folder(folder: Path) -> None:
    """Force a new or renamed file's name to the disk, where the system can."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
