"""Draw the demo pictures, as a job."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.errors import FolderError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.system_words import system_words
from iaia_desktop.images.demo import draw_demo
from iaia_desktop.jobs.progress import Progress

DEMO_COUNT = 360
"""Pictures of the demo."""


def draw_demo_job(
    folder: Path, cancel: CancelToken, *, count: int = DEMO_COUNT
) -> Generator[Progress, None, Path]:
    """Draw what is missing of the demo pictures and return their folder.

    Raises
    ------
    FolderError
        When the folder cannot be written.
    CancelledError
        When the token is set; the pictures drawn so far stay and are not drawn again.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for done in draw_demo(folder, count=count):
            cancel.raise_if_cancelled()
            yield Progress(done, count, Saying("Drawing the demo pictures"))
    except OSError as error:
        raise FolderError(
            Saying(
                "The demo pictures cannot be written to “{folder}”: {reason}.",
                folder=folder,
                reason=system_words(error),
            ),
            Saying("Make room on the disk, or set IAIA_HOME to a folder that can be written."),
        ) from error
    return folder
