"""Pages as decisions: confirm one, take it back, do it again; and remember how each one looked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import NamedTuple, TypeVar

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.types import AnnotationClass, Decision, DecisionKind, ImageState
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.page import Page

_Result = TypeVar("_Result")

_LAST_PAGES = 8
"""So many pages tell how far confidences can be trusted."""

_ENOUGH_LABELS = 30
"""Without a page so far, confidences are worth telling from so many labels on."""


class Turned(NamedTuple):
    """What undo or redo did.

    Attributes
    ----------
    decision : Decision
        As it is in the journal.
    page : Page or None
        The page that it was about, if it was one.
    """

    decision: Decision
    page: Page | None


class PageDecisions:
    """Decide about pages, each as one step for undo. GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Commits.
    clock : callable
        Returns seconds since the epoch, UTC.
    """

    def __init__(self, session: AnnotationSession, clock: Callable[[], float]) -> None:
        self._session = session
        self._clock = clock
        self._pages: dict[int, Page] = {}
        self.under_way = False
        """Whether what the session announces now comes from here."""

    @property
    def is_undone_next(self) -> bool:
        """Whether the decision that undo takes back is a page."""
        decision_id = self._session.history.undo_id
        return decision_id is not None and self._is_page(decision_id)

    def confirm(self, page: Page) -> bool:
        """Label the images of a page that are not taken out; return whether that stands."""
        labels = page.labels()
        if not labels:
            return True
        state, at = self._session.state, self._clock()
        plan = partial(state.plan_labels, labels, at=at, suggestions=page.records)
        stands = self._by_oneself(partial(self._session.decide, plan))
        decision_id = self._session.history.undo_id
        if stands and decision_id is not None:
            self._pages[decision_id] = page
        return stands

    def missed_per_image(self) -> float | None:
        """Return how many more mistakes an image of the last pages held than was expected, 0 to 1.

        None while there is neither a page nor a fair number of labels to judge by.

        Confidences follow from the labels so far, the surest of which came first: they promise too
        much when the doubtful images come. What the person found on the last pages says how much.
        """
        in_force = self._session.history.is_in_force
        pages = (self._pages[number] for number in reversed(self._pages) if in_force(number))
        last = list(islice(pages, _LAST_PAGES))
        images = sum(len(page.image_ids) for page in last)
        if not images:
            labelled = self._session.state.count_state(ImageState.LABELLED)
            return 0.0 if labelled >= _ENOUGH_LABELS else None
        found = sum(page.count_corrected() + len(page.taken_out()) for page in last)
        expected = sum(page.expected_at_first() for page in last)
        return min(1.0, max(0.0, (found - expected) / images))

    def found_class(self, name: str) -> AnnotationClass | None:
        """Return the class of this name, founded now if there was none; None if it cannot be."""
        if self._session.state.class_named(name) is None:
            self._by_oneself(partial(self._session.create_class, name))
        return self._session.state.class_named(name)

    def undo(self) -> Turned | None:
        """Take the last decision back; of a page, return it with the marks that it had.

        A page of an earlier run is worked out from the decision: what was taken out of it is
        forgotten.
        """
        target_id = self._session.history.undo_id
        undoing = self._by_oneself(self._session.undo)
        if undoing is None or target_id is None:
            return None
        kept = self._pages.get(target_id)
        # A copy, since the person may mark it differently now, and then redo what it was.
        page = self._rebuilt(target_id, undoing) if kept is None else kept.copy()
        if page is not None and not self._session.state.has_class(page.class_id):
            page = None
        return Turned(undoing, page)

    def redo(self) -> Turned | None:
        """Do again what was taken back last; of a page, return it as it was."""
        redoing = self._by_oneself(self._session.redo)
        if redoing is None or redoing.target_id is None:
            return None
        return Turned(redoing, self._pages.get(redoing.target_id))

    def _rebuilt(self, decision_id: int, undoing: Decision) -> Page | None:
        if not self._is_page(decision_id):
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

    def _is_page(self, decision_id: int) -> bool:
        if decision_id in self._pages:
            return True
        try:
            return self._session.store.decision(decision_id).kind is DecisionKind.CONFIRM_PAGE
        except SessionFileError:
            return False  # undoing it tells the person why

    def _by_oneself(self, decide: Callable[[], _Result]) -> _Result:
        self.under_way = True
        try:
            return decide()
        finally:
            self.under_way = False
