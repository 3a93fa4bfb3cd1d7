"""The tables of a session file, format version 3: promised stable, readable with plain sqlite3."""

from __future__ import annotations

import re
import sqlite3

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import DecidedBy, FileStatus, ImageState

APPLICATION_ID = 0x49414941
"""``IAIA`` in ASCII; lies at byte 68 of every session file, as SQLite puts it."""

FORMAT_VERSION = 3
"""``user_version`` of the files that this program writes."""

_PUNCTUATION = re.compile(" ?([(),]) ?")

APPEND_ONLY_TABLES = ("decisions", "image_changes", "class_changes")
"""The journal: rows come, and never change or go."""


def _one_of(values: type[ImageState | FileStatus | DecidedBy]) -> str:
    return ", ".join(f"'{member.value}'" for member in values)


_TABLES = (
    """
    CREATE TABLE meta (
        name  TEXT PRIMARY KEY NOT NULL,
        value NOT NULL,
        checksum BLOB
    )
    """,
    """
    CREATE TABLE classes (
        class_id INTEGER PRIMARY KEY CHECK (class_id >= 1),
        name     TEXT NOT NULL,
        colour   TEXT NOT NULL,
        key      TEXT NOT NULL DEFAULT '',
        alive    INTEGER NOT NULL CHECK (alive IN (0, 1))
    )
    """,
    f"""
    CREATE TABLE images (
        image_id     INTEGER PRIMARY KEY CHECK (image_id >= 0),
        path         TEXT NOT NULL UNIQUE CHECK (typeof(path) IN ('text', 'blob')),
        content_hash BLOB CHECK (typeof(content_hash) IN ('blob', 'null')),
        size_bytes   INTEGER NOT NULL DEFAULT 0 CHECK (typeof(size_bytes) = 'integer'),
        mtime_ns     INTEGER NOT NULL DEFAULT 0 CHECK (typeof(mtime_ns) = 'integer'),
        width_px     INTEGER NOT NULL DEFAULT 0 CHECK (typeof(width_px) = 'integer'),
        height_px    INTEGER NOT NULL DEFAULT 0 CHECK (typeof(height_px) = 'integer'),
        file_status  TEXT NOT NULL DEFAULT 'pending' CHECK (file_status IN ({_one_of(FileStatus)})),
        reason       TEXT NOT NULL DEFAULT '',
        state        TEXT NOT NULL DEFAULT 'unlabelled' CHECK (state IN ({_one_of(ImageState)})),
        class_id     INTEGER REFERENCES classes (class_id),
        decided_by   TEXT CHECK (decided_by IN ({_one_of(DecidedBy)})),
        contributed  INTEGER REFERENCES classes (class_id),
        checksum BLOB,
        CHECK ((state = 'labelled') = (class_id IS NOT NULL))
    )
    """,
    f"""
    CREATE TABLE decisions (
        decision_id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind        TEXT NOT NULL,
        "by"        TEXT NOT NULL CHECK ("by" IN ({_one_of(DecidedBy)})),
        at          REAL NOT NULL,
        target_id   INTEGER REFERENCES decisions (decision_id),
        checksum BLOB
    )
    """,
    """
    CREATE TABLE image_changes (
        decision_id     INTEGER NOT NULL REFERENCES decisions (decision_id),
        image_id        INTEGER NOT NULL REFERENCES images (image_id),
        before_state    TEXT NOT NULL,
        before_class    INTEGER REFERENCES classes (class_id),
        before_by       TEXT,
        after_state     TEXT NOT NULL,
        after_class     INTEGER REFERENCES classes (class_id),
        after_by        TEXT,
        suggested_class INTEGER REFERENCES classes (class_id),
        suggested_new   INTEGER CHECK (suggested_new IN (0, 1)),
        distance        REAL,
        epsilon         REAL,
        encoder_id      TEXT,
        votes           TEXT,
        PRIMARY KEY (decision_id, image_id)
    )
    """,
    """
    CREATE TABLE class_changes (
        decision_id   INTEGER NOT NULL REFERENCES decisions (decision_id),
        class_id      INTEGER NOT NULL REFERENCES classes (class_id),
        before_name   TEXT,
        before_colour TEXT,
        before_key    TEXT,
        after_name    TEXT,
        after_colour  TEXT,
        after_key     TEXT,
        PRIMARY KEY (decision_id, class_id)
    )
    """,
    """
    CREATE TABLE prototypes (
        class_id   INTEGER NOT NULL REFERENCES classes (class_id),
        encoder_id TEXT NOT NULL,
        count      INTEGER NOT NULL CHECK (count >= 1),
        total      BLOB NOT NULL,
        checksum BLOB,
        PRIMARY KEY (class_id, encoder_id)
    )
    """,
    """
    CREATE TABLE settings (
        name  TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL,
        checksum BLOB
    )
    """,
)


def append_only_triggers(table: str) -> list[str]:
    """Return the SQL of the triggers that refuse to change or delete what is in a table."""
    words = f"{table} is append-only"
    return [
        f"CREATE TRIGGER {table}_refuse_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for verb in ("update", "delete")
    ]


def statements() -> list[str]:
    """Return the SQL that makes an empty session of the present version."""
    return [
        *_TABLES,
        *(trigger for table in APPEND_ONLY_TABLES for trigger in append_only_triggers(table)),
    ]


def create_schema(connection: sqlite3.Connection) -> None:
    """Write tables, triggers and version numbers into an empty database.

    Parameters
    ----------
    connection : sqlite3.Connection
        In autocommit mode; the caller wraps the call in a transaction.
    """
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
    for statement in statements():
        connection.execute(statement)


def schema_problems(connection: sqlite3.Connection) -> list[Saying]:
    """Compare a database with the schema that this program writes.

    A trigger that is not ours is a problem, for it could undo what we write; tables, views and
    indexes that somebody added for their own queries are none.

    Parameters
    ----------
    connection : sqlite3.Connection
        A session file of the present version: made so, or migrated to exactly the same tables.

    Returns
    -------
    list of Saying
        A sentence without its full stop a problem; empty when the schema is as it should be.
    """
    model = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create_schema(model)
        wanted = _objects(model)
    finally:
        model.close()
    found = _objects(connection)
    problems = [
        Saying("The table {name} is not as it should be", name=name)
        if kind == "table"
        else Saying("The trigger {name} is not as it should be", name=name)
        for (kind, name), sql in wanted.items()
        if found.get((kind, name)) != sql
    ]
    problems += [
        Saying("The trigger {name} does not belong there", name=name)
        for kind, name in found.keys() - wanted.keys()
        if kind == "trigger"
    ]
    return problems


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')"
    )
    # Blanks and line breaks are how this file looks, and no part of the format.
    return {
        (kind, name): _PUNCTUATION.sub(r"\1", " ".join(str(sql).split()))
        for kind, name, sql in rows
    }
