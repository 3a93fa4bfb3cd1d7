"""Tell whether a session file is as this program left it, to the last bit that counts."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator

from iaia_desktop.store.appending import read_log_position
from iaia_desktop.store.checksums import COLUMNS, digest, wrong_rows
from iaia_desktop.store.decision_texts import decision_texts
from iaia_desktop.store.faults import DamagedRowError
from iaia_desktop.store.migrations import format_version
from iaia_desktop.store.schema import FORMAT_VERSION, schema_problems

_MOST_PROBLEMS = 20
_AT_ONCE = 100
_PAUSE_S = 0.000_2
_ALL_ROWS = (-(1 << 63), (1 << 63) - 1)

_VERDICTS = """
    SELECT i.image_id FROM images AS i LEFT JOIN (
        SELECT image_id, after_state, after_class, after_by, max(decision_id)
        FROM image_changes GROUP BY image_id
    ) AS c ON c.image_id = i.image_id
    WHERE i.state IS NOT ifnull(c.after_state, 'unlabelled') OR i.class_id IS NOT c.after_class
        OR i.decided_by IS NOT c.after_by
    ORDER BY i.image_id LIMIT 20
"""
_CLASSES = """
    WITH live AS (SELECT class_id, alive, name, colour, key FROM classes),
    told AS (
        SELECT class_id, after_name IS NOT NULL, ifnull(after_name, before_name),
            CASE WHEN after_name IS NULL THEN before_colour ELSE after_colour END,
            CASE WHEN after_name IS NULL THEN before_key ELSE after_key END
        FROM (SELECT *, max(decision_id) FROM class_changes GROUP BY class_id)
    )
    SELECT DISTINCT class_id FROM (
        SELECT * FROM (SELECT * FROM live EXCEPT SELECT * FROM told)
        UNION ALL SELECT * FROM (SELECT * FROM told EXCEPT SELECT * FROM live)
    ) ORDER BY 1 LIMIT 20
"""


def first_problem(connection: sqlite3.Connection) -> str:
    """Return one thing that is wrong with a session file; "" when it is sound.

    Takes a second or two for 100,000 decisions; most of it outside of Python's lock.

    Parameters
    ----------
    connection : sqlite3.Connection
        Of a session file of any version, made by ``connection.connect``.

    Raises
    ------
    sqlite3.OperationalError
        When the file cannot be reached.
    """
    return next(_in_words(_found(connection)), "")


def problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with a session file, a sentence each; of prototypes, too.

    Prototypes that do not add up are no reason to refuse a session: they are learnt anew.
    """
    yield from _in_words(_found(connection))
    yield from _in_words(_prototypes(connection))


def _in_words(found: Iterator[str]) -> Iterator[str]:
    try:
        yield from found
    except DamagedRowError as error:
        yield f"A row cannot be read: {error}."
    except (UnicodeDecodeError, UnicodeEncodeError, OverflowError):
        yield "A row cannot be read."
    except sqlite3.OperationalError as error:
        # SQLite's complaint about text that is not UTF-8 has no code.
        if getattr(error, "sqlite_errorcode", None) not in {None, sqlite3.SQLITE_ERROR}:
            raise
        yield f"The file is damaged: {error}."
    except sqlite3.DatabaseError as error:
        yield f"The file is damaged: {error}."


def _found(connection: sqlite3.Connection) -> Iterator[str]:
    for (words,) in connection.execute(f"PRAGMA integrity_check({_MOST_PROBLEMS})"):
        if words != "ok":
            yield f"The file is damaged: {words}."
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"A row of {table} refers to a row of {parent} that is not there."
    if format_version(connection) == FORMAT_VERSION:
        yield from (f"{problem}." for problem in schema_problems(connection))
        read_log_position(connection)
        yield from _wrong_checksums(connection)
    yield from _rows(connection, _VERDICTS, "Image {} is not as the decisions left it.")
    yield from _rows(connection, _CLASSES, "Class {} is not as the decisions left it.")
    if connection.execute(
        "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'decisions'), 0) "
        "IS NOT (SELECT ifnull(max(decision_id), 0) FROM decisions)"
    ).fetchone()[0]:
        yield "The decisions are not numbered as they were made."


def _wrong_checksums(connection: sqlite3.Connection) -> Iterator[str]:
    for wanted, (number, text, stored) in enumerate(decision_texts(connection), start=1):
        if number != wanted:
            yield f"Decision {wanted} is missing."
            return
        if digest(text.encode()) != stored:
            yield f"Decision {number} is not as it was written."
        if number % _AT_ONCE == 0:
            _let_others_go_on()
    (first, last, count) = connection.execute(
        "SELECT ifnull(min(image_id), 0), ifnull(max(image_id), -1), count(*) FROM images"
    ).fetchone()
    if (first, last) != (0, count - 1):
        yield "An image is missing."
        return
    for table in COLUMNS:
        parts = range(0, count, _AT_ONCE) if table == "images" else [None]
        for start in parts:
            bounds = _ALL_ROWS if start is None else (start, start + _AT_ONCE - 1)
            (wrong,) = connection.execute(wrong_rows(table), bounds).fetchone()
            if wrong:
                yield f"{wrong} rows of {table} are not as they were written."
            _let_others_go_on()


def _prototypes(connection: sqlite3.Connection) -> Iterator[str]:
    (encoders,) = connection.execute("SELECT count(DISTINCT encoder_id) FROM prototypes").fetchone()
    if encoders > 1:
        yield "There are prototypes of more than one encoder."
        return
    counts = dict(connection.execute("SELECT class_id, count FROM prototypes"))
    members = dict(
        connection.execute(
            "SELECT contributed, count(*) FROM images "
            "WHERE contributed IS NOT NULL GROUP BY contributed"
        )
    )
    for class_id in sorted(counts.keys() | members.keys()):
        if counts.get(class_id) != members.get(class_id):
            yield (
                f"The prototype of class {class_id} counts {counts.get(class_id, 0)} images, "
                f"but {members.get(class_id, 0)} are in it."
            )


def _let_others_go_on() -> None:
    # Python hands its lock over after five milliseconds only, which a person would feel.
    time.sleep(_PAUSE_S)


def _rows(connection: sqlite3.Connection, query: str, words: str) -> Iterator[str]:
    for (number,) in connection.execute(query):
        yield words.format(number)
