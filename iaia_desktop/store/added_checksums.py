"""From format 2 to 3: give every row its checksum, and the session its place in a log."""

from __future__ import annotations

import sqlite3

from iaia_desktop.store.appending import write_log_position
from iaia_desktop.store.checksums import COLUMNS, add_function, digest, of_row
from iaia_desktop.store.decision_texts import decision_texts
from iaia_desktop.store.live_tables import IDENTITY, read_meta, write_meta
from iaia_desktop.store.log_records import LogPosition
from iaia_desktop.store.schema import append_only_triggers


def add_checksums(connection: sqlite3.Connection) -> None:
    """Add the columns and fill them; inside a transaction."""
    for trigger in append_only_triggers("decisions"):
        name = trigger.split()[2]
        connection.execute(f"DROP TRIGGER {name}")
    for table in ("decisions", *COLUMNS):
        connection.execute(f"ALTER TABLE {table} ADD COLUMN checksum BLOB")
    chain = digest(read_meta(connection, "created").encode())
    sums = []
    for number, text, _ in decision_texts(connection):
        content = text.encode()
        sums.append((digest(content), number))
        chain = digest(chain + content)
    connection.executemany("UPDATE decisions SET checksum = ? WHERE decision_id = ?", sums)
    for trigger in append_only_triggers("decisions"):
        connection.execute(trigger)
    add_function(connection)
    for table, columns in COLUMNS.items():
        connection.execute(
            f"UPDATE {table} SET checksum = iaia_checksum({', '.join(columns)})"  # noqa: S608
        )
    # The same for every copy of one session, so that a log goes on from any of them.
    identity = of_row(chain).hex()
    write_meta(connection, IDENTITY, identity)
    write_log_position(connection, LogPosition(0, identity))
