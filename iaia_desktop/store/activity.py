"""What was done in a session and when, read from the journal beside the program that writes it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import DecidedBy, DecisionKind, ImageState
from iaia_desktop.store.opening import session_snapshot
from iaia_desktop.store.session_rows import bulk_read

IMAGE_KINDS = (
    DecisionKind.ACCEPT,
    DecisionKind.CORRECT,
    DecisionKind.NEW_CLASS,
    DecisionKind.CONFIRM_PAGE,
    DecisionKind.CLEAR,
    DecisionKind.SKIP,
    DecisionKind.DISCARD,
)
"""The acts that judge images, one by one or a page at once.

An import or a merge says nothing about anybody's pace.
"""


class ActivityRow(NamedTuple):
    """One decision in numbers.

    Attributes
    ----------
    decision_id, kind, by, at, target_id
        As in ``Decision``.
    labels : int
        How many more images have a label after it than before; an undo takes away.
    settled : int
        The same for images that are labelled or discarded.
    """

    decision_id: int
    kind: DecisionKind
    by: DecidedBy
    at: float
    target_id: int | None
    labels: int
    settled: int


@dataclass(frozen=True, slots=True)
class SessionActivity:
    """All decisions of a session in numbers.

    Attributes
    ----------
    rows : list of ActivityRow
        Oldest first.
    images_judged : int
        Images that a person's acts of ``IMAGE_KINDS`` were about, each counted once.
    verdicts : dict
        Number of images by what is decided and by whom (None: nobody).
    """

    rows: list[ActivityRow]
    images_judged: int
    verdicts: dict[tuple[ImageState, DecidedBy | None], int]


def read_activity(path: Path) -> SessionActivity:
    """Read what was done in a session: no lock, no check of the whole file, nothing written.

    With 100,000 decisions this takes about half a second, so it belongs in a job.

    Parameters
    ----------
    path : Path
        A session file; this program or another one may have it open.

    Raises
    ------
    SessionFileError
        When the file is missing, foreign, of another version, damaged, or may not be read.
    """
    with session_snapshot(path, Saying("The session could not be read")) as connection, bulk_read():
        return SessionActivity(
            _read_rows(connection), _count_judged(connection), _count_verdicts(connection)
        )


def _read_rows(connection: sqlite3.Connection) -> list[ActivityRow]:
    kinds = {kind.value: kind for kind in DecisionKind}
    deciders = {by.value: by for by in DecidedBy}
    return [
        ActivityRow(number, kinds[kind], deciders[by], at, target, labels, settled)
        for number, kind, by, at, target, labels, settled in connection.execute(
            'SELECT d.decision_id, d.kind, d."by", d.at, d.target_id, '
            "coalesce(sum((c.after_state = 'labelled') - (c.before_state = 'labelled')), 0), "
            "coalesce(sum((c.after_state IN ('labelled', 'discarded')) "
            "- (c.before_state IN ('labelled', 'discarded'))), 0) "
            "FROM decisions AS d LEFT JOIN image_changes AS c ON c.decision_id = d.decision_id "
            "GROUP BY d.decision_id ORDER BY d.decision_id"
        )
    ]


def _count_judged(connection: sqlite3.Connection) -> int:
    row: tuple[int] = connection.execute(
        "SELECT count(DISTINCT c.image_id) FROM decisions AS d "
        "CROSS JOIN image_changes AS c ON c.decision_id = d.decision_id "
        "WHERE d.\"by\" = 'human' AND d.kind IN (?, ?, ?, ?, ?, ?, ?)",
        tuple(kind.value for kind in IMAGE_KINDS),
    ).fetchone()
    return row[0]


def _count_verdicts(
    connection: sqlite3.Connection,
) -> dict[tuple[ImageState, DecidedBy | None], int]:
    return {
        (ImageState(state), None if by is None else DecidedBy(by)): count
        for state, by, count in connection.execute(
            "SELECT state, decided_by, count(*) FROM images GROUP BY state, decided_by"
        )
    }
