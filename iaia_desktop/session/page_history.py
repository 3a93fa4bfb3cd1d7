"""The pages that were confirmed, so that undo can show them again."""

from __future__ import annotations

from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import Decision, DecisionKind
from iaia_desktop.session.page import Page
from iaia_desktop.store.session_file import SessionStore


class PageHistory:
    """Remember pages by the decision that they became.

    Parameters
    ----------
    store : SessionStore
        Knows the decisions of earlier runs.
    state : AnnotationState
        Classes that live.
    """

    def __init__(self, store: SessionStore, state: AnnotationState) -> None:
        self._store = store
        self._state = state
        self._pages: dict[int, Page] = {}

    def keep(self, decision_id: int, page: Page) -> None:
        """Remember a page that was confirmed."""
        self._pages[decision_id] = page

    def page(self, decision_id: int) -> Page | None:
        """Return the page that became a decision, if it was in this run. To be looked at only."""
        return self._pages.get(decision_id)

    def undone(self, decision_id: int, undoing: Decision) -> Page | None:
        """Return the page of a decision that was taken back, with its marks; None if it was none.

        A page of an earlier run is worked out from the decision: what was taken out of it is
        forgotten.

        Parameters
        ----------
        decision_id : int
            The decision that is taken back.
        undoing : Decision
            The one that takes it back.
        """
        kept = self._pages.get(decision_id)
        # A copy, since the person may mark it differently now, and then redo what it was.
        page = self._rebuilt(decision_id, undoing) if kept is None else kept.copy()
        return page if page is not None and self._state.has_class(page.class_id) else None

    def _rebuilt(self, decision_id: int, undoing: Decision) -> Page | None:
        if self._store.decision(decision_id).kind is not DecisionKind.CONFIRM_PAGE:
            return None
        changes = undoing.images[::-1]
        records = {row.image_id: row.suggestion for row in changes if row.suggestion is not None}
        said = [record.class_id for record in records.values()]
        class_id = said[0] if said else changes[0].before.class_id
        if class_id is None:
            return None
        page = Page(class_id, {row.image_id: 1.0 for row in changes}, records)
        for change in changes:
            if change.before.class_id is not None:
                page.give([change.image_id], change.before.class_id)
        return page
