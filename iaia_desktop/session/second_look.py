"""Look again, by itself, at what could not be read: the folder, and single files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.types import FileStatus, ImageId
from iaia_desktop.jobs.look_again import LookedAgain, look_again_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.folder_feed import FolderFeed
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.workers.task import Task, TaskRunner, is_from

_FIRST_AFTER_MS = 2_000
_LAST_AFTER_MS = 60_000
_FOLDER_AFTER_MS = 2_000
_MOST_TRIES = 4
"""So often an image is read again by itself; after that, only when a person asks for it."""

_MOST_AT_ONCE = 250
"""Images that are put in line again between two looks: their states are saved on the GUI thread."""

_BAD = (FileStatus.FAILED, FileStatus.MISSING)


class SecondLook(QObject):
    """Try again what the environment kept from being read, once that may have passed. GUI thread.

    A drive that is plugged in again, a permission that is given, a file that was still being copied
    when it was read: nobody has to start the program anew for these, or to press anything. Files
    that became a problem while the session is open are looked at ever less often; the folder, while
    it is gone, every two seconds.

    Parameters
    ----------
    session : AnnotationSession
        Whose images are looked at.
    folder : FolderFeed
        Says that the folder is gone, and takes it up again.
    runner : TaskRunner
        Starts and keeps tasks.
    """

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        folder: FolderFeed,
        runner: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = folder
        self._runner = runner
        self._watched: dict[ImageId, None] = {}
        self._tries: Counter[ImageId] = Counter()
        self._waiting: list[ImageId] = []
        self._task: Task | None = None
        self._stopped = False
        self._after_ms = _FIRST_AFTER_MS
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._put_in_line)
        session.files_changed.connect(self._on_files_changed)
        folder.gone.connect(self._on_gone)

    @property
    def watched(self) -> tuple[ImageId, ...]:
        """The images that are looked at now and then."""
        return tuple(self._watched)

    def try_again(self) -> None:
        """Read every problem file again, because a person asks for it."""
        self._tries.clear()
        self._waiting = [info.image_id for info in self._session.state.problems()]
        self._slices.start()

    def stop(self) -> None:
        """Stop for good."""
        self._stopped = True
        self._timer.stop()
        self._slices.stop()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _on_files_changed(self, image_ids: Sequence[ImageId]) -> None:
        state = self._session.state
        for image_id in image_ids:
            if state.status(image_id) not in _BAD or self._tries[image_id] >= _MOST_TRIES:
                self._watched.pop(image_id, None)
            elif image_id not in self._watched:
                self._watched[image_id] = None
                if not self._tries[image_id]:
                    self._after_ms = _FIRST_AFTER_MS
        self._wait()

    def _on_gone(self) -> None:
        self._wait()

    def _wait(self) -> None:
        if self._stopped or self._task is not None:
            return
        if self._folder.is_gone:
            self._timer.start(_FOLDER_AFTER_MS)
        elif not self._watched:
            self._timer.stop()
        elif not self._timer.isActive() or self._timer.remainingTime() > self._after_ms:
            self._timer.start(self._after_ms)

    def _look(self) -> None:
        if self._stopped or self._runner.is_closed:
            return
        state = self._session.state
        images = [] if self._folder.is_gone else list(self._watched)
        known = [(state.path(image_id), state.file(image_id)) for image_id in images]
        job = partial(look_again_job, self._session.store.folder, known)
        self._task = task = self._runner.make("second look", job)
        task.succeeded.connect(self._on_looked)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    def _on_looked(self, found: LookedAgain) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        if self._folder.is_gone:
            if found.folder_is_there:
                self._folder.look_for_return()
        elif found.folder_is_there:
            self._waiting = [i for i in found.image_ids if i in self._watched]
            self._tries.update(self._waiting)
            self._after_ms = min(2 * self._after_ms, _LAST_AFTER_MS)
            if self._waiting:
                self._slices.start()
        self._wait()

    def _on_failed(self, _error: Exception) -> None:
        if is_from(self, self._task):
            # It is only about looking; the log has the bug.
            self._task = None

    def _put_in_line(self) -> None:
        """Have some of the images read again, and the rest in a moment."""
        state = self._session.state
        part, self._waiting = self._waiting[:_MOST_AT_ONCE], self._waiting[_MOST_AT_ONCE:]
        infos = [
            replace(state.file(image_id), status=FileStatus.PENDING, reason="")
            for image_id in part
            if state.status(image_id) in _BAD
        ]
        try:
            self._session.note_files(infos)
        except SessionFileError as error:
            self._waiting = []
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "files"))
            return
        if self._waiting:
            self._slices.start()
