"""Work out what to look at again, off the GUI thread."""

from __future__ import annotations

from collections.abc import Generator

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.review import ReviewFindings, ReviewRequest, review_steps
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.progress import Progress


def review_job(
    request: ReviewRequest, cancel: CancelToken
) -> Generator[Progress, None, ReviewFindings]:
    """Look at all labels.

    Parameters
    ----------
    request : ReviewRequest
        A snapshot; nothing of it changes while the job runs.

    Yields
    ------
    Progress
        In hundredths.

    Returns
    -------
    ReviewFindings

    Raises
    ------
    CancelledError
        When the token is set; looked at between steps.
    """
    steps = review_steps(request)
    while True:
        cancel.raise_if_cancelled()
        try:
            done = next(steps)
        except StopIteration as stop:
            result: ReviewFindings = stop.value
            return result
        yield Progress(round(100 * done), 100, Saying("Looking over the labels"))
