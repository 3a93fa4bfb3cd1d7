"""The annotation session: what the window drives and what drives the window.

Every wish of the person becomes a decision: planned by the state, committed by the store, and only
then applied, remembered for undo and announced with one ``changed`` signal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.annotator import Suggestion
from iaia_desktop.core.duplicates import main_image
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.ordering import ImageOrder
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.core.types import (
    ClassId,
    Decision,
    FileInfo,
    FileStatus,
    ImageId,
    ImageState,
    SuggestionRecord,
)
from iaia_desktop.jobs.open_session import OpenedSession
from iaia_desktop.jobs.stored_examples import keep_examples, named_examples
from iaia_desktop.session.decided_words import all_decided_words
from iaia_desktop.session.foresight import Foresight
from iaia_desktop.session.keeper import DecisionKeeper
from iaia_desktop.session.navigator import Navigator
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind
from iaia_desktop.store.session_file import SessionStore

_UNREADABLE = (FileStatus.FAILED, FileStatus.MISSING)
_JUDGED = (ImageState.LABELLED, ImageState.DISCARDED)


class AnnotationSession(QObject):
    """Hold one open session. Lives on the GUI thread; all heavy work is done elsewhere.

    Parameters
    ----------
    opened : OpenedSession
        Fresh from the opening job; the session owns its store from now on.
    clock : callable
        Returns seconds since the epoch, UTC.
    class_keys : callable
        Returns the characters that may become class keys, in order.
    """

    changed = Signal(object)
    """ChangeSet: what a decision changed."""

    suggestions_changed = Signal()
    """Prototypes or embeddings changed: the suggestion on screen may be another one."""

    examples_added = Signal()
    """Pictures from elsewhere speak for classes from now on."""

    images_added = Signal(object)
    """Sequence of ImageId, appended to the order."""

    order_changed = Signal()
    """The whole order is another one."""

    files_changed = Signal(object)
    """Sequence of ImageId whose file status changed."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        opened: OpenedSession,
        *,
        clock: Callable[[], float],
        class_keys: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._class_keys = class_keys
        self.navigator = Navigator(
            opened.engine.state, ImageOrder(opened.order), opened.position, self
        )
        self.navigator.current_changed.connect(self._on_moved)
        self.navigator.all_decided.connect(self.say_all_decided)
        self._shown: tuple[ImageId, Suggestion | None, SuggestionRecord | None] | None = None
        self.keeper = self._keeper = DecisionKeeper(
            opened.store, opened.engine, opened.history, lambda: self.navigator.current, self
        )
        self._keeper.changed.connect(self.changed)
        self.foresight = Foresight(self._keeper, self.navigator, self)
        self._keeper.noticed.connect(self.noticed)

    # --- looking ------------------------------------------------------------------------------

    @property
    def store(self) -> SessionStore:
        """The session file."""
        return self._keeper.store

    @property
    def engine(self) -> LabellingEngine:
        """Suggestions and metrics. To be looked at, and changed through this session only."""
        return self._keeper.engine

    @property
    def state(self) -> AnnotationState:
        """Images, classes and verdicts. To be looked at only."""
        return self.engine.state

    @property
    def history(self) -> UndoHistory:
        """What can be undone and redone."""
        return self._keeper.history

    @property
    def current(self) -> ImageId | None:
        """The image on screen."""
        return self.navigator.current

    @property
    def read_only(self) -> bool:
        """Whether another instance holds the session, so that this one may only look."""
        return self.store.read_only

    # --- the folder's side --------------------------------------------------------------------

    def take_images(self, image_ids: Sequence[ImageId], paths: Sequence[str]) -> None:
        """Take over images that were added to the session's file, at the end of the order."""
        for path in paths:
            self.state.add_image(path)
        self.navigator.order.append(image_ids)
        self.images_added.emit(image_ids)

    def reorder(self, image_ids: Sequence[ImageId]) -> None:
        """Show the images in another order."""
        self.navigator.order.replace(image_ids)
        self.order_changed.emit()

    def take_moves(self, moves: Sequence[tuple[ImageId, str]]) -> None:
        """Note that files were renamed; raises SessionFileError when that cannot be saved."""
        if not moves:
            return
        self.store.rename_images(moves)
        for image_id, path in moves:
            self.state.set_path(image_id, path)

    def note_files(self, infos: Sequence[FileInfo]) -> None:
        """Note what reading files told; raises SessionFileError when that cannot be saved."""
        if not infos:
            return
        if not self.read_only:
            if any(map(self._is_replaced, infos)):
                # Once a file is known by its new bytes, nothing tells any more that stored
                # prototypes hold the old ones: they have to let go of them before.
                self._keeper.save_learnt()
            self.store.update_files(infos)
        for info in infos:
            self.state.set_file(info)
        self.files_changed.emit([info.image_id for info in infos])

    def _is_replaced(self, info: FileInfo) -> bool:
        before = self.state.content_hash(info.image_id)
        return before is not None and info.content_hash not in {before, None}

    def _on_moved(self, _image_id: int) -> None:
        self._keeper.flush_soon()

    def say_all_decided(self) -> None:
        """Say that no image waits any more, with the way to the export."""
        skipped = self.state.count_state(ImageState.SKIPPED)
        open_count = self.state.count_state(ImageState.UNLABELLED)
        text = all_decided_words(open_count, skipped)
        ways = (NoticeAction(Saying("Export…"), "export_labels"),)
        self.noticed.emit(Notice(NoticeKind.INFO, text, "all-decided", ways))

    def suggest_current(self) -> Suggestion | None:
        """Return the suggestion for the image on screen, and remember that it was shown.

        Decisions are recorded against what the person saw (perhaps nothing), not against what the
        memory or another encoder would say a moment later. A file that cannot be read gets none.
        """
        image_id = self.current
        if image_id is None:
            self._shown = None
            return None
        readable = self.state.file(image_id).status not in _UNREADABLE
        said = self.engine.suggestion(image_id) if readable else None
        self._shown = (image_id, said, self.engine.as_record(said, image_id))
        return said

    def _what_was_shown(
        self, image_id: ImageId
    ) -> tuple[Suggestion | None, dict[ImageId, SuggestionRecord]]:
        """Return the suggestion for the image on screen, and its record by image."""
        if self._shown is None or self._shown[0] != image_id:
            self.suggest_current()
        _, said, record = self._shown or (image_id, None, None)
        return said, {} if record is None else {image_id: record}

    # --- deciding -----------------------------------------------------------------------------

    def accept(self) -> bool:
        """Label the image on screen as suggested; return False when a name is needed first.

        An image that has a decision already keeps it, and the next image comes.
        """
        image_id = self.current
        if image_id is None:
            return True
        if self.state.verdict(image_id).state is ImageState.LABELLED:
            self.navigator.go_by(1)
            return True
        said, _ = self._what_was_shown(image_id)
        if said is None and self.state.classes():
            text = Saying(
                "There is no suggestion for this image yet. "
                "Press the key of a class, or N for a new one."
            )
            self.noticed.emit(Notice(NoticeKind.INFO, text, "no-suggestion"))
            return True
        if said is None or said.class_id is None:
            return False
        self.label(said.class_id)
        return True

    def label(self, class_id: ClassId) -> None:
        """Give the image on screen a class that exists, and go on."""
        image_id = self.current
        if image_id is None:
            return
        before = self.state.verdict(image_id)
        if before.class_id == class_id:
            self.navigator.go_by(1)
            return
        self._decide_and_advance(
            image_id,
            lambda: self.state.plan_label(
                [image_id],
                class_id,
                at=self._clock(),
                suggestions=self._what_was_shown(image_id)[1],
            ),
        )

    def label_with_new_class(self, name: str) -> None:
        """Found a class with the image on screen, and go on; an existing name is that class."""
        image_id = self.current
        existing = self.state.class_named(name)
        if existing is not None:
            self.label(existing.class_id)
            return
        if image_id is None:
            self.create_class(name)
            return
        self._decide_and_advance(
            image_id,
            lambda: self.state.plan_new_class(
                [image_id],
                name,
                at=self._clock(),
                keys=self._class_keys(),
                suggestions=self._what_was_shown(image_id)[1],
            ),
        )

    def set_state(self, state: ImageState) -> None:
        """Skip or discard the image on screen and go on, or clear its decision and stay."""
        image_id = self.current
        if image_id is None or self.state.verdict(image_id).state is state:
            if image_id is not None and state is not ImageState.UNLABELLED:
                self.navigator.go_by(1)
            return

        def plan() -> Decision:
            return self.state.plan_state([image_id], state, at=self._clock())

        if state is ImageState.UNLABELLED:
            self.decide(plan)
        else:
            self._decide_and_advance(image_id, plan)

    def create_class(self, name: str) -> None:
        """Found a class without an image."""
        self.decide(
            lambda: self.state.plan_new_class([], name, at=self._clock(), keys=self._class_keys())
        )

    def rename_class(self, class_id: ClassId, name: str) -> None:
        """Rename a class."""
        self.decide(lambda: self.state.plan_rename(class_id, name, at=self._clock()))

    def style_class(
        self, class_id: ClassId, *, colour: str | None = None, key: str | None = None
    ) -> None:
        """Change a class's colour or key."""
        self.decide(
            lambda: self.state.plan_style(class_id, at=self._clock(), colour=colour, key=key)
        )

    def merge_classes(self, source: ClassId, target: ClassId) -> None:
        """Give all images of ``source`` the label ``target``."""
        self.decide(lambda: self.state.plan_merge(source, target, at=self._clock()))

    def delete_class(self, class_id: ClassId) -> None:
        """Delete a class; its images become undecided."""
        self.decide(lambda: self.state.plan_delete(class_id, at=self._clock()))

    def import_labels(
        self,
        labels: Sequence[tuple[ImageId, str]],
        examples: Sequence[tuple[str, str]] = (),
        *,
        at: float | None = None,
        holding: bool = False,
    ) -> bool:
        """Take over labels by class name, as one decision.

        Parameters
        ----------
        labels : sequence of (ImageId, str)
            Images with their class names.
        examples : sequence of (str, str)
            Whole paths of other pictures, with the names of the classes they speak for.
        at : float, optional
            The time of the decision; now by default.
        holding : bool, optional
            Whether it comes from whoever holds the keeper.
        """
        done = self._keeper.decide(
            lambda: self.state.plan_import(
                labels,
                at=self._clock() if at is None else at,
                keys=self._class_keys(),
                class_names=[name for _, name in examples],
            ),
            holding=holding,
        )
        if done is None or not examples:
            return done is not None
        try:
            keep_examples(self.store, named_examples(self.state, examples, done.decision_id))
        except SessionFileError as error:
            self._keeper.say_failed(error)
            return False
        self.examples_added.emit()
        return True

    def decide(self, plan: Callable[[], Decision]) -> bool:
        """Take a decision that was planned elsewhere, as one step for undo; say if it stands."""
        return self._keeper.decide(plan) is not None

    def undo(self) -> Decision | None:
        """Take the last decision back, show its image, and return the compensating decision."""
        return self._replay(self._keeper.undo)

    def redo(self) -> Decision | None:
        """Do again what was taken back last; return that decision."""
        return self._replay(self._keeper.redo)

    def _replay(self, replay: Callable[..., Decision | None]) -> Decision | None:
        with self.foresight.deciding():
            decision = replay(at=self._clock())
            # Of many images at once (a merge, an import) none is the one that it was about.
            image_id = None if decision is None else main_image(self.state, decision)
            if image_id is not None:
                self.navigator.go_to(image_id)
        return decision

    def _decide_and_advance(self, image_id: ImageId, plan: Callable[[], Decision]) -> None:
        was_decided = self.state.verdict(image_id).state in _JUDGED
        target = self.navigator.following(was_decided=was_decided)
        with self.foresight.deciding():
            if self._keeper.decide(plan, position=target, moves=True) is None:
                return
            if target is not None and not (was_decided or self.navigator.waits(target)):  # a copy
                target = self.navigator.following(was_decided=was_decided)
            if target is not None:
                self.navigator.go_on(target)
            elif not was_decided:
                self.say_all_decided()

    # --- keeping ------------------------------------------------------------------------------

    def flush(self) -> bool:
        """Save the position and the prototypes that changed since; return whether that worked."""
        return self._keeper.flush()

    def close(self) -> None:
        """Save what is left and close the session file. Tasks must have ended before."""
        self._keeper.close()
