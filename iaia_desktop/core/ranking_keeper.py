"""Rank all images that wait, again and again, and work out only what changed since the last time.

Each time everything that the request says is compared with what is kept: prototypes by their
numbers, labels and embeddings by the marks that they got when they came, rankers and shape by who
they are. So it does not matter in which order requests come, or whether one was given up half-way.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from typing import TypeVar

import numpy as np

from iaia_desktop.core.best_two import BestTwo, Numbers, best_two, joined, no_classes
from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.folder_ranking import FolderRanking, empty_ranking
from iaia_desktop.core.folder_shape import FolderShape
from iaia_desktop.core.kept_distances import KeptDistances
from iaia_desktop.core.kept_novelty import KeptNovelty
from iaia_desktop.core.novelty_score import NoveltySnapshot
from iaia_desktop.core.ranking_request import RankingRequest
from iaia_desktop.core.types import Vector

BLOCK_ROWS = 8192
"""Images that are ranked at once, where nothing is kept."""

_PATIENCE_S = 0.02

Found = TypeVar("Found")


class RankingKeeper:
    """Rank requests as :meth:`RankingRequest.rank` does, to some 1e-6, but quicker.

    Handed from one background task to the next; who comes while another one ranks waits until that
    one ends, or is stopped.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._distances = KeptDistances()
        self._novelty = KeptNovelty()
        self._shape: FolderShape | None = None
        self._typicality: Features = np.zeros(0, dtype=np.float32)

    def steps(self, request: RankingRequest) -> Generator[float, None, FolderRanking]:
        """Rank the images of a request.

        Yields
        ------
        float
            Share of the work that is done; may be stopped there.

        Returns
        -------
        FolderRanking
        """
        while not self._lock.acquire(timeout=_PATIENCE_S):
            yield 0.0
        try:
            if not len(request):
                return empty_ranking()
            return (yield from self._steps(request))
        finally:
            self._lock.release()

    def _steps(self, request: RankingRequest) -> Generator[float, None, FolderRanking]:
        ids = request.image_ids
        best, distances = yield from _half(self._best(request), 0.0)
        novelties = yield from _half(self._novelties(request, distances), 0.5)
        nearest = yield from self._nearest(request)
        return request.assembled(ids, best, novelties, self._typicality_of(request), nearest)

    def _best(
        self, request: RankingRequest
    ) -> Generator[float, None, tuple[BestTwo, Vector | None]]:
        """Return the likeliest classes, and how far prototypes are, if that was looked at."""
        ids, bank = request.image_ids, request.bank
        if not request.hears_names:
            if bank is not None:
                return (yield from bank.best(request.ranker, ids, request.arrivals)), None
            if not len(request.memory):
                return no_classes(len(ids)), None
            found = yield from self._distances.steps(
                ids, request.arrivals, request.memory, request.embeddings
            )
            if found is not None:
                return found
        parts = []
        for start in range(0, len(ids), BLOCK_ROWS):
            yield start / len(ids)
            parts.append(best_two(*request.chances(ids[start : start + BLOCK_ROWS])))
        return joined(parts), None

    def _novelties(
        self, request: RankingRequest, distances: Vector | None
    ) -> Generator[float, None, Vector]:
        ids = request.image_ids
        if isinstance(request.novelty, NoveltySnapshot):
            return (
                yield from self._novelty.steps(
                    ids, request.arrivals, request.novelty, request.embeddings
                )
            )
        if request.novelty is None and distances is not None:
            return distances
        found = np.empty(len(ids), dtype=np.float32)
        for start in range(0, len(ids), BLOCK_ROWS):
            yield start / len(ids)
            block = slice(start, start + BLOCK_ROWS)
            found[block] = request.novelties(ids[block])
        return found

    def _nearest(self, request: RankingRequest) -> Generator[float, None, Features | None]:
        parts: list[Features] = []
        for start in range(0, len(request), BLOCK_ROWS):
            part = request.nearest(request.image_ids[start : start + BLOCK_ROWS])
            if part is None:
                return None
            parts.append(part)
            yield 1.0
        return np.concatenate(parts)

    def _typicality_of(self, request: RankingRequest) -> Features | None:
        shape = request.shape
        if shape is None:
            return None
        if shape is not self._shape or len(self._typicality) < len(request.arrivals):
            every: Numbers = np.arange(len(request.arrivals))
            self._shape, self._typicality = shape, shape.density_of(every)
        found: Features = self._typicality[request.image_ids]
        return found


def _half(steps: Generator[float, None, Found], begins: float) -> Generator[float, None, Found]:
    """Pass steps on as one half of the work."""
    try:
        while True:
            try:
                share = next(steps)
            except StopIteration as stop:
                found: Found = stop.value
                return found
            yield begins + share / 2
    finally:
        steps.close()
