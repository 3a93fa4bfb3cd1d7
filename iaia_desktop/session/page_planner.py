"""Have the next page of look-alikes planned in the background."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.pages import DEFAULT_PAGE_SIZE
from iaia_desktop.core.types import ClassId, ImageId
from iaia_desktop.jobs.plan_page import PageRequest, PlannedPage, plan_page_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.page import Page
from iaia_desktop.workers.task import Task, TaskRunner, is_from


class PagePlanner(QObject):
    """Plan when asked; only the plan that was asked for last counts. GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Whose images are ranked; only looked at.
    runner : TaskRunner
        Starts the task.
    """

    planned = Signal(object)
    """PlannedPage, whose images can all be shown and wait."""

    failed = Signal(object)
    """The exception."""

    def __init__(
        self, session: AnnotationSession, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._task: Task | None = None
        self._insisted = False
        self._set_aside: set[tuple[ImageId, ClassId]] = set()
        self.size = DEFAULT_PAGE_SIZE

    @property
    def busy(self) -> bool:
        """Whether a plan is on its way."""
        return self._task is not None

    def plan(self, *, insisted: bool = False) -> None:
        """Plan anew; ``planned`` or ``failed`` follows.

        Parameters
        ----------
        insisted : bool, optional
            Whether the person wants a page even where one image at a time would be quicker.
        """
        self.stop()
        if self._runner.is_closed:
            return
        self._insisted = insisted
        request = PageRequest(
            self._session.engine.ranking_request(may_lag=True),
            self.size,
            frozenset(self._set_aside),
            insisted,
        )
        task = self._runner.make("page", partial(plan_page_job, request))
        task.succeeded.connect(self._on_planned)
        task.failed.connect(self._on_failed)
        self._task = self._runner.start(task)

    def resize(self, size: int) -> bool:
        """Plan for pages of this size from now on; return whether it is larger than before.

        A plan that is on its way is made again.
        """
        before, self.size = self.size, size
        if self.busy and size != before:
            self.plan(insisted=self._insisted)
        return size > before

    def stop(self) -> None:
        """Give up a plan that is on its way; does not wait."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def set_aside(self, page: Page) -> None:
        """Offer no more for its class what was taken out of a page."""
        self._set_aside.update((image_id, page.class_id) for image_id in page.taken_out())

    def offer_again(self, page: Page) -> None:
        """Take back that images of a page were set aside."""
        self._set_aside.difference_update((i, page.class_id) for i in page.taken_out())

    def _on_planned(self, planned: PlannedPage) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        class_id = planned.plan.class_id
        if class_id is not None:
            # Since the snapshot an image may have been decided, or lost, and the class deleted.
            lives = self._session.state.has_class(class_id)
            waits = self._session.navigator.waits
            gone = [i for i in planned.plan.image_ids if not lives or not waits(i)]
            if gone:
                self._set_aside.update((image_id, class_id) for image_id in gone)
                self.plan(insisted=self._insisted)
                return
        self.planned.emit(planned)

    def _on_failed(self, error: Exception) -> None:
        if is_from(self, self._task):
            self._task = None
            self.failed.emit(error)
