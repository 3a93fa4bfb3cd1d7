"""Check a session file: that it is sound, and that each decision follows from those before."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import islice

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
from iaia_desktop.store.session_rows import VerdictPool
from iaia_desktop.store.soundness import problems

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
    found = list(islice(problems(connection), _MOST_PROBLEMS))
    replay = _Replay()
    images = 0
    try:
        _replay_journal(connection, replay)
        (images,) = connection.execute("SELECT count(*) FROM images").fetchone()
    except DamagedRowError as error:
        found.append(f"A row cannot be read: {error}.")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        found.append(f"The file is damaged: {error}.")
    found += replay.problems
    return IntegrityReport(replay.decisions, images, tuple(dict.fromkeys(found))[:_MOST_PROBLEMS])


def _replay_journal(connection: sqlite3.Connection, replay: _Replay) -> None:
    (last,) = connection.execute("SELECT coalesce(max(decision_id), 0) FROM decisions").fetchone()
    pool = VerdictPool()
    for start in range(1, last + 1, _CHUNK):
        for decision in read_decisions(connection, start, start + _CHUNK - 1, pool):
            replay.apply(decision)
            if len(replay.problems) >= _MOST_PROBLEMS:
                return
