"""Which decisions can be undone and redone, worked out from the journal alone."""

from __future__ import annotations

from collections.abc import Iterable

from iaia_desktop.core.types import Decision, DecisionKind


class UndoHistory:
    """Keep the two stacks of undo as numbers of decisions.

    The journal is append-only: undoing appends a compensating decision whose target is the decision
    taken back. So the stacks follow from the journal, and survive a restart.
    """

    def __init__(self, outline: Iterable[tuple[int, DecisionKind, int | None]] = ()) -> None:
        self._undoable: list[int] = []
        self._redoable: list[int] = []
        self._last = 0
        # Few beside those in force: the decisions that are undone, and the acts of undo and redo.
        self._not_in_force: set[int] = set()
        for decision_id, kind, target_id in outline:
            self._note(decision_id, kind, target_id)

    @classmethod
    def resumed(
        cls, last: int, turns: Iterable[tuple[int, DecisionKind, int | None]]
    ) -> UndoHistory:
        """Return the history of a journal without going over every decision.

        Parameters
        ----------
        last : int
            There is a decision of every number from 1 to this one.
        turns : iterable of (int, DecisionKind, int or None)
            Number, kind and target of at least every undo and redo, oldest first.
        """
        history = cls()
        for decision_id, kind, target_id in turns:
            history._note_all_before(decision_id)
            history._note(decision_id, kind, target_id)
        history._note_all_before(last + 1)
        return history

    def _note_all_before(self, number: int) -> None:
        if number > self._last + 1:
            self._undoable.extend(range(self._last + 1, number))
            self._redoable.clear()
            self._last = number - 1

    def _note(self, decision_id: int, kind: DecisionKind, target_id: int | None) -> None:
        self._last = decision_id
        if kind is DecisionKind.UNDO and target_id is not None:
            if self._undoable and self._undoable[-1] == target_id:
                self._undoable.pop()
            self._redoable.append(target_id)
            self._not_in_force.update((decision_id, target_id))
        elif kind is DecisionKind.REDO and target_id is not None:
            if self._redoable and self._redoable[-1] == target_id:
                self._redoable.pop()
            self._undoable.append(target_id)
            self._not_in_force.add(decision_id)
            self._not_in_force.discard(target_id)
        else:
            self._undoable.append(decision_id)
            self._redoable.clear()

    def record(self, decision: Decision) -> None:
        """Note a decision that is committed."""
        self._note(decision.decision_id, decision.kind, decision.target_id)

    def is_in_force(self, decision_id: int) -> bool:
        """Return whether a decision stands: it was made, and is not undone."""
        return 0 < decision_id <= self._last and decision_id not in self._not_in_force

    @property
    def undo_id(self) -> int | None:
        """The decision that undo takes back next, or None."""
        return self._undoable[-1] if self._undoable else None

    @property
    def redo_id(self) -> int | None:
        """The decision that redo does again next, or None."""
        return self._redoable[-1] if self._redoable else None
