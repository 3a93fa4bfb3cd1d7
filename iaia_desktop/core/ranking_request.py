"""A snapshot of the memory with the images that wait, to be ranked on another thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.embeddings import Rows
from iaia_desktop.core.epsilon_rule import NewClassOdds
from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.folder_ranking import NO_CLASS, FolderRanking, empty_ranking
from iaia_desktop.core.folder_shape import FolderShape
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.novelty_guide import ScoresNovelty
from iaia_desktop.core.ranker_bank import PROTOTYPE_SHARPNESS, RankerBank
from iaia_desktop.core.rankers.scores import softmax
from iaia_desktop.core.text_prior import TextPrior
from iaia_desktop.core.types import ClassId, ImageId


class RankingRequest:
    """Hold what ranking needs, apart from everything that lives.

    Parameters
    ----------
    image_ids : sequence of ImageId, length n
        Ascending.
    embeddings : ndarray, shape (m, d)
        The table's rows by image id. Rows of known images are written again only when a file was
        replaced.
    memory : PrototypeMemory
        A copy.
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
    """

    def __init__(
        self,
        image_ids: Sequence[ImageId],
        embeddings: Rows,
        memory: PrototypeMemory,
        *,
        ranker: RankerChoice = RankerChoice.PROTOTYPE,
        bank: RankerBank | None = None,
        novelty: ScoresNovelty | None = None,
        odds: NewClassOdds | None = None,
        shape: FolderShape | None = None,
        seeks_new: bool = False,
        names: TextPrior | None = None,
    ) -> None:
        self._ids: npt.NDArray[np.int64] = np.asarray(image_ids, dtype=np.int64)
        self._embeddings = embeddings
        self._memory = memory
        self._ranker = ranker
        self._novelty = novelty
        self._odds = odds
        self._shape = shape
        self.bank = bank
        self.seeks_new = seeks_new
        self._names = names

    def __len__(self) -> int:
        return len(self._ids)

    def rank(
        self, start: int, stop: int, check: Callable[[], None] = lambda: None
    ) -> FolderRanking:
        """Rank the images from one place to another; ``check`` may raise to stop."""
        ids = self._ids[start:stop]
        if not len(ids):
            return empty_ranking()
        typicality = None if self._shape is None else self._shape.density_of(ids)
        class_ids, chances = self._chances(ids, check)
        if not class_ids:
            none = np.full(len(ids), NO_CLASS, dtype=np.int64)
            nought = np.zeros(len(ids), dtype=np.float32)
            far = np.full_like(nought, np.inf)
            return FolderRanking(ids, none, none, nought, nought, far, typicality)
        classes = np.array(class_ids, dtype=np.int64)
        rows = np.arange(len(ids))
        first = chances.argmax(axis=1)
        confidences = chances[rows, first]
        chances[rows, first] = -1.0
        second = chances.argmax(axis=1)
        alone = len(classes) == 1
        runner_up = np.full(len(ids), NO_CLASS, dtype=np.int64) if alone else classes[second]
        novelties = self._novelties(ids)
        new_chances = None
        if self._odds is not None:
            new_chances = self._odds.chances(novelties)
            confidences = confidences * (1.0 - new_chances)
        behind = np.zeros(len(ids), dtype=np.float32) if alone else chances[rows, second]
        return FolderRanking(
            image_ids=ids,
            class_ids=classes[first],
            runner_up_ids=runner_up,
            confidences=confidences,
            margins=np.maximum(confidences - behind, 0.0),
            novelties=novelties,
            typicality=typicality,
            new_chances=new_chances,
            nearest=self._nearest(ids),
        )

    def _nearest(self, ids: npt.NDArray[np.int64]) -> Features | None:
        """Return how far the nearest labelled image is, in the features of the folder."""
        if not self.seeks_new or self.bank is None or self._shape is None:
            return None
        features = self._shape.features_of(ids, self._embeddings)
        nearest: Features = 1.0 - (features @ self.bank.labelled_features.T).max(axis=1)
        return nearest

    def _chances(
        self, ids: npt.NDArray[np.int64], check: Callable[[], None]
    ) -> tuple[tuple[ClassId, ...], Features]:
        """Return the classes, and the chance of each for images, shape (n, K)."""
        class_ids, chances = self._chances_by_examples(ids, check)
        if self._names is None:
            return class_ids, chances
        counts = {class_id: self._memory.count(class_id) for class_id in class_ids}
        return self._names.heard(self._embeddings[ids], class_ids, chances, counts)

    def _chances_by_examples(
        self, ids: npt.NDArray[np.int64], check: Callable[[], None]
    ) -> tuple[tuple[ClassId, ...], Features]:
        if self.bank is not None:
            return self.bank.class_ids, self.bank.probabilities(self._ranker, ids, check)
        class_ids = self._memory.class_ids
        if not class_ids:
            return (), np.zeros((len(ids), 0), dtype=np.float32)
        distances = self._memory.distances(self._embeddings[ids])
        return class_ids, softmax(-PROTOTYPE_SHARPNESS * np.asarray(distances, dtype=np.float32))

    def _novelties(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        rows = self._embeddings[ids]
        if self._novelty is not None:
            return self._novelty.novelties(rows)
        if not len(self._memory):
            return np.full(len(ids), np.inf, dtype=np.float32)
        distances = np.asarray(self._memory.distances(rows), dtype=np.float32)
        nearest: npt.NDArray[np.float32] = distances.min(axis=1)
        return nearest

    def as_if_labelled(self, ranking: FolderRanking, image_id: ImageId) -> FolderRanking:
        """Return a ranking without an image, in which those like it are no longer new."""
        if self._shape is not None:
            features = self._shape.features_of(ranking.image_ids, self._embeddings)
            own = self._shape.features_of(np.array([image_id]), self._embeddings)[0]
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
