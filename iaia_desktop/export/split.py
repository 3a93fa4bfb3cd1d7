"""A training and a validation part: stratified by class, the same for the same seed."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping

import numpy as np

from iaia_desktop.core.errors import ExportError
from iaia_desktop.core.saying import Saying

TRAIN = "train"
VALIDATION = "validation"
LARGEST_SHARE = 0.9


def split_by_class(labels: Mapping[str, str], *, share: float, seed: int) -> dict[str, str]:
    """Draw the validation part of each class.

    Each class is drawn by itself, from the seed and its name, so that its part depends neither
    on the order of the images nor on the other classes.

    Parameters
    ----------
    labels : mapping of str to str
        Image path to class name.
    share : float
        Wanted share of the validation part, 0 to 0.9; rounded to whole images per class.
    seed : int
        0 or more.

    Returns
    -------
    dict of str to str
        Image path to ``train`` or ``validation``. Every class keeps an image in ``train``.

    Raises
    ------
    ExportError
        When the share or the seed is out of range.
    """
    check_split(share, seed)
    members: dict[str, list[str]] = {}
    for path in sorted(labels):
        members.setdefault(labels[path], []).append(path)
    parts = dict.fromkeys(labels, TRAIN)
    for class_name, paths in members.items():
        count = min(math.floor(share * len(paths) + 0.5), len(paths) - 1)
        name = class_name.encode("utf-8", "surrogatepass")
        entropy = int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "big")
        order = np.random.default_rng([seed, entropy]).permutation(len(paths))
        for index in order[:count]:
            parts[paths[int(index)]] = VALIDATION
    return parts


def check_split(share: float, seed: int) -> None:
    """Refuse a split that cannot be drawn.

    Parameters
    ----------
    share : float
        Share of the validation part.
    seed : int
        Of the random draw.

    Raises
    ------
    ExportError
        When the share or the seed is out of range.
    """
    if not 0.0 <= share <= LARGEST_SHARE:
        raise ExportError(
            Saying("A validation share of {share:g} is not possible.", share=share),
            Saying("Choose a share from 0 to {largest:g}.", largest=LARGEST_SHARE),
        )
    if seed < 0:
        raise ExportError(
            Saying("A seed of {seed} is not possible.", seed=seed),
            Saying("Choose 0 or a larger number."),
        )
