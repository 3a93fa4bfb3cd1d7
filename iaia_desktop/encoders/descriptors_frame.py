"""Find where the subject of a picture is, from its colours alone."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from iaia_desktop.encoders.descriptors import Floats

_BORDER_CELLS = 3
_NOISE_VARIANCE = (25.0, 9.0, 9.0)
_NEAR = 1.0
_FAR = 8.0
_REST = 0.01
_REACH = 2.1
_SMALLEST_HALF = 0.04


@cache
def _border(side: int) -> npt.NDArray[np.bool_]:
    """Return which cells of a square lie on its border."""
    ring = np.ones((side, side), dtype=np.bool_)
    ring[_BORDER_CELLS:-_BORDER_CELLS, _BORDER_CELLS:-_BORDER_CELLS] = False
    return ring


def foreground_weights(lab: Floats) -> Floats:
    """Weigh cells by how unlike the border of the picture their colour is.

    The border is taken for background (the boundary prior of Wei et al. 2012, "Geodesic saliency
    using background priors"); unlike means far from the border's mean in the Mahalanobis distance
    of the border's own colours.

    Parameters
    ----------
    lab : ndarray, shape (side, side, 3), float32
        Mean Lab colours of the cells of a grid.

    Returns
    -------
    ndarray, shape (side, side), float32
        From 0.01 (as the border) to 7.01.
    """
    border = lab[_border(lab.shape[0])].astype(np.float64)
    mean = border.mean(axis=0)
    spread = border - mean
    covariance = spread.T @ spread / (len(border) - 1) + np.diag(_NOISE_VARIANCE)
    difference = lab - mean
    squared = ((difference @ np.linalg.inv(covariance)) * difference).sum(axis=-1)
    distance = np.sqrt(np.maximum(squared, 0.0))
    weights: Floats = (np.clip(distance, _NEAR, _FAR) - _NEAR + _REST).astype(np.float32)
    return weights


def subject_box(weights: Floats) -> tuple[float, float, float, float]:
    """Frame the weights by their first and second moments (Hu 1962).

    Parameters
    ----------
    weights : ndarray, shape (side, side), float32
        Positive.

    Returns
    -------
    tuple of float
        Left, top, right, bottom, as shares of width and height between 0 and 1: 2.1 standard
        deviations round the centre of mass, cut at the picture's edge.
    """
    side = weights.shape[0]
    share = weights.astype(np.float64) / weights.sum(dtype=np.float64)
    middle = (np.arange(side) + 0.5) / side
    left, right = _span(share.sum(axis=0), middle)
    top, bottom = _span(share.sum(axis=1), middle)
    return left, top, right, bottom


def _span(share: npt.NDArray[np.float64], middle: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Return the interval round the mean of one marginal, within 0 and 1."""
    mean = float(share @ middle)
    deviation = float(np.sqrt(share @ (middle - mean) ** 2))
    half = max(_REACH * deviation, _SMALLEST_HALF)
    return max(0.0, mean - half), min(1.0, mean + half)
