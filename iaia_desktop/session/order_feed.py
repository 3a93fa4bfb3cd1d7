"""Keep the images in the order that the person chose, sorted anew in the background."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from itertools import chain

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.folder_features import IntArray
from iaia_desktop.core.folder_ranking import NO_CLASS, FolderRanking
from iaia_desktop.core.ordering import placed
from iaia_desktop.core.orders import COLD_LABELS, OrderChoice, OrderRequest, is_cold
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.state import ChangeSet
from iaia_desktop.core.types import ImageId, ImageState
from iaia_desktop.jobs.order_images import order_images_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.folder_ranker import FolderRanker
from iaia_desktop.session.notices import Notice, NoticeKind, words_of
from iaia_desktop.workers.task import Task, TaskRunner, is_from

ORDER_SETTING = "order"
"""Name of the setting in the session file that holds the choice."""

_SOONEST_MS = 800
"""Between two sorts at least, so that a quick hand does not sort at every key."""

_REST_FACTOR = 10
"""And at least so many times as long as the last one took: the rest is for embedding."""

_FEWEST_AHEAD = 50
"""While so many images ahead are in an order that does not depend on answers, it goes on."""


class OrderFeed(QObject):
    """Sort the images of a session. Lives on the GUI thread, sorts on another one.

    The image on screen stays on screen. Images with a decision stay before it; those that wait come
    after it in the chosen order, and are sorted anew as labels and embeddings arrive.

    Parameters
    ----------
    session : AnnotationSession
        Whose images are sorted.
    folder_order : sequence of ImageId
        The images in the order of the folder.
    ranker : FolderRanker
        Says what the memory thinks of the images that wait.
    runner : TaskRunner
        Starts the task.
    """

    changed = Signal()
    """The choice is another one, or what it shows first is."""

    progressed = Signal(object)
    """Progress of a sort that the person asked for."""

    ended = Signal()
    """That sort came to an end, well or not."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        folder_order: Sequence[ImageId],
        ranker: FolderRanker,
        runner: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = list(folder_order)
        self._ranker = ranker
        self._runner = runner
        self._choice = _stored(session)
        self._before = OrderChoice.FOLDER
        self._task: Task | None = None
        self._asked = False
        self._again = False
        self._wants_ranking = False
        self._cold = False
        self._began_s = 0.0
        # Images ahead whose turn does not depend on how those before them are answered.
        self._foreseen: set[int] = set()
        self._timer = QTimer(self, singleShot=True, interval=_SOONEST_MS)
        self._timer.timeout.connect(self._refresh)
        session.changed.connect(self._on_changed)
        session.suggestions_changed.connect(self._on_suggestions)
        session.images_added.connect(self._on_added)
        ranker.ranked.connect(self._on_ranked)

    @property
    def choice(self) -> OrderChoice:
        """The order in force."""
        return self._choice

    @property
    def is_cold(self) -> bool:
        """Whether typical images are asked for first, because labels are too few for the order."""
        return self._cold and self._choice is not OrderChoice.FOLDER

    def use(self, choice: OrderChoice) -> None:
        """Sort by another order from now on, and keep the choice with the session."""
        if choice is self._choice:
            return
        self._before, self._choice = self._choice, choice
        self._keep()
        self._stop_sorting()
        self._foreseen = set()
        self.changed.emit()
        if choice is OrderChoice.FOLDER:
            self._session.reorder(self._folder)
        else:
            self._asked = True
            self._refresh()

    def cancel(self) -> None:
        """Give up a sort that the person asked for; the order before is the choice again."""
        if self._asked:
            self._stop_sorting()
            self._choice = self._before
            self._keep()
            self.changed.emit()
            self._sort_soon()

    def set_folder_order(self, image_ids: Sequence[ImageId]) -> None:
        """Take note of how the images lie in the folder now."""
        self._folder = list(image_ids)
        if self._choice is OrderChoice.FOLDER:
            self._session.reorder(self._folder)
        else:
            self._sort_soon()

    def places(self) -> IntArray:
        """Return the place of each image in the folder, by image id."""
        places = np.zeros(len(self._session.state), dtype=np.int64)
        places[np.asarray(self._folder, dtype=np.int64)] = np.arange(len(self._folder))
        return places

    def note_embedded(self, image_ids: Sequence[ImageId]) -> None:
        """Sort images in that can be compared with others from now on."""
        if image_ids:
            self._sort_soon()

    def stop(self) -> None:
        """Stop for good; does not wait."""
        self._stop_sorting()

    # --- when to sort -------------------------------------------------------------------------

    def _sort_soon(self) -> None:
        if self._choice is OrderChoice.FOLDER:
            return
        if self._task is not None or self._wants_ranking:
            self._again = True
        elif not self._timer.isActive():
            self._timer.start()

    def _on_changed(self, changes: ChangeSet) -> None:
        if not changes.images or self._choice is OrderChoice.FOLDER:
            return
        if changes.images <= self._foreseen:
            self._foreseen -= changes.images
            if not self._follows_answers():
                return
        self._sort_soon()

    def _on_suggestions(self) -> None:
        if self._follows_answers():
            self._sort_soon()

    def _follows_answers(self) -> bool:
        """Return whether what lies ahead depends on how images are answered."""
        if self._cold:
            return not self._is_cold_now()
        plenty = len(self._foreseen) >= _FEWEST_AHEAD
        return not (plenty and self._choice is OrderChoice.MOST_DIFFERENT)

    def _on_added(self, image_ids: Sequence[ImageId]) -> None:
        self._folder.extend(image_ids)
        self._sort_soon()

    def _refresh(self) -> None:
        self._timer.stop()
        self._again = False
        self._began_s = time.monotonic()
        if self._ranker.stale or not len(self._ranker.latest):
            self._wants_ranking = True
            self._ranker.refresh()
        else:
            self._sort(self._ranker.latest)

    def _on_ranked(self, ranking: FolderRanking) -> None:
        if self._wants_ranking:
            self._wants_ranking = False
            self._sort(ranking)

    def _stop_sorting(self) -> None:
        self._timer.stop()
        self._wants_ranking = self._again = False
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._end_asked()

    # --- sorting ------------------------------------------------------------------------------

    def _sort(self, ranking: FolderRanking) -> None:
        learner = self._session.engine.learner
        if learner is None or not len(ranking):
            # Nothing is embedded yet; embeddings that arrive sort soon enough.
            self._end_asked()
            self._go_on()
            return
        labelled = self._labelled_ids()
        labelled = labelled[np.isin(labelled, learner.embeddings.known_ids())]
        self._cold = is_cold(len(labelled), len(ranking))
        request = OrderRequest(
            choice=self._choice,
            ranking=ranking,
            embeddings=learner.embeddings.all_rows(),
            labelled_ids=labelled,
            places=self.places(),
            first_class=self._class_on_screen(ranking),
        )
        task = self._runner.make("order", partial(order_images_job, request))
        task.progressed.connect(self._on_progressed)
        task.succeeded.connect(self._on_sorted)
        task.failed.connect(self._on_failed)
        self._task = self._runner.start(task)

    def _on_progressed(self, progress: object) -> None:
        if is_from(self, self._task) and self._asked:
            self.progressed.emit(progress)

    def _on_sorted(self, waiting: IntArray) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        self._end_asked()
        ahead = 2 * COLD_LABELS if self._cold else 4 * _FEWEST_AHEAD
        self._foreseen = set(waiting[:ahead].tolist())
        order = self._session.navigator.order
        image_ids = placed(order.ids, waiting, self._settled(), self._session.current)
        if image_ids != order.ids:
            self._session.reorder(image_ids)
        self.changed.emit()
        took_ms = 1000 * (time.monotonic() - self._began_s)
        self._timer.setInterval(max(_SOONEST_MS, round(_REST_FACTOR * took_ms)))
        self._go_on()

    def _go_on(self) -> None:
        """Sort once more if something changed meanwhile."""
        if self._again:
            self._again = False
            self._timer.start()

    def _on_failed(self, error: Exception) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        self._end_asked()
        text = words_of(error, Saying("Sorting failed: {reason}", reason=str(error)))
        self.noticed.emit(Notice(NoticeKind.ERROR, text, "order"))

    def _end_asked(self) -> None:
        if self._asked:
            self._asked = False
            self.ended.emit()

    # --- what a sort looks at -----------------------------------------------------------------

    def _labelled_ids(self) -> IntArray:
        state = self._session.state
        members = chain.from_iterable(state.members(row.class_id) for row in state.classes())
        return np.fromiter(members, dtype=np.int64)

    def _is_cold_now(self) -> bool:
        state = self._session.state
        labelled = state.count_state(ImageState.LABELLED)
        return is_cold(labelled, state.count_state(ImageState.UNLABELLED))

    def _settled(self) -> npt.NDArray[np.bool_]:
        """Return by image id whether an image has a decision."""
        state = self._session.state
        settled = np.zeros(len(state), dtype=bool)
        settled[self._labelled_ids()] = True
        left_out = state.count_state(ImageState.SKIPPED) + state.count_state(ImageState.DISCARDED)
        if left_out:
            # Looked up one by one, which takes a while for a large folder: only where needed.
            for number in np.flatnonzero(~settled).tolist():
                is_open = state.verdict(ImageId(number)).state is ImageState.UNLABELLED
                settled[number] = not is_open
        return settled

    def _class_on_screen(self, ranking: FolderRanking) -> int:
        current = self._session.current
        if current is None:
            return NO_CLASS
        return (
            ranking.class_of(current) or self._session.state.verdict(current).class_id or NO_CLASS
        )

    def _keep(self) -> None:
        if self._session.read_only:
            return
        try:
            self._session.store.set_setting(ORDER_SETTING, str(self._choice))
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "settings"))


def _stored(session: AnnotationSession) -> OrderChoice:
    try:
        return OrderChoice(session.store.get_setting(ORDER_SETTING, str(OrderChoice.FOLDER)))
    except (ValueError, SessionFileError):
        return OrderChoice.FOLDER
