"""The moving parts of a replay: the memory, the names of its classes, and the record of steps."""

from __future__ import annotations

from typing import cast

import numpy as np

from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.metrics import Step, StreamMetrics
from iaia_desktop.core.prototypes import AnyFloats
from iaia_desktop.core.types import ClassId, Vector
from iaia_desktop.experiments.replay_novelty import AutomaticEpsilon
from iaia_desktop.experiments.results import NO_CLASS, Flags, Numbers
from iaia_desktop.experiments.settings import OnNew, SimulationSettings


class ReplayState:
    """Take the steps that :mod:`iaia_desktop.experiments.replay` defines, one by one.

    Parameters
    ----------
    settings : SimulationSettings
        How.
    truth : ndarray, shape (n,), int64
        The true class of each step.
    drawn : ndarray, shape (n,), bool
        The steps that the human decides.
    dim : int
        Length d of an embedding.
    automatic : AutomaticEpsilon, optional
        Says what looks new, instead of the epsilon of the settings.

    Attributes
    ----------
    metrics : StreamMetrics
        Of the steps taken.
    predicted, distance, novelty, was_new, predicted_new, human : ndarray, shape (n,)
        As in SimulationResult, filled for the steps taken.
    """

    def __init__(
        self,
        settings: SimulationSettings,
        truth: Numbers,
        drawn: Flags,
        dim: int,
        automatic: AutomaticEpsilon | None = None,
    ) -> None:
        size = len(truth)
        self._settings = settings
        self._automatic = automatic
        self._memory = PrototypeMemory(
            dim, distance=settings.distance, normalise=settings.normalise
        )
        self._truth: list[int] = truth.tolist()
        self._drawn: list[bool] = drawn.tolist()
        # By class of M, of which the ids count from 1 and of which none ever goes. A class of the
        # machine stays out of M where nothing is learnt from it, so it gets no number here.
        self._stands_for: list[int] = []
        self._oldest_for: dict[int, ClassId] = {}
        self._seen: set[int] = set()
        self._decided = np.zeros(size, dtype=np.int64)  # class of M, 0 for none
        self.metrics = StreamMetrics()
        self.predicted = np.full(size, NO_CLASS, dtype=np.int64)
        self.distance = np.full(size, np.nan)
        self.novelty = np.full(size, np.nan)
        self.was_new = np.zeros(size, dtype=np.bool_)
        self.predicted_new = np.zeros(size, dtype=np.bool_)
        self.human = np.zeros(size, dtype=np.bool_)

    def take(self, step: int, embedding: AnyFloats) -> None:
        """Take the next step: suggest, decide, learn, judge.

        Parameters
        ----------
        step : int
            From 0, each once and in order.
        embedding : ndarray, shape (d,)
            The image.
        """
        vector = cast("Vector", embedding)  # float64, where it was given, is taken as it is
        nearest, distance = self._nearest(vector)
        is_new = nearest is None or self._looks_new(step, distance)
        by_human = self._drawn[step] or (is_new and self._settings.on_new is OnNew.ASK)
        self._judge(step, nearest, distance, is_new=is_new)
        self.human[step] = by_human
        if by_human:
            class_id = self._named(self._truth[step], nearest, is_new=is_new)
            self._learn(step, class_id, vector, by_human=True)
        elif self._settings.learn_from_machine:
            chosen = self._founded(NO_CLASS) if nearest is None or is_new else nearest
            self._learn(step, chosen, vector, by_human=False)
        elif nearest is not None and not is_new:
            self._decided[step] = nearest

    def labels(self) -> Numbers:
        """Return the true class that each image's label stands for now; -1 for none."""
        names: Numbers = np.array([NO_CLASS, *self._stands_for], dtype=np.int64)
        return names[self._decided]

    def correct(self) -> Flags:
        """Return for each step whether the suggestion was right."""
        steps = self.metrics.steps
        right: Flags = np.fromiter((step.is_correct for step in steps), np.bool_, len(self.metrics))
        return right

    def _looks_new(self, step: int, distance: float) -> bool:
        if self._automatic is not None:
            newness = self._automatic.judge(step)
            self.novelty[step] = newness.novelty
            return newness.is_new
        epsilon = self._settings.epsilon
        return epsilon is not None and not distance <= epsilon

    def _learn(self, step: int, class_id: ClassId, vector: Vector, *, by_human: bool) -> None:
        self._memory.add(class_id, vector)
        self._decided[step] = class_id
        if self._automatic is not None:
            self._automatic.learn(step, class_id, by_human=by_human)

    def _nearest(self, embedding: Vector) -> tuple[ClassId | None, float]:
        if not len(self._memory):
            return None, np.nan
        distances = self._memory.distances(embedding)
        # The first of equals is the oldest.
        column = int(distances.argmin())
        return self._memory.class_ids[column], float(distances[column])

    def _judge(self, step: int, nearest: ClassId | None, distance: float, *, is_new: bool) -> None:
        truth = self._truth[step]
        was_new = truth not in self._seen
        self._seen.add(truth)
        predicted = NO_CLASS if nearest is None else self._stands_for[nearest - 1]
        self.metrics.add(
            step,
            Step(
                predicted=ClassId(predicted),
                truth=ClassId(truth),
                was_new=was_new,
                predicted_new=is_new,
            ),
        )
        self.predicted[step] = predicted
        self.distance[step] = distance
        self.was_new[step] = was_new
        self.predicted_new[step] = is_new

    def _named(self, truth: int, nearest: ClassId | None, *, is_new: bool) -> ClassId:
        """Return the class of M that stands for a true class, now that the human has said it."""
        if nearest is not None:
            if self._stands_for[nearest - 1] == NO_CLASS and not is_new:
                self._name(nearest, truth)
            if self._stands_for[nearest - 1] == truth:
                return nearest
        known = self._oldest_for.get(truth)
        return self._founded(truth) if known is None else known

    def _founded(self, truth: int) -> ClassId:
        self._stands_for.append(NO_CLASS)
        class_id = ClassId(len(self._stands_for))
        if truth != NO_CLASS:
            self._name(class_id, truth)
        return class_id

    def _name(self, class_id: ClassId, truth: int) -> None:
        self._stands_for[class_id - 1] = truth
        oldest = self._oldest_for.get(truth, class_id)
        self._oldest_for[truth] = min(oldest, class_id)
