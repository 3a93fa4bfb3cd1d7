"""Bring an older session file to the present format: copy first, then all steps or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from iaia_desktop.core.errors import SessionFileError, SessionNewerError
from iaia_desktop.core.saying import Saying
from iaia_desktop.store.added_checksums import add_checksums
from iaia_desktop.store.backups import back_up
from iaia_desktop.store.connection import transaction
from iaia_desktop.store.live_tables import write_meta
from iaia_desktop.store.schema import FORMAT_VERSION


@dataclass(frozen=True)
class Migration:
    """One step from a format version to the next.

    Attributes
    ----------
    from_version : int
        The version it starts from; it ends at the next one.
    apply : callable
        Changes the tables; runs inside a transaction, with foreign keys unchecked until the end.
    """

    from_version: int
    apply: Callable[[sqlite3.Connection], None]


def _add_votes(connection: sqlite3.Connection) -> None:
    """Make room for what each ranker would have suggested."""
    connection.execute("ALTER TABLE image_changes ADD COLUMN votes TEXT")


MIGRATIONS: tuple[Migration, ...] = (Migration(1, _add_votes), Migration(2, add_checksums))
"""All steps ever needed, oldest first; version 1 is the first format."""


def format_version(connection: sqlite3.Connection) -> int:
    """Return the format version of an open session file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def require_not_newer(path: Path, version: int, *, target: int = FORMAT_VERSION) -> None:
    """Refuse a file that a newer program wrote.

    Raises
    ------
    SessionNewerError
        When ``version`` is above ``target``.
    """
    if version > target:
        raise SessionNewerError(
            Saying(
                "The session {path} was written by a newer version of this program (format "
                "{version}; this version reads up to {target}).",
                path=path,
                version=version,
                target=target,
            ),
            Saying("Update the program to open it. Nothing was changed in the file."),
        )


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    *,
    steps: Sequence[Migration] = MIGRATIONS,
    target: int = FORMAT_VERSION,
    copies: bool = True,
) -> Path | None:
    """Bring a session file to the target version, in one transaction, after a copy was made.

    Parameters
    ----------
    connection : sqlite3.Connection
        Open for writing, in autocommit mode.
    path : Path
        The session file.
    steps : sequence of Migration
        The steps that are known.
    target : int
        The version to reach.
    copies : bool
        Whether to copy the file first; not needed for what is a copy itself.

    Returns
    -------
    Path or None
        The copy of the file as it was; None when there was nothing to do.

    Raises
    ------
    SessionNewerError
        When the file is above the target.
    SessionFileError
        When no chain of steps leads to the target, or the result is not consistent.
    sqlite3.Error, OSError
        When the copy or a step failed; the file is then as it was.
    """
    version = format_version(connection)
    require_not_newer(path, version, target=target)
    if version == target:
        return None
    by_version = {step.from_version: step for step in steps}
    numbers = range(version, target)
    if not all(number in by_version for number in numbers):
        raise SessionFileError(
            Saying(
                "The session {path} has format {version}, which this version of the program "
                "does not know.",
                path=path,
                version=version,
            ),
            Saying("Open it with the version that wrote it. Nothing was changed in the file."),
        )
    copy = back_up(connection, path, force=True) if copies else None
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with transaction(connection):
            for number in numbers:
                by_version[number].apply(connection)
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise SessionFileError(
                    Saying(
                        "The session {path} could not be brought to the present format.", path=path
                    ),
                    Saying("Nothing was changed in it, and a copy lies at {copy}.", copy=copy),
                )
            connection.execute(f"PRAGMA user_version = {target:d}")
            write_meta(connection, "format_version", str(target))
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return copy
