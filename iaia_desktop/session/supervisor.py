"""Let the machine label what the person is not asked for, as the images' turn comes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from iaia_desktop.core.annotator import Suggestion
from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.supervision import Supervision, SupervisionMode
from iaia_desktop.core.types import (
    ClassId,
    DecidedBy,
    DecisionKind,
    ImageId,
    SuggestionRecord,
)
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.folder_ranker import FolderRanker
from iaia_desktop.session.notices import Notice, NoticeKind

SUPERVISION_SETTING = "supervision"
_MOMENT_MS = 40
"""The machine labels so long, in one decision, before the window has its turn again."""

_RANK_AFTER = 10
"""Answers after which confidences are worked out anew."""


class Supervisor(QObject):
    """Follow the person's answers with the machine's, where the person is not asked.

    Only an answer sets the machine going: looking around, undo and redo do not. It stops at the
    next image that the person decides: one that is drawn or doubtful, looks like a new class, or is
    not embedded yet. It never founds a class.

    Parameters
    ----------
    session : AnnotationSession
        Decides.
    ranker : FolderRanker
        Knows how sure the suggestions are.
    clock : callable
        Returns seconds since the epoch, UTC.
    """

    changed = Signal()
    """The level is another one."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        ranker: FolderRanker,
        *,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._ranker = ranker
        self._clock = clock
        self._answers = 0
        self._level = self._stored()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._step)
        session.navigator.current_changed.connect(self._on_moved)
        session.navigator.went_on.connect(self._on_answered)

    @property
    def level(self) -> Supervision:
        """How much the person decides."""
        return self._level

    def use(self, level: Supervision) -> None:
        """Take another level; what is decided stays."""
        if not level.seed:
            level = replace(level, seed=self._level.seed or secrets.token_hex(8))
        try:
            self._session.store.set_setting(SUPERVISION_SETTING, level.as_json())
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "supervision"))
            return
        self._level = level
        self._answers = 0
        if level.mode is SupervisionMode.UNSURE:
            self._ranker.refresh()
        self.changed.emit()

    def stop(self) -> None:
        """Label nothing more; the session closes."""
        self._timer.stop()

    def _stored(self) -> Supervision:
        raw: dict[str, object] = self._session.store.get_setting(SUPERVISION_SETTING, {})
        return Supervision.from_json(raw)

    # --- when the person answers --------------------------------------------------------------

    def _on_answered(self) -> None:
        if self._level.mode is SupervisionMode.EVERY:
            return
        self._answers += 1
        unsure = self._level.mode is SupervisionMode.UNSURE
        if unsure and self._ranker.stale and self._answers >= _RANK_AFTER:
            self._answers = 0
            self._ranker.refresh()
        self._timer.start()

    def _on_moved(self, _image_id: int) -> None:
        # Looking around is no answer; the step after one is announced right after the move.
        self._timer.stop()

    # --- the machine's answers ----------------------------------------------------------------

    def _step(self) -> None:
        session = self._session
        if session.read_only or session.keeper.held or session.current is None:
            return
        run = self._run_from(session.current)
        if not run.labels:
            return
        stands = session.decide(
            lambda: session.state.plan_labels(
                run.labels,
                at=self._clock(),
                by=DecidedBy.MACHINE,
                kind=DecisionKind.AUTOMATIC,
                suggestions={i: said for i, said in run.records.items() if said is not None},
            )
        )
        if not stands:
            return
        if run.following is None:
            session.say_all_decided()
            return
        session.navigator.go_to(run.following)
        if not run.reached_person:
            self._timer.start()

    def _run_from(self, first: ImageId) -> _Run:
        """Return what the machine labels from here on, as far as it gets in a moment."""
        navigator = self._session.navigator
        run = _Run(first)
        elapsed = QElapsedTimer()
        elapsed.start()
        while run.following is not None and elapsed.elapsed() < _MOMENT_MS:
            said = self._own_answer(run.following)
            if said is None or said.class_id is None:
                run.reached_person = True
                break
            run.records[run.following] = self._session.engine.as_record(said)
            run.labels.append((run.following, said.class_id))
            run.following = navigator.order.next_where(
                run.following, lambda each: each not in run.records and navigator.waits(each)
            )
        return run

    def _own_answer(self, image_id: ImageId) -> Suggestion | None:
        """Return the suggestion that the machine follows; None when the person is asked."""
        if not self._session.navigator.waits(image_id):
            return None
        if self._level.mode is SupervisionMode.SHARE and self._level.asks(image_id, None):
            return None
        said = self._session.engine.suggestion(image_id)
        if said is None or said.is_new or said.class_id is None:
            return None
        ranking = self._ranker.latest
        row = ranking.row(image_id)
        confidence = None
        if row is not None and int(ranking.class_ids[row]) == said.class_id:
            confidence = float(ranking.confidences[row])
        return None if self._level.asks(image_id, confidence) else said


@dataclass(slots=True)
class _Run:
    """What the machine labels in one step, and the image after that.

    Attributes
    ----------
    following : ImageId or None
        The next image that waits; None after the last one.
    reached_person : bool
        Whether the person is asked for that one.
    """

    following: ImageId | None
    labels: list[tuple[ImageId, ClassId]] = field(default_factory=list)
    records: dict[ImageId, SuggestionRecord | None] = field(default_factory=dict)
    reached_person: bool = False
