"""The epsilon that sets itself, in a replay: chosen before each image, from those before it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from iaia_desktop.core.embeddings import EmbeddingTable
from iaia_desktop.core.epsilon_rule import cheapest_epsilon
from iaia_desktop.core.folder_features import unit_rows
from iaia_desktop.core.novelty_guide import folder_middle
from iaia_desktop.core.novelty_meter import NoveltyMeter
from iaia_desktop.core.types import ClassId, ImageId, Vector


class Newness(NamedTuple):
    """How new an image looks, and the threshold in force; infinity and None while there is none."""

    novelty: float
    epsilon: float | None

    @property
    def is_new(self) -> bool:
        """Whether "new class" is suggested."""
        return self.epsilon is not None and self.novelty > self.epsilon


class AutomaticEpsilon:
    """Measure and follow a stream as the window does.

    Parameters
    ----------
    stream : ndarray, shape (n, d)
        The embeddings in order. All of them lie in the folder from the start, so its middle is
        theirs.
    """

    def __init__(self, stream: Vector) -> None:
        table = EmbeddingTable(stream.shape[1], max(1, len(stream)))
        table.put([ImageId(step) for step in range(len(stream))], stream.astype(np.float32))
        self._table = table
        self._meter = NoveltyMeter(table)
        total = unit_rows(stream).sum(axis=0, dtype=np.float64)
        self._meter.use_mean(folder_middle(total, len(stream)))

    def judge(self, step: int) -> Newness:
        """Return how new the image of a step looks, before it is learnt."""
        if not len(self._meter):
            return Newness(float("inf"), None)
        points = self._meter.points()
        epsilon = cheapest_epsilon(points.own, points.other, self._meter.cautious_chance)
        return Newness(self._meter.novelty(self._table.rows([ImageId(step)])[0]), epsilon)

    def learn(self, step: int, class_id: ClassId, *, by_human: bool) -> None:
        """Take the image of a step in, with the class that it got."""
        self._meter.add(ImageId(step), class_id, by_person=by_human)
