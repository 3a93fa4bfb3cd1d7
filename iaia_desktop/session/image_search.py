"""Search the images of the open session in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.embeddings import Rows
from iaia_desktop.core.folder_features import IntArray
from iaia_desktop.core.memory import PrototypeMemory
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.search import SearchFilter, SearchRequest, SearchResult
from iaia_desktop.core.types import ImageId, Vector
from iaia_desktop.encoders.base import TextEncoder
from iaia_desktop.jobs.embed_texts import EmbedTextsRequest, embed_texts_job
from iaia_desktop.jobs.search_images import search_images_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.session.notices import Notice, NoticeKind, words_of
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.workers.task import Task, TaskRunner, is_from


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What the person looks for.

    Attributes
    ----------
    words : str
        What the pictures show; only an encoder with a text side can tell.
    like : ImageId or None
        Look for images like this one; words are passed over then.
    filter : SearchFilter
        Which images count.
    """

    words: str = ""
    like: ImageId | None = None
    filter: SearchFilter = field(default_factory=SearchFilter)


class ImageSearch(QObject):
    """Run one search at a time, the last one asked for. Lives on the GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Whose images are searched; only looked at.
    encoders : EncoderFeed
        Reads words, if its encoder can.
    places : callable
        Returns the place of each image in the folder, by image id.
    runner : TaskRunner
        Starts tasks.
    cache : EmbeddingCache or None
        Keeps what words mean.
    """

    found = Signal(object)
    """SearchResult of the query asked for last."""

    progressed = Signal(object)
    """Progress."""

    ended = Signal()
    """The search came to an end, well or not."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        encoders: EncoderFeed,
        places: Callable[[], IntArray],
        runner: TaskRunner,
        cache: EmbeddingCache | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._encoders = encoders
        self._places = places
        self._runner = runner
        self._cache = cache
        self._query = SearchQuery()
        self._task: Task | None = None

    @property
    def reads_words(self) -> bool:
        """Whether the encoder in use knows what words look like."""
        return isinstance(self._encoders.encoder, TextEncoder)

    @property
    def query(self) -> SearchQuery:
        """The one asked for last."""
        return self._query

    @property
    def busy(self) -> bool:
        """Whether a search is under way."""
        return self._task is not None

    def knows(self, image_id: ImageId) -> bool:
        """Return whether an image has an embedding, so that others can be compared with it."""
        learner = self._session.engine.learner
        return learner is not None and image_id in learner.embeddings

    def search(self, query: SearchQuery) -> None:
        """Search; ``found`` follows. A search under way is given up for this one."""
        self.stop()
        self._query = query
        encoder: object = self._encoders.encoder
        if query.like is None and query.words and isinstance(encoder, TextEncoder):
            request = EmbedTextsRequest(encoder, (query.words,), self._cache)
            task = self._runner.make("words", partial(embed_texts_job, request))
            task.succeeded.connect(self._on_words)
            self._start(task)
        else:
            self._compare(None)

    def stop(self) -> None:
        """Give up a search that is under way; does not wait."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_words(self, vectors: Vector) -> None:
        if is_from(self, self._task):
            self._compare(vectors[0])

    def _compare(self, words: Vector | None) -> None:
        learner = self._session.engine.learner
        known: IntArray = np.zeros(0, dtype=np.int64)
        table: Rows = np.zeros((0, 1), dtype=np.float32)
        memory = PrototypeMemory(1)
        if learner is not None:
            known = learner.embeddings.known_ids().astype(np.int64)
            table, memory = learner.embeddings.all_rows(), learner.memory.copy()
        if words is not None and len(words) != table.shape[1]:
            # The encoder became another one while the words were read.
            words = None
        request = SearchRequest(
            snapshot=self._session.state.snapshot(),
            embeddings=table,
            known_ids=known,
            memory=memory,
            places=self._places(),
            filter=self._query.filter,
            like=self._query.like,
            words=words,
        )
        task = self._runner.make("search", partial(search_images_job, request))
        task.succeeded.connect(self._on_found)
        self._start(task)

    def _start(self, task: Task) -> None:
        task.progressed.connect(self._on_progressed)
        task.failed.connect(self._on_failed)
        self._task = self._runner.start(task)

    def _on_progressed(self, progress: object) -> None:
        if is_from(self, self._task):
            self.progressed.emit(progress)

    def _on_found(self, result: SearchResult) -> None:
        if is_from(self, self._task):
            self._task = None
            self.found.emit(result)
            self.ended.emit()

    def _on_failed(self, error: Exception) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        text = words_of(error, Saying("The search failed: {reason}", reason=str(error)))
        self.noticed.emit(Notice(NoticeKind.ERROR, text, "search"))
        self.ended.emit()
