"""The way back for a damaged session: the newest sound backup, the log since, and what is readable.

The damaged file is never changed and never deleted.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.errors import KnownError, SessionFileError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store.appending import read_log_position
from iaia_desktop.store.backups import list_backups
from iaia_desktop.store.connection import connect, transaction
from iaia_desktop.store.exchanging import SUFFIXES, exchange
from iaia_desktop.store.faults import in_words
from iaia_desktop.store.locking import SessionLock
from iaia_desktop.store.log_records import LogLine
from iaia_desktop.store.migrations import migrate
from iaia_desktop.store.recognising import known_version
from iaia_desktop.store.replaying import Replayed, forget_prototypes, lines_after, replay
from iaia_desktop.store.salvage import copy_of, salvage
from iaia_desktop.store.soundness import first_problem

_NOT_RESTORED = Saying("The session could not be restored")


@dataclass(frozen=True, slots=True)
class RestoredSession:
    """What came back of a damaged session, and from where.

    Attributes
    ----------
    path : Path
        The session file, sound again.
    aside : Path
        Where the damaged file lies now.
    backup : Path
        The copy that was used.
    backed_up_at : float
        When that was made, in seconds since the epoch, UTC.
    decisions : int
        How many there are now.
    from_log, from_damaged : int
        How many of them the copy did not have: the log beside the session had them, or the damaged
        file itself.
    last_at : float or None
        When the last decision was made that is there now; None when there is none.
    adapted : int
        Decisions made while the window showed what was damaged already.
    """

    path: Path
    aside: Path
    backup: Path
    backed_up_at: float
    decisions: int
    from_log: int
    from_damaged: int
    last_at: float | None
    adapted: int


def restore_session(path: Path, check: Callable[[], None] = lambda: None) -> RestoredSession:
    """Put what is safe of a damaged session in its place, and the damaged file aside.

    Parameters
    ----------
    path : Path
        The damaged session file; it must not be open.
    check : callable
        Called between steps; what it raises ends the work, and all is as it was.

    Raises
    ------
    SessionLockedError
        When another instance has the session open.
    SessionFileError
        When no backup is sound, or files cannot be copied or moved; all is as it was then.
    """
    path = path.absolute()
    unfinished = path.with_name(path.name + ".restoring")
    with ExitStack() as resources, in_words(path, _NOT_RESTORED):
        lock = SessionLock(path)
        lock.acquire()
        resources.callback(lock.release)
        resources.callback(_remove, unfinished)
        for backup in reversed(list_backups(path)):
            check()
            made = _rebuild(path, backup, unfinished, check)
            if made is not None:
                break
        else:
            raise SessionFileError(
                Saying(
                    "{doing}: there is no sound backup of it ({path}).",
                    doing=_NOT_RESTORED,
                    path=path,
                ),
                Saying(
                    "Nothing was changed. If you have a copy of the file elsewhere, put that in "
                    "its place."
                ),
            )
        check()
        from_log, from_damaged, decisions, last_at = made
        aside = exchange(path, unfinished)
        return RestoredSession(
            path=path,
            aside=aside,
            backup=backup,
            backed_up_at=_made_at(backup),
            decisions=decisions,
            from_log=from_log.decisions,
            from_damaged=from_damaged.decisions,
            last_at=last_at,
            adapted=from_log.adapted + from_damaged.adapted,
        )


def _rebuild(
    path: Path, backup: Path, unfinished: Path, check: Callable[[], None]
) -> tuple[Replayed, Replayed, int, float | None] | None:
    """Make a session of a backup and what came after; None when the backup is no good."""
    _remove(unfinished)
    shutil.copyfile(backup, unfinished)
    with ExitStack() as resources:
        try:
            connection = connect(unfinished, "mode=rw")
            resources.callback(connection.close)
            known_version(connection, unfinished)
            if first_problem(connection):
                return None
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            migrate(connection, unfinished, copies=False)
            check()
            lines = lines_after(path, read_log_position(connection))
            with transaction(connection):
                from_log = replay(connection, _until(check, lines))
            from_damaged = _salvage(path, connection)
            check()
            if first_problem(connection):
                return None
        except (KnownError, sqlite3.DatabaseError, ValueError) as error:
            if isinstance(error, sqlite3.OperationalError) and not _is_damage(error):
                raise
            return None
        decisions, last_at = connection.execute(
            "SELECT count(*), (SELECT at FROM decisions ORDER BY decision_id DESC LIMIT 1) "
            "FROM decisions"
        ).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    with unfinished.open("rb+") as stream:
        os.fsync(stream.fileno())
    return from_log, from_damaged, decisions, last_at


def _until(check: Callable[[], None], lines: Iterable[LogLine]) -> Iterable[LogLine]:
    for number, line in enumerate(lines):
        if number % 200 == 0:
            check()
        yield line


def _salvage(path: Path, connection: sqlite3.Connection) -> Replayed:
    try:
        with copy_of(path) as damaged:
            if damaged is None:
                return Replayed()
            with transaction(connection):
                found = salvage(connection, damaged)
                if found.decisions:
                    forget_prototypes(connection)
                return found
    except OSError:
        return Replayed()


def _is_damage(error: sqlite3.OperationalError) -> bool:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF == sqlite3.SQLITE_ERROR


def _remove(file: Path) -> None:
    for suffix in SUFFIXES:
        with suppress(OSError):
            file.with_name(file.name + suffix).unlink()


def _made_at(backup: Path) -> float:
    stamp = re.search(r"-(\d{8}-\d{6})\.", backup.name)
    try:
        return time.mktime(time.strptime(stamp[1] if stamp else "", "%Y%m%d-%H%M%S"))
    except (ValueError, OverflowError):
        return backup.stat().st_mtime
