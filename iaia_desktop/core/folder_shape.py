"""The shape of a folder: features and neighbours of its images, labelled or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.feature_space import Features, FeatureSpace, fit_space
from iaia_desktop.core.folder_graph import LARGEST_FOLDER, FolderGraph, build_graph
from iaia_desktop.core.types import Vector

FEWEST_IMAGES = 24
"""Below so many embedded images a folder has no shape, and prototypes rank."""

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
        Theirs.
    graph : FolderGraph or None
        Theirs; None for a folder of more than 20,000 images.
    """

    space: FeatureSpace
    image_ids: npt.NDArray[np.int64]
    features: Features
    graph: FolderGraph | None

    def __len__(self) -> int:
        return len(self.image_ids)

    def rows(self, image_ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the row of each image, -1 for those that came later."""
        places = np.minimum(np.searchsorted(self.image_ids, image_ids), len(self) - 1)
        return np.where(self.image_ids[places] == image_ids, places, -1)

    def features_of(self, image_ids: npt.NDArray[np.int64], embeddings: Vector) -> Features:
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

    def is_outgrown(self, embedded: int) -> bool:
        """Return whether so many images were embedded since that it should be made anew."""
        return embedded >= GROWTH * len(self)


@dataclass(frozen=True, slots=True, eq=False)
class ShapeRequest:
    """Hold what a shape is worked out from: the embedded images, and the table by image id."""

    image_ids: Sequence[int]
    embeddings: Vector

    def work_out(self, check: Callable[[], None] = lambda: None) -> FolderShape:
        """Work the shape out; ``check`` is called now and then, and may raise to stop."""
        ids = np.asarray(self.image_ids, dtype=np.int64)
        rows = self.embeddings[ids]
        space = fit_space(rows)
        check()
        features = space.project(rows)
        graph = build_graph(features, check) if len(ids) <= LARGEST_FOLDER else None
        return FolderShape(space, ids, features, graph)
