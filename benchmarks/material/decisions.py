"""A made-up person who labels a folder: mostly one image after the other, at times going back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.annotator import suggest
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.palette import CLASS_COLOURS
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import (
    ClassId,
    Decision,
    ImageId,
    ImageState,
    SuggestionRecord,
    Vector,
)

_RANKERS = ("prototype", "learned", "discriminant", "neighbours", "kernel", "graph", "mix")
_EPSILON = 0.6
_BETWEEN_S = 1.0

_LABELS_OTHERWISE = 0.05
"""Share of images that belong to another class than their embedding says."""

_VOTES_OTHERWISE = 0.1
_SKIPS = 0.02
_REVISES = 0.06
_UNDOES = 0.02


class Person:
    """Decide as people do: accept, correct, found classes, skip, revise, undo.

    State and prototypes follow, through the program's own code.

    Parameters
    ----------
    vectors : ndarray, shape (n, d), float32
        The embedding of each image.
    labels : ndarray, shape (n,)
        The class of each, from 0.
    encoder_id : str
        The encoder of the embeddings.
    count : int
        How many decisions, at most as many as images.
    """

    def __init__(
        self, vectors: Vector, labels: npt.NDArray[np.intp], encoder_id: str, count: int
    ) -> None:
        self.state = AnnotationState(CLASS_COLOURS)
        self.learner = Learner(encoder_id, vectors.shape[1])
        self.position = ImageId(0)
        self._vectors = vectors
        self._labels = labels
        self._classes: dict[int, ClassId] = {}
        self._count = count
        self._rng = np.random.default_rng(11)

    def decisions(self, started_at: float) -> Iterator[Decision]:
        """Yield the decisions, numbered from 1, each of them followed already."""
        self.learner.take([ImageId(i) for i in range(len(self._vectors))], self._vectors)
        last: Decision | None = None
        for number in range(1, self._count + 1):
            at = started_at + number * _BETWEEN_S
            chance = self._rng.random()
            if last is not None and chance < _UNDOES and not last.classes:
                planned, last = last.undoing(at=at), None
                if planned.images[0].image_id == self.position - 1:
                    self.position = ImageId(self.position - 1)
            elif len(self._classes) > 1 and chance < _UNDOES + _REVISES:
                planned = last = self._revise(at)
            else:
                planned = last = self._go_on(at)
                self.position = ImageId(self.position + 1)
            decision = planned.numbered(number)
            last = decision if last is planned else last
            self.state.apply(decision)
            self.learner.follow(decision)
            yield decision

    def _go_on(self, at: float) -> Decision:
        image_id = self.position
        if self._rng.random() < _SKIPS:
            return self.state.plan_state([image_id], ImageState.SKIPPED, at=at)
        label = int(self._labels[image_id])
        said = {image_id: self._suggestion(image_id)}
        class_id = self._classes.get(label)
        if class_id is None:
            decision = self.state.plan_new_class(
                [image_id], f"Class {label + 1}", at=at, keys="1234567890", suggestions=said
            )
            self._classes[label] = decision.classes[0].class_id
            return decision
        if self._rng.random() < _LABELS_OTHERWISE:
            class_id = self._any_class()
        return self.state.plan_label([image_id], class_id, at=at, suggestions=said)

    def _revise(self, at: float) -> Decision:
        image_id = ImageId(int(self._rng.integers(self.position)))
        said = {image_id: self._suggestion(image_id)}
        others = [row for row in self._classes.values() if row != self._now(image_id)]
        class_id = others[int(self._rng.integers(len(others)))]
        return self.state.plan_label([image_id], class_id, at=at, suggestions=said)

    def _now(self, image_id: ImageId) -> ClassId | None:
        return self.state.verdict(image_id).class_id

    def _suggestion(self, image_id: ImageId) -> SuggestionRecord:
        said = suggest(self.learner.memory, self._vectors[image_id], epsilon=_EPSILON)
        nearest = said.nearest
        votes: tuple[tuple[str, ClassId], ...] = ()
        if nearest is not None:
            strays = self._rng.random(len(_RANKERS)) < _VOTES_OTHERWISE
            votes = tuple(
                (name, self._any_class() if stray else nearest.class_id)
                for name, stray in zip(_RANKERS, strays, strict=True)
            )
        return SuggestionRecord(
            class_id=None if nearest is None else nearest.class_id,
            is_new=said.is_new,
            distance=said.distance,
            epsilon=said.epsilon,
            encoder_id=self.learner.encoder_id,
            votes=votes,
        )

    def _any_class(self) -> ClassId:
        known = list(self._classes.values())
        return known[int(self._rng.integers(len(known)))]
