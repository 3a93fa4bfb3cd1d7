"""Made-up embeddings: a cloud of points for each class."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.types import Vector


def clouds(
    count: int, dim: int, classes: int, *, seed: int = 0, spread: float = 1.0
) -> tuple[Vector, npt.NDArray[np.intp]]:
    """Return embeddings and the class of each.

    Parameters
    ----------
    count, dim, classes : int
        n, d and the number of clouds.
    seed : int
        The same embeddings for the same seed.
    spread : float
        Standard deviation in a cloud, where the centres have 1.

    Returns
    -------
    vectors : ndarray, shape (n, d), float32
    labels : ndarray, shape (n,)
        From 0.
    """
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((classes, dim), dtype=np.float32)
    labels = rng.integers(classes, size=count)
    vectors = centres[labels]
    vectors += spread * rng.standard_normal((count, dim), dtype=np.float32)
    return vectors, labels
