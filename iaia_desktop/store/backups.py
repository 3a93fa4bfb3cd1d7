"""Automatic copies of a session file: the last five, in a folder beside it, and the log.

Copies and parts of the log share one running number: a copy shows the session as it was where the
part of the log with its number begins.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from iaia_desktop.core.errors import CancelledError
from iaia_desktop.store.connection import Asked, never, sync_folder
from iaia_desktop.store.log_records import segment_name, segment_number

KEPT_BACKUPS = 5

_PAGES_AT_ONCE = 1_000

_BACKUP_NAME = re.compile(r"(\d{6})-\d{8}-\d{6}\.iaia")


def backup_folder(path: Path) -> Path:
    """Return where the copies of a session lie: ``NAME.iaia.backups`` beside it."""
    return path.with_name(path.name + ".backups")


def list_backups(path: Path) -> list[Path]:
    """Return the copies of a session, oldest first; never raises.

    Their names start with a running number, so that the order holds when the clock jumps.
    """
    try:
        found = [entry for entry in backup_folder(path).iterdir() if _number(entry) is not None]
    except OSError:
        return []
    return sorted(found, key=lambda entry: entry.name)


def list_segments(path: Path) -> list[Path]:
    """Return the parts of a session's log, oldest first; never raises."""
    try:
        found = [
            entry for entry in backup_folder(path).iterdir() if segment_number(entry) is not None
        ]
    except OSError:
        return []
    return sorted(found, key=lambda entry: entry.name)


def next_number(path: Path) -> int:
    """Return a number that no copy and no part of the log has yet."""
    numbers = [_number(entry) for entry in list_backups(path)]
    numbers += [segment_number(entry) for entry in list_segments(path)]
    return 1 + max((number for number in numbers if number is not None), default=0)


def segment_path(path: Path, number: int) -> Path:
    """Return where a part of a session's log lies."""
    return backup_folder(path) / segment_name(number)


def _number(backup: Path) -> int | None:
    match = _BACKUP_NAME.fullmatch(backup.name)
    return int(match[1]) if match else None


def back_up(
    connection: sqlite3.Connection,
    path: Path,
    *,
    number: int | None = None,
    force: bool = False,
    stop: Asked = never,
) -> Path | None:
    """Copy a session, when something changed since the last copy, and drop copies beyond five.

    A copy bears the time stamp of the file it was made from: equal size and time mean that
    nothing changed.

    Parameters
    ----------
    connection : sqlite3.Connection
        Open for writing on ``path``, outside a transaction.
    path : Path
        The session file.
    number : int, optional
        Of the copy; the next one by default.
    force : bool
        Copy also when nothing changed.
    stop : callable
        Asked now and then whether to give up.

    Returns
    -------
    Path or None
        The new copy; None when none was needed.

    Raises
    ------
    CancelledError
        When it was given up; nothing half done stays behind.
    sqlite3.Error, OSError
        When the copy could not be made; nothing half done stays behind.
    """
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return back_up_from(connection, path, path.stat(), number=number, force=force, stop=stop)


def back_up_from(
    connection: sqlite3.Connection,
    path: Path,
    source: os.stat_result,
    *,
    number: int | None = None,
    force: bool = False,
    stop: Asked = never,
) -> Path | None:
    """Copy a session as a connection sees it.

    Parameters
    ----------
    connection : sqlite3.Connection
        Sees the file without anything in its write-ahead log.
    path : Path
        The session file.
    source : os.stat_result
        Of that file: its size and time are the copy's stamp.
    number, force, stop
        As for :func:`back_up`.

    Returns and raises as :func:`back_up`.
    """
    existing = list_backups(path)
    if existing and not force:
        newest = existing[-1].stat()
        if (newest.st_size, newest.st_mtime_ns) == (source.st_size, source.st_mtime_ns):
            return None
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    for left_over in folder.glob("*.unfinished"):  # by a crash in the midst of copying
        left_over.unlink(missing_ok=True)
    if number is None:
        number = next_number(path)
    target = folder / f"{number:06d}-{time.strftime('%Y%m%d-%H%M%S')}.iaia"
    unfinished = target.with_suffix(".unfinished")
    try:
        _copy(connection, unfinished, stop)
        os.utime(unfinished, ns=(source.st_atime_ns, source.st_mtime_ns))
        unfinished.replace(target)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    sync_folder(folder)
    _drop_older(path)
    return target


def _drop_older(path: Path) -> None:
    """Keep five copies, and of the log what follows from the oldest of them."""
    copies = list_backups(path)
    old = copies[:-KEPT_BACKUPS]
    oldest = _number(copies[-KEPT_BACKUPS]) if old else None
    if oldest is not None:
        old += [each for each in list_segments(path) if (segment_number(each) or 0) < oldest]
    for entry in old:
        with suppress(OSError):
            entry.unlink()


def _copy(connection: sqlite3.Connection, target: Path, stop: Asked) -> None:
    def look(_status: int, _remaining: int, _total: int) -> None:
        if stop():
            raise CancelledError

    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        # The copy counts only once it is complete, on the disk and renamed: no journal needed.
        copy.execute("PRAGMA journal_mode = OFF").fetchone()
        copy.execute("PRAGMA synchronous = OFF")
        connection.backup(copy, pages=_PAGES_AT_ONCE, progress=look)
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())
