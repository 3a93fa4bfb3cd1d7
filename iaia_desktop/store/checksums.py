"""Checksums of what a session file holds: a flipped bit in a number or a name is still a row.

SQLite sees that a page is no page any more. It does not see that a label points to another class,
or that a path has another letter; these eight bytes beside each row do.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

Row = tuple[Any, ...]

CHECKSUM_BYTES = 8

_SQL_FUNCTION = "iaia_checksum"

_IMAGE_COLUMNS = (
    "image_id",
    "path",
    "content_hash",
    "size_bytes",
    "mtime_ns",
    "width_px",
    "height_px",
    "file_status",
    "reason",
)
"""What no decision says of an image. The rest follows from the decisions, and is compared."""

COLUMNS = {
    "images": _IMAGE_COLUMNS,
    "prototypes": ("class_id", "encoder_id", "count", "total"),
    "settings": ("name", "value"),
    "meta": ("name", "value"),
}
"""The columns under each row's checksum, by table."""


def digest(content: bytes) -> bytes:
    """Return a checksum of bytes."""
    return hashlib.blake2b(content, digest_size=CHECKSUM_BYTES).digest()


def as_text(value: object) -> str:
    """Return cells, and lists of them, as the one text that is checked: JSON in plain ASCII."""
    return _ENCODE(value)


def of_row(*cells: object) -> bytes:
    """Return the checksum of a row's cells."""
    return digest(_ENCODE(cells).encode())


def with_checksum(row: Row) -> Row:
    """Return a row with its checksum as one more cell."""
    return (*row, of_row(*row))


def decision_text(head: Row, classes: Iterable[Row], images: Iterable[Row]) -> str:
    """Return a decision as the text under its checksum, which is also its line in the log.

    Parameters
    ----------
    head : tuple
        Number, kind, decider, time, target.
    classes, images : iterable of tuple
        Rows of ``class_changes`` and ``image_changes``, whole, in their order.
    """
    # Every row begins with the decision's number, which is said already.
    return _ENCODE(["decision", head, [row[1:] for row in classes], [row[1:] for row in images]])


def add_function(connection: sqlite3.Connection) -> None:
    """Let statements of a connection work out checksums of rows."""
    connection.create_function(_SQL_FUNCTION, -1, of_row, deterministic=True)


def image_checksum(replaced: Sequence[str]) -> str:
    """Return the SQL expression for the checksum of an image's row.

    Parameters
    ----------
    replaced : sequence of str
        Columns that get new values in the same statement, where they are its first parameters, in
        this order.
    """
    places = {name: f"?{place}" for place, name in enumerate(replaced, start=1)}
    cells = (places.get(name, name) for name in _IMAGE_COLUMNS)
    return f"{_SQL_FUNCTION}({', '.join(cells)})"


def wrong_rows(table: str) -> str:
    """Return the SQL that counts the rows of a table whose checksum is wrong.

    Its two parameters are the first and the last ``rowid`` to look at.
    """
    cells = ", ".join(COLUMNS[table])
    return (
        f"SELECT count(*) FROM {table} "  # noqa: S608  (names of ours only)
        f"WHERE rowid BETWEEN ? AND ? AND checksum IS NOT {_SQL_FUNCTION}({cells})"
    )


def _plain(value: Any) -> dict[str, str]:
    return {"bytes": digest(value).hex()}


_ENCODE = json.JSONEncoder(
    ensure_ascii=True, check_circular=False, separators=(",", ":"), default=_plain
).encode
