"""Search the images of a session, off the GUI thread."""

from __future__ import annotations

from collections.abc import Generator

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.search import SearchRequest, SearchResult, search_steps
from iaia_desktop.jobs.progress import Progress


def search_images_job(
    request: SearchRequest, cancel: CancelToken
) -> Generator[Progress, None, SearchResult]:
    """Search.

    Parameters
    ----------
    request : SearchRequest
        A snapshot; nothing of it changes while the job runs.

    Yields
    ------
    Progress
        In hundredths.

    Returns
    -------
    SearchResult

    Raises
    ------
    CancelledError
        When the token is set; looked at between steps.
    """
    steps = search_steps(request)
    while True:
        cancel.raise_if_cancelled()
        try:
            done = next(steps)
        except StopIteration as stop:
            result: SearchResult = stop.value
            return result
        yield Progress(round(100 * done), 100, Saying("Searching"))
