"""A snapshot of the memory with the images that wait, to be ranked on another thread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.folder_ranking import NO_CLASS, FolderRanking, empty_ranking
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.types import ImageId, Vector


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
    """

    def __init__(
        self, image_ids: Sequence[ImageId], embeddings: Vector, memory: PrototypeMemory
    ) -> None:
        self._ids: npt.NDArray[np.int64] = np.asarray(image_ids, dtype=np.int64)
        self._embeddings = embeddings
        self._memory = memory

    def __len__(self) -> int:
        return len(self._ids)

    def rank(self, start: int, stop: int) -> FolderRanking:
        """Rank the images from one place to another."""
        ids = self._ids[start:stop]
        if not len(ids):
            return empty_ranking()
        if not len(self._memory):
            none = np.full(len(ids), NO_CLASS, dtype=np.int64)
            nought = np.zeros(len(ids), dtype=np.float32)
            return FolderRanking(ids, none, none, nought, nought, np.full_like(nought, np.inf))
        distances = np.asarray(self._memory.distances(self._embeddings[ids]), dtype=np.float32)
        classes = np.array(self._memory.class_ids, dtype=np.int64)
        order = np.argsort(distances, axis=1, kind="stable")[:, :2]
        nearest = np.take_along_axis(distances, order, axis=1)
        second = order[:, -1] if len(classes) > 1 else order[:, 0]
        margins = nearest[:, -1] - nearest[:, 0] if len(classes) > 1 else np.ones(len(ids), "f4")
        return FolderRanking(
            image_ids=ids,
            class_ids=classes[order[:, 0]],
            runner_up_ids=classes[second] if len(classes) > 1 else np.zeros(len(ids), np.int64),
            confidences=np.clip(0.5 + margins, 0.0, 1.0).astype(np.float32),
            margins=margins.astype(np.float32),
            novelties=nearest[:, 0],
        )

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
        )
