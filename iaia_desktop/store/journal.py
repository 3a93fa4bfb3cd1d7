"""The append-only journal: write a decision, read decisions back, and what follows from them.

All functions work on the caller's connection and transaction. They raise ``sqlite3.Error``, and
``DamagedRowError`` for rows that make no decision.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from iaia_desktop.core.types import (
    ClassChange,
    ClassId,
    DecidedBy,
    Decision,
    DecisionKind,
    ImageChange,
    ImageId,
)
from iaia_desktop.store.session_rows import (
    LabelStep,
    Row,
    VerdictOrigin,
    VerdictPool,
    bulk_read,
    class_from_cells,
    damage_guard,
    suggestion_from_cells,
)

LABEL_KINDS = (
    DecisionKind.ACCEPT,
    DecisionKind.CORRECT,
    DecisionKind.NEW_CLASS,
    DecisionKind.CONFIRM_PAGE,
)
"""The acts that give labels."""


def next_number(connection: sqlite3.Connection) -> int:
    """Return the number of the next decision; there are no gaps."""
    (number,) = connection.execute(
        "SELECT coalesce(max(decision_id), 0) + 1 FROM decisions"
    ).fetchone()
    return int(number)


def decision_row(decision: Decision) -> Row:
    """Return a decision's own row, but for its checksum."""
    return (
        decision.decision_id,
        decision.kind.value,
        decision.by.value,
        float(decision.at),
        decision.target_id,
    )


def insert_decision(connection: sqlite3.Connection, row: Row, checksum: bytes) -> None:
    """Write a decision's own row."""
    connection.execute(
        'INSERT INTO decisions (decision_id, kind, "by", at, target_id, checksum) '
        "VALUES (?, ?, ?, ?, ?, ?)",
        (*row, checksum),
    )


def insert_changes(
    connection: sqlite3.Connection, classes: Sequence[Row], images: Sequence[Row]
) -> None:
    """Write the changes of a decision, in their order."""
    connection.executemany("INSERT INTO class_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", classes)
    connection.executemany(
        "INSERT INTO image_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", images
    )


def read_decisions(
    connection: sqlite3.Connection, first: int, last: int, pool: VerdictPool
) -> list[Decision]:
    """Read the decisions numbered from ``first`` to ``last``, oldest first.

    Parameters
    ----------
    connection : sqlite3.Connection
        Of the session file.
    first, last : int
        Both included; numbers that do not exist are passed over.
    pool : VerdictPool
        Shares verdicts between calls.

    Returns
    -------
    list of Decision
        With their changes in the order in which they were appended.
    """
    bounds = (first, last)
    classes: defaultdict[int, list[ClassChange]] = defaultdict(list)
    images: defaultdict[int, list[ImageChange]] = defaultdict(list)
    with damage_guard():
        for row in connection.execute(
            "SELECT decision_id, class_id, before_name, before_colour, before_key, after_name, "
            "after_colour, after_key FROM class_changes WHERE decision_id BETWEEN ? AND ? "
            "ORDER BY decision_id, rowid",
            bounds,
        ):
            class_id = row[1]
            before = class_from_cells(class_id, *row[2:5])
            classes[row[0]].append(ClassChange(before, class_from_cells(class_id, *row[5:8])))
        for row in connection.execute(
            "SELECT decision_id, image_id, before_state, before_class, before_by, after_state, "
            "after_class, after_by, suggested_class, suggested_new, distance, epsilon, encoder_id, "
            "votes FROM image_changes WHERE decision_id BETWEEN ? AND ? "
            "ORDER BY decision_id, rowid",
            bounds,
        ):
            images[row[0]].append(
                ImageChange(
                    image_id=ImageId(row[1]),
                    before=pool.verdict(*row[2:5]),
                    after=pool.verdict(*row[5:8]),
                    suggestion=suggestion_from_cells(*row[8:14]),
                )
            )
        return [
            Decision(
                decision_id=number,
                kind=DecisionKind(kind),
                by=DecidedBy(by),
                at=at,
                images=tuple(images.get(number, ())),
                classes=tuple(classes.get(number, ())),
                target_id=target_id,
            )
            for number, kind, by, at, target_id in connection.execute(
                'SELECT decision_id, kind, "by", at, target_id FROM decisions '
                "WHERE decision_id BETWEEN ? AND ? ORDER BY decision_id",
                bounds,
            )
        ]


def read_outline(connection: sqlite3.Connection) -> list[tuple[int, DecisionKind, int | None]]:
    """Return number, kind and target of every decision, oldest first."""
    kinds = {kind.value: kind for kind in DecisionKind}
    with damage_guard():
        return [
            (number, kinds[kind], target)
            for number, kind, target in connection.execute(
                "SELECT decision_id, kind, target_id FROM decisions ORDER BY decision_id"
            )
        ]


def read_turns(
    connection: sqlite3.Connection,
) -> tuple[int, list[tuple[int, DecisionKind, int | None]]]:
    """Return the number of the last decision, and of every undo and redo what outlines tell.

    Decisions are numbered without gaps, so that the others are known without reading them. Where
    there is a gap all the same, the rows hold every decision, and the number is 0.
    """
    count, last = connection.execute(
        "SELECT count(*), coalesce(max(decision_id), 0) FROM decisions"
    ).fetchone()
    if count != last:
        return 0, read_outline(connection)
    with damage_guard():
        return last, [
            (number, DecisionKind(kind), target)
            for number, kind, target in connection.execute(
                "SELECT decision_id, kind, target_id FROM decisions "
                "WHERE target_id IS NOT NULL ORDER BY decision_id"
            )
        ]


def undone_decisions(outline: Iterable[tuple[int, DecisionKind, int | None]]) -> set[int]:
    """Return the decisions that are taken back and not done again.

    An UNDO of a REDO takes back the decision that was done again; an UNDO of an UNDO brings it
    back. Undo and redo themselves are never in the set.

    Parameters
    ----------
    outline : iterable of (int, DecisionKind, int or None)
        Oldest first; rows without a target may be left out.
    """
    roots: dict[int, int] = {}
    kinds: dict[int, DecisionKind] = {}
    undone: set[int] = set()
    for number, kind, target in outline:
        kinds[number] = kind
        if target is None:
            continue
        root = roots.get(target, target)
        roots[number] = root
        if kind is DecisionKind.UNDO and kinds.get(target) is not DecisionKind.UNDO:
            undone.add(root)
        else:
            undone.discard(root)
    return undone


def read_undone(connection: sqlite3.Connection) -> set[int]:
    """Return the decisions that are taken back and not done again."""
    rows = connection.execute(
        "SELECT decision_id, kind, target_id FROM decisions "
        "WHERE target_id IS NOT NULL ORDER BY decision_id"
    )
    return undone_decisions((number, DecisionKind(kind), target) for number, kind, target in rows)


def read_label_steps(connection: sqlite3.Connection) -> list[LabelStep]:
    """Return the labels that people gave and that were not undone, oldest first.

    A label that was later corrected, cleared, merged or deleted is still a step. Imports,
    automatic labels and merges are none.
    """
    with bulk_read():
        undone = read_undone(connection)
        created = set(
            connection.execute(
                "SELECT decision_id, class_id FROM class_changes WHERE before_name IS NULL"
            )
        )
        rows = connection.execute(
            "SELECT d.decision_id, c.image_id, c.after_class, c.suggested_class, c.suggested_new, "
            "c.distance, c.epsilon, c.encoder_id, c.votes "
            "FROM decisions AS d CROSS JOIN image_changes AS c ON c.decision_id = d.decision_id "
            "WHERE d.kind IN (?, ?, ?, ?) AND d.\"by\" = 'human' AND c.after_state = 'labelled' "
            "ORDER BY d.decision_id, c.rowid",
            tuple(kind.value for kind in LABEL_KINDS),
        ).fetchall()
        return [
            LabelStep(
                decision_id=row[0],
                image_id=ImageId(row[1]),
                suggestion=suggestion_from_cells(*row[3:]),
                class_id=ClassId(row[2]),
                created_class=(row[0], row[2]) in created,
            )
            for row in rows
            if row[0] not in undone
        ]


def read_verdict_origins(connection: sqlite3.Connection) -> dict[ImageId, VerdictOrigin]:
    """Return, for each image that is not unlabelled, the decision behind its present verdict.

    That is the newest decision which is not an undo or a redo, is not undone itself, and left the
    image as it is now: after "accept, correct, undo" it is the first one, with what was suggested
    then.
    """
    with bulk_read():
        undone = read_undone(connection)
        origins: dict[ImageId, VerdictOrigin] = {}
        for image_id, decision_id, at, by, *cells in connection.execute(
            'SELECT c.image_id, d.decision_id, d.at, d."by", '
            "c.suggested_class, c.suggested_new, c.distance, c.epsilon, c.encoder_id "
            "FROM decisions AS d CROSS JOIN image_changes AS c ON c.decision_id = d.decision_id "
            "CROSS JOIN images AS i ON i.image_id = c.image_id "
            "WHERE d.kind NOT IN ('undo', 'redo') AND i.state <> 'unlabelled' "
            "AND c.after_state = i.state AND c.after_class IS i.class_id "
            "AND c.after_by IS i.decided_by ORDER BY d.decision_id"
        ):
            if decision_id not in undone:
                suggestion = suggestion_from_cells(*cells)
                origins[image_id] = VerdictOrigin(decision_id, at, DecidedBy(by), suggestion)
        return origins
