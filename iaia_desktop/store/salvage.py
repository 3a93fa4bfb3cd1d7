"""Read from a damaged session file what its checksums prove to be whole."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from iaia_desktop.store.checksums import COLUMNS, digest, of_row
from iaia_desktop.store.connection import connect
from iaia_desktop.store.decision_texts import read_decision_text
from iaia_desktop.store.live_tables import insert_images
from iaia_desktop.store.replaying import Replayed, replay_decision
from iaia_desktop.store.session_rows import path_from_cell, require_inside

_IMAGES = f"SELECT {', '.join(COLUMNS['images'])}, checksum FROM images WHERE image_id = ?"  # noqa: S608
_UNREADABLE = (
    sqlite3.Error,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    OSError,
)


@contextmanager
def copy_of(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Connect to a copy of a damaged session and of its log, which both stay as they are.

    None when they cannot be copied or mean nothing to SQLite.
    """
    with tempfile.TemporaryDirectory(prefix=".iaia-", dir=path.parent) as folder:
        copy = Path(folder) / "damaged.iaia"
        connection = None
        try:
            for suffix in ("", "-wal"):
                with suppress(FileNotFoundError):
                    found = path.with_name(path.name + suffix)
                    shutil.copyfile(found, copy.with_name(copy.name + suffix))
            connection = connect(copy, "mode=rw")
        except (sqlite3.Error, OSError):
            yield None
            return
        try:
            yield connection
        finally:
            with suppress(sqlite3.Error):
                connection.close()


def salvage(target: sqlite3.Connection, damaged: sqlite3.Connection) -> Replayed:
    """Take over the images and decisions that a damaged file has more than a sound one.

    Only what is whole to its checksum counts, and only as far as each decision follows from the
    one before.

    Parameters
    ----------
    target : sqlite3.Connection
        Of a sound session file of the present version, in a transaction.
    damaged : sqlite3.Connection
        Of a copy of the damaged one.

    Raises
    ------
    sqlite3.OperationalError
        When the target cannot be written.
    """
    done = Replayed()
    (last,) = target.execute("SELECT coalesce(max(decision_id), 0) FROM decisions").fetchone()
    if last and not _is_the_same(target, damaged, last):
        return done
    _take_images(target, damaged)
    number = last + 1
    while (content := _decision(damaged, number)) is not None:
        target.execute("SAVEPOINT salvage")
        try:
            replay_decision(target, json.loads(content), done)
        except (ValueError, TypeError, KeyError, IndexError, sqlite3.IntegrityError):
            target.execute("ROLLBACK TO salvage")
            target.execute("RELEASE salvage")
            break
        target.execute("RELEASE salvage")
        number += 1
    return done


def _is_the_same(target: sqlite3.Connection, damaged: sqlite3.Connection, last: int) -> bool:
    query = "SELECT checksum FROM decisions WHERE decision_id = ?"
    try:
        found = damaged.execute(query, (last,)).fetchone()
    except sqlite3.Error:
        return False
    return bool(found == target.execute(query, (last,)).fetchone())


def _take_images(target: sqlite3.Connection, damaged: sqlite3.Connection) -> None:
    (number,) = target.execute("SELECT count(*) FROM images").fetchone()
    while True:
        try:
            row = damaged.execute(_IMAGES, (number,)).fetchone()
            if row is None or of_row(*row[:-1]) != row[-1]:
                return
            insert_images(target, [require_inside(path_from_cell(row[1]))])
        except _UNREADABLE:
            return
        number += 1


def _decision(damaged: sqlite3.Connection, number: int) -> str | None:
    try:
        found = read_decision_text(damaged, number)
    except _UNREADABLE:
        return None
    if found is None or digest(found[0].encode()) != found[1]:
        return None
    return found[0]
