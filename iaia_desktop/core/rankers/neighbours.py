"""The ranker that lets the nearest labelled images vote."""

from __future__ import annotations

import numpy as np

from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.labelled_set import LabelledSet

VOTERS = 10
_SHARPNESS = 10.0
_DOUBT = 1e-3
"""Weight that every class gets without a vote."""


class NeighbourRanker:
    """Rank by the nearest labelled images, nearer ones with more weight.

    Source: the weighted vote of Dudani, "The distance-weighted k-nearest-neighbor rule", 1976, with
    weights exp(10 (s - 1)) of the cosine s.

    Parameters
    ----------
    labelled : LabelledSet
        At least one image.
    """

    def __init__(self, labelled: LabelledSet) -> None:
        self._labelled = labelled

    def probabilities(self, features: Features) -> Features:
        """Return the share of the vote for each class, shape (n, K), float32."""
        labelled = self._labelled
        closeness = features @ labelled.features.T
        voters = min(VOTERS, len(labelled))
        places = np.argpartition(-closeness, voters - 1, axis=1)[:, :voters]
        weights = np.exp(_SHARPNESS * (np.take_along_axis(closeness, places, axis=1) - 1.0))
        votes = np.full((len(features), len(labelled.class_ids)), _DOUBT, dtype=np.float32)
        rows = np.arange(len(features))[:, np.newaxis]
        np.add.at(votes, (rows, labelled.columns[places]), weights)
        shares: Features = votes / votes.sum(axis=1, keepdims=True)
        return shares
