"""What a session file says, worked out from its rows alone: plain sqlite3, none of the program.

Slow and literal on purpose. Every decision is applied as it is written, and must start from what
the ones before it left; undo and redo are two stacks; an answer is what a person said to a
suggestion and did not take back.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.types import ClassId
from iaia_desktop.store.embedding_cache import EmbeddingCache

Cells = tuple[Any, ...]
UNDECIDED: Cells = ("unlabelled", None, None)


@dataclass
class Replayed:
    """Where the journal of a file leads to."""

    verdicts: dict[int, Cells] = field(default_factory=dict)
    """State, class and decider by image, of those that have a decision."""
    classes: dict[int, Cells] = field(default_factory=dict)
    """Name, colour and key by class."""
    undoable: list[int] = field(default_factory=list)
    redoable: list[int] = field(default_factory=list)
    decisions: int = 0
    steps: dict[int, tuple[object, int, bool, bool]] = field(default_factory=dict)
    """Predicted, truth, was new and predicted new by image, in the order of the first answers."""
    live_verdicts: dict[int, Cells] = field(default_factory=dict)
    """The same as ``verdicts``, as the table of images has it."""
    live_classes: dict[int, Cells] = field(default_factory=dict)

    @property
    def confusion(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """C(nc, nc_hat)."""
        counts = [[0, 0], [0, 0]]
        for _, _, was_new, predicted_new in self.steps.values():
            counts[was_new][predicted_new] += 1
        return (counts[0][0], counts[0][1]), (counts[1][0], counts[1][1])

    @property
    def accuracy(self) -> float | None:
        """A_class: right ones among the steps that founded no class."""
        right = [
            not predicted_new and predicted == truth
            for predicted, truth, was_new, predicted_new in self.steps.values()
            if not was_new
        ]
        return sum(right) / len(right) if right else None


def replay(path: Path) -> Replayed:
    """Replay the journal of a session file; raises AssertionError where it does not fit."""
    with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as connection:
        connection.execute("BEGIN")
        return _replay(connection)


def _replay(connection: sqlite3.Connection) -> Replayed:
    found = Replayed()
    images = _by_decision(connection, "image_changes")
    classes = _by_decision(connection, "class_changes")
    for number, kind, target in connection.execute(
        "SELECT decision_id, kind, target_id FROM decisions ORDER BY decision_id"
    ):
        found.decisions += 1
        assert number == found.decisions, "numbers have no gaps"
        for row in classes[number]:
            before, after = row[2:5], row[5:8]
            assert found.classes.pop(row[1], (None,) * 3) == before, (number, row)
            if after[0] is not None:
                found.classes[row[1]] = after
        for row in images[number]:
            assert found.verdicts.pop(row[1], UNDECIDED) == row[2:5], (number, row)
            if row[5:8] != UNDECIDED:
                found.verdicts[row[1]] = row[5:8]
        _move_on_stacks(found, number, kind, target)
    _gather_steps(found, images, classes)
    found.live_verdicts = {
        row[0]: row[1:]
        for row in connection.execute("SELECT image_id, state, class_id, decided_by FROM images")
        if row[1:] != UNDECIDED
    }
    found.live_classes = {
        row[0]: row[1:]
        for row in connection.execute("SELECT class_id, name, colour, key FROM classes WHERE alive")
    }
    return found


def _by_decision(connection: sqlite3.Connection, table: str) -> defaultdict[int, list[Cells]]:
    rows: defaultdict[int, list[Cells]] = defaultdict(list)
    for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid"):
        rows[row[0]].append(row)
    return rows


def _move_on_stacks(found: Replayed, number: int, kind: str, target: int | None) -> None:
    if kind == "undo":
        assert found.undoable.pop() == target
        found.redoable.append(target)
    elif kind == "redo":
        assert found.redoable.pop() == target
        found.undoable.append(target)
    else:
        found.undoable.append(number)
        found.redoable.clear()


def _gather_steps(
    found: Replayed,
    images: defaultdict[int, list[Cells]],
    classes: defaultdict[int, list[Cells]],
) -> None:
    """Collect the answers in force: those of the decisions that can be undone."""
    answers: dict[int, list[tuple[Cells, int, bool]]] = {}
    for number in found.undoable:
        founded = {row[1] for row in classes[number] if row[2] is None}
        for row in images[number]:
            image_id, suggestion, is_new = row[1], row[8:13], row[9]
            if is_new is None or row[5] != "labelled" or row[7] != "human":
                continue
            answers.setdefault(image_id, []).append((suggestion, row[6], row[6] in founded))
            founded.discard(row[6])
    for image_id, given in answers.items():
        now = found.verdicts.get(image_id, UNDECIDED)
        if now[0] == "labelled" and now[2] == "human":
            said, truth = given[0][0], given[-1][1]
            was_new = any(founded and class_id == truth for _, class_id, founded in given)
            found.steps[image_id] = (said[0], truth, was_new, bool(said[1]))


def compare(engine: LabellingEngine, history: UndoHistory, path: Path) -> Replayed:
    """Compare what is live with what the file says; raises AssertionError where they differ."""
    found = replay(path)
    assert found.live_verdicts == found.verdicts, "the file's tables are not what its journal says"
    assert found.live_classes == found.classes
    state = engine.state
    live = {
        int(image_id): (verdict.state.value, verdict.class_id, verdict.by and verdict.by.value)
        for image_id in state.images()
        if (verdict := state.verdict(image_id)).state.value != "unlabelled"
    }
    assert live == found.verdicts, "images"
    classes = {int(row.class_id): (row.name, row.colour, row.key) for row in state.classes()}
    assert classes == found.classes, "classes"
    for class_id in classes:
        members = {image for image, cells in found.verdicts.items() if cells[1] == class_id}
        assert set(state.members(ClassId(class_id))) == members, "members"
    assert history.undo_id == (found.undoable[-1] if found.undoable else None), "undo"
    assert history.redo_id == (found.redoable[-1] if found.redoable else None), "redo"
    for number in range(1, found.decisions + 1):
        assert history.is_in_force(number) == (number in _acts_in_force(found)), number
    if not engine.answers.awaits_stored:
        metrics = engine.metrics
        steps = {
            image_id: (step.predicted, step.truth, step.was_new, step.predicted_new)
            for image_id, step in zip(metrics.step_ids, metrics.steps, strict=True)
        }
        assert steps == found.steps, "answers"
        assert list(steps) == list(found.steps), "the order of the answers"
        assert metrics.confusion == found.confusion, "C"
        accuracy = metrics.accuracy
        assert (accuracy is None) == (found.accuracy is None)
        assert accuracy is None or abs(accuracy - (found.accuracy or 0)) < 1e-12, "A_class"
    return found


def _acts_in_force(found: Replayed) -> set[int]:
    return set(found.undoable)


def compare_prototypes(
    engine: LabellingEngine, cache: EmbeddingCache, tolerance: float = 1e-9
) -> int:
    """Compare the prototypes with the means of their members' embeddings; return how many.

    An image whose file is gone counts as long as nothing happens to its label: its embedding lies
    in the cache.
    """
    learner = engine.learner
    if learner is None:
        return 0
    assert not learner.examples(), "examples would count, too"
    right: dict[int, list[npt.NDArray[np.float64]]] = {}
    for image_id in engine.state.images():
        verdict = engine.state.verdict(image_id)
        vector = learner.embeddings.get(image_id)
        wanted = learner.wanted(verdict)
        if vector is None and learner.contribution(image_id) is not None:
            content = engine.state.content_hash(image_id)
            assert content is not None
            vector = cache.get_many(learner.encoder_id, [content])[content]
        if wanted is None or vector is None:
            continue
        row = np.asarray(vector, dtype=np.float64)
        if engine.method.normalise:
            row = row / np.linalg.norm(row)
        right.setdefault(int(wanted), []).append(row)
    assert {int(k): learner.memory.count(k) for k in learner.memory.class_ids} == {
        class_id: len(rows) for class_id, rows in right.items()
    }, "frequencies"
    for class_id, rows in right.items():
        mean = np.mean(rows, axis=0)
        assert np.abs(learner.memory.prototype(ClassId(class_id)) - mean).max() < tolerance, (
            class_id
        )
    return len(right)


def compare_stored_prototypes(engine: LabellingEngine, path: Path) -> None:
    """Compare the prototypes in the file, just flushed, with those in memory."""
    learner = engine.learner
    assert learner is not None
    with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as connection:
        stored = {
            row[0]: (row[1], row[2])
            for row in connection.execute("SELECT class_id, count, total FROM prototypes")
        }
        held = dict(
            connection.execute(
                "SELECT image_id, contributed FROM images WHERE contributed IS NOT NULL"
            )
        )
    assert {k: count for k, (count, _) in stored.items()} == {
        int(k): learner.memory.count(k) for k in learner.memory.class_ids
    }
    for class_id, (count, total) in stored.items():
        mean = np.frombuffer(total, dtype="<f8") / count
        assert np.abs(learner.memory.prototype(ClassId(class_id)) - mean).max() < 1e-9, class_id
    assert held == {
        int(i): int(k) for i in engine.state.images() if (k := learner.contribution(i)) is not None
    }
