"""Look at an export's destination in the background, while the dialog is open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.saying import Saying
from iaia_desktop.export.space import size_words
from iaia_desktop.jobs.look_at_destination import (
    DestinationLook,
    SessionSizes,
    look_at_destination,
)
from iaia_desktop.session.date_words import moment_words
from iaia_desktop.session.notices import words_of
from iaia_desktop.session.transfer_views import DestinationView
from iaia_desktop.workers.task import Task, TaskRunner, is_from

if TYPE_CHECKING:
    from iaia_desktop.export.rows import ExportMode
    from iaia_desktop.export.unfinished import UnfinishedInfo


class DestinationCheck(QObject):
    """Answer what stands against a folder, and what is there already. GUI thread.

    Parameters
    ----------
    runner : TaskRunner
        Starts and keeps tasks.
    session_path : Path
        The session to export.
    """

    looked = Signal(object)
    """DestinationView."""

    def __init__(
        self, runner: TaskRunner, session_path: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._session_path = session_path
        self._task: Task | None = None
        self._sizes: SessionSizes | None = None
        self._asked: DestinationView | None = None

    def ask(self, folder: str, mode: ExportMode) -> None:
        """Look at a folder; ``looked`` answers, unless something else is asked meanwhile."""
        self.stop()
        if self._runner.is_closed:
            return
        self._asked = DestinationView(folder, mode)
        job = partial(look_at_destination, self._session_path, folder, mode, self._sizes)
        task = self._runner.make("destination", job)
        task.succeeded.connect(self._on_looked)
        task.failed.connect(self._on_failed)
        self._task = self._runner.start(task)

    def stop(self) -> None:
        """Want no answer any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_looked(self, look: DestinationLook) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        self._sizes = look.sizes
        self.looked.emit(destination_view(look))

    def _on_failed(self, error: Exception) -> None:
        if not is_from(self, self._task) or self._asked is None:
            return
        self._task = None
        words = words_of(error, Saying("It cannot be looked at: {reason}", reason=str(error)))
        asked = self._asked
        self.looked.emit(DestinationView(asked.folder, asked.mode, problem=words))


def destination_view(look: DestinationLook) -> DestinationView:
    """Return a look at a destination in words.

    Parameters
    ----------
    look : DestinationLook
        As the job gave it.
    """
    needed = size_words(look.needed_bytes)
    free = None if look.free_bytes is None else size_words(look.free_bytes)
    room = Saying("Needs about {needed}.", needed=needed)
    if free:
        room = Saying("Needs about {needed}; {free} are free there.", needed=needed, free=free)
    problem = look.problem
    if look.copies_instead:
        copied = Saying(
            "That folder is on another disk, where hard links do not reach: the files will be"
            " copied."
        )
        room = Saying.joined((copied, room))
    if not problem and look.free_bytes is not None and look.needed_bytes > look.free_bytes:
        short = size_words(look.needed_bytes - look.free_bytes)
        problem = Saying(
            "There is not enough room: about {needed} are needed and {free} are free."
            " Free {short}, or choose another disk.",
            needed=needed,
            free=free,
            short=short,
        )
    return DestinationView(
        look.folder,
        look.mode,
        problem,
        unfinished_words(look.unfinished) if look.unfinished is not None else "",
        "" if problem else room,
    )


def unfinished_words(unfinished: UnfinishedInfo) -> Saying:
    """Return in words how far an unfinished export is.

    Parameters
    ----------
    unfinished : UnfinishedInfo
        As it was found.
    """
    return Saying(
        "An export of {moment} is unfinished there: {done:,} of {total:,} images are in place.",
        moment=moment_words(unfinished.about.started_at),
        done=unfinished.done,
        total=unfinished.about.total,
    )
