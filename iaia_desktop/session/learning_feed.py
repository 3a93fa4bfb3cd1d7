"""Between the encoder and the session: embeddings in, suggestions out, files' fates noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.errors import EncoderError, KnownError, SessionFileError
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.types import (
    ClassId,
    FileInfo,
    FileStatus,
    ImageId,
    ImageState,
)
from iaia_desktop.encoders.base import Encoder
from iaia_desktop.jobs.embed import EmbeddedBatch
from iaia_desktop.jobs.embed_queue import EmbedItem
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.encoder_feed import BUILTIN_SPEC, EncoderFeed
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind

_NOTE_FILES_AFTER_MS = 500

WAYS_ON = (
    NoticeAction("Try again", "retry_encoder"),
    NoticeAction("Use a folder with weights…", "choose_weights_folder"),
)
"""What is offered when an encoder's weights are not to be had."""


class LearningFeed(QObject):
    """Put the session's images in line for the encoder and take their embeddings in.

    Lives on the GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Whose images are embedded.
    encoders : EncoderFeed
        Runs the encoder.
    contributed : dict
        From the session file: which image's embedding is in which prototype.
    """

    embedded = Signal(object)
    """Sequence of ImageId that have an embedding now."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        encoders: EncoderFeed,
        contributed: dict[ImageId, ClassId],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._encoders = encoders
        self._contributed = contributed
        self._to_measure: set[ImageId] = set()
        self._told: list[FileInfo] = []
        self._note_timer = QTimer(self)
        self._note_timer.setSingleShot(True)
        self._note_timer.setInterval(_NOTE_FILES_AFTER_MS)
        self._note_timer.timeout.connect(self.note_files)
        encoders.encoder_changed.connect(self._on_encoder)
        encoders.embedded.connect(self._on_embedded)
        encoders.unavailable.connect(self._on_unavailable)
        encoders.failed.connect(self._on_failed)
        session.images_added.connect(self._on_images_added)
        session.navigator.current_changed.connect(self._on_current_changed)

    def note_files(self) -> None:
        """Keep what reading the files told since the last time."""
        self._note_timer.stop()
        told, self._told = self._told, []
        if self._session.read_only:
            return
        try:
            self._session.note_files(told)
        except SessionFileError as error:
            self._told = told + self._told
            self.noticed.emit(Notice(NoticeKind.ERROR, str(error), "files"))

    def relearn(self) -> None:
        """Start the prototypes anew with the embeddings at hand (the method changed)."""
        engine = self._session.engine
        old = engine.learner
        if old is None:
            return
        self._forget_stored()
        engine.use_encoder(old.encoder_id, old.embeddings.dim)
        known = [ImageId(int(number)) for number in old.embeddings.known_ids()]
        if known:
            engine.add_embeddings(known, old.embeddings.rows(known))
        self._session.suggestions_changed.emit()

    # --- the encoder --------------------------------------------------------------------------

    def _on_encoder(self, encoder: Encoder) -> None:
        learner = self._session.engine.use_encoder(encoder.encoder_id, encoder.dim)
        self._restore(learner)
        state = self._session.state
        order = self._session.navigator.order.ids
        # Labelled images first: they bring the prototypes back.
        labelled = [i for i in order if state.verdict(i).state is ImageState.LABELLED]
        rest = [i for i in order if state.verdict(i).state is not ImageState.LABELLED]
        self._to_measure = set(labelled)
        self._encoders.add(self._items([*labelled, *rest]))
        self._hurry()
        self._session.suggestions_changed.emit()

    def _restore(self, learner: Learner) -> None:
        """Take over the stored prototypes when they are of this encoder and complete."""
        store = self._session.store
        contributed, self._contributed = self._contributed, {}
        try:
            prototypes = store.load_prototypes(learner.encoder_id)
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, str(error), "prototypes"))
            prototypes = []
        held = Counter(contributed.values())
        complete = {row.class_id: row.count for row in prototypes} == dict(held)
        fitting = all(row.total.shape == (learner.memory.dim,) for row in prototypes)
        if prototypes and complete and fitting:
            learner.restore(prototypes, contributed)
        else:
            self._forget_stored()

    def _forget_stored(self) -> None:
        if self._session.read_only:
            return
        try:
            self._session.store.forget_contributions()
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, str(error), "prototypes"))

    def _on_unavailable(self, spec: str, error: Exception) -> None:
        why = error.what if isinstance(error, KnownError) else str(error)
        self.noticed.emit(
            Notice(
                NoticeKind.WARNING,
                f"{why} The built-in encoder is used until “{spec}” is here.",
                "encoder",
                WAYS_ON,
            )
        )

    def _on_failed(self, error: Exception) -> None:
        text = str(error) if isinstance(error, KnownError) else f"The encoder failed: {error}"
        stands_in = self._encoders.wanted_spec != BUILTIN_SPEC
        going_on = " The built-in one goes on." if stands_in else ""
        actions = WAYS_ON if isinstance(error, EncoderError) else WAYS_ON[:1]
        self.noticed.emit(Notice(NoticeKind.ERROR, text + going_on, "encoder", actions))

    # --- images -------------------------------------------------------------------------------

    def _items(self, image_ids: Iterable[ImageId]) -> list[EmbedItem]:
        state = self._session.state
        items = []
        for image_id in image_ids:
            info = state.file(image_id)
            known = info if info.status is FileStatus.READY else None
            items.append(EmbedItem(image_id, state.path(image_id), known))
        return items

    def _on_images_added(self, image_ids: list[ImageId]) -> None:
        self._encoders.add(self._items(image_ids))
        self._hurry()

    def _on_current_changed(self, _image_id: int) -> None:
        self._hurry()

    def _hurry(self) -> None:
        """Bring the image on screen, and the next ones, to the front."""
        current = self._session.current
        if current is None:
            return
        order = self._session.navigator.order
        near = [current, *(order.neighbour(current, step) for step in (1, 2))]
        self._encoders.hurry([image_id for image_id in near if image_id is not None])

    def _on_embedded(self, batch: EmbeddedBatch) -> None:
        if batch.image_ids:
            self._session.engine.add_embeddings(batch.image_ids, batch.vectors)
        self._measure([*batch.image_ids, *(info.image_id for info in batch.files)])
        if batch.files:
            self._told.extend(batch.files)
            current = self._session.current
            bad = (FileStatus.FAILED, FileStatus.MISSING)
            if any(info.image_id == current and info.status in bad for info in batch.files):
                self.note_files()
            elif not self._note_timer.isActive():
                self._note_timer.start()
        self.embedded.emit(batch.image_ids)
        self._session.suggestions_changed.emit()

    def _measure(self, image_ids: Iterable[ImageId]) -> None:
        """Once all images that were labelled before are embedded, let them tell epsilon."""
        if not self._to_measure:
            return
        self._to_measure.difference_update(image_ids)
        if not self._to_measure:
            self._session.engine.rebuild_novelty()
