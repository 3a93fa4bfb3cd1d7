"""All rankers, fitted to the labels of one moment."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from iaia_desktop.core.best_two import BestTwo
from iaia_desktop.core.column import IntColumn
from iaia_desktop.core.embeddings import Rows
from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.folder_shape import FolderShape
from iaia_desktop.core.kept_chances import KeptChances
from iaia_desktop.core.labelled_set import LabelledSet, chosen_rows
from iaia_desktop.core.method import RankerChoice
from iaia_desktop.core.prototypes import Prototypes
from iaia_desktop.core.rankers.kernel import KernelRanker
from iaia_desktop.core.rankers.metric import MetricRanker
from iaia_desktop.core.rankers.neighbours import NeighbourRanker
from iaia_desktop.core.rankers.scores import softmax
from iaia_desktop.core.types import ClassId, Vector

PRIOR = {
    RankerChoice.MIX: 0.5,
    RankerChoice.KERNEL: 0.1,
    RankerChoice.LEARNED: 0.1,
    RankerChoice.PROTOTYPE: 0.1,
    RankerChoice.GRAPH: 0.1,
    RankerChoice.NEIGHBOURS: 0.05,
    RankerChoice.DISCRIMINANT: 0.05,
}
"""How much AUTO trusts each ranker before the first answer."""

PROTOTYPE_SHARPNESS = 20.0
"""What a distance to a prototype counts for in nats; the order does not depend on it."""

_COSINE_SHARE, _KERNEL_SHARE, _GRAPH_SHARE = 0.4, 0.6, 0.8
_SHARPNESS, _SHARPNESS_PER_DOUBLING = 1.2, 0.15
_FLOOR = 1e-3
_GRAPH_FLOOR = 1e-2


@dataclass(frozen=True, slots=True, eq=False)
class LabelSnapshot:
    """Hold the labels of one moment.

    Attributes
    ----------
    image_ids : sequence of int, length n
        Labelled images with an embedding.
    class_of : sequence of int, length n
        Their classes.
    examples : ndarray, shape (e, d)
        Embeddings of pictures that are no images of the session.
    example_classes : sequence of ClassId, length e
        Their classes.
    """

    image_ids: Sequence[int] | npt.NDArray[np.int64]
    class_of: Sequence[int] | npt.NDArray[np.int64]
    examples: Vector
    example_classes: Sequence[int]


class RankerBank:
    """Rank by any ranker; each is fitted when it is first asked.

    A function of shape, labels and prototypes alone, which all stay as they are: undoing a label
    gives the bank from before. May be used on another thread.

    Parameters
    ----------
    shape : FolderShape
        Of the folder.
    labels : LabelSnapshot
        At least one label.
    embeddings : ndarray, shape (t, d)
        The table by image id.
    memory : Prototypes
        Frozen, with the same labels.
    """

    def __init__(
        self,
        shape: FolderShape,
        labels: LabelSnapshot,
        embeddings: Rows,
        memory: Prototypes,
    ) -> None:
        self._shape = shape
        self._labels = labels
        self._embeddings = embeddings
        self._memory = memory
        # Class ids are small numbers, which are counted quicker than sorted.
        counts = np.bincount(self._class_of)
        self.class_ids: tuple[ClassId, ...] = tuple(map(ClassId, np.flatnonzero(counts).tolist()))
        self._column = {class_id: place for place, class_id in enumerate(self.class_ids)}
        self._kept: dict[RankerChoice, KeptChances] = {}
        self.made_at = 0
        """How many labels had changed when it was made, for its owner to tell how old it is."""

    @property
    def shape(self) -> FolderShape:
        """The folder's shape that the rankers go by."""
        return self._shape

    def probabilities(
        self,
        ranker: RankerChoice,
        image_ids: npt.NDArray[np.int64],
        check: Callable[[], None] = lambda: None,
    ) -> Features:
        """Return the chance of each class for images.

        Parameters
        ----------
        ranker : RankerChoice
            Any but AUTO.
        image_ids : ndarray, shape (n,), int64
            Embedded images.
        check : callable, optional
            Called now and then; may raise to stop.

        Returns
        -------
        ndarray, shape (n, K), float32
            Columns in the order of ``class_ids``; rows sum to 1.
        """
        if ranker is RankerChoice.PROTOTYPE:
            return self._by_prototype(image_ids)
        if ranker is RankerChoice.GRAPH:
            return self._by_graph(image_ids, check)
        features = self._shape.features_of(image_ids, self._embeddings)
        if ranker is RankerChoice.LEARNED:
            return self._metric.cosine_probabilities(features)
        if ranker is RankerChoice.DISCRIMINANT:
            return self._metric.discriminant_probabilities(features)
        if ranker is RankerChoice.NEIGHBOURS:
            return self._neighbours.probabilities(features)
        if ranker is RankerChoice.KERNEL:
            return self._kernel.probabilities(features)
        if ranker is RankerChoice.MIX:
            return self._by_mix(image_ids, features, check)
        raise ValueError(f"{ranker} is no single ranker")

    def best(
        self, ranker: RankerChoice, image_ids: npt.NDArray[np.int64], arrivals: IntColumn
    ) -> Generator[float, None, BestTwo]:
        """Return the two likeliest classes for images, each worked out once and kept.

        Parameters
        ----------
        ranker : RankerChoice
            Any but AUTO.
        image_ids : ndarray, shape (n,), int64
            Embedded images, ascending.
        arrivals : ndarray, shape (m,), int32
            By image id, when its embedding came.

        Yields
        ------
        float
            Share of the work that is done; may be stopped there.
        """
        kept = self._kept.get(ranker)
        if kept is None:
            kept = self._kept.setdefault(ranker, KeptChances())
        chances = partial(self._named_probabilities, ranker)
        return (yield from kept.steps(image_ids, arrivals, chances))

    def _named_probabilities(
        self, ranker: RankerChoice, image_ids: npt.NDArray[np.int64]
    ) -> tuple[tuple[ClassId, ...], Features]:
        return self.class_ids, self.probabilities(ranker, image_ids)

    @property
    def label_count(self) -> int:
        """How many labels the rankers are fitted to, examples included."""
        return len(self._class_of)

    def votes(self, image_ids: npt.NDArray[np.int64]) -> list[dict[str, ClassId]]:
        """Return what each ranker would suggest, image by image."""
        said: list[dict[str, ClassId]] = [{} for _ in range(len(image_ids))]
        for ranker in PRIOR:
            columns = self.probabilities(ranker, image_ids).argmax(axis=1)
            for row, column in enumerate(columns.tolist()):
                said[row][ranker.value] = self.class_ids[column]
        return said

    def fit(self, check: Callable[[], None] = lambda: None) -> None:
        """Fit every ranker now, so that asking them later is quick."""
        for part in (lambda: self._metric, lambda: self._neighbours, lambda: self._kernel):
            check()
            part()
        self._field(check)

    @property
    def labelled_features(self) -> Features:
        """Features of the labelled images that the rankers are fitted to, shape (n, q)."""
        return self._labelled.features

    @cached_property
    def _labelled(self) -> LabelledSet:
        labels, class_of = self._labels, self._class_of
        kept = chosen_rows(class_of)
        images = kept[kept < len(labels.class_of)]
        ids = np.asarray(labels.image_ids, dtype=np.int64)[images]
        features = self._shape.features_of(ids, self._embeddings)
        others = kept[kept >= len(labels.class_of)] - len(labels.class_of)
        if len(others):
            features = np.concatenate(
                [features, self._shape.space.project(labels.examples[others])]
            )
        return LabelledSet(self.class_ids, features, self._columns(class_of[kept]))

    @property
    def _class_of(self) -> npt.NDArray[np.int64]:
        """Classes of the labelled images, then of the examples."""
        return np.concatenate(
            [
                np.asarray(self._labels.class_of, dtype=np.int64),
                np.asarray(self._labels.example_classes, dtype=np.int64),
            ]
        )

    def columns_of(self, class_ids: Iterable[ClassId]) -> list[int]:
        """Return the places of classes in ``class_ids``; -1 for those that are not there."""
        if class_ids == self.class_ids:
            return list(range(len(self.class_ids)))
        return [self._column.get(class_id, -1) for class_id in class_ids]

    def _columns(self, class_of: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the places of classes in ``class_ids``."""
        return np.searchsorted(np.array(self.class_ids, dtype=np.int64), class_of).astype(np.int64)

    @cached_property
    def _metric(self) -> MetricRanker:
        return MetricRanker(self._labelled)

    @cached_property
    def _neighbours(self) -> NeighbourRanker:
        return NeighbourRanker(self._labelled)

    @cached_property
    def _kernel(self) -> KernelRanker:
        return KernelRanker(self._labelled, self._shape.space)

    def _by_prototype(self, image_ids: npt.NDArray[np.int64]) -> Features:
        """Return chances that order the classes as the distances to the prototypes do."""
        distances = self._memory.distances(self._embeddings[image_ids])
        known, columns = self._prototypes_known
        scores = np.full((len(image_ids), len(self.class_ids)), -np.inf, dtype=np.float32)
        scores[:, columns] = -PROTOTYPE_SHARPNESS * distances[:, known].astype(np.float32)
        return softmax(scores)

    @cached_property
    def _prototypes_known(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """The rows of the prototypes of known classes, and the places of these classes.

        Of a resumed session the memory may know classes whose embeddings are still on the way.
        """
        columns = np.array(self.columns_of(self._memory.class_ids), dtype=np.intp)
        known = np.flatnonzero(columns >= 0)
        return known, columns[known]

    def _by_graph(self, image_ids: npt.NDArray[np.int64], check: Callable[[], None]) -> Features:
        """Return the shares of the labels that spread to images; all alike where none did."""
        shares = np.full((len(image_ids), len(self.class_ids)), 1.0, dtype=np.float32)
        field = self._field(check)
        if field is not None:
            rows = self._shape.rows(image_ids)
            inside = np.flatnonzero(rows >= 0)
            reached = field[rows[inside]]
            shares[inside] = np.where(reached.sum(axis=1, keepdims=True) > 0, reached, 1.0)
        shares /= shares.sum(axis=1, keepdims=True)
        return shares

    def _field(self, check: Callable[[], None]) -> Features | None:
        graph = self._shape.graph
        if graph is None:
            return None
        if self._spread is None:
            labels = self._labels
            rows = self._shape.rows(np.asarray(labels.image_ids, dtype=np.int64))
            columns = self._columns(np.asarray(labels.class_of, dtype=np.int64))
            inside = rows >= 0
            sources = np.zeros((len(graph), len(self.class_ids)), dtype=np.float32)
            sources[rows[inside], columns[inside]] = 1.0
            # A class of n labels sends out n^1/2 in all, so that small classes are heard.
            sources /= np.sqrt(np.maximum(sources.sum(axis=0), 1.0))
            self._spread = graph.spread(sources, check=check)
        return self._spread

    _spread: Features | None = None

    def _by_mix(
        self, image_ids: npt.NDArray[np.int64], features: Features, check: Callable[[], None]
    ) -> Features:
        """Return the chances that three rankers of different kinds agree on.

        A log-linear pool (Heskes, "Selecting weighting factors in logarithmic opinion pools", NIPS
        1997) of learned cosine, kernel and graph, each kept from being too sure.
        """
        pooled = _COSINE_SHARE * np.log(self._metric.cosine_probabilities(features) + _FLOOR)
        pooled += _KERNEL_SHARE * np.log(self._kernel.probabilities(features) + _FLOOR)
        if self._shape.graph is not None:
            pooled += _GRAPH_SHARE * np.log(self._by_graph(image_ids, check) + _GRAPH_FLOOR)
        # Sharper with many classes, each of which the floors leave something. Chosen for the order
        # of pages; as chances these promise too much where classes are hard to tell apart.
        pooled *= _SHARPNESS + _SHARPNESS_PER_DOUBLING * np.log2(max(len(self.class_ids), 8) / 8)
        return softmax(np.asarray(pooled, dtype=np.float32))
