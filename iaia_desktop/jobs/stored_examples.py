"""Examples that a session keeps: pictures elsewhere that speak for its classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iaia_desktop.core.annotations import Annotations
from iaia_desktop.core.types import ClassId
from iaia_desktop.store.session_file import SessionStore

EXAMPLES_SETTING = "examples"
"""Name of the setting that holds the examples."""


@dataclass(frozen=True, slots=True)
class StoredExample:
    """A picture that is no image of the session, with its class.

    Attributes
    ----------
    path : str
        Whole path; only ever read.
    class_id : ClassId
        The class that it speaks for.
    decision_id : int
        The decision that brought it; it counts while that one is in force.
    """

    path: str
    class_id: ClassId
    decision_id: int


def read_stored_examples(store: SessionStore) -> list[StoredExample]:
    """Return the session's examples; what makes no sense is passed over."""
    found = []
    rows: list[object] = store.get_setting(EXAMPLES_SETTING, [])
    for row in rows:
        match row:
            case [str(path), int(class_id), int(decision_id)]:
                found.append(StoredExample(path, ClassId(class_id), decision_id))
    return found


def named_examples(
    state: Annotations, examples: Sequence[tuple[str, str]], decision_id: int
) -> list[StoredExample]:
    """Return examples that a decision brought, given as path and name of a class that lives."""
    found = []
    for path, name in examples:
        row = state.class_named(name)
        if row is not None:
            found.append(StoredExample(path, row.class_id, decision_id))
    return found


def keep_examples(store: SessionStore, examples: Sequence[StoredExample]) -> None:
    """Add examples to those that the session keeps.

    Raises
    ------
    SessionFileError
        When they could not be saved.
    """
    rows = [*read_stored_examples(store), *examples]
    store.set_setting(EXAMPLES_SETTING, [[r.path, r.class_id, r.decision_id] for r in rows])
