"""Sort the images that wait, off the GUI thread."""

from __future__ import annotations

from collections.abc import Generator

from iaia_desktop.core.cancel import CancelToken
from iaia_desktop.core.folder_features import IntArray
from iaia_desktop.core.orders import OrderChoice, OrderRequest, order_steps
from iaia_desktop.core.saying import Saying
from iaia_desktop.jobs.progress import Progress

_SORTING = {
    OrderChoice.FOLDER: Saying("Sorting: folder order"),
    OrderChoice.SUREST: Saying("Sorting: surest first"),
    OrderChoice.LEAST_SURE: Saying("Sorting: least sure first"),
    OrderChoice.MOST_DIFFERENT: Saying("Sorting: most different first"),
    OrderChoice.BY_CLASS: Saying("Sorting: by likely class"),
}


def order_images_job(
    request: OrderRequest, cancel: CancelToken
) -> Generator[Progress, None, IntArray]:
    """Sort the images of a request.

    Parameters
    ----------
    request : OrderRequest
        A snapshot; nothing of it changes while the job runs.

    Yields
    ------
    Progress
        In hundredths.

    Returns
    -------
    ndarray, shape (n,), int64
        The ids of the images that wait, each once, in the order in which they are asked for.

    Raises
    ------
    CancelledError
        When the token is set; looked at between steps.
    """
    steps = order_steps(request)
    while True:
        cancel.raise_if_cancelled()
        try:
            done = next(steps)
        except StopIteration as stop:
            ordered: IntArray = stop.value
            return ordered
        yield Progress(round(100 * done), 100, _SORTING[request.choice])
