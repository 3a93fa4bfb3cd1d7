"""Bring a damaged session back from its backup and its log, as a job."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.restoring import RestoredSession, restore_session


def restore_session_job(
    path: Path, cancel: CancelToken
) -> Generator[Progress, None, RestoredSession]:
    """Restore a session and return what came back; the damaged file is put aside.

    Raises
    ------
    SessionFileError
        When no backup is sound, or files cannot be copied or moved; all is as it was then.
    CancelledError
        When the token is set; all is as it was then.
    """
    yield Progress(0, 0, Saying("Bringing the session back"))
    return restore_session(path, cancel.raise_if_cancelled)
