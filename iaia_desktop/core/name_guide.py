"""The names of a session's classes beside its prototypes: kept, fitted when something changed."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

import numpy as np

from iaia_desktop.core.annotator import Suggestion
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.text_fit import fitted_prior
from iaia_desktop.core.text_prior import TextPrior
from iaia_desktop.core.types import ClassId, DecidedBy, ImageId, Vector

_SAMPLE = 128
"""Images of the folder that the scales are measured on."""

_ANSWERS = 64
"""Labelled images that the weight is chosen on: some 5 ms with 100 classes, 35 ms with 500."""


class NameGuide:
    """Let class names take part in suggestions. GUI thread, as the engine.

    All that it says is a function of the names, the labels in force and the embeddings at hand.

    Parameters
    ----------
    state : AnnotationState
        Classes and labels; only looked at.
    """

    def __init__(self, state: AnnotationState) -> None:
        self._state = state
        self._names: dict[ClassId, Vector] = {}
        self._prior: TextPrior | None = None
        self.awaited = False
        """Whether names are being read, so that a suggestion may come soon."""

    def use(self, names: Mapping[ClassId, Vector]) -> bool:
        """Take the embeddings of the names of classes, each of length one; none by default.

        Returns
        -------
        bool
            Whether they are others than before.
        """
        same = names.keys() == self._names.keys() and all(
            np.array_equal(row, self._names[class_id]) for class_id, row in names.items()
        )
        self._names = dict(names)
        self._prior = None
        return not same

    def note_change(self) -> None:
        """Note that labels, classes or embeddings changed."""
        self._prior = None

    def prior(self, learner: Learner) -> TextPrior | None:
        """Return what the names say now, to keep on any thread; None without names."""
        if not self._names:
            return None
        if self._prior is None:
            self._prior = self._fitted(learner)
        return self._prior

    def revised(self, said: Suggestion, embedding: Vector, learner: Learner) -> Suggestion:
        """Return the suggestion of the examples with the word of the names."""
        prior = self.prior(learner)
        if prior is None:
            return said
        counts = {row.class_id: learner.memory.count(row.class_id) for row in said.ranked}
        return prior.revised(said, embedding, counts)

    def _fitted(self, learner: Learner) -> TextPrior:
        living = sorted(class_id for class_id in self._names if self._state.has_class(class_id))
        dim = learner.embeddings.dim
        texts = [self._names[class_id] for class_id in living]
        prior = TextPrior(
            tuple(living), np.stack(texts) if texts else np.zeros((0, dim), dtype=np.float32)
        )
        table = learner.embeddings
        answers = self._answers(learner)
        return fitted_prior(
            prior,
            learner.memory,
            table.rows(table.known_ids()[:_SAMPLE]),
            table.rows([image_id for image_id, _ in answers]),
            [class_id for _, class_id in answers],
        )

    def _answers(self, learner: Learner) -> list[tuple[ImageId, ClassId]]:
        """Return some images that the person labelled, as evenly over the classes as may be."""
        class_ids = learner.memory.class_ids
        step = max(1, -(-len(class_ids) // _ANSWERS))
        chosen = class_ids[::step]
        each = max(1, _ANSWERS // max(1, len(chosen)))
        found: list[tuple[ImageId, ClassId]] = []
        for class_id in chosen:
            fit = (
                image_id
                for image_id in self._state.members(class_id)
                if image_id in learner.embeddings
                and learner.contribution(image_id) == class_id
                and self._state.verdict(image_id).by is DecidedBy.HUMAN
            )
            # The highest ids, not the last labelled ones: undo must find the same ones again.
            found += [(image_id, class_id) for image_id in heapq.nlargest(each, fit)]
        return found
