"""What is left to be done once a session's picture is on screen."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from iaia_desktop.core.answers import StoredAnswers
from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.progress import Progress
from iaia_desktop.store.session_file import SessionStore
from iaia_desktop.store.stored_answers import read_stored_answers


def finish_checks_job(store: SessionStore, cancel: CancelToken) -> Generator[Progress, None, str]:
    """Check the session file and keep a backup of it, as they were when it was opened.

    Returns
    -------
    str
        Why no backup could be made; "" when all is well.

    Raises
    ------
    SessionDamagedError
        When the file is damaged.
    CancelledError
        When the token is set.
    """
    yield Progress(0, 0, Saying("Checking the session"))
    cancel.raise_if_cancelled()
    store.finish_checks(lambda: cancel.cancelled)
    return store.backup_problem


def stored_answers_job(path: Path, cancel: CancelToken) -> Generator[Progress, None, StoredAnswers]:
    """Read what people answered in a session.

    Raises
    ------
    SessionFileError
        When the file cannot be read.
    """
    yield Progress(0, 0, Saying("Reading the answers"))
    cancel.raise_if_cancelled()
    return read_stored_answers(path)
