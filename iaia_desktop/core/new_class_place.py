"""Where "new class" stands among the ranked classes."""

from __future__ import annotations

import numpy as np

from iaia_desktop.core.annotator import Suggestion
from iaia_desktop.core.ranker_bank import PROTOTYPE_SHARPNESS


def place_of_new(said: Suggestion) -> int | None:
    """Return how many classes are likelier than a new one; None where nobody knows the chance.

    The classes share what the chance of a new class leaves. What each gets is its chance where its
    ranker gives one, and else follows from its distance. When "new class" is suggested it is first.

    Parameters
    ----------
    said : Suggestion
        With its ranked classes.

    Returns
    -------
    int or None
        From 0 to the number of ranked classes.
    """
    if said.new_chance is None:
        return None
    if said.is_new or not said.ranked:
        return 0
    left = 1.0 - said.new_chance
    shares = _shares(said)
    for place, share in enumerate(shares):
        if left * share < said.new_chance:
            # Only "new" that is suggested stands first: the first row is what Space accepts.
            return max(1, place)
    return len(shares)


def _shares(said: Suggestion) -> list[float]:
    if all(row.chance is not None for row in said.ranked):
        return [row.chance or 0.0 for row in said.ranked]
    distances = np.array([row.distance for row in said.ranked])
    weights = np.exp(-PROTOTYPE_SHARPNESS * (distances - distances.min()))
    shares: list[float] = (weights / weights.sum()).tolist()
    return shares
