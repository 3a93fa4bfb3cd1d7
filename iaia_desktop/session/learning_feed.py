"""Between the encoder and the session: embeddings in, suggestions out, files' fates noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.learner import Learner
from iaia_desktop.core.state import ChangeSet
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
from iaia_desktop.session.encoder_feed import EncoderFeed
from iaia_desktop.session.example_feed import ExampleFeed
from iaia_desktop.session.lining_up import LiningUp
from iaia_desktop.session.notices import Notice, NoticeKind

_UNREADABLE = (FileStatus.FAILED, FileStatus.MISSING)
_NOTE_FILES_AFTER_MS = 500
_NOTE_REST_AFTER_MS = 20
_NOTED_AT_ONCE = 250
_SUGGEST_ANEW_AFTER_MS = 300
"""While embeddings of other images stream in, what is on screen is worked out anew this often."""


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

    replaced = Signal(object)
    """List of ImageId whose file holds other bytes than when it was read last."""

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
        self._examples = ExampleFeed(session)
        self._line = LiningUp(encoders, self._items, self._is_labelled, self)
        self._to_measure: set[ImageId] = set()
        # What was done before it is known which images are labelled; None once that is known.
        self._done_early: set[ImageId] | None = None
        self._told: list[FileInfo] = []
        # Images in line under a path that holds no longer: missing there says nothing.
        self._moved: set[ImageId] = set()
        self._note_timer = QTimer(self)
        self._note_timer.setSingleShot(True)
        self._note_timer.setInterval(_NOTE_FILES_AFTER_MS)
        self._note_timer.timeout.connect(self._note_some)
        self._suggest_timer = QTimer(self)
        self._suggest_timer.setSingleShot(True)
        self._suggest_timer.setInterval(_SUGGEST_ANEW_AFTER_MS)
        self._suggest_timer.timeout.connect(session.suggestions_changed)
        self._line.labelled_found.connect(self._on_labelled_found)
        encoders.encoder_changed.connect(self._on_encoder)
        encoders.embedded.connect(self._on_embedded)
        session.images_added.connect(self._on_images_added)
        session.examples_added.connect(self._on_examples_added)
        session.changed.connect(self._on_changed)
        session.files_changed.connect(self._on_files_changed)
        session.navigator.current_changed.connect(self._on_current_changed)

    def stop(self) -> None:
        """Keep what reading told, and do nothing more of its own accord."""
        self._line.stop()
        self._suggest_timer.stop()
        self.note_files()

    def note_files(self) -> None:
        """Keep what reading the files told since the last time."""
        self._note_timer.stop()
        told, self._told = self._told, []
        self._keep(told)

    def _note_some(self) -> None:
        """Keep a part of it, and the rest in a moment: hundreds of files would hold the window."""
        told, self._told = self._told[:_NOTED_AT_ONCE], self._told[_NOTED_AT_ONCE:]
        if self._keep(told) and self._told:
            self._note_timer.start(_NOTE_REST_AFTER_MS)

    def _keep(self, told: list[FileInfo]) -> bool:
        try:
            self._session.note_files(told)
        except SessionFileError as error:
            self._told = told + self._told
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "files"))
            return False
        return True

    def relearn(self) -> None:
        """Start the prototypes anew with the embeddings at hand (the method changed)."""
        engine = self._session.engine
        old = engine.learner
        self._contributed = {}
        self._forget_stored()
        if old is None:
            return
        engine.use_encoder(old.encoder_id, old.embeddings.dim)
        known = [ImageId(int(number)) for number in old.embeddings.known_ids()]
        if known:
            engine.add_embeddings(known, old.embeddings.rows(known))
        self._examples.follow()
        engine.rebuild_novelty()
        self._session.suggestions_changed.emit()

    # --- the encoder --------------------------------------------------------------------------

    def _on_encoder(self, encoder: Encoder) -> None:
        learner = self._session.engine.use_encoder(encoder.encoder_id, encoder.dim)
        self._restore(learner)
        self._to_measure = set()
        self._done_early = set()
        self._encoders.add(self._examples.restart())
        self._line.start(self._session.navigator.order.ids)
        self._hurry()
        self._session.suggestions_changed.emit()

    def _is_labelled(self, image_id: ImageId) -> bool:
        return self._session.state.verdict(image_id).state is ImageState.LABELLED

    def _on_labelled_found(self, image_ids: set[ImageId]) -> None:
        self._to_measure = image_ids - (self._done_early or set())
        self._done_early = None
        if image_ids and not self._to_measure:
            self._session.engine.rebuild_novelty()

    def _restore(self, learner: Learner) -> None:
        """Take over the stored prototypes when they are of this encoder and complete."""
        store = self._session.store
        contributed, self._contributed = self._contributed, {}
        try:
            prototypes = store.load_prototypes(learner.encoder_id)
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "prototypes"))
            prototypes = []
        held = Counter(contributed.values())
        complete = {row.class_id: row.count for row in prototypes} == dict(held)
        fitting = all(row.total.shape == (learner.memory.dim,) for row in prototypes)
        if prototypes and complete and fitting:
            learner.restore(prototypes, contributed)
            self._take_out_lost(info.image_id for info in self._session.state.problems())
        else:
            self._forget_stored()

    def _forget_stored(self) -> None:
        if self._session.read_only:
            return
        try:
            self._session.store.forget_contributions()
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "prototypes"))

    # --- images -------------------------------------------------------------------------------

    def _items(self, image_ids: Iterable[ImageId]) -> list[EmbedItem]:
        state = self._session.state
        items = []
        for image_id in image_ids:
            is_ready = state.status(image_id) is FileStatus.READY
            known = state.file(image_id) if is_ready else None
            items.append(EmbedItem(image_id, state.path(image_id), known))
        return items

    def _on_images_added(self, image_ids: list[ImageId]) -> None:
        self._encoders.add(self._items(image_ids))
        self._hurry()

    def _on_examples_added(self) -> None:
        self._encoders.add(self._examples.reload())

    def _on_changed(self, changes: ChangeSet) -> None:
        """Follow what was decided about classes, and an import that was undone."""
        if len(self._examples) and self._examples.follow():
            self._session.suggestions_changed.emit()
        self._take_out_lost(changes.images)

    def _on_files_changed(self, image_ids: Sequence[ImageId]) -> None:
        """Look again at images whose files are back, or have another path now."""
        state = self._session.state
        again = [i for i in image_ids if state.file(i).status is FileStatus.PENDING]
        if again:
            self._moved.update(again)
            self._encoders.add(self._items(again))
            self._hurry()
        self._take_out_lost(image_ids)

    def _on_current_changed(self, _image_id: int) -> None:
        self._hurry()

    def _hurry(self) -> None:
        """Bring the image on screen, and the next ones, to the front."""
        current = self._session.current
        if current is None:
            return
        order = self._session.navigator.order
        near = [current, *(order.neighbour(current, step) for step in (1, 2))]
        wished = [image_id for image_id in near if image_id is not None]
        self._line.put_before(wished)
        self._encoders.hurry(wished)

    def _on_embedded(self, whole_batch: EmbeddedBatch) -> None:
        batch = self._examples.take(whole_batch)
        self._take_out_replaced(batch.files)
        if batch.image_ids:
            self._session.engine.add_embeddings(batch.image_ids, batch.vectors)
        self._measure([*batch.image_ids, *(info.image_id for info in batch.files)])
        self._tell([known for info in batch.files if (known := self._as_known(info)) is not None])
        self._line.fill_up()
        self.embedded.emit(batch.image_ids)
        if self._session.current in batch.image_ids or not self._encoders.waiting_count:
            self._suggest_timer.stop()
            self._session.suggestions_changed.emit()
        elif not self._suggest_timer.isActive():
            self._suggest_timer.start()

    def _take_out_replaced(self, infos: Iterable[FileInfo]) -> None:
        """Take the former content of files that were replaced out of the prototypes."""
        found = [info.image_id for info in infos if self._is_replaced(info)]
        if not found:
            return
        self.replaced.emit(found)
        learner = self._session.engine.learner
        if learner is None:
            return
        for image_id in found:
            if image_id in learner.embeddings:
                learner.forget_image(image_id)
            elif learner.contribution(image_id) is not None:
                # Its former embedding is not at hand, so it cannot be subtracted.
                self.relearn()
                return

    def _is_replaced(self, info: FileInfo) -> bool:
        before = self._session.state.file(info.image_id).content_hash
        return None not in {before, info.content_hash} and before != info.content_hash

    def _take_out_lost(self, image_ids: Iterable[ImageId]) -> None:
        """Start anew when a prototype holds an image that lost its label after its file was lost.

        In a resumed session the embedding of such a file is not at hand, and will not come.
        """
        learner, state = self._session.engine.learner, self._session.state
        if learner is None:
            return
        for image_id in image_ids:
            held = learner.contribution(image_id)
            if held is None or held == learner.wanted(state.verdict(image_id)):
                continue
            if image_id not in learner.embeddings and state.status(image_id) in _UNREADABLE:
                self.relearn()
                return

    def _as_known(self, info: FileInfo) -> FileInfo | None:
        """Return what to keep of a reading; None when it tells nothing new.

        That is so for a file known to be missing, and for a reading under a path of the past.
        """
        if info.status is not FileStatus.MISSING:
            return info
        if info.image_id in self._moved:
            self._moved.discard(info.image_id)
            self._encoders.add(self._items([info.image_id]))
            return None
        # It stays known by its content, so that it is recognised when it turns up elsewhere.
        before = self._session.state.file(info.image_id)
        if before.status is FileStatus.MISSING:
            return None
        return replace(before, status=info.status, reason=info.reason)

    def _tell(self, infos: Sequence[FileInfo]) -> None:
        if not infos:
            return
        self._told.extend(infos)
        current = self._session.current
        if any(info.image_id == current and info.status in _UNREADABLE for info in infos):
            self.note_files()
        elif not self._note_timer.isActive():
            self._note_timer.start(_NOTE_FILES_AFTER_MS)

    def _measure(self, image_ids: Iterable[ImageId]) -> None:
        """Once all images that were labelled before are embedded, let them tell epsilon."""
        if self._done_early is not None:
            self._done_early.update(image_ids)
        if not self._to_measure:
            return
        self._to_measure.difference_update(image_ids)
        if not self._to_measure:
            self._session.engine.rebuild_novelty()
