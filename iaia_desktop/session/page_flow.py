"""Pages of look-alikes, one after the other: what the sheet of pages drives and shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.state import ChangeSet
from iaia_desktop.core.types import ClassId, Decision, ImageId
from iaia_desktop.jobs.plan_page import PlannedPage
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.session.folder_feed import FolderFeed
from iaia_desktop.session.page import Page, PageKind, PageView, shown_records
from iaia_desktop.session.page_decisions import PageDecisions
from iaia_desktop.session.page_planner import PagePlanner
from iaia_desktop.session.page_words import (
    came_back_notice,
    failed_notice,
    gave_way_notice,
    rest_kind,
    taken_back_notice,
)
from iaia_desktop.session.presenter import Presenter
from iaia_desktop.workers.task import TaskRunner

_LOOK_AGAIN_MS = 300
"""Embeddings that arrive while there is no page: so often it is tried again."""


class PageFlow(QObject):
    """Plan pages in the background, hold the one on screen, and confirm it. GUI thread.

    A page that was confirmed is one decision. When undo takes it back, the page comes again with
    the marks that it had. Where the plan prefers one image at a time, the flow gives way, and it
    comes back by itself as soon as a page is the better offer again, until the person turns it off.

    Parameters
    ----------
    session : AnnotationSession
        Whose images are labelled.
    presenter : Presenter
        Makes rows of classes.
    encoders : EncoderFeed
        Knows how many images are still to be embedded.
    folder : FolderFeed
        Knows whether images are still looked for.
    runner : TaskRunner
        Starts the planning.
    clock : callable
        Returns seconds since the epoch, UTC.
    """

    view_changed = Signal()
    """Another page, or another state: ask :attr:`view`."""

    marks_changed = Signal(object)
    """Collection of ImageId of the page whose marks changed."""

    following_planned = Signal(object)
    """Sequence of ImageId that are likely to come next."""

    gave_way = Signal()
    """One image at a time is better now; it is on screen already."""

    came_back = Signal()
    """A page is the better offer again."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        presenter: Presenter,
        encoders: EncoderFeed,
        folder: FolderFeed,
        runner: TaskRunner,
        *,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._presenter = presenter
        self._encoders = encoders
        self._folder = folder
        self._planner = PagePlanner(session, runner, self)
        self._planner.planned.connect(self._on_planned)
        self._planner.failed.connect(self._on_failed)
        self._decisions = PageDecisions(session, clock)
        self._page: Page | None = None
        self._kind = PageKind.WORKING
        self._ranked = 0
        self._active = False
        self._gave_way = False
        self._busy = False
        self._again = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._look_again)
        session.changed.connect(self._on_changed)
        session.files_changed.connect(self._on_files_changed)
        session.suggestions_changed.connect(self._on_suggestions_changed)
        session.images_added.connect(self._on_suggestions_changed)
        folder.ended.connect(self._on_suggestions_changed)

    # --- looking ------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page on screen, to be looked at only; None in all other states."""
        return self._page

    @property
    def active(self) -> bool:
        """Whether pages are on screen."""
        return self._active

    @property
    def view(self) -> PageView:
        """All that is to be shown."""
        page, coming = self._page, self._encoders.waiting_count
        if page is None:
            return PageView(self._kind, waiting=self._ranked, coming=coming)
        missed = self._decisions.missed_per_image()
        return replace(
            page.view(self._presenter.class_row(page.class_id), missed),
            waiting=self._ranked,
            coming=coming,
            busy=self._busy,
            read_only=self._session.read_only,
        )

    @property
    def is_undone_next(self) -> bool:
        """Whether the decision that undo takes back is a page."""
        return self._decisions.is_undone_next

    # --- coming and going ---------------------------------------------------------------------

    def begin(self) -> None:
        """Show pages. Asked for again after one image at a time was better, it obeys."""
        insisted, self._gave_way = self._gave_way, False
        self._active = True
        if self._page is None:
            self._kind = PageKind.WORKING
            self._planner.plan(insisted=insisted)
        self.view_changed.emit()

    def leave(self) -> None:
        """Show pages no longer, and do not come back unasked; the page is given up."""
        self._gave_way = False
        self._session.navigator.ask_next(())
        self._stop()

    def set_size(self, size: int) -> None:
        """Set how many images a page has at most; a page without marks follows at once."""
        before, page = self._planner.size, self._page
        grows = self._planner.resize(max(1, size))
        if page is None or page.is_touched or self._busy or not self._active:
            return
        if len(page.image_ids) > size:
            page.cut(size)
            self.view_changed.emit()
        elif grows and len(page.image_ids) == before and not self._planner.busy:
            self._planner.plan()

    def postpone(self) -> None:
        """Stay away although a page is the better offer; the next decision asks again."""
        self._stop()
        self._gave_way = True

    def stop(self) -> None:
        """Give up what is on its way; the session closes."""
        self._again.stop()
        self._planner.stop()

    # --- marks --------------------------------------------------------------------------------

    def toggle(self, image_ids: Collection[ImageId]) -> None:
        """Take images out of the page, or back in when all of them are out."""
        self._mark(image_ids, Page.toggle)

    def take_out(self, image_ids: Collection[ImageId]) -> None:
        """Take images out of the page: they stay undecided."""
        self._mark(image_ids, Page.take_out)

    def put_back(self, image_ids: Collection[ImageId]) -> None:
        """Let images get the class of the page after all."""
        self._mark(image_ids, Page.put_back)

    def give(self, image_ids: Collection[ImageId], class_id: ClassId) -> None:
        """Let images get another class when the page is confirmed."""
        if self._session.state.has_class(class_id):
            self._mark(image_ids, partial(Page.give, class_id=class_id))

    def give_new(self, image_ids: Collection[ImageId], name: str) -> None:
        """Found a class at once, so that it has a key, and let images get it."""
        if self._page is None or self._busy or self._session.read_only:
            return
        row = self._decisions.found_class(name)
        if row is not None:
            self.give(image_ids, row.class_id)

    def _mark(
        self, image_ids: Collection[ImageId], change: Callable[[Page, Iterable[ImageId]], None]
    ) -> None:
        if self._page is None or self._busy or self._session.read_only:
            return
        change(self._page, image_ids)
        self.marks_changed.emit(tuple(image_ids))

    # --- deciding -----------------------------------------------------------------------------

    def confirm(self) -> bool:
        """Label the images of the page that are not taken out, and go on; return whether it is so.

        One decision, and one step for undo. Images that were taken out stay undecided and do not
        come again on a page of this class.
        """
        page = self._page
        if page is None or self._busy or self._session.read_only:
            return False
        if not self._decisions.confirm(page):
            return False
        self._ranked = max(0, self._ranked - len(page.labels()))
        self._planner.set_aside(page)
        self._go_on()
        return True

    def undo(self) -> None:
        """Take the last decision back; a page comes again as it was, wherever the person is."""
        turned = self._decisions.undo()
        if turned is None:
            return
        decision, page = turned
        if page is None:
            notice = taken_back_notice(self._session, decision)
            if notice is not None:
                self.noticed.emit(notice)
            self._follow(decision)
            return
        self._planner.offer_again(page)
        # Some may have been labelled on another page, or by themselves, since.
        page.drop([i for i in page.image_ids if not self._session.navigator.waits(i)])
        self._ranked += len(decision.images)
        self._return_to(page)

    def redo(self) -> None:
        """Do again what was taken back last; after a page, the next one comes."""
        turned = self._decisions.redo()
        if turned is not None:
            if turned.page is not None:
                self._planner.set_aside(turned.page)
            self._follow(turned.decision)

    # --- planning -----------------------------------------------------------------------------

    def _go_on(self) -> None:
        self._busy = True
        self.view_changed.emit()
        self._planner.plan()

    def _on_planned(self, planned: PlannedPage) -> None:
        if self._page is not None and self._page.is_touched and not self._busy:
            # It was to fill a larger window; by now the person works on the page as it is.
            return
        self._ranked = planned.ranked
        plan = planned.plan
        if plan.class_id is not None:
            confidences = dict(zip(plan.image_ids, plan.confidences, strict=True))
            records = shown_records(self._session.engine, plan.image_ids, plan.class_id)
            if self._return_to(Page(plan.class_id, confidences, records)):
                self.noticed.emit(came_back_notice())
            self.following_planned.emit(planned.following)
        elif not self._active:
            self._gave_way = bool(planned.ranked)
            self._session.navigator.ask_next(plan.image_ids + planned.following)
        elif plan.image_ids and planned.knows_classes:
            self._give_way(plan.image_ids[0], planned.following)
        else:
            self._rest(planned)

    def _on_failed(self, error: Exception) -> None:
        self.noticed.emit(failed_notice(error))
        self._stop()
        self.gave_way.emit()

    def _return_to(self, page: Page) -> bool:
        """Show a page; return whether pages came back by that."""
        returns, self._active, self._gave_way = not self._active, True, False
        self._session.navigator.ask_next(())
        self._show(page)
        if returns:
            self.came_back.emit()
        return returns and self._active

    def _show(self, page: Page) -> None:
        if not page.image_ids:
            self._page = None
            self._go_on()
            return
        self._planner.stop()
        self._page = page
        self._busy = False
        self.view_changed.emit()

    def _give_way(self, image_id: ImageId, following: Sequence[ImageId]) -> None:
        self.postpone()
        navigator = self._session.navigator
        navigator.ask_next(following)
        if navigator.waits(image_id):
            navigator.go_to(image_id)
        else:
            navigator.go_to_unlabelled()
        self.noticed.emit(gave_way_notice())
        self.gave_way.emit()

    def _rest(self, planned: PlannedPage) -> None:
        """Show that there is no page, and why."""
        kind = rest_kind(self._session, planned, scanning=self._folder.scanning)
        was, self._kind = self._kind, kind
        self._page = None
        self._busy = False
        if kind is PageKind.ALL_DECIDED and was is not kind:
            self._session.say_all_decided()
        self.view_changed.emit()

    def _stop(self) -> None:
        self.stop()
        self._active = self._busy = False
        self._page = None
        self._kind = PageKind.WORKING

    # --- from the session ---------------------------------------------------------------------

    def _follow(self, decision: Decision) -> None:
        """Plan anew after a decision that may have changed what waits and what it looks like."""
        if not self._active:
            return
        if decision.images or self._page is None:
            self._go_on()
        else:
            self.view_changed.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        page = self._page
        if page is not None:
            self._follow_classes(page, changes)
        if self._decisions.under_way:
            return
        if not self._active:
            if self._gave_way and changes.images:
                self._planner.plan()
            return
        if page is None:
            self._again.start()
        elif not self._session.state.has_class(page.class_id):
            self._go_on()
        else:
            self._keep_waiting(page, changes.images)
            self.view_changed.emit()

    def _follow_classes(self, page: Page, changes: ChangeSet) -> None:
        for class_id in changes.classes:
            if not self._session.state.has_class(class_id):
                self.marks_changed.emit(page.take_out_class(class_id))

    def _keep_waiting(self, page: Page, changed: Collection[ImageId]) -> None:
        """Take off the page what was decided elsewhere."""
        if not self._busy:
            page.drop([i for i in changed if not self._session.navigator.waits(i)])
            if not page.image_ids:
                self._go_on()

    def _on_files_changed(self, image_ids: Collection[ImageId]) -> None:
        page = self._page
        if page is None or self._busy:
            return
        waits = self._session.navigator.waits
        lost = [i for i in page.image_ids if i in image_ids and not waits(i)]
        if lost:
            page.take_out(lost)
            self.marks_changed.emit(lost)

    def _on_suggestions_changed(self, _what: object = None) -> None:
        """Try again while there is no page; a page on screen stays as it is."""
        if self._active and not self._again.isActive() and not self._planner.busy:
            self._again.start()

    def _look_again(self) -> None:
        if not self._active:
            return
        if self._page is None:
            if not self._planner.busy:
                self._planner.plan()
        else:
            self.view_changed.emit()
