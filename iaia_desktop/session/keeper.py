"""Bring decisions to disk, then into memory, then onto the undo history; in that order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.duplicates import main_image, with_copies
from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.errors import DecisionError, KnownError, SessionFileError
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import Decision, DecisionKind, ImageId
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.session.opening_words import ways_after
from iaia_desktop.store.session_file import SessionStore

_FLUSH_AFTER_MS = 1_000


_IN_SERIES = frozenset({DecisionKind.AUTOMATIC, DecisionKind.IMPORT})
"""Kinds of decisions of which many may belong together, by their time."""

_BUSY = Saying("Many labels are being written just now. Try again in a moment.")


class DecisionKeeper(QObject):
    """Commit, apply and remember decisions. Lives on the GUI thread.

    The machine's labels of one run, and those of one import, are a series of decisions with the
    same time, each small enough not to be noticed, so that nobody waits for 100,000 of them. Undo
    and redo take such a series as one step: the first decision at once, the others one after the
    other while the window lives on.
    Whatever interrupts a series leaves whole decisions, on disk and in memory alike. Meanwhile, and
    while somebody else holds the keeper, other decisions are refused in words.

    Parameters
    ----------
    store : SessionStore
        Closed by :meth:`close`.
    engine : LabellingEngine
        Follows what is committed.
    history : UndoHistory
        Follows too.
    position : callable
        Returns the image on screen, or None.
    """

    changed = Signal(object)
    """ChangeSet: what a decision changed."""

    noticed = Signal(object)
    """Notice for the message area."""

    foreseen = Signal(int)
    """This image comes on screen, if the decision that is about to be committed stands."""

    series_stepped = Signal(int)
    """So many images of a series are undone or redone by now."""

    series_ended = Signal()
    """A series is undone or redone as far as it can be."""

    fell_out_of_step = Signal()
    """By a fault of ours a decision is on disk that memory did not take in: open the file anew."""

    def __init__(
        self,
        store: SessionStore,
        engine: LabellingEngine,
        history: UndoHistory,
        position: Callable[[], ImageId | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.engine = engine
        self.history = history
        self._position = position
        self._told_log_problem = False
        self._flush_timer = QTimer(self)
        self._flush_timer.setSingleShot(True)
        self._flush_timer.setInterval(_FLUSH_AFTER_MS)
        self._flush_timer.timeout.connect(self.flush)
        self._held = False
        self._is_in_step = True
        self._series: _Series | None = None
        self._series_timer = QTimer(self, singleShot=True, interval=0)
        self._series_timer.timeout.connect(self._step_series)

    @property
    def held(self) -> bool:
        """Whether many labels are being written, so that other decisions have to wait."""
        return self._held

    def hold(self) -> bool:
        """Refuse decisions but those of whoever holds the keeper; return whether it is free."""
        if self._held:
            self.noticed.emit(Notice(NoticeKind.INFO, _BUSY, "held"))
            return False
        self._held = True
        return True

    def release(self) -> None:
        """Take any decision again."""
        self._held = False

    def decide(
        self,
        plan: Callable[[], Decision],
        *,
        position: ImageId | None = None,
        moves: bool = False,
        holding: bool = False,
    ) -> Decision | None:
        """Plan, commit, apply, announce.

        Parameters
        ----------
        plan : callable
            Returns the decision; may raise DecisionError.
        position : ImageId, optional
            The image that comes on screen next: where the person goes on after a crash. The one on
            screen by default.
        moves : bool, optional
            Whether the caller shows that image as soon as the decision stands.
        holding : bool, optional
            Whether it comes from whoever holds the keeper.

        Returns
        -------
        Decision or None
            As it is in the journal; None when it does not stand, and the person was told. A change
            of classes that changes nothing is not kept.
        """
        if not self._is_in_step:
            return None
        if self._held and not holding:
            self.noticed.emit(Notice(NoticeKind.INFO, _BUSY, "held"))
            return None
        try:
            asked = plan()
            if _changes_nothing(asked):
                return asked
            planned = with_copies(self.engine.state, asked)
            if moves and position is not None:
                self._foresee(position, asked, planned)
            decision = self._commit(planned, self._position() if position is None else position)
        except (DecisionError, SessionFileError) as error:
            self.say_failed(error)
            return None
        try:
            changes = self.engine.apply(decision)
            self.history.record(decision)
        except Exception:
            # What memory would plan or save from now on may be wrong; the file is right.
            self._is_in_step = False
            self._series_timer.stop()
            self.fell_out_of_step.emit()
            raise
        self._flush_timer.start()
        self.changed.emit(changes)
        self._say_copies(len(planned.images) - len(asked.images), decision.kind)
        return decision

    def undo(self, *, at: float) -> Decision | None:
        """Take the last decision back; return the compensating one, if it stands."""
        return self._begin_replay(_Series(at=at, redoes=False))

    def redo(self, *, at: float) -> Decision | None:
        """Do again what was taken back last; return that decision, if it stands."""
        return self._begin_replay(_Series(at=at, redoes=True))

    def flush_soon(self) -> None:
        """Save the position in a while, unless a decision saves it before."""
        self._flush_timer.start()

    def flush(self) -> bool:
        """Save the position and the prototypes that changed since; return whether that worked."""
        self._flush_timer.stop()
        if self.store.read_only:
            return True
        if not self._is_in_step:
            return False
        try:
            position = self._position()
            if position is not None:
                self.store.set_position(position)
            self.save_learnt()
        except SessionFileError as error:
            self.say_failed(error)
            return False
        self._say_log_problem()
        return True

    def _say_log_problem(self) -> None:
        """Tell, once, that decisions are not kept a second time; they are in the session file."""
        problem = self.store.log_problem
        if problem and not self._told_log_problem:
            text = Saying(
                "Decisions are saved, but not a second time in the log beside the session: "
                "{problem} ({path}). Free some space; the log goes on by itself.",
                problem=problem,
                path=self.store.path,
            )
            self.noticed.emit(Notice(NoticeKind.WARNING, text, "log"))
        self._told_log_problem = bool(problem)

    def save_learnt(self) -> None:
        """Save the prototypes that changed since; raises SessionFileError when that fails."""
        learner = self.engine.learner
        if learner is not None and learner.has_unsaved:
            prototypes, contributed = learner.unsaved()
            self.store.save_prototypes(learner.encoder_id, prototypes, contributed=contributed)
            learner.mark_saved()

    def close(self) -> None:
        """Save what is left and close the session file."""
        self._series_timer.stop()
        self.flush()
        self._flush_timer.stop()
        self.store.close()

    def say_failed(self, error: KnownError) -> None:
        """Tell the person in words why something did not happen."""
        kind = NoticeKind.WARNING if isinstance(error, DecisionError) else NoticeKind.ERROR
        self.noticed.emit(
            Notice(kind, error.words, key=f"decision-{kind}", actions=ways_after(error))
        )

    def _say_copies(self, count: int, kind: DecisionKind) -> None:
        if not count:
            return
        if kind is DecisionKind.CLEAR:
            text = Saying.counted(
                count,
                "1 identical copy lost the label too; one undo brings all back.",
                "{n:,} identical copies lost the label too; one undo brings all back.",
            )
        else:
            text = Saying.counted(
                count,
                "1 identical copy got the same label; one undo takes all back.",
                "{n:,} identical copies got the same label; one undo takes all back.",
            )
        self.noticed.emit(Notice(NoticeKind.INFO, text, "copies"))

    def _foresee(self, image_id: ImageId, asked: Decision, planned: Decision) -> None:
        """Announce the next image, unless it goes along as a copy and another one comes."""
        copies = planned.images[len(asked.images) :]
        if all(change.image_id != image_id for change in copies):
            self.foreseen.emit(image_id)

    def _begin_replay(self, series: _Series) -> Decision | None:
        target_id = self._next_of(series)
        if target_id is None:
            return None
        if self._held:
            self.noticed.emit(Notice(NoticeKind.INFO, _BUSY, "held"))
            return None
        done = self._replay(target_id, series, moves=True)
        if done is not None and self._continues(series):
            self._held = True
            self._series = series
            self._series_timer.start()
        return done

    def _step_series(self) -> None:
        series = self._series
        if series is None:
            return
        target_id = self._next_of(series) if self._continues(series) else None
        if target_id is not None and self._replay(target_id, series) is not None:
            self.series_stepped.emit(series.images)
            self._series_timer.start()
            return
        self._series = None
        self._held = False
        self.series_ended.emit()

    def _next_of(self, series: _Series) -> int | None:
        return self.history.redo_id if series.redoes else self.history.undo_id

    def _continues(self, series: _Series) -> bool:
        """Return whether the next decision on the stack belongs to the series, too."""
        target_id = self._next_of(series)
        if series.stamp is None or target_id is None:
            return False
        try:
            kind, at = self.store.kind_and_time(target_id)
        except SessionFileError as error:
            self.say_failed(error)
            return False
        return kind in _IN_SERIES and at == series.stamp

    def _replay(self, target_id: int, series: _Series, *, moves: bool = False) -> Decision | None:
        try:
            target = self.store.decision(target_id)
        except SessionFileError as error:
            self.say_failed(error)
            return None
        decision = target.redoing(at=series.at) if series.redoes else target.undoing(at=series.at)
        position = main_image(self.engine.state, decision)
        moves = moves and position is not None
        if position is None and decision.images:
            position = decision.images[0].image_id
        done = self.decide(lambda: decision, position=position, moves=moves, holding=True)
        if done is not None and target.kind in _IN_SERIES:
            series.stamp = target.at
            series.images += len(done.images)
        return done

    def _commit(self, decision: Decision, position: ImageId | None) -> Decision:
        self.engine.state.require_fitting(decision)
        learner = self.engine.learner
        if learner is None:
            return self.store.append(decision, position=position)
        prototypes, contributed = learner.unsaved()
        committed = self.store.append(
            decision, prototypes=prototypes, contributed=contributed, position=position
        )
        learner.mark_saved()
        return committed


@dataclass(slots=True)
class _Series:
    """A step of undo or redo: of one decision, of the machine's labels of one run, of an import.

    Attributes
    ----------
    at : float
        When the person pressed the key.
    redoes : bool
        Whether it is a redo.
    stamp : float or None
        The time of the decisions that belong together; None for one that stands alone.
    images : int
        Images that went back or came again so far.
    """

    at: float
    redoes: bool
    stamp: float | None = None
    images: int = 0


def _changes_nothing(decision: Decision) -> bool:
    """Return whether a class keeps its name and looks: that is no step for undo."""
    return (
        bool(decision.classes)
        and not decision.images
        and all(change.before == change.after for change in decision.classes)
    )
