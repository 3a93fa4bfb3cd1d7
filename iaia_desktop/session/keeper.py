"""Bring decisions to disk, then into memory, then onto the undo history; in that order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from iaia_desktop.core.engine import LabellingEngine
from iaia_desktop.core.errors import DecisionError, KnownError, SessionFileError
from iaia_desktop.core.history import UndoHistory
from iaia_desktop.core.types import Decision, ImageId
from iaia_desktop.session.notices import Notice, NoticeKind
from iaia_desktop.store.session_file import SessionStore

_FLUSH_AFTER_MS = 1_000


class DecisionKeeper(QObject):
    """Commit, apply and remember decisions. Lives on the GUI thread.

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
        self._flush_timer = QTimer(self)
        self._flush_timer.setSingleShot(True)
        self._flush_timer.setInterval(_FLUSH_AFTER_MS)
        self._flush_timer.timeout.connect(self.flush)

    def decide(
        self, plan: Callable[[], Decision], *, position: ImageId | None = None
    ) -> Decision | None:
        """Plan, commit, apply, announce.

        Parameters
        ----------
        plan : callable
            Returns the decision; may raise DecisionError.
        position : ImageId, optional
            The image that comes on screen next: where the person goes on after a crash. The one on
            screen by default.

        Returns
        -------
        Decision or None
            As it is in the journal; None when it does not stand, and the person was told. A change
            of classes that changes nothing is not kept.
        """
        try:
            planned = plan()
            if _changes_nothing(planned):
                return planned
            decision = self._commit(planned, self._position() if position is None else position)
        except (DecisionError, SessionFileError) as error:
            self.say_failed(error)
            return None
        changes = self.engine.apply(decision)
        self.history.record(decision)
        self._flush_timer.start()
        self.changed.emit(changes)
        return decision

    def undo(self, *, at: float) -> Decision | None:
        """Take the last decision back; return the compensating one, if it stands."""
        return self._replay(self.history.undo_id, lambda decision: decision.undoing(at=at))

    def redo(self, *, at: float) -> Decision | None:
        """Do again what was taken back last; return that decision, if it stands."""
        return self._replay(self.history.redo_id, lambda decision: decision.redoing(at=at))

    def flush_soon(self) -> None:
        """Save the position in a while, unless a decision saves it before."""
        self._flush_timer.start()

    def flush(self) -> bool:
        """Save the position and the prototypes that changed since; return whether that worked."""
        self._flush_timer.stop()
        if self.store.read_only:
            return True
        try:
            position = self._position()
            if position is not None:
                self.store.set_position(position)
            learner = self.engine.learner
            if learner is not None and learner.has_unsaved:
                prototypes, contributed = learner.unsaved()
                self.store.save_prototypes(learner.encoder_id, prototypes, contributed=contributed)
                learner.mark_saved()
        except SessionFileError as error:
            self.say_failed(error)
            return False
        return True

    def close(self) -> None:
        """Save what is left and close the session file."""
        self.flush()
        self._flush_timer.stop()
        self.store.close()

    def say_failed(self, error: KnownError) -> None:
        """Tell the person in words why something did not happen."""
        kind = NoticeKind.WARNING if isinstance(error, DecisionError) else NoticeKind.ERROR
        self.noticed.emit(Notice(kind, str(error), f"decision-{kind}"))

    def _replay(
        self, target_id: int | None, turn: Callable[[Decision], Decision]
    ) -> Decision | None:
        if target_id is None:
            return None
        try:
            decision = turn(self.store.decision(target_id))
        except SessionFileError as error:
            self.say_failed(error)
            return None
        position = decision.images[0].image_id if decision.images else None
        return self.decide(lambda: decision, position=position)

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


def _changes_nothing(decision: Decision) -> bool:
    """Return whether a class keeps its name and looks: that is no step for undo."""
    return (
        bool(decision.classes)
        and not decision.images
        and all(change.before == change.after for change in decision.classes)
    )
