"""Make and open session files: whose file it is, the lock, the format, the backup."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import iaia_desktop
from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store.appending import read_log_position, write_log_position
from iaia_desktop.store.backups import back_up, next_number, segment_path
from iaia_desktop.store.checksums import CHECKSUM_BYTES
from iaia_desktop.store.connection import (
    Asked,
    allow_writing_beside,
    connect,
    connect_for_reading,
    connect_for_writing,
    never,
    snapshot,
    stoppable,
    sync_folder,
    transaction,
)
from iaia_desktop.store.decision_log import DecisionLog
from iaia_desktop.store.exchanging import finish_exchange
from iaia_desktop.store.faults import damaged, in_words, no_backup
from iaia_desktop.store.later_checks import LaterChecks, can_be_put_off, log_is_empty
from iaia_desktop.store.live_tables import IDENTITY, write_meta
from iaia_desktop.store.locking import SessionLock
from iaia_desktop.store.log_records import LogPosition
from iaia_desktop.store.migrations import migrate
from iaia_desktop.store.recognising import (
    NOT_OPENED,
    known_version,
    require_own_log,
    require_schema,
    require_session_file,
)
from iaia_desktop.store.replaying import Replayed, lines_after, replay
from iaia_desktop.store.schema import FORMAT_VERSION, create_schema
from iaia_desktop.store.soundness import first_problem

_NOT_MADE = Saying("The session could not be created")
_MAY_WRITE = Saying("Check that you may write in its folder.")


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
    log : DecisionLog or None
        Takes every decision once more; None where nothing is written.
    recovered : Replayed or None
        What the file had lost and its log brought back; None when nothing was missing.
    """

    path: Path
    connection: sqlite3.Connection
    resources: ExitStack
    read_only: bool
    backup_problem: str = ""
    later: LaterChecks | None = None
    log: DecisionLog | None = None
    recovered: Replayed | None = None


def create_session(path: Path, *, folder: Path, created_at: float) -> OpenedSession:
    """Make a new session file, whole or not at all, and open it for writing.

    Parameters and errors are those of ``SessionStore.create``.
    """
    path = path.absolute()
    with ExitStack() as resources, in_words(path, _NOT_MADE, access=_MAY_WRITE):
        path.parent.mkdir(parents=True, exist_ok=True)
        _lock(path, resources)
        if path.exists():
            raise SessionFileError(
                Saying("{doing}: there is a file already ({path}).", doing=_NOT_MADE, path=path),
                Saying("Open that one, or choose another name."),
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
        # Empty as it is, it is what the log of the first hours goes on from.
        problem = _back_up(connection, path, number := next_number(path))
        log = DecisionLog(segment_path(path, number))
        return OpenedSession(path, connection, resources.pop_all(), False, problem, log=log)


def open_session(
    path: Path, *, read_only: bool, put_off: bool = False, stop: Asked = never
) -> OpenedSession:
    """Open an existing session file.

    Parameters and errors are those of ``SessionStore.open``.
    """
    path = path.absolute()
    with ExitStack() as resources, in_words(path, NOT_OPENED):
        if read_only:
            connection = connect_read_only(path, resources)
            require_own_log(connection, path)
            _require_sound(connection, path, stop)
            _require_all_of_log(connection, path)
            return OpenedSession(path, connection, resources.pop_all(), read_only=True)
        require_session_file(path)
        _lock(path, resources)
        finish_exchange(path)
        allow_writing_beside(path)
        log_was_empty = log_is_empty(path)
        number = next_number(path)
        checking = _connect_to_check(path, resources)
        connection = checking or connect_for_writing(path, resources)
        version = known_version(connection, path)
        if not log_was_empty:
            require_own_log(connection, path)
        if version == FORMAT_VERSION:
            require_schema(connection, path)
            if put_off and not lines_after(path, read_log_position(connection)):
                put_off_now = _put_off(path, number, checking, resources, log_was_empty)
                if put_off_now is not None:
                    return put_off_now
        _require_sound(connection, path, stop)
        if checking is not None:
            connection = connect_for_writing(path, resources)
        migrate(connection, path)
        require_schema(connection, path)
        if checking is not None:
            checking.close()
        recovered = _bring_back(connection, path)
        problem = _back_up(connection, path, number := next_number(path), stop)
        log = DecisionLog(segment_path(path, number))
        return OpenedSession(
            path, connection, resources.pop_all(), False, problem, log=log, recovered=recovered
        )


def open_unchecked(path: Path) -> OpenedSession:
    """Open a session file for reading only, also a damaged one: for whoever checks it then.

    Raises
    ------
    SessionFileError
        When it is missing, foreign, of another format, or so damaged that nothing can be read.
    """
    path = path.absolute()
    with ExitStack() as resources, in_words(path, NOT_OPENED):
        connection = connect_read_only(path, resources)
        return OpenedSession(path, connection, resources.pop_all(), read_only=True)


def _put_off(
    path: Path,
    number: int,
    checking: sqlite3.Connection | None,
    resources: ExitStack,
    log_was_empty: bool,
) -> OpenedSession | None:
    """Open a session whose file is checked later; None where that is not as safe."""
    if checking is None:
        return None
    connection = connect_for_writing(path, resources)
    if not can_be_put_off(path, connection, log_was_empty=log_was_empty):
        connection.close()
        return None
    later = LaterChecks(path, number)
    checking.close()
    log = DecisionLog(segment_path(path, number))
    return OpenedSession(path, connection, resources.pop_all(), False, later=later, log=log)


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
    require_session_file(path)
    connection = connect_for_reading(path, resources)
    if known_version(connection, path) < FORMAT_VERSION:
        raise SessionFileError(
            Saying(
                "The session {path} has an older format, which cannot be read as it is.", path=path
            ),
            Saying("Open it for writing once: it is copied, then brought up to date."),
        )
    require_schema(connection, path)
    return connection


def _require_all_of_log(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse to show a session that lacks what the log beside it has."""
    with snapshot(connection):
        lost = lines_after(path, read_log_position(connection))
    if lost:
        # Another instance may be deciding just now. What is in the log was in the file before, so
        # that a second look at the file finds it, unless it is lost indeed.
        with snapshot(connection):
            reached = read_log_position(connection).number
    if lost and lost[-1].end.number > reached:
        raise SessionFileError(
            Saying(
                "{doing}: its last decisions are missing in the file, but not in the log "
                "beside it ({path}).",
                doing=NOT_OPENED,
                path=path,
            ),
            Saying("Open it for writing once: they are brought back."),
        )


@contextmanager
def session_snapshot(path: Path, doing: Saying) -> Iterator[sqlite3.Connection]:
    """Look at a session as it was committed last: no lock, no check of all pages, nothing written.

    Parameters
    ----------
    path : Path
        A session file; this program or another one may have it open.
    doing : Saying
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


def _require_sound(connection: sqlite3.Connection, path: Path, stop: Asked) -> None:
    # All of it at one moment: another instance may be writing, and what is told about the images
    # before a decision does not fit what is told about the classes after it.
    with stoppable(connection, stop), snapshot(connection):
        if first_problem(connection):
            raise damaged(path, NOT_OPENED)


def _connect_to_check(path: Path, resources: ExitStack) -> sqlite3.Connection | None:
    """Connect to a file so that nothing is written to it, not even what its log holds.

    As long as this connection is there, closing another one does not fold the log into the file.
    None when the file has to be written to before it can be read: a process died while it wrote
    where there is no write-ahead log.
    """
    connection = connect(path, "mode=ro")
    resources.callback(connection.close)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
            raise
        connection.close()
        return None
    return connection


def _bring_back(connection: sqlite3.Connection, path: Path) -> Replayed | None:
    """Do again what the log beside a session has, and the session has lost."""
    lost = lines_after(path, read_log_position(connection))
    if not lost:
        return None
    with transaction(connection):
        return replay(connection, lost)


def _back_up(connection: sqlite3.Connection, path: Path, number: int, stop: Asked = never) -> str:
    """Keep a copy; return why none could be made, or ""."""
    # A backup that cannot be made is no reason to keep the person from working.
    try:
        back_up(connection, path, number=number, stop=stop)
    except (sqlite3.Error, OSError) as error:
        return no_backup(path, error)
    return ""


def _write_empty(path: Path, *, folder: Path, created_at: float) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with transaction(connection):
            create_schema(connection)
            write_meta(connection, "format_version", str(FORMAT_VERSION))
            write_meta(connection, "created", repr(float(created_at)))
            write_meta(connection, "folder", str(folder))
            write_meta(connection, "app_version", iaia_desktop.__version__)
            identity = os.urandom(CHECKSUM_BYTES).hex()
            write_meta(connection, IDENTITY, identity)
            write_log_position(connection, LogPosition(0, identity))
        # Set here, where no log exists yet, so that the file is whole in itself when renamed.
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
