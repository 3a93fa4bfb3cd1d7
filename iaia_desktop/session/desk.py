"""The desk: opens sessions, holds the one that is open, and lists the latest ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from iaia_desktop.core.errors import (
    ForeignSessionError,
    SessionDamagedError,
    SessionFileError,
)
from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.session.desk_words import moved_notice, not_there_notice, opened_anew_notice
from iaia_desktop.session.elsewhere_wish import ElsewhereWish
from iaia_desktop.session.opening_words import (
    looks_only_notice,
    not_opened_notice,
    not_saved_notice,
)
from iaia_desktop.session.rescue_words import recovered_notice, restored_notice
from iaia_desktop.session.services import Services
from iaia_desktop.session.views import RecentSession
from iaia_desktop.workers.task import Job, Task, is_from

if TYPE_CHECKING:
    from iaia_desktop.jobs.open_session import OpenedSession
    from iaia_desktop.jobs.recent_sessions import FoundSession
    from iaia_desktop.session.workspace import Workspace
    from iaia_desktop.store.restoring import RestoredSession

_MOST_RECENT = 12
_MOST_REMEMBERED = 50


class Desk(QObject):
    """Open and close sessions. Lives on the GUI thread.

    Parameters
    ----------
    services : Services
        Shared by all sessions.
    """

    opened = Signal(object)
    """Workspace: a session is open, and was not started yet."""

    closed = Signal()
    """No session is open any more."""

    opening = Signal(object)
    """Progress while a session is being opened, or the demo drawn."""

    opening_ended = Signal()
    """Opening came to an end, well or not."""

    recent_found = Signal(object)
    """List of RecentSession."""

    picture_found = Signal(object, QImage)
    """Session path and a picture for its card."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._workspace: Workspace | None = None
        # What is awaited; what was given up but has not ended; and what waits for that end, because
        # two of them could want the same session file.
        self._opening: Task | None = None
        self._ending: Task | None = None
        self._waiting: Task | None = None
        self._target: Path | None = None
        self._elsewhere: ElsewhereWish | None = None
        self._recent: Task | None = None
        self._damaged: SessionDamagedError | None = None
        self._restored: RestoredSession | None = None
        self._opens_anew = False
        # Why the session could not be opened for writing.
        self._refused: Exception | None = None
        self._read_only = False

    @property
    def workspace(self) -> Workspace | None:
        """What is open."""
        return self._workspace

    # --- opening ------------------------------------------------------------------------------

    def open(
        self,
        target: Path,
        *,
        read_only: bool = False,
        elsewhere: ElsewhereWish | None = None,
        is_trusted: bool = False,
    ) -> None:
        """Open the session of a folder, or a session file; the one that is open gets closed.

        A target that is not there leaves the open session as it is. With ``elsewhere``, the session
        uses embeddings that were made there. A session file from elsewhere that is not trusted is
        not opened when it names places of its own; the person is asked.
        """
        if self._workspace is not None and not os.path.exists(target):  # noqa: PTH110 - never raises
            self.noticed.emit(not_there_notice(target))
            return
        from iaia_desktop.jobs.open_session import OpenRequest, open_session_job

        self.cancel_opening()
        # The same session cannot be open twice, so the old one goes first. It is safe on disk.
        self.close()
        self._target = target.absolute()
        self._elsewhere = elsewhere
        self._read_only = read_only
        settings = self._services.settings.value
        worked_with = frozenset(map(Path, settings.sessions_elsewhere))
        request = OpenRequest(
            target=self._target,
            sessions=self._services.folders.sessions,
            palette=CLASS_COLOURS,
            method=settings.method,
            encoder_spec=settings.encoder_spec,
            now=self._services.clock(),
            read_only=read_only,
            put_off=True,
            opened_before=None if is_trusted else worked_with,
        )
        self._begin("opening", partial(open_session_job, request), self._on_opened)

    def open_demo(self) -> None:
        """Draw the demo pictures when they are not there yet, and open them."""
        from iaia_desktop.jobs.draw_demo import draw_demo_job

        self.cancel_opening()
        folder = self._services.folders.data / "demo"
        self._begin("demo", partial(draw_demo_job, folder), self._on_demo_drawn)

    def cancel_opening(self) -> None:
        """Give up what is being opened."""
        task, self._opening = self._opening, None
        if task is None:
            return
        if task is self._waiting:
            self._waiting = None
        else:
            task.cancel()
            self._ending = task
        self.opening_ended.emit()

    def relocate(self, folder: Path) -> None:
        """Take another folder as the place of the open session's images."""
        workspace = self._workspace
        if workspace is None:
            return
        path = workspace.session.store.path
        try:
            workspace.session.store.set_folder(folder)
        except SessionFileError as error:
            self.noticed.emit(not_saved_notice(error, "folder"))
            return
        # The person says so.
        self.open(path, is_trusted=True)

    def close(self) -> None:
        """Close the open session; everything is on disk already."""
        workspace, self._workspace = self._workspace, None
        if workspace is None:
            return
        try:
            workspace.close()
        finally:
            self.closed.emit()
            workspace.deleteLater()

    def _begin(self, name: str, job: Job, arrive: Callable[..., None]) -> None:
        task = self._services.runner.make(name, job)
        task.progressed.connect(self._on_progressed)
        task.succeeded.connect(arrive)
        task.failed.connect(self._on_failed)
        task.finished.connect(self._on_finished)
        self._opening = task
        if self._ending is None:
            self._services.runner.start(task)
        else:
            self._waiting = task

    def _on_finished(self) -> None:
        if is_from(self, self._ending):
            self._ending = None
            task, self._waiting = self._waiting, None
            if task is not None:
                self._services.runner.start(task)

    def _on_progressed(self, progress: Progress) -> None:
        if is_from(self, self._opening):
            self.opening.emit(progress)

    def _on_demo_drawn(self, folder: Path) -> None:
        if is_from(self, self._opening):
            self._opening = None
            self.open(folder)

    def _on_opened(self, opened: OpenedSession) -> None:
        if not is_from(self, self._opening):
            opened.store.close()
            return
        from iaia_desktop.session.workspace import Workspace

        self._opening = None
        self.opening_ended.emit()
        try:
            workspace = Workspace(opened, self._services, self)
        except SessionFileError as error:
            opened.store.close()
            self._say_not_opened(error)
            return
        if self._elsewhere is not None:
            workspace.elsewhere.ask(self._elsewhere)
        self._workspace = workspace
        workspace.catch_up.damaged.connect(self._on_damaged)
        # Later, for the decision that failed is still on its way back through the session.
        workspace.session.keeper.fell_out_of_step.connect(
            self._on_out_of_step, Qt.ConnectionType.QueuedConnection
        )
        self._remember(opened.store.path)
        self.opened.emit(workspace)
        restored, self._restored = self._restored, None
        if restored is not None:
            self.noticed.emit(restored_notice(restored))
        if opened.store.recovered is not None:
            self.noticed.emit(recovered_notice(opened.store.recovered))
        if self._opens_anew:
            self._opens_anew = False
            self.noticed.emit(opened_anew_notice())
        if opened.moved_from is not None:
            self.noticed.emit(moved_notice(opened.moved_from))
        if workspace.session.read_only:
            self.noticed.emit(looks_only_notice(self._refused))

    def _on_failed(self, error: Exception) -> None:
        if not is_from(self, self._opening):
            return
        self._opening = None
        self.opening_ended.emit()
        self._say_not_opened(error)

    def _on_damaged(self, error: SessionDamagedError) -> None:
        """Close a session whose file turned out to be damaged, before anything is folded into it.

        What was decided since it was opened lies in the log of decisions, and comes back from it.
        """
        workspace = self._workspace
        if workspace is not None and self.sender() is workspace.catch_up:
            self.close()
            self._say_not_opened(error)

    def reopen(self) -> None:
        """Open the session anew from its file, now that its drive or folder may be back."""
        if self._workspace is not None:
            self.open(self._workspace.session.store.path)

    def _on_out_of_step(self) -> None:
        """Open the session's file anew: by a fault of ours, memory says something else."""
        workspace = self._workspace
        if workspace is not None and self.sender() is workspace.session.keeper:
            self._opens_anew = True
            self.open(workspace.session.store.path)

    def _say_not_opened(self, error: Exception) -> None:
        self._refused = error
        self._damaged = error if isinstance(error, SessionDamagedError) else None
        self.noticed.emit(not_opened_notice(error))

    def restore_backup(self) -> None:
        """Bring the damaged session back from its backup and its log, and open it."""
        damaged, self._damaged = self._damaged, None
        if damaged is None or damaged.backup is None:
            return
        from iaia_desktop.jobs.restore_session import restore_session_job

        job = partial(restore_session_job, damaged.path)
        self._begin("restoring", job, self._on_restored)

    def _on_restored(self, restored: RestoredSession) -> None:
        if not is_from(self, self._opening) or self._target is None:
            return
        self._opening = None
        self._restored = restored
        self.open(self._target, elsewhere=self._elsewhere)

    def trust_session(self) -> None:
        """Open the session file from elsewhere that the person was asked about."""
        if self._target is not None and isinstance(self._refused, ForeignSessionError):
            self.open(
                self._target,
                read_only=self._read_only,
                elsewhere=self._elsewhere,
                is_trusted=True,
            )

    def open_read_only(self) -> None:
        """Show the session that another instance holds."""
        if self._target is not None:
            self.open(self._target, read_only=True, elsewhere=self._elsewhere)

    # --- the latest sessions ------------------------------------------------------------------

    def look_up_recent(self) -> None:
        """Find the latest sessions; ``recent_found`` and ``picture_found`` follow."""
        if self._services.runner.is_closed:
            return
        from iaia_desktop.jobs.recent_sessions import recent_sessions_job

        settings = self._services.settings.value
        task = self._services.runner.make(
            "recent",
            partial(
                recent_sessions_job,
                self._services.folders.sessions,
                [Path(path) for path in settings.sessions_elsewhere],
                [Path(path) for path in settings.hidden_sessions],
                _MOST_RECENT,
                last_used=[Path(path) for path in settings.last_sessions],
            ),
        )
        task.succeeded.connect(self._on_recent)
        self._recent = self._services.runner.start(task)

    def forget(self, session_path: str) -> None:
        """Take a session off the list; its file stays where it is."""
        hidden = self._services.settings.value.hidden_sessions
        self._services.settings.change(hidden_sessions=(*hidden, session_path))
        self.look_up_recent()

    def _remember(self, path: Path) -> None:
        settings = self._services.settings.value
        elsewhere = settings.sessions_elsewhere
        text = str(path)
        if path.parent != self._services.folders.sessions and text not in elsewhere:
            elsewhere = (*elsewhere, text)
        hidden = tuple(row for row in settings.hidden_sessions if row != text)
        last = (text, *(row for row in settings.last_sessions if row != text))[:_MOST_REMEMBERED]
        wanted = replace(
            settings, sessions_elsewhere=elsewhere, hidden_sessions=hidden, last_sessions=last
        )
        if wanted != settings:
            self._services.settings.change(
                sessions_elsewhere=elsewhere, hidden_sessions=hidden, last_sessions=last
            )

    def _on_recent(self, found: Sequence[FoundSession]) -> None:
        if not is_from(self, self._recent) or self._services.runner.is_closed:
            return
        rows = [
            RecentSession(
                session_path=each.summary.path,
                folder=each.summary.folder,
                total=each.summary.total,
                labelled=each.summary.labelled,
                opened_at=each.summary.last_used_at,
                thumbnail=each.summary.thumbnail,
                folder_exists=each.folder_exists,
                is_readable=each.is_readable,
            )
            for each in found
        ]
        self.recent_found.emit(rows)
        wanted = [(str(row.session_path), row.thumbnail) for row in rows if row.thumbnail]
        from iaia_desktop.workers.recent_pictures import recent_pictures_job

        task = self._services.runner.make(
            "recent pictures", partial(recent_pictures_job, wanted, self._services.thumbnails)
        )
        task.progressed.connect(self._on_recent_picture)
        self._services.runner.start(task)

    def _on_recent_picture(self, found: tuple[str, QImage]) -> None:
        self.picture_found.emit(*found)
