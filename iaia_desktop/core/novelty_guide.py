"""Whether an image belongs to no class yet: the score for it, the threshold, and the chance.

There are two scores. The paper's is the distance to the nearest prototype; it is the one in force
while the paper's classifier ranks alone. Otherwise it is the novelty of
:mod:`iaia_desktop.core.novelty_meter`, which tells new classes far better. Epsilon, fixed or
automatic, is always compared with the score in force, which is also the one that is shown.

All that is said here is a function of the labels in force, the embeddings at hand, and the middle
of the folder. That middle is worked out anew when twice as many images have an embedding as the
last time, and when the last image that can be read has one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.annotator import Suggestion
from iaia_desktop.core.embeddings import EmbeddingTable
from iaia_desktop.core.epsilon_rule import NewClassOdds, at_chance, cheapest_epsilon, fitted_odds
from iaia_desktop.core.folder_features import unit_rows
from iaia_desktop.core.id_set import IdSet
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.method import EpsilonMode, Method, RankerChoice
from iaia_desktop.core.novelty_meter import NoveltyMeter
from iaia_desktop.core.novelty_score import NoveltySnapshot
from iaia_desktop.core.prototype_pairs import PrototypePairs
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    Decision,
    FileStatus,
    ImageId,
    Vector,
)

_DOUBTED_IMAGES = 10
"""Of so many images the middle counts half, of more it counts more: few say little about it."""

_FEWEST_SCORES = 20
_PUT_OFF_CHANCE = 0.02

_MOVED_FACTOR = 2
"""The middle is worked out anew when so many times as many images have an embedding."""


class NoveltyEvidence(NamedTuple):
    """What the person's own labels say about known and new classes, by the score in force.

    Attributes
    ----------
    own : ndarray, shape (n,), float64
        Scores of labelled images without themselves: images of known classes. NaN for none.
    other : ndarray, shape (n,), float64
        Their scores without their whole class: what they would look like were it new. NaN for none.
    chance : float
        pi, the chance that the next image founds a class.
    """

    own: npt.NDArray[np.float64]
    other: npt.NDArray[np.float64]
    chance: float


class NoveltyGuide:
    """Follow the labels, and say which images look new. GUI thread, as the engine.

    Parameters
    ----------
    state : AnnotationState
        Classes and labels; only looked at.
    """

    def __init__(self, state: AnnotationState) -> None:
        self._state = state
        self._examples: dict[int, tuple[ClassId, Vector]] = {}
        self._start(EmbeddingTable(1))
        self._all_arrived = False

    def _start(self, table: EmbeddingTable) -> None:
        self.meter = NoveltyMeter(table)
        self._table = table
        self._pool = IdSet()
        self._pool_total = np.zeros(table.dim)
        self._centred_at = 0
        self._kept: dict[bool, tuple[NoveltyEvidence, float | None, NewClassOdds]] = {}
        self._pairs: PrototypePairs | None = None

    # --- following ----------------------------------------------------------------------------

    def use_encoder(self, learner: Learner) -> None:
        """Begin anew with the empty table of another encoder."""
        self._examples = {}
        self._all_arrived = False
        self._start(learner.embeddings)

    def use_examples(self, examples: Mapping[int, tuple[ClassId, Vector]]) -> None:
        """Compare with these pictures from elsewhere too, and with no others."""
        self._examples = dict(examples)
        self.meter.use_examples(self._examples)
        self._kept.clear()

    def follow(self, decision: Decision) -> None:
        """Let go of the examples of classes that went with a decision."""
        gone = {change.class_id for change in decision.classes if change.after is None}
        left = {n: row for n, row in self._examples.items() if row[0] not in gone}
        if len(left) < len(self._examples):
            self.use_examples(left)

    def take(self, learner: Learner, image_ids: Iterable[ImageId]) -> None:
        """Follow what the prototypes took in, let go or moved among these images."""
        gone, come = [], []
        for image_id in dict.fromkeys(image_ids):
            if image_id in self.meter:
                gone.append(image_id)
            class_id = learner.contribution(image_id)
            if class_id is not None and image_id in self._table:
                by_person = self._state.verdict(image_id).by is DecidedBy.HUMAN
                come.append((image_id, class_id, by_person))
        if gone or come:
            self.meter.update(gone, come)
        self._kept.clear()

    def note_embedded(self, image_ids: Iterable[ImageId]) -> None:
        """Count images that have an embedding now, and move the middle when it is time to."""
        fresh = [i for i in dict.fromkeys(image_ids) if i not in self._pool]
        self._kept.clear()
        if not fresh:
            return
        self._pool.update(fresh)
        self._pool_total += unit_rows(self._table.rows(fresh)).sum(axis=0, dtype=np.float64)
        count = len(self._pool)
        unread = sum(map(self._state.count_status, (FileStatus.FAILED, FileStatus.MISSING)))
        if count >= _MOVED_FACTOR * self._centred_at or count >= len(self._state) - unread:
            self._move_middle()

    def settle(self) -> None:
        """Note that all labelled images that can be embedded are: a session is resumed."""
        self._all_arrived = True
        self._move_middle()

    def _move_middle(self) -> None:
        self._centred_at = len(self._pool)
        self.meter.use_mean(folder_middle(self._pool_total, self._centred_at))
        self._kept.clear()

    # --- saying -------------------------------------------------------------------------------

    def evidence(self, learner: Learner, method: Method) -> NoveltyEvidence:
        """Return what the labels say; worked out anew after a change only (some 10 ms)."""
        return self._worked_out(learner, method)[0]

    def epsilon(self, learner: Learner | None, method: Method) -> float | None:
        """Return the threshold in force, or None for none."""
        if method.epsilon_mode is EpsilonMode.FIXED:
            return method.epsilon
        if method.epsilon_mode is EpsilonMode.NONE or learner is None:
            return None
        if not self._is_complete(learner, method):
            return None
        return self._worked_out(learner, method)[1]

    def judged(
        self, said: Suggestion, image_id: ImageId, learner: Learner, method: Method
    ) -> Suggestion:
        """Return a suggestion with the word on whether the class is new.

        Parameters
        ----------
        said : Suggestion
            The classes, ranked.
        image_id : ImageId
            The image, which has an embedding. It is not compared with itself.
        """
        if not said.ranked:
            return replace(said, epsilon=self.epsilon(learner, method), new_chance=1.0)
        epsilon = self.epsilon(learner, method)
        score = self._score(said, image_id, learner, method)
        if score is None:
            # Labels without their embeddings, after a resume: anything would look new.
            return replace(said, is_new=False, epsilon=None)
        is_new = epsilon is not None and not score <= epsilon
        chance = self._worked_out(learner, method)[2].chance(score)
        novelty = None if is_papers(method) else score
        return replace(said, is_new=is_new, epsilon=epsilon, novelty=novelty, new_chance=chance)

    def odds(self, learner: Learner, method: Method) -> NewClassOdds | None:
        """Return the odds of a new class for images that were put off, None for want of evidence.

        Images that look like no class are put off until the others are done, so the images labelled
        so far are no fair draw, and the chance of a new class is taken as a fiftieth or more.
        """
        if not self._is_complete(learner, method):
            return None
        (own, other, chance), _, odds = self._worked_out(learner, method)
        if min(np.isfinite(own).sum(), np.isfinite(other).sum()) < _FEWEST_SCORES:
            return None
        return at_chance(odds, max(chance, _PUT_OFF_CHANCE))

    def snapshot(self, method: Method) -> NoveltySnapshot | None:
        """Return the score in force as it is now, for another thread.

        None where it is the paper's, which the prototypes give.
        """
        return None if is_papers(method) else self.meter.snapshot()

    def _score(
        self, said: Suggestion, image_id: ImageId, learner: Learner, method: Method
    ) -> float | None:
        if is_papers(method):
            return said.distance
        embedding = self._table.get(image_id)
        if embedding is None or not self._is_complete(learner, method):
            return None
        score = self.meter.novelty(embedding, without=image_id)
        return score if math.isfinite(score) else None

    def _is_complete(self, learner: Learner, method: Method) -> bool:
        """Return whether the score can be worked out: not while a resumed session reads embeddings.

        Thousands of references would come and go with every batch, for a word that is not said yet.
        """
        arrived = self._all_arrived or len(self.meter) >= learner.contributed_count
        return arrived or is_papers(method)

    def _worked_out(
        self, learner: Learner, method: Method
    ) -> tuple[NoveltyEvidence, float | None, NewClassOdds]:
        papers = is_papers(method)
        found = self._kept.get(papers)
        if found is None:
            found = self._kept[papers] = self._work_out(learner, papers=papers)
        return found

    def _work_out(
        self, learner: Learner, *, papers: bool
    ) -> tuple[NoveltyEvidence, float | None, NewClassOdds]:
        if papers:
            ids, classes = self.meter.sample()
            arrivals = learner.arrivals.of(ids)
            keys = list(zip(ids, arrivals, classes, strict=True))
            if self._pairs is None:
                self._pairs = PrototypePairs(learner.memory)
            own, other = self._pairs.measure(
                keys, lambda places: self._table.rows([ids[place] for place in places])
            )
            # While its class exists, what counts is the distance to whatever is nearest.
            own = np.where(np.isnan(own), own, np.fmin(own, other))
        else:
            own, other = self.meter.points()
        evidence = NoveltyEvidence(own, other, self.meter.new_class_chance)
        epsilon = cheapest_epsilon(own, other, self.meter.cautious_chance)
        return evidence, epsilon, fitted_odds(*evidence)


def is_papers(method: Method) -> bool:
    """Return whether the score in force is the paper's: the distance to the nearest prototype."""
    return method.ranker is RankerChoice.PROTOTYPE


def folder_middle(total: npt.NDArray[np.float64], count: int) -> Vector:
    """Return the middle of a folder from the sum of its normalised embeddings, shape (d,)."""
    return (total / (count + _DOUBTED_IMAGES)).astype(np.float32)
