"""What can be undone and redone follows from the journal alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.types import DecidedBy, Decision, DecisionKind

Outline = list[tuple[int, DecisionKind, int | None]]


def decided(decision_id: int, kind: DecisionKind, target_id: int | None = None) -> Decision:
    return Decision(decision_id, kind, DecidedBy.HUMAN, 0.0, target_id=target_id)


def test_nothing_to_undo_at_first() -> None:
    history = UndoHistory()
    assert history.undo_id is None
    assert history.redo_id is None


def test_undo_and_redo_walk_the_same_way() -> None:
    history = UndoHistory()
    history.record(decided(1, DecisionKind.SKIP))
    history.record(decided(2, DecisionKind.CLEAR))
    history.record(decided(3, DecisionKind.UNDO, 2))
    assert (history.undo_id, history.redo_id) == (1, 2)
    history.record(decided(4, DecisionKind.UNDO, 1))
    assert (history.undo_id, history.redo_id) == (None, 1)
    history.record(decided(5, DecisionKind.REDO, 1))
    history.record(decided(6, DecisionKind.REDO, 2))
    assert (history.undo_id, history.redo_id) == (2, None)
    # What was done again is taken back under its own number.
    history.record(decided(7, DecisionKind.UNDO, 2))
    assert (history.undo_id, history.redo_id) == (1, 2)


def test_a_new_decision_forgets_what_was_undone() -> None:
    history = UndoHistory()
    history.record(decided(1, DecisionKind.SKIP))
    history.record(decided(2, DecisionKind.UNDO, 1))
    history.record(decided(3, DecisionKind.CLEAR))
    assert (history.undo_id, history.redo_id) == (3, None)


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_it_is_a_pair_of_stacks_also_after_a_restart(acts: list[str]) -> None:
    outline: Outline = []
    live = UndoHistory()
    done: list[int] = []
    undone: list[int] = []
    for act in acts:
        number = len(outline) + 1
        if act == "do":
            row = decided(number, DecisionKind.ACCEPT)
            done.append(number)
            undone.clear()
        elif act == "undo" and done:
            row = decided(number, DecisionKind.UNDO, done[-1])
            undone.append(done.pop())
        elif act == "redo" and undone:
            row = decided(number, DecisionKind.REDO, undone[-1])
            done.append(undone.pop())
        else:
            continue
        live.record(row)
        outline.append((row.decision_id, row.kind, row.target_id))
        for history in (live, UndoHistory(outline)):
            assert history.undo_id == (done[-1] if done else None)
            assert history.redo_id == (undone[-1] if undone else None)


@given(st.lists(st.sampled_from(["do", "do", "undo", "redo"]), max_size=40), st.booleans())
def test_resuming_needs_only_the_undos_and_redos(acts: list[str], has_all: bool) -> None:
    outline: Outline = []
    live = UndoHistory()
    for number, act in enumerate(acts, start=1):
        target = {"undo": live.undo_id, "redo": live.redo_id}.get(act)
        kind = DecisionKind(act) if target is not None else DecisionKind.ACCEPT
        live.record(decided(number, kind, target))
        outline.append((number, kind, target))
    turns = outline if has_all else [row for row in outline if row[2] is not None]
    resumed = UndoHistory.resumed(len(outline), turns)
    for number in range(len(outline) + 2):
        assert resumed.is_in_force(number) == live.is_in_force(number)
    while live.undo_id is not None:
        assert resumed.undo_id == live.undo_id
        assert resumed.redo_id == live.redo_id
        target, number = live.undo_id, len(outline) + 1
        outline.append((number, DecisionKind.UNDO, target))
        live.record(decided(number, DecisionKind.UNDO, target))
        resumed.record(decided(number, DecisionKind.UNDO, target))
    assert resumed.undo_id is None
