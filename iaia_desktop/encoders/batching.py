"""How many images to embed at once."""

from __future__ import annotations


class BatchSizer:
    """Keep batches as large as memory allows and as short as patience asks.

    A batch that cannot be interrupted should take less than 200 ms: then a cancel takes effect at
    once, and the image on screen never waits long for its turn. The size is a power of two, and
    changes by one step at a time.

    Parameters
    ----------
    start : int
        First size.
    limit : int
        Largest size; halved each time memory runs out.
    target_s : float
        Longest time a batch should take.
    """

    def __init__(self, *, start: int, limit: int, target_s: float = 0.2) -> None:
        self._size = min(start, limit)
        self._limit = limit
        self._target_s = target_s

    @property
    def size(self) -> int:
        """The size to hand over next, from 1."""
        return self._size

    @property
    def limit(self) -> int:
        """The largest size that memory allows, as far as is known."""
        return self._limit

    def halve(self, failed_size: int) -> bool:
        """Take note that a batch did not fit into memory.

        Parameters
        ----------
        failed_size : int
            Its size.

        Returns
        -------
        bool
            Whether a smaller batch is worth a try.
        """
        self._limit = max(1, min(self._limit, failed_size) // 2)
        self._size = min(self._size, self._limit)
        return failed_size > 1

    def observe(self, size: int, seconds: float) -> None:
        """Take note of how long a batch took.

        Parameters
        ----------
        size : int
            Images in it.
        seconds : float
            Wall-clock time.
        """
        if 2 * size < self._size:
            # The image on screen by itself, or the last few of a folder: they cost more each.
            return
        expected_s = seconds / size * self._size
        if expected_s > self._target_s:
            self._size = max(1, self._size // 2)
        elif 2 * expected_s <= 0.8 * self._target_s and size >= self._size:
            self._size = min(self._limit, 2 * self._size)
