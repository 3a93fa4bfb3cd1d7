"""Rank all images that wait, off the GUI thread."""

from __future__ import annotations

from collections.abc import Generator

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.folder_ranking import FolderRanking
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.progress import Progress

BLOCK_ROWS = 8192
"""Images that are ranked at once."""


def rank_folder_job(
    request: RankingRequest, cancel: CancelToken
) -> Generator[Progress, None, FolderRanking]:
    """Rank the images of a request.

    Parameters
    ----------
    request : RankingRequest
        A snapshot that the engine made; nothing of it changes while the job runs.

    Yields
    ------
    Progress
        In images.

    Returns
    -------
    FolderRanking

    Raises
    ------
    CancelledError
        When the token is set; looked at between blocks.
    """
    total = len(request)
    if request.keeper is not None:
        steps = request.keeper.steps(request)
        try:
            while True:
                try:
                    share = next(steps)
                except StopIteration as stop:
                    found: FolderRanking = stop.value
                    return found
                cancel.raise_if_cancelled()
                yield Progress(int(share * total), total, Saying("Ranking the images"))
        finally:
            steps.close()
    blocks = []
    for start in range(0, total, BLOCK_ROWS):
        cancel.raise_if_cancelled()
        yield Progress(start, total, Saying("Ranking the images"))
        blocks.append(request.rank(start, start + BLOCK_ROWS, cancel.raise_if_cancelled))
    return request.joined(blocks)
