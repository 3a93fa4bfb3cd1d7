"""Read the journal as the texts that are under the checksums of its decisions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from iaia_desktop.store.checksums import decision_text

_FIRST = itemgetter(0)

_IMAGE_COLUMNS = (
    "SELECT decision_id, image_id, before_state, before_class, before_by, after_state, "
    "after_class, after_by, suggested_class, suggested_new, distance, epsilon, encoder_id, votes "
    "FROM image_changes"
)
_CLASS_COLUMNS = (
    "SELECT decision_id, class_id, before_name, before_colour, before_key, after_name, "
    "after_colour, after_key FROM class_changes"
)
_IN_ORDER = "NOT INDEXED ORDER BY rowid"


def decision_texts(connection: sqlite3.Connection) -> Iterator[tuple[int, str, Any]]:
    """Yield the number of each decision, its text, and its checksum as it is stored.

    The changes of a decision lie together, in the order of the decisions; where they do not, texts
    come out that no checksum fits.

    Parameters
    ----------
    connection : sqlite3.Connection
        Of a session file. One without checksums yields None for them.

    Raises
    ------
    sqlite3.Error
        When the file cannot be read, or is damaged.
    """
    names = {row[1] for row in connection.execute("PRAGMA table_info(decisions)")}
    checksum = "checksum" if "checksum" in names else "NULL"
    classes = _Groups(connection.execute(f"{_CLASS_COLUMNS} {_IN_ORDER}"))
    images = _Groups(connection.execute(f"{_IMAGE_COLUMNS} {_IN_ORDER}"))
    for *head, stored in connection.execute(
        f'SELECT decision_id, kind, "by", at, target_id, {checksum} FROM decisions '  # noqa: S608
        "ORDER BY decision_id"
    ):
        number = head[0]
        text = decision_text(tuple(head), classes.of(number), images.of(number))
        yield number, text, stored
    # Changes of a decision that is not there have no checksum either.
    for left in (classes, images):
        if left.number is not None:
            yield left.number, "", None


class _Groups:
    """The rows of a cursor, those of one decision at a time."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._groups = groupby(cursor, _FIRST)
        self.number: int | None = None
        self._rows: Iterator[Any] = iter(())
        self._go_on()

    def of(self, number: int) -> list[Any]:
        """Return the rows of a decision, when they come next."""
        if self.number != number:
            return []
        rows = list(self._rows)
        self._go_on()
        return rows

    def _go_on(self) -> None:
        self.number, self._rows = next(self._groups, (None, iter(())))


def read_decision_text(connection: sqlite3.Connection, number: int) -> tuple[str, Any] | None:
    """Return the text of one decision, and its checksum as it is stored; None when there is none.

    Raises
    ------
    sqlite3.Error
        When it cannot be read.
    """
    found = connection.execute(
        'SELECT decision_id, kind, "by", at, target_id, checksum FROM decisions '
        "WHERE decision_id = ?",
        (number,),
    ).fetchone()
    if found is None:
        return None
    *head, stored = found
    one = "WHERE decision_id = ? ORDER BY rowid"
    classes = connection.execute(f"{_CLASS_COLUMNS} {one}", (number,)).fetchall()
    images = connection.execute(f"{_IMAGE_COLUMNS} {one}", (number,)).fetchall()
    return decision_text(tuple(head), classes, images), stored
