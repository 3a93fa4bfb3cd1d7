"""Check a session file: its pages, its rules, and that its journal leads to its present state."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from iaia_desktop.core.types import (
    UNDECIDED,
    AnnotationClass,
    ClassId,
    Decision,
    ImageId,
    Verdict,
)
from iaia_desktop.store.faults import DamagedRowError
from iaia_desktop.store.journal import read_decisions
from iaia_desktop.store.live_tables import read_classes, read_images
from iaia_desktop.store.session_rows import VerdictPool

_MOST_PROBLEMS = 20
_CHUNK = 500


@dataclass(frozen=True)
class IntegrityReport:
    """What a check of a session found.

    Attributes
    ----------
    decisions : int
        How many were replayed.
    images : int
        How many were compared.
    problems : tuple of str
        One sentence each, at most 20; empty when the session is sound.
    """

    decisions: int
    images: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


class _Replay:
    """The state that decisions lead to, built from nothing but the decisions."""

    def __init__(self) -> None:
        self.verdicts: dict[ImageId, Verdict] = {}
        self.classes: dict[ClassId, AnnotationClass] = {}
        self.decisions = 0
        self.problems: list[str] = []

    def apply(self, decision: Decision) -> None:
        number = decision.decision_id
        self.decisions += 1
        for image in decision.images:
            if self.verdicts.get(image.image_id, UNDECIDED) != image.before:
                self.problems.append(
                    f"Decision {number} does not follow from the one before it "
                    f"for image {image.image_id}."
                )
            self.verdicts[image.image_id] = image.after
        for change in decision.classes:
            if self.classes.get(change.class_id) != change.before:
                self.problems.append(
                    f"Decision {number} does not follow from the one before it "
                    f"for class {change.class_id}."
                )
            if change.after is None:
                self.classes.pop(change.class_id, None)
            else:
                self.classes[change.class_id] = change.after


def check_session(connection: sqlite3.Connection) -> IntegrityReport:
    """Check a session file.

    Parameters
    ----------
    connection : sqlite3.Connection
        Of a session file of the present version; nothing is written.

    Returns
    -------
    IntegrityReport
        With every damage found as a problem, none raised.

    Raises
    ------
    sqlite3.OperationalError
        When the file cannot be reached.
    """
    problems: list[str] = []
    replay = _Replay()
    images = 0
    try:
        problems += [
            f"The file is damaged: {words}."
            for (words,) in connection.execute(f"PRAGMA integrity_check({_MOST_PROBLEMS})")
            if words != "ok"
        ]
        problems += [
            f"A row of {table} refers to a row of {parent} that is not there."
            for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
        ]
        _replay_journal(connection, replay)
        problems += replay.problems
        images = _compare_images(connection, replay, problems)
        _compare_classes(connection, replay, problems)
        _compare_prototypes(connection, problems)
    except DamagedRowError as error:
        problems.append(f"A row cannot be read: {error}.")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        problems.append(f"The file is damaged: {error}.")
    return IntegrityReport(replay.decisions, images, tuple(problems[:_MOST_PROBLEMS]))


def _replay_journal(connection: sqlite3.Connection, replay: _Replay) -> None:
    (last,) = connection.execute("SELECT coalesce(max(decision_id), 0) FROM decisions").fetchone()
    pool = VerdictPool()
    for start in range(1, last + 1, _CHUNK):
        for decision in read_decisions(connection, start, start + _CHUNK - 1, pool):
            replay.apply(decision)
            if len(replay.problems) >= _MOST_PROBLEMS:
                return


def _compare_images(connection: sqlite3.Connection, replay: _Replay, problems: list[str]) -> int:
    images = read_images(connection)
    for image in images:
        if replay.verdicts.get(image.image_id, UNDECIDED) != image.verdict:
            problems.append(
                f"Image {image.image_id} is not as the decisions left it ({image.path!a})."
            )
            if len(problems) >= _MOST_PROBLEMS:
                break
    return len(images)


def _compare_classes(connection: sqlite3.Connection, replay: _Replay, problems: list[str]) -> None:
    live = {found.class_id: found for found in read_classes(connection)}
    problems += [
        f"Class {class_id} is not as the decisions left it."
        for class_id in sorted(live.keys() | replay.classes.keys())
        if live.get(class_id) != replay.classes.get(class_id)
    ]


def _compare_prototypes(connection: sqlite3.Connection, problems: list[str]) -> None:
    (encoders,) = connection.execute("SELECT count(DISTINCT encoder_id) FROM prototypes").fetchone()
    if encoders > 1:
        problems.append("There are prototypes of more than one encoder.")
        return
    counts = dict(connection.execute("SELECT class_id, count FROM prototypes"))
    members = dict(
        connection.execute(
            "SELECT contributed, count(*) FROM images "
            "WHERE contributed IS NOT NULL GROUP BY contributed"
        )
    )
    problems += [
        f"The prototype of class {class_id} counts {counts.get(class_id, 0)} images, "
        f"but {members.get(class_id, 0)} are in it."
        for class_id in sorted(counts.keys() | members.keys())
        if counts.get(class_id) != members.get(class_id)
    ]
