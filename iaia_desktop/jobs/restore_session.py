"""Put the last automatic copy in the place of a damaged session, as a job."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.backups import restore_backup


def restore_session_job(
    path: Path, backup: Path, cancel: CancelToken
) -> Generator[Progress, None, Path]:
    """Restore a backup and return where the damaged file was put; nothing is deleted.

    Raises
    ------
    SessionFileError
        When files cannot be copied or moved; all is as it was then.
    CancelledError
        When the token is set before anything happened.
    """
    yield Progress(0, 0, "Restoring the last backup")
    cancel.raise_if_cancelled()
    return restore_backup(path, backup)
