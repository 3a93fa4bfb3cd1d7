"""Automatic copies of a session file: the last five, in a folder beside it."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.store.connection import sync_folder

KEPT_BACKUPS = 5

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


def _number(backup: Path) -> int | None:
    match = _BACKUP_NAME.fullmatch(backup.name)
    return int(match[1]) if match else None


def back_up(connection: sqlite3.Connection, path: Path, *, force: bool = False) -> Path | None:
    """Copy a session, when something changed since the last copy, and drop copies beyond five.

    A copy bears the time stamp of the file it was made from: equal size and time mean that
    nothing changed.

    Parameters
    ----------
    connection : sqlite3.Connection
        Open for writing on ``path``, outside a transaction.
    path : Path
        The session file.
    force : bool
        Copy also when nothing changed.

    Returns
    -------
    Path or None
        The new copy; None when none was needed.

    Raises
    ------
    sqlite3.Error, OSError
        When the copy could not be made; nothing half done stays behind.
    """
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return back_up_from(connection, path, path.stat(), force=force)


def back_up_from(
    connection: sqlite3.Connection, path: Path, source: os.stat_result, *, force: bool = False
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
    force : bool
        Copy also when nothing changed.

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
    number = 1 + (_number(existing[-1]) or 0 if existing else 0)
    target = folder / f"{number:06d}-{time.strftime('%Y%m%d-%H%M%S')}.iaia"
    unfinished = target.with_suffix(".unfinished")
    try:
        _copy(connection, unfinished)
        os.utime(unfinished, ns=(source.st_atime_ns, source.st_mtime_ns))
        unfinished.replace(target)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    sync_folder(folder)
    for old in list_backups(path)[:-KEPT_BACKUPS]:
        with suppress(OSError):
            old.unlink()
    return target


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        # The copy counts only once it is complete, on the disk and renamed: no journal needed.
        copy.execute("PRAGMA journal_mode = OFF").fetchone()
        copy.execute("PRAGMA synchronous = OFF")
        connection.backup(copy)
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def restore_backup(path: Path, backup: Path) -> Path:
    """Put a copy in the place of a damaged session, and the damaged file aside.

    Nothing is deleted: the damaged file and its log stay beside the session. The session must not
    be open.

    Parameters
    ----------
    path : Path
        The damaged session file.
    backup : Path
        One of ``list_backups(path)``; it stays where it is.

    Returns
    -------
    Path
        Where the damaged file lies now.

    Raises
    ------
    SessionFileError
        When a file cannot be copied or moved; the damaged file is then in its place again.
    """
    unfinished = path.with_name(path.name + ".restoring")
    aside = _free_name(path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"))
    try:
        with unfinished.open("wb") as stream:
            stream.write(backup.read_bytes())
            stream.flush()
            os.fsync(stream.fileno())
        for suffix in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
        unfinished.rename(path)
    except OSError as error:
        for suffix in ("", "-wal", "-shm"):
            moved = aside.with_name(aside.name + suffix)
            if moved.exists():
                with suppress(OSError):
                    moved.rename(path.with_name(path.name + suffix))
        with suppress(OSError):
            unfinished.unlink()
        raise SessionFileError(
            f"The backup could not be restored: {error.strerror or error} ({path}).",
            f"The backup itself is untouched, at {backup}.",
        ) from error
    sync_folder(path.parent)
    return aside


def _free_name(wanted: Path) -> Path:
    candidate, number = wanted, 1
    while candidate.exists():
        number += 1
        candidate = wanted.with_name(f"{wanted.name}-{number}")
    return candidate
