"""Auto-label the rest: what can be offered, the checks that prove it, and the doing of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from iaia_desktop.core.audit import Answer, Audit, Look
from iaia_desktop.core.auto_label import AutoPlan, MeasuredError, OfferKind, measured_error
from iaia_desktop.core.errors import SessionFileError
from iaia_desktop.core.saying import Saying
from iaia_desktop.core.types import ClassId, DecidedBy, ImageId, ImageState
from iaia_desktop.jobs.auto_label import AutoLabelRequest, plan_auto_label_job, start_audit_job
from iaia_desktop.session.annotation_session import AnnotationSession
from iaia_desktop.session.check_list import Check, Tally, answers_of, open_checks
from iaia_desktop.session.label_series import LabelSeries
from iaia_desktop.session.notices import Notice, NoticeAction, NoticeKind, words_of
from iaia_desktop.session.page import shown_records
from iaia_desktop.workers.task import Job, Task, TaskRunner, is_from

AUTO_LABEL_SETTING = "auto_label"
SAMPLE_STEP = 50
"""Machine labels that are offered for checking at a time."""

_SAMPLE_LENGTH = 800
_RECENT_ANSWERS = 100


class AutoLabelling(QObject):
    """Plan, check and label for one session. Lives on the GUI thread.

    Parameters
    ----------
    session : AnnotationSession
        Decides.
    runner : TaskRunner
        Plans in the background.
    clock : callable
        Returns seconds since the epoch, UTC.
    draw_seed : callable, optional
        Returns a number that nobody can know beforehand.
    """

    planned = Signal(object)
    """AutoPlan: what can be offered now."""

    checks_started = Signal()
    """The images to be checked are drawn."""

    progressed = Signal(object)
    """Progress of labelling."""

    ended = Signal()
    """Labelling came to an end, well or not."""

    noticed = Signal(object)
    """Notice for the message area."""

    def __init__(
        self,
        session: AnnotationSession,
        runner: TaskRunner,
        *,
        clock: Callable[[], float],
        draw_seed: Callable[[], int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._clock = clock
        self._draw_seed = draw_seed or partial(secrets.randbits, 64)
        self._task: Task | None = None
        self._series = LabelSeries(session, clock=clock, parent=self)
        self._series.progressed.connect(self.progressed)
        self._series.ended.connect(self._on_labelled)
        self.target = 0.01
        self.confidence = 0.9
        self._rounds = 0
        self._audit: Audit | None = None
        self._sample: Audit | None = None
        self._sample_end = SAMPLE_STEP
        self._restore()

    # --- looking ------------------------------------------------------------------------------

    @property
    def audit(self) -> Audit | None:
        """The round of checks under way."""
        return self._audit

    @property
    def checking(self) -> bool:
        """Whether a round is under way whose checks can still be used."""
        return self._live_audit() is not None

    @property
    def busy(self) -> bool:
        """Whether images are being labelled just now."""
        return self._series.busy

    @property
    def planning(self) -> bool:
        """Whether a plan is on its way."""
        return self._task is not None

    def machine_count(self) -> int:
        """Return how many labels of the session are the machine's."""
        state = self._session.state
        return sum(state.verdict(each).by is DecidedBy.MACHINE for each in state.images())

    @property
    def measured(self) -> MeasuredError | None:
        """What checking a sample of the machine's labels showed; None before that."""
        if self._sample is None:
            return None
        return measured_error(
            len(self._sample),
            answers_of(self._sample, self._session.state),
            self._sample.confidence,
            step=SAMPLE_STEP,
        )

    # --- planning -----------------------------------------------------------------------------

    def set_wish(self, target: float, confidence: float) -> None:
        """Take another target; another confidence counts from the next round of checks on."""
        self.target, self.confidence = target, confidence
        self._keep()

    def plan(self) -> None:
        """Work out what can be offered; ``planned`` follows."""
        self._start("auto-label plan", partial(plan_auto_label_job, self._request()), self._planned)

    def start_checks(self) -> None:
        """Begin a round of checks, or go on with the one under way; ``checks_started`` follows."""
        if self._live_audit() is not None:
            self.checks_started.emit()
            return
        job = partial(start_audit_job, self._request(), self._draw_seed())
        self._start("auto-label checks", job, self._drawn)

    def start_over(self) -> None:
        """Give the round up: the labels stay, and the next one goes by the model of then."""
        self._audit = None
        self._keep()
        self.plan()

    def stop(self) -> None:
        """Give up what is under way; the session closes."""
        self._series.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _request(self) -> AutoLabelRequest:
        audit = self._live_audit()
        return AutoLabelRequest(
            self._session.engine.ranking_request(),
            self.target,
            self.confidence,
            self._rounds,
            audit,
            () if audit is None else tuple(answers_of(audit, self._session.state)),
            self._session.engine.metrics.moving_average(_RECENT_ANSWERS),
        )

    def _live_audit(self) -> Audit | None:
        """Return the round under way, unless nothing of its list waits any more."""
        audit = self._audit
        if audit is None:
            return None
        waits = self._session.navigator.waits
        known = len(self._session.state)
        open_ids = (ImageId(number) for number in audit.image_ids.tolist() if number < known)
        return audit if any(waits(image_id) for image_id in open_ids) else None

    def _start(self, name: str, job: Job, receive: Callable[[Any], None]) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._runner.is_closed:
            return
        self._task = task = self._runner.make(name, job)
        task.succeeded.connect(receive)
        task.failed.connect(self._on_failed)
        self._runner.start(task)

    def _planned(self, plan: AutoPlan) -> None:
        if is_from(self, self._task):
            self._task = None
            self.planned.emit(plan)

    def _drawn(self, audit: Audit | None) -> None:
        if not is_from(self, self._task):
            return
        self._task = None
        if audit is None:
            self.plan()
            return
        # On disk before the first image is seen: a round that began counts, whatever becomes of it.
        before = self._audit, self._rounds
        self._audit, self._rounds = audit, audit.round_number
        if self._keep():
            self.checks_started.emit()
        else:
            self._audit, self._rounds = before

    def _on_failed(self, error: Exception) -> None:
        if is_from(self, self._task):
            self._task = None
            text = words_of(error, Saying("Planning failed: {reason}", reason=str(error)))
            self.noticed.emit(Notice(NoticeKind.ERROR, text, "auto-label"))

    # --- checking -----------------------------------------------------------------------------

    def tally(self, *, sample: bool) -> Tally:
        """Return how far the checks are, of the round or of the sample."""
        audit = self._sample if sample else self._audit
        if audit is None:
            return Tally(0, 0, 0)
        answers = answers_of(audit, self._session.state)
        answered = audit.answered(answers)
        wrong = sum(answer is Answer.WRONG for answer in answers[:answered])
        if sample:
            step = max(1, -(-answered // SAMPLE_STEP)) * SAMPLE_STEP
            return Tally(answered, wrong, min(step, len(audit.order)))
        look = audit.next_look(answered)
        return Tally(answered, wrong, answered if look is None else look.checked)

    def next_checks(self, most: int) -> list[Check]:
        """Return the next images of the round to be checked, in their random order."""
        audit = self._audit
        if audit is None:
            return []
        answers = answers_of(audit, self._session.state)
        look = audit.next_look(audit.answered(answers))
        end = 0 if look is None else look.checked
        return open_checks(audit, answers[:end], most)

    def draw_sample(self) -> bool:
        """Ask for fifty more machine labels to be checked; return whether there are any.

        A draw goes on where it stopped, unless its labels were taken back meanwhile.
        """
        if self._sample is not None:
            answers = answers_of(self._sample, self._session.state)
            answered = self._sample.answered(answers)
            self._sample_end = (answered // SAMPLE_STEP + 1) * SAMPLE_STEP
            following = self.next_sample(1)
            if following and self._is_machines(following[0].image_id):
                return True
        state = self._session.state
        pairs = [
            (image_id, verdict.class_id)
            for image_id in state.images()
            if (verdict := state.verdict(image_id)).by is DecidedBy.MACHINE
            and verdict.class_id is not None
        ]
        if not pairs:
            return False
        rng = np.random.default_rng(self._draw_seed())
        order = rng.permutation(len(pairs))[:_SAMPLE_LENGTH].astype(np.int64)
        self._sample = Audit(
            1,
            self.confidence,
            np.array([image_id for image_id, _ in pairs], dtype=np.int64),
            np.array([class_id for _, class_id in pairs], dtype=np.int64),
            order,
            (Look(len(order), 0, 1 - self.confidence),),
        )
        self._sample_end = SAMPLE_STEP
        return self._keep()

    def _is_machines(self, image_id: ImageId) -> bool:
        return self._session.state.verdict(image_id).by is DecidedBy.MACHINE

    def next_sample(self, most: int) -> list[Check]:
        """Return the next machine labels to be checked, as far as the person wanted to go."""
        if self._sample is None:
            return []
        answers = answers_of(self._sample, self._session.state)
        return open_checks(self._sample, answers[: self._sample_end], most)

    def answer(self, given: Sequence[tuple[ImageId, ClassId]], checks: Sequence[Check]) -> bool:
        """Give images the classes that the person says, as one decision; say if it stands.

        Parameters
        ----------
        given : sequence of (ImageId, ClassId)
            What the person confirmed or corrected.
        checks : sequence of Check
            What was shown.
        """
        state, engine = self._session.state, self._session.engine
        records = {}
        for check in checks:
            if state.verdict(check.image_id).state is ImageState.UNLABELLED:
                records.update(shown_records(engine, [check.image_id], check.class_id))
        return self._session.decide(
            lambda: state.plan_labels(given, at=self._clock(), suggestions=records)
        )

    def discard(self, image_id: ImageId) -> bool:
        """Keep an image out of everything, which counts as a mistake of the machine's."""
        state = self._session.state
        return self._session.decide(
            lambda: state.plan_state([image_id], ImageState.DISCARDED, at=self._clock())
        )

    # --- labelling ----------------------------------------------------------------------------

    def label_rest(self, plan: AutoPlan) -> bool:
        """Label what a plan offers; ``ended`` follows. One step for undo."""
        return plan.kind is OfferKind.READY and self._series.start(plan.labels)

    def cancel(self) -> None:
        """Stop labelling; what is labelled stays, and can be undone in one step."""
        self._series.cancel()

    def _on_labelled(self, done: int, total: int) -> None:
        self.ended.emit()
        if not done:
            return
        if done < total:
            text = Saying.counted(
                done,
                "The machine labelled 1 image of {total:,}, then it was stopped. Undo takes it "
                "back.",
                "The machine labelled {n:,} images of {total:,}, then it was stopped. Undo takes "
                "them back in one step.",
                total=total,
            )
        else:
            text = Saying.counted(
                done,
                "The machine labelled 1 image. Undo takes it back.",
                "The machine labelled {n:,} images. Undo takes them back in one step.",
            )
        check = Saying.counted(min(SAMPLE_STEP, done), "Check it…", "Check {n} of them…")
        actions = (
            NoticeAction(Saying("Undo"), "undo"),
            NoticeAction(check, "check_machine"),
        )
        self.noticed.emit(Notice(NoticeKind.INFO, text, "auto-label", actions))

    # --- keeping ------------------------------------------------------------------------------

    def _keep(self) -> bool:
        value = {
            "target": self.target,
            "confidence": self.confidence,
            "rounds": self._rounds,
            "audit": None if self._audit is None else self._audit.as_json(),
            "sample": None if self._sample is None else self._sample.as_json(),
        }
        if self._session.read_only:
            return False
        try:
            self._session.store.set_setting(AUTO_LABEL_SETTING, value)
        except SessionFileError as error:
            self.noticed.emit(Notice(NoticeKind.ERROR, error.words, "auto-label"))
            return False
        return True

    def _restore(self) -> None:
        raw: dict[str, object] = self._session.store.get_setting(AUTO_LABEL_SETTING, {})
        target, confidence, rounds = (raw.get(key) for key in ("target", "confidence", "rounds"))
        if isinstance(target, float) and 0 < target < 1:
            self.target = target
        if isinstance(confidence, float) and 0 < confidence < 1:
            self.confidence = confidence
        if isinstance(rounds, int) and rounds >= 0:
            self._rounds = rounds
        self._audit = Audit.from_json(raw.get("audit"))
        self._sample = Audit.from_json(raw.get("sample"))
