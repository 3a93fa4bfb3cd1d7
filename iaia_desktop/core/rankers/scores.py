"""Scores as chances."""

from __future__ import annotations

import numpy as np

from iaia_desktop.core.feature_space import Features


def softmax(scores: Features) -> Features:
    """Return chances that are proportional to the exponentials of scores, row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    np.exp(shifted, out=shifted)
    shifted /= shifted.sum(axis=1, keepdims=True)
    result: Features = shifted.astype(np.float32, copy=False)
    return result
