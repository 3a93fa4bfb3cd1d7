"""Read what people answered in a session, beside the program that goes on with it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from iaia_desktop.core.answers import Answer, StoredAnswers, gather_answers
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ClassId, ImageId, SuggestionRecord
from iaia_desktop.store.journal import LABEL_KINDS, read_undone
from iaia_desktop.store.opening import session_snapshot
from iaia_desktop.store.session_rows import bulk_read, suggestion_from_cells

_COLUMNS = ", ".join(
    f"json_group_array({name})"
    for name in (
        "decision_id",
        "image_id",
        "after_class",
        "suggested_class",
        "suggested_new",
        "encoder_id",
        "votes",
    )
)
_ANSWERS = f"""
    SELECT {_COLUMNS} FROM (
        SELECT d.decision_id, c.image_id, c.after_class, c.suggested_class, c.suggested_new,
            c.encoder_id, c.votes
        FROM decisions AS d CROSS JOIN image_changes AS c ON c.decision_id = d.decision_id
        WHERE d.kind IN ({", ".join("?" * len(LABEL_KINDS))}) AND d."by" = 'human'
            AND c.after_state = 'labelled' AND c.encoder_id IS NOT NULL
        ORDER BY d.decision_id, c.rowid
    )
"""  # noqa: S608  (constants only)


def read_stored_answers(path: Path) -> StoredAnswers:
    """Read the answers in force and work out what follows from them.

    No lock, no check of the whole file, nothing written. With 100,000 decisions this takes about a
    second, so it belongs in a job; SQLite strings the columns together outside of Python's lock.

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
        (last,) = connection.execute(
            "SELECT coalesce(max(decision_id), 0) FROM decisions"
        ).fetchone()
        (persons,) = connection.execute(
            "SELECT json_group_array(image_id) FROM images "
            "WHERE state = 'labelled' AND decided_by = 'human'"
        ).fetchone()
        return gather_answers(read_answers(connection), last, set(json.loads(persons)))


def read_answers(connection: sqlite3.Connection) -> Iterator[tuple[ImageId, Answer]]:
    """Yield what people said to suggestions and did not undo, oldest first.

    Equal answers are one object, and hold of their suggestion what follows from it: not the
    distance, nor the threshold.
    """
    undone = read_undone(connection)
    created = set(
        connection.execute(
            "SELECT decision_id, class_id FROM class_changes WHERE before_name IS NULL"
        )
    )
    kinds = tuple(kind.value for kind in LABEL_KINDS)
    columns = [json.loads(cell) for cell in connection.execute(_ANSWERS, kinds).fetchone()]
    founded: set[ClassId] = set()
    suggestions: dict[tuple[object, ...], SuggestionRecord] = {}
    answers: dict[tuple[object, ...], Answer] = {}
    for number, image_id, class_id, *said in zip(*columns, strict=True):
        if number in undone:
            continue
        is_first = (number, class_id) in created and class_id not in founded
        if is_first:
            founded.add(class_id)
        cells = tuple(said)
        suggestion = suggestions.get(cells)
        if suggestion is None:
            suggested, is_new, encoder_id, votes = cells
            made = suggestion_from_cells(suggested, is_new, None, None, encoder_id, votes)
            if made is None:
                raise ValueError("an answer to no suggestion")
            suggestion = suggestions[cells] = made
        key = (id(suggestion), class_id, is_first)
        answer = answers.get(key)
        if answer is None:
            answer = answers[key] = Answer(suggestion, class_id, is_first)
        yield image_id, answer
