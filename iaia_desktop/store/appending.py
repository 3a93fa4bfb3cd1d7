"""Write a decision and what it changes, and how far the log is, in one transaction of the caller.

All functions raise ``sqlite3.Error``, and ``DamagedRowError`` for a file that makes no sense.
"""

from __future__ import annotations

import json
import sqlite3

from iaia_desktop.core.types import Decision
from iaia_desktop.store import journal, live_tables
from iaia_desktop.store.checksums import decision_text, digest, of_row
from iaia_desktop.store.log_records import POSITION_IN_LOG, LogLine, LogPosition
from iaia_desktop.store.session_rows import class_change_row, damage_guard, image_change_row


def write_decision(connection: sqlite3.Connection, decision: Decision) -> tuple[Decision, str]:
    """Append a decision to the journal and bring classes and verdicts to what holds after it.

    Returns
    -------
    Decision
        With its number.
    str
        Its line for the log.

    Raises
    ------
    ValueError
        When it does not follow from what the session has.
    """
    numbered = decision.numbered(journal.next_number(connection))
    head = journal.decision_row(numbered)
    number = numbered.decision_id
    classes = [class_change_row(number, change) for change in numbered.classes]
    images = [image_change_row(number, change) for change in numbered.images]
    text = decision_text(head, classes, images)
    journal.insert_decision(connection, head, digest(text.encode()))
    live_tables.apply_class_changes(connection, numbered.classes)
    journal.insert_changes(connection, classes, images)
    live_tables.apply_image_changes(connection, numbered.images)
    return numbered, text


def read_log_position(connection: sqlite3.Connection) -> LogPosition:
    """Return how far the log is in this file."""
    row = connection.execute(
        "SELECT value, checksum, (SELECT value FROM meta WHERE name = ?) FROM settings "
        "WHERE name = ?",
        (live_tables.IDENTITY, POSITION_IN_LOG),
    ).fetchone()
    with damage_guard():
        if row is None or row[1] != of_row(POSITION_IN_LOG, row[0]):
            raise ValueError("the place in the log is not as it was written")
        number, chain, identity = json.loads(row[0])
        # The one changes with each decision, the other never: if a write-ahead log of another
        # session lies beside the file, they come from two sessions.
        if identity != row[2]:
            raise ValueError("the log belongs to another session")
        return LogPosition(int(number), str(chain))


def write_log_position(connection: sqlite3.Connection, position: LogPosition) -> None:
    """Keep how far the log is, and of which session."""
    identity = live_tables.read_meta(connection, live_tables.IDENTITY)
    value = json.dumps([position.number, position.chain, identity])
    live_tables.write_setting(connection, POSITION_IN_LOG, value)


def advance_log(connection: sqlite3.Connection, text: str) -> tuple[LogPosition, LogLine]:
    """Keep that the log has one more line; return where it begins, and the line."""
    start = read_log_position(connection)
    content = text.encode()
    line = LogLine(start.after(content), content)
    write_log_position(connection, line.end)
    return start, line
