"""Keep a session and its folder in step: scan a new one, compare a known one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.errors import FolderError, KnownError, SessionFileError
from iaia_desktop.core.types import FileStatus, ImageId
from iaia_desktop.images.scan import ScanBatch
from iaia_desktop.jobs.folder_changes import FolderChanges, KnownImage, folder_changes_job
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.jobs.scan import scan_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind, counted
from iaia_desktop.workers.task import Task, TaskRunner, is_from

_SCAN_AGAIN = (NoticeAction("Scan again", "rescan"),)
_FOLDER_GONE = (NoticeAction("Find the folder…", "locate_folder"), *_SCAN_AGAIN)


class FolderFeed(QObject):
    """Bring the images of the folder into the session. Lives on the GUI thread.

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

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self, session: AnnotationSession, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._task: Task | None = None
        self._found = 0
        self._ignored = 0
        self._problems: list[str] = []
        self._asked = False
        # Whether a file that turns out to be missing is a reason to look at the whole folder.
        self._alert = False
        session.files_changed.connect(self._on_files_changed)

    @property
    def scanning(self) -> bool:
        """Whether a scan is under way."""
        return self._task is not None

    def start(self, *, asked: bool = False) -> None:
        """Scan a folder that the session has never seen, or look for changes in a known one.

        Parameters
        ----------
        asked : bool
            Whether the person wants to know, also that nothing changed.
        """
        self.close()
        self._asked = asked
        self._found = self._ignored = 0
        self._problems = []
        state = self._session.state
        if self._session.read_only and not len(state):
            # Nothing that were found could be kept; whoever may write fills the session.
            self.ended.emit()
            return
        root = self._session.store.folder
        if len(state):
            known = [KnownImage(i, state.path(i), state.file(i)) for i in state.images()]
            task = self._runner.make("folder", partial(folder_changes_job, root, known))
            task.progressed.connect(self._on_compared)
            task.succeeded.connect(self._on_changes)
        else:
            task = self._runner.make("scan", partial(scan_job, root))
            task.progressed.connect(self._on_batch)
            task.succeeded.connect(self._on_scanned)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)
        self._task = self._runner.start(task)

    def stop(self) -> None:
        """Give up a scan that is under way; what was found so far stays."""
        if self._task is not None:
            self._task.cancel()

    def close(self) -> None:
        """Stop for good: nothing that still arrives is taken in."""
        self.stop()
        self._task = None
        self._alert = False

    def look_after_loss(self) -> None:
        """Look at the folder when a file was lost: it may be gone altogether."""
        if self._alert and not self._session.read_only:
            self.start()

    # --- a new folder -------------------------------------------------------------------------

    def _on_batch(self, batch: ScanBatch) -> None:
        if not is_from(self, self._task):
            return
        self._ignored += batch.ignored
        if not self._add(batch.paths):
            self.close()
            self.ended.emit()
            return
        self._found += len(batch.paths)
        self._tell_problems([f"{row.path}: {row.reason}" for row in batch.problems])
        self.progressed.emit(Progress(self._found, 0, "Looking for images"))
        if self._session.current is None:
            self._session.navigator.start()

    def _on_scanned(self, _result: object) -> None:
        if not is_from(self, self._task):
            return
        self._end()
        self._alert = True
        if not len(self._session.state):
            self.noticed.emit(self._empty_notice())

    def _empty_notice(self) -> Notice:
        others = f" It holds {counted(self._ignored, 'other file')}." if self._ignored else ""
        return Notice(
            NoticeKind.WARNING,
            f"There are no images in “{self._session.store.folder}”.{others} "
            "Choose the folder that holds the pictures, or one above it.",
            "empty-folder",
            (NoticeAction("Open another folder…", "open_folder"),),
        )

    # --- a known folder -----------------------------------------------------------------------

    def _on_compared(self, progress: Progress) -> None:
        if is_from(self, self._task):
            self.progressed.emit(progress)

    def _on_changes(self, changes: FolderChanges) -> None:
        if not is_from(self, self._task):
            return
        self._end()
        if self._session.read_only:
            return
        newly_gone = self._count_not_missing(changes.gone)
        try:
            self._session.take_moves(changes.moved)
            self._note_files(changes.gone, FileStatus.MISSING, "the file is not there any more")
            # To be read anew: those that failed under their former path, and those in line with it.
            back = {*changes.back, *(image_id for image_id, _ in changes.moved)}
            self._note_files(sorted(back), FileStatus.PENDING, "")
        except SessionFileError as error:
            self._say_not_saved(error)
            return
        if self._add(changes.new_paths):
            self.order_found.emit(changes.order)
        self._tell_problems([f"{row.path}: {row.reason}" for row in changes.problems])
        self._tell_changes(changes, newly_gone)
        if self._session.current is None:
            self._session.navigator.start()
        self._alert = True

    def _on_files_changed(self, image_ids: Sequence[ImageId]) -> None:
        if self._count_not_missing(image_ids) < len(image_ids):
            self.look_after_loss()

    def _count_not_missing(self, image_ids: Sequence[ImageId]) -> int:
        state = self._session.state
        return sum(state.file(i).status is not FileStatus.MISSING for i in image_ids)

    def _note_files(self, image_ids: Sequence[ImageId], status: FileStatus, reason: str) -> None:
        state = self._session.state
        infos = [
            replace(state.file(image_id), status=status, reason=reason)
            for image_id in image_ids
            if state.file(image_id).status is not status
        ]
        self._session.note_files(infos)

    def _tell_changes(self, changes: FolderChanges, newly_gone: int) -> None:
        parts = []
        if changes.new_paths:
            parts.append(f"{counted(len(changes.new_paths), 'image')} new")
        if changes.moved:
            parts.append(f"{counted(len(changes.moved), 'image')} renamed")
        if newly_gone:
            parts.append(f"{counted(newly_gone, 'image')} missing (labels are kept)")
        if changes.back:
            parts.append(f"{counted(len(changes.back), 'image')} back")
        if parts:
            text = f"The folder changed since the last time: {', '.join(parts)}."
            self.noticed.emit(Notice(NoticeKind.INFO, text, "folder"))
        elif self._asked:
            text = "Nothing changed in the folder."
            self.noticed.emit(Notice(NoticeKind.INFO, text, "folder"))

    # --- both ---------------------------------------------------------------------------------

    def _add(self, paths: Sequence[str]) -> bool:
        try:
            self._session.add_images(paths)
        except SessionFileError as error:
            self._say_not_saved(error)
            return False
        return True

    def _say_not_saved(self, error: SessionFileError) -> None:
        self.noticed.emit(Notice(NoticeKind.ERROR, str(error), "folder", _SCAN_AGAIN))

    def _tell_problems(self, problems: Sequence[str]) -> None:
        self._problems.extend(problems)
        if problems:
            first = self._problems[0]
            more = f" and {len(self._problems) - 1:,} more" if len(self._problems) > 1 else ""
            self.noticed.emit(
                Notice(
                    NoticeKind.WARNING,
                    f"A folder could not be read: {first}{more}. Its images are left out.",
                    "unreadable-folders",
                )
            )

    def _on_failed(self, error: Exception) -> None:
        if not is_from(self, self._task):
            return
        self._end()
        text = str(error) if isinstance(error, KnownError) else f"The scan failed: {error}"
        if isinstance(error, FolderError) and len(self._session.state):
            text = (
                f"{error.what} The labels are kept: bring the folder back and scan again, "
                "or find it."
            )
        self.noticed.emit(Notice(NoticeKind.ERROR, text, "folder", _FOLDER_GONE))
        if self._session.current is None:
            self._session.navigator.start()

    def _on_cancelled(self) -> None:
        if not is_from(self, self._task):
            return
        self._end()
        self.noticed.emit(
            Notice(
                NoticeKind.INFO,
                f"The scan was stopped with {counted(len(self._session.state), 'image')} found.",
                "folder",
                _SCAN_AGAIN,
            )
        )

    def _end(self) -> None:
        self._task = None
        self.ended.emit()
