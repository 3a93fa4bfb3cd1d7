"""The shape of a folder: features and neighbours of its images, labelled or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.embeddings import Rows, row_blocks
from iaia_desktop.core.feature_space import (
    FIT_ROWS,
    Features,
    FeatureSpace,
    fit_space,
    spread,
)
from iaia_desktop.core.folder_graph import LARGEST_FOLDER, FolderGraph, build_graph
from iaia_desktop.core.half import HalfMatrix

FEWEST_IMAGES = 24
"""Below so many embedded images a folder has no shape, and prototypes rank."""

_SAMPLE = 2_000
_NEIGHBOURS = 3
_BLOCK_ROWS = 4096

GROWTH = 1.25
"""A shape is worked out anew when so many times as many images are embedded."""


@dataclass(frozen=True, slots=True, eq=False)
class FolderShape:
    """Hold what the unlabelled images tell.

    Attributes
    ----------
    space : FeatureSpace
        Features for any image.
    image_ids : ndarray, shape (n,), int64
        The images that the shape was worked out from, ascending.
    features : ndarray, shape (n, q), float32
        Theirs; of a folder of more than 20,000 images in half precision.
    graph : FolderGraph or None
        Theirs; None for a folder of more than 20,000 images.
    density : ndarray, shape (n,), float32
        How typical each image is: the mean cosine to its nearest neighbours, or to those among a
        sample in a larger folder.
    """

    space: FeatureSpace
    image_ids: npt.NDArray[np.int64]
    features: Rows
    graph: FolderGraph | None
    density: Features

    def __len__(self) -> int:
        return len(self.image_ids)

    def rows(self, image_ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the row of each image, -1 for those that came later."""
        places = np.minimum(np.searchsorted(self.image_ids, image_ids), len(self) - 1)
        return np.where(self.image_ids[places] == image_ids, places, -1)

    def features_of(self, image_ids: npt.NDArray[np.int64], embeddings: Rows) -> Features:
        """Return the features of images, shape (m, q).

        Parameters
        ----------
        image_ids : ndarray, shape (m,), int64
            Any embedded images.
        embeddings : ndarray, shape (t, d)
            The table by image id, for those that came later.
        """
        rows = self.rows(image_ids)
        found = self.features[rows]
        late = np.flatnonzero(rows < 0)
        if len(late):
            found[late] = self.space.project(embeddings[image_ids[late]])
        return found

    def density_of(self, image_ids: npt.NDArray[np.int64]) -> Features:
        """Return how typical images are; those that came later count as the least typical."""
        rows = self.rows(image_ids)
        found: Features = np.where(rows < 0, self.density.min(), self.density[rows])
        return found

    def is_outgrown(self, embedded: int) -> bool:
        """Return whether so many images were embedded since that it should be made anew."""
        return embedded >= GROWTH * len(self)


@dataclass(frozen=True, slots=True, eq=False)
class ShapeRequest:
    """Hold what a shape is worked out from: the embedded images, and the table by image id."""

    image_ids: Sequence[int] | npt.NDArray[np.int64]
    embeddings: Rows

    def work_out(self, check: Callable[[], None] = lambda: None) -> FolderShape:
        """Work the shape out; ``check`` is called now and then, and may raise to stop."""
        ids = np.asarray(self.image_ids, dtype=np.int64)
        space = fit_space(self.embeddings[ids[spread(len(ids), FIT_ROWS)]])
        check()
        if len(ids) <= LARGEST_FOLDER:
            features = space.project(self.embeddings[ids])
            graph = build_graph(features, check)
            return FolderShape(space, ids, features, graph, graph.density)
        halves = np.empty((len(ids), space.dim), dtype=np.float16)
        for places, rows in row_blocks(self.embeddings, ids):
            check()
            halves[places] = space.project(rows)
        lean = HalfMatrix(halves)
        return FolderShape(space, ids, lean, None, _sampled_density(lean, check))


def _sampled_density(features: Rows, check: Callable[[], None]) -> Features:
    """Return the mean cosine of each image to its nearest neighbours among a sample."""
    count = features.shape[0]
    sample = features[np.random.default_rng(0).permutation(count)[:_SAMPLE]]
    density = np.empty(count, dtype=np.float32)
    for start in range(0, count, _BLOCK_ROWS):
        check()
        block = np.arange(start, min(start + _BLOCK_ROWS, count))
        cosines = features[block] @ sample.T
        # An image of the sample meets itself there: its own cosine is left out for all alike.
        nearest = np.partition(cosines, -_NEIGHBOURS - 1, axis=1)[:, -_NEIGHBOURS - 1 :]
        nearest.sort(axis=1)
        density[start : start + len(cosines)] = nearest[:, :-1].mean(axis=1)
    return density
