"""The review: what the sheet of the review drives and shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.review import Doubt, MergeOffer, ReviewItem, SplitOffer
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.state import ChangeSet
from iaia_desktop.core.types import ClassId, DecidedBy, Decision, ImageId
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.review_decisions import ReviewDecisions
from iaia_desktop.session.review_finder import ReviewFinder
from iaia_desktop.session.review_items import (
    ReviewKind,
    holds,
    images_of,
    in_order,
    is_touched,
    items_of,
    key_of,
)
from iaia_desktop.session.review_view import ReviewView
from iaia_desktop.workers.task import TaskRunner

SETTLED_SETTING = "review_settled"
"""Name of the setting of a session that holds what the person wants to keep."""

_LOOK_AGAIN_MS = 500
"""So long after an embedding arrived, while there is nothing to ask about yet."""


class ReviewFlow(QObject):
    """Ask about what the review found, one item after the other. GUI thread.

    An answer that changes a label is a decision like any other. One that keeps it is remembered in
    the session file, so that it is not asked again; a label of the machine that is kept becomes the
    person's own. Findings whose images or classes changed since are passed over, and come again
    when undo brings those back; all labels are looked over anew only when the review is shown, or
    the last finding is answered.

    Parameters
    ----------
    session : AnnotationSession
        Whose labels are looked over.
    runner : TaskRunner
        Starts the search.
    clock : callable
        Returns seconds since the epoch, UTC.
    class_keys : callable
        Returns the characters that may become class keys, in order.
    """

    view_changed = Signal()
    """Another item, or another state: ask :attr:`view`."""

    progressed = Signal(object)
    """Progress of looking over the labels."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        runner: TaskRunner,
        *,
        clock: Callable[[], float],
        class_keys: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._finder = ReviewFinder(session, runner, self)
        self._finder.ended.connect(self._on_found)
        self._finder.progressed.connect(self.progressed)
        self._finder.noticed.connect(self.noticed)
        self._decisions = ReviewDecisions(session, clock, class_keys)
        self._kind = ReviewKind.LABELS
        self._machines_first = False
        self._current: ReviewItem | None = None
        self._active = False
        self._deciding = False
        self._settled = self._read_settled()
        # What was kept, with the decision before it: undo takes back whichever came last.
        self._kept: list[tuple[ReviewItem, int | None]] = []
        self._confirmed: dict[int, ReviewItem] = {}
        self._again = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._look_again)
        session.changed.connect(self._on_changed)
        session.suggestions_changed.connect(self._on_embedded)

    # --- looking ------------------------------------------------------------------------------

    @property
    def view(self) -> ReviewView:
        """All that is to be shown."""
        open_items = {kind: self._open(kind) for kind in ReviewKind}
        items, findings = open_items[self._kind], self._finder.findings
        place = items.index(self._current) + 1 if self._current in items else 0
        return ReviewView(
            self._kind,
            item=self._current if place else None,
            place=place,
            counts={kind: len(found) for kind, found in open_items.items()},
            answered=len(items_of(findings, self._kind)) - len(items),
            labels=findings.labels,
            unseen=self._finder.unseen_count,
            busy=self._finder.busy,
            is_complete=findings.is_complete,
        )

    @property
    def machines_first(self) -> bool:
        """Whether labels of the machine come first."""
        return self._machines_first

    def following(self, count: int) -> list[ImageId]:
        """Return images that are likely to be shown next."""
        items = self._open(self._kind)
        place = items.index(self._current) if self._current in items else -1
        return [i for item in items[place + 1 : place + 1 + count] for i in images_of(item)[:2]]

    # --- coming and going ---------------------------------------------------------------------

    def begin(self) -> None:
        """Show the review; the labels are looked over anew if any changed."""
        self._active = True
        if self._finder.stale and not self._finder.busy:
            self._finder.look_over()
        self._choose(self._current)

    def look_over(self) -> None:
        """Look over all labels anew; what is asked about stays until then."""
        self._finder.look_over()
        self.view_changed.emit()

    def leave(self) -> None:
        """Show the review no longer."""
        self._active = False
        self.stop()

    def stop(self) -> None:
        """Give up what is on its way."""
        self._again.stop()
        self._finder.stop()

    def choose_kind(self, kind: ReviewKind) -> None:
        """Ask about findings of this kind."""
        self._kind = kind
        self._choose(None)

    def set_machines_first(self, first: bool) -> None:
        """Ask about labels of the machine first, or in order of doubt alone."""
        if first != self._machines_first:
            self._machines_first = first
            self._choose(None)

    def go_by(self, step: int) -> None:
        """Go to another finding without an answer; stays at the ends."""
        items = self._open(self._kind)
        if self._current in items:
            place = items.index(self._current) + step
            self._choose(items[max(0, min(len(items) - 1, place))])

    # --- answers ------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep what is asked about as it is, and go on."""
        item = self._current
        if item is None or not self._may_change():
            return
        following = self._after(item)
        if isinstance(item, Doubt) and self._is_machines(item.image_id):
            if not self._decide(lambda: self._decisions.confirm(item.image_id, item.class_id)):
                return
            decision_id = self._session.history.undo_id
            if decision_id is not None:
                self._confirmed[decision_id] = item
        else:
            self._kept.append((item, self._session.history.undo_id))
        self._settle(item, is_settled=True)
        self._go_on(following)

    def agree(self) -> bool:
        """Change what is asked about as is likelier; return False when a name is needed first."""
        item = self._current
        if isinstance(item, SplitOffer):
            return False
        if item is not None:
            self.give(item.target if isinstance(item, MergeOffer) else item.likelier)
        return True

    def give(self, class_id: ClassId) -> None:
        """Give what is asked about this class, and go on; a label that it has is kept."""
        item = self._current
        if item is None or not self._session.state.has_class(class_id) or not self._may_change():
            return
        if isinstance(item, MergeOffer) and class_id not in (item.source, item.target):
            text = Saying("Choose one of the two classes, or keep both as they are.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "review"))
        elif isinstance(item, Doubt | SplitOffer) and class_id == item.class_id:
            self.keep()
        else:
            following = self._after(item)
            if self._decide(lambda: self._decisions.give(item, class_id)):
                self._go_on(following)

    def give_new(self, name: str) -> None:
        """Found a class with what is asked about; an existing name is that class."""
        item, existing = self._current, self._session.state.class_named(name)
        if existing is not None:
            self.give(existing.class_id)
        elif item is not None and not isinstance(item, MergeOffer) and self._may_change():
            following = self._after(item)
            if self._decide(lambda: self._decisions.found(item, name)):
                self._go_on(following)

    def undo(self) -> None:
        """Take back what was kept last, or the last decision; what it was about is shown."""
        target_id = self._session.history.undo_id
        if self._kept and self._kept[-1][1] == target_id:
            item, _ = self._kept.pop()
            self._settle(item, is_settled=False)
            self._return_to(item)
            return
        decision = self._decided(self._session.undo)
        if decision is None:
            return
        if target_id in self._confirmed:
            self._settle(self._confirmed[target_id], is_settled=False)
        back = [item for item in self._all() if self._is_open(item) and is_touched(item, decision)]
        self._return_to(back[0] if back else self._current)
        self._look_over_if_done()

    def redo(self) -> None:
        """Do again what was taken back last."""
        item = self._current
        following = None if item is None else self._after(item)
        decision = self._decided(self._session.redo)
        if decision is not None:
            if decision.target_id in self._confirmed:
                self._settle(self._confirmed[decision.target_id], is_settled=True)
            self._go_on(item if self._is_open(item) else following)

    def _may_change(self) -> bool:
        if self._session.read_only:
            text = Saying("This window only shows the session; nothing you press here is kept.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "read-only-press"))
        return not self._session.read_only

    def _is_machines(self, image_id: ImageId) -> bool:
        return self._session.state.verdict(image_id).by is DecidedBy.MACHINE

    def _decide(self, decide: Callable[[], bool]) -> bool:
        self._deciding = True
        try:
            return decide()
        finally:
            self._deciding = False

    def _decided(self, turn: Callable[[], Decision | None]) -> Decision | None:
        self._deciding = True
        try:
            return turn()
        finally:
            self._deciding = False

    # --- which item ---------------------------------------------------------------------------

    def _all(self) -> list[ReviewItem]:
        """Return all that was found, items of the kind that is asked about first."""
        kinds = sorted(ReviewKind, key=lambda kind: kind is not self._kind)
        return [item for kind in kinds for item in items_of(self._finder.findings, kind)]

    def _open(self, kind: ReviewKind) -> list[ReviewItem]:
        found = [item for item in items_of(self._finder.findings, kind) if self._is_open(item)]
        return in_order(found, self._session.state, machines_first=self._machines_first)

    def _is_open(self, item: ReviewItem | None) -> bool:
        return (
            item is not None
            and key_of(item) not in self._settled
            and holds(item, self._session.state)
        )

    def _after(self, item: ReviewItem) -> ReviewItem | None:
        items = self._open(self._kind)
        if item not in items:
            return None
        place = items.index(item)
        return next(iter(items[place + 1 :] + items[:place]), None)

    def _go_on(self, following: ReviewItem | None) -> None:
        self._choose(following)
        self._look_over_if_done()

    def _look_over_if_done(self) -> None:
        if self._current is None and self._active and self._finder.outdated:
            self.look_over()

    def _choose(self, item: ReviewItem | None) -> None:
        """Ask about an item, however doubtful it is by now; about the first where it is settled."""
        items = self._open(self._kind)
        key = None if item is None else key_of(item)
        same = (row for row in items if key_of(row) == key)
        self._current = next(same, items[0] if items else None)
        self.view_changed.emit()

    def _return_to(self, item: ReviewItem | None) -> None:
        for kind in ReviewKind:
            if item in items_of(self._finder.findings, kind):
                self._kind = kind
        self._choose(item)

    # --- from the others ----------------------------------------------------------------------

    def _on_found(self) -> None:
        self._choose(self._current)
        # A label may have changed, or come back by undo, while the others were looked over.
        self._look_over_if_done()

    def _on_changed(self, _changes: ChangeSet) -> None:
        if self._active and not self._deciding:
            self._choose(self._current)

    def _on_embedded(self) -> None:
        waits = self._active and self._current is None and not self._finder.busy
        if waits and self._finder.stale and not self._again.isActive():
            self._again.start()

    def _look_again(self) -> None:
        if self._active and self._current is None and not self._finder.busy:
            self.look_over()

    # --- what is kept -------------------------------------------------------------------------

    def _read_settled(self) -> set[str]:
        rows: list[object] = self._session.store.get_setting(SETTLED_SETTING, [])
        return {row for row in rows if isinstance(row, str)}

    def _settle(self, item: ReviewItem, *, is_settled: bool) -> None:
        if is_settled:
            self._settled.add(key_of(item))
        else:
            self._settled.discard(key_of(item))
        try:
            self._session.store.set_setting(SETTLED_SETTING, sorted(self._settled))
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "settings"))
