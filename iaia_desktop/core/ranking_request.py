"""A snapshot of the memory with the images that wait, to be ranked on another thread."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.best_two import BestTwo, Numbers, best_two
from iaia_desktop.core.column import IntColumn
from iaia_desktop.core.embeddings import Rows
from iaia_desktop.core.epsilon_rule import NewClassOdds
from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.folder_ranking import FolderRanking, empty_ranking
from iaia_desktop.core.folder_shape import FolderShape
from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.novelty_score import ScoresNovelty
from iaia_desktop.core.prototypes import Prototypes
from iaia_desktop.core.ranker_bank import PROTOTYPE_SHARPNESS, RankerBank
from iaia_desktop.core.rankers.scores import softmax
from iaia_desktop.core.text_prior import TextPrior
from iaia_desktop.core.types import ClassId, ImageId


class KeepsRankings(Protocol):
    """Ranks requests, and knows much of the next one from the last one."""

    def steps(self, request: RankingRequest) -> Generator[float, None, FolderRanking]:
        """Rank; yields the share that is done, and may be stopped there."""
        ...


class RankingRequest:
    """Hold what ranking needs, apart from everything that lives.

    Parameters
    ----------
    image_ids : sequence of ImageId, length n
        Ascending.
    embeddings : Rows
        The table's rows by image id. Rows of known images are written again only when a file was
        replaced.
    memory : Prototypes
        Frozen.
    ranker : RankerChoice, optional
        Which ranker of the bank; any but AUTO.
    bank : RankerBank or None, optional
        The rankers; without them the prototypes rank.
    novelty : optional
        Scores how unlike every labelled image an image is; without it the distance to the nearest
        prototype does.
    odds : NewClassOdds or None, optional
        Turns that score into the chance that an image is of no class yet.
    shape : FolderShape or None, optional
        Knows how typical images are.
    seeks_new : bool, optional
        Whether typical images should be asked for before pages begin (see plan_next).
    names : TextPrior or None, optional
        What the names of classes say; with them, classes without examples are ranked too.
    arrivals : ndarray, shape (m,), int32, optional
        By image id, when its embedding came.
    keeper : KeepsRankings or None, optional
        Ranks the whole request quicker than :meth:`rank` does, and the same; needs ``arrivals``.
    """

    def __init__(
        self,
        image_ids: Sequence[ImageId] | Numbers,
        embeddings: Rows,
        memory: Prototypes,
        *,
        ranker: RankerChoice = RankerChoice.PROTOTYPE,
        bank: RankerBank | None = None,
        novelty: ScoresNovelty | None = None,
        odds: NewClassOdds | None = None,
        shape: FolderShape | None = None,
        seeks_new: bool = False,
        names: TextPrior | None = None,
        arrivals: IntColumn | None = None,
        keeper: KeepsRankings | None = None,
    ) -> None:
        self.image_ids: Numbers = np.asarray(image_ids, dtype=np.int64)
        self.embeddings = embeddings
        self.memory = memory
        self.ranker = ranker
        self.bank = bank
        self.novelty = novelty
        self.shape = shape
        self.seeks_new = seeks_new
        self.arrivals = np.zeros(0, dtype=np.int32) if arrivals is None else arrivals
        self.keeper = keeper
        self._odds = odds
        self._names = names

    def __len__(self) -> int:
        return len(self.image_ids)

    def rank(
        self, start: int, stop: int, check: Callable[[], None] = lambda: None
    ) -> FolderRanking:
        """Rank the images from one place to another; ``check`` may raise to stop."""
        ids = self.image_ids[start:stop]
        if not len(ids):
            return empty_ranking()
        typicality = None if self.shape is None else self.shape.density_of(ids)
        best = best_two(*self.chances(ids, check))
        return self.assembled(ids, best, self.novelties(ids), typicality, self.nearest(ids))

    def assembled(
        self,
        ids: Numbers,
        best: BestTwo,
        novelties: npt.NDArray[np.float32],
        typicality: Features | None,
        nearest: Features | None,
    ) -> FolderRanking:
        """Return the ranking of images from what is known of them, each column of shape (n,)."""
        if not best.first.any():
            far = np.full(len(ids), np.inf, dtype=np.float32)
            return FolderRanking(ids, *best, far, typicality)
        confidences = best.chances
        new_chances = None
        if self._odds is not None:
            new_chances = self._odds.chances(novelties)
            confidences = confidences * (1.0 - new_chances)
        return FolderRanking(
            image_ids=ids,
            class_ids=best.first,
            runner_up_ids=best.second,
            confidences=confidences,
            margins=np.maximum(confidences - best.behind, 0.0),
            novelties=novelties,
            typicality=typicality,
            new_chances=new_chances,
            nearest=nearest,
        )

    @property
    def hears_names(self) -> bool:
        """Whether the names of classes have a say."""
        return self._names is not None

    def chances(
        self, ids: Numbers, check: Callable[[], None] = lambda: None
    ) -> tuple[tuple[ClassId, ...], Features]:
        """Return the classes, and the chance of each for images, shape (n, K)."""
        class_ids, chances = self._chances_by_examples(ids, check)
        if self._names is None:
            return class_ids, chances
        counts = {class_id: self.memory.count(class_id) for class_id in class_ids}
        return self._names.heard(self.embeddings[ids], class_ids, chances, counts)

    def _chances_by_examples(
        self, ids: Numbers, check: Callable[[], None]
    ) -> tuple[tuple[ClassId, ...], Features]:
        if self.bank is not None:
            return self.bank.class_ids, self.bank.probabilities(self.ranker, ids, check)
        class_ids = self.memory.class_ids
        if not class_ids:
            return (), np.zeros((len(ids), 0), dtype=np.float32)
        distances = self.memory.distances(self.embeddings[ids])
        return class_ids, softmax(-PROTOTYPE_SHARPNESS * np.asarray(distances, dtype=np.float32))

    def novelties(self, ids: Numbers) -> npt.NDArray[np.float32]:
        """Return how unlike every labelled image images are."""
        rows = self.embeddings[ids]
        if self.novelty is not None:
            return self.novelty.novelties(rows)
        if not len(self.memory):
            return np.full(len(ids), np.inf, dtype=np.float32)
        distances = np.asarray(self.memory.distances(rows), dtype=np.float32)
        nearest: npt.NDArray[np.float32] = distances.min(axis=1)
        return nearest

    def nearest(self, ids: Numbers) -> Features | None:
        """Return how far the nearest labelled image is, in the features of the folder."""
        if not self.seeks_new or self.bank is None or self.shape is None:
            return None
        features = self.shape.features_of(ids, self.embeddings)
        nearest: Features = 1.0 - (features @ self.bank.labelled_features.T).max(axis=1)
        return nearest

    def as_if_labelled(self, ranking: FolderRanking, image_id: ImageId) -> FolderRanking:
        """Return a ranking without an image, in which those like it are no longer new."""
        if self.shape is not None:
            features = self.shape.features_of(ranking.image_ids, self.embeddings)
            own = self.shape.features_of(np.array([image_id]), self.embeddings)[0]
            distances = 1.0 - features @ own
            nearest = ranking.nearest
            ranking = replace(
                ranking,
                novelties=np.minimum(ranking.novelties, distances),
                nearest=None if nearest is None else np.minimum(nearest, distances),
            )
        return ranking.taken(ranking.image_ids != image_id)

    def joined(self, blocks: Sequence[FolderRanking]) -> FolderRanking:
        """Join what :meth:`rank` returned for successive blocks."""
        if not blocks:
            return empty_ranking()
        return FolderRanking(
            np.concatenate([block.image_ids for block in blocks]),
            np.concatenate([block.class_ids for block in blocks]),
            np.concatenate([block.runner_up_ids for block in blocks]),
            np.concatenate([block.confidences for block in blocks]),
            np.concatenate([block.margins for block in blocks]),
            np.concatenate([block.novelties for block in blocks]),
            _joined([block.typicality for block in blocks]),
            _joined([block.new_chances for block in blocks]),
            _joined([block.nearest for block in blocks]),
        )


def _joined(columns: Sequence[Features | None]) -> Features | None:
    known = [column for column in columns if column is not None]
    return np.concatenate(known) if len(known) == len(columns) else None
