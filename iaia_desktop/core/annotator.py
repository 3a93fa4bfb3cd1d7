"""One step of Algorithm 1: observe an image, suggest, take the answer, learn, measure.

Source: "Incremental Automatic Image Annotation", Sabetta, Pelosin, Denevi, Nicolosi, Ital-IA
2023, Algorithm 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import NamedTuple

import numpy as np

from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.metrics import Step, StreamMetrics
from iaia_desktop.core.types import ClassId, Vector


class RankedClass(NamedTuple):
    """A class and how far its prototype is from the image.

    Attributes
    ----------
    class_id : ClassId
        The class.
    distance : float
        To its prototype, or, ``by_name``, one minus the cosine to its name: of another scale.
    by_name : bool
        Whether the class has no example yet and is ranked by its name alone.
    chance : float or None
        Estimated chance that this is the class, by the ranker that orders the classes; None where
        the distances do.
    """

    class_id: ClassId
    distance: float
    by_name: bool = False
    chance: float | None = None


_as_ranked = partial(tuple.__new__, RankedClass)


def ranked_classes(
    class_ids: Iterable[ClassId],
    distances: Iterable[float],
    by_name: Iterable[bool] = repeat(False),
    chances: Iterable[float | None] = repeat(None),
) -> tuple[RankedClass, ...]:
    """Return ranked classes, four times as quickly as one by one: there may be a thousand."""
    return tuple(map(_as_ranked, zip(class_ids, distances, by_name, chances, strict=False)))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the memory says about one image (step 1).

    Attributes
    ----------
    is_new : bool
        nc_hat: no prototype lies within epsilon, or there is none.
    ranked : tuple of RankedClass
        Likeliest first: nearest first, equal distances by age (the older class first), unless
        class names have a say; empty for an empty memory.
    epsilon : float or None
        The threshold in force; None for none.
    novelty : float or None
        What epsilon is compared with, where that is not the distance to the nearest prototype.
    new_chance : float or None
        Estimated chance that the image founds a class, from 0 to 1; None where nobody knows.
    """

    is_new: bool
    ranked: tuple[RankedClass, ...]
    epsilon: float | None
    novelty: float | None = None
    new_chance: float | None = None

    @property
    def nearest(self) -> RankedClass | None:
        """The nearest class k_hat, also when "new class" is suggested; None without classes."""
        return self.ranked[0] if self.ranked else None

    @property
    def class_id(self) -> ClassId | None:
        """The suggested class; None when "new class" is suggested."""
        return None if self.is_new else self.ranked[0].class_id

    @property
    def distance(self) -> float | None:
        """What epsilon is compared with; None without classes that have examples.

        The novelty where there is one, else the distance to the nearest prototype.
        """
        if self.novelty is not None:
            return self.novelty
        return min((row.distance for row in self.ranked if not row.by_name), default=None)

    def judged(self, truth: ClassId, *, was_new: bool) -> Step:
        """Return the step that this suggestion makes, once the truth is known (step 4).

        Parameters
        ----------
        truth : ClassId
            The class k of the image.
        was_new : bool
            nc: whether the image founded the class.
        """
        nearest = self.nearest
        return Step(
            predicted=None if nearest is None else nearest.class_id,
            truth=truth,
            was_new=was_new,
            predicted_new=self.is_new,
        )


def check_epsilon(epsilon: float | None) -> None:
    """Raise ValueError unless epsilon is None or a number from 0 to infinity."""
    if epsilon is not None and not epsilon >= 0:
        raise ValueError(f"epsilon is a distance of 0 or more, or None, not {epsilon}")


def suggest(
    memory: PrototypeMemory,
    embedding: Vector,
    *,
    epsilon: float | None,
    limit: int | None = None,
) -> Suggestion:
    """Suggest the nearest class, or "new class" when none lies within epsilon (step 1).

    Parameters
    ----------
    memory : PrototypeMemory
        M; not changed.
    embedding : ndarray, shape (d,)
        The image, as the encoder gave it.
    epsilon : float or None
        A class is suggested when its distance is at most this; None suggests a class whenever
        there is one.
    limit : int, optional
        How many classes to rank, at least 1; all when None.

    Returns
    -------
    Suggestion

    Raises
    ------
    ValueError
        When epsilon is negative or NaN, the limit below 1, or the embedding not d finite numbers.
    """
    check_epsilon(epsilon)
    if limit is not None and limit < 1:
        raise ValueError(f"at least one class is ranked, not {limit}")
    if embedding.ndim != 1:
        raise ValueError(f"one embedding needed, not a stack of shape {embedding.shape}")
    distances = memory.distances(embedding)
    class_ids = memory.class_ids
    # Columns are in order of age, so a stable sort leaves the older of two equals first.
    order = np.argsort(distances, kind="stable")[:limit]
    nearest_first = map(class_ids.__getitem__, order.tolist())
    ranked = ranked_classes(nearest_first, distances[order].tolist())
    is_new = not ranked or (epsilon is not None and not ranked[0].distance <= epsilon)
    return Suggestion(is_new=is_new, ranked=ranked, epsilon=epsilon)


class Annotator:
    """Run Algorithm 1 over a stream: a memory, the threshold, and the metrics.

    Parameters
    ----------
    memory : PrototypeMemory
        M, owned from now on.
    epsilon : float or None, optional
        The threshold of new-class detection; None for none. May be set between steps.
    metrics : StreamMetrics, optional
        Where steps are counted; a fresh one when None.

    Raises
    ------
    ValueError
        When epsilon is negative or NaN.
    """

    def __init__(
        self,
        memory: PrototypeMemory,
        *,
        epsilon: float | None = None,
        metrics: StreamMetrics | None = None,
    ) -> None:
        self._memory = memory
        self._metrics = StreamMetrics() if metrics is None else metrics
        self._next_step_id = 0
        self.epsilon = epsilon

    @property
    def memory(self) -> PrototypeMemory:
        """M of the paper."""
        return self._memory

    @property
    def metrics(self) -> StreamMetrics:
        """A_class and C of the paper."""
        return self._metrics

    @property
    def epsilon(self) -> float | None:
        """The threshold of new-class detection, or None."""
        return self._epsilon

    @epsilon.setter
    def epsilon(self, epsilon: float | None) -> None:
        check_epsilon(epsilon)
        self._epsilon = epsilon

    def suggest(self, embedding: Vector, *, limit: int | None = None) -> Suggestion:
        """Suggest a class or "new class" for an image (step 1); see :func:`suggest`."""
        return suggest(self._memory, embedding, epsilon=self._epsilon, limit=limit)

    def learn(
        self,
        embedding: Vector,
        class_id: ClassId,
        suggestion: Suggestion,
        *,
        step_id: int | None = None,
    ) -> Step:
        """Take the person's answer (steps 2 to 4): update the class, count the step.

        Whether the class is new (nc) follows from the memory: it has no members yet.

        Parameters
        ----------
        embedding : ndarray, shape (d,)
            The image.
        class_id : ClassId
            Its class k.
        suggestion : Suggestion
            What was suggested before the answer.
        step_id : int, optional
            Identity of the step for :meth:`unlearn`; the next free number when None.

        Returns
        -------
        Step

        Raises
        ------
        ValueError
            When the embedding is not d finite numbers or the id is taken; nothing has changed
            then.
        """
        step = suggestion.judged(class_id, was_new=self._memory.count(class_id) == 0)
        step_id = self._free_step_id() if step_id is None else step_id
        if step_id in self._metrics:
            raise ValueError(f"step {step_id} is counted already")
        self._memory.add(class_id, embedding)
        self._metrics.add(step_id, step)
        return step

    def unlearn(self, embedding: Vector, step_id: int) -> Step:
        """Take a step back that :meth:`learn` took: out of the memory, and out of the metrics.

        Parameters
        ----------
        embedding : ndarray, shape (d,)
            The image of that step.
        step_id : int
            Its identity.

        Returns
        -------
        Step
            The step that is gone.

        Raises
        ------
        KeyError
            When there is no such step, or its class has no members; nothing has changed then.
        """
        step = self._metrics.step(step_id)
        self._memory.remove(step.truth, embedding)
        return self._metrics.remove(step_id)

    def learn_from_estimate(
        self, embedding: Vector, suggestion: Suggestion, *, new_class_id: ClassId | None = None
    ) -> ClassId:
        """Learn without asking the person: the estimate takes the place of the truth in step 3.

        Nothing is counted, for nobody has said what is true. A simulation that knows it may
        add ``suggestion.judged(...)`` to the metrics itself.

        Parameters
        ----------
        embedding : ndarray, shape (d,)
            The image.
        suggestion : Suggestion
            The estimate.
        new_class_id : ClassId, optional
            The class to use when the estimate is "new class": the caller decides which.

        Returns
        -------
        ClassId
            The class that the image went to.

        Raises
        ------
        ValueError
            When the estimate is "new class" and no class is given, or the embedding is not d
            finite numbers; nothing has changed then.
        """
        class_id = new_class_id if suggestion.is_new else suggestion.class_id
        if class_id is None:
            raise ValueError('the estimate is "new class", and no class is given for it')
        self._memory.add(class_id, embedding)
        return class_id

    def _free_step_id(self) -> int:
        while self._next_step_id in self._metrics:
            self._next_step_id += 1
        return self._next_step_id
