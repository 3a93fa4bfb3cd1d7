"""The two rankers with one shared covariance: the learned cosine and the discriminant.

Both compare an image with class means in the metric P = q inv(S + tr(S) / dof I), the shrunk
inverse of the scatter S within classes, with dof = n - K degrees of freedom. P is the identity
until dof exceeds 5, so that both start as the nearest centred prototype; the shrinkage weakens by
itself as labels arrive.

Sources: the discriminant and its shrinkage are those of Wang et al., "A hard-to-beat baseline for
training-free CLIP-based adaptation", ICLR 2024. Taking the cosine instead keeps mature classes from
swallowing young ones, for a class's length, which grows as it is known better, no longer counts.
"""

from __future__ import annotations

import numpy as np

from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.labelled_set import LabelledSet
from iaia_desktop.core.rankers.scores import softmax

_FEWEST_FREEDOM = 5
_COSINE_SHARPNESS = 20.0
_TINY = 1e-12


class MetricRanker:
    """Rank by class means in the metric of the labels.

    Parameters
    ----------
    labelled : LabelledSet
        At least one image.
    """

    def __init__(self, labelled: LabelledSet) -> None:
        self._means = labelled.means()
        self._metric = _metric(labelled, self._means)
        self._directions = self._means @ self._metric
        self._squares = np.maximum(np.einsum("kq,kq->k", self._directions, self._means), _TINY)

    def cosine_probabilities(self, features: Features) -> Features:
        """Return the chance of each class by the learned cosine, shape (n, K), float32."""
        lengths = np.sqrt(
            np.maximum(np.einsum("nq,nq->n", features @ self._metric, features), _TINY)
        )
        scores = (features @ self._directions.T) / np.sqrt(self._squares) / lengths[:, np.newaxis]
        return softmax(_COSINE_SHARPNESS * scores)

    def discriminant_probabilities(self, features: Features) -> Features:
        """Return the chance of each class by the discriminant, shape (n, K), float32."""
        return softmax(features @ self._directions.T - 0.5 * self._squares)


def _metric(labelled: LabelledSet, means: Features) -> Features:
    size = labelled.features.shape[1]
    freedom = len(labelled) - len(labelled.class_ids)
    if freedom <= _FEWEST_FREEDOM:
        return np.eye(size, dtype=np.float32)
    rest = labelled.features - means[labelled.columns]
    scatter = (rest.T @ rest).astype(np.float64)
    shrinkage = max(float(np.trace(scatter)) / freedom, _TINY)
    inverse: Features = np.linalg.inv(scatter + shrinkage * np.eye(size)).astype(np.float32)
    metric: Features = size * inverse
    return metric
