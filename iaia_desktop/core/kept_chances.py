"""What one ranker says of images, asked once for each: a fitted ranker says the same again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator

import numpy as np

from iaia_desktop.core.best_two import BestTwo, Numbers, best_two, joined, no_classes
from iaia_desktop.core.column import IntColumn
from iaia_desktop.core.feature_space import Features
from iaia_desktop.core.types import ClassId

BLOCK_ROWS = 8192
"""Images that are ranked at once."""

_PATIENCE_S = 0.02

Chances = Callable[[Numbers], tuple[tuple[ClassId, ...], Features]]
"""Returns the classes, and their chances for some images."""


class KeptChances:
    """Keep the two likeliest classes of each image that was asked for. Safe from any thread."""

    def __init__(self) -> None:
        self._held = no_classes(0)
        self._seen: IntColumn = np.zeros(0, dtype=np.int32)
        self._lock = threading.Lock()

    def steps(
        self, ids: Numbers, arrivals: IntColumn, chances: Chances
    ) -> Generator[float, None, BestTwo]:
        """Look images up, and ask for those that are new or have another embedding.

        Parameters
        ----------
        ids : ndarray, shape (n,), int64
            Embedded images, ascending.
        arrivals : ndarray, shape (m,), int32
            By image id, when its embedding came; 1 or more for embedded images.
        chances : callable
            What is asked.

        Yields
        ------
        float
            Share of the work that is done, before each block.

        Returns
        -------
        BestTwo
            Of the n images.
        """
        while not self._lock.acquire(timeout=_PATIENCE_S):
            yield 0.0
        try:
            self._make_room(len(arrivals))
            todo = ids[self._seen[ids] != arrivals[ids]]
            for start in range(0, len(todo), BLOCK_ROWS):
                yield start / len(todo)
                block = todo[start : start + BLOCK_ROWS]
                self._held.put(block, best_two(*chances(block)))
                self._seen[block] = arrivals[block]
            return self._held.taken(ids)
        finally:
            self._lock.release()

    def _make_room(self, count: int) -> None:
        missing = count - len(self._seen)
        if missing > 0:
            self._held = joined([self._held, no_classes(missing)])
            self._seen = np.append(self._seen, np.zeros(missing, dtype=np.int32))
