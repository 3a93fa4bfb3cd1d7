"""Between the encoder's text side and the session: names of classes in, proposals of names out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.errors import KnownError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.state import ChangeSet
from iaia_desktop.core.text_prior import may_be_read
from iaia_desktop.core.types import ImageId, Vector
from iaia_desktop.encoders.base import Encoder, TextEncoder
from iaia_desktop.encoders.prompts import readable_text
from iaia_desktop.jobs.embed_texts import EmbedTextsRequest, embed_texts_job
from iaia_desktop.jobs.embed_words import EmbedWordsRequest, WordRows, embed_words_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.store.embedding_cache import EmbeddingCache
from iaia_desktop.workers.task import Task, TaskRunner, is_from


class TextFeed(QObject):
    """Keep the names of classes embedded, and words to propose. Lives on the GUI thread.

    Follows classes that come, go or are renamed, by undo too, and the encoder. With an encoder
    that cannot read, nothing happens.

    Parameters
    ----------
    session : AnnotationSession
        Whose classes are named.
    encoders : EncoderFeed
        Knows the encoder in use.
    runner : TaskRunner
        Starts tasks.
    cache : EmbeddingCache or None
        Where embeddings of texts are kept between runs.
    """

    names_read = Signal()
    """The names of all classes take part in suggestions now."""

    words_read = Signal()
    """Names can be proposed now."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        encoders: EncoderFeed,
        runner: TaskRunner,
        cache: EmbeddingCache | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._encoders = encoders
        self._runner = runner
        self._cache = cache
        self._encoder: TextEncoder | None = None
        self._by_name: dict[str, Vector] = {}
        self._asked: tuple[str, ...] = ()
        self._words: WordRows | None = None
        self._names_task: Task | None = None
        self._words_task: Task | None = None
        encoders.encoder_changed.connect(self._on_encoder)
        session.changed.connect(self._on_changed)

    @property
    def can_read(self) -> bool | None:
        """Whether the encoder in use can read names; None while none is ready."""
        if self._encoders.encoder is None:
            return None
        return self._encoder is not None

    @property
    def reading(self) -> bool:
        """Whether names of classes are on their way into suggestions."""
        return self._names_task is not None

    def proposals(self, image_id: ImageId, limit: int = 5) -> tuple[str, ...]:
        """Return names for a new class of this image, best first; none while that cannot be said.

        Names of classes that exist are left out: for those there are suggestions.
        """
        learner = self._session.engine.learner
        if self._words is None or learner is None:
            return ()
        embedding = learner.embeddings.get(image_id)
        if embedding is None or embedding.shape != self._words.rows.shape[1:]:
            return ()
        taken = {row.name.lower() for row in self._session.state.classes()}
        taken |= {readable_text(name) for name in taken}
        return self._words.nearest(embedding, limit, without=frozenset(taken))

    def stop(self) -> None:
        """Give up what is under way; does not wait."""
        for task in (self._names_task, self._words_task):
            if task is not None:
                task.cancel()
        self._names_task = self._words_task = None
        self._session.engine.names.awaited = False

    # --- what changes -------------------------------------------------------------------------

    def _on_encoder(self, encoder: Encoder) -> None:
        self.stop()
        self._by_name.clear()
        self._asked = ()
        self._words = None
        self._encoder = encoder if isinstance(encoder, TextEncoder) else None
        if self._encoder is not None:
            self._read_names()
            self._read_words()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.classes and self._encoder is not None:
            self._read_names()

    # --- names of classes ---------------------------------------------------------------------

    def _read_names(self) -> None:
        """Use the names that are known, and have the others embedded."""
        names = [row.name for row in self._session.state.classes() if may_be_read(row.name)]
        self._use_names()
        missing = tuple(name for name in names if name not in self._by_name)
        if not missing or self._encoder is None or missing == self._asked:
            return
        if self._names_task is not None:
            self._names_task.cancel()
        self._asked = missing
        request = EmbedTextsRequest(self._encoder, missing, self._cache)
        task = self._runner.make("names", partial(embed_texts_job, request))
        task.succeeded.connect(self._on_names)
        task.failed.connect(self._on_failed)
        self._names_task = self._runner.start(task)
        self._session.engine.names.awaited = True

    def _on_names(self, rows: Vector) -> None:
        if not is_from(self, self._names_task):
            return
        self._names_task = None
        self._session.engine.names.awaited = False
        self._by_name.update(zip(self._asked, rows, strict=True))
        self._asked = ()
        self._read_names()
        if self._names_task is None:
            self.names_read.emit()

    def _use_names(self) -> None:
        classes = self._session.state.classes()
        known = {
            row.class_id: self._by_name[row.name] for row in classes if row.name in self._by_name
        }
        if self._session.engine.names.use(known):
            self._session.suggestions_changed.emit()

    def _on_failed(self, error: Exception) -> None:
        """Go on without names: an encoder may come without the tokenizer that reads them."""
        if not is_from(self, self._names_task) and not is_from(self, self._words_task):
            return
        self.stop()
        self._encoder = None
        self._session.suggestions_changed.emit()
        why: str = Saying("Names cannot be read: {reason}", reason=str(error))
        if isinstance(error, KnownError):
            why = error.what
        text = Saying.joined((why, Saying("Suggestions go by your labels alone.")))
        self.noticed.emit(Notice(NoticeKind.WARNING, text, "names"))

    # --- words to propose ---------------------------------------------------------------------

    def _read_words(self) -> None:
        if self._encoder is None:
            return
        paths = tuple(self._session.state.paths())
        request = EmbedWordsRequest(self._encoder, paths, self._cache)
        task = self._runner.make("words to propose", partial(embed_words_job, request))
        task.succeeded.connect(self._on_words)
        task.failed.connect(self._on_failed)
        self._words_task = self._runner.start(task)

    def _on_words(self, words: WordRows) -> None:
        if is_from(self, self._words_task):
            self._words_task = None
            self._words = words
            self.words_read.emit()
