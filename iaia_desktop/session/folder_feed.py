"""Keep a session and its folder in step: scan a new one, compare a known one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.errors import FolderError, SessionFileError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import FileStatus, ImageId
from iaia_desktop.images.reasons import NOT_THERE
from iaia_desktop.jobs.folder_changes import FolderChanges, KnownImages, folder_changes_job
from iaia_desktop.jobs.hand_over import HandOver
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.scan import AddedImages, add_images_job, scan_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.folder_words import (
    changed_words,
    empty_notice,
    failed_words,
    problem_words,
    unreadable_words,
)
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind
from iaia_desktop.workers.task import Job, Task, TaskRunner, is_from

_SCAN_AGAIN = (NoticeAction(Saying("Scan again"), "rescan"),)
_FOLDER_GONE = (NoticeAction(Saying("Find the folder…"), "locate_folder"), *_SCAN_AGAIN)

_AT_ONCE = 500
"""So many new images are saved without a job; more would hold up the window."""


class FolderFeed(QObject):
    """Bring the images of the folder into the session. Lives on the GUI thread.

    Jobs save what they find and hand it over in pieces, each when the window has time for it. What
    is saved has to be taken over, so a job that adds images is stopped, but never forgotten while
    the session is open.

    Parameters
    ----------
    session : AnnotationSession
        Receives the images.
    runner : TaskRunner
        Starts and keeps tasks.
    """

    progressed = Signal(object)
    """Progress of the scan."""

    order_found = Signal(object)
    """Sequence of ImageId: all images as they lie in the folder now."""

    ended = Signal()
    """The scan came to an end, well or not."""

    gone = Signal()
    """The folder of known images is not there: somebody should look for it now and then."""

    comparing = Signal()
    """What is known of the files is compared with the folder: whoever has read some tells it now.

    Or what has just come to light would be forgotten for something older, told later.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self, session: AnnotationSession, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._task: Task | None = None
        self._adds = False
        self._hand_over = HandOver()
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._let_go_on)
        # Whether to look once more when the scan that was stopped has ended; and who asked.
        self._again = False
        # What is told about a known folder once its new images are added.
        self._changes: FolderChanges | None = None
        self._newly_gone = 0
        self._found = 0
        self._ignored = 0
        self._problems: list[Saying] = []
        self._asked = False
        # Whether a file that turns out to be missing is a reason to look at the whole folder.
        self._alert = False
        # Whether the folder of known images was not there the last time.
        self._is_gone = False
        self._lost_meanwhile = False
        session.files_changed.connect(self._on_files_changed)

    @property
    def scanning(self) -> bool:
        """Whether a scan is under way."""
        return self._task is not None

    @property
    def is_gone(self) -> bool:
        """Whether the folder of the session's images was not there when it was last looked at."""
        return self._is_gone

    def start(self, *, asked: bool = False) -> None:
        """Scan a folder that the session has never seen, or look for changes in a known one.

        Parameters
        ----------
        asked : bool
            Whether the person wants to know, also that nothing changed.
        """
        self.comparing.emit()
        if self._task is not None and self._adds:
            # It finds everything anyway; when it was stopped, it has to come to its end first.
            self._again = self._task.token.cancelled
            self._asked = asked
            return
        self.close()
        self._asked = asked
        self._found = self._ignored = 0
        self._problems = []
        session = self._session
        if session.read_only and not len(session.state):
            # Nothing that were found could be kept; whoever may write fills the session.
            self.ended.emit()
            return
        root = session.store.folder
        if len(session.state):
            known = KnownImages.of(session.state, thorough=asked)
            compare = partial(folder_changes_job, root, known)
            task = self._begin("folder", compare, adds=False)
            task.progressed.connect(self._on_compared)
            task.succeeded.connect(self._on_changes)
        else:
            self._hand_over = HandOver()
            scan = partial(scan_job, root, session.store, self._hand_over)
            task = self._begin("scan", scan, adds=True)
            task.progressed.connect(self._on_added)
            task.succeeded.connect(self._on_scanned)
        self._runner.start(task)

    def _begin(self, name: str, job: Job, *, adds: bool) -> Task:
        self._task = task = self._runner.make(name, job)
        self._adds = adds
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)
        return task

    def stop(self) -> None:
        """Give up a scan that is under way; what was found so far stays."""
        if self._task is not None:
            self._task.cancel()

    def close(self) -> None:
        """Stop for good: nothing that still arrives is taken in."""
        self.stop()
        self._idle.stop()
        self._task = self._changes = None
        self._again = self._alert = self._lost_meanwhile = False

    def look_for_lost(self) -> None:
        """Find out, now or after the scan under way, whether the folder is gone altogether."""
        if self._is_gone:
            return
        if self._task is not None:
            self._lost_meanwhile = True
        else:
            self.start()

    def look_for_return(self) -> None:
        """Take a folder up that was gone, now that it may be back."""
        if self._is_gone and self._task is None:
            self.start()

    def look_after_loss(self) -> None:
        """Look at the folder when a file was lost: it may be gone altogether."""
        if self._alert and not self._session.read_only:
            self.start()

    # --- images that are added ----------------------------------------------------------------

    def _on_added(self, added: AddedImages) -> None:
        if not is_from(self, self._task):
            return
        if added.image_ids:
            self._session.take_images(added.image_ids, added.paths)
        self._ignored += added.ignored
        self._found += len(added.paths)
        self._tell_problems(list(map(problem_words, added.problems)))
        total = 0 if self._changes is None else len(self._changes.new_paths)
        self.progressed.emit(Progress(self._found, total, Saying("Looking for images")))
        if self._session.current is None:
            self._session.navigator.start()
        # Not before the window has painted and heard its keys.
        self._idle.start()

    def _let_go_on(self) -> None:
        self._hand_over.taken()

    # --- a new folder -------------------------------------------------------------------------

    def _on_scanned(self, _result: object) -> None:
        if not is_from(self, self._task):
            return
        self._end()
        self._be_alert()
        if not len(self._session.state):
            self.noticed.emit(empty_notice(self._session.store.folder, self._ignored))

    # --- a known folder -----------------------------------------------------------------------

    def _on_compared(self, progress: Progress) -> None:
        if is_from(self, self._task):
            self.progressed.emit(progress)

    def _on_changes(self, changes: FolderChanges) -> None:
        if not is_from(self, self._task):
            return
        self.comparing.emit()
        if not is_from(self, self._task):
            return  # what was told had the folder looked at anew
        was_gone, self._is_gone = self._is_gone, False
        if was_gone:
            text = Saying("The folder is there again; what was left to do goes on.")
            self.noticed.emit(Notice(NoticeKind.INFO, text, "folder"))
        if self._session.read_only:
            self._end()
            return
        newly_gone = self._count_not_missing(changes.gone)
        try:
            self._session.take_moves(changes.moved)
            self._note_files(changes.gone, FileStatus.MISSING, NOT_THERE)
            # To be read anew: those that failed under their former path, and those in line with it.
            back = {*changes.back, *changes.again, *(image_id for image_id, _ in changes.moved)}
            self._note_files(sorted(back), FileStatus.PENDING, "")
            if len(changes.new_paths) <= _AT_ONCE:
                added = self._session.store.add_images(changes.new_paths)
        except SessionFileError as error:
            self._end()
            self._say_not_saved(error)
            return
        self._changes, self._newly_gone = changes, newly_gone
        self._found = 0
        if len(changes.new_paths) > _AT_ONCE:
            self._hand_over = HandOver()
            store = self._session.store
            job = partial(add_images_job, changes.new_paths, store, self._hand_over)
            task = self._begin("new images", job, adds=True)
            task.progressed.connect(self._on_added)
            task.succeeded.connect(self._on_all_added)
            self._runner.start(task)
            return
        if added:
            self._session.take_images(added, changes.new_paths)
        self._tell_compared()

    def _on_all_added(self, _result: object) -> None:
        if is_from(self, self._task):
            self._tell_compared()

    def _tell_compared(self) -> None:
        """Show the images in the order of the folder as it is now, and say what changed."""
        changes, self._changes = self._changes, None
        self._end()
        if changes is None:
            return
        if changes.order:
            self.order_found.emit(changes.order)
        self._tell_problems(list(map(problem_words, changes.problems)))
        self._tell_changes(changes, self._newly_gone)
        if self._session.current is None:
            self._session.navigator.start()
        self._be_alert()

    def _be_alert(self) -> None:
        """Look at the folder whenever a file is lost from now on, and at once if one was lost."""
        self._alert = True
        lost, self._lost_meanwhile = self._lost_meanwhile, False
        if lost and self._task is None:
            self.start()

    def _on_files_changed(self, image_ids: Sequence[ImageId]) -> None:
        if self._count_not_missing(image_ids) < len(image_ids):
            self.look_after_loss()

    def _count_not_missing(self, image_ids: Sequence[ImageId]) -> int:
        state = self._session.state
        return sum(state.status(i) is not FileStatus.MISSING for i in image_ids)

    def _note_files(self, image_ids: Sequence[ImageId], status: FileStatus, reason: str) -> None:
        state = self._session.state
        infos = [
            replace(state.file(image_id), status=status, reason=reason)
            for image_id in image_ids
            if state.file(image_id).status is not status
        ]
        self._session.note_files(infos)

    def _tell_changes(self, changes: FolderChanges, newly_gone: int) -> None:
        text = changed_words(changes, newly_gone)
        if text is None and self._asked:
            text = Saying("Nothing changed in the folder.")
        if text is not None:
            self.noticed.emit(Notice(NoticeKind.INFO, text, "folder"))

    # --- both ---------------------------------------------------------------------------------

    def _say_not_saved(self, error: SessionFileError) -> None:
        self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "folder", _SCAN_AGAIN))

    def _tell_problems(self, problems: Sequence[Saying]) -> None:
        self._problems.extend(problems)
        if problems:
            text = unreadable_words(self._problems)
            self.noticed.emit(Notice(NoticeKind.WARNING, text, "unreadable-folders"))

    def _on_failed(self, error: Exception) -> None:
        if not is_from(self, self._task):
            return
        self._end()
        is_known = bool(len(self._session.state))
        text = failed_words(error, is_known=is_known)
        ways = _SCAN_AGAIN if isinstance(error, SessionFileError) else _FOLDER_GONE
        self.noticed.emit(Notice(NoticeKind.ERROR, text, "folder", ways))
        if self._session.current is None:
            self._session.navigator.start()
        if isinstance(error, FolderError) and is_known:
            self._is_gone = True
            self.gone.emit()

    def _on_cancelled(self) -> None:
        if not is_from(self, self._task):
            return
        self._end()
        text = Saying.counted(
            len(self._session.state),
            "The scan was stopped with 1 image found.",
            "The scan was stopped with {n:,} images found.",
        )
        self.noticed.emit(Notice(NoticeKind.INFO, text, "folder", _SCAN_AGAIN))

    def _end(self) -> None:
        again, self._again = self._again, False
        self._task = self._changes = None
        self.ended.emit()
        if again:
            self.start(asked=self._asked)
