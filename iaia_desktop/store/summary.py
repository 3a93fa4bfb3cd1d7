"""What the start page shows of a session, without opening it for work."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.store.live_tables import read_counts, read_meta, read_position
from iaia_desktop.store.opening import session_snapshot
from iaia_desktop.store.recognising import NOT_OPENED
from iaia_desktop.store.session_rows import damage_guard, path_from_cell, require_inside


@dataclass(frozen=True)
class SessionSummary:
    """A session at a glance.

    Attributes
    ----------
    path : Path
        The session file.
    folder : Path
        The folder of images; may be gone.
    total, labelled, skipped, discarded : int
        Numbers of images.
    classes : int
        Number of living classes.
    last_used_at : float
        When the file last changed, in seconds since the epoch, UTC.
    thumbnail : Path or None
        The image where the person stopped, else the first; the file may be gone.
    """

    path: Path
    folder: Path
    total: int
    labelled: int
    skipped: int
    discarded: int
    classes: int
    last_used_at: float
    thumbnail: Path | None


def read_summary(path: Path) -> SessionSummary:
    """Read a session at a glance: no lock, no check of the whole file, nothing written.

    Parameters
    ----------
    path : Path
        A session file; another instance may have it open.

    Returns
    -------
    SessionSummary
        As it was committed last.

    Raises
    ------
    KnownError
        When the file is missing, foreign, of a newer version, damaged, or may not be read.
    """
    path = path.absolute()
    with session_snapshot(path, NOT_OPENED) as connection:
        counts = read_counts(connection)
        folder = Path(read_meta(connection, "folder"))
        thumbnail = _thumbnail_path(connection)
    return SessionSummary(
        path=path,
        folder=folder,
        total=counts.total,
        labelled=counts.labelled,
        skipped=counts.skipped,
        discarded=counts.discarded,
        classes=counts.classes,
        last_used_at=_last_used_at(path),
        thumbnail=None if thumbnail is None else folder / thumbnail,
    )


def _thumbnail_path(connection: sqlite3.Connection) -> str | None:
    row = connection.execute(
        "SELECT path FROM images WHERE image_id = ?", (read_position(connection) or 0,)
    ).fetchone()
    if row is None:
        return None
    with damage_guard():
        return require_inside(path_from_cell(row[0]))


def _last_used_at(path: Path) -> float:
    last = 0.0
    for found in (path, path.with_name(path.name + "-wal")):
        with suppress(OSError):
            last = max(last, found.stat().st_mtime)
    return last
