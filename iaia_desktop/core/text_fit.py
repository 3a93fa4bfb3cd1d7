"""Fit the word of class names to a folder and to the person's answers; see ``text_prior``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.calibration import leave_one_out_pairs
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.text_prior import (
    DEFAULT_WEIGHT,
    HALF_LIFE_LABELS,
    AnyFloats,
    Array,
    TextPrior,
)
from iaia_desktop.core.types import ClassId, Vector

_WEIGHTS = {0.0: 0.5, 0.25: 0.5, 0.5: 0.3, 1.0: 0.0, 2.0: 0.3, 4.0: 0.7}
"""Weights to choose from and their cost in nats: before there are answers, the default is best."""

_ANSWERS_TO_DOUBT = 2.0
"""With n answers a say of the names must be worth ``log(1 + n / this) / 2`` nats more than none."""

_SHARPNESSES = (1.0, 2.0, 4.0, 8.0)
"""What distances in spreads may count for in nats."""

_SMALLEST = 1e-6


def fitted_prior(
    prior: TextPrior,
    memory: PrototypeMemory,
    sample: Vector,
    answered: Vector,
    answers: Sequence[ClassId],
) -> TextPrior:
    """Return the prior with the scales of the folder and the weight that the answers speak for.

    Parameters
    ----------
    prior : TextPrior
        Its names; the rest is worked out anew.
    memory : PrototypeMemory
        Not changed.
    sample : ndarray, shape (s, d)
        Some images of the folder, labelled or not.
    answered : ndarray, shape (n, d)
        Images that the person labelled and that the memory holds.
    answers : sequence of ClassId, length n
        Their classes.

    Returns
    -------
    TextPrior
    """
    if len(sample) and prior.class_ids:
        text_scale = float(np.sqrt(prior.similarities(sample).var(axis=1).mean()))
        distances = np.asarray(memory.distances(sample), dtype=np.float64)
        known = distances.size > 0
        prior = replace(
            prior,
            weight=DEFAULT_WEIGHT,
            text_scale=text_scale if text_scale > _SMALLEST else 1.0,
            distance_scale=max(float(distances.std()), _SMALLEST) if known else 1.0,
            typical_distance=float(distances.mean()) if known else 1.0,
        )
    if not len(answered) or not prior.class_ids:
        return prior
    class_ids = sorted({*memory.class_ids, *prior.class_ids})
    column = {class_id: place for place, class_id in enumerate(class_ids)}
    truth = np.array([column[class_id] for class_id in answers])
    rows = np.arange(len(truth))
    distances = np.full((len(truth), len(class_ids)), np.nan)
    distances[:, [column[k] for k in memory.class_ids]] = memory.distances(answered)
    distances[rows, truth] = leave_one_out_pairs(memory, answered, answers)[0]
    counts = np.tile([memory.count(k) for k in class_ids], (len(truth), 1))
    counts[rows, truth] -= 1
    return _weighed(prior, answered, class_ids, distances, counts, truth)


def _weighed(
    prior: TextPrior,
    embeddings: AnyFloats,
    class_ids: Sequence[ClassId],
    distances: Array,
    counts: npt.NDArray[np.int64],
    truth: npt.NDArray[np.int64],
) -> TextPrior:
    """Return the prior with the weight, against that of the distances, that answers speak for.

    It is the one of a small grid that is surprised least: the sum over the images of
    ``-log softmax(scores)`` at their classes, with a cost for what differs from the default.

    Parameters
    ----------
    embeddings, class_ids, distances, counts
        As for :meth:`TextPrior.scores`, with each image itself left out.
    truth : ndarray, shape (n,)
        The place of each image's class among ``class_ids``.
    """
    rows = np.arange(len(truth))
    examples = -prior.filled(distances, np.asarray(False)) / prior.distance_scale
    names = prior.evidence(embeddings, class_ids) / (1.0 + counts / HALF_LIFE_LABELS)
    best, least = (0.0, 1.0), np.inf
    doubt = 0.5 * float(np.log1p(len(truth) / _ANSWERS_TO_DOUBT))
    for weight, prejudice in _WEIGHTS.items():
        cost = prejudice + (doubt if weight > 0 else 0.0)
        for sharpness in _SHARPNESSES:
            logits = sharpness * examples + weight * names
            top = logits.max(axis=1)
            chance = np.log(np.exp(logits - top[:, np.newaxis]).sum(axis=1))
            surprise = float((chance + top - logits[rows, truth]).sum()) + cost
            if surprise < least:
                best, least = (weight, sharpness), surprise
    return replace(prior, weight=best[0], distance_scale=prior.distance_scale / best[1])
