"""The ranker that fits a smooth function for each class: kernel ridge regression.

Source: Rifkin, Yeo and Poggio, "Regularized least-squares classification", 2003, with the kernel of
core/feature_space.py. The functions are fitted around their weighted means; an image of a class
with n labels weighs n^-1/2, so that small classes are heard. Up to 2,500 labels the system is
solved as it is; beyond, the functions are made of the kernels to some images of the folder (subset
of regressors: Smola and Schoelkopf, "Sparse greedy matrix approximation for machine learning",
2000), which costs the same however many labels there are.
"""

from __future__ import annotations

import numpy as np

from iaia_desktop.core.feature_space import Features, FeatureSpace, kernel
from iaia_desktop.core.labelled_set import LabelledSet
from iaia_desktop.core.rankers.scores import softmax

EXACT_LABELS = 2_500
"""Up to so many labels the regression is exact: 0.3 s on two cores, and 50 MB."""

_RIDGE = 0.15
_SHARPNESS = 8.0
_JITTER = 1e-3


class KernelRanker:
    """Rank by kernel ridge regression on the classes.

    Parameters
    ----------
    labelled : LabelledSet
        At least one image.
    space : FeatureSpace
        Of the folder.
    exact_labels : int, optional
        Up to so many labels the regression is exact.
    """

    def __init__(
        self, labelled: LabelledSet, space: FeatureSpace, *, exact_labels: int = EXACT_LABELS
    ) -> None:
        weights = (1.0 / np.sqrt(labelled.counts))[labelled.columns]
        weights = (weights / weights.mean()).astype(np.float32)[:, np.newaxis]
        marks = labelled.one_hot()
        targets = (marks - (weights * marks).mean(axis=0)) * np.sqrt(weights)
        if len(labelled) <= exact_labels:
            self._references = labelled.features
            self._weights, self._offset = _exact(labelled.features, weights, targets)
        else:
            self._references = space.landmarks
            self._weights, self._offset = _by_landmarks(
                labelled.features, space.landmarks, weights, targets
            )

    def probabilities(self, features: Features) -> Features:
        """Return the chance of each class, shape (n, K), float32."""
        scores = kernel(features, self._references) @ self._weights + self._offset
        return softmax(np.asarray(_SHARPNESS * scores, dtype=np.float32))


def _by_landmarks(
    features: Features, landmarks: Features, weights: Features, targets: Features
) -> tuple[Features, Features]:
    """Return what the kernel to each landmark counts for in each class, and an offset."""
    inputs = kernel(features, landmarks)
    mean = (weights * inputs).mean(axis=0)
    inputs = (inputs - mean) * np.sqrt(weights)
    penalty = kernel(landmarks, landmarks) + _JITTER * np.eye(len(landmarks), dtype=np.float32)
    system = (inputs.T @ inputs + _RIDGE * penalty).astype(np.float64)
    counts = np.linalg.solve(system, (inputs.T @ targets).astype(np.float64))
    return (
        np.asarray(counts, dtype=np.float32),
        np.asarray(-(mean @ counts), dtype=np.float32),
    )


def _exact(features: Features, weights: Features, targets: Features) -> tuple[Features, Features]:
    """Return what the kernel to each labelled image counts for in each class, and an offset.

    With phi centred on its weighted mean, the kernel becomes
    <phi(a) - mean, phi(b) - mean> = k(a, b) - k(a) - k(b) + k, where one argument left out means
    the weighted mean over the labelled images.
    """
    raw = kernel(features, features)
    share = weights[:, 0] / weights.sum()
    mean = raw @ share
    middle = float(mean @ share)
    centred = raw - mean[:, np.newaxis] - mean + middle
    roots = np.sqrt(weights)
    system = roots * centred * roots[:, 0] + _RIDGE * np.eye(len(features), dtype=np.float32)
    dual = roots * np.linalg.solve(system, targets)
    total = dual.sum(axis=0)
    offset = middle * total - mean @ dual
    return (
        np.asarray(dual - share[:, np.newaxis] * total, dtype=np.float32),
        np.asarray(offset, dtype=np.float32),
    )
