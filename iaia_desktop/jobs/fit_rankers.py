"""Work out the folder's shape and fit the rankers, off the GUI thread."""

from __future__ import annotations

from collections.abc import Generator

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.folder_shape import FolderShape, ShapeRequest
from iaia_desktop.core.ranker_bank import RankerBank
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.freed_memory import return_small_pieces
from iaia_desktop.jobs.progress import Progress


def shape_folder_job(
    request: ShapeRequest, cancel: CancelToken
) -> Generator[Progress, None, FolderShape]:
    """Work out features and neighbours of the images of a folder.

    Raises
    ------
    CancelledError
        When the token is set; looked at between blocks of a thousand images.
    """
    yield Progress(0, len(request.image_ids), Saying("Comparing the images"))
    shape = request.work_out(cancel.raise_if_cancelled)
    return_small_pieces()
    return shape


def fit_rankers_job(
    bank: RankerBank, cancel: CancelToken, ahead: RankingRequest | None = None
) -> Generator[Progress, None, RankerBank]:
    """Fit every ranker of a bank, so that asking them on the GUI thread is quick.

    Parameters
    ----------
    bank : RankerBank
        The rankers.
    cancel : CancelToken
        Looked at between the rankers, and between blocks of images.
    ahead : RankingRequest, optional
        Images that the ranker of this request is asked about right away, so that the first ranking
        by the new rankers is as quick as the others.

    Raises
    ------
    CancelledError
        When the token is set.
    """
    yield Progress(0, 1, Saying("Learning from the labels"))
    bank.fit(cancel.raise_if_cancelled)
    if ahead is not None and not ahead.hears_names:
        for _ in bank.best(ahead.ranker, ahead.image_ids, ahead.arrivals):
            cancel.raise_if_cancelled()
            yield Progress(0, 1, Saying("Learning from the labels"))
    return_small_pieces()
    return bank
