"""Which images come in which order, and which of them the human decides.

Both follow from the seed alone. The order ``shuffle`` is
``numpy.random.default_rng(seed).permutation(n)`` over the n images of the data set: files in
natural path order, or the rows of an ``.npz`` file or of CIFAR-100 as they come. ``file`` is that
natural order itself. ``domain`` is the shuffled order, sorted by domain and otherwise left as it
is: domain by domain, shuffled within each, so that the same images come i.i.d. and with shifts.

The human decides image r (its row in the data set, wherever it stands in the stream) if
``numpy.random.default_rng(seed).random(n)[r] < supervision``. So one seed gives every order the
same human decisions, and what is decided at a supervision level is decided at every higher one.

A limit cuts the stream after so many images, not the data set before it is put in order.
"""

from __future__ import annotations

import numpy as np

from iaia_desktop.experiments.dataset import DataSetError, Truth
from iaia_desktop.experiments.results import Flags, Numbers
from iaia_desktop.experiments.settings import Order, SimulationSettings
from iaia_desktop.export.names import shown


def stream_rows(truth: Truth, settings: SimulationSettings, seed: int) -> Numbers:
    """Return the rows of the data set in order of the stream.

    Parameters
    ----------
    truth : Truth
        Of n images.
    settings : SimulationSettings
        Its order and its limit count.
    seed : int
        0 or more.

    Returns
    -------
    ndarray, shape (min(n, limit),), int64

    Raises
    ------
    DataSetError
        When the order is by domain and there are no domains.
    """
    if settings.order is Order.FILE:
        rows: Numbers = np.arange(len(truth), dtype=np.int64)
    else:
        rows = np.random.default_rng(seed).permutation(len(truth)).astype(np.int64)
    if settings.order is Order.DOMAIN:
        if not truth.domain_names:
            raise DataSetError(
                f"The data “{shown(truth.name)}” has no domains to order by.",
                "Give data with domains, or choose another order.",
            )
        rows = rows[np.argsort(truth.domains[rows], kind="stable")]
    return rows[: settings.limit]


def drawn_for_human(size: int, supervision: float, seed: int) -> Flags:
    """Return for each row of a data set whether the human decides it.

    Parameters
    ----------
    size : int
        The number n of images in the data set.
    supervision : float
        From 0 (none) to 1 (all).
    seed : int
        0 or more.

    Returns
    -------
    ndarray, shape (n,), bool
    """
    drawn: Flags = np.random.default_rng(seed).random(size) < supervision
    return drawn
