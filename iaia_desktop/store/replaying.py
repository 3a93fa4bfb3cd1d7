"""Do again on a session file what lines of its log tell."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from iaia_desktop.core.types import (
    UNDECIDED,
    AnnotationClass,
    ClassChange,
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    ImageChange,
    ImageId,
    Verdict,
)
from iaia_desktop.store import live_tables
from iaia_desktop.store.appending import write_decision, write_log_position
from iaia_desktop.store.backups import list_segments
from iaia_desktop.store.log_records import LogLine, LogPosition, last_position, read_lines
from iaia_desktop.store.session_rows import (
    VerdictPool,
    class_from_cells,
    path_cell,
    path_from_cell,
    require_inside,
    suggestion_from_cells,
)


@dataclass(slots=True)
class Replayed:
    """What came back.

    Attributes
    ----------
    decisions : int
        How many.
    last_at : float or None
        When the last of them was made, in seconds since the epoch, UTC.
    adapted : int
        How many were made while something else was on screen than what holds now.
    """

    decisions: int = 0
    last_at: float | None = None
    adapted: int = 0


def lines_after(path: Path, place: LogPosition) -> list[LogLine]:
    """Return the lines of a session's log that follow from a place in it, oldest first.

    Parameters
    ----------
    path : Path
        The session file.
    place : LogPosition
        How far the log is in the file. Where that is in no log, nothing follows.
    """
    segments = list_segments(path)
    ends = [last_position(segment) for segment in reversed(segments)]
    if not any(end is None or end.number > place.number for end in ends):
        return []
    found: list[LogLine] = []
    reached: LogPosition | None = None
    for item in read_lines(segments):
        if isinstance(item, LogPosition):
            # A part that begins at this very place goes on from it.
            reached = item if item in (place, reached) else None
            if item == place:
                found.clear()
        elif item.end == place:
            found.clear()
            reached = place
        elif reached is not None:
            found.append(item)
            reached = item.end
    return found


def replay(connection: sqlite3.Connection, lines: Iterable[LogLine]) -> Replayed:
    """Do again what lines tell, up to the first one that makes no sense; in a transaction.

    A decision keeps what it left behind; what held before it is taken as it is now, which is the
    same unless the file on screen was damaged already. The prototypes are learnt anew: their
    embeddings are not in the log.

    Raises
    ------
    sqlite3.OperationalError
        When the file cannot be written.
    """
    done = Replayed()
    end: LogPosition | None = None
    last_image: ImageId | None = None
    for line in lines:
        try:
            with _savepoint(connection):
                decision = _do_again(connection, line.content(), done)
        except (ValueError, TypeError, KeyError, IndexError, sqlite3.IntegrityError):
            break
        end = line.end
        if decision is not None and decision.images:
            last_image = decision.images[0].image_id
    if end is not None:
        write_log_position(connection, end)
    if done.decisions:
        forget_prototypes(connection)
    if last_image is not None:
        live_tables.write_setting(connection, live_tables.POSITION_SETTING, json.dumps(last_image))
    return done


def replay_decision(connection: sqlite3.Connection, content: list[Any], done: Replayed) -> Decision:
    """Do one decision again.

    Parameters
    ----------
    connection : sqlite3.Connection
        In a transaction.
    content : list
        What its line tells.
    done : Replayed
        Counts it.

    Raises
    ------
    ValueError, TypeError, sqlite3.IntegrityError
        When it does not follow from what is there.
    """
    told = _decision(content)
    fitting = _fitting(connection, told)
    written, _ = write_decision(connection, fitting)
    if written.decision_id != told.decision_id:
        raise ValueError("a decision before this one is missing")
    done.decisions += 1
    done.last_at = told.at
    done.adapted += fitting != told
    return written


def forget_prototypes(connection: sqlite3.Connection) -> None:
    """Have the program learn all prototypes again from the embeddings."""
    connection.execute("DELETE FROM prototypes")
    connection.execute("UPDATE images SET contributed = NULL WHERE contributed IS NOT NULL")


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("SAVEPOINT line")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK TO line")
            connection.execute("RELEASE line")
        raise
    connection.execute("RELEASE line")


def _do_again(
    connection: sqlite3.Connection, content: list[Any], done: Replayed
) -> Decision | None:
    kind = content[0]
    if kind == "decision":
        return replay_decision(connection, content, done)
    if kind == "images":
        first, paths = content[1:]
        if live_tables.insert_images(connection, list(map(require_inside, paths)))[:1] != [first]:
            raise ValueError("images before these are missing")
    elif kind == "moves":
        moves = [(ImageId(number), require_inside(path)) for number, path in content[1]]
        live_tables.rename_images(connection, moves)
    elif kind == "setting":
        name, value = content[1:]
        live_tables.write_setting(connection, str(name), str(value))
    elif kind == "folder":
        live_tables.write_meta(connection, "folder", path_from_cell(path_cell(content[1])))
    else:
        raise ValueError(f"a line of an unknown kind: {kind}")
    return None


def _decision(content: list[Any]) -> Decision:
    _, (number, kind, by, at, target), classes, images = content
    pool = VerdictPool()
    return Decision(
        decision_id=number,
        kind=DecisionKind(kind),
        by=DecidedBy(by),
        at=float(at),
        images=tuple(
            ImageChange(
                ImageId(row[0]),
                pool.verdict(*row[1:4]),
                pool.verdict(*row[4:7]),
                suggestion_from_cells(*row[7:13]),
            )
            for row in images
        ),
        classes=tuple(
            ClassChange(
                class_from_cells(row[0], *row[1:4]),
                class_from_cells(row[0], *row[4:7]),
            )
            for row in classes
        ),
        target_id=target,
    )


def _fitting(connection: sqlite3.Connection, decision: Decision) -> Decision:
    """Return a decision with what holds now as what held before."""
    return replace(
        decision,
        images=tuple(
            replace(change, before=_verdict(connection, change.image_id))
            for change in decision.images
        ),
        classes=tuple(
            ClassChange(_class(connection, change.class_id), change.after)
            for change in decision.classes
        ),
    )


def _verdict(connection: sqlite3.Connection, image_id: ImageId) -> Verdict:
    row = connection.execute(
        "SELECT state, class_id, decided_by FROM images WHERE image_id = ?", (image_id,)
    ).fetchone()
    if row is None:
        raise ValueError(f"there is no image {image_id}")
    return UNDECIDED if row == (UNDECIDED.state.value, None, None) else VerdictPool().verdict(*row)


def _class(connection: sqlite3.Connection, class_id: ClassId) -> AnnotationClass | None:
    row = connection.execute(
        "SELECT CASE WHEN alive THEN name END, colour, key FROM classes WHERE class_id = ?",
        (class_id,),
    ).fetchone()
    return None if row is None else class_from_cells(class_id, *row)
