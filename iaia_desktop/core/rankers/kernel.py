"""The ranker that fits a smooth function for each class: kernel ridge regression.

Source: Rifkin, Yeo and Poggio, "Regularized least-squares classification", 2003, on the Nystroem
features of the folder (core/feature_space.py). An image of a class with n labels weighs n^-1/2, so
that small classes are heard.
"""

from __future__ import annotations

import numpy as np

from iaia_desktop.core.feature_space import Features, FeatureSpace
from iaia_desktop.core.labelled_set import LabelledSet
from iaia_desktop.core.rankers.scores import softmax

_RIDGE = 0.15
_SHARPNESS = 8.0


class KernelRanker:
    """Rank by kernel ridge regression on the classes.

    Parameters
    ----------
    labelled : LabelledSet
        At least one image.
    space : FeatureSpace
        Of the folder.
    """

    def __init__(self, labelled: LabelledSet, space: FeatureSpace) -> None:
        self._space = space
        weights = (1.0 / np.sqrt(labelled.counts))[labelled.columns]
        weights = (weights / weights.mean()).astype(np.float32)[:, np.newaxis]
        lifted, marks = space.lifted(labelled.features), labelled.one_hot()
        self._mean: Features = (weights * lifted).mean(axis=0)
        roots = np.sqrt(weights)
        inputs = (lifted - self._mean) * roots
        targets = (marks - (weights * marks).mean(axis=0)) * roots
        self._weights = _ridge(inputs, targets)

    def probabilities(self, features: Features) -> Features:
        """Return the chance of each class, shape (n, K), float32."""
        scores = (self._space.lifted(features) - self._mean) @ self._weights
        return softmax(np.asarray(_SHARPNESS * scores, dtype=np.float32))


def _ridge(inputs: Features, targets: Features) -> Features:
    """Return the weights of the ridge regression, by the smaller of the two systems."""
    count, size = inputs.shape
    if count < size:
        system = inputs @ inputs.T + _RIDGE * np.eye(count, dtype=np.float32)
        dual: Features = inputs.T @ np.linalg.solve(system, targets)
        return dual
    system = inputs.T @ inputs + _RIDGE * np.eye(size, dtype=np.float32)
    primal: Features = np.linalg.solve(system, inputs.T @ targets)
    return primal
