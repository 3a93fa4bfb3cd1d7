"""Notice what hampers the embedding: a folder that is gone, a full cache, an encoder that hangs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.jobs.embed import EmbeddedBatch
from iaia_desktop.store.embedding_cache import EmbeddingCache

_SILENT_AFTER_MS = 60_000
"""Batches take a second or so; the first of a large network on an old processor some ten."""


class EmbeddingWatch(QObject):
    """Listen to the batches, and to their absence. Lives on the GUI thread.

    Parameters
    ----------
    cache : EmbeddingCache or None
        Where embeddings are kept between runs.
    waits_for_batch : callable
        Tells whether a batch should come before long.
    """

    folder_lost = Signal()
    """The folder is not there any more: the line waits for it."""

    folder_found = Signal()
    """It is back, and the line goes on."""

    cache_failed = Signal(object)
    """Why embeddings are not kept at present, a ``Saying``; once for each reason."""

    fell_silent = Signal()
    """Nothing was embedded for a minute although images wait."""

    def __init__(
        self,
        cache: EmbeddingCache | None,
        waits_for_batch: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._cache = cache
        self._waits_for_batch = waits_for_batch
        self._folder_is_gone = False
        self._is_silent = False
        self._told: str | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SILENT_AFTER_MS)
        self._timer.timeout.connect(self._on_silence)

    @property
    def is_silent(self) -> bool:
        """Whether the encoder has not answered for a minute."""
        return self._is_silent

    def begin(self) -> None:
        """Watch an embedding that begins."""
        self._folder_is_gone = False
        self.listen()

    def listen(self) -> None:
        """Give the next batch its time, from now on."""
        self._is_silent = False
        self._timer.start()

    def hear(self, batch: EmbeddedBatch) -> None:
        """Take note of a batch that was taken in."""
        self.listen()
        if batch.folder_is_gone != self._folder_is_gone:
            self._folder_is_gone = batch.folder_is_gone
            (self.folder_lost if batch.folder_is_gone else self.folder_found).emit()
        problem = None if self._cache is None else self._cache.problem
        if problem is not None and problem != self._told:
            self.cache_failed.emit(problem)
        self._told = problem

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()

    def _on_silence(self) -> None:
        if self._folder_is_gone or not self._waits_for_batch():
            self._timer.start()
            return
        self._is_silent = True
        self.fell_silent.emit()
